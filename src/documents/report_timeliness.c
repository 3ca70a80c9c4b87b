#include "documents/report_inside.h"

enum { HEADING, LABEL, NUMBERS, COLUMNS = NUMBERS + 7, HEAD_POINTS = 32 };      /* heads of two lines */
static const struct list_column columns[COLUMNS] = {
    {"heading", "分类", ITEM_TEXT, .pixels = 100},
    {"label", "项目", ITEM_TEXT, .pixels = 260},
    {"answered", "答复", ITEM_COUNT, .pixels = 60},
    {"in_time", "按期", ITEM_COUNT, .pixels = 60},
    {"disputed", "有争议", ITEM_COUNT, .pixels = 60},
    {"late", "超期", ITEM_COUNT, .pixels = 60},
    {"unknown", "无法判断", ITEM_COUNT, .pixels = 70},
    {"median_days", "用时中位数（工作日）", ITEM_COUNT, .pixels = 100},
    {"p90_days", "九成用时不超过（工作日）", ITEM_COUNT, .pixels = 110},
};

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct report *r = list->context;
    const struct timeliness_row *line = row < r->n_timeliness_rows ? &r->timeliness_rows[row] : NULL;
    const struct timeliness *t = line ? &line->numbers : &r->timeliness;
    const int64_t numbers[] = {t->answered, t->in_time, t->disputed, t->late, t->unknown, t->median_days, t->p90_days};
    items[HEADING] = item_text(line ? line->heading : "合计");
    items[LABEL] = item_text(line ? arena_printf(scratch, "%s %s", line->code, line->label) : NULL);
    for (int i = NUMBERS; i < COLUMNS; i++)
        if (numbers[i - NUMBERS] >= 0) items[i] = item_count(scratch, numbers[i - NUMBERS]);
    for (int i = 0; i < COLUMNS && !line; i++) items[i].tone = TONE_TOTAL;
}

void report_timeliness(struct document *d, const struct report *report)
{
    struct list *list = document_list(d, "timeliness", columns, COLUMNS);
    list->n_rows = report->n_timeliness_rows + 1;
    list->fill = fill;
    list->context = report;
    list->head_points = HEAD_POINTS;
}
