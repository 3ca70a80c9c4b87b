#include "base/memory.h"
#include "base/outdir_inside.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct outdir *volatile open_folders;

/* Orders stores for a signal handler: those before the call are made before those behind it. */
static void before_publishing(void) { atomic_signal_fence(memory_order_release); }

static char *join(const char *dir, const char *name)
{
    size_t n = strlen(dir) + strlen(name) + 2;
    char *p = memory_alloc(n);
    snprintf(p, n, "%s/%s", dir, name);
    return p;
}

/* The path of the folder that a name lies in; NULL = it lies in the output folder itself. */
static char *folder_below(const struct outdir *o, const char *name)
{
    const char *slash = strchr(name, '/');
    char *path = slash ? join(o->path, name) : NULL;
    if (path) *strrchr(path, '/') = 0;
    return path;
}

/* ---- opening ---- */

/* Makes one folder; its node is there before, so that nothing comes between the two. `shared`: runs side by side have it in common, and
 * the last of them takes it away, not the one that happened to make it. */
static bool make_folder(struct outdir *o, const char *path, bool shared, struct diag *diag)
{
    struct made *m = memory_alloc(sizeof *m);
    *m = (struct made){memory_dup(path), o->made};
    before_publishing();
    int error = mkdir(path, 0777) ? errno : 0;
    if (!error || (shared && error == EEXIST)) {
        o->made = m;
        return true;
    }
    bool ok = error == EEXIST || diag_fail_errno(diag, "建不了文件夹 %s", path);
    free(m->path);
    free(m);
    errno = error;
    return ok;
}

static bool is_no_link(const char *path, struct diag *diag)
{
    struct stat st;
    return lstat(path, &st) || !S_ISLNK(st.st_mode) ||
           diag_fail(diag, DIAG_SYSTEM, "写不到 %s：是符号链接，不跟随；请删去链接，或用 -o 直接给出要写到的文件夹", path);
}

bool outdir_is_folder(const char *path)
{
    struct stat st;
    return !path || (!lstat(path, &st) && S_ISDIR(st.st_mode));
}

static bool make_one_below(struct outdir *o, const char *path, struct diag *diag)
{
    if (!make_folder(o, path, false, diag) || !is_no_link(path, diag)) return false;
    errno = ENOTDIR;
    return outdir_is_folder(path) || diag_fail_errno(diag, "写不到 %s", path);
}

bool outdir_each_below(struct outdir *o, const char *below, bool (*visit)(struct outdir *o, const char *path, struct diag *diag), struct diag *diag)
{
    char *path = memory_dup(below), *at = path + strlen(o->path);
    bool ok = true;
    while (ok && (at = strchr(at + 1, '/'))) {
        *at = 0;
        ok = visit(o, path, diag);
        *at = '/';
    }
    free(path);
    return ok && visit(o, below, diag);
}

bool outdir_make_below(struct outdir *o, const char *below, struct diag *diag) { return outdir_each_below(o, below, make_one_below, diag); }

/* `given`: so many bytes of the path are the user's own words, and may lead through links. When it fails, errno says why: with ENOENT
 * another run has taken away a folder that it had made itself. */
static bool make_folders(struct outdir *o, size_t given, struct diag *diag)
{
    char *p = memory_dup(o->path);
    bool ok = true;
    for (char *s = p + 1; ok; s++) {
        if (*s && *s != '/') continue;
        char was = *s;
        *s = 0;
        bool own_words = (size_t)(s - p) <= given;
        ok = make_folder(o, p, !own_words, diag) && (own_words || is_no_link(p, diag));
        *s = was;
        if (!was) break;
    }
    if (ok) {
        struct stat st;
        int error = stat(p, &st) ? errno : !S_ISDIR(st.st_mode) ? ENOTDIR : access(p, W_OK | X_OK) ? errno : 0;
        errno = error;
        ok = !error || diag_fail_errno(diag, "写不到 %s", p);
        errno = error;
    }
    free(p);
    return ok;
}

