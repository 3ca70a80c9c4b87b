/* Which part of a page is the report: navigation before it and notices behind it are words of the site. */
#include "base/spelling.h"
#include "manuscript/html_inside.h"
#include <string.h>

/* 三、收到和处理…, wherever the blanks are. */
static bool opens_section(const char *s)
{
    uint32_t c;
    for (size_t n = strlen(s), used; n; s += used, n -= used) {
        used = utf8_next(s, n, &c);
        if (!spelling_blank(c)) break;
    }
    return spelling_numeral(s) && !strncmp(s + SPELLING_NUMERAL, "、", strlen("、"));
}

static bool is_table(const GumboNode *node)
{
    enum { LEAST_ROWS = 3 };
    struct web_table t;
    struct arena arena = {0};
    if (!web_is(node, GUMBO_TAG_TABLE)) return false;
    web_table_open(&t, &arena, node);
    bool table = t.n >= LEAST_ROWS && !web_table_is_layout(&t);
    web_table_close(&t);
    arena_release(&arena);
    return table;
}

/* How many tables and headings of sections are within the node; *article becomes the deepest one with `all` of them. */
static size_t signs(const GumboNode *node, size_t all, const GumboNode **article)
{
    size_t n = 0;
    if (web_unseen(node)) return 0;
    if (node->type == GUMBO_NODE_TEXT) return opens_section(node->v.text.text);
    if (is_table(node)) return 1;
    const GumboVector *children = web_children(node);
    for (unsigned i = 0; children && i < children->length; i++) n += signs(children->data[i], all, article);
    if (n == all && !*article) *article = node;
    return n;
}

const GumboNode *web_article(const GumboNode *document)
{
    const GumboNode *article = NULL, *none = document;
    const GumboVector *children = &document->v.document.children;
    size_t all = 0;
    for (unsigned i = 0; i < children->length; i++) all += signs(children->data[i], 0, &none);
    for (unsigned i = 0; all > 1 && i < children->length; i++) signs(children->data[i], all, &article);
    while (article && (web_is(article, GUMBO_TAG_TR) || web_is(article, GUMBO_TAG_TBODY) || web_is(article, GUMBO_TAG_THEAD))) article = article->parent;   /* rows of a layout */
    return article;
}
