/* Where the columns of a workbook's sheets stand: from a file, a row and a heading to the cell, 台账.xlsx:申请登记!D17.
 *
 * Filled while the sheets are read; files that are not in it are CSV and have lines instead of cells.
 */
#ifndef WORKBOOK_SHEET_PLACES_H
#define WORKBOOK_SHEET_PLACES_H
#include "base/intern.h"
#include "base/memory.h"
#include <stdbool.h>
#include <stdint.h>

/* A place by its name, which is the file, a line break and the heading: what the next run must get to know the same. */
struct sheet_place { const char *name; int column; };
struct sheet_places { struct arena arena; struct intern *names; struct sheet_place *list; size_t n, cap; };

void sheet_places_add_sheet(struct sheet_places *p, const char *file);
/* `column` counts from 1. Two columns of one heading (of two ledgers that have a sheet of one name) are none. */
void sheet_places_add(struct sheet_places *p, const char *file, const char *heading, int column);
void sheet_places_add_place(struct sheet_places *p, const char *name, int column);
bool sheet_places_is_sheet(const struct sheet_places *p, const char *file);
/* 0 where it is not known. Of several headings parted by 、 the first one counts. */
int sheet_places_column(const struct sheet_places *p, const char *file, const char *heading);
void sheet_places_release(struct sheet_places *p);

enum { SHEET_LETTERS = 4 };
/* 1 → "A", 28 → "AB". */
char *sheet_letters(int column, char out[SHEET_LETTERS]);
/* The words for a place: "a.csv:17", "台账.xlsx:申请登记!D17", "台账.xlsx:申请登记 第17行". Column 0 and row 0: not known. */
struct text;
void sheet_place_words(struct text *out, const char *file, bool sheet, int64_t row, int column);

#endif
