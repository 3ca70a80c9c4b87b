/* The commit: staged files get their names; files of earlier runs that this run does not write are removed. */
#include "base/memory.h"
#include "base/outdir_inside.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MANY = 64 };                                    /* files; more of them are flushed by one call for the file system */

static bool is_flushed(int fd) { return !fsync(fd) || errno == EINVAL || errno == EROFS; }

/* `later`: its bytes are flushed with those of all the others. */
static bool flush(const char *path, int flags, bool private, bool later, int64_t *size, struct diag *diag)
{
    struct stat st;
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0) return diag_fail_errno(diag, "写不了 %s", path);
    bool ok = (!private || !fchmod(fd, 0600)) && !fstat(fd, &st) && (later || is_flushed(fd));
    if (!ok) diag_fail_errno(diag, "写不了 %s", path);
    else if (size) *size = st.st_size;
    if (close(fd) && ok) ok = diag_fail_errno(diag, "写不了 %s", path);
    return ok;
}

static bool is_no_link(struct outdir *o, const char *path, struct diag *diag)
{
    (void)o, (void)diag;
    return outdir_is_folder(path);
}

static bool is_as_listed(struct outdir *o, const struct dropped *d)
{
    char now[DIGEST_HEX];
    struct stat st;
    struct diag unread;
    return (!d->below || outdir_each_below(o, d->below, is_no_link, &unread)) && !lstat(d->path, &st) && S_ISREG(st.st_mode) && digest_file_sha256(d->path, now, &unread) && !strcmp(now, d->sha256);
}

static bool named_before(const struct outdir *o, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!strcmp(o->dropped[k].name, o->dropped[i].name)) return true;
    return false;
}

/* Folders go with the last of their files, the innermost first. */
static void remove_emptied(const struct outdir *o, const char *below)
{
    char *path = memory_dup(below);
    size_t own = strlen(o->path);
    while (strlen(path) > own && !rmdir(path)) *strrchr(path, '/') = 0;
    free(path);
}

/* Several lists may name a file, each with a digest of its own; what none of them has was changed by the office, and stays. */
static bool drop(struct outdir *o, struct diag *diag)
{
    struct stat st;
    for (size_t i = 0; i < o->n_dropped; i++) {
        const struct dropped *d = &o->dropped[i];
        if (!is_as_listed(o, d)) continue;
        if (unlink(d->path)) return diag_fail_errno(diag, "删不了旧的 %s", d->path);
        if (d->below) remove_emptied(o, d->below);
        outdir_note(o, false, "删去 %s：上次运行写的，这次没有", d->path);
    }
    for (size_t i = 0; i < o->n_dropped; i++)
        if (!named_before(o, i) && !lstat(o->dropped[i].path, &st))
            outdir_note(o, true, "没有删 %s：上次运行写的，这次没有，但是后来改动过；不要的话请自己删", o->dropped[i].path);
    return true;
}

/* Of files that follow one another in one folder, the first. */
static bool opens_folder(const struct outdir *o, size_t i)
{
    const char *below = o->files[i].below;
    return below && (!i || !o->files[i - 1].below || strcmp(o->files[i - 1].below, below));
}

static bool make_folders(struct outdir *o, struct diag *diag)
{
    for (size_t i = 0; i < o->n; i++)
        if (opens_folder(o, i) && !outdir_make_below(o, o->files[i].below, diag)) return false;
    return true;
}

static bool rename_some(const struct outdir *o, size_t from, size_t to, struct diag *diag)
{
    for (size_t i = from; i < to; i++)
        if (rename(o->files[i].staged, o->files[i].final)) return diag_fail_errno(diag, "写不了 %s", o->files[i].final);
    return true;
}

/* The last file is the list (the manifest). It is renamed when the old files are gone: until then the list of the run before names
 * them. */
static bool rename_all(struct outdir *o, struct diag *diag)
{
    size_t last = o->n ? o->n - 1 : 0;
    return rename_some(o, 0, last, diag) && drop(o, diag) && rename_some(o, last, o->n, diag);
}

static bool look_again(const struct outdir *o, struct diag *diag)
{
    for (size_t i = 0; i < o->n; i++) {
        const struct staged *f = &o->files[i];
        char now[DIGEST_HEX];
        struct stat st;
        bool same = !lstat(f->final, &st) && S_ISREG(st.st_mode) && st.st_size == f->size;
        if (same && *f->sha256) {
            if (!digest_file_sha256(f->final, now, diag)) return false;
            same = !strcmp(now, f->sha256);
        }
        if (!same) return diag_fail(diag, DIAG_SYSTEM, "%s 写好以后又变了，有别的程序也在写这个文件夹；请等它结束，再运行一次", f->final);
    }
    return true;
}

static bool flush_together(const struct outdir *o, struct diag *diag)
{
    int fd = open(o->staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && !syncfs(fd);
    if (!ok) diag_fail_errno(diag, "写不了 %s", o->path);
    if (fd >= 0) close(fd);
    return ok;
}

/* A new folder is in the folder above it only when that is on the disk too. One that may not be read cannot be flushed. */
static bool flush_folders(const struct outdir *o, struct diag *diag)
{
    if (!flush(o->path, O_RDONLY | O_DIRECTORY, false, false, NULL, diag)) return false;
    for (size_t i = 0; i < o->n; i++)
        if (opens_folder(o, i) && !flush(o->files[i].below, O_RDONLY | O_DIRECTORY, false, false, NULL, diag)) return false;
    for (const struct made *m = o->made; m; m = m->next) {
        char *above = memory_dup(m->path), *slash = strrchr(above, '/');
        if (slash) slash[slash == above] = 0;
        int fd = open(slash ? above : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool ok = fd < 0 || is_flushed(fd) || diag_fail_errno(diag, "写不了 %s", above);
        if (fd >= 0) close(fd);
        free(above);
        if (!ok) return false;
    }
    return true;
}

bool outdir_commit(struct outdir *out, struct diag *diag)
{
    /* A folder under a final name would make a rename fail half-way; look before the first one. */
    for (size_t i = 0; i < out->n; i++) {
        struct staged *f = &out->files[i];
        struct stat st;
        if (!flush(f->staged, O_RDONLY | O_NOFOLLOW, f->private, out->n > MANY, &f->size, diag)) return false;
        if (!lstat(f->final, &st) && S_ISDIR(st.st_mode)) {
            errno = EISDIR;
            return diag_fail_errno(diag, "写不了 %s", f->final);
        }
    }
    if (out->n > MANY && !flush_together(out, diag)) return false;
    if (!make_folders(out, diag)) return false;
    out->committed = true;                             /* from here on the folders stay */
    if (!rename_all(out, diag) || !flush_folders(out, diag) || !look_again(out, diag)) return false;
    for (size_t i = 0; i < out->n_formers; i++)
        if (out->formers[i].folder) staging_remove(out->formers[i].folder, NULL);
    return true;
}
