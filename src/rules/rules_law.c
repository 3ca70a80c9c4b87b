/* What the checks say of requests received, and of years, under an earlier regulation: `earlier` of their records. */
#include "rules/rules_inside.h"
#include <string.h>

static bool is_left_out(const struct rule *rule) { return rule->earlier && !strcmp(rule->earlier, "none"); }

bool rules_for_year(const struct rule *rule, const struct form *form) { return !form->earlier_law || !is_left_out(rule); }

static bool any_request(const struct rules_run *run, bool *any, struct diag *diag)
{
    struct query *q = NULL;
    if (!query_open(&q, run->store, "SELECT 1 FROM clock WHERE earlier = 1 LIMIT 1", "clock", 1, diag)) return false;
    bool ok = query_next(q, any, diag);
    query_close(q);
    return ok;
}

/* A finding on a request or on a step of it names the request by its key; any other finding is about the year. */
static bool is_earlier(const struct rules_run *run, const struct finding *f, bool *earlier, struct diag *diag)
{
    static const char sql[] = "SELECT c.earlier FROM requests r JOIN clock c ON c.request = r.id WHERE r.agency = :agency AND r.no = :no";
    struct query *q = NULL;
    bool row = false;
    *earlier = run->report->form->earlier_law;
    if (!f->key || !f->table || (strcmp(f->table, "requests") && strcmp(f->table, "events"))) return true;
    if (!query_open(&q, run->store, sql, "clock", 1, diag)) return false;
    query_bind_asked(q, report_asked(run->report));
    query_bind_text(q, ":no", f->key);
    bool ok = query_next(q, &row, diag);
    if (ok && row) *earlier = query_integer(q, 0);
    query_close(q);
    return ok;
}

bool rules_by_law(const struct rules_run *run, struct findings *findings, struct diag *diag)
{
    bool any = run->report->form->earlier_law;
    size_t kept = 0;
    if (!any && !any_request(run, &any, diag)) return false;
    for (size_t i = 0; any && i < findings->n; i++) {
        struct finding *f = &findings->list[i];
        const struct rule *rule = catalogue_rule(run->catalogue, f->id);
        bool earlier = false;
        if (rule && rule->earlier && !is_earlier(run, f, &earlier, diag)) return false;
        if (earlier && is_left_out(rule)) continue;
        if (earlier) f->article = rule->earlier;
        findings->list[kept++] = *f;
    }
    if (any) findings->n = kept;
    return true;
}
