#include "clock/request_rows.h"
#include "base/intern.h"
#include "base/text.h"
#include "store/request_walk.h"
#include <stdlib.h>
#include <string.h>

/* The date columns that the law names, each asked for once. */
struct dates { size_t *place_of; };                    /* by column of requests: place in the walk, 0 = not asked for */

struct request_rows {
    const struct clock_context *context;
    struct request_walk *requests;
    struct query *events;
    bool more_events, suggests;
    struct dates dates;
    const struct store *store;
    struct intern *parties;
    struct clock_request request;
};

enum { AT_AGENCY, AT_CHANNEL, AT_DELIVERY, AT_OUTCOME, AT_REST };
enum { EVENT_REQUEST, EVENT_ID, EVENT_CODE, EVENT_DAY, EVENT_PARTY, EVENT_RECEIVED, EVENT_UNTIL, EVENT_DAYS, EVENT_APPROVER, EVENT_APPROVED, EVENT_AMOUNT };

/* ---- calendars of the agencies ---- */

static const struct calendar *calendar_named(const struct clock_context *c, const char *name)
{
    if (!name) name = c->region;
    return name ? calendars_find(c->calendars, name) : calendars_national(c->calendars);
}

static void name_calendars(const struct clock_context *c, struct text *out)
{
    const struct calendar *one;
    for (size_t i = 0; (one = calendars_at(c->calendars, i)); i++) text_printf(out, "%s%s", i ? "、" : "", calendar_name(one));
}

bool request_rows_set_calendars(struct store *store, const struct clock_context *context, struct problems *problems, struct diag *diag)
{
    struct query *q;
    bool row, ok = query_open(&q, store, "SELECT a.id, a.calendar, a.line, f.name, a.code FROM agencies a LEFT JOIN files f ON f.id = a.file ORDER BY a.id", "clock", 1, diag);
    if (!ok) return false;
    store_set_calendar(store, 0, calendars_national(context->calendars));
    while ((ok = query_next(q, &row, diag)) && row) {
        const char *name = query_text(q, 1);
        const struct calendar *c = calendar_named(context, name);
        if (c) store_set_calendar(store, query_integer(q, 0), c);
        if (c) continue;
        struct text expected = {0};
        name_calendars(context, &expected);
        problems_add(problems, &(struct problem){.id = "S07", .table = "agencies", .file = query_text(q, 3), .line = query_integer(q, 2), .column = "工作日历",
                                                 .key = query_text(q, 4), .value = name, .expected = text_get(&expected), .text = "没有这个工作日历", .refuses = true});
        text_release(&expected);
    }
    query_close(q);
    return ok;
}

/* ---- opening ---- */

struct asking { const char **columns; size_t n; };

static void ask_for(struct dates *d, const struct law_dates *dates, const struct ledger_table *t, struct asking *asking)
{
    for (size_t i = 0; i < dates->n; i++) {
        int column = dates->columns[i];
        if (column == LAW_RECEIPT_DAY || d->place_of[column]) continue;
        d->place_of[column] = asking->n;
        asking->columns[asking->n++] = t->columns[column].name;
    }
}

static bool open_requests(struct request_rows *rows, struct store *store, int64_t only, struct diag *diag)
{
    static const char *const always[AT_REST] = {[AT_AGENCY] = "agency", [AT_CHANNEL] = "channel", [AT_DELIVERY] = "delivery", [AT_OUTCOME] = "outcome"};
    const struct clock_law *law = rows->context->law;
    struct asking asking = {memory_alloc((AT_REST + 1 + law->requests->n_columns) * sizeof *asking.columns), AT_REST};
    memcpy(asking.columns, always, sizeof always);
    rows->suggests = law->outcome_codes->shared;
    if (rows->suggests) asking.columns[asking.n++] = "outcome_suggests";
    for (size_t k = 0; k < law->n_regimes; k++)
        for (size_t i = 1; i <= law->channel_codes->n; i++) {
            const struct law_channel *c = &law->regimes[k].channels[i];
            const struct law_dates *const all[] = {&c->strict, &c->lenient, &c->first, &c->handed};
            for (size_t m = 0; m < sizeof all / sizeof *all; m++) ask_for(&rows->dates, all[m], law->requests, &asking);
        }
    for (size_t i = 1; i <= law->delivery_codes->n; i++) ask_for(&rows->dates, &law->deliveries[i], law->requests, &asking);
    ask_for(&rows->dates, &law->otherwise, law->requests, &asking);
    const struct walk_columns columns = {asking.columns, asking.n, NULL, 0};
    bool ok = request_walk_open(&rows->requests, store, &columns, 0, only, diag);
    free(asking.columns);
    return ok;
}

