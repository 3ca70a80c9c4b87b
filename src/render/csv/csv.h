/* CSV for spreadsheet programs: the lists of a document, one behind the other.
 *
 *     struct csv_file *file;
 *     if (!csv_file_open(&file, out, "a.csv", diag)) return false;
 *     bool ok = csv_file_add(file, &list, true, diag);     // as often as there is something to add: nothing of it stays in memory
 *     return csv_file_close(file, ok, diag);
 */
#ifndef RENDER_CSV_H
#define RENDER_CSV_H
#include "base/outdir.h"
#include "documents/document.h"

/* Every block of the document: words are rows of one field, a grid is a row of fields a row. */
MUST_CHECK bool csv_write(const struct document *d, struct outdir *out, const char *file, struct diag *diag);

struct csv_file;
MUST_CHECK bool csv_file_open(struct csv_file **csv, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool csv_file_add(struct csv_file *csv, const struct list *list, bool heads, struct diag *diag);
/* Closes the file and frees it in any case. `ok`: whether everything was added; returns whether the file is whole. */
MUST_CHECK bool csv_file_close(struct csv_file *csv, bool ok, struct diag *diag);

#endif
