/* The struct behind base/outdir.h: what a folder of outputs remembers. */
#ifndef BASE_OUTDIR_INSIDE_H
#define BASE_OUTDIR_INSIDE_H
#include "base/intern.h"
#include "base/outdir.h"
#include "base/staging.h"
#include <stdint.h>
#include <sys/types.h>

struct staged {
    char *name, *staged, *final;
    char *below;                                       /* the path of its folder in the output folder; NULL = it lies in that itself */
    bool private;
    char sha256[DIGEST_HEX];                           /* "": not asked for */
    int64_t size;
};
struct dropped { char *name, *path, *below, sha256[DIGEST_HEX]; };
struct outdir_message { char *text; bool matters; };
struct former { char *folder, *list; };                /* folder NULL: the list is that of the output folder itself */

/* A signal may come between any two instructions, and its handler removes what is staged (outdir_discard_all). It needs the
 * lock, the staging folder and the folders made: each is whole before one store makes it known, and is never moved. */
struct made { char *path; struct made *next; };
struct outdir {
    char *path;
    pid_t owner;                                       /* a fork has the same list, and is not to clear it */
    struct staging_lock lock;
    char *staging;
    volatile bool stages;                              /* the staging folder is there */
    struct made *volatile made;                        /* folders that go if they are empty and nothing is committed, innermost first */
    volatile bool committed;
    struct outdir *volatile next;                      /* every open folder, for outdir_discard_all */
    struct staged *files;                              /* in the order of staging */
    size_t n, cap;
    struct intern *names;                              /* of the files, numbered from 1 in their order */
    struct dropped *dropped;
    size_t n_dropped, cap_dropped;
    bool lacks;
    struct outdir_message *notes;
    size_t n_notes, cap_notes;
    struct former *formers;
    size_t n_formers, cap_formers;
};

/* Each folder from the output folder, without it, down to `below`, the outermost first, until one is refused. */
MUST_CHECK bool outdir_each_below(struct outdir *o, const char *below, bool (*visit)(struct outdir *o, const char *path, struct diag *diag), struct diag *diag);
/* Makes them where they are missing; what is there must be a folder, and no link to one. */
MUST_CHECK bool outdir_make_below(struct outdir *o, const char *below, struct diag *diag);
bool outdir_is_folder(const char *path);               /* and no link to one; NULL: the output folder itself */

#endif
