/* A file of SQLite that is only read, of this program or another. Needs nothing of SQLite. */
#ifndef BASE_SQLITE_INPUT_H
#define BASE_SQLITE_INPUT_H
#include "base/diag.h"
#include "base/memory.h"

/* Whether the file has all that was written to it; otherwise -wal or -journal beside it has content, or it is not there (DIAG_INPUT). */
MUST_CHECK bool sqlite_input_whole(const char *path, struct diag *diag);
/* Its URI for SQLITE_OPEN_URI. Immutable: SQLite takes no locks, so another program can go on, and makes no file beside it. */
const char *sqlite_input_address(struct arena *arena, const char *path);

#endif
