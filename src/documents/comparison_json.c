/* comparison.json, schema nianbao.comparison/2: for machines. Rates and bounds are decimal strings of percents, so that
 * nothing passes through a binary float; what an agency's report does not have is null. */
#include "base/json_out.h"
#include "documents/json_files.h"

static void put_percent(struct json_out *j, const char *key, int hundredths)
{
    char words[32];
    snprintf(words, sizeof words, "%d.%02d", hundredths / 100, hundredths % 100);
    json_out_text(j, key, words);
}

static void put_share(struct json_out *j, const struct measure *m)
{
    if (m->state >= MEASURE_FEW || (m->state == MEASURE_DOUBTFUL && m->cases.whole)) put_percent(j, "rate", m->rate);
    else json_out_null(j, "rate");
}

/* What it is ranked and compared by. */
static void put_judged(struct json_out *j, const struct judged *x)
{
    if (!x->years) return;
    json_out_object(j, "judged");
    json_out_count(j, "years", x->years);
    json_out_count(j, "numerator", x->cases.part);
    json_out_count(j, "denominator", x->cases.whole);
    put_percent(j, "rate", x->rate);
    put_percent(j, "low", x->interval.low);
    put_percent(j, "high", x->interval.high);
    if (x->rank) json_out_count(j, "rank", x->rank);
    if (x->rank) json_out_count(j, "tied", x->tied);
    if (x->rank) json_out_count(j, "deviation", x->distance);
    json_out_close(j);
}

static const char *state_of(const struct measure *m)
{
    static const char *const states[] = {"absent", "blank", "contradictory", "doubtful", "no_cases", "few_cases", "enough"};
    return states[m->state];
}

static void put_measure(struct json_out *j, const struct indicator *i, const struct measure *m)
{
    bool percent = i->unit == UNIT_PERCENT;
    json_out_object(j, i->id);
    json_out_text(j, "state", state_of(m));
    if (m->state > MEASURE_BLANK) {
        json_out_count(j, i->unit == UNIT_DAYS ? "days" : percent ? "numerator" : "count", m->cases.part);
        if (i->unit != UNIT_COUNT) json_out_count(j, percent ? "denominator" : "cases", m->cases.whole);
        if (percent) put_share(j, m);
        put_judged(j, &m->judged);
    }
    json_out_close(j);
}

static void put_measures(struct json_out *j, const char *key, const struct comparison *c, const struct measure *list)
{
    json_out_object(j, key);
    for (size_t i = 0; i < c->indicators->n; i++) put_measure(j, &c->indicators->list[i], &list[i]);
    json_out_close(j);
}

static void put_indicator(struct json_out *j, struct arena *a, const struct indicators *all, const struct indicator *i)
{
    json_out_object(j, NULL);
    json_out_text(j, "id", i->id);
    json_out_text(j, "group", i->group);
    json_out_text(j, "label", i->label);
    json_out_text(j, "formula", i->formula);
    json_out_text(j, "unit", indicator_unit_id(i->unit));
    json_out_text(j, "direction", indicator_direction_id(i->direction));
    json_out_object(j, "forms");
    for (size_t f = 0; f < all->n_forms; f++) {
        json_out_object(j, all->forms[f]);
        json_out_text(j, "numerator", i->cells[f].numerator.n ? indicator_sum_text(a, &i->cells[f].numerator) : NULL);
        json_out_text(j, "denominator", i->cells[f].denominator.n ? indicator_sum_text(a, &i->cells[f].denominator) : NULL);
        json_out_text(j, "approximate", i->cells[f].approximate);
        json_out_close(j);
    }
    json_out_close(j);
    json_out_close(j);
}

static void put_indicators(struct json_out *j, const struct indicators *all)
{
    struct arena a = {0};
    json_out_array(j, "indicators");
    for (size_t k = 0; k < all->n; k++) put_indicator(j, &a, all, &all->list[k]);
    json_out_close(j);
    arena_release(&a);
}

