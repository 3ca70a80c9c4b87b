/* The lists and charts that the comparison's documents are made of. Each list is defined once; paper takes some of its columns and
 * its first rows. */
#ifndef DOCUMENTS_COMPARISON_INSIDE_H
#define DOCUMENTS_COMPARISON_INSIDE_H
#include "documents/comparison.h"

enum comparison_edition { ON_PAPER, ON_PAGE, ON_SHEET };

/* A measure as an item; NULL: the agency has no report of that year. */
struct item measure_item(struct arena *a, const struct indicator *indicator, const struct measure *m);
bool measure_stands_out(const struct comparison *c, const struct measure *m);

/* Lists are NULL, and nothing is added, where there is nothing to show. `most`: rows, on paper. */
struct list *comparison_all(struct document *d, const struct comparison *c, enum comparison_edition edition);
struct list *comparison_agencies(struct document *d, const struct comparison *c, size_t year, enum comparison_edition edition, size_t most, const struct list *detail);
/* Several years of an agency: of one indicator on a page, of the first count and the first charted share on paper, of all on a sheet. */
struct list *comparison_years(struct document *d, const struct comparison *c, enum comparison_edition edition, size_t indicator, size_t most, const struct list *detail);
struct list *comparison_outliers(struct document *d, const struct comparison *c, enum comparison_edition edition, size_t most);
struct list *comparison_formulas(struct document *d, const struct comparison *c, enum comparison_edition edition);
struct list *comparison_sources(struct document *d, const struct comparison *c);
/* 明细: every numerator, denominator, interval and rank; other sheets refer to it. Made detached, since they stand before it. */
enum { CASE_YEAR, CASE_CODE, CASE_AGENCY, CASE_GROUP, CASE_INDICATOR, CASE_PART, CASE_WHOLE, CASE_RATE, CASE_LOW, CASE_HIGH, CASE_RANK, CASE_TIED, CASE_DISTANCE, CASE_FIELDS };
struct list *comparison_detail(struct document *d, const struct comparison *c);
struct place comparison_detail_place(const struct list *detail, const struct comparison *c, size_t year, const struct comparison_entry *entry, size_t indicator);

/* A heading of the first level; `section` counts them. */
void comparison_heading(struct document *d, int *section, const char *words);
/* Paragraphs, or cautions. */
void comparison_add_words(struct document *d, const char *const *list, size_t n, bool caution);
/* What the cautions only name: reports that must be corrected, and editions. */
void comparison_add_annex(struct document *d, const struct comparison *c);
/* The bars of every indicator that has some, of the latest year. */
void comparison_add_bars(struct document *d, const struct comparison *c, size_t most);

/* A bar chart of an indicator in a year; NULL where there is nothing to show. */
const struct bar_chart *comparison_bars(struct arena *a, const struct comparison *c, size_t indicator, size_t year, size_t most);
/* The shares of all over the years; NULL where no line can be drawn. */
const struct line_chart *comparison_lines(struct arena *a, const struct comparison *c);

#endif
