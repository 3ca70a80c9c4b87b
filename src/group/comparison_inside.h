/* The steps of comparison_finish, once entries are in order and pooled. */
#ifndef GROUP_COMPARISON_INSIDE_H
#define GROUP_COMPARISON_INSIDE_H
#include "group/comparison.h"

/* Fills state, rate and interval from the cases. */
void measure_judge(struct measure *m, enum indicator_unit unit, int64_t least);
void comparison_rank(struct comparison *c);
void comparison_find_outliers(struct comparison *c);

#endif