static void add_former(void *context, const char *folder)
{
    struct outdir *o = context;
    o->formers = memory_grow(o->formers, o->n_formers, &o->cap_formers, sizeof *o->formers);
    o->formers[o->n_formers++] = (struct former){folder ? memory_dup(folder) : NULL, join(folder ? folder : o->path, STAGING_LIST)};
}

static bool take_lock(struct outdir *o, size_t given, const char *file, const char *key, struct diag *diag)
{
    enum { MOST_TRIES = 100 };
    char holder[128];
    enum staging_locked outcome = STAGING_NO_FOLDER;
    for (int i = 0; i < MOST_TRIES && outcome == STAGING_NO_FOLDER; i++) {
        if (make_folders(o, given, diag)) outcome = staging_lock(&o->lock, o->path, key);
        else if (errno != ENOENT || i + 1 == MOST_TRIES) return false;
    }
    if (outcome == STAGING_NO_LOCKS) outdir_note(o, true, "%s 所在的磁盘不能加锁：请勿同时运行两次，往里写两份", o->path);
    if (outcome == STAGING_LOCKED || outcome == STAGING_NO_LOCKS) return true;
    if (outcome != STAGING_BUSY) return diag_fail_errno(diag, "写不到 %s", o->path);
    staging_holder(&o->lock, holder, sizeof holder);
    return diag_fail(diag, DIAG_SYSTEM, "另一个 nianbao%s正在写 %s%s%s，等了 10 秒还没有写完；请等它结束再运行", holder, o->path, file ? "/" : "", file ? file : "");
}

static struct outdir *new_at(const char *base, const char *below)
{
    struct outdir *o = memory_alloc(sizeof *o);
    o->path = below ? join(base, below) : memory_dup(base);
    o->owner = getpid();
    o->names = intern_new();
    o->next = open_folders;
    before_publishing();
    open_folders = o;
    return o;
}

struct outdir *outdir_hold(const char *path)
{
    struct outdir *o = new_at(path, NULL);
    struct diag unsaid;                                /* the runs say what cannot be made */
    (void)!make_folders(o, strlen(path), &unsaid);
    return o;
}

static bool open_at(struct outdir **out, const char *base, const char *below, const char *file, struct diag *diag)
{
    char key[STAGING_KEY];
    struct outdir *o = new_at(base, below);
    staging_key(file, key);
    bool ok = take_lock(o, strlen(base), file, key, diag);
    if (ok && !file) add_former(o, NULL);
    if (ok && o->lock.held) staging_sweep(o->path, key, add_former, o);
    ok = ok && (staging_make(&o->staging, &o->stages, o->path, key) || diag_fail_errno(diag, "写不到 %s", o->path));
    if (ok) *out = o;
    else outdir_close(o);
    return ok;
}

bool outdir_open(struct outdir **out, const char *path, struct diag *diag) { return open_at(out, path, NULL, NULL, diag); }

bool outdir_open_below(struct outdir **out, const char *base, const char *below, struct diag *diag)
{
    return open_at(out, base, below, NULL, diag);
}

bool outdir_open_for(struct outdir **out, const char *base, const char *below, const char *file, struct diag *diag)
{
    return open_at(out, base, below, file, diag);
}

const char *outdir_path(const struct outdir *out) { return out->path; }
const char *outdir_former(const struct outdir *out, size_t i) { return i < out->n_formers ? out->formers[i].list : NULL; }

/* ---- staging ---- */

/* The staging folder has no folders, so that a signal's handler can empty it; a name of our own never begins with a dot. */
static char *staged_path(const struct outdir *o, const char *name)
{
    const char *slash = strrchr(name, '/');
    if (!slash) return join(o->staging, name);
    size_t n = strlen(slash) + 32;
    char *flat = memory_alloc(n);
    snprintf(flat, n, ".%zu.%s", o->n, slash + 1);
    char *path = join(o->staging, flat);
    free(flat);
    return path;
}

static struct staged *find(const struct outdir *o, const char *name)
{
    int64_t number = intern_find(o->names, name, strlen(name));
    return number ? &o->files[number - 1] : NULL;
}

