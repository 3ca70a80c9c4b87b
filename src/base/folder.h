/* The names in a folder: the one listing, for all that read folders.
 *
 *     const char **names;
 *     size_t n;
 *     if (!folder_names(&arena, dir, "日历文件夹", ".csv", &names, &n, diag)) return false;
 */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H
#include "base/diag.h"
#include "base/memory.h"
#include <stddef.h>

/* Names that end in `ending` (NULL: all), sorted by bytes whatever the locale; without hidden ones, which begin with a dot. They belong
 * to the arena. A folder that cannot be read fails with its path; `what` it is stands before the path in the message, "" says nothing. */
MUST_CHECK bool folder_names(struct arena *arena, const char *path, const char *what, const char *ending, const char ***names, size_t *n, struct diag *diag);
/* Every name of the folder, hidden ones too, but for "." and "..". */
MUST_CHECK bool folder_every_name(struct arena *arena, const char *path, const char *what, const char ***names, size_t *n, struct diag *diag);
/* Whether the path is a folder, or a link to one. */
bool folder_is(const char *path);
/* Whether `inner` is the folder `outer` or lies in it, links resolved; of `inner`, what is not there yet counts as it is written. */
bool folder_holds(const char *outer, const char *inner);

#endif
