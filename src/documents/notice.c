#include "documents/notice.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "documents/letter.h"
#include <stdlib.h>
#include <string.h>

/* ---- kinds ---- */

static struct defect_kind *kind_of(struct defect_kinds *all, const struct catalogue *catalogue, const struct finding *f)
{
    for (size_t i = 0; i < all->n; i++)
        if (!strcmp(all->list[i].id, f->id)) return &all->list[i];
    const struct rule *rule = catalogue_rule(catalogue, f->id);
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = (struct defect_kind){.id = arena_dup(&all->arena, f->id), .what = rule ? rule->message : arena_dup(&all->arena, f->message)};
    return &all->list[all->n - 1];
}

void defect_kinds_take(struct defect_kinds *all, const struct letter_words *words, const struct catalogue *catalogue, const struct findings *findings)
{
    all->reports++;
    for (size_t i = 0; i < findings->n; i++) {
        int level = words->level_of[finding_standing(&findings->list[i])];
        if (level < 0 || !words->levels[level].alone) continue;
        struct defect_kind *kind = kind_of(all, catalogue, &findings->list[i]);
        kind->agencies += kind->last != all->reports;
        kind->last = all->reports;
        kind->places++;
    }
}

void defect_kinds_sent(struct defect_kinds *all, const struct sent_letter *letter)
{
    all->letters = memory_grow(all->letters, all->n_letters, &all->cap_letters, sizeof *all->letters);
    all->letters[all->n_letters++] = (struct sent_letter){arena_dup(&all->arena, letter->agency), arena_dup(&all->arena, letter->file), letter->faults, letter->again};
}

void defect_kinds_release(struct defect_kinds *all)
{
    free(all->list);
    free(all->letters);
    arena_release(&all->arena);
    *all = (struct defect_kinds){0};
}

/* ---- the notice ---- */

/* The filings of one state, or the kinds, as a list. */
struct noticed { const struct letter_words *words; const struct filing **filings; struct defect_kind *kinds; size_t n; int as_of; };

static struct noticed *of_state(struct arena *a, const struct letter_words *words, const struct report *r, enum filing_state state)
{
    struct noticed *m = arena_alloc(a, sizeof *m);
    *m = (struct noticed){words, arena_alloc(a, (r->rollup->n_filings + 1) * sizeof *m->filings), NULL, 0, r->as_of};
    for (size_t i = 0; i < r->rollup->n_filings; i++) {
        const struct filing *f = &r->rollup->filings[i];
        if (!f->agency) continue;                      /* a file whose agency is not known is for the office's own list */
        if (f->state == state || (state == FILING_IN_TIME && f->state == FILING_GRACE)) m->filings[m->n++] = f;
    }
    return m;
}

static const char *day_item(struct arena *a, int day)
{
    char iso[CIVIL_ISO];
    return day == NO_DAY ? NULL : arena_dup(a, civil_iso(day, iso));
}

static struct item number_item(struct arena *a, size_t row) { return item_text(arena_printf(a, "%zu", row + 1)); }
static struct item name_item(const struct filing *f) { return item_text(filing_shown(f)); }

static void fill_late(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct noticed *m = list->context;
    const struct filing *f = m->filings[row];
    items[0] = number_item(scratch, row);
    items[1] = name_item(f);
    items[2] = item_text(day_item(scratch, f->due));
    items[3] = item_text(day_item(scratch, f->submitted));
    if (f->due != NO_DAY && f->submitted != NO_DAY) items[4] = item_text(arena_printf(scratch, "%d", f->submitted - f->due));
}

static void fill_missing(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct noticed *m = list->context;
    const struct filing *f = m->filings[row];
    items[0] = number_item(scratch, row);
    items[1] = name_item(f);
    items[2] = item_text(day_item(scratch, f->due));
    if (f->due != NO_DAY) items[3] = item_text(arena_printf(scratch, "%d", m->as_of - f->due));
}

/* The office's own list says which file it is. */
static void fill_unread(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct filing *f = ((const struct noticed *)list->context)->filings[row];
    items[0] = number_item(scratch, row);
    items[1] = name_item(f);
    items[2] = item_text(f->why);
}

static void fill_kind(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct defect_kind *k = &((const struct noticed *)list->context)->kinds[row];
    items[0] = number_item(scratch, row);
    items[1] = item_text(k->what);
    items[2] = item_text(arena_printf(scratch, "%zu", k->agencies));
    items[3] = item_text(arena_printf(scratch, "%zu", k->places));
}

static void add_heading(struct document *d, const struct letter_words *w, enum letter_text text, int *nth)
{
    document_heading(d, 1, arena_printf(&d->arena, "%s、%s", document_ordinal(&d->arena, ++*nth), w->texts[text]));
}

static void add_list(struct document *d, const char *id, const struct list_column *columns, int n, const struct noticed *m,
                     void (*fill)(const struct list *, size_t, struct item *, struct arena *))
{
    struct list *list = document_list(d, id, columns, n);
    list->n_rows = m->n;
    list->fill = fill;
    list->context = m;
}

