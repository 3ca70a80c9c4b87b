/* All requests, or those of an agency, one after another in the order of the ledger: for the program's own passes over a million records,
 * which want some columns and no SQL of a folder. Tables in columns are read without SQLite.
 *
 *     static const char *const of_request[] = {"no"}, *const of_clock[] = {"receipt", "state"};
 *     const struct walk_columns columns = {of_request, 1, of_clock, 2};
 *     if (!request_walk_open(&walk, store, &columns, agency, 0, diag)) return false;
 *     while ((ok = request_walk_next(walk, &row, diag)) && row) … request_walk_integer(walk, 1) …      // the receipt: places count through
 *     request_walk_close(walk);
 *
 * Where a column of the clock is asked for, requests without a receipt date are left out.
 */
#ifndef STORE_REQUEST_WALK_H
#define STORE_REQUEST_WALK_H
#include "store/store.h"

struct walk_columns { const char *const *requests; size_t n_requests; const char *const *clock; size_t n_clock; };

struct request_walk;
/* `agency` and `only`, a request by its row: 0 = all. The columns must be there. */
MUST_CHECK bool request_walk_open(struct request_walk **walk, struct store *store, const struct walk_columns *columns, int64_t agency, int64_t only, struct diag *diag);
void request_walk_close(struct request_walk *walk);    /* NULL is allowed */
MUST_CHECK bool request_walk_next(struct request_walk *walk, bool *row, struct diag *diag);
int64_t request_walk_id(const struct request_walk *walk);
bool request_walk_null(const struct request_walk *walk, size_t column);
int64_t request_walk_integer(const struct request_walk *walk, size_t column);      /* 0 for NULL */
int64_t request_walk_integer_or(const struct request_walk *walk, size_t column, int64_t none);     /* `none` for NULL */
const char *request_walk_text(struct request_walk *walk, size_t column);   /* NULL for NULL; until the next row */
/* Whether the table numbers the texts of the column, each word once from 1: then request_walk_integer gives the number, and a word
 * lasts as long as the walk. */
bool request_walk_numbered(const struct request_walk *walk, size_t column);
const char *request_walk_word(const struct request_walk *walk, size_t column, int64_t number);

#endif
