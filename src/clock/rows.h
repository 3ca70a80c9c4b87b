/* Requests with their events, one after another, out of the store: one ordered pass over each table, merged by request.
 *
 *     struct rows *rows;
 *     if (!rows_open(&rows, store, context, 0, diag)) return false;
 *     while ((ok = rows_next(rows, &request, diag)) && request) …
 *     rows_close(rows);
 */
#ifndef CLOCK_ROWS_H
#define CLOCK_ROWS_H
#include "clock/request.h"

struct rows;

/* `only` names one request by its row, or is 0. */
MUST_CHECK bool rows_open(struct rows **rows, struct store *store, const struct clock_context *context, int64_t only, struct diag *diag);
void rows_close(struct rows *rows);
/* *request is NULL at the end, and else lives until the next call. Where no receipt date was found receipt_by is NULL and
 * nothing else of the clock is set. */
MUST_CHECK bool rows_next(struct rows *rows, struct clock_request **request, struct diag *diag);
/* Tells the store which calendar each agency keeps, before anything is asked of it; one that there is not is a problem that
 * refuses. */
MUST_CHECK bool rows_set_calendars(struct store *store, const struct clock_context *context, struct problems *problems, struct diag *diag);

#endif
