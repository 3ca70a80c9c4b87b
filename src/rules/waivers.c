#include "rules/waivers.h"
#include "base/digest.h"
#include "base/intern.h"
#include "base/problem.h"
#include "base/text.h"
#include "form/addresses.h"
#include "ledger/schema/cell_words.h"
#include "ledger/values/guard.h"
#include "ledger/values/personal.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

char *waiver_place(const struct finding *f)
{
    struct text t = {0};
    if (f->cell) text_add(&t, f->cell);
    else if (f->key) text_printf(&t, "%s%s%s", f->key, f->column ? " " : "", f->column ? f->column : "");
    else text_printf(&t, "%s:%" PRId64 "%s%s", f->file ? f->file : "", f->row, f->column ? " " : "", f->column ? f->column : "");
    char *place = memory_dup(text_get(&t));
    text_release(&t);
    return place;
}

/* An unused waiver (W01) is mended by deleting it. */
bool waiver_allowed(const struct finding *f)
{
    return f->state != STATE_NOT_ASSESSABLE && f->class != CLASS_SYNTAX && f->class != CLASS_IDENTITY && (!f->table || strcmp(f->table, "waivers"));
}

enum { DIGEST_SHOWN = 12 };                            /* as digest_text() has it */

/* ---- in bulk ---- */

static bool is_bulk(const char *place) { return place[0] == '*' && (!place[1] || place[1] == ' '); }

/* Its key ends in the digest of the text (A19). */
static bool is_signed_text(const struct finding *f)
{
    const char *mark = f->key ? strrchr(f->key, '#') : NULL;
    return mark && strlen(mark + 1) == DIGEST_SHOWN;
}

char *waiver_bulk_place(const struct finding *f)
{
    struct text t = {0};
    if (!waiver_allowed(f) || is_signed_text(f)) return NULL;
    text_printf(&t, "*%s%s", f->column ? " " : "", f->column ? f->column : "");
    return t.bytes;
}

static bool beside(const struct finding *f, const struct finding *other)
{
    return !strcmp(f->id, other->id) && waiver_allowed(other) && !strcmp(f->column ? f->column : "", other->column ? other->column : "");
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

char *waiver_bulk_seen(const struct findings *findings, const struct finding *f)
{
    char **lines = memory_alloc((findings->n + 1) * sizeof *lines);
    size_t n = 0;
    struct text all = {0}, seen = {0};
    char sha256[DIGEST_HEX];
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *other = &findings->list[i];
        if (!beside(f, other)) continue;
        struct text line = {0};
        char *place = waiver_place(other);
        text_printf(&line, "%s\t%s\n", place, other->value ? other->value : "");
        lines[n++] = line.bytes;
        free(place);
    }
    if (n) qsort(lines, n, sizeof *lines, by_text);
    for (size_t i = 0; i < n; i++) {
        text_add(&all, lines[i]);
        free(lines[i]);
    }
    digest_sha256(text_get(&all), all.n, sha256);
    text_printf(&seen, "%zu处 #%.*s", n, DIGEST_SHOWN, sha256);
    text_release(&all);
    free(lines);
    return seen.bytes;
}

/* ---- the waivers ---- */

struct waiver {
    const char *rule, *place, *cell, *seen, *note, *file;   /* cell: the place's ids where it is one */
    int64_t line;
    const char *now;                                   /* in bulk: what stands at its place; NULL while nothing does */
    bool used, printed, lapsed;                        /* printed: its note, if it has one */
};

static bool print_note(struct waiver *w, const struct finding *f, struct report *r, struct store *store, struct diag *diag)
{
    const struct form_table *t = NULL;
    int slot;
    if (!w->note || !f->cell || !form_address(r->form, f->cell, &t, &slot)) return true;
    struct report_table *table = report_table(r, t->id);
    w->printed = true;
    struct text shown = {0};
    bool ok = store_black_out(store, NULL, w->note, &shown, diag);   /* A19 finds what was in it, and cannot be waived there */
    const char *note = arena_dup(&r->arena, text_get(&shown));
    text_release(&shown);
    if (!ok) return false;
    const char **notes = arena_alloc(&r->arena, (table->n_footnotes + 1) * sizeof *notes);
    for (size_t i = 0; i < table->n_footnotes; i++) {
        if (!strcmp(table->footnotes[i], note)) return true;
        notes[i] = table->footnotes[i];
    }
    notes[table->n_footnotes++] = note;
    table->footnotes = notes;
    return true;
}

/* A text that went through a file and a spreadsheet may have lost the blanks at its ends, and gained or lost a guard. */
static struct slice bare_text(const char *s)
{
    bool odd = false;
    return spelling_trim(guard_off((struct slice){s, strlen(s)}), &odd);
}

static bool same_text(const char *written, const char *seen)
{
    struct slice a = bare_text(written), b = bare_text(seen);
    return a.n == b.n && !memcmp(a.s, b.s, b.n);
}

