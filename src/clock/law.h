/* The law of data/clock in memory; inside the clock room only. */
#ifndef CLOCK_LAW_H
#define CLOCK_LAW_H
#include "clock/clock.h"

enum { LAW_MAX_DATES = 4, LAW_RECEIPT_DAY = -2 };

/* Columns of `requests` by place in table->columns, in the order in which they are asked. LAW_RECEIPT_DAY stands for the
 * receipt date itself. */
struct law_dates { int columns[LAW_MAX_DATES]; size_t n; };

struct clock_law {
    struct arena arena;
    const struct table *requests;
    struct law_dates *channels;                        /* by code of `channels`, from 1 */
    struct law_dates *deliveries;                      /* by code of `deliveries`, from 1 */
    struct law_dates otherwise;
};

#endif
