#include "cli/commands.h"
#include "archive/reread.h"
#include "archive/words.h"
#include "flow/session.h"
#include "cli/verify/verify.h"
#include "base/characters.h"
#include "base/folder.h"
#include "base/progress.h"
#include "cli/verify/verify_inside.h"
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_DEPTH = 16 };

struct folders { struct verify_folder *list; size_t n, cap; const struct reread_own *own; };

static struct verify_folder *new_folder(struct folders *all, const char *path)
{
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    struct verify_folder *f = &all->list[all->n++];
    *f = (struct verify_folder){0};
    f->path = characters_shown(&f->arena, path);
    return f;
}

static bool exists(const char *folder, const char *name)
{
    struct arena a = {0};
    struct stat st;
    bool there = !lstat(verify_path(&a, folder, name), &st);
    arena_release(&a);
    return there;
}

static void verify_folder(struct folders *all, const char *path)
{
    struct verify_folder *f = new_folder(all, path);
    verify_manifest(f, path);
    if (f->unreadable || f->comparison) return;
    if (!f->workbook) verify_add(f, "missing", NULL, NULL, "没有可读的 XLSX 年报，数字无从核对");
    verify_numbers(f, path);
    verify_folder_findings(f, path);
}

static void verify_one_package(struct folders *all, const char *path) { verify_package(new_folder(all, path), path, all->own); }

static bool is_folder(const char *path)
{
    struct stat st;
    return !lstat(path, &st) && S_ISDIR(st.st_mode);
}

/* A link in the place of a year's or an agency's folder is reported, because it is not followed; other links do not matter. */
static bool hides_documents(const char *name, const char *path)
{
    struct stat st;
    if (lstat(path, &st) || !S_ISLNK(st.st_mode) || stat(path, &st) || !S_ISDIR(st.st_mode)) return false;
    return exists(path, "manifest.json") || (strlen(name) == 4 && strspn(name, "0123456789") == 4);
}

/* Output folders and transfer packages lie at any depth below. A folder inside one of them is not entered: it is reported as added. */
static bool walk(struct folders *all, const char *path, int depth, struct diag *diag)
{
    if (reread_is_package(path)) {
        verify_one_package(all, path);
        return true;
    }
    if (exists(path, "manifest.json")) {
        verify_folder(all, path);
        return true;
    }
    if (exists(path, "report.json")) verify_add(new_folder(all, path), "missing", "manifest.json", NULL, "清单不在，无从核对");
    struct arena a = {0};
    const char **names;
    size_t n;
    bool ok = folder_every_name(&a, path, "文件夹", &names, &n, diag);
    for (size_t i = 0; i < n; i++) {
        const char *name = names[i], *below = verify_path(&a, path, name);
        bool leftover = verify_is_leftover(name);
        if (leftover) verify_add(new_folder(all, path), "added", name, NULL, VERIFY_LEFTOVER);
        if (!leftover && hides_documents(name, below)) verify_add(new_folder(all, path), "link", name, NULL, "是符号链接，不跟随；归档里应是文件夹本身");
        if (ok && !leftover && depth < MAX_DEPTH && is_folder(below)) ok = walk(all, below, depth + 1, diag);
    }
    arena_release(&a);
    return ok;
}

static int exit_code_of(const struct folders *all)
{
    int code = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (all->list[i].unreadable) code = 2;
        else if ((all->list[i].n || all->list[i].undecided) && !code) code = 1;
    }
    return code;
}

bool verify_run(const char *dir, const struct reread_own *own, FILE *out, bool json, int *exit_code, struct diag *diag)
{
    struct folders all = {.own = own};
    char *root = memory_dup(dir);
    bool ok = false;
    for (size_t n = strlen(root); n > 1 && root[n - 1] == '/'; n--) root[n - 1] = 0;
    if (!walk(&all, root, 0, diag)) goto out;
    if (!all.n) {
        diag_fail(diag, DIAG_INPUT, "%s 里没有 manifest.json，也没有移交包的 摘要清单.txt：请给出年报的输出文件夹，或者移交包", dir);
        goto out;
    }
    if (!json) verify_print(all.list, all.n, out);
    else if (!verify_print_json(all.list, all.n, out, diag)) goto out;
    *exit_code = exit_code_of(&all);
    ok = true;
out:
    for (size_t i = 0; i < all.n; i++) verify_folder_release(&all.list[i]);
    free(all.list);
    free(root);
    return ok;
}

/* ---- the command ---- */

static int run(const struct options *o, struct diag *diag)
{
    int code;
    if (o->n_inputs != 1) {
        diag_fail(diag, DIAG_USAGE, "请给出写出的文件夹，如 nianbao verify out");
        return DIAG_USAGE;
    }
    struct session session = {0};
    struct archive_words *words = NULL;
    struct arena a = {0};
    bool ok = session_open(&session, o, diag) && archive_words_load(&words, archive_words_path(&a, session.templates), diag);
    const struct reread_own own = {words, session.shelf, session.schema, verify_item, session.settings, "nianbao " NIANBAO_VERSION, session.templates, session.data, session.calendar_hash};
    if (ok) progress_show("核对写出的文件");
    ok = ok && verify_run(o->inputs[0], &own, stdout, o->json, &code, diag);
    archive_words_free(words);
    session_close(&session);
    arena_release(&a);
    return ok ? code : (int)diag->kind;
}

static const enum option_id options[] = {OPTION_JSON, OPTION_DATA, OPTION_COUNT};
static const struct command_example examples[] = {{"verify out", "out 里的文件是不是写出时的样子，彼此的数对不对得上"}, {0}};
const struct command command_verify = {"verify", "文件夹", "核对写出的文件和移交包：散列、数字、元数据", options, run, WRITES_NOTHING, "验证", examples};
