/* A document that was written, read again to its end.
 *
 * Libraries write where the program does not look: libxlsxwriter takes no notice of a scratch file that found the disk full,
 * and makes a workbook of half a sheet. So nothing gets its name before it was read again, and `nianbao verify` reads by
 * the same function. Nothing is held in memory but a PDF.
 *
 *     ok = ok && documents_sound(out, diag) && outdir_commit(out, diag);
 */
#ifndef REOPEN_DOCUMENT_H
#define REOPEN_DOCUMENT_H
#include "base/outdir.h"

/* Whether the file is a whole document of the kind that `name` ends in. Otherwise diag says what is missing ("不完整：…",
 * without the name) as DIAG_INPUT; a file that the system does not let us read is a DIAG_SYSTEM. */
MUST_CHECK bool document_sound(const char *path, const char *name, struct diag *diag);

/* All that is staged in `out`; fails with DIAG_SYSTEM, for what was written is not what lies there. */
MUST_CHECK bool documents_sound(const struct outdir *out, struct diag *diag);

#endif
