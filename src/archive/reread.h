/* A transfer package read back: every file against 摘要清单.txt, and what the metadata, the catalogue and the documents say of each other.
 *
 * A file that is changed together with the list is found where the metadata, or the manifest that was written with the report (其他/形成清单), no
 * longer agree; and what the program writes of a report is written again and compared byte for byte. The package may have been changed on purpose:
 * nothing outside of it is opened, links are not followed.
 */
#ifndef ARCHIVE_REREAD_H
#define ARCHIVE_REREAD_H
#include "archive/inspect.h"
#include "base/settings.h"

/* kind is a stable word: changed missing added link name unreadable incomplete metadata catalogue; unseen is no difference: this machine could not look at it; undecided: time or
 * memory gave out before it was looked at, which a file can be made for: no difference, but no success. file NULL = the package as a whole. */
typedef void (*reread_found)(void *context, const char *kind, const char *file, const char *message);

struct reread { size_t files, items; };                /* how many were looked at */
/* The program's own words and forms, by which the package's records are written again and compared; NULL: they are not at hand, and the
 * records are compared only with each other. */
struct reread_own { const struct archive_words *words; struct form_shelf *shelf; const struct schema *schema; archive_numbers numbers; const struct settings *settings; const char *program, *templates, *data, *calendar_hash; };

/* Whether the folder is a package: it holds a list of digests or a catalogue. */
bool reread_is_package(const char *folder);
/* false: the list of digests cannot be read, which was told. */
bool reread_package(const char *folder, const struct reread_own *own, struct reread *counts, reread_found found, void *context);

/* What a package is of: its 全宗号 ("" = not given) and its items. */
struct former_item { const char *id, *title, *place; };      /* id: 电子文件号 */
struct former_package { const char *fonds; struct former_item *items; size_t n; };
/* Of a package that was not written to its end, what there is. Fails where a record of it cannot be read. Belongs to the arena. */
MUST_CHECK bool reread_former(const char *folder, struct arena *a, struct former_package *former, struct diag *diag);

#endif
