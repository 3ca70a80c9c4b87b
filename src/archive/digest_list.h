/* 摘要清单.txt: SHA-256 and SM3 of every file of a package but itself, in the byte order of their names; a line each, parted by tabs. */
#ifndef ARCHIVE_DIGEST_LIST_H
#define ARCHIVE_DIGEST_LIST_H
#include "base/memory.h"
#include "base/outdir.h"

#define DIGEST_LIST "摘要清单.txt"

struct listed_file { const char *name, *sha256, *sm3; };
struct digest_list { struct listed_file *files; size_t n; };

/* Of everything that is staged; stages the list. */
MUST_CHECK bool digest_list_put(struct outdir *out, struct diag *diag);
/* Drops what the list of an earlier package in this folder has and this one does not; of a list that cannot be read nothing. */
void digest_list_drop_former(struct outdir *out);
/* Strictly: each line whole, names in their order, none of them leading out of the folder. Belongs to the arena. */
MUST_CHECK bool digest_list_read(struct digest_list *list, struct arena *arena, const char *path, struct diag *diag);
const struct listed_file *digest_list_find(const struct digest_list *list, const char *name);      /* NULL = it does not list it */

#endif
