/* What a package was written by and keeps: its words and its forms. By these it is written again; the program's own ones may be of another version, or of
 * another office. */
#include "archive/item.h"
#include "archive/reread_inside.h"
#include "archive/transfer_inside.h"
#include "base/folder.h"
#include <string.h>

static const char *listed_sha256(struct rereading *r, const char *name)
{
    const struct listed_file *listed = digest_list_find(&r->list, name);
    return listed ? listed->sha256 : NULL;
}

/* What the list of digests says of this text of the package; NULL = it keeps none. Told where it is not the program's text: only the package itself
 * says then that it is the right one. */
static const char *take_texts(struct rereading *r, const char *name, const char *own)
{
    char hex[DIGEST_HEX];
    struct diag unread;
    const char *kept = listed_sha256(r, name);
    if (kept && own && digest_file_sha256(own, hex, &unread) && strcmp(hex, kept))
        reread_tell(r, "unseen", name, "与这里的不同（另一版程序的，或者移交单位改过）：移交包按它自己的核对，它对不对没有别的依据");
    return kept;
}

void reread_take_words(struct rereading *r)
{
    const char *templates = r->own->templates;
    struct diag why;
    r->words_sha256 = take_texts(r, SOURCES_WORDS, templates ? archive_words_path(&r->arena, templates) : NULL);
    r->layout_sha256 = r->words_sha256 ? take_texts(r, SOURCES_LAYOUT, templates ? archive_layout_path(&r->arena, templates) : NULL) : NULL;
    if (reread_may_open(r, SOURCES_WORDS) && !archive_words_load(&r->kept_words, reread_path(r, SOURCES_WORDS), &why))
        reread_tell(r, "incomplete", SOURCES_WORDS, "用语读不了，按程序的核对：%s%s", why.text, r->of_another);
    r->words = r->kept_words ? r->kept_words : r->own->words;
}

/* Whether all files of the form are ones that may be opened. */
static bool may_load(struct rereading *r, const char *folder)
{
    const char **names;
    size_t n;
    struct diag unread;
    bool ok = !reread_link(r, folder) && folder_names(&r->arena, reread_path(r, folder), "", NULL, &names, &n, &unread) && n;
    for (size_t i = 0; ok && i < n; i++) ok = reread_may_open(r, arena_printf(&r->arena, "%s/%s", folder, names[i]));
    return ok;
}

void reread_take_form(struct rereading *r, struct archive_item *item, const struct tree *record)
{
    const char *folder = arena_printf(&r->arena, "其他/表单/%s", item->form), *recorded = item->made_by[MADE_BY_FORM];
    struct diag unread;                                /* not told: reread_sources.c says that the form has another digest */
    if (!r->forms) r->forms = form_shelf_new(reread_path(r, "其他/表单"));
    if (may_load(r, folder) && archive_item_take_form(item, r->forms, &unread) && item->its_form && recorded && !strcmp(item->its_form->hash, recorded)) return;
    if (!archive_item_take_form(item, r->own->shelf, &unread) || !item->its_form || !recorded || strcmp(item->its_form->hash, recorded)) item->its_form = NULL;      /* of another one nothing follows */
    item->abstract = tree_text(record, "内容描述/摘要");
    reread_tell(r, "unseen", folder, item->its_form ? "移交包里没有%d年度%s形成时的表单，内容描述的摘要没有按它核对" : "移交包里没有%d年度%s形成时的表单，内容描述的摘要，各部分、各表没有按它核对", item->year, item->name);
}
