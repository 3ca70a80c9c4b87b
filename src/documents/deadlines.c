#include "documents/deadlines.h"
#include "calendar/civil.h"
#include <stddef.h>
#include <string.h>

static const struct list_column columns[] = {
    {"request", "request", ITEM_TEXT, .pixels = 120, .at = offsetof(struct deadline, request)},
    {"receipt", "receipt", ITEM_DATE, .pixels = 88, .at = offsetof(struct deadline, receipt)},
    {"clock_start", "clock_start", ITEM_DATE, .pixels = 88, .at = offsetof(struct deadline, clock_start)},
    {"excluded_days", "excluded_days", ITEM_COUNT, .pixels = 88, .at = offsetof(struct deadline, excluded_days)},
    {"extended_days", "extended_days", ITEM_COUNT, .pixels = 88, .at = offsetof(struct deadline, extended_days)},
    {"due_strict", "due_strict", ITEM_DATE, .pixels = 88, .at = offsetof(struct deadline, due_strict)},
    {"due_lenient", "due_lenient", ITEM_DATE, .pixels = 88, .at = offsetof(struct deadline, due_lenient)},
    {"decisive", "decisive", ITEM_DATE, .pixels = 88, .at = offsetof(struct deadline, decisive)},
    {"used_days", "used_days", ITEM_COUNT, .pixels = 88, .at = offsetof(struct deadline, used_days)},
    {"state", "state", ITEM_TEXT, .pixels = 88, .at = offsetof(struct deadline, state)},
};

struct list *deadlines_list(struct document *d, const struct deadline *deadlines, size_t n)
{
    struct list *list = document_list(d, "deadlines", columns, sizeof columns / sizeof *columns);
    list->n_rows = n;
    list->records = deadlines;
    list->record_size = sizeof *deadlines;
    return list;
}

/* ---- 结转清单 ---- */

/* How a request stands at the as-of day, which may lie behind the closing day. */
static const char *standing(const struct deadline *d)
{
    static const struct { const char *id, *words; } all[] = {
        {"open", "在办"}, {"overdue", "超期未答复"}, {"in_time", "年后按期答复"}, {"disputed", "年后答复，是否超期有争议"},
        {"late", "年后超期答复"}, {"unknown", "无法判断"},
    };
    if (!strcmp(d->state, "open") && d->passed == 1) return "在办，从严已经超期";
    if (!strcmp(d->state, "open") && d->passed < 0) return "在办，从严是否超期无法判断";
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(all[i].id, d->state)) return all[i].words;
    return d->state;
}

enum { OPEN_REQUEST, OPEN_RECEIPT, OPEN_STRICT, OPEN_LENIENT, OPEN_STANDING, OPEN_COLUMNS };
static const struct list_column open_columns[OPEN_COLUMNS] = {
    [OPEN_REQUEST] = {"request", "受理编号", ITEM_TEXT, .pixels = 120},
    [OPEN_RECEIPT] = {"receipt", "收到日期", ITEM_DATE, .pixels = 88},
    [OPEN_STRICT] = {"due_strict", "到期日（从严）", ITEM_DATE, .pixels = 110},
    [OPEN_LENIENT] = {"due_lenient", "到期日（从宽）", ITEM_DATE, .pixels = 110},
    [OPEN_STANDING] = {"state", "状态", ITEM_TEXT, .pixels = 220},
};

static void fill_open(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct deadline *d = (const struct deadline *)list->context + row;
    items[OPEN_REQUEST] = item_text(d->request);
    items[OPEN_RECEIPT] = item_date(scratch, d->receipt);
    items[OPEN_STRICT] = item_date(scratch, d->due_strict);
    items[OPEN_LENIENT] = item_date(scratch, d->due_lenient);
    items[OPEN_STANDING] = item_text(standing(d));
}

void carry_list_document(struct document *d, const struct deadlines *deadlines)
{
    struct list *list = document_list(d, "carried_over", open_columns, OPEN_COLUMNS);
    list->n_rows = deadlines->n_open;
    list->fill = fill_open;
    list->context = deadlines->open;
}
