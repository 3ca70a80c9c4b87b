#include "flow/gather.h"
#include "base/folder.h"
#include "base/intern.h"
#include "base/progress.h"
#include "calendar/civil.h"
#include "flow/counting.h"
#include "flow/last_year.h"
#include "superior/alike.h"
#include "superior/rollup.h"
#include "rules/waivers.h"
#include "tally/narrative.h"
#include "tally/text_numbers.h"
#include <stdlib.h>
#include <string.h>

void gather_init(struct gathering *g, struct flow *flow, const struct gather_watch *watch)
{
    *g = (struct gathering){.flow = flow, .watch = watch, .seen = intern_new()};
}

void gather_release(struct gathering *g)
{
    collection_release(&g->collection);
    submission_copies_release(&g->copies);
    filings_release(&g->filings);
    agency_tree_release(&g->tree);
    free(g->sources);
    intern_free(g->seen);
}

/* ---- reading ---- */

static bool find_sources(struct gathering *g, const char *path, struct diag *diag)
{
    struct submission_source *list;
    size_t n;
    bool tables;
    struct ledger_databases *databases = g->flow->session->databases;
    if (databases->holds(databases, path)) return true;
    if (!ledger_holds_tables(&g->flow->arena, path, g->flow->session->schema, &tables, diag)) return false;
    if (tables && !folder_is(path)) return true;   /* the superior's own tables, no report */
    if (!submission_find(&g->flow->arena, path, g->flow->session->schema, &list, &n, &g->flow->problems, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        if (!submission_is_new(g->seen, &list[i])) continue;
        g->sources = memory_grow(g->sources, g->n_sources, &g->cap_sources, sizeof *g->sources);
        g->sources[g->n_sources++] = list[i];
    }
    return true;
}

/* A CSV of cells holds several reports; the file is one input. */
static bool add_input(struct flow *f, const struct submission_source *source, struct diag *diag)
{
    if (f->n_inputs && !strcmp(f->inputs[f->n_inputs - 1].name, source->shown)) {
        f->inputs[f->n_inputs - 1].rows++;
        return true;
    }
    return flow_add_input(f, source->path, source->shown, diag);
}

static bool read_one(struct gathering *g, const struct submission_source *source, struct diag *diag)
{
    struct flow *f = g->flow;
    struct submission s;
    struct submission_source other;
    int64_t words = 0;
    if (!add_input(f, source, diag) || !submission_read(&s, source, f->session->shelf, &f->problems, diag)) return false;
    if (s.kind && s.other_year == f->year) submission_refuse_year(&s, true, &f->problems);   /* it may be last year's, or this year's with a wrong title */
    bool aside = !s.kind || collection_is_astray(&g->collection, &s) || submission_is_copy(&g->copies, &s, &f->problems);
    bool ok = aside || collection_take(&g->collection, &s, &words, diag);
    if (!s.kind) unread_take(&g->collection.unread, &f->agencies, &s, source->beside);
    ok = ok && (!words || text_numbers_write(f->store, words, diag));
    if (ok && submission_left_over(&s, &other)) {
        other.shown = arena_dup(&f->arena, other.shown);   /* the list of inputs borrows it */
        ok = read_one(g, &other, diag);
    }
    submission_release(&s);
    return ok;
}

static bool read_all(struct gathering *g, const char *const *paths, size_t n, struct diag *diag)
{
    for (size_t i = 0; i < n; i++)
        if (!find_sources(g, paths[i], diag)) return false;
    submission_order(&g->copies, g->sources, g->n_sources);
    if (!store_begin(g->flow->store, diag)) return false;
    for (size_t i = 0; i < g->n_sources; i++) {
        progress_count("读年报", i + 1, g->n_sources);
        if (!read_one(g, &g->sources[i], diag)) return false;
    }
    return store_commit(g->flow->store, diag);
}

bool gather_read(struct gathering *g, const char *const *paths, size_t n, struct diag *diag)
{
    struct flow *f = g->flow;
    if (f->session->as_of <= civil_day(f->year, 12, 31)) return diag_fail(diag, DIAG_USAGE, "%d年还没有结束，不能汇总这一年的年报", f->year);
    if (!counting_begin(f, diag) || !last_year_put(f, diag) || !agency_tree_read(&g->tree, f->store, f->options->parent, f->year, diag)) return false;
    filings_init(&g->filings, &f->arena, &g->tree);
    g->collection = (struct collection){.store = f->store, .form = f->form, .last_form = f->last_form, .agencies = &f->agencies, .problems = &f->problems,
                                .filings = &g->filings, .year = f->year};
    if (!read_all(g, paths, n, diag)) return false;
    unread_settle(&g->collection.unread, &g->filings, f->year, &g->collection.last_reports, &f->problems);
    filings_settle(&g->filings, f->session->as_of);
    return true;
}

/* ---- checking what was handed over ---- */

static struct agency agency_of(const struct tree_agency *a)
{
    return (struct agency){.id = a->id, .code = a->code, .name = a->name, .type = a->type, .level = a->level};
}

static bool shares_file(const struct filings *all, const struct filing *filing)
{
    for (size_t i = 0; i < all->n; i++)
        if (&all->list[i] != filing && all->list[i].file && !strcmp(all->list[i].file, filing->file)) return true;
    return false;
}

/* What the superior's own waivers settle is not asked for. */
static bool find_handed(struct gathering *g, const struct filing *filing, bool shares, struct findings *handed, struct diag *diag)
{
    struct flow *f = g->flow;
    struct report *r = report_new(f->form);
    r->agency = f->reports[0].report->agency;
    r->year = f->year;
    const struct rules_run run = {f->session->catalogue, f->store, r, f->last_form, SCOPE_ROLLUP, filing->file};
    rules_take_handed(&run, &f->problems, filing->name, filing->code, shares, handed);
    bool ok = !handed->n || waivers_apply(&run, r, handed, diag);
    findings_name(handed, f->form);
    report_free(r);
    return ok;
}

static bool check_one(struct gathering *g, struct filing *filing, struct diag *diag)
{
    struct flow *f = g->flow;
    struct findings findings = {0}, handed = {0};
    struct report *r = report_new(f->form);
    r->agency = agency_of(agency_tree_find(&g->tree, filing->agency));
    r->year = f->year;
    r->as_of = f->session->as_of;
    r->closing_day = g->tree.last;
    const struct rules_run run = {f->session->catalogue, f->store, r, f->last_form, SCOPE_SUBMISSION, filing->file};
    bool shares = shares_file(&g->filings, filing);
    rules_take_file(&run, &f->problems, shares ? filing->name : NULL, shares ? filing->code : NULL, &findings);
    bool ok = rules_run(&run, &findings, diag) && waivers_apply(&run, r, &findings, diag);
    findings_name(&findings, f->form);
    findings_sort(&findings);
    for (size_t i = 0; i < findings.n; i++) {
        filing->blocking += findings.list[i].blocking;
        filing->unequal += findings.list[i].blocking && findings.list[i].class == CLASS_IDENTITY;
    }
    ok = ok && find_handed(g, filing, shares, &handed, diag) && g->watch->checked(g->watch->context, filing, &findings, &handed, diag);
    findings_release(&handed);
    findings_release(&findings);
    report_free(r);
    return ok;
}

bool gather_check(struct gathering *g, struct diag *diag)
{
    struct flow *f = g->flow;
    for (size_t i = 0; i < g->filings.n; i++) {
        struct filing *filing = &g->filings.list[i];
        progress_part("机关", i + 1, g->filings.n);
        if (filing->file && filing->agency && !check_one(g, filing, diag)) return false;
    }
    progress_part("", 0, 0);
    return filings_put(&g->filings, f->store, diag) &&
           alike_find(f->store, f->form, (int)settings_number(f->session->settings, "alike.percent"), (int)settings_number(f->session->settings, "alike.shortest"), diag);
}

/* ---- the sum ---- */

bool gather_sum(struct gathering *g, struct report *r, struct diag *diag)
{
    struct flow *f = g->flow;
    return tally_report(f->store, r, diag) && rollup_sum(f->store, r, &g->filings, &g->collection, diag) &&
           rollup_last_year(f->store, r, &g->filings, f->last_form, diag) && tally_put(f->store, r, diag) && rollup_explain(f->store, r, &g->filings, diag) &&
           narrative_write(f->store, r, &f->problems, diag) && text_numbers_write(f->store, r->agency.id, diag);
}
