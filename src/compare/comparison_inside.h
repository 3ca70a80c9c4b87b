/* The last steps of comparison_finish, after sorting and pooling. */
#ifndef COMPARE_COMPARISON_INSIDE_H
#define COMPARE_COMPARISON_INSIDE_H
#include "compare/comparison.h"

/* Fills state, rate and interval from the cases. */
void measure_judge(struct measure *m, enum indicator_unit unit, int64_t least);
void comparison_rank(struct comparison *c);
void comparison_find_outliers(struct comparison *c);

#endif
