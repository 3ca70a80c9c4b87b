/* The steps of a rollup, between reading the superior's own tables and writing documents; inside cli only.
 *
 *     flow_read … gather_read → who is missing is known
 *     gather_check → the findings on each report that was handed over
 *     gather_sum → the government's report; then flow_check and flow_render as for any other
 */
#ifndef FLOW_GATHER_H
#define FLOW_GATHER_H
#include "flow/flow.h"
#include "superior/collection.h"

struct gathering {
    struct flow *flow;
    struct agency_tree tree;
    struct filings filings;
    struct collection collection;
    struct intern *seen;                               /* files, by where they really lie */
    struct submission_source *sources;
    size_t n_sources, cap_sources;
};

/* Told of each report that was checked; its findings last until this returns. */
struct gather_watch { bool (*checked)(void *context, const struct filing *filing, const struct findings *findings, struct diag *diag); void *context; };

void gather_init(struct gathering *g, struct flow *flow);
void gather_release(struct gathering *g);
/* Declared and last year's cells, the tree, every submission at or below the paths, and how each agency stands. */
MUST_CHECK bool gather_read(struct gathering *g, const char *const *paths, size_t n, struct diag *diag);
/* Every check that a report's cells and words allow, again. One report is held at a time. */
MUST_CHECK bool gather_check(struct gathering *g, const struct gather_watch *watch, struct diag *diag);
/* The government's report (the flow's only one, made by flow_report_new): cells, words. */
MUST_CHECK bool gather_sum(struct gathering *g, struct report *r, struct diag *diag);

#endif
