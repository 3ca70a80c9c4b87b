/* When a request was received and when it was answered: one request and the law of data/clock → dates.
 *
 * The receipt date follows the channel (条例 Art. 31, deadlines.md 3): each channel names its date columns in order, the
 * first one filled is the day. The decisive date follows the delivery (235号, deadlines.md 6). Which column a date was
 * taken from is kept, for the checks and the trail. A request has a decisive date only when it has an outcome.
 *
 *     struct clock_law *law;
 *     if (!clock_law_load(&law, data, schema, diag) || !clock_run(store, law, problems, diag)) …
 */
#ifndef CLOCK_CLOCK_H
#define CLOCK_CLOCK_H
#include "store/store.h"

struct clock_law;

/* Reads data/clock; headings and codes in it must be those of the schema. */
MUST_CHECK bool clock_law_load(struct clock_law **law, const char *data, const struct schema *schema, struct diag *diag);
void clock_law_free(struct clock_law *law);

/* Fills the store's table `clock`. A request whose receipt date cannot be found, or with an outcome but without any
 * date, cannot be counted: a problem that refuses (A11, S11). */
MUST_CHECK bool clock_run(struct store *store, const struct clock_law *law, struct problems *problems, struct diag *diag);

#endif
