/* 比较.xlsx: the workbook, its sheet of numbers, and the sheets that refer to it. */
#include "base/text.h"
#include "render/xlsx_compare_parts.h"
#include <inttypes.h>
#include <stdlib.h>

enum { HEAD_POINTS = 32, FORMULA = 64 };           /* points; bytes of “=F12/G12”, “='明细'!$H$12” */

struct look compare_look(enum indicator_unit unit, const struct measure *m)
{
    struct look l = book_plain();
    bool few = m && m->state == MEASURE_FEW;
    l.across = LXW_ALIGN_CENTER;
    l.wrap = false;
    if (unit == UNIT_PERCENT) l.number = few ? "\"（\"0.00%\"）\"" : "0.00%";
    else l.number = few ? "\"（\"0\"）\"" : "0";
    if (few) l.color = 0x707070;
    return l;
}

void compare_put_heads(struct book *b, lxw_worksheet *s, int row, const struct compare_column *columns, int n)
{
    for (int i = 0; i < n; i++) {
        book_column(b, s, i, columns[i].pixels);
        book_put_text(b, s, row, i, columns[i].name, book_head());
    }
    book_row_height(b, s, row, HEAD_POINTS);
    worksheet_freeze_panes(s, (lxw_row_t)row + 1, 0);
    book_check(b, worksheet_repeat_rows(s, (lxw_row_t)row, (lxw_row_t)row));
}

int compare_detail_row(const struct comparison *c, size_t year, const struct comparison_entry *entry, size_t indicator)
{
    size_t before = 0;                                 /* blocks of indicators: of each year all together, then each report */
    for (size_t y = 0; y < year; y++) before += c->years[y].n + 1;
    if (entry) before = (size_t)(entry - c->entries) + year + 1;
    return 1 + (int)(before * c->indicators->n + indicator);
}

/* ---- 明细 ---- */

static void put_percent(struct book *b, lxw_worksheet *s, int row, int col, bool known, int hundredths)
{
    struct look look = compare_look(UNIT_PERCENT, NULL);
    if (!known) book_put_text(b, s, row, col, NULL, look);
    else if (!b->fault) book_check(b, worksheet_write_number(s, (lxw_row_t)row, (lxw_col_t)col, hundredths / 10000.0, book_format(b, look)));
}

static void put_count(struct book *b, lxw_worksheet *s, int row, int col, bool known, int64_t count)
{
    struct look look = book_plain();
    look.across = LXW_ALIGN_CENTER;
    if (known) book_put_count(b, s, row, col, count, look);
    else book_put_text(b, s, row, col, NULL, look);
}

/* The quotient is live; where there is none its words stand. */
static void put_rate(struct book *b, lxw_worksheet *s, int row, enum indicator_unit unit, const struct measure *m)
{
    char words[WORDS], part[LXW_MAX_CELL_NAME_LENGTH], whole[LXW_MAX_CELL_NAME_LENGTH], formula[FORMULA];
    struct look look = compare_look(unit, m);
    if (m->state < MEASURE_FEW) {
        book_put_text(b, s, row, DETAIL_RATE, measure_words(unit, m, words), look);
        return;
    }
    lxw_rowcol_to_cell(part, (lxw_row_t)row, DETAIL_PART);
    lxw_rowcol_to_cell(whole, (lxw_row_t)row, DETAIL_WHOLE);
    if (unit == UNIT_PERCENT) {
        snprintf(words, sizeof words, "%.17g", (double)m->cases.part / (double)m->cases.whole);
        snprintf(formula, sizeof formula, "=%s/%s", part, whole);
    } else {
        snprintf(words, sizeof words, "%" PRId64, m->cases.part);
        snprintf(formula, sizeof formula, "=%s", part);
    }
    book_put_formula(b, s, row, DETAIL_RATE, formula, words, look);
}

