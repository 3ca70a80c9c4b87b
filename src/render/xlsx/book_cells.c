#include "base/text.h"
#include "calendar/civil.h"
#include "render/xlsx/book.h"
#include "render/xlsx/measure.h"
#include <stdlib.h>
#include <string.h>

/* What the workbooks that go back and forth with an office need besides: typed cells, links, comments. */

void book_put_number(struct book *b, lxw_worksheet *s, int row, int col, const char *decimal, struct look look)
{
    if (b->fault) return;
    if (!book_holds(decimal)) {
        book_put_text(b, s, row, col, decimal, look);
        return;
    }
    book_check(b, worksheet_write_number(s, (lxw_row_t)row, (lxw_col_t)col, strtod(decimal, NULL), book_format(b, look)));
}

void book_put_share(struct book *b, lxw_worksheet *s, int row, int col, int64_t part, int64_t whole, struct look look)
{
    if (!b->fault) book_check(b, worksheet_write_number(s, (lxw_row_t)row, (lxw_col_t)col, (double)part / (double)whole, book_format(b, look)));
}

void book_put_day(struct book *b, lxw_worksheet *s, int row, int col, int day, struct look look)
{
    int year, month, of_month;
    civil_split(day, &year, &month, &of_month);
    lxw_datetime date = {year, month, of_month, 0, 0, 0};
    if (!b->fault) book_check(b, worksheet_write_datetime(s, (lxw_row_t)row, (lxw_col_t)col, &date, book_format(b, look)));
}

void book_add_sheet_name(struct text *out, const char *sheet)
{
    text_add_char(out, '\'');
    for (const char *p = sheet; *p; p++) text_add(out, *p == '\'' ? "''" : (char[]){*p, 0});
    text_add(out, "'!");
}

static const char *link_target(struct book *b, const char *place)
{
    struct text t = {0};
    const char *mark = strrchr(place, '!');
    text_add(&t, "internal:");
    book_add_sheet_name(&t, mark ? arena_dup_n(&b->arena, place, (size_t)(mark - place)) : place);
    text_add(&t, mark ? mark + 1 : "A1");
    const char *target = arena_dup(&b->arena, text_get(&t));
    text_release(&t);
    return target;
}

void book_define(struct book *b, const char *name, const char *sheet, const char *cells)
{
    if (b->fault) return;
    struct text t = {0};
    text_add_char(&t, '=');
    book_add_sheet_name(&t, sheet);
    text_add(&t, cells);
    book_check(b, workbook_define_name(b->workbook, name, text_get(&t)));
    text_release(&t);
}

void book_put_link(struct book *b, lxw_worksheet *s, int row, int col, const char *text, const char *place, struct look look)
{
    if (b->fault) return;
    look.color = 0x0563C1;
    book_check(b, worksheet_write_url_opt(s, (lxw_row_t)row, (lxw_col_t)col, link_target(b, book_text(b, place)), book_format(b, look),
                                          book_string(b, text), NULL));
}

void book_put_note(struct book *b, lxw_worksheet *s, int row, int col, const char *text, const struct book_note *note)
{
    enum { MOST_PIXELS = 900 };
    static const double pixels_per_point = 4.0 / 3;
    double height = measure_height(text, note->points, note->pixels) * pixels_per_point;
    if (b->fault) return;
    lxw_comment_options options = {.font_name = (char[]){"宋体"}, .font_size = note->points, .width = (uint16_t)note->pixels,
                                   .height = (uint16_t)(height < MOST_PIXELS ? height : MOST_PIXELS)};
    book_check(b, worksheet_write_comment_opt(s, (lxw_row_t)row, (lxw_col_t)col, book_string(b, text), &options));
}
