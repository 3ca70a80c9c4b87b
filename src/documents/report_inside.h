/* The parts of the report's workbook. */
#ifndef DOCUMENTS_REPORT_INSIDE_H
#define DOCUMENTS_REPORT_INSIDE_H
#include "documents/report.h"

/* The numbers of a table of the form as a list for machines: a row of the form a row, a column a column. */
struct number_list {
    const struct report_table *table;
    struct list *list;
    const char **rows, **cols;                         /* ids, in the order of the slots */
    int n_rows, n_cols;
    int *row, *col;                                    /* by slot: row and column among these */
    const int *slots;                                  /* by row, then column: the slot; -1 = the form has none */
    const char *const *names;                          /* by slot: the cell's name in the workbook */
    const struct live *sums;                           /* by slot; n 0 where it is no sum */
};
struct place number_place(const struct number_list *numbers, int slot);
struct item number_item(const struct cell *cell);

/* Where the numbers and notes of each table lie; notes NULL = there are none. */
struct report_grids { const struct number_list *numbers; size_t n; const struct place **values, **notes; };

/* The report itself; `grids` NULL: its numbers stand for themselves. */
void report_blocks(struct document *d, const struct report *report, const struct report_grids *grids);
/* What a corrected edition changes, without its heading. */
void report_correction(struct document *d, const struct correction *correction);
/* What reading a workbook or text document back needs (docs/zh/交来的年报.md): whose report it is, of which year, and by which form, rules
 * and calendar it was made. */
void report_properties(struct document *d, const struct report *report, const char *schema);
/* Lists that are not in the document yet, by table; to be added with report_add_list. */
struct number_list *report_numbers(struct document *d, const struct report *report);
void report_add_list(struct document *d, struct list *list);

/* 校验: the form's identities, live over the numbers. */
void report_checks(struct document *d, const struct report *report, const struct number_list *numbers);
/* 办理时限: how fast requests were answered. It is no part of the official form (国办公开办函〔2021〕30号): it is for the office's own
 * use and for superiors. */
void report_timeliness(struct document *d, const struct report *report);
/* 汇总构成: which agencies make up each cell, live; their notes, which cannot be added up; and the agencies that the sum lacks,
 * since a reader of the sum must see that it is not whole. */
void report_parts(struct document *d, const struct report *report, const struct number_list *numbers);
/* 与上年比: which agencies moved each cell of a sum since last year. A row a cell that someone moved: the years, who moved it most, then
 * by how much each agency did. */
void report_moves(struct document *d, const struct report *report);

#endif