/* CROSS JOIN makes SQLite walk the few events and look up each one's request by its key. */
static bool open_events(struct request_rows *rows, struct store *store, int64_t only, struct diag *diag)
{
    struct text sql = {0};
    text_printf(&sql,
                "SELECT r.id, e.id, e.event, e.day, e.party, e.party_received, e.until, e.days, e.approver, e.approved, e.amount"
                " FROM events e CROSS JOIN requests r ON r.agency IS e.agency AND r.no = e.request_no%s ORDER BY r.id, e.day, e.seq, e.id",
                only ? " WHERE r.id = :only" : "");
    bool ok = query_open(&rows->events, store, text_get(&sql), "clock", 1, diag);
    if (ok) {
        query_bind(rows->events, ":only", only);
        ok = query_next(rows->events, &rows->more_events, diag);
    }
    text_release(&sql);
    return ok;
}

bool request_rows_open(struct request_rows **out, struct store *store, const struct clock_context *context, int64_t only, struct diag *diag)
{
    struct request_rows *rows = memory_alloc(sizeof *rows);
    rows->context = context;
    rows->parties = intern_new();
    rows->dates.place_of = memory_alloc(context->law->requests->n_columns * sizeof *rows->dates.place_of);
    rows->store = store;
    if (!open_requests(rows, store, only, diag) || !open_events(rows, store, only, diag)) {
        request_rows_close(rows);
        return false;
    }
    *out = rows;
    return true;
}

void request_rows_close(struct request_rows *rows)
{
    if (!rows) return;
    request_walk_close(rows->requests);
    query_close(rows->events);
    intern_free(rows->parties);
    free(rows->request.events);
    free(rows->dates.place_of);
    free(rows);
}

/* ---- one request ---- */

/* A date found, and the heading it was found under; heading NULL = none. */
struct found { int day; const char *heading; };

static struct found first_filled(const struct request_rows *rows, const struct law_dates *dates, struct found receipt)
{
    for (size_t i = 0; i < dates->n; i++) {
        int column = dates->columns[i];
        if (column == LAW_RECEIPT_DAY) return receipt;
        int day = (int)request_walk_integer_or(rows->requests, rows->dates.place_of[column], NO_DAY);
        if (day != NO_DAY) return (struct found){day, rows->context->law->requests->columns[column].heading};
    }
    return (struct found){NO_DAY, NULL};
}

static struct found decisive_day(const struct request_rows *rows, const struct clock_request *r, struct found receipt)
{
    const struct clock_law *law = rows->context->law;
    struct found day = {NO_DAY, NULL};
    if (!r->outcome) return day;
    if (r->delivery) day = first_filled(rows, &law->deliveries[r->delivery], receipt);
    return day.heading ? day : first_filled(rows, &law->otherwise, receipt);
}

/* The regime of the receipt day. Each regime names its own receipt day; the first regime in force on the day that it names counts. */
static const struct law_regime *find_regime(const struct request_rows *rows, int channel, struct found *receipt)
{
    const struct clock_law *law = rows->context->law;
    for (size_t i = 0;; i++) {
        const struct law_regime *regime = &law->regimes[i];
        *receipt = first_filled(rows, &regime->channels[channel].strict, (struct found){NO_DAY, NULL});
        if (i + 1 == law->n_regimes || (receipt->heading && receipt->day < law->regimes[i + 1].from)) return regime;
    }
}

