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

/* Appends `source` to out with every placeholder filled. false: *why says what is wrong, *at is where (a byte of
 * source). Where *at is NULL the environment failed and diag says how. */
MUST_CHECK bool placeholders_fill(const struct placeholders *p, const char *source, struct text *out, const char **at, struct text *why, struct diag *diag);

#endif
