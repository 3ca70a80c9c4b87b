/* What stands where in a comparison, and which numbers count. */
#include "compare/comparison_inside.h"

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
    }
}

const struct comparison_entry *comparison_entry(const struct comparison *c, size_t agency, size_t year)
{
    size_t place = c->places[agency * c->n_years + year];
    return place == NO_ENTRY ? NULL : &c->entries[place];
}

bool comparison_entry_blank(const struct comparison *c, const struct comparison_entry *e)
{
    for (size_t i = 0; i < c->indicators->n; i++)
        if (e->measures[i].state == MEASURE_BLANK) return true;
    return false;
}

bool comparison_mixed(const struct comparison *c)
{
    for (size_t i = 0; i < c->n_sets; i++)
        if (c->sets[i].mixed) return true;
    return false;
}

bool measure_counts(const struct measure *m) { return m->state >= MEASURE_NOTHING; }

bool measure_counts_back(const struct comparison *c, const struct comparison_entry *e, size_t indicator)
{
    const struct indicator_cells *cells = indicators_cells(c->indicators, indicator, e->form);
    return measure_counts(&e->measures[indicator]) && !cells->approximate;
}

size_t comparison_year_before(const struct comparison *c, size_t year)
{
    return year + 1 < c->n_years && c->years[year + 1].year == c->years[year].year - 1 ? year + 1 : c->n_years;
}

struct measure *comparison_peers_at(const struct comparison *c, size_t group, size_t year, int years, size_t indicator)
{
    size_t span = (size_t)c->settings.pooled;
    return &c->peers_pooled[((year * c->n_groups + group) * span + (size_t)years - 1) * c->indicators->n + indicator];
}

const struct measure *comparison_peers(const struct comparison *c, size_t group, size_t year, int years, size_t indicator)
{
    return comparison_peers_at(c, group, year, years, indicator);
}

const struct measure *comparison_peers_of(const struct comparison *c, const struct comparison_entry *e, size_t indicator)
{
    size_t group = c->agencies[e->agency].group;
    int years = e->measures[indicator].judged.years;
    return years && c->groups[group].judged ? comparison_peers_at(c, group, e->year, years, indicator) : NULL;
}
