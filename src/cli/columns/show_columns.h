/* nianbao check --columns: how each column of a ledger was understood, and why. */
#ifndef CLI_SHOW_COLUMNS_H
#define CLI_SHOW_COLUMNS_H
#include "flow/session.h"
#include "ledger/schema/heading_log.h"

/* Reads the headings of all files of the ledgers, but no rows, and prints them on stdout, with --json as an array of objects. Faults of
 * files and headings go to stderr. Gives the exit code: 0, or 2 where one of them refuses the ledger. */
int show_columns(const struct session *s, const struct options *o, const char *const *ledgers, size_t n, struct diag *diag);
/* The table for people. */
void show_columns_print(const struct heading_log *log);
MUST_CHECK bool show_columns_json(const struct heading_log *log); /* false: stdout cannot be written */

#endif
