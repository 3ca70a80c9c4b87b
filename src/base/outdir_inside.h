/* The struct behind base/outdir.h: what a folder of outputs remembers. */
#ifndef BASE_OUTDIR_INSIDE_H
#define BASE_OUTDIR_INSIDE_H
#include "base/outdir.h"
#include "base/staging.h"
#include <stdint.h>
#include <sys/types.h>

struct staged { char *name, *staged, *final; bool private; char sha256[DIGEST_HEX]; int64_t size; };    /* sha256 "": not asked for */
struct dropped { char *name, *path, sha256[DIGEST_HEX]; };
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
    struct made *volatile made;                        /* folders that were not there before, innermost first */
    volatile bool committed;
    struct outdir *volatile next;                      /* every open folder, for outdir_discard_all */
    struct staged *files;                              /* in the order of staging */
    size_t n, cap;
    struct dropped *dropped;
    size_t n_dropped, cap_dropped;
    struct outdir_message *notes;
    size_t n_notes, cap_notes;
    struct former *formers;
    size_t n_formers, cap_formers;
};

#endif
