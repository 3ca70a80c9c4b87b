/* A file of SQLite that another system keeps, as a ledger: its tables and views that bear the names of ours, or what --tables says.
 *
 * The file is only read, and as hostile as any other input: nothing in it runs but its views, by functions that read nothing but their
 * arguments, and within a number of steps and bytes that grows with the file. A file whose program has not written all of it yet (-wal, -journal) is
 * refused; one that is changed while it is read ends the run.
 *
 * Values are taken by what they are stored as: integers exactly, floating-point numbers with 15 digits as a sheet has them, texts, nothing.
 * Bytes (BLOB) under a heading that the table has are refused. The rows of a table come in the order of its rowid, as every tool shows them; those of views
 * and queries, which have no order, by all their columns as texts, byte by byte.
 */
#ifndef DATABASE_SQLITE_FILE_H
#define DATABASE_SQLITE_FILE_H
#include "database/names.h"
#include "ledger/rows/ledger_database.h"

bool sqlite_file_is(const char *path);                 /* by its first bytes; false for a store of this program */
/* What is wrong with the file, its views or the names ends it (DIAG_INPUT); faults of values are the reader's. */
MUST_CHECK bool sqlite_file_open(const char *path, const struct database_names *names, const struct schema *schema, struct ledger_database **out, struct diag *diag);

#endif
