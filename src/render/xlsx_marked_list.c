#include "render/findings_words.h"
#include "render/xlsx_marked_parts.h"
#include "render/xlsx_measure.h"
#include <inttypes.h>

static const struct { const char *name; int pixels; } columns[] = {
    {"编号", 45}, {"级别", 70}, {"工作表", 110}, {"单元格", 70}, {"列", 110}, {"键", 110}, {"问题", 260}, {"所见值", 110}, {"应为", 120}, {"怎么办", 240}, {"依据", 130}};
enum { COLUMNS = sizeof columns / sizeof *columns, COLUMN_PLACE = 3, MOST_LINKS = 65000 };   /* a sheet has room for 65,530 links */

static const char *level(const struct finding *f)
{
    return finding_standing_name(finding_standing(f));
}

/* D17 where the cell is known, else the first cell of the row. */
static const char *cell_name(struct book *b, const struct mark *m)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(name, (lxw_row_t)m->row - 1, (lxw_col_t)(m->column ? m->column - 1 : 0));
    return arena_dup(&b->arena, name);
}

static void put_mark(struct book *b, lxw_worksheet *s, int row, const struct marked_book *book, const struct mark *m, size_t *links)
{
    enum { MOST_POINTS = 400 };
    const struct finding *f = m->finding;
    const char *sheet = m->sheet >= 0 ? book->sheets[m->sheet].name : f->file ? f->file : f->cell ? "年报" : "";
    bool placed = m->sheet >= 0 && m->row > 0 && m->row <= LXW_ROW_MAX;
    const char *const texts[COLUMNS] = {f->id, level(f), sheet, placed ? NULL : f->cell, f->column, f->key, f->message, f->value, f->expected, f->advice, f->article};
    struct look look = book_plain();
    double height = 0;
    look.down = LXW_ALIGN_VERTICAL_TOP;
    look.number = "@";
    if (f->blocking) look.color = 0xC00000;
    for (int c = 0; c < COLUMNS; c++) {
        double needs = measure_height(texts[c] ? texts[c] : "", look.size, columns[c].pixels);
        if (needs > height) height = needs;
    }
    book_row_height(b, s, row, height < MOST_POINTS ? height : MOST_POINTS);
    for (int c = 0; c < COLUMNS; c++) {
        if (c != COLUMN_PLACE || !placed) {
            book_put_text(b, s, row, c, texts[c], look);
            continue;
        }
        const char *name = cell_name(b, m), *shown = m->column ? name : arena_printf(&b->arena, "第%" PRId64 "行", m->row);
        if (++*links > MOST_LINKS) book_put_text(b, s, row, c, shown, look);
        else book_put_link(b, s, row, c, shown, arena_printf(&b->arena, "%s!%s", sheet, name), look);
    }
}

static int put_line(struct book *b, lxw_worksheet *s, int row, const char *text)
{
    book_put_text(b, s, row, 0, text, (struct look){.font = "宋体", .size = 10});
    return row + 1;
}

static int put_head(struct book *b, lxw_worksheet *s, const struct marked_book *book, const struct marked_tally *tally)
{
    int row = 0;
    book_put_text(b, s, row++, 0, book->title, (struct look){.font = "黑体", .size = 14});
    row = put_line(b, s, row, "各工作表是台账的副本，行和列都在原处，最后一列是问题。红格是有问题的格子，停在上面看批注；橙色的行是整行的问题；灰色的已豁免或无法核对。点“单元格”可以跳到那里。");
    row = put_line(b, s, row, "个人信息、自由填写的文字和不认识的列已隐去；请在原来的台账里改，不要在这里改。");
    if (book->remark) row = put_line(b, s, row, book->remark);
    for (size_t i = 0; i < book->n_sheets; i++) {
        const char *name = book->sheets[i].name;
        if (tally[i].without_note) row = put_line(b, s, row, arena_printf(&b->arena, "“%s”有 %zu 格没有批注（批注最多 %zu 个），问题写在最后一列。", name, tally[i].without_note, tally[i].notes));
        if (tally[i].cut) row = put_line(b, s, row, arena_printf(&b->arena, "“%s”的行数超过一张工作表的 %d 行，后面的行没有写进来。", name, LXW_ROW_MAX));
    }
    return row;
}

void marked_list_sheet(struct book *b, lxw_worksheet *s, const struct marked_book *book, const struct marks *marks, const struct marked_tally *tally)
{
    size_t links = 0;
    int head = put_head(b, s, book, tally), row = head;
    for (int c = 0; c < COLUMNS; c++) {
        book_column(b, s, c, columns[c].pixels);
        book_put_text(b, s, head, c, columns[c].name, book_head());
    }
    for (size_t i = 0; i < marks->n && row < LXW_ROW_MAX - 1; i++) put_mark(b, s, ++row, book, &marks->list[i], &links);
    if (!marks->n) put_line(b, s, ++row, "没有发现问题。");
    worksheet_freeze_panes(s, (lxw_row_t)head + 1, 0);
    book_check(b, worksheet_autofilter(s, (lxw_row_t)head, 0, (lxw_row_t)row, COLUMNS - 1));
    book_check(b, worksheet_repeat_rows(s, (lxw_row_t)head, (lxw_row_t)head));
}
