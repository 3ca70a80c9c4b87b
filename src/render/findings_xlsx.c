/* 问题清单.xlsx: the findings for a clerk — counts first, then one sheet a class, the blocking ones on top. */
#include "render/drivers.h"
#include "render/findings_words.h"
#include "render/findings_xlsx.h"
#include "render/xlsx_measure.h"

static const struct { const char *name; int pixels; } columns[] = {
    {"编号", 45}, {"级别", 42}, {"阻断", 42}, {"状态", 58}, {"承办部门", 70}, {"文件", 85}, {"行", 42}, {"列", 75}, {"键", 75},
    {"单元格", 95}, {"所见值", 80}, {"应为", 80}, {"依据", 90}, {"问题", 160}, {"怎么办", 160}};   /* together: A4 across, near full size */
enum { COLUMNS = sizeof columns / sizeof *columns, COLUMN_ROW = 6 };

static void put_finding(struct book *b, lxw_worksheet *s, int row, const struct finding *f)
{
    enum { MAX_POINTS = 400 };                         /* spreadsheets end at 409 */
    struct look plain = book_plain();
    const char *const texts[COLUMNS] = {
        f->id, finding_standing_name(finding_standing(f)), f->blocking ? "是" : "否", finding_state_name(f->state), f->department, f->file, "", f->column,
        f->key, f->cell, f->value, f->expected, f->article, f->message, f->advice};
    double height = 0;
    plain.down = LXW_ALIGN_VERTICAL_TOP;
    if (f->blocking) plain.color = 0xC00000;
    for (int c = 0; c < COLUMNS; c++) {
        if (c == COLUMN_ROW && f->row) book_put_count(b, s, row, c, f->row, plain);
        else book_put_text(b, s, row, c, texts[c], plain);
        double needs = measure_height(texts[c] ? texts[c] : "", plain.size, columns[c].pixels);
        if (needs > height) height = needs;
    }
    book_row_height(b, s, row, height < MAX_POINTS ? height : MAX_POINTS);
}

/* What has to be mended comes first, in whatever order the list is. */
static void put_class(struct book *b, const struct findings *all, enum finding_class class)
{
    lxw_worksheet *s = book_sheet(b, finding_class_name(class), true);
    if (!s) return;
    int head = book_put_draft(b, s, 0, COLUMNS - 1), row = head + 1;
    for (int c = 0; c < COLUMNS; c++) {
        book_column(b, s, c, columns[c].pixels);
        book_put_text(b, s, head, c, columns[c].name, book_head());
    }
    for (int standing = 0; standing < FINDING_STANDINGS; standing++)
        for (size_t i = 0; i < all->n; i++)
            if (all->list[i].class == class && (int)finding_standing(&all->list[i]) == standing) put_finding(b, s, row++, &all->list[i]);
    worksheet_freeze_panes(s, (lxw_row_t)head + 1, 0);
    book_check(b, worksheet_autofilter(s, (lxw_row_t)head, 0, (lxw_row_t)row - 1, COLUMNS - 1));
    book_check(b, worksheet_repeat_rows(s, (lxw_row_t)head, (lxw_row_t)head));
}

static bool has_class(const struct findings *all, enum finding_class class)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].class == class) return true;
    return false;
}

bool findings_xlsx_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    if (!r->findings->n) return true;
    const char *path = outdir_stage(out, file, diag);
    if (!path) return false;
    struct book book;
    book_open(&book, path, file, r->report);
    findings_summary_sheet(&book, r);
    for (int c = 0; c <= CLASS_MACRO; c++)
        if (has_class(r->findings, (enum finding_class)c)) put_class(&book, r->findings, (enum finding_class)c);
    return book_close(&book, diag);
}
