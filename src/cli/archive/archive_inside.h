/* The folders of `nianbao archive`: which of those given are reports, and where a package may be written. */
#ifndef CLI_ARCHIVE_ARCHIVE_INSIDE_H
#define CLI_ARCHIVE_ARCHIVE_INSIDE_H
#include "archive/inspect.h"
#include "flow/options.h"

struct archive_folders {
    const char **list;                                 /* output folders of reports */
    size_t n, cap;
    struct archive_left *left;                         /* what else was given or found, each once, by name */
    size_t n_left, cap_left;
};

/* At or below the inputs; links are not followed. Every folder that is passed over is in `left`, but for the one of -o. Strings belong to
 * the arena. */
MUST_CHECK bool archive_find(struct archive_folders *found, struct arena *a, const struct options *o, struct diag *diag);
void archive_folders_release(struct archive_folders *found);

/* Refused: a folder with other things in it, or inside that of a report; a package of another 全宗号, or with an item that is none of these. */
MUST_CHECK bool archive_place_is_free(const char *out, const struct archive_item *items, size_t n, const struct fonds *fonds, struct diag *diag);

#endif
