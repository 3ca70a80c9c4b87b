/* What ledger.c and ledger_book.c share; no other file includes this. */
#ifndef LEDGER_LEDGER_INSIDE_H
#define LEDGER_LEDGER_INSIDE_H
#include "ledger/rows/ledger.h"

/* A file or sheet whose name is no table's. */
struct unknown {
    const char *name, *shown;                          /* 申请登记3月, 台账.xlsx:申请登记3月 */
    bool sheet, pivot, hidden;
    const struct table *part_of;                       /* the table whose part it looks like, or NULL … */
    bool monthly;                                      /* … or it has the name of a month alone */
};

/* While one folder or workbook is sorted: which file already holds a table, by its place in the schema. */
struct sorting {
    struct ledger *ledger;
    const struct schema *schema;
    struct problems *problems;
    const char **shown_of;
    struct unknown *unknown;
    size_t n_unknown, cap_unknown;
};

/* S09 of a whole file or sheet. */
void ledger_refuse(struct problems *problems, const char *shown, const char *text, const char *expected);
/* Adds a table, unless this folder or workbook has it already: then that is a problem. */
void ledger_add_table(const struct sorting *s, const struct ledger_file *file);

/* ledger_unknown.c: keeps it until all are there, and says them together. */
void ledger_add_unknown(struct sorting *s, struct unknown one);
void ledger_tell_unknown(struct sorting *s);

/* ledger_book.c: sorts the sheets of the workbook at `path`. */
MUST_CHECK bool ledger_add_book(struct sorting *s, const char *path, struct diag *diag);
/* Whether the workbook has a sheet that is a table's, or cannot be opened: then a run must say why. */
bool ledger_is_ledger_book(const char *path, const struct schema *schema);
/* Whether the file, in a folder of tables in CSV, is or was meant as a workbook of the same: nobody could tell which counts. */
bool ledger_is_second(const char *path, const char *name, const struct schema *schema);

#endif
