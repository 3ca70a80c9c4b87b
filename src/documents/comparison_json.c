/* comparison.json, schema nianbao.comparison/1: for machines. Rates and bounds are decimal strings of percents, so that
 * nothing passes through a binary float; what an agency's report does not have is null. */
#include "base/text.h"
#include "documents/json_file.h"
#include "documents/json_files.h"
#include "documents/json_put.h"

static const char *const states[] = {"absent", "contradictory", "no_cases", "few_cases", "enough"};

static bool put_percent(json_t *o, const char *key, bool known, int hundredths)
{
    return json_put(o, key, known ? json_sprintf("%d.%02d", hundredths / 100, hundredths % 100) : json_null());
}

static bool put_measure(json_t *values, const struct indicator *i, const struct measure *m)
{
    json_t *o = json_object();
    bool there = m->state != MEASURE_ABSENT, percent = i->unit == UNIT_PERCENT, ranked = m->rank > 0;
    bool fine = json_put(values, i->id, o) && json_put_text(o, "state", states[m->state]);
    if (!there) return fine;
    fine = fine && json_put_count(o, i->unit == UNIT_DAYS ? "days" : percent ? "numerator" : "count", m->cases.part);
    if (i->unit != UNIT_COUNT) fine = fine && json_put_count(o, percent ? "denominator" : "cases", m->cases.whole);
    if (!percent) return fine;
    fine = fine && put_percent(o, "rate", m->state >= MEASURE_FEW, m->rate);
    if (!ranked) return fine;
    return fine && put_percent(o, "low", true, m->interval.low) && put_percent(o, "high", true, m->interval.high) &&
           json_put_count(o, "rank", m->rank) && json_put_count(o, "tied", m->tied) && json_put_count(o, "deviation", m->distance);
}

static bool put_measures(json_t *o, const char *key, const struct comparison *c, const struct measure *list)
{
    json_t *values = json_object();
    bool fine = json_put(o, key, values);
    for (size_t i = 0; i < c->indicators->n; i++) fine = fine && put_measure(values, &c->indicators->list[i], &list[i]);
    return fine;
}

static json_t *indicators_json(const struct comparison *c, bool *fine)
{
    struct arena a = {0};
    json_t *list = json_array();
    for (size_t k = 0; k < c->indicators->n; k++) {
        const struct indicator *i = &c->indicators->list[k];
        json_t *o = json_object(), *forms = json_object();
        *fine = *fine && json_put_text(o, "id", i->id) && json_put_text(o, "group", i->group) && json_put_text(o, "label", i->label) &&
                json_put_text(o, "formula", i->formula) && json_put_text(o, "unit", indicator_unit_id(i->unit)) &&
                json_put_text(o, "direction", indicator_direction_id(i->direction));
        *fine = json_put(o, "forms", forms) && *fine;
        for (size_t f = 0; f < c->indicators->n_forms; f++) {
            json_t *cells = json_object();
            *fine = json_put(forms, c->indicators->forms[f], cells) && *fine &&
                    json_put_text(cells, "numerator", indicator_sum_text(&a, &i->cells[f].numerator)) &&
                    json_put_text(cells, "denominator", i->cells[f].denominator.n ? indicator_sum_text(&a, &i->cells[f].denominator) : NULL);
        }
        *fine = !json_array_append_new(list, o) && *fine;
    }
    arena_release(&a);
    return list;
}

static json_t *sets_json(const struct comparison *c, bool *fine)
{
    json_t *list = json_array();
    for (size_t i = 0; i < c->n_sets; i++) {
        json_t *o = json_object();
        *fine = *fine && json_put_text(o, "what", c->sets[i].label) && json_put_text(o, "value", c->sets[i].value) &&
                json_put_count(o, "reports", (int64_t)c->sets[i].n) && json_put(o, "mixed", json_boolean(c->sets[i].mixed));
        *fine = !json_array_append_new(list, o) && *fine;
    }
    return list;
}

