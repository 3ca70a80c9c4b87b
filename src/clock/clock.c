#include "clock/clock.h"
#include "base/text.h"
#include "clock/law.h"
#include <string.h>

/* A date found, and the heading it was found under; heading NULL = none. */
struct found { int day; const char *heading; };

/* The query gives id, no, file, line, channel, delivery, outcome, and then every column of requests in order. */
enum { AT_ID, AT_NO, AT_FILE, AT_LINE, AT_CHANNEL, AT_DELIVERY, AT_OUTCOME, AT_COLUMNS };

static struct found first_filled(const struct query *q, const struct clock_law *law, const struct law_dates *dates, struct found receipt)
{
    for (size_t i = 0; i < dates->n; i++) {
        int column = dates->columns[i];
        if (column == LAW_RECEIPT_DAY) return receipt;
        if (query_null(q, AT_COLUMNS + column)) continue;
        return (struct found){(int)query_integer(q, AT_COLUMNS + column), law->requests->columns[column].heading};
    }
    return (struct found){0, NULL};
}

static struct found decisive_day(const struct query *q, const struct clock_law *law, struct found receipt)
{
    struct found day = {0, NULL};
    if (query_null(q, AT_OUTCOME)) return day;
    if (!query_null(q, AT_DELIVERY)) day = first_filled(q, law, &law->deliveries[query_integer(q, AT_DELIVERY)], receipt);
    if (!day.heading) day = first_filled(q, law, &law->otherwise, receipt);
    return day;
}

/* The headings that would do, joined by 或. */
static void name_dates(const struct clock_law *law, const struct law_dates *dates, struct text *out)
{
    for (size_t i = 0; i < dates->n; i++) text_printf(out, "%s%s", i ? "或" : "", law->requests->columns[dates->columns[i]].heading);
}

static void report_missing(const struct query *q, const struct clock_law *law, const struct law_dates *dates, const struct problem *as, struct problems *problems)
{
    struct problem p = *as;
    struct text names = {0};
    name_dates(law, dates, &names);
    p.table = law->requests->id;
    p.file = query_text(q, AT_FILE);
    p.line = query_integer(q, AT_LINE);
    p.key = query_text(q, AT_NO);
    p.column = law->requests->columns[dates->columns[0]].heading;
    p.expected = text_get(&names);
    p.refuses = true;
    problems_add(problems, &p);
    text_release(&names);
}

static bool one_request(struct store *store, const struct query *q, const struct clock_law *law, struct problems *problems, struct diag *diag)
{
    const struct law_dates *channel = &law->channels[query_integer(q, AT_CHANNEL)];
    struct found receipt = first_filled(q, law, channel, (struct found){0, NULL});
    struct found decisive = decisive_day(q, law, receipt);
    if (!receipt.heading)
        report_missing(q, law, channel, &(struct problem){.id = "A11", .text = "查不到收到申请的日期，无法计入年度"}, problems);
    if (!query_null(q, AT_OUTCOME) && !decisive.heading)
        report_missing(q, law, &law->otherwise, &(struct problem){.id = "S11", .text = "有办理结果而没有任何答复日期，无法计入年度"}, problems);
    if (!receipt.heading) return true;
    struct clock_record record = {
        .request = query_integer(q, AT_ID), .receipt = receipt.day, .receipt_by = receipt.heading,
        .answered = decisive.heading, .decisive = decisive.day, .decisive_by = decisive.heading,
    };
    return store_put_clock(store, &record, diag);
}

bool clock_run(struct store *store, const struct clock_law *law, struct problems *problems, struct diag *diag)
{
    struct text sql = {0};
    struct query *q = NULL;
    text_add(&sql, "SELECT r.id, r.no, f.name, r.line, r.channel, r.delivery, r.outcome");
    for (size_t i = 0; i < law->requests->n_columns; i++) text_printf(&sql, ", r.\"%s\"", law->requests->columns[i].name);
    text_add(&sql, " FROM requests r JOIN files f ON f.id = r.file ORDER BY r.id");
    bool row = false, ok = store_begin(store, diag) && query_open(&q, store, text_get(&sql), "clock", 1, diag) && query_next(q, &row, diag);
    while (ok && row) ok = one_request(store, q, law, problems, diag) && query_next(q, &row, diag);
    query_close(q);
    text_release(&sql);
    return ok && store_commit(store, diag);
}
