/* Documents made by hand, with every kind of block and item, for the units of the drivers. No driver knows their subject. */
#ifndef SUPPORT_TOY_WORKBOOK_H
#define SUPPORT_TOY_WORKBOOK_H
#include "documents/document.h"
#include "sample_report.h"

/* Columns of the toy's list, and its rows. */
enum { TOY_NAME, TOY_FIRST, TOY_SECOND, TOY_SUM, TOY_REST, TOY_AGREES, TOY_SHARE, TOY_DATE, TOY_MONEY, TOY_WORDS, TOY_COLUMNS };
enum { TOY_ROWS = 4 };

/* One list, two charts, words and, with a sample, the tables of its form; no sheets. Release with document_release. */
void toy_plain_workbook(struct document *d, const struct sample *sample);
/* A workbook: sheets 清单, numbers (of ids), 年报 (tables that refer to numbers), 图表, 副本 (a copy with marks), 填报. */
void toy_workbook(struct document *d, const struct sample *sample);

#endif
