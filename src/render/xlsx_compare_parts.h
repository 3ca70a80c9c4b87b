/* The sheets of 比较.xlsx. 明细 holds the numbers, a row for each report and indicator; the other sheets refer to it. */
#ifndef RENDER_XLSX_COMPARE_PARTS_H
#define RENDER_XLSX_COMPARE_PARTS_H
#include "render/compare.h"
#include "render/xlsx_book.h"

#define COMPARE_DETAIL "明细"

enum detail_column {
    DETAIL_YEAR, DETAIL_CODE, DETAIL_AGENCY, DETAIL_GROUP, DETAIL_INDICATOR, DETAIL_PART, DETAIL_WHOLE, DETAIL_RATE, DETAIL_LOW, DETAIL_HIGH,
    DETAIL_RANK, DETAIL_TIED, DETAIL_DISTANCE, DETAIL_COLUMNS
};

/* The row on 明细 of an indicator of a report, or of all reports of the year (entry NULL). */
int compare_detail_row(const struct comparison *c, size_t year, const struct comparison_entry *entry, size_t indicator);
/* A figure of 明细 as a live reference to it. */
void compare_put_reference(struct book *b, lxw_worksheet *s, int row, int col, const struct comparison *c, size_t year,
                           const struct comparison_entry *entry, size_t indicator);
/* How a measure looks: a percent or a whole number, in brackets where there are few cases. */
struct look compare_look(enum indicator_unit unit, const struct measure *m);
/* The heads of a sheet, on row `row`, with the widths of their columns. */
struct compare_column { const char *name; int pixels; };
void compare_put_heads(struct book *b, lxw_worksheet *s, int row, const struct compare_column *columns, int n);

void compare_about_sheet(struct book *b, const struct comparison_rendering *r);
void compare_agencies_sheet(struct book *b, const struct comparison *c, size_t year);
void compare_years_sheet(struct book *b, const struct comparison *c);
void compare_detail_sheet(struct book *b, const struct comparison *c);
void compare_outliers_sheet(struct book *b, const struct comparison *c);
void compare_formulas_sheet(struct book *b, const struct comparison *c);
void compare_sources_sheet(struct book *b, const struct comparison *c);
/* Bar charts of the latest year, and of several years the shares of all as lines. */
void compare_charts_sheet(struct book *b, const struct comparison *c, size_t most);

#endif
