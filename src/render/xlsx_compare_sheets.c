/* The sheets for people: what was compared, agencies of a year, years of an agency, what stands out, indicators, sources. */
#include "base/text.h"
#include "render/xlsx_compare_parts.h"
#include "render/xlsx_measure.h"
#include <inttypes.h>
#include <string.h>

static struct look plain_left(void)
{
    struct look l = book_plain();
    l.wrap = true;
    return l;
}

static struct look centred(void)
{
    struct look l = book_plain();
    l.across = LXW_ALIGN_CENTER;
    return l;
}

/* ---- 说明 ---- */

static void put_prose(struct book *b, lxw_worksheet *s, int *row, const char *text, struct look look)
{
    enum { PIXELS = 480 };                              /* fits the page also where 宋体 is missing and columns come out wider */
    book_column(b, s, 0, PIXELS);
    book_put_text(b, s, *row, 0, text, look);
    book_row_height(b, s, (*row)++, measure_height(text, look.size, PIXELS));
}

void compare_about_sheet(struct book *b, const struct comparison_rendering *r)
{
    const struct comparison *c = r->comparison;
    size_t n;
    int row = 0;
    struct look prose = {.font = "宋体", .size = 11, .wrap = true, .down = LXW_ALIGN_VERTICAL_CENTER}, title = prose, caution = prose;
    lxw_worksheet *s = book_sheet(b, "说明", false);
    if (!s) return;
    title.font = "黑体";
    title.size = 16;
    title.across = LXW_ALIGN_CENTER;
    caution.bold = true;
    put_prose(b, s, &row, r->title, title);
    put_prose(b, s, &row, comparison_summary(&b->arena, c), prose);
    const char *const *cautions = comparison_cautions(&b->arena, c, &n);
    for (size_t i = 0; i < n; i++) put_prose(b, s, &row, cautions[i], caution);
    const char *const *method = comparison_method(&b->arena, c, &n);
    for (size_t i = 0; i < n; i++) put_prose(b, s, &row, method[i], prose);
    put_prose(b, s, &row, "“明细”里是全部分子、分母、区间和名次，比率是活的公式；其他各表引用“明细”。在“明细”里请用筛选，不要排序。", prose);
}

/* A row is as high as its longest text needs; rows of one line keep the sheet's own height. */
static void make_room(struct book *b, lxw_worksheet *s, int row, const char *text, int pixels)
{
    enum { ONE_LINE = 16 };
    double needs = measure_height(text, book_plain().size, pixels);
    if (needs > ONE_LINE) book_row_height(b, s, row, needs);
}

/* ---- 各机关 ---- */

/* The head of the group above the labels of its indicators. */
static void put_indicator_heads(struct book *b, lxw_worksheet *s, const struct comparison *c, int first)
{
    enum { PIXELS = 72, POINTS = 32 };
    const size_t n = c->indicators->n;
    for (size_t i = 0, end; i < n; i = end) {
        const char *group = c->indicators->list[i].group;
        for (end = i + 1; end < n && !strcmp(c->indicators->list[end].group, group); end++) {}
        book_merge(b, s, 0, first + (int)i, 0, first + (int)end - 1, book_head());
        book_put_text(b, s, 0, first + (int)i, group, book_head());
    }
    for (size_t i = 0; i < n; i++) {
        book_column(b, s, first + (int)i, PIXELS);
        book_put_text(b, s, 1, first + (int)i, c->indicators->list[i].label, book_head());
    }
    book_row_height(b, s, 1, POINTS);
}

