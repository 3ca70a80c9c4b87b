/* A folder of outputs that appears whole or not at all.
 *
 * Every file is staged beside its place under a temporary name; outdir_commit flushes all of them to the disk and
 * renames them in the order they were staged (the manifest is staged last). outdir_discard, also called when the
 * program ends early, removes what was staged and leaves the files that were there before untouched.
 *
 *     struct outdir *out;
 *     if (!outdir_open(&out, "out/2025/HD01", diag)) return false;
 *     bool ok = outdir_put(out, "report.json", json, n, diag) && outdir_commit(out, diag);
 *     outdir_close(out);
 *
 * A final name that is a symbolic link is replaced, never followed.
 */
#ifndef BASE_OUTDIR_H
#define BASE_OUTDIR_H
#include "base/diag.h"
#include "base/digest.h"
#include <stddef.h>

struct outdir;

/* Makes the folder and its parents where they are missing. */
MUST_CHECK bool outdir_open(struct outdir **out, const char *path, struct diag *diag);
const char *outdir_path(const struct outdir *out);
/* Stages `name`: returns the temporary path that its writer is to create and fill (NULL: diag is filled). The path lives
 * as long as `out`. */
const char *outdir_stage(struct outdir *out, const char *name, struct diag *diag);
/* Stages a file with these bytes. */
MUST_CHECK bool outdir_put(struct outdir *out, const char *name, const void *bytes, size_t n, struct diag *diag);
/* The file that was staged under this name is nobody else's to read: mode 0600. Whether it is written by now does not matter. */
void outdir_private(struct outdir *out, const char *name);
/* At commit, removes a file left by an earlier run, if it is there. */
void outdir_drop(struct outdir *out, const char *name);
/* What is staged so far, in order: the i-th name, and its digests as it lies on the disk now; NULL past the end. */
const char *outdir_name(const struct outdir *out, size_t i);
const char *outdir_staged(const struct outdir *out, size_t i);    /* the path where it lies until the commit */
MUST_CHECK bool outdir_digest(const struct outdir *out, size_t i, struct digests *d, struct diag *diag);
MUST_CHECK bool outdir_commit(struct outdir *out, struct diag *diag);
void outdir_close(struct outdir *out);                 /* discards what was not committed; NULL is allowed */
/* Removes the staged files of every open outdir; for the out-of-memory and signal handlers. */
void outdir_discard_all(void);

/* A file or folder name made of `text`: '/', NUL, control characters and leading dots become '_', at most 200 bytes,
 * cut between characters (output.md 3). */
char *outdir_safe_name(const char *text);

#endif