/* Names in a sentence. */
static void add_names(struct document *d, const struct letter_words *w, const char *const *names, size_t n, enum letter_text heading, enum letter_text sentence,
                      struct letter_values v, int *nth)
{
    struct text words = {0};
    for (size_t i = 0; i < n; i++) text_printf(&words, "%s%s", i ? "、" : "", names[i]);
    if (n) {
        v.of[PLACE_NAMES] = arena_dup(&d->arena, text_get(&words));
        v.of[PLACE_COUNT] = arena_printf(&d->arena, "%zu", n);
        add_heading(d, w, heading, nth);
        document_lines_of(d, PROSE_INDENTED, letter_words_fill(&d->arena, w, sentence, &v));
    }
    text_release(&words);
}

static void add_state_names(struct document *d, const struct letter_words *w, const struct report *r, enum filing_state state, enum letter_text heading,
                            enum letter_text sentence, const struct letter_values *v, int *nth)
{
    const struct noticed *m = of_state(&d->arena, w, r, state);
    const char **names = arena_alloc(&d->arena, (m->n + 1) * sizeof *names);
    for (size_t i = 0; i < m->n; i++) names[i] = filing_shown(m->filings[i]);
    add_names(d, w, names, m->n, heading, sentence, *v, nth);
}

#define NUMBERED(words) {"number", (words)->texts[NOTICE_NUMBER], ITEM_TEXT, .share = 1, .centred = true}
#define NAMED(words) {"agency", (words)->texts[NOTICE_AGENCY], ITEM_TEXT, .share = 5, .heads_row = true}

static void add_late(struct document *d, const struct letter_words *w, const struct report *r, int *nth)
{
    const struct list_column columns[] = {NUMBERED(w), NAMED(w), {"due", w->texts[NOTICE_DUE], ITEM_TEXT, .share = 2, .centred = true},
                                          {"submitted", w->texts[NOTICE_SUBMITTED], ITEM_TEXT, .share = 2, .centred = true},
                                          {"over", w->texts[NOTICE_OVER], ITEM_TEXT, .share = 1.6, .centred = true}};
    const struct noticed *m = of_state(&d->arena, w, r, FILING_LATE);
    if (!m->n) return;
    add_heading(d, w, NOTICE_HEAD_LATE, nth);
    add_list(d, "late", columns, sizeof columns / sizeof *columns, m, fill_late);
}

static void add_missing(struct document *d, const struct letter_words *w, const struct report *r, int *nth)
{
    const struct list_column columns[] = {NUMBERED(w), NAMED(w), {"due", w->texts[NOTICE_DUE], ITEM_TEXT, .share = 2, .centred = true},
                                          {"over", w->texts[NOTICE_OVER], ITEM_TEXT, .share = 1.6, .centred = true}};
    const struct noticed *m = of_state(&d->arena, w, r, FILING_MISSING);
    if (!m->n) return;
    add_heading(d, w, NOTICE_HEAD_MISSING, nth);
    add_list(d, "missing", columns, sizeof columns / sizeof *columns, m, fill_missing);
}

static void add_unread(struct document *d, const struct letter_words *w, const struct report *r, const struct letter_values *v, int *nth)
{
    const struct list_column columns[] = {NUMBERED(w), NAMED(w), {"why", w->texts[NOTICE_WHY], ITEM_TEXT, .share = 7}};
    const struct noticed *m = of_state(&d->arena, w, r, FILING_UNREAD);
    if (!m->n) return;
    add_heading(d, w, NOTICE_HEAD_UNREAD, nth);
    document_lines_of(d, PROSE_INDENTED, letter_words_fill(&d->arena, w, NOTICE_UNREAD, v));
    add_list(d, "unread", columns, sizeof columns / sizeof *columns, m, fill_unread);
}

static int by_agencies(const void *left, const void *right)
{
    const struct defect_kind *a = left, *b = right;
    if (a->agencies != b->agencies) return a->agencies < b->agencies ? 1 : -1;
    if (a->places != b->places) return a->places < b->places ? 1 : -1;
    return strcmp(a->id, b->id);
}

static void add_kinds(struct document *d, const struct letter_words *w, const struct defect_kinds *kinds, const struct letter_values *v, int *nth)
{
    const struct list_column columns[] = {NUMBERED(w), {"kind", w->texts[NOTICE_KIND], ITEM_TEXT, .share = 8, .heads_row = true},
                                          {"agencies", w->texts[NOTICE_AGENCIES], ITEM_TEXT, .share = 1.6, .centred = true},
                                          {"places", w->texts[NOTICE_PLACES], ITEM_TEXT, .share = 1.6, .centred = true}};
    struct noticed *m = arena_alloc(&d->arena, sizeof *m);
    if (!kinds->n) return;
    *m = (struct noticed){.words = w, .kinds = arena_alloc(&d->arena, kinds->n * sizeof *m->kinds), .n = kinds->n};
    memcpy(m->kinds, kinds->list, kinds->n * sizeof *m->kinds);
    qsort(m->kinds, m->n, sizeof *m->kinds, by_agencies);
    add_heading(d, w, NOTICE_HEAD_KINDS, nth);
    document_lines_of(d, PROSE_INDENTED, letter_words_fill(&d->arena, w, NOTICE_KINDS, v));
    add_list(d, "kinds", columns, sizeof columns / sizeof *columns, m, fill_kind);
}

