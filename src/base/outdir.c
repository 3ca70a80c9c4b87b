#include "base/outdir.h"
#include "base/memory.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct staged { char *name, *temporary, *final; };
struct outdir {
    char *path;
    struct staged *files;
    size_t n, cap;
    char **dropped;
    size_t n_dropped, cap_dropped;
    char **made;                                       /* folders that were not there before, outermost first */
    size_t n_made, cap_made;
    bool committed;
    struct outdir *next;                               /* every open folder, for outdir_discard_all */
};

static struct outdir *open_folders;

static void note_made(struct outdir *o, const char *path)
{
    o->made = memory_grow(o->made, o->n_made, &o->cap_made, sizeof *o->made);
    o->made[o->n_made++] = memory_dup(path);
}

static bool make_folders(struct outdir *o, const char *path, struct diag *diag)
{
    char *p = memory_dup(path);
    bool ok = true;
    for (char *s = p + 1; ok; s++) {
        if (*s && *s != '/') continue;
        char was = *s;
        *s = 0;
        if (!mkdir(p, 0777)) note_made(o, p);
        else if (errno != EEXIST) ok = diag_fail_errno(diag, "建不了文件夹 %s", p);
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

const char *outdir_stage(struct outdir *out, const char *name, struct diag *diag)
{
    /* Names stay short enough for a file system's 255 bytes; the counter keeps them apart. */
    char number[32];
    snprintf(number, sizeof number, ".nianbao-%ld-%zu", (long)getpid(), out->n);
    struct staged s = {memory_dup(name), join(out->path, number, ".tmp", ""), join(out->path, "", name, "")};
    if (unlink(s.temporary) && errno != ENOENT) {
        diag_fail_errno(diag, "写不了 %s", s.final);
        free(s.name);
        free(s.temporary);
        free(s.final);
        return NULL;
    }
    out->files = memory_grow(out->files, out->n, &out->cap, sizeof *out->files);
    out->files[out->n++] = s;
    return s.temporary;
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

void outdir_drop(struct outdir *out, const char *name)
{
    out->dropped = memory_grow(out->dropped, out->n_dropped, &out->cap_dropped, sizeof *out->dropped);
    out->dropped[out->n_dropped++] = join(out->path, "", name, "");
}

const char *outdir_name(const struct outdir *out, size_t i) { return i < out->n ? out->files[i].name : NULL; }

bool outdir_digest(const struct outdir *out, size_t i, struct digests *d, struct diag *diag)
{
    return digest_file(out->files[i].temporary, d, diag);
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
    for (size_t i = 0; i < out->n; i++) {
        struct stat st;
        if (!flush(out->files[i].temporary, O_RDONLY, diag)) return false;
        if (!lstat(out->files[i].final, &st) && S_ISDIR(st.st_mode)) {
            errno = EISDIR;
            return diag_fail_errno(diag, "写不了 %s", out->files[i].final);
        }
    }
    for (size_t i = 0; i < out->n; i++) {
        if (rename(out->files[i].temporary, out->files[i].final)) return diag_fail_errno(diag, "写不了 %s", out->files[i].final);
        free(out->files[i].temporary);
        out->files[i].temporary = NULL;
    }
    for (size_t i = 0; i < out->n_dropped; i++)
        if (unlink(out->dropped[i]) && errno != ENOENT) return diag_fail_errno(diag, "删不了旧的 %s", out->dropped[i]);
    return flush(out->path, O_RDONLY | O_DIRECTORY, diag);
}

static void discard(struct outdir *out)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->files[i].temporary) unlink(out->files[i].temporary);
    /* A folder that is not empty by now is somebody else's too, and stays. */
    for (size_t i = out->n_made; i-- && !out->committed;) rmdir(out->made[i]);
}

void outdir_close(struct outdir *out)
{
    if (!out) return;
    discard(out);
    for (struct outdir **p = &open_folders; *p; p = &(*p)->next) {
        if (*p != out) continue;
        *p = out->next;
        break;
    }
    for (size_t i = 0; i < out->n; i++) {
        free(out->files[i].name);
        free(out->files[i].temporary);
        free(out->files[i].final);
    }
    for (size_t i = 0; i < out->n_dropped; i++) free(out->dropped[i]);
    for (size_t i = 0; i < out->n_made; i++) free(out->made[i]);
    free(out->made);
    free(out->dropped);
    free(out->files);
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
