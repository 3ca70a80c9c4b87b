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
/* On a sheet: the agencies of a year; and every agency over the years. */
struct list *comparison_agencies(struct document *d, const struct comparison *c, size_t year, const struct list *detail);
struct list *comparison_years(struct document *d, const struct comparison *c, const struct list *detail);
/* On paper, the agencies of the latest year with what they received and their shares. */
struct list *comparison_overview(struct document *d, const struct comparison *c, size_t most);
/* Never NULL: it says that there is nothing to look at. */
struct list *comparison_first_list(struct document *d, const struct comparison *c, enum comparison_edition edition);
struct list *comparison_changes_list(struct document *d, const struct comparison *c, enum comparison_edition edition);
struct list *comparison_outliers(struct document *d, const struct comparison *c, enum comparison_edition edition, size_t most);
struct list *comparison_formulas(struct document *d, const struct comparison *c, enum comparison_edition edition);
struct list *comparison_sources(struct document *d, const struct comparison *c);
/* 明细: every numerator, denominator, what is judged, interval and rank; other sheets refer to it. Made detached, since they stand before it. */
enum {
    CASE_YEAR, CASE_CODE, CASE_AGENCY, CASE_KIND, CASE_GROUP, CASE_INDICATOR, CASE_PART, CASE_WHOLE, CASE_RATE, CASE_YEARS, CASE_SUM_PART, CASE_SUM_WHOLE, CASE_SUM_RATE,
    CASE_LOW, CASE_HIGH, CASE_RANK, CASE_TIED, CASE_DISTANCE, CASE_FIELDS
};
struct list *comparison_detail(struct document *d, const struct comparison *c);
struct place comparison_detail_place(const struct list *detail, const struct comparison *c, size_t year, const struct comparison_entry *entry, size_t indicator);

/* What a reader of the page chooses by. */
enum { CHOICE_YEARS, CHOICE_PEERS };
/* A heading of the first level; `section` counts them. */
void comparison_heading(struct document *d, int *section, const char *words);
/* Paragraphs, or cautions. */
void comparison_add_words(struct document *d, const char *const *list, size_t n, bool caution);
/* What the cautions only name: who is missing, where they are many, reports that must be corrected, and editions. `most`: of each, on paper. */
void comparison_add_annex(struct document *d, const struct comparison *c, size_t most);
/* Paragraphs in small type. */
void comparison_add_notes(struct document *d, const char *const *list, size_t n);
/* Of each group, and every indicator that has some, the bars of the latest year, and what cannot be judged. */
void comparison_add_bars(struct document *d, const struct comparison *c, size_t most);
/* The trends of the first charted indicator of each group of indicators, and of those with a direction; or of all. */
void comparison_add_trends(struct document *d, const struct comparison *c, size_t most, bool all);

/* The ranking of a group by an indicator in the latest year; NULL where nothing can be judged. */
const struct bar_chart *comparison_bars(struct arena *a, const struct comparison *c, size_t group, size_t indicator, size_t most);
bool comparison_has_bars(const struct comparison *c, size_t group, size_t indicator);
/* What all of the group that are ranked have; NULL where their shares differ, or too few are ranked. Not worth bars. */
const struct judged *comparison_same_share(const struct comparison *c, size_t group, size_t indicator);
/* Which indicators have no bars in a group that is judged, and why; NULL where all have. */
const char *comparison_unjudged(struct arena *a, const struct comparison *c, size_t group);
/* An indicator of each agency over the years, of at most so many agencies, those with the most cases; NULL where there is nothing to
 * see: one year, no agency with enough cases in all its years together, or the same share everywhere. */
const struct panel_chart *comparison_trends(struct arena *a, const struct comparison *c, size_t indicator, size_t most);
/* The years that small charts show, from the first to the last, also those without reports, where the line has a gap; of many the latest. */
struct year_span { int first; size_t n; };
struct year_span comparison_span(const struct comparison *c);
struct panel_point comparison_point(const struct comparison *c, size_t agency, int year, size_t indicator);
/* The shares of all over the years; NULL where no line can be drawn. */
const struct line_chart *comparison_lines(struct arena *a, const struct comparison *c);

#endif
