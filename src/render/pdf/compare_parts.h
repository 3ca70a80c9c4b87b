/* The pieces of the comparison's PDF: charts, and tables made for the table room. */
#ifndef RENDER_PDF_COMPARE_PARTS_H
#define RENDER_PDF_COMPARE_PARTS_H
#include "render/compare.h"
#include "render/pdf/flow.h"

/* A bar for each line of the chart, with its interval, numbers and rank; the share of all as a dashed line. */
double compare_chart_height(const struct chart *chart);
void compare_chart_draw(struct flow *f, const struct comparison *c, const struct chart *chart);

/* Each lives in the arena; NULL where there is nothing to show. `most`: rows. */
const struct report_table *compare_table_of_all(struct arena *a, const struct comparison *c);
const struct report_table *compare_table_of_years(struct arena *a, const struct comparison *c, size_t most);
const struct report_table *compare_table_of_outliers(struct arena *a, const struct comparison *c, size_t most);
const struct report_table *compare_table_of_agencies(struct arena *a, const struct comparison *c, size_t most);
const struct report_table *compare_table_of_formulas(struct arena *a, const struct comparison *c);

#endif
