#include "compare/comparison.h"
#include "compare/comparison_inside.h"
#include <stdlib.h>
#include <string.h>

struct comparison *comparison_new(const struct indicators *indicators, int64_t least, int64_t limit)
{
    struct comparison *c = memory_alloc(sizeof *c);
    c->indicators = indicators;
    c->least = least;
    c->limit = limit;
    return c;
}

void comparison_free(struct comparison *c)
{
    if (!c) return;
    arena_release(&c->arena);
    free(c->agencies);
    free(c->years);
    free(c->entries);
    free(c->outliers);
    free(c->sets);
    free(c->doubles);
    free(c->unread);
    free(c);
}

/* ---- adding ---- */

static bool same(const char *a, const char *b) { return a && b ? !strcmp(a, b) : a == b; }

/* Counts one more submission of that kind; returns the comparison's own copy of the value. */
static const char *count_set(struct comparison *c, const char *label, const char *value)
{
    for (size_t i = 0; i < c->n_sets; i++) {
        struct comparison_set *s = &c->sets[i];
        if (strcmp(s->label, label) || !same(s->value, value)) continue;
        s->n++;
        return s->value;
    }
    c->sets = memory_grow(c->sets, c->n_sets, &c->cap_sets, sizeof *c->sets);
    c->sets[c->n_sets] = (struct comparison_set){arena_dup(&c->arena, label), arena_dup(&c->arena, value), 1, false};
    return c->sets[c->n_sets++].value;
}

static size_t year_place(struct comparison *c, int year)
{
    for (size_t i = 0; i < c->n_years; i++)
        if (c->years[i].year == year) return i;
    c->years = memory_grow(c->years, c->n_years, &c->cap_years, sizeof *c->years);
    c->years[c->n_years] = (struct comparison_year){.year = year};
    return c->n_years++;
}

void measure_judge(struct measure *m, enum indicator_unit unit, int64_t least)
{
    if (unit == UNIT_COUNT) m->state = m->cases.part < 0 ? MEASURE_BROKEN : MEASURE_ENOUGH;
    else if (m->cases.part < 0 || m->cases.whole < 0) m->state = MEASURE_BROKEN;
    else if (unit == UNIT_DAYS) m->state = !m->cases.whole ? MEASURE_NOTHING : m->cases.whole < least ? MEASURE_FEW : MEASURE_ENOUGH;
    else if (!m->cases.part && !m->cases.whole) m->state = MEASURE_NOTHING;
    else if (!fraction_fits(m->cases)) m->state = MEASURE_BROKEN;
    else {
        m->state = m->cases.whole < least ? MEASURE_FEW : MEASURE_ENOUGH;
        m->rate = fraction_rate(m->cases);
        m->interval = fraction_interval(m->cases);
    }
}

/* Adds the terms; a value beyond the range of counts stays just beyond it, so that the measure is broken like a negative one. */
static bool add_up(const struct indicator_sum *sum, const struct submission *s, int64_t *total, int64_t *terms)
{
    *total = 0;
    for (size_t i = 0; i < sum->n; i++) {
        int64_t value;
        if (!indicator_value(&sum->terms[i], s, &value)) return false;
        if (value > FRACTION_MOST || value < -FRACTION_MOST) value = value > 0 ? FRACTION_MOST + 1 : -FRACTION_MOST - 1;
        *total += sum->terms[i].sign * value;
        if (terms) terms[i] = sum->terms[i].sign * value;
    }
    return true;
}

static void measure_submission(const struct comparison *c, struct comparison_entry *e, const struct submission *s)
{
    for (size_t i = 0; i < c->indicators->n; i++) {
        struct measure *m = &e->measures[i];
        const struct indicator_cells *cells = indicators_cells(c->indicators, i, s->form);
        if (!cells || !add_up(&cells->numerator, s, &m->cases.part, e->terms + i * c->indicators->most_terms) ||
            !add_up(&cells->denominator, s, &m->cases.whole, NULL)) continue;
        measure_judge(m, c->indicators->list[i].unit, c->least);
    }
}

