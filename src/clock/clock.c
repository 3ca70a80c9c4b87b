#include "clock/clock.h"
#include "base/progress.h"
#include "base/text.h"
#include "clock/faults.h"
#include "clock/request_rows.h"
#include "clock/verdict.h"
#include <stdlib.h>
#include <string.h>

/* ---- what cannot be counted ---- */

/* The headings that would do, joined by 或. */
static void name_dates(const struct clock_law *law, const struct law_dates *dates, struct text *out)
{
    for (size_t i = 0; i < dates->n; i++) text_printf(out, "%s%s", i ? "或" : "", law->requests->columns[dates->columns[i]].heading);
}

static bool is_heading(const struct ledger_table *t, const char *s)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, s)) return true;
    return false;
}

/* A date that stands there and cannot be read is not missing: the reader of the file has reported it, under the file's own heading.
 * A heading that the table does not have may be that of this date. */
static bool is_said(const struct problems *problems, const struct problem *p, const struct clock_law *law, const struct law_dates *dates)
{
    for (const struct problem *said = NULL; (said = problems_lost(problems, p->line, said));) {
        if (!said->file || !said->column || strcmp(said->file, p->file)) continue;
        if (!is_heading(law->requests, said->column)) return true;
        for (size_t k = 0; k < dates->n; k++)
            if (!strcmp(said->column, law->requests->columns[dates->columns[k]].heading)) return true;
    }
    return false;
}

/* Adds the column to the query, once. */
static void ask_too(const struct clock_law *law, int column, bool *asked, struct text *sql)
{
    if (column == LAW_RECEIPT_DAY || asked[column]) return;
    asked[column] = true;
    text_printf(sql, ", CASE WHEN r.\"%s\" IS NOT NULL THEN '%s ' || ymd(r.\"%s\") END", law->requests->columns[column].name, law->requests->columns[column].heading,
                law->requests->columns[column].name);
}

/* The dates from which other channels take the receipt: a filled one shows where the clerk has put the day. */
static int ask_others(const struct clock_request *r, const struct clock_law *law, struct text *sql)
{
    bool *asked = memory_alloc(law->requests->n_columns * sizeof *asked);
    int n = 0;
    for (size_t i = 1; i <= law->channel_codes->n; i++)
        for (size_t k = 0; k < r->regime->channels[i].lenient.n; k++) ask_too(law, r->regime->channels[i].lenient.columns[k], asked, sql);
    for (size_t i = 0; i < law->requests->n_columns; i++) n += asked[i];
    free(asked);
    return n;
}

static bool report_missing(struct store *store, const struct clock_request *r, const struct clock_law *law, const struct law_dates *dates,
                           const struct problem *as, struct problems *problems, struct diag *diag)
{
    struct problem p = *as;
    struct text sql = {0};
    struct query *q;
    bool row;
    text_add(&sql, "SELECT r.no, r.line, f.name");
    int others = dates == &r->by->strict ? ask_others(r, law, &sql) : 0;
    text_add(&sql, " FROM requests r JOIN files f ON f.id = r.file WHERE r.id = :id");
    bool ok = query_open(&q, store, text_get(&sql), "clock", 1, diag);
    text_release(&sql);
    if (!ok) return false;
    query_bind(q, ":id", r->id);
    ok = query_next(q, &row, diag);
    if (ok && row) {
        struct text names = {0}, filled = {0};
        name_dates(law, dates, &names);
        for (int i = 0; i < others; i++)
            if (!query_null(q, 3 + i)) text_printf(&filled, "%s%s", filled.n ? "、" : "空（填了", query_text(q, 3 + i));
        if (filled.n) {
            text_add(&filled, "）");
            p.value = text_get(&filled);
        }
        p.table = law->requests->id;
        p.file = query_text(q, 2);
        p.line = query_integer(q, 1);
        p.key = query_text(q, 0);
        p.column = law->requests->columns[dates->columns[0]].heading;
        p.expected = text_get(&names);
        p.refuses = true;
        if (!is_said(problems, &p, law, dates)) problems_add(problems, &p);
        text_release(&names);
        text_release(&filled);
    }
    query_close(q);
    return ok;
}

/* ---- verdicts that are remembered ---- */

/* Without events a verdict follows from these days, and a million requests have a few thousand of them. */
struct occasion { const struct law_regime *regime; const struct calendar *calendar; int receipt, receipt_lenient, end; bool closed; };
struct figures { int clock_start, excluded, extended, due_strict, due_lenient, used, over, passed; enum clock_state state; };
struct remembered { struct occasion occasion; struct figures figures; };
enum { REMEMBERED = 1 << 13 };

static struct occasion occasion_of(const struct clock_request *r)
{
    return (struct occasion){r->regime, r->calendar, r->receipt, r->receipt_lenient, r->end, r->closed};
}

static bool is_same(const struct occasion *a, const struct occasion *b)
{
    return a->receipt == b->receipt && a->end == b->end && a->closed == b->closed && a->receipt_lenient == b->receipt_lenient && a->regime == b->regime &&
           a->calendar == b->calendar;
}

