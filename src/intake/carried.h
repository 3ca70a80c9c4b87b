/* Rows that were carried over into a table of the ledger, as they will stand in the new workbook. */
#ifndef INTAKE_CARRIED_H
#define INTAKE_CARRIED_H
#include "ledger/schema/schema.h"
#include <stdint.h>

struct carried_row {
    const char **cells; /* by column of the table, then by wide heading; NULL = empty */
    const char *sheet;  /* where it came from: old_sheet.shown … */
    int64_t line;       /* … and the row there; 0 = from no row */
    const char *number; /* its running number there, "" = none */
    const char *tab;    /* the name of the sheet alone */
};
struct carried_table {
    const struct ledger_table *table;
    bool *wide; /* by wide heading: whether it has a column in the workbook; NULL = the table has none */
    struct carried_row *rows;
    size_t n_rows, cap_rows;
};
/* What was done or left without a question, for the office to look at. */
struct carried_note {
    const char *text, *where;
};

/* Cells of a row: those of the table and of its wide headings. */
size_t carried_width(const struct ledger_table *t);
/* The heading of a cell of a row. */
const char *carried_heading(const struct ledger_table *t, size_t cell);
/* What belongs into it: the column of the table, or of the one that a wide heading becomes rows of. */
const struct ledger_column *carried_column(const struct ledger_table *t, size_t cell);
/* The place of the column with this name (no, channel …); -1 = none. The column of remarks, if it has one. */
int carried_named(const struct ledger_table *t, const char *name);
int carried_note_column(const struct ledger_table *t);
/* One more row, all cells empty; it lies in the table until the next one is added, its cells in the arena. */
struct carried_row *carried_add(struct carried_table *to, struct arena *a, const char *sheet, int64_t line);

/* The place of a heading among the columns of the table, or among its wide ones; -1 = none. */
int table_column(const struct ledger_table *t, const char *heading);
int table_wide(const struct ledger_table *t, const char *heading);

#endif
