/* Numbers in texts: fills {{…}} from a report's cells (narrative.h). */
#ifndef TALLY_PLACEHOLDER_H
#define TALLY_PLACEHOLDER_H
#include "base/text.h"
#include "form/report.h"
#include "store/store.h"

struct placeholders {
    const struct report *report;
    struct store *store;                               /* last year's cells are looked up there */
    bool addresses_only;                               /* the numbers are not to be trusted: only what the text itself gets wrong counts */
};

/* Told of every placeholder that cannot be filled: where it stands (a byte of the source) and why. */
struct placeholder_faults {
    void (*add)(void *context, const char *at, const char *why);
    void *context;
    size_t n;                                          /* counted by placeholders_fill */
};

/* Appends `source` to out with every placeholder filled; one that cannot be leaves nothing. false: the environment failed. */
MUST_CHECK bool placeholders_fill(const struct placeholders *p, const char *source, struct text *out, struct placeholder_faults *faults, struct diag *diag);

#endif
