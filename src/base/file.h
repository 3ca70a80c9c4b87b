/* Files from outside, opened with care: only a regular file of bounded size, so that no pipe or device makes the program wait for
 * ever and no huge file fills its memory. Symbolic links are followed.
 *
 *     FILE *f;
 *     if (!file_open(&f, path, 4 * MEBIBYTE, diag)) return false;
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include "base/diag.h"
#include <stdint.h>
#include <stdio.h>

#define MEBIBYTE INT64_C(1048576)
enum { FILE_ANY_SIZE = 0 };

/* For reading; `most` in bytes. What is no regular file, or larger, is a DIAG_INPUT. */
MUST_CHECK bool file_open(FILE **f, const char *path, int64_t most, struct diag *diag);
/* The same check, for libraries that open a path themselves. */
MUST_CHECK bool file_check(const char *path, int64_t most, struct diag *diag);

#endif
