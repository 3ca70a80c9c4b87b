/* Reads a document again to its end, after it was written and before it gets its name.
 *
 * Libraries may fail to write without an error: libxlsxwriter does not notice a full disk under its scratch file, and makes a
 * workbook of half a sheet. `nianbao verify` reads by the same functions. Only a PDF is held in memory.
 *
 *     ok = ok && documents_sound(out, diag) && outdir_commit(out, diag);
 */
#ifndef REOPEN_DOCUMENT_H
#define REOPEN_DOCUMENT_H
#include "base/memory.h"
#include "base/outdir.h"

/* Whether the file is a whole document of the kind that the ending of `name` tells. Otherwise diag says what is missing ("不完整：…",
 * without the name) as DIAG_INPUT, or that the system cannot read the file as DIAG_SYSTEM. */
MUST_CHECK bool document_sound(const char *path, const char *name, struct diag *diag);

/* The same for every file staged in `out`; fails with DIAG_SYSTEM, since the disk does not hold what was written. */
MUST_CHECK bool documents_sound(const struct outdir *out, struct diag *diag);

/* Whether a page, DOCX, XLSX or OFD could do something by itself: a page and an OFD may hold only the elements that the program writes, and
 * no script; parts no macro, no object, no relation or formula that leads out, no field but that of page numbers. NULL = nothing, and
 * it was read to its end; else what there is, in Chinese, from the arena. `name` tells the kind by its ending. */
const char *active_in_document(struct arena *arena, const char *path, const char *name);

/* Gives all words of a DOCX, XLSX or OFD, of each of its parts, hidden or not: a paragraph, a cell, a drawn line, a name or a description at a
 * time, which stay until take() returns. `name` tells the kind by its ending. */
MUST_CHECK bool words_of_document(const char *path, const char *name, void (*take)(void *context, const char *words), void *context, struct diag *diag);

#endif
