/* The clock of a request: when the agency received it, when it is due on the strict and on the lenient reading of the law,
 * when it was answered, and whether that was in time (docs/clock.md).
 *
 * The numbers of the law, what an event does, and which dates count are files in data/clock; working days come from
 * data/calendars. C has only the state machine over kinds of events, and the breaches that it finds.
 *
 * The receipt date follows the channel (条例第三十一条): each channel names its date columns in order, and the first one that is
 * filled is the day. The day of the reply follows the delivery (国办公开办函〔2016〕235号). The store records which column a date was
 * taken from, for checks and the trail. A request has a day of reply only when it has an outcome.
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
    int as_of;                                         /* civil day; later events do not count */
};

/* Gives every agency its calendar, and fills the store's tables `clock` and `clock_faults`. Problems that refuse the run: a
 * request without a receipt date (A11), one with an outcome but without any date (S11), and an agency whose calendar does
 * not exist (S07). */
MUST_CHECK bool clock_run(struct store *store, const struct clock_context *context, struct problems *problems, struct diag *diag);

#endif
