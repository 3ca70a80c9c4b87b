#include "compare/comparison.h"
#include "compare/comparison_inside.h"
#include <stdlib.h>
#include <string.h>

struct comparison *comparison_new(const struct indicators *indicators, const struct peers *peers, const struct comparison_settings *settings)
{
    struct comparison *c = memory_alloc(sizeof *c);
    c->indicators = indicators;
    c->peers = peers;
    c->settings = *settings;
    if (c->settings.pooled < 1) c->settings.pooled = 1;
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
    free(c->missing);
    free(c->expected);
    free(c->tables);
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

/* Adds the terms, and says what kind of answer they give together: one that the report does not have comes before a blank. A value beyond the range of counts stays just beyond it, so that the measure is broken like a negative one. */
static enum indicator_answer add_up(const struct indicator_sum *sum, const struct submission *s, int64_t *total, int64_t *terms)
{
    enum indicator_answer all = INDICATOR_NUMBER;
    *total = 0;
    for (size_t i = 0; i < sum->n; i++) {
        int64_t value = 0;
        enum indicator_answer one = indicator_value(&sum->terms[i], s, &value);
        if (one < all) all = one;
        if (value > FRACTION_MOST || value < -FRACTION_MOST) value = value > 0 ? FRACTION_MOST + 1 : -FRACTION_MOST - 1;
        *total += sum->terms[i].sign * value;
        if (terms) terms[i] = sum->terms[i].sign * value;
    }
    return all;
}

static void measure_submission(const struct comparison *c, struct comparison_entry *e, const struct submission *s)
{
    for (size_t i = 0; i < c->indicators->n; i++) {
        struct measure *m = &e->measures[i];
        const struct indicator_cells *cells = indicators_cells(c->indicators, i, s->form);
        if (!cells || !cells->numerator.n) continue;
        struct fraction cases;
        enum indicator_answer part = add_up(&cells->numerator, s, &cases.part, e->terms + i * c->indicators->most_terms);
        enum indicator_answer whole = add_up(&cells->denominator, s, &cases.whole, NULL), both = part < whole ? part : whole;
        if (both == INDICATOR_BLANK) m->state = MEASURE_BLANK;
        if (both != INDICATOR_NUMBER) continue;
        m->cases = cases;
        measure_judge(m, c->indicators->list[i].unit, c->settings.cases);
    }
}

/* An agency is known by its code, or by its name while it has no code; comparison_finish unites the two. */
static size_t agency_place(struct comparison *c, const struct submission *s)
{
    c->agencies = memory_grow(c->agencies, c->n_agencies, &c->cap_agencies, sizeof *c->agencies);
    c->agencies[c->n_agencies] = (struct comparison_agency){arena_dup(&c->arena, s->code), arena_dup(&c->arena, s->name)};
    return c->n_agencies++;
}

size_t comparison_add(struct comparison *c, const struct submission *s, const struct digests *digests)
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
    e->faults = arena_alloc(&c->arena, FAULTS_KEPT * sizeof *e->faults);
    measure_submission(c, e, s);
    return c->n_entries - 1;
}

/* ---- what is wrong with a report ---- */

static bool uses(const struct indicator_sum *sum, const char *address)
{
    for (size_t i = 0; i < sum->n; i++)
        if (!strcmp(sum->terms[i].address, address)) return true;
    return false;
}

void comparison_add_doubt(struct comparison *c, size_t report, const char *address)
{
    struct comparison_entry *e = &c->entries[report];
    for (size_t i = 0; i < c->indicators->n; i++) {
        struct measure *m = &e->measures[i];
        if (m->state <= MEASURE_DOUBTFUL) continue;
        const struct indicator_cells *cells = indicators_cells(c->indicators, i, e->form);
        if (uses(&cells->numerator, address) || uses(&cells->denominator, address)) m->state = MEASURE_DOUBTFUL;
    }
}

void comparison_add_fault(struct comparison *c, size_t report, const struct comparison_fault *fault)
{
    struct comparison_entry *e = &c->entries[report];
    e->blocking++;
    if (fault->address) comparison_add_doubt(c, report, fault->address);
    if (e->n_faults == FAULTS_KEPT) return;
    e->faults[e->n_faults++] = (struct comparison_fault){arena_dup(&c->arena, fault->check), arena_dup(&c->arena, fault->text),
                                                         arena_dup(&c->arena, fault->address), arena_dup(&c->arena, fault->name)};
}

void comparison_add_unread(struct comparison *c, const char *shown)
{
    c->unread = memory_grow(c->unread, c->n_unread, &c->cap_unread, sizeof *c->unread);
    c->unread[c->n_unread++] = arena_dup(&c->arena, shown);
}

void comparison_add_table(struct comparison *c, const char *shown, const struct digests *digests)
{
    c->tables = memory_grow(c->tables, c->n_tables, &c->cap_tables, sizeof *c->tables);
    c->tables[c->n_tables++] = (struct comparison_table){arena_dup(&c->arena, shown), *digests};
}

void comparison_expect(struct comparison *c, const char *code, const char *name, const char *kind, int level, bool reports)
{
    c->expected = memory_grow(c->expected, c->n_expected, &c->cap_expected, sizeof *c->expected);
    c->expected[c->n_expected++] = (struct expected_agency){arena_dup(&c->arena, code), arena_dup(&c->arena, name), arena_dup(&c->arena, kind), level, reports};
    c->tree = c->tree || reports;
}
