/* The deadline of one request, step by step: what happened on which day, by which article, what it did to the limit, both due
 * dates, the reply, and the conclusion. The sentences are Chinese and complete: printing adds no words. No name of an applicant or
 * of a third party is in them.
 *
 *     struct trail *t;
 *     if (!trail_make(&t, store, &context, request, diag)) return false;
 *     for (size_t i = 0; i < t->n_steps; i++) puts(t->steps[i].title);
 *     trail_free(t);
 *
 * The clock must have run (clock_run) on this store. Everything lives until trail_free.
 */
#ifndef CLOCK_TRAIL_H
#define CLOCK_TRAIL_H
#include "clock/clock.h"

struct trail_step {
    int day;
    const char *when;                                  /* 2025年8月6日（星期三） */
    const char *event;                                 /* code of the event (BZ …); NULL for the receipt and the reply */
    const char *title, *article;                       /* 补正告知, 条例第三十条; article may be NULL */
    int nth;                                           /* which working day of the clock it is; NO_COUNT = none, as on a rest day */
    bool by_lenient;                                   /* nth is that of the lenient reading; the strict one counts differently */
    const char *effect;                                /* a word for machines: restarts, excludes … */
    const char **notes;                                /* sentences */
    size_t n_notes, cap_notes;
};

/* A run of days that a notice takes out of or puts into the working days, between start and end of the clock. */
struct trail_special { int first, last; bool work; const char *when, *name, *source; };

struct trail {
    struct arena arena;
    const char *request, *agency;                      /* 受理编号; name of the agency */
    const char *regime_id, *regime, *article, *calendar;
    struct trail_step *steps;                          /* by day */
    size_t n_steps, cap_steps;
    int receipt, clock_start, reply_days, excluded_days, extended_days, due_strict, due_lenient, decisive, used_days, over_days;
    const char *state, *conclusion;
    const char **limit;                                /* sentences: how the due dates come about */
    size_t n_limit, cap_limit;
    const char **disputed;                             /* the points on which the two readings differ */
    size_t n_disputed, cap_disputed;
    struct trail_special *special;
    size_t n_special, cap_special;
    const char **breaches;                             /* kinds of docs/sql.md */
    size_t n_breaches, cap_breaches;
};

/* `request` is a row of requests whose receipt date is known. */
MUST_CHECK bool trail_make(struct trail **trail, struct store *store, const struct clock_context *context, int64_t request, struct diag *diag);
void trail_free(struct trail *trail);

#endif
