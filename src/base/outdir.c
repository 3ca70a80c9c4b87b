#include "base/outdir.h"
#include "base/memory.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A signal may come between any two instructions, and its handler removes what is staged (outdir_discard_all). So each name
 * lies in a node of its own, which is whole before one store makes it part of a list, and no list is ever moved. */
struct staged { char *name, *temporary, *final; bool private; volatile bool waits; struct staged *volatile next; };   /* waits: not renamed */
struct made { char *path; struct made *next; };
struct outdir {
    char *path;
    struct staged *volatile files;                     /* in the order of staging */
    struct staged *last;
    size_t n;
    char **dropped;
    size_t n_dropped, cap_dropped;
    struct made *volatile made;                        /* folders that were not there before, innermost first */
    volatile bool committed;
    struct outdir *volatile next;                      /* every open folder, for outdir_discard_all */
};

static struct outdir *volatile open_folders;

/* What was written before stays before what is written behind it, for a handler too. */
static void before_publishing(void) { atomic_signal_fence(memory_order_release); }

/* Makes one folder; its node is there before, so that nothing comes between the two. */
static bool make_folder(struct outdir *o, const char *path, struct diag *diag)
{
    struct made *m = memory_alloc(sizeof *m);
    *m = (struct made){memory_dup(path), o->made};
    before_publishing();
    if (!mkdir(path, 0777)) {
        o->made = m;
        return true;
    }
    bool ok = errno == EEXIST || diag_fail_errno(diag, "建不了文件夹 %s", path);
    free(m->path);
    free(m);
    return ok;
}

static void note_staged(struct outdir *o, struct staged *s)
{
    before_publishing();
    if (o->last) o->last->next = s;
    else o->files = s;
    o->last = s;
    o->n++;
}

static bool make_folders(struct outdir *o, const char *path, struct diag *diag)
{
    char *p = memory_dup(path);
    bool ok = true;
    for (char *s = p + 1; ok; s++) {
        if (*s && *s != '/') continue;
        char was = *s;
        *s = 0;
        ok = make_folder(o, p, diag);
        *s = was;
        if (!was) break;
    }
    struct stat st;
    if (ok && (stat(path, &st) || !S_ISDIR(st.st_mode))) {
        errno = ENOTDIR;
        ok = diag_fail_errno(diag, "写不到 %s", path);
    }
    if (ok && access(path, W_OK | X_OK)) ok = diag_fail_errno(diag, "写不到 %s", path);
    free(p);
    return ok;
}

bool outdir_open(struct outdir **out, const char *path, struct diag *diag)
{
    struct outdir *o = memory_alloc(sizeof *o);
    o->path = memory_dup(path);
    o->next = open_folders;
    before_publishing();
    open_folders = o;
    if (!make_folders(o, path, diag)) {
        outdir_close(o);
        return false;
    }
    *out = o;
    return true;
}

const char *outdir_path(const struct outdir *out) { return out->path; }

static char *join(const char *dir, const char *prefix, const char *name, const char *suffix)
{
    size_t n = strlen(dir) + strlen(prefix) + strlen(name) + strlen(suffix) + 2;
    char *p = memory_alloc(n);
    snprintf(p, n, "%s/%s%s%s", dir, prefix, name, suffix);
    return p;
}

static void free_staged(struct staged *s)
{
    free(s->name);
    free(s->temporary);
    free(s->final);
    free(s);
}

const char *outdir_stage(struct outdir *out, const char *name, struct diag *diag)
{
    /* Names stay short enough for a file system's 255 bytes; the counter keeps them apart. */
    char number[32];
    snprintf(number, sizeof number, ".nianbao-%ld-%zu", (long)getpid(), out->n);
    struct staged *s = memory_alloc(sizeof *s);
    s->name = memory_dup(name);
    s->temporary = join(out->path, number, ".tmp", "");
    s->final = join(out->path, "", name, "");
    s->waits = true;
    if (unlink(s->temporary) && errno != ENOENT) {
        diag_fail_errno(diag, "写不了 %s", s->final);
        free_staged(s);
        return NULL;
    }
    note_staged(out, s);
    return s->temporary;
}

bool outdir_put(struct outdir *out, const char *name, const void *bytes, size_t n, struct diag *diag)
{
    const char *path = outdir_stage(out, name, diag);
    if (!path) return false;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) return diag_fail_errno(diag, "写不了 %s/%s", out->path, name);
    const char *p = bytes;
    bool ok = true;
    while (ok && n) {
        ssize_t written = write(fd, p, n);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            ok = diag_fail_errno(diag, "写不了 %s/%s", out->path, name);
        } else {
            p += written;
            n -= (size_t)written;
        }
    }
    if (close(fd) && ok) ok = diag_fail_errno(diag, "写不了 %s/%s", out->path, name);
    return ok;
}