static json_t *unread_json(const struct comparison *c, bool *fine)
{
    json_t *list = json_array();
    for (size_t i = 0; i < c->n_unread; i++) *fine = !json_array_append_new(list, json_string(c->unread[i])) && *fine;
    return list;
}

static json_t *years_json(const struct comparison *c, bool *fine)
{
    json_t *list = json_array();
    for (size_t i = 0; i < c->n_years; i++) {
        const struct comparison_year *y = &c->years[i];
        json_t *o = json_object();
        *fine = *fine && json_put_count(o, "year", y->year) && json_put_count(o, "reports", (int64_t)y->n) &&
                json_put_count(o, "drafts", (int64_t)y->drafts) && put_measures(o, "values", c, y->pooled);
        *fine = !json_array_append_new(list, o) && *fine;
    }
    return list;
}

static json_t *report_json(const struct comparison *c, const struct comparison_entry *e, bool *fine)
{
    json_t *o = json_object();
    *fine = *fine && json_put_text(o, "code", c->agencies[e->agency].code) && json_put_text(o, "name", c->agencies[e->agency].name) &&
            json_put_count(o, "year", c->years[e->year].year) && json_put_text(o, "form", e->form) &&
            json_put_text(o, "status", e->draft ? "draft" : "final") && json_put_text(o, "file", e->shown) &&
            json_put_sha256(o, "sha256", e->digests.sha256) && put_measures(o, "values", c, e->measures);
    return o;
}

static json_t *outlier_json(const struct comparison *c, const struct outlier *x, bool *fine)
{
    const struct comparison_entry *e = &c->entries[x->entry];
    json_t *o = json_object();
    *fine = *fine && json_put_text(o, "code", c->agencies[e->agency].code) && json_put_text(o, "name", c->agencies[e->agency].name) &&
            json_put_count(o, "year", c->years[e->year].year) && json_put_text(o, "indicator", c->indicators->list[x->indicator].id) &&
            json_put(o, "against", x->before == NO_ENTRY ? json_string("all") : json_integer(c->years[c->entries[x->before].year].year)) &&
            json_put_count(o, "deviation", x->distance) && json_put_text(o, "cell", x->address) && json_put_count(o, "value", x->value) &&
            json_put_count(o, "denominator", x->whole) && json_put_count(o, "other_value", x->other.part) &&
            json_put_count(o, "other_denominator", x->other.whole);
    return o;
}

static json_t *head_json(const struct comparison *c, const char *title, const char *program, bool *fine)
{
    json_t *o = json_object();
    *fine = json_put_text(o, "schema", "nianbao.comparison/1") && json_put_text(o, "title", title) &&
            json_put_text(o, "program", program) && json_put_sha256(o, "indicators_sha256", c->indicators->hash) &&
            json_put_count(o, "least_cases", c->least) && json_put_count(o, "outlier_deviation", c->limit);
    *fine = json_put(o, "indicators", indicators_json(c, fine)) && *fine;
    *fine = json_put(o, "rules", sets_json(c, fine)) && *fine;
    *fine = json_put(o, "unread", unread_json(c, fine)) && *fine;
    *fine = json_put(o, "years", years_json(c, fine)) && *fine;
    return o;
}

bool comparison_json_write(const struct comparison *c, const char *title, const char *program, struct outdir *out, const char *file, struct diag *diag)
{
    struct json_file j;
    bool fine = true;
    if (!json_file_open(&j, out, file, diag)) return false;
    json_file_members(&j, head_json(c, title, program, &fine));
    json_file_list(&j, "reports");
    for (size_t i = 0; i < c->n_entries; i++) json_file_item(&j, report_json(c, &c->entries[i], &fine));
    json_file_list_end(&j);
    json_file_list(&j, "outliers");
    for (size_t i = 0; i < c->n_outliers; i++) json_file_item(&j, outlier_json(c, &c->outliers[i], &fine));
    json_file_list_end(&j);
    return json_file_close(&j, fine, diag);
}
