/* A folder of outputs that appears whole or not at all.
 *
 * Every file is staged under its own name in a hidden folder inside the output folder, which is the run's alone: libraries may
 * put their scratch files there too. outdir_commit flushes all of them to the disk and renames them into place in the order
 * they were staged (the manifest is staged last). outdir_close, and outdir_discard_all when the program ends early, remove what
 * was staged and leave the files that were there before untouched.
 *
 *     struct outdir *out;
 *     if (!outdir_open_below(&out, "out", "2025/HD01", diag)) return false;
 *     bool ok = outdir_put(out, "report.json", json, n, diag) && outdir_commit(out, diag);
 *     outdir_close(out);
 *
 * A name may lie in folders of the output folder: 机关/财政局.html. They are made by the commit.
 *
 * The folder is locked until it is closed: a second run that would write there waits some seconds, and then is refused. What
 * runs that were killed have left in it is removed first (base/staging.h). A final name that is a symbolic link is replaced,
 * never followed.
 */
#ifndef BASE_OUTDIR_H
#define BASE_OUTDIR_H
#include "base/diag.h"
#include "base/digest.h"
#include <stddef.h>

struct outdir;

/* Makes the folder and its parents where they are missing. The run owns everything in it. */
MUST_CHECK bool outdir_open(struct outdir **out, const char *path, struct diag *diag);
/* The same for base/below; what lies below the folder that the user has named must be no symbolic link. */
MUST_CHECK bool outdir_open_below(struct outdir **out, const char *base, const char *below, struct diag *diag);
/* For runs side by side below `path`: makes it and its parents as far as they can be made. outdir_close takes away those that it has made
 * if they are empty by then. The runs say what could not be made. Never NULL. */
struct outdir *outdir_hold(const char *path);
/* For this one file among others that the run leaves alone; `below` NULL: it stands in `base`. */
MUST_CHECK bool outdir_open_for(struct outdir **out, const char *base, const char *below, const char *file, struct diag *diag);
const char *outdir_path(const struct outdir *out);
/* Stages `name`: returns the path that its writer is to create and fill (NULL: diag is filled). The path lives as long as
 * `out`; its folder is empty but for what was staged. */
const char *outdir_stage(struct outdir *out, const char *name, struct diag *diag);
/* Stages a file with these bytes. */
MUST_CHECK bool outdir_put(struct outdir *out, const char *name, const void *bytes, size_t n, struct diag *diag);
/* Only the owner may read the file that was staged under this name (mode 0600). It may be called before the file is written. */
void outdir_private(struct outdir *out, const char *name);
/* The i-th list (manifest.json) of files that earlier runs have written here; NULL past the end. The first may not be there;
 * the others are of runs that were killed while they put their files in place. */
const char *outdir_former(const struct outdir *out, size_t i);
/* At commit, removes a file of an earlier run if it is still the one with this digest. A note says what became of it. */
void outdir_drop(struct outdir *out, const char *name, const char *sha256);
/* A note to the user; with `matters` also under --quiet. */
void outdir_note(struct outdir *out, bool matters, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A file that could not be made, in words, while the others are written: a note that matters, and the run is not whole (exit code 1). */
void outdir_lack(struct outdir *out, const char *name, const char *why);
bool outdir_lacks(const struct outdir *out);
/* The i-th note, NULL past the end; they are complete after commit. */
const char *outdir_note_at(const struct outdir *out, size_t i, bool *matters);
/* What is staged so far, in order: the i-th name, and its digests as it lies on the disk now, without SM3 where only the owner
 * may read it; NULL past the end. */
const char *outdir_name(const struct outdir *out, size_t i);
const char *outdir_staged(const struct outdir *out, size_t i);    /* the path where it lies until the commit */
bool outdir_has(const struct outdir *out, const char *name);      /* whether it is staged */
MUST_CHECK bool outdir_digest(struct outdir *out, size_t i, struct digests *d, struct diag *diag);
/* Files whose digest was asked for are read once more in their place: false means that another program has written there. */
MUST_CHECK bool outdir_commit(struct outdir *out, struct diag *diag);
void outdir_close(struct outdir *out);                 /* discards what was not committed; NULL is allowed */
/* Removes what every open outdir has staged; for the out-of-memory and signal handlers. Does nothing in a process that was forked
 * since. */
void outdir_discard_all(void);

/* A file or folder name made of `text` that every system can have: what base/characters.h does not allow, / \ : * ? " < > |,
 * leading dots, dots and blanks at the end become '_', CON, COM1 and the like get one in front; composed (NFC), at most 200
 * bytes, cut between characters (docs/zh/输出.md). */
char *outdir_safe_name(const char *text);
/* A key that is equal for two names that are one file on a system which ignores case or composes names. */
char *outdir_folded_name(const char *name);

#endif
