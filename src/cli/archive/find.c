#include "cli/archive/archive_inside.h"
#include "archive/reread.h"
#include "base/characters.h"
#include "base/folder.h"
#include "base/text.h"
#include "documents/manifest_read.h"
#include "ledger/values/personal.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_DEPTH = 16 };

struct folder_walk { struct archive_folders *found; struct arena *arena; const char *out; size_t above; };      /* above: bytes of the path before the given folder's name */

static bool is_there(struct arena *a, const char *folder, const char *name)
{
    struct stat st;
    return !lstat(arena_printf(a, "%s/%s", folder, name), &st);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return !lstat(path, &st) && S_ISDIR(st.st_mode);
}

/* To a folder, or to nothing. */
static bool is_link(const char *path)
{
    struct stat st;
    return !lstat(path, &st) && S_ISLNK(st.st_mode) && (stat(path, &st) || S_ISDIR(st.st_mode));
}

/* The folder's path on this machine does not go into the package, nor does a person's number in its name. */
static const char *name_of(struct folder_walk *g, const char *path)
{
    const struct personal_scope scope = {0};
    struct personal_marks marks = {0};
    struct text plain = {0};
    const char *name = characters_shown(g->arena, path + g->above);
    personal_scan(&scope, name, &marks);
    personal_black_out(name, &marks, &plain);
    const char *copy = arena_dup(g->arena, text_get(&plain));
    personal_marks_release(&marks);
    text_release(&plain);
    return copy;
}

static void leave(struct folder_walk *g, const char *path, bool fault, const char *why)
{
    struct archive_folders *f = g->found;
    f->left = memory_grow(f->left, f->n_left, &f->cap_left, sizeof *f->left);
    f->left[f->n_left++] = (struct archive_left){characters_shown(g->arena, path), name_of(g, path), why, fault};
}

/* A manifest without its report.json. */
static void leave_listed(struct folder_walk *g, const char *path)
{
    char digest[DIGEST_HEX];
    if (manifest_lists(path, "report.json", digest)) leave(g, path, true, "清单里有 report.json，文件夹里没有");
    else if (manifest_lists(path, "comparison.json", digest)) leave(g, path, false, "是比较，不是年报");
    else leave(g, path, true, "有 manifest.json，没有 report.json");
}

static bool walk(struct folder_walk *g, const char *path, int depth, struct diag *diag)
{
    struct archive_folders *f = g->found;
    bool report = is_there(g->arena, path, "report.json");
    const char **names;
    size_t n;
    if (reread_is_package(path)) {
        if (!folder_holds(path, g->out) || !folder_holds(g->out, path)) leave(g, path, false, "是移交包，不是年报的输出文件夹");
        return true;
    }
    if (is_there(g->arena, path, "manifest.json")) {
        if (!report) {
            leave_listed(g, path);
            return true;
        }
        f->list = memory_grow(f->list, f->n, &f->cap, sizeof *f->list);
        f->list[f->n++] = path;
        return true;
    }
    if (report) return diag_fail(diag, DIAG_INPUT, "%s 里没有 manifest.json，不知道文件变没变；请给出程序写出的整个文件夹", path);
    bool ok = folder_names(g->arena, path, "文件夹", NULL, &names, &n, diag);
    for (size_t i = 0; ok && i < n; i++) {
        const char *below = arena_printf(g->arena, "%s/%s", path, names[i]);
        if (is_link(below)) leave(g, below, false, "是符号链接，没有跟随；请给出文件夹本身");
        else if (is_folder(below) && depth == MAX_DEPTH) leave(g, below, false, "在文件夹里太深，没有看；请直接给出它");
        else if (is_folder(below)) ok = walk(g, below, depth + 1, diag);
    }
    return ok;
}

static int by_name(const void *a, const void *b)
{
    const struct archive_left *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->path, y->path);
}

/* The same whatever the order of the inputs, and each once. */
static void sort_left(struct archive_folders *f)
{
    size_t n = 0;
    if (f->n_left) qsort(f->left, f->n_left, sizeof *f->left, by_name);
    for (size_t i = 0; i < f->n_left; i++)
        if (!n || strcmp(f->left[n - 1].path, f->left[i].path)) f->left[n++] = f->left[i];
    f->n_left = n;
}

bool archive_find(struct archive_folders *found, struct arena *a, const struct options *o, struct diag *diag)
{
    struct folder_walk g = {found, a, o->out, 0};
    struct stat st;
    for (size_t i = 0; i < o->n_inputs; i++) {
        size_t n = strlen(o->inputs[i]), before = found->n + found->n_left;
        while (n > 1 && o->inputs[i][n - 1] == '/') n--;
        const char *path = arena_dup_n(a, o->inputs[i], n), *slash = strrchr(path, '/');
        g.above = slash && slash[1] ? (size_t)(slash + 1 - path) : 0;
        bool file = !stat(path, &st) && !S_ISDIR(st.st_mode);
        if (file) leave(&g, path, false, "是文件，不是年报的输出文件夹");
        else if (!walk(&g, path, 0, diag)) return false;
        if (found->n + found->n_left == before) leave(&g, path, false, "里面没有写好的年报（report.json 和 manifest.json）");
    }
    sort_left(found);
    if (found->n) return true;
    const struct archive_left *first = found->left;
    return diag_fail(diag, DIAG_INPUT, "%s%s里没有写好的年报（report.json 和 manifest.json）：%s %s；请给出 report 的输出文件夹", o->inputs[0], o->n_inputs > 1 ? " 等" : "", first->path, first->why);
}

void archive_folders_release(struct archive_folders *found)
{
    free(found->list);
    free(found->left);
}