/* A word that two regimes have for outcomes of their own is that of the request's regime. */
static void take_outcome(const struct request_rows *rows, struct clock_request *r)
{
    int other = rows->suggests ? (int)request_walk_integer(rows->requests, AT_REST) : 0;
    r->outcome = (int)request_walk_integer(rows->requests, AT_OUTCOME);
    r->outcome_settled = other && !r->regime->outcomes[r->outcome] && r->regime->outcomes[other];
    if (r->outcome_settled) r->outcome = other;
}

static void take_request(struct request_rows *rows, struct clock_request *r)
{
    const struct request_walk *w = rows->requests;
    *r = (struct clock_request){.id = request_walk_id(w), .agency = request_walk_integer(w, AT_AGENCY), .channel = (int)request_walk_integer(w, AT_CHANNEL),
                                .delivery = (int)request_walk_integer(w, AT_DELIVERY),
                                .as_of = rows->context->as_of, .events = r->events, .cap_events = r->cap_events};
    struct found none = {NO_DAY, NULL}, receipt;
    r->regime = find_regime(rows, r->channel, &receipt);
    take_outcome(rows, r);
    r->by = &r->regime->channels[r->channel];
    struct found lenient = first_filled(rows, &r->by->lenient, none), decisive = decisive_day(rows, r, receipt);
    if (!lenient.heading || lenient.day < receipt.day) lenient = receipt;
    r->receipt = receipt.day;
    r->receipt_by = receipt.heading;
    r->receipt_lenient = lenient.day;
    r->lenient_by = lenient.heading;
    r->decisive = decisive.day;
    r->decisive_by = decisive.heading;
    struct found first = first_filled(rows, &r->by->first, none);
    r->first = first.day;
    r->first_by = first.heading;
    r->handed = first_filled(rows, &r->by->handed, none).day;
    r->national = calendars_national(rows->context->calendars);
    r->calendar = store_calendar(rows->store, r->agency);
}

static int day_at(const struct query *q, int column) { return query_null(q, column) ? NO_DAY : (int)query_integer(q, column); }

static void take_event(struct request_rows *rows, struct clock_request *r)
{
    const struct query *q = rows->events;
    const char *party = query_text(q, EVENT_PARTY), *approver = query_text(q, EVENT_APPROVER);
    r->events = memory_grow(r->events, r->n_events, &r->cap_events, sizeof *r->events);
    r->events[r->n_events++] = (struct clock_event){
        .id = query_integer(q, EVENT_ID), .event = (int)query_integer(q, EVENT_CODE), .day = (int)query_integer(q, EVENT_DAY),
        .party = party ? intern_number(rows->parties, party, strlen(party)) : 0, .party_received = day_at(q, EVENT_RECEIVED),
        .until = day_at(q, EVENT_UNTIL), .days = query_null(q, EVENT_DAYS) ? NO_COUNT : (int)query_integer(q, EVENT_DAYS),
        .has_approver = approver && *approver, .approved = day_at(q, EVENT_APPROVED),
        .amount = query_null(q, EVENT_AMOUNT) ? CLOCK_NO_AMOUNT : query_integer(q, EVENT_AMOUNT), .answer = -1};
}

bool request_rows_next(struct request_rows *rows, struct clock_request **request, struct diag *diag)
{
    struct clock_request *r = &rows->request;
    bool row;
    *request = NULL;
    if (!request_walk_next(rows->requests, &row, diag)) return false;
    if (!row) return true;
    take_request(rows, r);
    while (rows->more_events && query_integer(rows->events, EVENT_REQUEST) <= r->id) {
        if (query_integer(rows->events, EVENT_REQUEST) == r->id) take_event(rows, r);
        if (!query_next(rows->events, &rows->more_events, diag)) return false;
    }
    clock_request_settle(r, rows->context->law);
    *request = r;
    return true;
}
