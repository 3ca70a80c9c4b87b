#include "cli/explain/explain.h"
#include "base/progress.h"
#include "flow/totals.h"
#include "base/say.h"
#include "cli/commands.h"
#include "cli/printing.h"
#include "cli/year.h"
#include "form/addresses.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* nianbao explain: the last argument is read as a cell's address, else as a 受理编号. */

/* ---- a request ---- */

struct found_request { int64_t id; size_t n; };

static bool look_up(struct flow *f, const char *agency, size_t agency_n, const char *no, struct found_request *found, struct diag *diag)
{
    static const char sql[] = "SELECT r.id FROM requests r LEFT JOIN agencies a ON a.id = r.agency"
                              " WHERE r.no = :no AND (:agency IS NULL OR a.code = :agency OR a.name = :agency) ORDER BY r.id";
    struct query *q;
    bool row;
    *found = (struct found_request){0, 0};
    if (!query_open(&q, f->store, sql, "explain", 1, diag)) return false;
    query_bind_text(q, ":no", no);
    if (agency) query_bind_text(q, ":agency", arena_dup_n(&f->arena, agency, agency_n));
    bool ok;
    while ((ok = query_next(q, &row, diag)) && row)
        if (!found->n++) found->id = query_integer(q, 0);
    query_close(q);
    return ok;
}

/* Tries the words as a 受理编号, then as 机关代码/受理编号. */
static bool find_request(struct flow *f, const char *what, const char *no_cell, int64_t *id, struct diag *diag)
{
    const char *agency = f->options->agency, *slash = strchr(what, '/');
    struct found_request found;
    if (!look_up(f, agency, agency ? strlen(agency) : 0, what, &found, diag)) return false;
    if (!found.n && slash && !look_up(f, what, (size_t)(slash - what), slash + 1, &found, diag)) return false;
    *id = found.id;
    if (found.n > 1) return diag_fail(diag, DIAG_USAGE, "有%zu个机关的受理编号都是 %s；请写成 机关代码/受理编号，或用 --agency 指明机关", found.n, what);
    return found.n || diag_fail(diag, DIAG_USAGE, "“%s”：%s；台账里也没有这个受理编号。单元格见 nianbao form show %s", what, no_cell, f->form->id);
}

/* `no_cell`: why the words are no address. */
static bool explain_request(struct flow *f, const char *what, const char *no_cell, struct diag *diag)
{
    struct clock_context context = flow_clock(f);
    struct trail *trail = NULL;
    int64_t id;
    if (!find_request(f, what, no_cell, &id, diag) || !trail_make(&trail, f->store, &context, id, diag)) return false;
    bool ok = true;
    if (flow_refused(f)) say(stderr, "台账另有 %zu 处无法统计的问题，见 nianbao check\n", f->problems.refusing);
    if (!f->options->json) explain_print_trail(trail);
    else ok = explain_json_trail(trail) || diag_fail(diag, DIAG_SYSTEM, "写不了标准输出");
    trail_free(trail);
    return ok;
}

/* ---- a cell ---- */

static bool explain_cells(struct flow *f, const char *address, struct diag *diag)
{
    progress_show("统计");
    if (!flow_count(f, diag)) return false;
    if (flow_refused(f)) return diag_fail(diag, DIAG_INPUT, "台账有 %zu 处无法统计；请先用 nianbao check 改正", f->problems.refusing);
    struct explained_cell *cells = memory_alloc((f->n_reports + 1) * sizeof *cells);
    bool ok = true;
    for (size_t i = 0; ok && i < f->n_reports; i++) ok = explain_cell(&cells[i], f, f->reports[i].report, address, diag);
    for (size_t i = 0; ok && !f->options->json && i < f->n_reports; i++) explain_print_cell(&cells[i], &f->places);
    if (ok && f->options->json) ok = explain_json_cells(cells, f->n_reports) || diag_fail(diag, DIAG_SYSTEM, "写不了标准输出");
    for (size_t i = 0; i < f->n_reports; i++) explained_cell_release(&cells[i]);
    free(cells);
    return ok;
}

/* ---- the command ---- */

static bool one_ledger_each(struct session *session, struct options *o, struct diag *diag)
{
    for (size_t i = 0; i + 1 < o->n_inputs; i++) {
        struct ledger_batch batch;
        bool form;
        if (!totals_is_form(session, o->inputs[i], o->year, &form, diag)) return false;
        if (form) return diag_fail(diag, DIAG_USAGE, "%s 是填好的年报，没有台账，说不出一个数由哪些记录得来", o->inputs[i]);
        if (!ledger_is_batch(&session->arena, o->inputs[i], session->schema, &batch, diag)) return false;
        bool one = !batch.n || diag_fail(diag, DIAG_USAGE, "%s 里有%zu个台账，请指明其中一个，如 %s", o->inputs[i], batch.n, batch.paths[0]);
        ledger_batch_release(&batch);
        if (!one) return false;
    }
    if (!year_settle(session, o, o->inputs, o->n_inputs - 1, false, diag)) return false;
    struct plan plan;
    bool apart = plan_make(&plan, session, o, o->inputs, o->n_inputs - 1, false, diag);
    if (!apart) printing_copies(&plan, diag);
    plan_release(&plan);
    return apart;
}

static bool explain(struct flow *f, const struct options *o, struct diag *diag)
{
    const char *what = o->inputs[o->n_inputs - 1];
    const struct form_table *table;
    int slot;
    if (!flow_read(f, o->inputs, o->n_inputs - 1, NULL, diag)) return false;
    struct text why = {0};
    bool ok = address_find(f->form, what, &table, &slot, &why) ? explain_cells(f, table->slots[slot].address, diag) : explain_request(f, what, text_get(&why), diag);
    text_release(&why);
    return ok;
}

static const struct command_example examples[] = {
    {"explain 台账.xlsx 新收/总计", "这一格的数由哪些申请得来"}, {"explain 台账.xlsx YX-2025-063", "这一件的期限怎样算出"}, {0}};

static int run(const struct options *given, struct diag *diag)
{
    struct session session = {0};
    struct options own = *given, *o = &own;            /* the year may be found in the ledger */
    struct flow f;
    if (o->n_inputs < 2) {
        diag_fail(diag, DIAG_USAGE, "请给出台账，后面写单元格或受理编号，如 nianbao %s", examples[0].line);
        return DIAG_USAGE;
    }
    progress_show("读入台账");
    bool ok = session_open(&session, o, diag) && one_ledger_each(&session, o, diag);
    if (ok) {
        flow_init(&f, &session, o, o->year);
        ok = explain(&f, o, diag);
        flow_close(&f);
    }
    session_close(&session);
    return ok ? 0 : (int)diag->kind;
}

static const enum option_id options[] = {OPTION_YEAR,     OPTION_AGENCY,   OPTION_PREVIOUS, OPTION_AS_OF,    OPTION_FORM, OPTION_REGION,
                                         OPTION_CALENDAR, OPTION_ENCODING, OPTION_HEADINGS, OPTION_SCHEMA, OPTION_TABLES, OPTION_LABEL, OPTION_JSON,     OPTION_SETTINGS, OPTION_DATA, OPTION_COUNT};
const struct command command_explain = {
    "explain", "台账… [--year 年度] 单元格或受理编号", "说明一个数由哪些记录得来，一件申请的期限怎样算出", options, run, WRITES_NOTHING, "查来历",
    examples};
