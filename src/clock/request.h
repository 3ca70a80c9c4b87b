/* The facts of one request, as the records give them, ready for the clock. Events stand in the order in which they happened
 * (day, then 序号). Days are civil days, or NO_DAY. */
#ifndef CLOCK_REQUEST_H
#define CLOCK_REQUEST_H
#include "base/decimal.h"
#include "calendar/calendars.h"
#include "calendar/civil.h"
#include "clock/law.h"

enum { CLOCK_NO_AMOUNT = -1 };

struct clock_event {
    int64_t id;                                        /* row of `events` */
    int event;                                         /* place in the list of events */
    int day, party_received, until, approved;
    int days;                                          /* or NO_COUNT */
    int64_t amount;                                    /* money scaled by 10⁶, or CLOCK_NO_AMOUNT */
    int64_t party;                                     /* the same number for the same 对方; 0 = none */
    bool has_approver;
    int answer;                                        /* the event that answers this one, or -1 */
};

struct clock_request {
    int64_t id, agency;
    const struct law_regime *regime;
    const struct law_channel *by;                      /* its channel under that regime */
    const struct calendar *national, *calendar;        /* calendar: of the agency; may be the national one */
    int channel, delivery, outcome;                    /* places in their lists; 0 = none */
    bool outcome_settled;                              /* the regime has chosen another outcome than the record has, of the two that its word means */
    int receipt, receipt_lenient;                      /* the recorded day, and the day that the lenient reading takes */
    const char *receipt_by, *lenient_by;               /* headings of the columns that say so; receipt_by NULL = not found */
    int first, handed;                                 /* when it came to the agency, and to the office that deals with it */
    const char *first_by;
    int decisive;                                      /* the day of the reply; only with an outcome */
    const char *decisive_by;
    int as_of;
    bool closed;                                       /* by the end of the as-of day */
    int end;                                           /* the reply when closed, else the as-of day: later events do not count */
    struct clock_event *events;
    size_t n_events, cap_events;
};

/* Sets closed and end, and finds for every question the event that answers it. */
void clock_request_settle(struct clock_request *r, const struct clock_law *law);
static inline const struct law_event *clock_event_law(const struct clock_law *law, const struct clock_event *e) { return &law->events[e->event]; }
/* The day from which a limit runs for the other party: the day it received the letter, else the day it was sent. */
static inline int clock_event_base(const struct clock_event *e) { return e->party_received != NO_DAY ? e->party_received : e->day; }
/* 300.00: yuan and fen, without the unit. */
static inline const char *clock_yuan(int64_t amount, char words[DECIMAL_TEXT]) { return decimal_format((struct decimal){amount / 10000, 2}, words); }
/* The total of the fee notices and of the payments, up to and including event i; false: an amount is not recorded, or no notice
 * came before it. Money is scaled by 10⁶. */
bool clock_request_money(const struct clock_request *r, const struct clock_law *law, size_t i, int64_t *fee, int64_t *paid);
/* Whether a reply closed it: not the end of a wait, and not the applicant's withdrawal. */
bool clock_request_replied(const struct clock_request *r, const struct clock_law *law);

#endif