/* Its place in the list; another occasion may have it too, and the later one takes it. */
static size_t place_of(const struct occasion *o)
{
    uint32_t mixed = ((uint32_t)o->receipt * 31 + (uint32_t)(o->receipt_lenient - o->receipt)) * 67 + (uint32_t)(o->end - o->receipt);
    return (mixed ^ mixed >> 13) % REMEMBERED;
}

static struct figures figures_of(const struct verdict *v)
{
    return (struct figures){v->clock_start, v->excluded, v->extended, v->strict->due, v->lenient->due, v->used, v->over, v->passed, v->state};
}

/* ---- what goes into the store ---- */

struct run {
    struct store *store;
    const struct clock_context *context;
    struct problems *problems;
    struct request_rows *rows;
    struct verdict verdict;
    struct remembered *remembered;                     /* by place_of; those without a regime are free */
    bool faulty;                                       /* the request has breaches */
    struct diag *diag;
    int64_t request;
    bool failed;                                       /* diag is filled */
};

static bool put_fault(void *context, const struct clock_fault *fault)
{
    struct run *run = context;
    run->faulty = true;
    struct clock_fault_record record = {run->request, fault->event, fault->kind, fault->day, fault->limit, fault->days, fault->note};
    return store_put_clock_fault(run->store, &record, run->diag);
}

/* Only what breaks no rule is remembered, and nothing in an occasion depends on the outcome but that it may be one of another law. */
static bool reach(struct run *run, const struct clock_request *r, struct figures *figures)
{
    const struct occasion occasion = occasion_of(r);
    struct remembered *known = &run->remembered[place_of(&occasion)];
    bool plain = !r->n_events && (!r->outcome || r->regime->outcomes[r->outcome]);
    if (plain && known->occasion.regime && is_same(&known->occasion, &occasion)) {
        *figures = known->figures;
        return true;
    }
    verdict_reach(&run->verdict, run->context->law, r);
    *figures = figures_of(&run->verdict);
    run->request = r->id;
    run->faulty = false;
    if (!faults_find(&run->verdict, (struct fault_sink){put_fault, run})) return false;
    if (plain && !run->faulty) *known = (struct remembered){occasion, *figures};
    return true;
}

static bool reckon(struct run *run, const struct clock_request *r, struct clock_record *record)
{
    struct figures f;
    if (r->outcome_settled && !store_set_outcome(run->store, r->id, r->outcome, run->diag)) return false;
    if (!reach(run, r, &f)) return false;
    *record = (struct clock_record){
        .request = r->id, .regime = r->regime->id, .receipt = r->receipt, .receipt_by = r->receipt_by,
        .clock_start = f.clock_start, .excluded_days = f.excluded, .extended_days = f.extended,
        .due_strict = f.due_strict, .due_lenient = f.due_lenient, .decisive = r->decisive, .decisive_by = r->decisive_by,
        .used_days = f.used, .over_days = f.over, .passed = f.passed, .state = clock_state_id(f.state), .calendar = calendar_name(r->calendar),
        .replied = clock_request_replied(r, run->context->law), .earlier = r->regime != &run->context->law->regimes[run->context->law->n_regimes - 1],
        .counted_as = run->context->law->outcomes[r->outcome].counted_as,
    };
    return true;
}

static bool prove(struct run *run, const struct clock_request *r)
{
    const struct clock_law *law = run->context->law;
    static const struct problem no_receipt = {.id = "A11", .text = "查不到收到申请的日期，无法计入年度"};
    static const struct problem no_reply = {.id = "S11", .text = "有办理结果而没有任何答复日期，无法计入年度"};
    if (!r->receipt_by && !report_missing(run->store, r, law, &r->by->strict, &no_receipt, run->problems, run->diag)) return false;
    return !r->outcome || r->decisive_by || report_missing(run->store, r, law, &law->otherwise, &no_reply, run->problems, run->diag);
}

/* The next request that has a receipt date. */
static bool next_record(void *context, struct clock_record *record)
{
    struct run *run = context;
    struct clock_request *r;
    do {
        run->failed = !request_rows_next(run->rows, &r, run->diag) || (r && !prove(run, r));
        if (run->failed || !r) return false;
    } while (!r->receipt_by);
    progress_rows("推算期限", "", r->id);
    run->failed = !reckon(run, r, record);
    return !run->failed;
}

bool clock_run(struct store *store, const struct clock_context *context, struct problems *problems, struct diag *diag)
{
    struct run run = {.store = store, .context = context, .problems = problems, .remembered = memory_alloc(REMEMBERED * sizeof *run.remembered), .diag = diag};
    bool ok = store_begin(store, diag) && request_rows_set_calendars(store, context, problems, diag) && request_rows_open(&run.rows, store, context, 0, diag) &&
              store_fill_clock(store, (struct clock_source){next_record, &run}, diag) && !run.failed;
    request_rows_close(run.rows);
    verdict_release(&run.verdict);
    free(run.remembered);
    return ok && store_commit(store, diag);
}
