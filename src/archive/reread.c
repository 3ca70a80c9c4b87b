#include "archive/reread_inside.h"
#include "archive/transfer.h"
#include "base/characters.h"
#include "base/folder.h"
#include "base/progress.h"
#include "reopen/document.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_DEPTH = 8 };

static bool is_there(const char *folder, const char *name)
{
    struct arena a = {0};
    struct stat st;
    bool there = !lstat(arena_printf(&a, "%s/%s", folder, name), &st);
    arena_release(&a);
    return there;
}

bool reread_is_package(const char *folder) { return is_there(folder, DIGEST_LIST) || is_there(folder, ARCHIVE_CATALOGUE); }

/* ---- files ---- */

/* What the program wrote is also read to its end; copies under 其他/ are only digests to it. */
static bool is_document(const char *name)
{
    static const char others[] = "其他/", text[] = ".txt", text_large[] = ".TXT";
    size_t n = strlen(name);
    return strncmp(name, others, sizeof others - 1) != 0 && (n < 4 || (strcmp(name + n - 4, text) && strcmp(name + n - 4, text_large)));
}

static void check_file(struct rereading *r, const struct listed_file *f)
{
    const char *path = reread_path(r, f->name), *link = reread_link(r, f->name);
    struct digests now;
    struct diag why;
    struct stat st;
    r->counts->files++;
    if (link) {
        reread_tell(r, "link", f->name, "%s 是符号链接，不跟随；移交包里应是文件、文件夹本身", link);
    } else if (lstat(path, &st)) {
        reread_tell(r, "missing", f->name, "%s", errno == ENOENT || errno == ENOTDIR ? "摘要清单里有，移交包里没有" : "读不了");
    } else if (!S_ISREG(st.st_mode)) {
        reread_tell(r, "link", f->name, "不是普通文件");
    } else if (!digest_file(path, true, &now, &why)) {
        reread_tell(r, "unreadable", f->name, "%s", why.text);
    } else {
        bool sha256 = !strcmp(now.sha256, f->sha256), sm3 = !strcmp(now.sm3, f->sm3);
        if (!sha256 && !sm3) reread_tell(r, "changed", f->name, "变了：SHA-256 和 SM3 与摘要清单不同");
        else if (!sha256 || !sm3) reread_tell(r, "changed", f->name, "只有 %s 与摘要清单不同，摘要清单可能被改过", sha256 ? "SM3" : "SHA-256");
        if (is_document(f->name) && !document_sound(path, f->name, &why)) reread_tell(r, why.kind == DIAG_INPUT ? "incomplete" : "unreadable", f->name, "%s", why.text);
    }
}

static void find_added(struct rereading *r, const char *below, int depth)
{
    struct arena a = {0};
    struct diag why;
    const char **names;
    size_t n;
    if (!folder_every_name(&a, reread_path(r, below), "", &names, &n, &why)) {
        reread_tell(r, "unreadable", *below ? below : NULL, "文件夹读不了");
        n = 0;
    }
    if (!n && *below) reread_tell(r, "added", characters_shown(&r->arena, below), "是空的文件夹");
    for (size_t i = 0; i < n; i++) {
        struct stat st;
        const char *name = arena_printf(&a, "%s%s", below, names[i]);
        bool folder = !lstat(reread_path(r, name), &st) && S_ISDIR(st.st_mode);
        if (folder && depth < MAX_DEPTH) find_added(r, arena_printf(&a, "%s/", name), depth + 1);
        else if (strcmp(name, DIGEST_LIST) && !digest_list_find(&r->list, name)) reread_tell(r, "added", characters_shown(&r->arena, name), "摘要清单里没有，是后来放进来的");
    }
    arena_release(&a);
}

bool reread_package(const char *folder, const struct reread_own *own, struct reread *counts, reread_found found, void *context)
{
    struct rereading r = {.folder = folder, .own = own, .found = found, .context = context, .counts = counts, .of_another = ""};
    struct diag why;
    *counts = (struct reread){0};
    bool ok = digest_list_read(&r.list, &r.arena, reread_path(&r, DIGEST_LIST), &why);
    if (!ok) reread_tell(&r, "unreadable", DIGEST_LIST, "%s：没有它，不知道哪些文件变了", why.text);
    for (size_t i = 0; i < r.list.n; i++) {
        progress_count("核对移交包的文件", i + 1, r.list.n);
        check_file(&r, &r.list.files[i]);
    }
    if (ok) find_added(&r, "", 0);
    struct records all = {0};
    if (ok) reread_records(&r, &all);
    if (own && ok) reread_again(&r, &all);
    free(all.list);
    archive_words_free(r.kept_words);
    form_shelf_free(r.forms);
    arena_release(&r.arena);
    return ok;
}
