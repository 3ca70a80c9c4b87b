/* A reader of CSV (RFC 4180) as raw rows: quoted cells may hold commas, line breaks and doubled quotes; rows end with CRLF, LF or
 * CR. A quote inside an unquoted cell is an ordinary character.
 *
 * No library does it: libcsv takes a separator of one byte and gives no line numbers; here people also type ， and every fault has its
 * line.
 *
 * Cells point into the text. A doubled quote is closed up in place, so the text is changed while it is read.
 */
#ifndef LEDGER_CSV_H
#define LEDGER_CSV_H
#include "ledger/rows/raw_rows.h"

/* `text` must outlive the reader and is written to. */
struct raw_rows *csv_open(char *text, size_t n);
/* The same with another separator than the comma, of one character: ";", "，". It must outlive the reader. */
struct raw_rows *csv_open_separated(char *text, size_t n, const char *separator);

#endif
