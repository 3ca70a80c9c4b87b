/* Reads a document again to its end, after it was written and before it gets its name.
 *
 * Libraries may fail to write without an error: libxlsxwriter does not notice a full disk under its scratch file, and makes a
 * workbook of half a sheet. `nianbao verify` reads by the same functions. Only a PDF is held in memory.
 *
 *     ok = ok && documents_sound(out, diag) && outdir_commit(out, diag);
 */
#ifndef REOPEN_DOCUMENT_H
#define REOPEN_DOCUMENT_H
#include "base/outdir.h"

/* Whether the file is a whole document of the kind that the ending of `name` tells. Otherwise diag says what is missing ("不完整：…",
 * without the name) as DIAG_INPUT, or that the system cannot read the file as DIAG_SYSTEM. */
MUST_CHECK bool document_sound(const char *path, const char *name, struct diag *diag);

/* The same for every file staged in `out`; fails with DIAG_SYSTEM, since the disk does not hold what was written. */
MUST_CHECK bool documents_sound(const struct outdir *out, struct diag *diag);

#endif
