/* 四性检测.pdf, drawn again. With other fonts or libraries the same page has other bytes: there only what it says of itself can be looked at. */
#include "archive/reread_inside.h"
#include "archive/transfer_inside.h"
#include "reopen/pdf_facts.h"
#include <stdlib.h>
#include <string.h>

static bool same(const char *a, const char *b) { return a && b && !strcmp(a, b); }

/* Of a page that is whole: else that was told. */
static void check_facts(struct rereading *r, const struct archive_package *p)
{
    static const char page[] = ARCHIVE_RESULTS_PAGE;
    const char *title = p->words->texts[ARCHIVE_TESTS_TITLE], *author = p->fonds->transferor ? p->fonds->transferor : "nianbao";
    struct pdf_facts f;
    struct diag unread;
    if (!pdf_facts_read(&f, &r->arena, reread_path(r, page), &unread)) return;
    if (!same(f.title, title)) reread_tell(r, reread_is_wordless(r) ? "unseen" : "metadata", page, "标题是“%s”，应是“%s”%s", f.title ? f.title : "", title, r->of_another);
    if (!same(f.author, author)) reread_tell(r, "metadata", page, "作者是“%s”，应是“%s”", f.author ? f.author : "", author);
    if (f.active) reread_tell(r, "metadata", page, "里面有 %s", f.active);
}

void reread_page(struct rereading *r, const struct archive_package *p, bool same_version)
{
    static const char page[] = ARCHIVE_RESULTS_PAGE;
    struct text made_with = {0};
    struct diag why;
    unsigned char *wanted = NULL;
    size_t n, m = 0;
    char *bytes = reread_bytes(r, page, &n);
    bool drawn = bytes && tests_page(p, &wanted, &m, &made_with, &why);
    if (bytes && !drawn) reread_tell(r, "unseen", page, "没有重新画：%s", why.text);
    else if (bytes && !wanted) reread_tell(r, "unseen", page, "没有重新画：这台机器没有字体");
    if (wanted && (n != m || memcmp(bytes, wanted, n))) {
        if (same_version && !strcmp(text_get(&made_with), p->made_with)) reread_tell(r, "metadata", page, "与按 %s 重新写出的不同", ARCHIVE_RESULTS_FILE);
        else reread_tell(r, "unseen", page, "没有与重新写出的比：写包时的字体、程序库或者程序的版本与这里的不同");
    }
    if (bytes) check_facts(r, p);
    free(bytes);
    free(wanted);
    text_release(&made_with);
}
