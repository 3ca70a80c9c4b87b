#include "documents/letter.h"
#include "base/text.h"
#include "calendar/civil.h"

enum { MOST_PLACES = 200 };                            /* of one fault; more than that is not mended by a list on paper */

const char *letter_day(struct arena *a, int day)
{
    char words[CIVIL_WORDS];
    return day == NO_DAY ? "" : arena_dup(a, civil_words(day, words));
}

bool letter_is_due(const struct letter_words *words, const struct defects *faults)
{
    for (size_t i = 0; i < faults->n; i++)
        if (words->levels[faults->list[i].level].alone) return true;
    return false;
}

/* ---- what stands in the places ---- */

static struct letter_values values_of(struct arena *a, const struct letter *l)
{
    return (struct letter_values){.of = {
        [PLACE_AGENCY] = l->agency, [PLACE_PARENT] = l->parent, [PLACE_FILE] = l->file, [PLACE_YEAR] = arena_printf(a, "%d", l->year),
        [PLACE_DATE] = letter_day(a, l->day), [PLACE_DUE] = letter_day(a, l->due), [PLACE_DAYS] = arena_printf(a, "%d", l->words->days)}};
}

const char *letter_title(struct arena *a, const struct letter *l)
{
    const struct letter_values v = values_of(a, l);
    return letter_words_fill(a, l->words, RETURNED_TITLE, &v);
}

/* ---- the faults of a table ---- */

/* One group of faults as a list: a row a place. */
struct letter_row { const struct defect *fault; size_t place; int number; };
struct shown { const struct letter *letter; const struct letter_row *rows; };

enum { NUMBER, FAULT, ADVICE, PLACE, FOUND, EXPECTED, COLUMNS };

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct shown *s = list->context;
    const struct letter_row *r = &s->rows[row];
    const struct defect *f = r->fault;
    const struct defect_place *p = &f->places[r->place];
    const struct letter_values v = {.of = {[PLACE_ARTICLE] = f->article}};
    const char *said = f->n_places > 1 ? p->said : NULL;
    items[NUMBER] = item_text(arena_printf(scratch, "%d", r->number));
    items[FAULT] = item_text(arena_printf(scratch, "%s%s", f->words, *f->article ? letter_words_fill(scratch, s->letter->words, RETURNED_BASIS, &v) : ""));
    items[ADVICE] = item_text(f->advice);
    items[PLACE] = item_text(said && p->place ? arena_printf(scratch, "%s：%s", p->place, said) : said ? said : p->place);
    items[FOUND] = item_text(p->found);
    items[EXPECTED] = item_text(p->expected);
}

static void add_table(struct document *d, const struct letter *l, const struct defect *const *faults, size_t n, int *number)
{
    const struct letter_words *w = l->words;
    const struct list_column columns[COLUMNS] = {
        [NUMBER] = {"number", w->texts[RETURNED_NUMBER], ITEM_TEXT, .share = 1, .joined = true, .heads_row = true},
        [FAULT] = {"fault", w->texts[RETURNED_FAULT], ITEM_TEXT, .share = 6, .joined = true},
        [ADVICE] = {"advice", w->texts[RETURNED_ADVICE], ITEM_TEXT, .share = 3.2, .joined = true},
        [PLACE] = {"place", w->texts[RETURNED_PLACE], ITEM_TEXT, .share = 2.6},
        [FOUND] = {"found", w->texts[RETURNED_FOUND], ITEM_TEXT, .share = 2.4},
        [EXPECTED] = {"expected", w->texts[RETURNED_EXPECTED], ITEM_TEXT, .share = 2.2},
    };
    size_t rows = 0, cut = 0;
    for (size_t i = 0; i < n; i++) {
        rows += faults[i]->n_places < MOST_PLACES ? faults[i]->n_places : MOST_PLACES;
        if (faults[i]->n_places > MOST_PLACES && faults[i]->n_places > cut) cut = faults[i]->n_places;
    }
    struct shown *s = arena_alloc(&d->arena, sizeof *s);
    struct letter_row *shown = arena_alloc(&d->arena, (rows + 1) * sizeof *shown);
    struct list *list = document_list(d, "faults", columns, COLUMNS);
    for (size_t i = 0; i < n; i++, ++*number)
        for (size_t k = 0; k < faults[i]->n_places && k < MOST_PLACES; k++) shown[list->n_rows++] = (struct letter_row){faults[i], k, *number};
    *s = (struct shown){l, shown};
    list->fill = fill;
    list->context = s;
    if (!cut) return;
    const struct letter_values v = {.of = {[PLACE_PLACES] = arena_printf(&d->arena, "%zu", cut), [PLACE_COUNT] = arena_printf(&d->arena, "%d", MOST_PLACES)}};
    list->remark = letter_words_fill(&d->arena, w, RETURNED_MORE, &v);
}

/* ---- the groups ---- */

enum defect_state { DEFECT_REMAINS, DEFECT_NEW, DEFECT_STATES };

static enum defect_state state_of(const struct letter *l, const struct defect *f)
{
    return l->before && returned_has(l->before, f->keys, f->n_keys) ? DEFECT_REMAINS : DEFECT_NEW;
}

struct defect_group { const struct defect **list; size_t n; };

static struct defect_group choose(struct arena *a, const struct letter *l, int level, enum defect_state state)
{
    struct defect_group c = {arena_alloc(a, (l->faults->n + 1) * sizeof *c.list), 0};
    for (size_t i = 0; i < l->faults->n; i++)
        if (l->faults->list[i].level == level && state_of(l, &l->faults->list[i]) == state) c.list[c.n++] = &l->faults->list[i];
    return c;
}

