/* Independent jobs, done side by side in as many processes as there are processors, with the outcome of
 * one after another: what they print appears in the order of the jobs.
 *
 *     static int job(void *context, size_t i) { …; return 0; }
 *     if (!batch_run(n, job, &context, codes, diag)) return false;
 *
 * A job runs in a process of its own: what it changes in memory is lost when it ends. Its stdout and stderr are kept in
 * memory until it is its turn to be shown.
 */
#ifndef FLOW_BATCH_H
#define FLOW_BATCH_H
#include "base/diag.h"
#include <stddef.h>

typedef int (*batch_job)(void *context, size_t i);     /* gives its exit code */

/* Runs jobs 0 … n-1; codes[i] is the exit code of job i. false: a process could not be started or waited for. */
MUST_CHECK bool batch_run(size_t n, batch_job job, void *context, int *codes, struct diag *diag);

#endif
