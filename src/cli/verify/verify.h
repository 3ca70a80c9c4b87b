/* nianbao verify DIR: compares the files of an archive with what was written.
 *
 * DIR is an output folder with its manifest.json, a transfer package (archive/reread.h), or a folder above such folders (searched in the
 * order of names).
 * Every file of a manifest is hashed again by each digest that is listed and read to its end: a file that was incomplete when it was hashed
 * shows there (reopen/document.h). Files that changed, are missing or were added are reported. Then the numbers of the workbook's
 * machine sheets, of report.html, of page.html and the text document where there is one, and of report.json are compared cell by cell,
 * and what was found before publication with what report.json says of it.
 * Those of the PDF, and of a comparison, are covered by the digests alone.
 *
 * A manifest may have been changed on purpose: a name in it that is no plain file name is reported and not opened, and symbolic
 * links are not followed.
 */
#ifndef CLI_VERIFY_H
#define CLI_VERIFY_H
#include "base/diag.h"
#include <stdio.h>

/* Prints the result on `out`, for people or as JSON (nianbao.verify/1). *exit_code: 0 nothing differs, 1 something
 * differs or could not be decided, 2 a manifest cannot be read. Fails when DIR cannot be read or holds no manifest. */
struct reread_own;                                     /* archive/reread.h; NULL: packages are compared with themselves alone */
MUST_CHECK bool verify_run(const char *dir, const struct reread_own *own, FILE *out, bool json, int *exit_code, struct diag *diag);

#endif
