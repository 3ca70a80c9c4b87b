#include "ledger/heading_words.h"
#include "base/text.h"
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
static bool own_heading(const struct table *t, struct slice folded, bool (*fits)(struct slice, const char *), struct heading_meaning *m)
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

static void by_alias(const struct table *t, const struct heading_alias *a, struct heading_meaning *m)
{
    m->alias = a;
    m->verdict = a->meanings ? HEADING_AMBIGUOUS : a->heading ? HEADING_ALIAS : HEADING_LEFT;
    for (size_t i = 0; a->heading && i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, a->heading)) m->column = (int)i;
    for (size_t i = 0; a->heading && t->wide && i < t->wide->n_headings; i++)
        if (!strcmp(t->wide->headings[i], a->heading)) m->wide = (int)i;
}

/* The table's own headings, then its aliases, then those of every table; of aliases the last file's count. */
struct heading_meaning heading_meaning(const struct schema *schema, const struct table *t, struct slice folded)
{
    struct heading_meaning m = {.verdict = HEADING_OWN, .column = -1, .wide = -1};
    if (own_heading(t, folded, heading_same, &m)) return m;
    for (int common = 0; common <= 1; common++)
        for (size_t i = schema->n_aliases; i--;) {
            const struct heading_alias *a = &schema->aliases[i];
            if (common ? a->table != NULL : !a->table || strcmp(a->table, t->id)) continue;
            if (strlen(a->folded) != folded.n || memcmp(a->folded, folded.s, folded.n)) continue;
            by_alias(t, a, &m);
            return m;
        }
    m.verdict = own_heading(t, folded, near_heading, &m) ? HEADING_SLIP : HEADING_UNKNOWN;
    return m;
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