static void put_sets(struct json_out *j, const struct comparison *c)
{
    json_out_array(j, "rules");
    for (size_t i = 0; i < c->n_sets; i++) {
        json_out_object(j, NULL);
        json_out_text(j, "what", c->sets[i].label);
        json_out_text(j, "value", c->sets[i].value);
        json_out_count(j, "reports", (int64_t)c->sets[i].n);
        json_out_flag(j, "mixed", c->sets[i].mixed);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_years(struct json_out *j, const struct comparison *c)
{
    json_out_array(j, "years");
    for (size_t i = 0; i < c->n_years; i++) {
        const struct comparison_year *y = &c->years[i];
        json_out_object(j, NULL);
        json_out_count(j, "year", y->year);
        json_out_count(j, "reports", (int64_t)y->n);
        json_out_count(j, "drafts", (int64_t)y->drafts);
        json_out_count(j, "blank", (int64_t)y->blank);
        put_measures(j, "values", c, y->pooled);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_whose(struct json_out *j, const struct comparison *c, const struct comparison_entry *e)
{
    json_out_text(j, "code", c->agencies[e->agency].code);
    json_out_text(j, "name", c->agencies[e->agency].name);
    json_out_count(j, "year", c->years[e->year].year);
}

/* The first findings that must be corrected. */
static void put_faults(struct json_out *j, const struct comparison_entry *e)
{
    json_out_array(j, "findings");
    for (size_t i = 0; i < e->n_faults; i++) {
        json_out_object(j, NULL);
        json_out_text(j, "check", e->faults[i].check);
        json_out_text(j, "cell", e->faults[i].address);
        json_out_text(j, "message", e->faults[i].text);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_reports(struct json_out *j, const struct comparison *c)
{
    json_out_array(j, "reports");
    for (size_t i = 0; i < c->n_entries; i++) {
        const struct comparison_entry *e = &c->entries[i];
        json_out_object(j, NULL);
        put_whose(j, c, e);
        json_out_text(j, "group", c->groups[c->agencies[e->agency].group].id);
        json_out_text(j, "form", e->form);
        json_out_text(j, "status", e->draft ? "draft" : "final");
        json_out_text(j, "file", e->shown);
        json_out_sha256(j, "sha256", e->digests.sha256);
        json_out_count(j, "blocking", (int64_t)e->blocking);
        put_faults(j, e);
        put_measures(j, "values", c, e->measures);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_outliers(struct json_out *j, const struct comparison *c)
{
    json_out_array(j, "outliers");
    for (size_t i = 0; i < c->n_outliers; i++) {
        const struct outlier *x = &c->outliers[i];
        json_out_object(j, NULL);
        put_whose(j, c, &c->entries[x->entry]);
        json_out_text(j, "indicator", c->indicators->list[x->indicator].id);
        if (x->before == NO_ENTRY) json_out_text(j, "against", "peers");
        else json_out_count(j, "against", c->years[c->entries[x->before].year].year);
        json_out_count(j, "deviation", x->distance);
        json_out_text(j, "cell", x->address);
        json_out_text(j, "cell_name", x->name);
        json_out_count(j, "value", x->value);
        json_out_count(j, "denominator", x->whole);
        json_out_count(j, "other_value", x->other.part);
        json_out_count(j, "other_denominator", x->other.whole);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_groups(struct json_out *j, const struct comparison *c)
{
    json_out_array(j, "groups");
    for (size_t g = 0; g < c->n_groups; g++) {
        json_out_object(j, NULL);
        json_out_text(j, "id", c->groups[g].id);
        json_out_text(j, "label", c->groups[g].label);
        json_out_count(j, "agencies", (int64_t)c->groups[g].n);
        json_out_flag(j, "judged", c->groups[g].judged);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_missing(struct json_out *j, const struct comparison *c)
{
    json_out_array(j, "missing");
    for (size_t i = 0; i < c->n_missing; i++) {
        json_out_object(j, NULL);
        json_out_text(j, "code", c->missing[i].code);
        json_out_text(j, "name", c->missing[i].name);
        json_out_text(j, "group", c->groups[c->missing[i].group].id);
        if (c->missing[i].last) json_out_count(j, "last_year", c->missing[i].last);
        else json_out_null(j, "last_year");
        json_out_close(j);
    }
    json_out_close(j);
}

/* What a year's number is that may be in no sum. */
static void put_state(struct json_out *j, const struct comparison *c, const char *key, size_t agency, size_t year, size_t indicator)
{
    const struct comparison_entry *e = comparison_entry(c, agency, year);
    json_out_text(j, key, e ? state_of(&e->measures[indicator]) : "no_report");
}

static void put_cases(struct json_out *j, const char *key, enum indicator_unit unit, bool there, struct fraction f)
{
    if (!there) {
        json_out_null(j, key);
        return;
    }
    json_out_object(j, key);
    json_out_count(j, unit == UNIT_PERCENT ? "numerator" : "count", f.part);
    if (unit == UNIT_PERCENT) json_out_count(j, "denominator", f.whole);
    json_out_close(j);
}

/* Amounts: hundredths of a percentage point, or pieces. */
static void put_changes(struct json_out *j, const struct comparison *c)
{
    json_out_array(j, "changes");
    for (size_t i = 0; i < c->n_changes; i++) {
        const struct comparison_change *x = &c->changes[i];
        enum indicator_unit unit = c->indicators->list[x->indicator].unit;
        json_out_object(j, NULL);
        json_out_text(j, "indicator", c->indicators->list[x->indicator].id);
        put_cases(j, "before", unit, true, x->before);
        put_cases(j, "now", unit, true, x->now);
        json_out_count(j, "amount", x->amount);
        json_out_count(j, "one_year_agencies", (int64_t)(x->came + x->went));
        json_out_count(j, "one_year_amount", x->apart);
        json_out_array(j, "agencies");
        for (size_t k = 0; k < x->n; k++) {
            const struct contribution *one = &x->list[k];
            json_out_object(j, NULL);
            json_out_text(j, "code", c->agencies[one->agency].code);
            json_out_text(j, "name", c->agencies[one->agency].name);
            put_state(j, c, "before_state", one->agency, 1, x->indicator);
            put_cases(j, "before", unit, one->kind != CONTRIBUTION_CAME, one->before);
            put_state(j, c, "now_state", one->agency, 0, x->indicator);
            put_cases(j, "now", unit, one->kind != CONTRIBUTION_WENT, one->now);
            json_out_count(j, "amount", one->amount);
            json_out_close(j);
        }
        json_out_close(j);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_first(struct json_out *j, const struct comparison *c)
{
    static const char *const causes[] = {[FIRST_FAULTY] = "faulty", [FIRST_ALERT] = "alert", [FIRST_WORSE] = "worse", [FIRST_PEERS] = "peers", [FIRST_YEARS] = "years"};
    json_out_array(j, "first");
    for (size_t i = 0; i < c->n_first; i++) {
        const struct comparison_first *x = &c->first[i];
        json_out_object(j, NULL);
        put_whose(j, c, &c->entries[x->entry]);
        json_out_text(j, "cause", causes[x->cause]);
        json_out_text(j, "indicator", x->indicator == NO_ENTRY ? NULL : c->indicators->list[x->indicator].id);
        json_out_text(j, "why", x->why);
        json_out_text(j, "cell", x->address);
        json_out_text(j, "cell_name", x->name);
        json_out_close(j);
    }
    json_out_close(j);
}

bool comparison_json_write(const struct comparison *c, const char *title, const char *program, struct outdir *out, const char *file, struct diag *diag)
{
    struct json_out j;
    if (!json_out_stage(&j, out, file, diag)) return false;
    json_out_object(&j, NULL);
    json_out_text(&j, "schema", "nianbao.comparison/2");
    json_out_text(&j, "title", title);
    json_out_text(&j, "program", program);
    json_out_sha256(&j, "indicators_sha256", c->indicators->hash);
    json_out_count(&j, "least_cases", c->settings.cases);
    json_out_count(&j, "outlier_deviation", c->settings.outlier);
    put_indicators(&j, c->indicators);
    put_sets(&j, c);
    json_out_array(&j, "unread");
    for (size_t i = 0; i < c->n_unread; i++) json_out_text(&j, NULL, c->unread[i]);
    json_out_close(&j);
    put_groups(&j, c);
    put_missing(&j, c);
    put_years(&j, c);
    put_reports(&j, c);
    put_outliers(&j, c);
    put_changes(&j, c);
    put_first(&j, c);
    json_out_close(&j);
    return json_out_commit(&j, diag);
}