static void put_detail(struct book *b, lxw_worksheet *s, const struct comparison *c, size_t year, const struct comparison_entry *e, size_t i)
{
    const struct indicator *one = &c->indicators->list[i];
    const struct measure *m = e ? &e->measures[i] : &c->years[year].pooled[i];
    int row = compare_detail_row(c, year, e, i);
    bool there = m->state != MEASURE_ABSENT, ranked = m->rank > 0;
    struct look plain = book_plain(), number = plain;
    number.across = LXW_ALIGN_CENTER;
    number.number = "0.00";
    plain.wrap = false;
    put_count(b, s, row, DETAIL_YEAR, true, c->years[year].year);
    book_put_text(b, s, row, DETAIL_CODE, e ? c->agencies[e->agency].code : NULL, plain);
    book_put_text(b, s, row, DETAIL_AGENCY, e ? entry_short_words(&b->arena, c, e) : "全体", plain);
    book_put_text(b, s, row, DETAIL_GROUP, one->group, plain);
    book_put_text(b, s, row, DETAIL_INDICATOR, one->label, plain);
    put_count(b, s, row, DETAIL_PART, there, m->cases.part);
    put_count(b, s, row, DETAIL_WHOLE, there && one->unit != UNIT_COUNT, m->cases.whole);
    put_rate(b, s, row, one->unit, m);
    put_percent(b, s, row, DETAIL_LOW, ranked, m->interval.low);
    put_percent(b, s, row, DETAIL_HIGH, ranked, m->interval.high);
    put_count(b, s, row, DETAIL_RANK, ranked, m->rank);
    put_count(b, s, row, DETAIL_TIED, ranked, m->tied);
    if (!ranked) book_put_text(b, s, row, DETAIL_DISTANCE, NULL, number);
    else if (!b->fault)
        book_check(b, worksheet_write_number(s, (lxw_row_t)row, DETAIL_DISTANCE, (double)(m->distance / 10) / 100.0, book_format(b, number)));
}

void compare_detail_sheet(struct book *b, const struct comparison *c)
{
    static const struct compare_column columns[DETAIL_COLUMNS] = {
        {"年度", 50}, {"机关代码", 150}, {"机关", 200}, {"分组", 100}, {"指标", 120}, {"分子", 60}, {"分母", 60}, {"数值", 80},
        {"95%区间下限", 70}, {"95%区间上限", 70}, {"名次", 50}, {"并列个数", 50}, {"偏离全体（倍标准差）", 90}};
    lxw_worksheet *s = book_sheet_in_order(b, COMPARE_DETAIL, true);
    if (!s) return;
    compare_put_heads(b, s, 0, columns, DETAIL_COLUMNS);
    size_t k = 0;
    for (size_t y = 0; y < c->n_years; y++) {
        for (size_t i = 0; i < c->indicators->n; i++) put_detail(b, s, c, y, NULL, i);
        for (; k < c->n_entries && c->entries[k].year == y; k++)
            for (size_t i = 0; i < c->indicators->n; i++) put_detail(b, s, c, y, &c->entries[k], i);
    }
    int last = compare_detail_row(c, c->n_years - 1, &c->entries[c->n_entries - 1], c->indicators->n - 1);
    book_check(b, worksheet_autofilter(s, 0, 0, (lxw_row_t)last, DETAIL_COLUMNS - 1));
}

void compare_put_reference(struct book *b, lxw_worksheet *s, int row, int col, const struct comparison *c, size_t year,
                           const struct comparison_entry *e, size_t i)
{
    char words[WORDS], place[LXW_MAX_CELL_NAME_LENGTH], formula[FORMULA];
    enum indicator_unit unit = c->indicators->list[i].unit;
    const struct measure *m = e ? &e->measures[i] : &c->years[year].pooled[i];
    lxw_rowcol_to_cell_abs(place, (lxw_row_t)compare_detail_row(c, year, e, i), DETAIL_RATE, true, true);
    snprintf(formula, sizeof formula, "='" COMPARE_DETAIL "'!%s", place);
    if (m->state < MEASURE_FEW) {
        book_put_text_formula(b, s, row, col, formula, measure_words(unit, m, words), compare_look(unit, m));
        return;
    }
    if (unit == UNIT_PERCENT) snprintf(words, sizeof words, "%.17g", (double)m->cases.part / (double)m->cases.whole);
    else snprintf(words, sizeof words, "%" PRId64, m->cases.part);
    book_put_formula(b, s, row, col, formula, words, compare_look(unit, m));
}

bool xlsx_compare_write(struct comparison_rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    const struct comparison *c = r->comparison;
    const char *path = outdir_stage(out, file, diag);
    if (!path) return false;
    struct book b;
    book_open_facts(&b, path, file, &(struct book_facts){.title = r->title, .agency = r->author, .program = r->program, .stamp = r->stamp});
    compare_about_sheet(&b, r);
    compare_charts_sheet(&b, c, (size_t)settings_number(r->paper.settings, "compare.charted"));
    for (size_t y = 0; y < c->n_years; y++) compare_agencies_sheet(&b, c, y);
    compare_years_sheet(&b, c);
    compare_outliers_sheet(&b, c);
    compare_formulas_sheet(&b, c);
    compare_sources_sheet(&b, c);
    compare_detail_sheet(&b, c);
    return book_close(&b, diag);
}
