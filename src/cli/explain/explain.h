/* nianbao explain: the records that a number comes from, the steps that a deadline follows from.
 *
 * A cell is explained by the query that filled it: its postings are filtered to the cell and added up again, and must give the
 * number that the report has. Postings name records by table and key. Of a record only dates and codes are shown besides,
 * never a name (docs/privacy.md).
 */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H
#include "flow/flow.h"
#include "clock/trail.h"

struct cell_record_shown {
    const char *table, *key, *file;                    /* 申请登记; file NULL when the record was not found again */
    int64_t line;
    const char *dates, *codes;                         /* "收到 2025-02-25，答复 2025-03-20"; "办理结果 3.4"; may be "" */
    const char *amount;
};

struct explained_cell {
    struct arena arena;
    const struct report *report;
    const struct report_table *table;
    int slot;
    struct cell_record_shown *records;                 /* of a cell that is no sum */
    size_t n_records, cap_records;
    struct decimal sum;                                /* of the records, or of the terms */
    bool agrees;                                       /* the sum equals the cell */
    const char *missing;                               /* tables without which the cell is empty; NULL = none */
};

MUST_CHECK bool explain_cell(struct explained_cell *cell, struct flow *f, struct report *report, const char *address, struct diag *diag);
void explained_cell_release(struct explained_cell *cell);

void explain_print_cell(const struct explained_cell *cell, const struct sheet_places *places);
void explain_print_trail(const struct trail *trail);
/* As JSON on stdout; false when it cannot be written. */
MUST_CHECK bool explain_json_cells(const struct explained_cell *cells, size_t n);
MUST_CHECK bool explain_json_trail(const struct trail *trail);

#endif
