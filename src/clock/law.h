/* The law of data/clock in memory: which dates count, what an event does, and the numbers of each regulation (docs/clock.md). */
#ifndef CLOCK_LAW_H
#define CLOCK_LAW_H
#include "clock/clock.h"

enum { LAW_MAX_DATES = 4, LAW_RECEIPT_DAY = -2, LAW_NO_LIMIT = -1 };

/* Columns of `requests` by place in table->columns, in the order in which they are asked. LAW_RECEIPT_DAY stands for the
 * receipt date itself. */
struct law_dates { int columns[LAW_MAX_DATES]; size_t n; };

struct law_channel {
    struct law_dates strict, lenient;
    struct law_dates first, handed;                    /* came to the agency; came to the office that deals with it. Mostly none */
    const char *article;
    const char *reason;                                /* of the strict reading where the lenient one differs; or NULL */
};

/* What an event does to the clock. */
enum law_does {
    DOES_NOTHING, DOES_ASK_SUPPLEMENT, DOES_SUPPLEMENT, DOES_EXTEND, DOES_CONSULT, DOES_ASK_REASONS, DOES_ANSWER, DOES_DELAY,
    DOES_ASK_PAYMENT, DOES_PAY, DOES_LOSE_CONTACT, DOES_FIND_CONTACT, DOES_WITHDRAW
};
enum law_limit { LIMIT_NONE, LIMIT_THIRD_PARTY, LIMIT_CO_MAKER };

struct law_event {
    const char *code, *label;
    enum law_does does;
    enum law_limit limit;                              /* of a consultation */
    int answers;                                       /* of an answer: place in the list of events */
    const char *article;                               /* or NULL */
};

/* Working days; LAW_NO_LIMIT where the law gives none. */
struct law_regime {
    const char *id, *name;
    int from;                                          /* first receipt day */
    int reply, extension, supplement_notice, third_party, co_maker, payment;
    const char *reply_article;
    const char **articles;                             /* by place in the list of events; NULL: that of the event */
    struct law_channel *channels;                      /* by place in their list, from 1 */
    bool *outcomes;                                    /* by place in their list, from 1: a request can be closed so */
    const struct law_regime *compare;                  /* or NULL */
};

enum law_wait { WAIT_NONE, WAIT_SUPPLEMENT, WAIT_PAYMENT, WAIT_CONTACT };
struct law_outcome { enum law_wait waits_for; bool withdrawn; int counted_as; };   /* counted_as: in the list of the newest regime */

struct clock_law {
    struct arena arena;
    const struct ledger_table *requests;
    const struct code_list *channel_codes, *delivery_codes, *outcome_codes, *event_codes;
    struct law_channel *channels;                      /* as channels.yaml has them; these four by place in their lists, from 1 */
    struct law_dates *deliveries;
    struct law_event *events;
    struct law_outcome *outcomes;
    struct law_dates otherwise;
    const char *delivery_article;
    struct law_regime *regimes;                        /* by their first day */
    size_t n_regimes;
    int supplement_period_min, supplement_period_max, supplement_wait, agency_consult_max;
};

/* The article on the event under this regime; may be NULL. */
const char *law_article(const struct clock_law *law, const struct law_regime *regime, int event);

#endif
