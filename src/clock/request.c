#include "clock/request.h"
#include <string.h>

/* The earliest open question of that kind to the same party; else the earliest where question or answer names no party. */
static int question_for(const struct clock_request *r, const struct clock_law *law, size_t answer)
{
    const struct clock_event *a = &r->events[answer];
    int asked = clock_event_law(law, a)->answers, loose = -1;
    for (size_t i = 0; i < answer; i++) {
        const struct clock_event *q = &r->events[i];
        if (q->event != asked || q->answer >= 0 || q->day < r->receipt) continue;
        if (q->party == a->party) return (int)i;
        if (loose < 0 && (!q->party || !a->party)) loose = (int)i;
    }
    return loose;
}

void clock_request_settle(struct clock_request *r, const struct clock_law *law)
{
    r->closed = r->decisive != NO_DAY && r->decisive <= r->as_of;
    r->end = r->closed ? r->decisive : r->as_of;
    for (size_t i = 0; i < r->n_events; i++) r->events[i].answer = -1;
    for (size_t i = 0; i < r->n_events; i++) {
        if (clock_event_law(law, &r->events[i])->does != DOES_ANSWER || r->events[i].day > r->end) continue;
        int question = question_for(r, law, i);
        if (question >= 0) r->events[question].answer = (int)i;
    }
}

bool clock_request_money(const struct clock_request *r, const struct clock_law *law, size_t i, int64_t *fee, int64_t *paid)
{
    bool asked = false;
    *fee = *paid = 0;
    for (const struct clock_event *e = r->events; e <= &r->events[i]; e++) {
        enum law_does does = clock_event_law(law, e)->does;
        if (e->day < r->receipt || (does != DOES_ASK_PAYMENT && does != DOES_PAY)) continue;
        if (e->amount == CLOCK_NO_AMOUNT) return false;
        asked = asked || does == DOES_ASK_PAYMENT;
        *(does == DOES_PAY ? paid : fee) += e->amount;
    }
    return asked;
}

bool clock_request_replied(const struct clock_request *r, const struct clock_law *law)
{
    const struct law_outcome *o = &law->outcomes[r->outcome];
    if (!r->outcome || r->decisive == NO_DAY || o->waits_for != WAIT_NONE) return false;
    if (!o->withdrawn) return true;
    for (size_t i = 0; i < r->n_events; i++)
        if (clock_event_law(law, &r->events[i])->does == DOES_WITHDRAW) return false;
    return strcmp(r->decisive_by, law->requests->columns[law->otherwise.columns[law->otherwise.n - 1]].heading) != 0;
}