static void add_sections(struct document *d, const struct letter *l, const struct defect_group *c, int *number)
{
    int nth = 0;
    for (size_t i = 0, n; i < c->n; i += n) {
        for (n = 1; i + n < c->n && text_same(c->list[i + n]->section, c->list[i]->section);) n++;
        const char *section = c->list[i]->section;
        const struct letter_values v = {.of = {[PLACE_SECTION] = section}};
        const char *words = letter_words_fill(&d->arena, l->words, section ? RETURNED_SECTION : RETURNED_ELSEWHERE, &v);
        document_heading(d, 2, arena_printf(&d->arena, "（%s）%s", document_ordinal(&d->arena, ++nth), words));
        add_table(d, l, c->list + i, n, number);
    }
}

static void add_group(struct document *d, const struct letter *l, int level, enum defect_state state, int *heading, int *number)
{
    const struct defect_group c = choose(&d->arena, l, level, state);
    struct letter_values v = values_of(&d->arena, l);
    const char *words = l->words->levels[level].heading;
    if (!c.n) return;
    v.of[PLACE_LEVEL] = words;
    if (l->before) words = letter_words_fill(&d->arena, l->words, state == DEFECT_REMAINS ? RETURNED_REMAINING : RETURNED_NEW, &v);
    document_heading(d, 1, arena_printf(&d->arena, "%s、%s", document_ordinal(&d->arena, ++*heading), words));
    add_sections(d, l, &c, number);
}

/* ---- what was mended ---- */

struct mended_list { const struct returned_defect **list; size_t n; };

static bool is_mended(const struct letter *l, const struct returned_defect *f)
{
    const struct returned_round one = {.faults = (struct returned_defect *)f, .n = 1};
    for (size_t i = 0; i < l->faults->n; i++)
        if (returned_has(&one, l->faults->list[i].keys, l->faults->list[i].n_keys)) return false;
    return true;
}

static struct mended_list mended_of(struct arena *a, const struct letter *l)
{
    struct mended_list m = {arena_alloc(a, ((l->before ? l->before->n : 0) + 1) * sizeof *m.list), 0};
    for (size_t i = 0; l->before && i < l->before->n; i++)
        if (is_mended(l, &l->before->faults[i])) m.list[m.n++] = &l->before->faults[i];
    return m;
}

static void fill_mended(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct returned_defect *f = ((const struct returned_defect *const *)list->context)[row];
    items[0] = item_text(arena_printf(scratch, "%zu", row + 1));
    items[1] = item_text(f->what);
    items[2] = item_text(f->place);
}

static void add_mended(struct document *d, const struct letter *l, const struct mended_list *m, int *heading)
{
    const struct letter_words *w = l->words;
    const struct list_column columns[] = {
        {"number", w->texts[RETURNED_NUMBER], ITEM_TEXT, .share = 1, .heads_row = true},
        {"fault", w->texts[RETURNED_FAULT], ITEM_TEXT, .share = 9},
        {"place", w->texts[RETURNED_PLACE], ITEM_TEXT, .share = 6},
    };
    if (!m->n) return;
    const struct letter_values v = values_of(&d->arena, l);
    document_heading(d, 1, arena_printf(&d->arena, "%s、%s", document_ordinal(&d->arena, ++*heading), letter_words_fill(&d->arena, w, RETURNED_MENDED, &v)));
    struct list *list = document_list(d, "mended", columns, sizeof columns / sizeof *columns);
    list->n_rows = m->n;
    list->fill = fill_mended;
    list->context = m->list;
}

/* ---- the letter ---- */

static const char *counted(struct arena *a, size_t n) { return arena_printf(a, "%zu", n); }

static size_t count(const struct letter *l, enum defect_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < l->faults->n; i++) n += state_of(l, &l->faults->list[i]) == state;
    return n;
}

void letter_document(struct document *d, const struct letter *l)
{
    struct arena *a = &d->arena;
    const struct letter_words *w = l->words;
    struct letter_values v = values_of(a, l);
    const struct mended_list mended = mended_of(a, l);
    int heading = 0, number = 1;
    v.of[PLACE_FAULTS] = counted(a, l->faults->n);
    v.of[PLACE_MENDED] = counted(a, mended.n);
    v.of[PLACE_REMAINING] = counted(a, count(l, DEFECT_REMAINS));
    v.of[PLACE_NEW] = counted(a, count(l, DEFECT_NEW));
    v.of[PLACE_BEFORE] = l->before ? letter_day(a, l->before->day) : NULL;
    document_title(d, letter_title(a, l), l->agency, NULL);
    document_lines_of(d, PROSE_FLUSH, letter_words_fill(a, w, RETURNED_ADDRESSEE, &v));
    document_lines_of(d, PROSE_INDENTED, letter_words_fill(a, w, l->before ? RETURNED_OPENING_AGAIN : RETURNED_OPENING, &v));
    document_lines_of(d, PROSE_INDENTED, letter_words_fill(a, w, l->due == NO_DAY ? RETURNED_DUE_UNKNOWN : RETURNED_DUE, &v));
    add_mended(d, l, &mended, &heading);
    for (int level = 0; level < (int)w->n_levels; level++)
        for (int state = l->before ? DEFECT_REMAINS : DEFECT_NEW; state < DEFECT_STATES; state++) add_group(d, l, level, state, &heading, &number);
    document_lines_of(d, PROSE_INDENTED, letter_words_fill(a, w, RETURNED_CLOSING, &v));
    document_lines_of(d, PROSE_SIGNED, letter_words_fill(a, w, RETURNED_SIGNATURE, &v));
}
