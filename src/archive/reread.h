/* A transfer package read back: every file against 摘要清单.txt, and what the metadata, the catalogue and the documents say of each other.
 *
 * Whoever changes a file and the list too is found where the metadata no longer agree. The package may have been changed on purpose:
 * nothing outside of it is opened, links are not followed.
 */
#ifndef ARCHIVE_REREAD_H
#define ARCHIVE_REREAD_H
#include "base/diag.h"
#include <stddef.h>

/* kind is a stable word: changed missing added link name unreadable incomplete metadata catalogue. file NULL = the package as a whole. */
typedef void (*reread_found)(void *context, const char *kind, const char *file, const char *message);

struct reread { size_t files, items; };                /* how many were looked at */

/* Whether the folder is a package: it holds a list of digests or a catalogue. */
bool reread_is_package(const char *folder);
/* false: the list of digests cannot be read, which was told. */
bool reread_package(const char *folder, struct reread *counts, reread_found found, void *context);

#endif
