/* The lock and the hidden staging folder that a run has in an output folder while it writes, and the removal of what killed runs
 * have left of them.
 *
 * `key` says which part of the folder they are for: "" all of it, else one file among others (staging_key). Their names:
 *
 *     .nianbao-lock               .nianbao-XXXXXX
 *     .nianbao-0123456789abcdef-lock  .nianbao-0123456789abcdef-XXXXXX
 *
 * A lock is a file on which flock() is held, so it works between containers and over network shares, whatever the process ids
 * are; the file is removed with the lock. The holder of the lock may remove the staging folders of its key: their runs are dead.
 */
#ifndef BASE_STAGING_H
#define BASE_STAGING_H
#include "base/diag.h"
#include <stddef.h>

/* The one file that staging_sweep leaves in a dead run's staging folder of key "": the list of what that run was about to
 * put in place. */
#define STAGING_LIST "manifest.json"

enum { STAGING_KEY = 18 };
void staging_key(const char *file, char key[STAGING_KEY]);    /* NULL gives "" */

struct staging_lock { char *path; int fd; volatile bool held; };
enum staging_locked {
    STAGING_LOCKED,
    STAGING_BUSY,                                      /* another run holds it and has not ended within some seconds */
    STAGING_NO_FOLDER,                                 /* the folder went away meanwhile */
    STAGING_NO_LOCKS,                                  /* this file system has none */
    STAGING_FAILED                                     /* errno */
};
/* Waits for the lock; all but STAGING_LOCKED leave nothing behind. A signal's handler sees a lock that is held or none. */
enum staging_locked staging_lock(struct staging_lock *lock, const char *folder, const char *key);
/* The holder, for a message: "（主机 a，进程 12）", or "". */
void staging_holder(const struct staging_lock *lock, char *words, size_t room);
void staging_unlock(struct staging_lock *lock);        /* nothing to do where it was not held */

/* Makes the staging folder, mode 0700. *path is allocated before, *there becomes true with it. */
MUST_CHECK bool staging_make(char **path, volatile bool *there, const char *folder, const char *key);
/* Removes a staging folder and its files, but for `except` (or NULL); whether it is gone. Made for handlers of signals. */
bool staging_remove(const char *path, const char *except);
/* Removes what dead runs have left, of every key. `key` is locked by the caller; take() gets the path of each of its staging
 * folders that still holds a list. */
void staging_sweep(const char *folder, const char *key, void (*take)(void *context, const char *path), void *context);

#endif
