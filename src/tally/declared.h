/* The numbers that the office declared and published, as cells: the ledger's 年报申报数, each year by the form of that year. */
#ifndef TALLY_DECLARED_H
#define TALLY_DECLARED_H
#include "form/shelf.h"
#include "tally/tally.h"

/* Puts every declared number into the store's `cells` as set "declared". An address that the year's form lacks (S07) or a broken
 * count (A20) is a problem that refuses; years without a form are passed over. `form` is the form of `year`, which the user may
 * have chosen. */
MUST_CHECK bool declared_put_all(struct store *store, struct form_shelf *shelf, const struct form *form, int year, struct problems *problems, struct diag *diag);
/* Puts one cell of another set, counted from records: address is table/row/column of `form`, `file` a row of the store's `files`. */
MUST_CHECK bool declared_put_cell(struct store *store, const struct form *form, const char *set, int64_t agency, int year, const char *address,
                             bool empty, struct decimal number, const char *shown, int64_t file, struct diag *diag);

#endif