static bool is_at(const struct finding *f, const struct waiver *w)
{
    if (strcmp(f->id, w->rule) || !waiver_allowed(f)) return false;
    if (!is_bulk(w->place) && w->cell && f->cell) return !strcmp(w->cell, f->cell);
    char *place = is_bulk(w->place) ? waiver_bulk_place(f) : waiver_place(f);
    bool same = place && same_text(w->place, place);
    free(place);
    return same;
}

/* ---- findings by check and place: a thousand waivers do not each look through a hundred thousand findings ---- */

struct placed { size_t finding, next; };               /* next: the next one of this place, counted from 1; 0 = none */
struct places {
    struct intern *keys;
    size_t *first, n_first, cap_first;                 /* by key; as next */
    struct placed *list;
    size_t n, cap;
    struct text key;                                   /* of the place at hand */
};

static void name_place(struct places *all, const char *id, const char *place)
{
    struct slice words = bare_text(place);
    text_clear(&all->key);
    text_printf(&all->key, "%s ", id);
    text_add_n(&all->key, words.s, words.n);
}

static void put_place(struct places *all, const char *id, const char *place, size_t finding)
{
    name_place(all, id, place);
    size_t number = (size_t)intern_number(all->keys, all->key.bytes, all->key.n);
    if (number > all->n_first) {
        all->first = memory_grow(all->first, all->n_first, &all->cap_first, sizeof *all->first);
        all->first[all->n_first++] = 0;
    }
    size_t *first = &all->first[number - 1];
    if (*first && all->list[*first - 1].finding == finding) return;
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = (struct placed){finding, *first};
    *first = all->n;
}

/* The last finding goes in first, so that those of one place come in their order. */
static void fill_places(struct places *all, const struct findings *findings)
{
    all->keys = intern_new();
    for (size_t i = findings->n; i-- > 0;) {
        const struct finding *f = &findings->list[i];
        if (!waiver_allowed(f)) continue;
        char *place = waiver_place(f), *bulk = waiver_bulk_place(f);
        put_place(all, f->id, place, i);
        if (bulk) put_place(all, f->id, bulk, i);
        free(place);
        free(bulk);
    }
}

static void release_places(struct places *all)
{
    intern_free(all->keys);
    free(all->first);
    free(all->list);
    text_release(&all->key);
}

/* Goes through the findings at a waiver's place, which may be named by the cell's ids or as it was written. */
struct place_walk { size_t place, cell; };

static size_t first_at(struct places *all, const char *id, const char *place)
{
    name_place(all, id, place);
    int64_t number = intern_find(all->keys, all->key.bytes, all->key.n);
    return number ? all->first[number - 1] : 0;
}

static struct place_walk walk_from(struct places *all, const struct waiver *w)
{
    return (struct place_walk){first_at(all, w->rule, w->place), w->cell ? first_at(all, w->rule, w->cell) : 0};
}

static struct finding *next_at(const struct places *all, struct findings *findings, const struct waiver *w, struct place_walk *at)
{
    while (at->place || at->cell) {
        size_t by_place = at->place ? all->list[at->place - 1].finding : SIZE_MAX, by_cell = at->cell ? all->list[at->cell - 1].finding : SIZE_MAX;
        if (by_place <= by_cell) at->place = all->list[at->place - 1].next;
        if (by_cell <= by_place) at->cell = all->list[at->cell - 1].next;
        struct finding *f = &findings->list[by_place < by_cell ? by_place : by_cell];
        if (is_at(f, w)) return f;
    }
    return NULL;
}

/* Findings repeat what was typed into a waiver only where it cannot hold a name: 5, requests/new/total, 全年条数17，各月合计8. */
static const char *plain(const struct store *store, const char *s)
{
    bool ascii = true;
    for (const char *c = s; *c; c++) ascii &= (unsigned char)*c < 0x80;
    return (ascii || cell_words_all(store_schema(store), (struct slice){s, strlen(s)})) && personal_hidden(s) == s ? s : PROBLEM_PERSONAL;
}

/* What stands at the waiver's place now. In bulk that is all of it: the arena has it, asked once. */
static const char *seen(struct waiver *w, const struct findings *findings, const struct finding *f, struct arena *arena)
{
    if (!is_bulk(w->place)) return f->value ? f->value : "";
    if (w->now) return w->now;
    char *now = waiver_bulk_seen(findings, f);
    w->now = arena_dup(arena, now);
    free(now);
    return w->now;
}

static bool waive(struct waiver *w, struct places *places, struct report *r, struct store *store, struct findings *findings, struct diag *diag)
{
    struct place_walk at = walk_from(places, w);
    for (struct finding *f; (f = next_at(places, findings, w, &at));) {
        if (!same_text(w->seen, seen(w, findings, f, &findings->arena))) continue;
        w->used = true;
        if (f->state == STATE_WAIVED) continue;        /* the first waiver's reason stands */
        f->state = STATE_WAIVED;
        f->blocking = false;
        f->advice = arena_printf(&findings->arena, "已豁免，理由见 %s 第%" PRId64 "行", w->file, w->line);
        if (!print_note(w, f, r, store, diag)) return false;
    }
    return true;
}

