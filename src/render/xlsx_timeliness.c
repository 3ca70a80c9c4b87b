#include "render/xlsx_parts.h"

/* 办理时限: not part of the official form, so it stands behind it, for the office's own use and for superiors. */

static const struct { const char *name; int pixels; } columns[] = {
    {"分类", 100}, {"项目", 260}, {"答复", 60}, {"按期", 60}, {"有争议", 60}, {"超期", 60}, {"无法判断", 70}, {"用时中位数（工作日）", 100}, {"九成用时不超过（工作日）", 110}};
enum { COLUMNS = sizeof columns / sizeof *columns, NUMBERS = 2, HEAD_POINTS = 32 };

static void put_line(struct book *b, lxw_worksheet *s, int row, const char *heading, const char *label, const struct timeliness *t, struct look look)
{
    const int64_t numbers[] = {t->answered, t->in_time, t->disputed, t->late, t->unknown, t->median_days, t->p90_days};
    struct look number = look;
    number.across = LXW_ALIGN_CENTER;
    book_put_text(b, s, row, 0, heading, look);
    book_put_text(b, s, row, 1, label, look);
    for (int i = 0; i < COLUMNS - NUMBERS; i++) {
        if (numbers[i] < 0) book_put_text(b, s, row, NUMBERS + i, NULL, number);
        else book_put_count(b, s, row, NUMBERS + i, numbers[i], number);
    }
}

void xlsx_timeliness_sheet(struct book *b, const struct report *report)
{
    if (report->timeliness.answered < 0) return;
    lxw_worksheet *s = book_sheet(b, XLSX_SHEET_TIMELINESS, true);
    if (!s) return;
    struct look whole = book_plain();
    whole.bold = true;
    int head = book_put_draft(b, s, 0, COLUMNS - 1), row = head + 1;
    for (int c = 0; c < COLUMNS; c++) {
        book_column(b, s, c, columns[c].pixels);
        book_put_text(b, s, head, c, columns[c].name, book_head());
    }
    book_row_height(b, s, head, HEAD_POINTS);          /* two lines */
    for (size_t i = 0; i < report->n_timeliness_rows; i++) {
        const struct timeliness_row *line = &report->timeliness_rows[i];
        put_line(b, s, row++, line->heading, arena_printf(&b->arena, "%s %s", line->code, line->label), &line->numbers, book_plain());
    }
    put_line(b, s, row, "合计", NULL, &report->timeliness, whole);
    worksheet_freeze_panes(s, (lxw_row_t)head + 1, 0);
    book_check(b, worksheet_repeat_rows(s, (lxw_row_t)head, (lxw_row_t)head));
}
