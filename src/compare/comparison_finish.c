#include "compare/comparison_inside.h"

void comparison_finish(struct comparison *c)
{
    comparison_order(c);
    comparison_group(c);
    comparison_name(c);
    comparison_pool(c);
    comparison_rank(c);
    comparison_measure_distances(c);
    comparison_find_outliers(c);
    comparison_find_changes(c);
    comparison_find_first(c);
}
