#include "ledger/schema/heading_words.h"
#include "base/text.h"
#include "ledger/schema/heading_dress.h"
#include <string.h>

bool heading_same(struct slice folded, const char *heading)
{
    struct text other = {0};
    spelling_fold(&other, (struct slice){heading, strlen(heading)});
    bool same = other.n == folded.n && !memcmp(text_get(&other), folded.s, folded.n);
    text_release(&other);
    return same;
}

static bool near_heading(struct slice folded, const char *heading)
{
    struct text other = {0};
    spelling_fold(&other, (struct slice){heading, strlen(heading)});
    bool near = spelling_near(folded, (struct slice){text_get(&other), other.n});
    text_release(&other);
    return near;
}

/* The first heading of the table, then of its wide ones, that is the same, or near. */
static bool own_heading(const struct ledger_table *t, struct slice folded, bool (*fits)(struct slice, const char *), struct heading_meaning *m)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        if (!fits(folded, t->columns[i].heading)) continue;
        m->column = (int)i;
        return true;
    }
    for (size_t i = 0; t->wide && i < t->wide->n_headings; i++) {
        if (!fits(folded, t->wide->headings[i])) continue;
        m->wide = (int)i;
        return true;
    }
    return false;
}

static void by_alias(const struct ledger_table *t, const struct heading_alias *a, struct heading_meaning *m)
{
    m->alias = a;
    m->verdict = a->meanings ? HEADING_AMBIGUOUS : a->collected ? HEADING_COLLECTED : a->heading ? HEADING_ALIAS : HEADING_LEFT;
    for (size_t i = 0; a->heading && i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, a->heading)) m->column = (int)i;
    for (size_t i = 0; a->heading && t->wide && i < t->wide->n_headings; i++)
        if (!strcmp(t->wide->headings[i], a->heading)) m->wide = (int)i;
}

/* The table's own headings, then its aliases, then those of every table; of aliases the last file's count. */
static bool exact(const struct schema *schema, const struct ledger_table *t, struct slice folded, struct heading_meaning *m)
{
    m->verdict = HEADING_OWN;
    if (own_heading(t, folded, heading_same, m)) return true;
    for (int common = 0; common <= 1; common++)
        for (size_t i = schema->n_aliases; i--;) {
            const struct heading_alias *a = &schema->aliases[i];
            if (common ? a->table != NULL : !a->table || strcmp(a->table, t->id)) continue;
            if (strlen(a->folded) != folded.n || memcmp(a->folded, folded.s, folded.n)) continue;
            by_alias(t, a, m);
            return true;
        }
    return false;
}

/* Whether figures depend on the column: a table that is counted, and not free text. */
static bool counts(const struct ledger_table *t, const struct ledger_column *c) { return t->core && c->type != COLUMN_TEXT && c->type != COLUMN_PROSE; }

/* 审结日期（必填）, 1.受理编号: known once its dress is off. An unknown remark may change the meaning. */
static bool undressed(const struct schema *schema, const struct ledger_table *t, struct slice folded, struct heading_dress *d, struct heading_meaning *m)
{
    while (heading_undress(d, schema)) {
        if (!exact(schema, t, d->core, m)) continue;
        m->dressed = true;
        if (m->column < 0 && m->wide < 0) return true;
        const struct ledger_column *c = m->column >= 0 ? &t->columns[m->column] : NULL;
        if (heading_remarks_fit(schema, c, c ? c->heading : t->wide->headings[m->wide], d)) return true;
        if (c && !counts(t, c) && !c->needed) {
            *m = (struct heading_meaning){.verdict = HEADING_UNKNOWN, .column = -1, .wide = -1};
            return true;
        }
        m->again = d->numbered || heading_says_again(schema, folded);
        m->near = (struct heading_near){.list = {c ? m->column : (int)t->n_columns + m->wide}, .n = 1};
        m->verdict = HEADING_NEAR;
        m->remark = true;
        return true;
    }
    return false;
}

/* ---- what a heading that is not known may be ---- */

static void add_near(struct heading_near *near, int column)
{
    for (size_t i = 0; i < near->n; i++)
        if (near->list[i] == column) return;
    if (near->n < HEADING_MAX_NEAR) near->list[near->n++] = column;
}

enum { LONGEST = 32 };
static size_t characters(struct slice s, uint32_t out[LONGEST])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < LONGEST;) i += utf8_next(s.s + i, s.n - i, &out[n++]);
    return n;
}

/* 审理终结日期 and 审结日期: its characters one after another; 日期（审结）: the same ones in another order. */
static bool same_characters(struct slice heading, struct slice word)
{
    enum { FEWEST = 3 };
    uint32_t a[LONGEST], b[LONGEST];
    size_t n = characters(heading, a), m = characters(word, b), in_order = 0, found = 0;
    if (m < FEWEST || n < m) return false;
    for (size_t i = 0; i < n && in_order < m; i++) in_order += a[i] == b[in_order];
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (a[i] && a[i] == b[k]) found++, a[i] = b[k] = 0;
    return in_order == m || (found == m && n == m);
}

/* Whether one word contains the other. One character is too little to tell, and for the steps of a wide ledger two are (收到). */
static bool holds(struct slice folded, const char *word, size_t least)
{
    struct text other = {0};
    spelling_fold(&other, (struct slice){word, strlen(word)});
    struct slice w = {text_get(&other), other.n};
    bool held = w.n >= least && folded.n >= least &&
                (memmem(folded.s, folded.n, w.s, w.n) || memmem(w.s, w.n, folded.s, folded.n) || same_characters(folded, w));
    text_release(&other);
    return held;
}

