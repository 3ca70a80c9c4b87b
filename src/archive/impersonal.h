/* Texts of the data folder that go into a package as they stand: no line of them may hold what identifies a person. */
#ifndef ARCHIVE_IMPERSONAL_H
#define ARCHIVE_IMPERSONAL_H
#include "base/diag.h"
#include <stddef.h>

struct schema;
/* Fails with "name:line: …". schema NULL: only numbers that prove themselves are looked for. `bytes` ends with a NUL. */
MUST_CHECK bool impersonal_text(const struct schema *schema, const char *name, const char *bytes, size_t n, struct diag *diag);

#endif