void compare_agencies_sheet(struct book *b, const struct comparison *c, size_t year)
{
    enum { CODE, AGENCY, FIRST, PAPER_A3 = 8, NAME_PIXELS = 200 };
    int row = 2;
    lxw_worksheet *s = book_sheet(b, arena_printf(&b->arena, "各机关%d", c->years[year].year), true);
    if (!s) return;
    worksheet_set_paper(s, PAPER_A3);                  /* as many columns as there are indicators */
    book_merge(b, s, 0, CODE, 1, CODE, book_head());
    book_put_text(b, s, 0, CODE, "机关代码", book_head());
    book_merge(b, s, 0, AGENCY, 1, AGENCY, book_head());
    book_put_text(b, s, 0, AGENCY, "机关", book_head());
    book_column(b, s, CODE, 140);
    book_column(b, s, AGENCY, NAME_PIXELS);
    put_indicator_heads(b, s, c, FIRST);
    for (size_t k = 0; k <= c->n_entries; k++) {
        const struct comparison_entry *e = k ? &c->entries[k - 1] : NULL;
        if (e && e->year != year) continue;
        book_put_text(b, s, row, CODE, e ? c->agencies[e->agency].code : NULL, plain_left());
        const char *name = e ? entry_short_words(&b->arena, c, e) : "全体";
        book_put_text(b, s, row, AGENCY, name, plain_left());
        make_room(b, s, row, name, NAME_PIXELS);
        for (size_t i = 0; i < c->indicators->n; i++) compare_put_reference(b, s, row, FIRST + (int)i, c, year, e, i);
        row++;
    }
    worksheet_freeze_panes(s, 3, FIRST);
    book_check(b, worksheet_repeat_rows(s, 0, 1));
    book_check(b, worksheet_autofilter(s, 1, 0, (lxw_row_t)row - 1, (lxw_col_t)(FIRST + c->indicators->n - 1)));
}

/* ---- 各年度 ---- */

enum { YEARS_CODE, YEARS_AGENCY, YEARS_INDICATOR, YEARS_FIRST, YEARS_NAME = 220 };

static void put_years_line(struct book *b, lxw_worksheet *s, int row, const struct comparison *c, size_t agency, size_t i)
{
    bool all = agency == NO_ENTRY;
    book_put_text(b, s, row, YEARS_CODE, all ? NULL : c->agencies[agency].code, plain_left());
    const char *name = all ? "全体" : c->agencies[agency].name;
    book_put_text(b, s, row, YEARS_AGENCY, name, plain_left());
    make_room(b, s, row, name, YEARS_NAME);
    book_put_text(b, s, row, YEARS_INDICATOR, c->indicators->list[i].label, plain_left());
    for (size_t y = 0; y < c->n_years; y++) {
        const struct comparison_entry *e = all ? NULL : comparison_entry(c, agency, y);
        int col = YEARS_FIRST + (int)(c->n_years - 1 - y);     /* the oldest first, as years are read */
        if (all || e) compare_put_reference(b, s, row, col, c, y, e, i);
        else book_put_text(b, s, row, col, "—", centred());
    }
}

void compare_years_sheet(struct book *b, const struct comparison *c)
{
    static const struct compare_column columns[] = {{"机关代码", 140}, {"机关", YEARS_NAME}, {"指标", 130}};
    int row = 1;
    lxw_worksheet *s = book_sheet_in_order(b, "各年度", false);
    if (!s) return;
    compare_put_heads(b, s, 0, columns, YEARS_FIRST);
    for (size_t y = 0; y < c->n_years; y++) {
        int col = YEARS_FIRST + (int)(c->n_years - 1 - y);
        book_column(b, s, col, 80);
        book_put_text(b, s, 0, col, arena_printf(&b->arena, "%d年", c->years[y].year), book_head());
    }
    for (size_t i = 0; i < c->indicators->n; i++) put_years_line(b, s, row++, c, NO_ENTRY, i);
    for (size_t k = 0; k < c->n_agencies; k++)
        for (size_t i = 0; i < c->indicators->n; i++) put_years_line(b, s, row++, c, k, i);
    book_check(b, worksheet_autofilter(s, 0, 0, (lxw_row_t)row - 1, (lxw_col_t)(YEARS_FIRST + c->n_years - 1)));
}

/* ---- 离群 ---- */