/* No finding has the value that was waived, but one stands at its place. */
static void lapse(const struct store *store, struct waiver *w, struct places *places, struct findings *findings)
{
    struct place_walk at = walk_from(places, w);
    for (struct finding *f; !(w->lapsed && !w->now) && (f = next_at(places, findings, w, &at));) {
        if (f->state == STATE_WAIVED) continue;
        w->lapsed = true;
        if (!w->now) f->message = arena_printf(&findings->arena, "%s（豁免已失效：当时所见值为“%s”）", f->message, plain(store, w->seen));
        else f->message = arena_printf(&findings->arena, "%s（豁免已失效：当时一并豁免 %ld 处，现在 %ld 处，有变动）", f->message,
                                       strtol(w->seen, NULL, 10), strtol(w->now, NULL, 10));
    }
    w->used = w->used || w->lapsed;
}

static void add_unused(const struct rules_run *run, const struct waiver *w, struct findings *findings)
{
    const struct rule *rule = catalogue_rule(run->catalogue, "W01");
    if (!rule) abort();                                /* a bug: the list of catalogue.c lacks the id; no data can cause it */
    struct finding f = rule_finding(rule);
    f.table = "waivers";
    f.file = w->file;
    f.row = w->line;
    f.key = w->rule;
    f.value = w->cell ? w->cell : plain(run->store, w->place);
    struct text why = {0}, words = {0};
    const struct form_table *t;
    int slot;
    if (!address_find(run->report->form, w->place, &t, &slot, &why) && strcmp(text_get(&why), ADDRESS_UNKNOWN)) {
        text_printf(&words, "%s，位置写错了：%s", f.message, text_get(&why));
        f.message = text_get(&words);
    }
    findings_add(findings, &f);
    text_release(&why);
    text_release(&words);
}

/* A note is printed under the table of the finding's cell; the note of a finding without a cell would be lost. */
static void refuse_note(const struct rules_run *run, const struct waiver *w, struct findings *findings)
{
    const struct rule *rule = catalogue_rule(run->catalogue, "S33");
    if (!rule) abort();                                /* as above */
    struct finding f = rule_finding(rule);
    f.table = "waivers";
    f.file = w->file;
    f.row = w->line;
    f.column = "附注";
    f.key = w->rule;
    findings_add(findings, &f);
}

/* The ids of the cell that a place names, NULL where it is another place. */
static const char *cell_at(const struct form *form, struct arena *arena, const char *place)
{
    const struct form_table *t;
    int slot;
    const struct slice words = guard_off((struct slice){place, strlen(place)});
    return address_find(form, arena_dup_n(arena, words.s, words.n), &t, &slot, NULL) ? t->slots[slot].address : NULL;
}

static bool read_waivers(const struct rules_run *run, struct arena *arena, struct waiver **list, size_t *n, struct diag *diag)
{
    static const char sql[] =
        "SELECT w.rule, w.place, w.seen, w.note, f.name, w.line FROM waivers w JOIN files f ON f.id = w.file"
        " WHERE w.agency = :agency AND w.year = :year ORDER BY w.id";
    struct query *q = NULL;
    size_t cap = 0;
    bool row = true, ok = query_open(&q, run->store, sql, "waivers", 1, diag);
    if (!ok) return false;
    query_bind_asked(q, report_asked(run->report));
    while ((ok = query_next(q, &row, diag)) && row) {
        const char *text[5];
        for (int i = 0; i < 5; i++) text[i] = arena_dup(arena, query_text(q, i));
        *list = memory_grow(*list, *n, &cap, sizeof **list);
        (*list)[(*n)++] = (struct waiver){.rule = text[0], .place = text[1], .cell = cell_at(run->report->form, arena, text[1]), .seen = text[2] ? text[2] : "",
                                          .note = text[3], .file = text[4], .line = query_integer(q, 5)};
    }
    query_close(q);
    return ok;
}

bool waivers_apply(const struct rules_run *run, struct report *report, struct findings *findings, struct diag *diag)
{
    struct arena arena = {0};
    struct waiver *list = NULL;
    size_t n = 0;
    struct places places = {0};
    bool ok = read_waivers(run, &arena, &list, &n, diag);
    if (ok && n) fill_places(&places, findings);
    for (size_t i = 0; ok && i < n; i++) ok = waive(&list[i], &places, report, run->store, findings, diag);
    for (size_t i = 0; ok && i < n; i++)
        if (!list[i].used) lapse(run->store, &list[i], &places, findings);
    for (size_t i = 0; ok && i < n; i++)
        if (!list[i].used) add_unused(run, &list[i], findings);
    for (size_t i = 0; ok && i < n; i++)
        if (list[i].used && list[i].note && !list[i].printed && !list[i].lapsed) refuse_note(run, &list[i], findings);
    release_places(&places);
    free(list);
    arena_release(&arena);
    return ok;
}
