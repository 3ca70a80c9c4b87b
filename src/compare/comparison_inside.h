/* The steps of comparison_finish, in this order. */
#ifndef COMPARE_COMPARISON_INSIDE_H
#define COMPARE_COMPARISON_INSIDE_H
#include "compare/comparison.h"

struct expected_agency { const char *code, *name, *kind; int level; bool reports; };

int by_text(const char *a, const char *b);             /* NULL comes last */
struct measure *comparison_peers_at(const struct comparison *c, size_t group, size_t year, int years, size_t indicator);      /* to be filled */
/* Fills state and rate from the cases. */
void measure_judge(struct measure *m, enum indicator_unit unit, int64_t least);
/* The year before at that place; n_years where there is none, or years between are missing. */
size_t comparison_year_before(const struct comparison *c, size_t year);
/* Whether the number counts in a sum of its own year; and in one with other years, which it does not where it is only near. */
bool measure_counts(const struct measure *m);
bool measure_counts_back(const struct comparison *c, const struct comparison_entry *e, size_t indicator);

void comparison_order(struct comparison *c);
void comparison_group(struct comparison *c);           /* groups, and who is missing */
void comparison_name(struct comparison *c);            /* agencies and the missing, as they are shown */
void comparison_pool(struct comparison *c);            /* all, groups, and what each agency is judged by */
void comparison_rank(struct comparison *c);
void comparison_measure_distances(struct comparison *c);
void comparison_find_outliers(struct comparison *c);
void comparison_find_changes(struct comparison *c);
void comparison_find_first(struct comparison *c);

#endif
