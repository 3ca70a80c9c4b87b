/* Workbooks of a few parts, made by hand, and what the reader says of them.
 *
 *     make(usual_workbook, SHEET("<row><c><v>1</v></c></row>"));
 *     char *cells = dump(&diag);                      // "0,0 n1|"
 */
#ifndef TESTS_TOY_XLSX_H
#define TESTS_TOY_XLSX_H
#include "workbook/xlsx_reader.h"

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

struct entry { const char *name, *bytes; };
enum { WORKBOOK = 1, SHEET1 = 5, PARTS = 7 };
extern const struct entry parts[PARTS];                /* those two are to be filled in */
extern const char usual_workbook[];
extern char *folder;

/* For the group of tests. */
int toy_xlsx_set_up(void **state);
int toy_xlsx_tear_down(void **state);

/* The workbook's file. */
const char *path(void);
void zip_up(const struct entry *entries, size_t n);
void make(const char *workbook, const char *sheet);

/* All cells of the first sheet as "row,col kind text|"; NULL, and the diag says why, when the reader refuses. Free them. */
char *dump(struct diag *diag);
void assert_refused(const char *word);

#endif