void outdir_private(struct outdir *out, const char *name)
{
    for (struct staged *f = out->files; f; f = f->next)
        if (!strcmp(f->name, name)) f->private = true;
}

void outdir_drop(struct outdir *out, const char *name)
{
    out->dropped = memory_grow(out->dropped, out->n_dropped, &out->cap_dropped, sizeof *out->dropped);
    out->dropped[out->n_dropped++] = join(out->path, "", name, "");
}

static const struct staged *staged_at(const struct outdir *out, size_t i)
{
    const struct staged *s = out->files;
    while (s && i--) s = s->next;
    return s;
}

const char *outdir_name(const struct outdir *out, size_t i) { return i < out->n ? staged_at(out, i)->name : NULL; }

const char *outdir_staged(const struct outdir *out, size_t i) { return i < out->n ? staged_at(out, i)->temporary : NULL; }

bool outdir_digest(const struct outdir *out, size_t i, struct digests *d, struct diag *diag)
{
    return digest_file(staged_at(out, i)->temporary, d, diag);
}

static bool flush(const char *path, int flags, struct diag *diag)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0) return diag_fail_errno(diag, "写不了 %s", path);
    bool ok = !fsync(fd) || errno == EINVAL || errno == EROFS;
    if (!ok) diag_fail_errno(diag, "写不了 %s", path);
    if (close(fd) && ok) ok = diag_fail_errno(diag, "写不了 %s", path);
    return ok;
}

bool outdir_commit(struct outdir *out, struct diag *diag)
{
    /* A folder under a final name would make a rename fail half-way; look before the first one. */
    out->committed = true;                             /* from here on the folders stay */
    for (const struct staged *f = out->files; f; f = f->next) {
        struct stat st;
        if (f->private && chmod(f->temporary, 0600)) return diag_fail_errno(diag, "写不了 %s", f->final);
        if (!flush(f->temporary, O_RDONLY, diag)) return false;
        if (!lstat(f->final, &st) && S_ISDIR(st.st_mode)) {
            errno = EISDIR;
            return diag_fail_errno(diag, "写不了 %s", f->final);
        }
    }
    for (struct staged *f = out->files; f; f = f->next) {
        if (rename(f->temporary, f->final)) return diag_fail_errno(diag, "写不了 %s", f->final);
        f->waits = false;
    }
    for (size_t i = 0; i < out->n_dropped; i++)
        if (unlink(out->dropped[i]) && errno != ENOENT) return diag_fail_errno(diag, "删不了旧的 %s", out->dropped[i]);
    return flush(out->path, O_RDONLY | O_DIRECTORY, diag);
}

static void discard(struct outdir *out)
{
    for (const struct staged *f = out->files; f; f = f->next)
        if (f->waits) unlink(f->temporary);
    /* A folder that is not empty by now is somebody else's too, and stays. */
    for (const struct made *m = out->made; m && !out->committed; m = m->next) rmdir(m->path);
}

void outdir_close(struct outdir *out)
{
    if (!out) return;
    discard(out);
    if (open_folders == out) open_folders = out->next;
    for (struct outdir *o = open_folders; o; o = o->next)
        if (o->next == out) o->next = out->next;
    for (struct staged *f = out->files, *next; f; f = next) {
        next = f->next;
        free_staged(f);
    }
    for (struct made *m = out->made, *next; m; m = next) {
        next = m->next;
        free(m->path);
        free(m);
    }
    for (size_t i = 0; i < out->n_dropped; i++) free(out->dropped[i]);
    free(out->dropped);
    free(out->path);
    free(out);
}

void outdir_discard_all(void)
{
    for (struct outdir *o = open_folders; o; o = o->next) discard(o);
}

char *outdir_safe_name(const char *text)
{
    enum { MAX_BYTES = 200 };
    struct text t = {0};
    size_t n = strlen(text);
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t used = utf8_next(text + i, n - i, &c);
        bool leading_dot = c == '.' && t.n == strspn(text_get(&t), "_");
        bool unsafe = c == '/' || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD || leading_dot;
        if (t.n + (unsafe ? 1 : used) > MAX_BYTES) break;
        if (unsafe) text_add_char(&t, '_');
        else text_add_n(&t, text + i, used);
        i += used;
    }
    if (!t.n) text_add_char(&t, '_');
    char *name = memory_dup(text_get(&t));
    text_release(&t);
    return name;
}
