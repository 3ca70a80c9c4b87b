/* `nianbao verify DIR`: is what lies in the archive still what was written?
 *
 * DIR is an output folder with its manifest.json, or a folder above such folders (searched in the order of names).
 * Every file of a manifest is hashed again by both digests and read to its end (reopen/document.h: what was cut short
 * before it was hashed shows there); files that changed, vanished or came along are named. Then the numbers are read back from the machine sheets of the workbook, from report.html and from report.json, and
 * compared cell by cell. (The numbers of the PDF, and of a comparison, are vouched for by their digests.)
 *
 * A manifest may have been tampered with: its names are taken as plain file names of the folder or reported, and
 * symbolic links are never followed.
 */
#ifndef CLI_VERIFY_H
#define CLI_VERIFY_H
#include "base/diag.h"
#include <stdio.h>

/* Prints the result on `out`, for people or as JSON (nianbao.verify/1). *exit_code: 0 all is as it was, 1 something
 * differs, 2 a manifest cannot be read. Fails when DIR cannot be read or holds no manifest. */
MUST_CHECK bool verify_run(const char *dir, FILE *out, bool json, int *exit_code, struct diag *diag);

#endif
