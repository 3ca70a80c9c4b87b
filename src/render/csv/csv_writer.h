/* CSV for spreadsheet programs: UTF-8 with BOM, CRLF, quoted by RFC 4180.
 *
 * A text that a spreadsheet would take for a formula (it begins with = + - @, their full-width forms, TAB or CR) gets a
 * leading '. The writer owns its bytes until csv_writer_release.
 *
 * Written by hand: a library for CSV (libcsv) quotes a field and no more.
 *
 *     struct csv_writer w = {0};
 *     csv_writer_text(&w, "编号");
 *     csv_writer_number(&w, 17);
 *     csv_writer_end_row(&w);
 *     bool ok = outdir_put(out, "a.csv", text_get(&w.text), w.text.n, diag);
 *     csv_writer_release(&w);
 */
#ifndef RENDER_CSV_WRITER_H
#define RENDER_CSV_WRITER_H
#include "base/text.h"

struct csv_writer { struct text text; size_t fields; bool begun; };   /* begun: the BOM is written, also when text was taken away */

void csv_writer_text(struct csv_writer *w, const char *s);     /* NULL is an empty field */
void csv_writer_number(struct csv_writer *w, int64_t number);
void csv_writer_count(struct csv_writer *w, int count);        /* empty below 0 */
void csv_writer_day(struct csv_writer *w, int day);            /* 2025-03-31; NO_DAY is empty */
void csv_writer_end_row(struct csv_writer *w);
void csv_writer_release(struct csv_writer *w);

/* Whether a spreadsheet program could take this text for a formula. */
bool csv_looks_like_formula(const char *s);

#endif
