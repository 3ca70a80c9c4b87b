/* One reading of the law, strict or lenient, of one request: the state machine over its events (deadlines.md 3–7).
 *
 * The clock starts on `start` and stops after `reply` + `extended` working days that lie in none of the excluded
 * intervals. A question that the law lets the agency wait for (补正, 缴费, lost contact) leaves no due date until it is
 * answered, and then the clock starts anew. What happens after the due date has no effect; where an unknown calendar
 * decides whether it was after it, all that follows is in doubt, and nothing is said of it.
 *
 * The two readings differ where practice does: the strict one takes the recorded day of receipt, of a supplement, a payment
 * and restored contact even on a rest day, the national calendar, only the first and timely 补正 notice, and lets the clock
 * run while reasons are asked for.
 *
 *     struct side s = {0};
 *     side_run(&s, law, request, true);                // s.due, s.verdict, s.effects[i] of every event
 *     side_release(&s);
 *
 * A side may be used again for the next request.
 */
#ifndef CLOCK_SIDE_H
#define CLOCK_SIDE_H
#include "clock/request.h"

enum effect_kind {
    EFFECT_NONE,                                       /* it does not move the clock */
    EFFECT_BEFORE_RECEIPT, EFFECT_AFTER_REPLY, EFFECT_NOT_YET,     /* out of the request's time */
    EFFECT_TOO_LATE,                                   /* after the due date of that moment */
    EFFECT_DOUBTFUL,                                   /* whether it came in time an unknown calendar decides */
    EFFECT_WAITS,                                      /* no due date until it is answered */
    EFFECT_RESTARTS, EFFECT_NO_RESTART,                /* an answer that starts the clock anew; one that had no question in force */
    EFFECT_PAYS_PART,                                  /* a payment that leaves some of the fee to pay */
    EFFECT_NOTICE_LATE, EFFECT_AGAIN,                  /* strict: a late or second 补正 notice; a second extension */
    EFFECT_EXCLUDES, EFFECT_RUNS_ON,                   /* a consultation; strict: reasons asked for */
    EFFECT_ANSWERS,
    EFFECT_EXTENDS, EFFECT_FLAWED,                     /* FLAWED: an extension or delay that lacks what the law asks for; a fee or payment of nothing */
    EFFECT_DELAYS
};

struct effect {
    enum effect_kind kind;
    int start;                                         /* where the clock had started when it happened */
    int due;                                           /* the due date of that moment, where there is one and it is known */
    int limit;                                         /* of the notice, or of the other party's answer */
    int end;                                           /* of an excluded interval */
    int days;                                          /* working days excluded or extended; CLOCK_NO_COUNT = not known */
    int64_t fee, paid;                                 /* of a notice or payment: what is to be paid and what was, in all */
    bool waiting;                                      /* it happened while there was no due date */
    bool after_doubt;                                  /* an event before it is in doubt already */
};

enum side_due { DUE_DAY, DUE_NONE, DUE_UNKNOWN };
enum side_verdict { SIDE_IN_TIME, SIDE_EARLY, SIDE_OVER, SIDE_UNSURE };    /* EARLY: closed before the wait was over */

/* EXTENDED_OPEN: by a notice that named no number of days. */
enum side_extension { NOT_EXTENDED, EXTENDED_OPEN, EXTENDED };

struct interval { int from, to; };                     /* (from, to] */

struct side {
    const struct clock_law *law;
    const struct clock_request *request;
    const struct calendar *calendar;
    bool lenient;
    int origin;                                        /* receipt, or the day contact was restored */
    int start;
    bool origin_known, start_known;                    /* else the calendar does not say what the first working day is */
    bool unsure;                                       /* an interval may be shorter: its limit lies in an unknown year */
    bool doubt;                                        /* the calendar leaves open whether an event moved the clock: all else is unknown */
    enum law_wait wait;
    size_t asked;                                      /* the event that is waited for */
    int64_t fee, paid;                                 /* CLOCK_NO_AMOUNT = not recorded */
    int extended;
    enum side_extension extension;
    bool has_supplement_notice, contact_settled;
    int delayed_to;
    struct interval *intervals;                        /* ascending, apart */
    size_t n_intervals, cap_intervals;
    struct effect *effects;                            /* one an event */
    size_t cap_effects;
    /* results */
    enum side_due due_kind;
    int due;
    enum side_verdict verdict;
};

void side_run(struct side *s, const struct clock_law *law, const struct clock_request *request, bool lenient);
void side_release(struct side *s);

/* Working days of the clock in (start, day] that are not excluded. */
struct calendar_span side_used(const struct side *s, int day);
/* Working days excluded since the start. */
struct calendar_span side_excluded(const struct side *s);

#endif
