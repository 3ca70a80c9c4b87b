/* Requests with their events, one after another, out of the store: one ordered pass over each table, merged by request.
 *
 *     struct request_rows *rows;
 *     if (!request_rows_open(&rows, store, context, 0, diag)) return false;
 *     while ((ok = request_rows_next(rows, &request, diag)) && request) …
 *     request_rows_close(rows);
 */
#ifndef CLOCK_REQUEST_ROWS_H
#define CLOCK_REQUEST_ROWS_H
#include "clock/request.h"

struct request_rows;

/* `only` names one request by its row, or is 0. */
MUST_CHECK bool request_rows_open(struct request_rows **rows, struct store *store, const struct clock_context *context, int64_t only, struct diag *diag);
void request_rows_close(struct request_rows *rows);
/* *request is NULL at the end, and else lives until the next call. Where no receipt date was found receipt_by is NULL and
 * nothing else of the clock is set. */
MUST_CHECK bool request_rows_next(struct request_rows *rows, struct clock_request **request, struct diag *diag);
/* Gives the store the calendar of each agency, before any query needs it; a calendar that does not exist is a problem that
 * refuses (S07). */
MUST_CHECK bool request_rows_set_calendars(struct store *store, const struct clock_context *context, struct problems *problems, struct diag *diag);

#endif
