#include "archive/reread.h"
#include "archive/transfer.h"
#include "archive/tree.h"
#include "base/folder.h"
#include <sys/stat.h>

static const char documents[] = "电子档案";

struct former_reading { const char *folder; struct arena *a; struct former_package *former; };

/* NULL with *ok: it is not there. */
static const struct tree *read_record(struct former_reading *r, const char *name, bool *ok, struct diag *diag)
{
    const char *path = arena_printf(r->a, "%s/%s", r->folder, name);
    struct diag why;
    struct stat st;
    if (lstat(path, &st)) return NULL;
    const struct tree *root = tree_read(r->a, path, &why);
    if (!root) *ok = diag_fail(diag, DIAG_INPUT, "%s 里已有的移交包，%s %s，不知道里面有什么；请用 -o 给一个新的文件夹", r->folder, name, why.text);
    return root;
}

static bool take_year(struct former_reading *r, const char *year, struct diag *diag)
{
    const char *folder = arena_printf(r->a, "%s/%s", documents, year), **names;
    size_t n;
    if (!folder_is(arena_printf(r->a, "%s/%s", r->folder, folder))) return true;
    bool ok = folder_names(r->a, arena_printf(r->a, "%s/%s", r->folder, folder), "文件夹", NULL, &names, &n, diag);
    if (!ok) return false;
    struct former_item *all = arena_alloc(r->a, (r->former->n + n + 1) * sizeof *all);
    for (size_t i = 0; i < r->former->n; i++) all[i] = r->former->items[i];
    r->former->items = all;
    for (size_t i = 0; ok && i < n; i++) {
        const char *place = arena_printf(r->a, "%s/%s", folder, names[i]);
        const struct tree *root = read_record(r, arena_printf(r->a, "%s/%s", place, ARCHIVE_METADATA), &ok, diag);
        if (root) all[r->former->n++] = (struct former_item){tree_text(root, "电子文件号"), tree_text(root, "内容描述/题名"), place};
    }
    return ok;
}

bool reread_former(const char *folder, struct arena *a, struct former_package *former, struct diag *diag)
{
    struct former_reading r = {folder, a, former};
    const char **years, *all = arena_printf(a, "%s/%s", folder, documents);
    size_t n = 0;
    bool ok = true;
    *former = (struct former_package){0};
    const struct tree *catalogue = read_record(&r, ARCHIVE_CATALOGUE, &ok, diag);
    former->fonds = tree_text(catalogue, "全宗号");
    if (ok && folder_is(all)) ok = folder_names(a, all, "文件夹", NULL, &years, &n, diag);
    for (size_t i = 0; ok && i < n; i++) ok = take_year(&r, years[i], diag);
    return ok;
}
