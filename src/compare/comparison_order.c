/* The first step of comparison_finish: agencies by code, years from the latest, each entry in its place. */
#include "compare/comparison_inside.h"
#include <stdlib.h>
#include <string.h>

static bool same(const char *a, const char *b) { return a && b ? !strcmp(a, b) : a == b; }

int by_text(const char *a, const char *b) { return a && b ? strcmp(a, b) : (a == NULL) - (b == NULL); }

/* An agency as one submission names it, and the year, which tells the latest of its names. */
struct arrival { struct comparison_agency agency; int year; size_t entry; };

static int by_code_and_name(const void *a, const void *b)
{
    const struct arrival *x = a, *y = b;
    int order = by_text(x->agency.code, y->agency.code);
    if (!order && !x->agency.code) order = by_text(x->agency.name, y->agency.name);
    if (!order) order = (x->year < y->year) - (x->year > y->year);
    return order ? order : by_text(x->agency.name, y->agency.name);
}

static int by_name(const void *a, const void *b)
{
    const struct arrival *x = a, *y = b;
    int order = by_text(x->agency.name, y->agency.name);
    return order ? order : by_text(x->agency.code, y->agency.code);
}

/* A submission without a code takes that of the agency with its name, where there is just one. */
static void find_codes(struct arrival *list, size_t n)
{
    qsort(list, n, sizeof *list, by_name);
    for (size_t i = 0, end; i < n; i = end) {
        const char *code = list[i].agency.code;
        bool one = code && list[i].agency.name;
        for (end = i + 1; end < n && same(list[end].agency.name, list[i].agency.name); end++)
            one = one && (!list[end].agency.code || !strcmp(list[end].agency.code, code));
        for (size_t k = i; one && k < end; k++) list[k].agency.code = code;
    }
}

static void order_agencies(struct comparison *c)
{
    struct arrival *list = memory_alloc((c->n_entries + 1) * sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < c->n_entries; i++)
        list[i] = (struct arrival){c->agencies[c->entries[i].agency], c->years[c->entries[i].year].year, i};
    find_codes(list, c->n_entries);
    qsort(list, c->n_entries, sizeof *list, by_code_and_name);
    for (size_t i = 0; i < c->n_entries; i++) {
        const struct comparison_agency *a = &list[i].agency;
        bool again = n && same(c->agencies[n - 1].code, a->code) && (a->code || same(c->agencies[n - 1].name, a->name));
        if (!again) c->agencies[n++] = *a;
        else if (!c->agencies[n - 1].name) c->agencies[n - 1].name = a->name;
        c->entries[list[i].entry].agency = n - 1;
    }
    c->n_agencies = n;
    for (size_t i = 0; i < n; i++)
        if (!c->agencies[i].name) c->agencies[i].name = c->agencies[i].code ? c->agencies[i].code : "（没有写机关）";
    free(list);
}

static int by_year_down(const void *a, const void *b)
{
    const struct comparison_year *x = a, *y = b;
    return (x->year < y->year) - (x->year > y->year);
}

static void order_years(struct comparison *c)
{
    int *years = memory_alloc((c->n_years + 1) * sizeof *years);
    for (size_t i = 0; i < c->n_years; i++) years[i] = c->years[i].year;
    if (c->n_years) qsort(c->years, c->n_years, sizeof *c->years, by_year_down);
    for (size_t i = 0; i < c->n_entries; i++) {
        size_t place = 0;
        while (c->years[place].year != years[c->entries[i].year]) place++;
        c->entries[i].year = place;
    }
    free(years);
}

static int by_year_and_agency(const void *a, const void *b)
{
    const struct comparison_entry *x = a, *y = b;
    if (x->year != y->year) return x->year < y->year ? -1 : 1;
    if (x->agency != y->agency) return x->agency < y->agency ? -1 : 1;
    int order = strcmp(x->shown, y->shown);
    return order ? order : strcmp(x->path, y->path);
}

static void place_entries(struct comparison *c)
{
    if (c->n_entries) qsort(c->entries, c->n_entries, sizeof *c->entries, by_year_and_agency);
    c->places = arena_alloc(&c->arena, (c->n_agencies * c->n_years + 1) * sizeof *c->places);
    for (size_t i = 0; i < c->n_agencies * c->n_years; i++) c->places[i] = NO_ENTRY;
    for (size_t i = 0; i < c->n_entries; i++) {
        const struct comparison_entry *e = &c->entries[i];
        size_t *place = &c->places[e->agency * c->n_years + e->year];
        c->years[e->year].n++;
        c->years[e->year].drafts += e->draft;
        c->years[e->year].faulty += e->blocking > 0;
        c->years[e->year].blank += comparison_entry_blank(c, e);
        if (*place != NO_ENTRY) {
            c->doubles = memory_grow(c->doubles, c->n_doubles, &c->cap_doubles, sizeof *c->doubles);
            c->doubles[c->n_doubles++] = (struct comparison_double){c->agencies[e->agency].name, c->entries[*place].path, e->path, c->years[e->year].year};
        }
        *place = i;
    }
}

static int by_label_and_value(const void *a, const void *b)
{
    const struct comparison_set *x = a, *y = b;
    int order = strcmp(x->label, y->label);
    return order ? order : by_text(x->value, y->value);
}

/* Mixed are those of which two values are known; a report that does not say may be of either. */
static void order_sets(struct comparison *c)
{
    if (c->n_sets) qsort(c->sets, c->n_sets, sizeof *c->sets, by_label_and_value);
    for (size_t i = 1; i < c->n_sets; i++) {
        struct comparison_set *before = &c->sets[i - 1], *s = &c->sets[i];
        if (!strcmp(s->label, before->label) && (s->value || before->mixed)) s->mixed = before->mixed = true;
    }
}

static int by_bytes(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

void comparison_order(struct comparison *c)
{
    order_agencies(c);
    order_years(c);
    place_entries(c);
    order_sets(c);
    if (c->n_unread) qsort(c->unread, c->n_unread, sizeof *c->unread, by_bytes);
}