void compare_outliers_sheet(struct book *b, const struct comparison *c)
{
    enum { AGENCY, YEAR, INDICATOR, WORDS_OF, CELL, TIMES, COLUMNS };
    static const struct compare_column columns[COLUMNS] = {{"机关", 200}, {"年度", 50}, {"指标", 110}, {"与什么相比", 330}, {"偏离最多的单元格", 330}, {"偏离（倍标准差）", 80}};
    char words[WORDS];
    lxw_worksheet *s = book_sheet_in_order(b, "离群", true);
    if (!s) return;
    compare_put_heads(b, s, 0, columns, COLUMNS);
    for (size_t k = 0; k < c->n_outliers; k++) {
        const struct outlier *o = &c->outliers[k];
        const struct comparison_entry *e = &c->entries[o->entry];
        int row = (int)k + 1;
        const char *name = entry_short_words(&b->arena, c, e);
        book_put_text(b, s, row, AGENCY, name, plain_left());
        make_room(b, s, row, name, columns[AGENCY].pixels);
        book_put_count(b, s, row, YEAR, c->years[e->year].year, centred());
        book_put_text(b, s, row, INDICATOR, c->indicators->list[o->indicator].label, plain_left());
        book_put_text(b, s, row, WORDS_OF, outlier_words(&b->arena, c, o), plain_left());
        book_put_text(b, s, row, CELL, outlier_cell_words(&b->arena, c, o), plain_left());
        book_put_text(b, s, row, TIMES, deviation_words(o->distance, words), centred());
    }
    if (!c->n_outliers) book_put_text(b, s, 1, AGENCY, "没有离群的数。", plain_left());
}

/* ---- 指标说明 ---- */

void compare_formulas_sheet(struct book *b, const struct comparison *c)
{
    enum { GROUP, LABEL, FORMULA, UNIT, DIRECTION, FORM, NUMERATOR, DENOMINATOR, COLUMNS };
    static const char *const units[] = {"百分比", "工作日", "件"}, *const directions[] = {"不论高低", "越高越好", "越低越好"};
    static const struct compare_column columns[COLUMNS] = {{"分组", 110}, {"指标", 120}, {"怎样算", 260}, {"单位", 60}, {"方向", 70}, {"表单", 50},
                                                           {"分子的单元格", 260}, {"分母的单元格", 260}};
    int row = 1;
    lxw_worksheet *s = book_sheet(b, "指标说明", true);
    if (!s) return;
    compare_put_heads(b, s, 0, columns, COLUMNS);
    for (size_t i = 0; i < c->indicators->n; i++) {
        const struct indicator *one = &c->indicators->list[i];
        for (size_t f = 0; f < c->indicators->n_forms; f++, row++) {
            const char *const texts[COLUMNS] = {one->group, one->label, one->formula, units[one->unit], directions[one->direction], c->indicators->forms[f],
                                                indicator_sum_text(&b->arena, &one->cells[f].numerator), indicator_sum_text(&b->arena, &one->cells[f].denominator)};
            double height = 0;
            for (int k = 0; k < COLUMNS; k++) {
                book_put_text(b, s, row, k, texts[k], plain_left());
                double needs = measure_height(texts[k], book_plain().size, columns[k].pixels);
                if (needs > height) height = needs;
            }
            book_row_height(b, s, row, height);
        }
    }
}

/* ---- 来源 ---- */

void compare_sources_sheet(struct book *b, const struct comparison *c)
{
    enum { CODE, AGENCY, YEAR, STATE, FORM, FILE_NAME, DIGEST, FORM_HASH, RULES, CALENDAR, PROGRAM, COLUMNS };
    static const struct compare_column columns[COLUMNS] = {{"机关代码", 140}, {"机关", 200}, {"年度", 50}, {"状态", 50}, {"表单", 50}, {"文件", 220},
                                                           {"文件的 SHA-256", 150}, {"表单散列", 120}, {"规则散列", 120}, {"日历散列", 120}, {"程序", 100}};
    int row = 1;
    lxw_worksheet *s = book_sheet_in_order(b, "来源", true);
    struct look look = book_plain();
    if (!s) return;
    look.wrap = false;
    compare_put_heads(b, s, 0, columns, COLUMNS);
    for (size_t k = 0; k < c->n_entries; k++, row++) {
        const struct comparison_entry *e = &c->entries[k];
        const char *const texts[COLUMNS] = {c->agencies[e->agency].code, c->agencies[e->agency].name, NULL, e->draft ? "草稿" : "定稿", e->form, e->shown,
                                            e->digests.sha256, e->form_hash, e->rules_hash, e->calendar_hash, e->program};
        for (int i = 0; i < COLUMNS; i++)
            if (i != YEAR) book_put_text(b, s, row, i, texts[i], look);
        book_put_count(b, s, row, YEAR, c->years[e->year].year, centred());
    }
    for (size_t i = 0; i < c->n_unread; i++, row++) {
        book_put_text(b, s, row, STATE, "没有读成", look);
        book_put_text(b, s, row, FILE_NAME, c->unread[i], look);
    }
}