static void find_near(const struct schema *schema, const struct ledger_table *t, struct slice core, struct heading_near *near)
{
    enum { TWO = 6, THREE = 9, FOUR = 12 };            /* Han characters, in bytes */
    for (size_t i = 0; i < t->n_columns; i++)
        if (counts(t, &t->columns[i]) && holds(core, t->columns[i].heading, TWO)) add_near(near, (int)i);
    for (size_t i = 0; t->wide && i < t->wide->n_headings; i++)
        if (holds(core, t->wide->headings[i], FOUR)) add_near(near, (int)(t->n_columns + i));
    for (size_t i = 0; i < schema->n_aliases; i++) {
        const struct heading_alias *a = &schema->aliases[i];
        struct heading_meaning m = {.column = -1, .wide = -1};
        struct slice seen = {a->folded, strlen(a->folded)};
        if (!a->heading || !a->table || strcmp(a->table, t->id) || seen.n < THREE) continue;
        if (!memmem(core.s, core.n, seen.s, seen.n) && !spelling_near(core, seen)) continue;
        by_alias(t, a, &m);
        if (m.column >= 0 && counts(t, &t->columns[m.column])) add_near(near, m.column);
        if (m.wide >= 0) add_near(near, (int)t->n_columns + m.wide);
    }
}

/* 审结时间 for 审结日期: known with another ending. */
static void find_alike(const struct schema *schema, const struct ledger_table *t, struct slice core, struct heading_near *near)
{
    struct text other = {0};
    for (size_t i = 0; i < schema->n_endings_alike; i++) {
        const struct remark_list *e = &schema->endings_alike[i];
        size_t n = strlen(e->heading);
        if (core.n <= n || memcmp(core.s + core.n - n, e->heading, n)) continue;
        for (size_t k = 0; k < e->words.n; k++) {
            struct heading_meaning m = {.column = -1, .wide = -1};
            text_clear(&other);
            text_add_n(&other, core.s, core.n - n);
            text_add(&other, e->words.words[k]);
            if (!exact(schema, t, (struct slice){text_get(&other), other.n}, &m)) continue;
            if (m.column >= 0 && counts(t, &t->columns[m.column])) add_near(near, m.column);
            if (m.wide >= 0) add_near(near, (int)t->n_columns + m.wide);
        }
    }
    text_release(&other);
}

/* 备注2: another text beside the one that is known. */
static bool is_another_text(const struct ledger_table *t, struct slice core, int column)
{
    static const char *const numbers[] = {"1", "2", "3", "4", "5", "一", "二", "三"};
    if (column < 0 || t->columns[column].needed || (t->columns[column].type != COLUMN_TEXT && t->columns[column].type != COLUMN_PROSE)) return false;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        size_t n = strlen(numbers[i]);
        if (core.n > n && !memcmp(core.s + core.n - n, numbers[i], n) && heading_same((struct slice){core.s, core.n - n}, t->columns[column].heading)) return true;
    }
    return false;
}

bool heading_is_known(const struct schema *schema, const struct ledger_table *t, struct slice folded, struct heading_meaning *m)
{
    struct heading_dress d;
    heading_dress_begin(&d, folded);
    *m = (struct heading_meaning){.column = -1, .wide = -1};
    return exact(schema, t, folded, m) || undressed(schema, t, folded, &d, m);
}

struct heading_meaning heading_meaning(const struct schema *schema, const struct ledger_table *t, struct slice folded)
{
    struct heading_meaning m = {.column = -1, .wide = -1};
    struct heading_dress d;
    heading_dress_begin(&d, folded);
    if (exact(schema, t, folded, &m) || undressed(schema, t, folded, &d, &m)) return m;
    m.verdict = HEADING_SLIP;
    if (own_heading(t, folded, near_heading, &m) || own_heading(t, d.core, near_heading, &m)) {
        if (is_another_text(t, d.core, m.column)) m = (struct heading_meaning){.verdict = HEADING_UNKNOWN, .column = -1, .wide = -1};
        return m;
    }
    find_near(schema, t, d.core, &m.near);
    find_alike(schema, t, d.core, &m.near);
    m.again = heading_says_again(schema, folded);
    m.verdict = m.near.n ? HEADING_NEAR : HEADING_UNKNOWN;
    return m;
}

bool heading_among(const char *meanings, const char *heading)
{
    static const char mark[] = "、";
    size_t n = strlen(heading);
    for (const char *from = meanings, *end; from; from = end) {
        end = strstr(from, mark);
        if ((end ? (size_t)(end - from) : strlen(from)) == n && !memcmp(from, heading, n)) return true;
        if (end) end += strlen(mark);
    }
    return false;
}

const char *heading_event(struct arena *a, const struct wide *w, int wide)
{
    const struct code_list *kinds = w->into->columns[w->event].codes;
    struct text words = {0};
    for (size_t i = 0; i < w->n_events; i++) {
        const struct wide_event *e = &w->events[i];
        const char *label = kinds->codes[e->kind - 1].label, *gap = words.n ? "、" : "";
        if (e->day == wide) text_printf(&words, "%s%s·%s", gap, label, w->into->columns[w->day].heading);
        if (e->flag == wide) text_printf(&words, "%s%s·有无", gap, label);
        for (size_t k = 0; k < e->n_parts; k++)
            if (e->parts[k].heading == wide) text_printf(&words, "%s%s·%s", gap, label, w->into->columns[e->parts[k].column].heading);
    }
    const char *event = arena_dup(a, text_get(&words));
    text_release(&words);
    return event;
}
