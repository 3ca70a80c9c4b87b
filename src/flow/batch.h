/* Jobs that know nothing of one another, done side by side in as many processes as there are processors, with the
 * outcome of one after another: what they print appears in the order of the jobs, and where a job must know what the
 * earlier ones took (an output folder), it asks, and is answered when they have all said what they take.
 *
 *     static int job(void *context, size_t i, struct batch_claims *claims) { …; if (!batch_claim(claims, path)) …; return 0; }
 *     if (!batch_run(n, job, &context, &worst, diag)) return false;
 *
 * A job runs in a process of its own: what it changes in memory is lost when it ends. Its stdout and stderr are kept in
 * memory until it is its turn to be shown.
 */
#ifndef FLOW_BATCH_H
#define FLOW_BATCH_H
#include "base/diag.h"
#include <stddef.h>

struct batch_claims;                                   /* a job's line to the process that hands out names */
typedef int (*batch_job)(void *context, size_t i, struct batch_claims *claims);    /* gives its exit code */

/* Runs jobs 0 … n-1; *worst is the highest exit code of all. false: a process could not be started or spoken to. */
MUST_CHECK bool batch_run(size_t n, batch_job job, void *context, int *worst, struct diag *diag);
/* Whether the name was free; it is the job's now. Waits until the earlier jobs are done with claiming. */
MUST_CHECK bool batch_claim(struct batch_claims *claims, const char *name);
/* The job takes nothing more: the later ones need not wait until it ends. */
void batch_claimed(struct batch_claims *claims);

#endif
