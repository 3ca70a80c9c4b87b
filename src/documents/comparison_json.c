/* comparison.json, schema nianbao.comparison/1: for machines. Rates and bounds are decimal strings of percents, so that
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

static void put_measure(struct json_out *j, const struct indicator *i, const struct measure *m)
{
    static const char *const states[] = {"absent", "contradictory", "doubtful", "no_cases", "few_cases", "enough"};
    bool percent = i->unit == UNIT_PERCENT;
    json_out_object(j, i->id);
    json_out_text(j, "state", states[m->state]);
    if (m->state != MEASURE_ABSENT) {
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
        json_out_text(j, "numerator", indicator_sum_text(a, &i->cells[f].numerator));
        json_out_text(j, "denominator", i->cells[f].denominator.n ? indicator_sum_text(a, &i->cells[f].denominator) : NULL);
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

static void put_reports(struct json_out *j, const struct comparison *c)
{
    json_out_array(j, "reports");
    for (size_t i = 0; i < c->n_entries; i++) {
        const struct comparison_entry *e = &c->entries[i];
        json_out_object(j, NULL);
        put_whose(j, c, e);
        json_out_text(j, "form", e->form);
        json_out_text(j, "status", e->draft ? "draft" : "final");
        json_out_text(j, "file", e->shown);
        json_out_sha256(j, "sha256", e->digests.sha256);
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

bool comparison_json_write(const struct comparison *c, const char *title, const char *program, struct outdir *out, const char *file, struct diag *diag)
{
    struct json_out j;
    if (!json_out_stage(&j, out, file, diag)) return false;
    json_out_object(&j, NULL);
    json_out_text(&j, "schema", "nianbao.comparison/1");
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
    put_years(&j, c);
    put_reports(&j, c);
    put_outliers(&j, c);
    json_out_close(&j);
    return json_out_commit(&j, diag);
}
