/* What row_source.c and row_read.c share; no other file includes this. */
#ifndef LEDGER_ROW_INSIDE_H
#define LEDGER_ROW_INSIDE_H
#include "ledger/encoding.h"
#include "ledger/headings.h"
#include "ledger/raw_rows.h"
#include "ledger/row_report.h"
#include "ledger/row_source.h"
#include "ledger/totals.h"
#include "ledger/value.h"

struct row_source {
    const struct row_context *context;
    const struct table *table;
    struct row_report report;
    struct encoded_text text;
    struct raw_rows *raw;
    struct raw_row row;
    struct headings headings;
    struct value_reader reader;
    struct totals totals;
    struct value *values;
    bool *bad;                                         /* by column: a fault was reported in this row */
    bool *unnamed;                                     /* by cell of a sheet: the hint of a missing heading was given */
    bool *trimmed;                                     /* by column: the hint was given */
    int *needed;                                       /* columns without which a row cannot be counted */
    size_t n_needed;
    int link_column;                                   /* whose values only link rows; -1 = none */
    int kind_column;                                   /* 申请人类型, to tell applicants of one name apart; -1 = none */
    bool personal;                                     /* the table has personal columns */
    bool ended, set_aside;
    int64_t rows, header_line;
};

/* Turns s->row into s->values; false when the row cannot be counted, with everything wrong with it reported. */
MUST_CHECK bool row_read(struct row_source *s);
/* The trimmed cell of a column in the current row; s is NULL where there is none. */
struct slice row_cell(const struct row_source *s, size_t column);

/* cell_marks.c: what a sheet knows of the cell beside its text. false: the value was not saved, is an error, or is not
 * what was once typed. A serial date of the 1904 system is rewritten; *fault is left alone where nothing is to be said. */
MUST_CHECK bool cell_marks_allow(struct row_source *s, size_t column, struct slice *cell, struct fault *fault);
/* What is to be said of a cell that was read all the same; else *fault is left alone. */
void cell_marks_warn(const struct row_source *s, size_t column, struct fault *fault);
/* After the last row: merged ranges, and what is hidden. */
void cell_marks_notes(struct row_source *s);

#endif
