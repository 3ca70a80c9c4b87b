/* One reading of the law, strict or lenient, of one request: the state machine over its events (条例第三十条至第三十五条;
 * docs/clock.md lists where the two readings differ).
 *
 * The clock starts on `start` and stops after `reply` + `extended` working days that lie in none of the excluded
 * intervals. While the agency may wait for the applicant (补正, 缴费, lost contact) there is no due date; the answer starts
 * the clock anew. An event after the due date has no effect. Where an unknown calendar decides whether an event came after
 * it, everything that follows is in doubt, and the reading says nothing of it.
 *
 * The strict reading takes the recorded day of receipt, of a supplement, a payment and restored contact even on a rest day,
 * the national calendar, and only the first and timely 补正 notice; it lets the clock run while reasons are asked for.
 *
 *     struct clock_reading s = {0};
 *     clock_reading_run(&s, law, request, true);       // s.due, s.verdict, s.effects[i] of every event
 *     clock_reading_release(&s);
 *
 * The next request may be run over the same reading, which reuses its memory. Days are civil days or NO_DAY.
 */
#ifndef CLOCK_READING_H
#define CLOCK_READING_H
#include "clock/request.h"

enum effect_kind {
    EFFECT_NONE,                                       /* it does not move the clock */
    EFFECT_BEFORE_RECEIPT, EFFECT_AFTER_REPLY, EFFECT_NOT_YET,     /* out of the request's time */
    EFFECT_TOO_LATE,                                   /* after the due date of that moment */
    EFFECT_DOUBTFUL,                                   /* an unknown calendar decides whether it came in time */
    EFFECT_WAITS,                                      /* no due date until it is answered */
    EFFECT_RESTARTS, EFFECT_NO_RESTART,                /* an answer that starts the clock anew; an answer while no question was in force */
    EFFECT_PAYS_PART,                                  /* a payment that leaves some of the fee to pay */
    EFFECT_NOTICE_LATE, EFFECT_AGAIN,                  /* strict: a late or second 补正 notice; a second extension */
    EFFECT_EXCLUDES, EFFECT_RUNS_ON,                   /* a consultation; strict: reasons asked for */
    EFFECT_ANSWERS,
    EFFECT_EXTENDS, EFFECT_FLAWED,                     /* FLAWED: an extension or delay that lacks what the law asks for; a fee or payment of nothing */
    EFFECT_DELAYS
};

struct event_effect {
    enum effect_kind kind;
    int start;                                         /* where the clock had started when it happened */
    int due;                                           /* the due date of that moment, where there is one and it is known */
    int limit;                                         /* of the notice, or of the other party's answer */
    int end;                                           /* of an excluded interval */
    int days;                                          /* working days excluded or extended; NO_COUNT = not known */
    int64_t fee, paid;                                 /* of a notice or payment: what is to be paid and what was, in all */
    bool waiting;                                      /* it happened while there was no due date */
    bool after_doubt;                                  /* an event before it is in doubt already */
};

enum reading_due { DUE_DAY, DUE_NONE, DUE_UNKNOWN };
enum reading_verdict { READING_IN_TIME, READING_EARLY, READING_OVER, READING_UNSURE };    /* EARLY: closed before the wait was over */

/* EXTENDED_OPEN: by a notice that named no number of days. */
enum reading_extension { NOT_EXTENDED, EXTENDED_OPEN, EXTENDED };

struct excluded_days { int from, to; };                /* (from, to] */

struct clock_reading {
    const struct clock_law *law;
    const struct clock_request *request;
    const struct calendar *calendar;
    bool lenient;
    int origin;                                        /* receipt, or the day contact was restored */
    int start;
    bool origin_known, start_known;                    /* else the calendar does not say what the first working day is */
    bool unsure;                                       /* an interval may be shorter: its limit lies in an unknown year */
    bool doubt;                                        /* an unknown calendar decides whether an event moved the clock: all else is unknown */
    enum law_wait wait;
    size_t asked;                                      /* the event that is waited for */
    int64_t fee, paid;                                 /* CLOCK_NO_AMOUNT = not recorded */
    int extended;
    enum reading_extension extension;
    bool has_supplement_notice, contact_settled;
    int delayed_to;
    struct excluded_days *intervals;                   /* ascending, without overlap */
    size_t n_intervals, cap_intervals;
    struct event_effect *effects;                      /* one for each event */
    size_t cap_effects;
    /* results */
    enum reading_due due_kind;
    int due;
    enum reading_verdict verdict;
};

void clock_reading_run(struct clock_reading *s, const struct clock_law *law, const struct clock_request *request, bool lenient);
void clock_reading_release(struct clock_reading *s);

/* Working days of the clock in (start, day] that are not excluded. */
struct calendar_span clock_reading_used(const struct clock_reading *s, int day);
/* Working days excluded since the start. */
struct calendar_span clock_reading_excluded(const struct clock_reading *s);

#endif
