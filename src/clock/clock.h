/* The clock of a request: when it was received, when it is due on the strict and on the lenient reading of the law, when
 * it was answered, and whether that was in time (deadlines.md).
 *
 * The numbers of the law, what an event does, and which dates count are files in data/clock; working days come from
 * data/calendars. Here is only the state machine over kinds of events, and what it finds wrong.
 *
 * The receipt date follows the channel (条例 Art. 31): each channel names its date columns in order, the first one filled
 * is the day. The day of the reply follows the delivery (235号). Which column a date was taken from is kept, for the
 * checks and the trail. A request has a day of reply only when it has an outcome.
 *
 *     struct clock_law *law;
 *     struct clock_context context = {law, calendars, "新疆", as_of};
 *     if (!clock_law_load(&law, data, schema, settings, diag) || !clock_run(store, &context, problems, diag)) …
 */
#ifndef CLOCK_CLOCK_H
#define CLOCK_CLOCK_H
#include "base/settings.h"
#include "calendar/calendars.h"
#include "store/store.h"

struct clock_law;

/* Reads data/clock; headings and codes in it must be those of the schema. */
MUST_CHECK bool clock_law_load(struct clock_law **law, const char *data, const struct schema *schema, const struct settings *settings, struct diag *diag);
void clock_law_free(struct clock_law *law);

struct clock_context {
    const struct clock_law *law;
    const struct calendars *calendars;
    const char *region;                                /* calendar of agencies that name none; NULL = the national one */
    int as_of;                                         /* what happened later has not happened */
};

/* Gives every agency its calendar, and fills the store's tables `clock` and `clock_faults`. A request whose receipt date
 * cannot be found, or with an outcome but without any date, cannot be counted: a problem that refuses (A11, S11); so is
 * an agency's calendar that there is not (S07). */
MUST_CHECK bool clock_run(struct store *store, const struct clock_context *context, struct problems *problems, struct diag *diag);

#endif
