/* The steps of a rollup, between reading the superior's own tables and writing documents.
 *
 *     flow_read … gather_read → who is missing is known
 *     gather_check → the findings on each report that was handed over
 *     gather_sum → the government's report; then flow_check and flow_render as for any other
 */
#ifndef FLOW_GATHER_H
#define FLOW_GATHER_H
#include "flow/flow.h"
#include "submission/copies.h"
#include "superior/collection.h"

/* Called while a rollup goes on. `checked` gets each report that was checked, and what is wrong with how it
 * was handed over (rules_take_handed); both last until it returns. */
struct gather_watch {
    bool (*checked)(void *context, const struct filing *filing, const struct findings *findings, const struct findings *handed, struct diag *diag);
    void *context;
};

struct gathering {
    struct flow *flow;
    const struct gather_watch *watch;
    struct agency_tree tree;
    struct filings filings;
    struct collection collection;
    struct intern *seen;                               /* files that were found, by their resolved paths */
    struct submission_copies copies;                   /* forms of one report */
    struct submission_source *sources;
    size_t n_sources, cap_sources;
};

void gather_init(struct gathering *g, struct flow *flow, const struct gather_watch *watch);
void gather_release(struct gathering *g);
/* Reads declared and last year's cells, the tree, and every submission at or below the paths; then finds the state of each agency. */
MUST_CHECK bool gather_read(struct gathering *g, const char *const *paths, size_t n, struct diag *diag);
/* Runs every check that a report's cells and words allow. One report is in memory at a time. */
MUST_CHECK bool gather_check(struct gathering *g, struct diag *diag);
/* Fills the government's report, the flow's only one, made by flow_report_new: cells and words. */
MUST_CHECK bool gather_sum(struct gathering *g, struct report *r, struct diag *diag);

#endif