/* ---- its numbers ---- */

static size_t count(const struct report *r, enum filing_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < r->rollup->n_filings; i++) n += r->rollup->filings[i].state == state;
    return n;
}

static struct letter_values values_of(struct arena *a, const struct report *r, const struct defect_kinds *kinds)
{
    size_t came = 0, unread = 0;
    for (size_t i = 0; i < r->rollup->n_filings; i++) {
        const struct filing *f = &r->rollup->filings[i];
        came += f->counted;
        unread += f->agency && f->state == FILING_UNREAD;      /* a file whose agency is not known counts as none */
    }
    const size_t missing = count(r, FILING_MISSING), pending = count(r, FILING_PENDING), numbers[LETTER_PLACES] = {
        [PLACE_EXPECTED] = came + unread + missing + pending, [PLACE_CAME] = came, [PLACE_IN_TIME] = count(r, FILING_IN_TIME) + count(r, FILING_GRACE),
        [PLACE_LATE] = count(r, FILING_LATE), [PLACE_UNDATED] = count(r, FILING_UNDATED), [PLACE_MISSING] = missing, [PLACE_PENDING] = pending,
        [PLACE_UNREAD] = unread, [PLACE_RETURNED] = kinds->n_letters};
    struct letter_values v = {0};
    for (int i = PLACE_EXPECTED; i <= PLACE_RETURNED; i++) v.of[i] = arena_printf(a, "%zu", numbers[i]);
    v.of[PLACE_PARENT] = r->agency.name;
    v.of[PLACE_YEAR] = arena_printf(a, "%d", r->year);
    v.of[PLACE_DATE] = letter_day(a, r->as_of);
    return v;
}

/* Sentences, each only where there are agencies that it is about. */
struct clause { enum letter_text text; enum letter_place place; bool always; };

static const char *sentences(struct arena *a, const struct letter_words *w, const struct letter_values *v, const struct clause *list, size_t n, const char *between)
{
    struct text out = {0};
    for (size_t i = 0; i < n; i++)
        if (list[i].always || strcmp(v->of[list[i].place], "0")) text_printf(&out, "%s%s", out.n ? between : "", letter_words_fill(a, w, list[i].text, v));
    const char *said = arena_dup(a, text_get(&out));
    text_release(&out);
    return said;
}

void notice_document(struct document *d, const struct letter_words *w, const struct report *r, const struct defect_kinds *kinds)
{
    struct arena *a = &d->arena;
    static const struct clause counts[] = {{NOTICE_COUNT_CAME, PLACE_CAME, true}, {NOTICE_COUNT_UNREAD, PLACE_UNREAD, false},
                                             {NOTICE_COUNT_PENDING, PLACE_PENDING, false}, {NOTICE_COUNT_MISSING, PLACE_MISSING, true}};
    static const struct clause closing[] = {{NOTICE_CLOSING_MISSING, PLACE_MISSING, false}, {NOTICE_CLOSING_UNREAD, PLACE_UNREAD, false},
                                              {NOTICE_CLOSING_RETURNED, PLACE_RETURNED, false}};
    struct letter_values v = values_of(a, r, kinds);
    v.of[PLACE_COUNTS] = sentences(a, w, &v, counts, sizeof counts / sizeof *counts, "，");
    const char **returned = arena_alloc(a, (kinds->n_letters + 1) * sizeof *returned);
    int nth = 0;
    document_title(d, letter_words_fill(a, w, NOTICE_TITLE, &v), "", NULL);
    document_lines_of(d, PROSE_FLUSH, letter_words_fill(a, w, NOTICE_ADDRESSEE, &v));
    document_lines_of(d, PROSE_INDENTED, letter_words_fill(a, w, r->form->earlier_law ? NOTICE_OPENING_EARLIER : NOTICE_OPENING, &v));
    add_state_names(d, w, r, FILING_IN_TIME, NOTICE_HEAD_IN_TIME, NOTICE_IN_TIME, &v, &nth);
    add_late(d, w, r, &nth);
    add_state_names(d, w, r, FILING_UNDATED, NOTICE_HEAD_UNDATED, NOTICE_UNDATED, &v, &nth);
    add_missing(d, w, r, &nth);
    add_state_names(d, w, r, FILING_PENDING, NOTICE_HEAD_PENDING, NOTICE_PENDING, &v, &nth);
    add_unread(d, w, r, &v, &nth);
    for (size_t i = 0; i < kinds->n_letters; i++) returned[i] = kinds->letters[i].agency;
    add_names(d, w, returned, kinds->n_letters, NOTICE_HEAD_RETURNED, NOTICE_RETURNED, v, &nth);
    add_kinds(d, w, kinds, &v, &nth);
    document_lines_of(d, PROSE_INDENTED, sentences(a, w, &v, closing, sizeof closing / sizeof *closing, ""));
    document_lines_of(d, PROSE_SIGNED, letter_words_fill(a, w, NOTICE_SIGNATURE, &v));
}