const char *outdir_stage(struct outdir *out, const char *name, struct diag *diag)
{
    if (find(out, name)) {
        errno = EEXIST;
        diag_fail_errno(diag, "写不了 %s/%s", out->path, name);
        return NULL;
    }
    out->files = memory_grow(out->files, out->n, &out->cap, sizeof *out->files);
    struct staged *s = &out->files[out->n];
    *s = (struct staged){.name = memory_dup(name), .staged = staged_path(out, name), .final = join(out->path, name), .below = folder_below(out, name)};
    intern_number(out->names, name, strlen(name));
    out->n++;
    return s->staged;
}

bool outdir_put(struct outdir *out, const char *name, const void *bytes, size_t n, struct diag *diag)
{
    const char *path = outdir_stage(out, name, diag);
    if (!path) return false;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
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
    struct staged *s = find(out, name);
    if (s) s->private = true;
}

bool outdir_has(const struct outdir *out, const char *name) { return find(out, name); }

const char *outdir_name(const struct outdir *out, size_t i) { return i < out->n ? out->files[i].name : NULL; }

const char *outdir_staged(const struct outdir *out, size_t i) { return i < out->n ? out->files[i].staged : NULL; }

bool outdir_digest(struct outdir *out, size_t i, struct digests *d, struct diag *diag)
{
    if (!digest_file(out->files[i].staged, !out->files[i].private, d, diag)) return false;
    memcpy(out->files[i].sha256, d->sha256, DIGEST_HEX);
    return true;
}

void outdir_drop(struct outdir *out, const char *name, const char *sha256)
{
    out->dropped = memory_grow(out->dropped, out->n_dropped, &out->cap_dropped, sizeof *out->dropped);
    struct dropped *d = &out->dropped[out->n_dropped++];
    *d = (struct dropped){.name = memory_dup(name), .path = join(out->path, name), .below = folder_below(out, name)};
    snprintf(d->sha256, sizeof d->sha256, "%s", sha256);
}

void outdir_note(struct outdir *out, bool matters, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    utf8_drop_cut(text);
    out->notes = memory_grow(out->notes, out->n_notes, &out->cap_notes, sizeof *out->notes);
    out->notes[out->n_notes++] = (struct outdir_message){memory_dup(text), matters};
}

void outdir_lack(struct outdir *out, const char *name, const char *why)
{
    outdir_note(out, true, "%s：%s", name, why);
    out->lacks = true;
}

bool outdir_lacks(const struct outdir *out) { return out->lacks; }

const char *outdir_note_at(const struct outdir *out, size_t i, bool *matters)
{
    if (i >= out->n_notes) return NULL;
    *matters = out->notes[i].matters;
    return out->notes[i].text;
}

/* ---- the end ---- */

static void discard(struct outdir *out)
{
    if (out->owner != getpid()) return;
    if (out->stages) staging_remove(out->staging, NULL);
    staging_unlock(&out->lock);
    /* A folder that is not empty by now has files of others, and stays. */
    for (const struct made *m = out->made; m && !out->committed; m = m->next) rmdir(m->path);
}

void outdir_close(struct outdir *out)
{
    if (!out) return;
    discard(out);
    if (open_folders == out) open_folders = out->next;
    for (struct outdir *o = open_folders; o; o = o->next)
        if (o->next == out) o->next = out->next;
    for (size_t i = 0; i < out->n; i++) {
        free(out->files[i].name);
        free(out->files[i].staged);
        free(out->files[i].final);
        free(out->files[i].below);
    }
    for (struct made *m = out->made, *next; m; m = next) {
        next = m->next;
        free(m->path);
        free(m);
    }
    for (size_t i = 0; i < out->n_dropped; i++) {
        free(out->dropped[i].name);
        free(out->dropped[i].path);
        free(out->dropped[i].below);
    }
    for (size_t i = 0; i < out->n_notes; i++) free(out->notes[i].text);
    free(out->notes);
    intern_free(out->names);
    for (size_t i = 0; i < out->n_formers; i++) {
        free(out->formers[i].folder);
        free(out->formers[i].list);
    }
    free(out->files);
    free(out->dropped);
    free(out->formers);
    free(out->lock.path);
    free(out->staging);
    free(out->path);
    free(out);
}

void outdir_discard_all(void)
{
    for (struct outdir *o = open_folders; o; o = o->next) discard(o);
}
