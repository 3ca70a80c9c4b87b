/* The parts of the report's workbook, and where its numbers lie.
 *
 * The truth of a workbook is its machine sheets: one a table, row ids in column A, column ids in row 1. Everything else
 * (the print form, 校验, 附注, the defined names) refers to their cells, so that a number changed there changes
 * everywhere. Reads one struct places; each part writes one sheet.
 */
#ifndef RENDER_XLSX_PARTS_H
#define RENDER_XLSX_PARTS_H
#include "base/text.h"
#include "render/render.h"
#include "render/xlsx_book.h"

#define XLSX_SHEET_PRINT "年报"
#define XLSX_SHEET_CHECK "校验"
#define XLSX_SHEET_NOTES "附注"
#define XLSX_SHEET_TIMELINESS "办理时限"

/* Where a table's slots lie on its machine sheet. */
struct place_table {
    const struct report_table *table;
    const char **rows, **cols;                         /* ids, in the order of the slots */
    int n_rows, n_cols;
    int *row, *col;                                    /* a slot's place, from 0; the ids take row 0 and column 0 */
    int *note;                                         /* a slot's row on 附注; -1 = no note */
};
struct places {
    struct arena arena;
    const struct report *report;
    struct place_table *tables;                        /* report->form->n_tables */
    bool notes;                                        /* there is something for 附注 */
};

void places_init(struct places *p, const struct report *report);
void places_release(struct places *p);
const struct place_table *places_table(const struct places *p, const struct form_table *table);
/* 'requests'!$B$2, added to t. */
void place_add_reference(struct text *t, const struct place_table *p, int slot);

void xlsx_print_sheet(struct book *b, const struct places *p);
void xlsx_machine_sheet(struct book *b, const struct place_table *p);
void xlsx_define_names(struct book *b, const struct places *p);
/* What reading the workbook back needs, as document properties (docs/submissions.md): whose report it is, of which year,
 * and by which form, rules and calendar it was made. */
void xlsx_mark(struct book *b, const struct report *report);
void xlsx_check_sheet(struct book *b, const struct places *p);
/* Writes the sheet only when p->notes. */
void xlsx_notes_sheet(struct book *b, const struct places *p);
/* How fast was answered, by applicant kind, by outcome and in all; only where that is known. */
void xlsx_timeliness_sheet(struct book *b, const struct report *report);

#endif
