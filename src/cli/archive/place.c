#include "cli/archive/archive_inside.h"
#include "archive/digest_list.h"
#include "archive/reread.h"
#include "archive/transfer.h"
#include "base/folder.h"
#include <string.h>

static bool is_inside(const char *out, const struct archive_item *items, size_t n, struct diag *diag)
{
    for (size_t i = 0; i < n; i++)
        if (folder_holds(items[i].folder, out)) return !diag_fail(diag, DIAG_INPUT, "-o %s 在年报的文件夹 %s 里，写了就不是原来的样子；请给一个别处的文件夹", out, items[i].folder);
    return false;
}

/* What a package there holds is written again, or it stays. */
static bool keeps_former(struct arena *a, const char *out, const struct archive_item *items, size_t n, const struct fonds *fonds, struct diag *diag)
{
    struct former_package former;
    if (!reread_former(out, a, &former, diag)) return false;
    if (*former.fonds && (!fonds->fonds || strcmp(former.fonds, fonds->fonds)))
        return diag_fail(diag, DIAG_INPUT, "%s 里已有全宗 %s 的移交包，这次的全宗号%s%s；写了它就没有了，请用 -o 给一个新的文件夹", out, former.fonds, fonds->fonds ? "是 " : "没有填", fonds->fonds ? fonds->fonds : "");
    for (size_t k = 0; k < former.n; k++) {
        bool again = false;
        for (size_t i = 0; i < n && !again; i++) again = !strcmp(archive_item_id(a, &items[i]), former.items[k].id);
        if (!again)
            return diag_fail(diag, DIAG_INPUT, "%s 里已有的移交包有“%s”（%s），这次给出的文件夹里没有；写了它就没有了，请一起给出，或者用 -o 给一个新的文件夹", out, former.items[k].title, former.items[k].place);
    }
    return true;
}

bool archive_place_is_free(const char *out, const struct archive_item *items, size_t n_items, const struct fonds *fonds, struct diag *diag)
{
    static const char *const ours[] = {"说明文件.TXT", ARCHIVE_CATALOGUE, "电子档案", "其他", "内部", "四性检测.xml", "四性检测.pdf", DIGEST_LIST};
    struct arena a = {0};
    const char **names;
    size_t n = 0;
    bool ok = !is_inside(out, items, n_items, diag);
    if (ok && folder_is(out)) {                        /* else what is in the way there is told when it is opened */
        ok = folder_names(&a, out, "文件夹", NULL, &names, &n, diag);
        for (size_t i = 0; ok && i < n; i++) {
            size_t k = 0;
            while (k < sizeof ours / sizeof *ours && strcmp(ours[k], names[i])) k++;
            if (k == sizeof ours / sizeof *ours) ok = diag_fail(diag, DIAG_INPUT, "%s 里已有别的文件（%s），不能写移交包；请用 -o 给一个新的文件夹", out, names[i]);
        }
        ok = ok && keeps_former(&a, out, items, n_items, fonds, diag);
    }
    arena_release(&a);
    return ok;
}