/* An agency is known by its code, or by its name while it has no code; comparison_finish unites the two. */
static size_t agency_place(struct comparison *c, const struct submission *s)
{
    c->agencies = memory_grow(c->agencies, c->n_agencies, &c->cap_agencies, sizeof *c->agencies);
    c->agencies[c->n_agencies] = (struct comparison_agency){arena_dup(&c->arena, s->code), arena_dup(&c->arena, s->name)};
    return c->n_agencies++;
}

void comparison_add(struct comparison *c, const struct submission *s, const struct digests *digests)
{
    c->entries = memory_grow(c->entries, c->n_entries, &c->cap_entries, sizeof *c->entries);
    struct comparison_entry *e = &c->entries[c->n_entries++];
    *e = (struct comparison_entry){.agency = agency_place(c, s), .year = year_place(c, s->year), .draft = s->draft, .digests = *digests};
    e->path = arena_dup(&c->arena, s->path);
    e->shown = arena_dup(&c->arena, s->shown);
    e->form = count_set(c, arena_printf(&c->arena, "%d年的表单", s->year), s->form);
    e->form_hash = count_set(c, arena_printf(&c->arena, "%s版表单", s->form), s->origin.form_hash);
    e->rules_hash = count_set(c, "检查规则", s->origin.rules_hash);
    e->calendar_hash = count_set(c, "工作日历", s->origin.calendar_hash);
    e->program = count_set(c, "程序", s->origin.program);
    e->measures = arena_alloc(&c->arena, c->indicators->n * sizeof *e->measures);
    e->terms = arena_alloc(&c->arena, c->indicators->n * c->indicators->most_terms * sizeof *e->terms);
    measure_submission(c, e, s);
}

void comparison_add_unread(struct comparison *c, const char *shown)
{
    c->unread = memory_grow(c->unread, c->n_unread, &c->cap_unread, sizeof *c->unread);
    c->unread[c->n_unread++] = arena_dup(&c->arena, shown);
}

/* ---- putting in order ---- */

static int by_text(const char *a, const char *b) { return a && b ? strcmp(a, b) : (a == NULL) - (b == NULL); }

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

static void order_sets(struct comparison *c)
{
    if (c->n_sets) qsort(c->sets, c->n_sets, sizeof *c->sets, by_label_and_value);
    for (size_t i = 1; i < c->n_sets; i++)
        if (!strcmp(c->sets[i].label, c->sets[i - 1].label)) c->sets[i].mixed = c->sets[i - 1].mixed = true;
}

static int by_bytes(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* Shares are pooled over all cases, also those of agencies with few. */
static void pool(struct comparison *c)
{
    for (size_t y = 0; y < c->n_years; y++) c->years[y].pooled = arena_alloc(&c->arena, c->indicators->n * sizeof(struct measure));
    for (size_t i = 0; i < c->indicators->n; i++) {
        enum indicator_unit unit = c->indicators->list[i].unit;
        for (size_t k = 0; k < c->n_entries; k++) {
            const struct measure *m = &c->entries[k].measures[i];
            struct measure *all = &c->years[c->entries[k].year].pooled[i];
            if (unit == UNIT_DAYS || m->state < MEASURE_NOTHING) continue;
            all->cases.part += m->cases.part;
            all->cases.whole += m->cases.whole;
            all->state = MEASURE_NOTHING;
        }
        for (size_t y = 0; y < c->n_years; y++)
            if (c->years[y].pooled[i].state) measure_judge(&c->years[y].pooled[i], unit, c->least);
    }
}

void comparison_finish(struct comparison *c)
{
    order_agencies(c);
    order_years(c);
    place_entries(c);
    order_sets(c);
    if (c->n_unread) qsort(c->unread, c->n_unread, sizeof *c->unread, by_bytes);
    pool(c);
    comparison_rank(c);
    comparison_find_outliers(c);
}

const struct comparison_entry *comparison_entry(const struct comparison *c, size_t agency, size_t year)
{
    size_t place = c->places[agency * c->n_years + year];
    return place == NO_ENTRY ? NULL : &c->entries[place];
}

bool comparison_mixed(const struct comparison *c)
{
    for (size_t i = 0; i < c->n_sets; i++)
        if (c->sets[i].mixed) return true;
    return false;
}
