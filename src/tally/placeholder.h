/* Numbers in texts: fills {{…}} from a report's cells (narrative.h). */
#ifndef TALLY_PLACEHOLDER_H
#define TALLY_PLACEHOLDER_H
#include "base/text.h"
#include "form/report.h"
#include "store/store.h"

struct placeholders {
    const struct report *report;
    struct store *store;                               /* has last year's cells */
    bool addresses_only;                               /* the numbers are not reliable: only faults of the text itself are reported */
};

/* add is called for every placeholder that cannot be filled, with its place (a byte of the source) and the reason. */
struct placeholder_faults {
    void (*add)(void *context, const char *at, const char *why);
    void *context;
    size_t n;                                          /* counted by placeholders_fill */
};

/* Appends `source` to out with every placeholder filled; one that cannot be filled leaves nothing. false: the environment failed. */
MUST_CHECK bool placeholders_fill(const struct placeholders *p, const char *source, struct text *out, struct placeholder_faults *faults, struct diag *diag);

#endif
