/* Walks the page in the order of its text. Tables that only arrange it are passed through, so that what is in their cells stands
 * like anything else. */
#include "base/characters.h"
#include "manuscript/html_inside.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct page {
    struct manuscript *m;
    struct text line, words;                           /* of the paragraph at hand */
    const GumboNode *article;                          /* web_article */
    size_t aside;                                      /* paragraphs outside of it */
    const GumboNode *picture;                          /* of unknown width, in the paragraph at hand */
    const char *embedded;                              /* the first that is no document */
    bool pre, linked, laid_out, heading, inside;
};

/* ---- paragraphs ---- */

static const char *words_of(struct page *p, const char *s)
{
    struct text raw = {0};
    text_clear(&p->words);
    text_add(&raw, s);
    web_words(&p->words, &raw);
    text_release(&raw);
    return text_get(&p->words);
}

static void add_picture(struct page *p, const GumboNode *img)
{
    const char *alt = web_attribute(img, "alt"), *title = web_attribute(img, "title");
    manuscript_add_picture(p->m, 0, words_of(p, alt && *alt ? alt : title ? title : ""));
}

static void add_paragraph(struct page *p)
{
    struct manuscript_part *part = manuscript_add_paragraph(p->m, 0, text_get(&p->words), NULL);
    part->heading = p->heading;
    part->aside = !p->inside;
    p->aside += !p->inside;
}

static void end_line(struct page *p)
{
    const GumboNode *alone = p->picture;
    text_clear(&p->words);
    web_words(&p->words, &p->line);
    text_clear(&p->line);
    p->picture = NULL;
    if (p->words.n) add_paragraph(p);
    else if (alone) add_picture(p, alone);
}

/* ---- pictures and what is embedded ---- */

/* In pixels; -1 = not said. */
static int width_of(const GumboNode *node)
{
    static const struct { const char *name; double pixels; } units[] = {{"%", 8}, {"cm", 38}, {"mm", 3.8}, {"in", 96}, {"pt", 1.33}, {"em", 16}, {"rem", 16}};
    enum { MOST = 10000 };
    const char *s = web_style_value(node, "width");
    char *unit = NULL;
    if (!s) s = web_attribute(node, "width");
    if (!s) return -1;
    double width = strtod(s, &unit);
    if (unit == s || !(width >= 0)) return -1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strncasecmp(unit, units[i].name, strlen(units[i].name))) width *= units[i].pixels;
    return width > MOST ? MOST : (int)width;
}

static void see_picture(struct page *p, const GumboNode *img)
{
    enum { AS_A_TABLE = 300 };
    int width = width_of(img);
    if (width >= AS_A_TABLE) {
        end_line(p);
        add_picture(p, img);
    } else if (width < 0 && !p->linked) {
        p->picture = img;
    }
}

static bool is_document(const char *address)
{
    static const char *const kinds[] = {".pdf", ".ofd", ".doc", ".wps", ".xls", ".et", ".ppt"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcasestr(address, kinds[i])) return true;
    return false;
}

static void say_embedded(struct page *p, const char *address)
{
    enum { LONGEST = 60 };
    const char *slash = strrchr(address, '/');
    struct text shown = {0};
    text_add_within(&shown, words_of(p, slash && slash[1] ? slash + 1 : address), LONGEST);
    manuscript_remark(p->m, "网页里嵌着别的页面或文件，没有读：%s", text_get(&shown));
    text_release(&shown);
}

/* Many a page embeds the report as a file; frames of other things are many too. */
static void see_embedded(struct page *p, const GumboNode *node)
{
    const char *from = web_attribute(node, web_is(node, GUMBO_TAG_OBJECT) ? "data" : "src");
    if (!from || !*from || !web_number(node, "width", 1, 1) || !web_number(node, "height", 1, 1)) return;
    if (is_document(from)) say_embedded(p, from);
    else if (!p->embedded) p->embedded = from;
}

static bool has_table(const struct manuscript *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->parts[i].kind == MANUSCRIPT_TABLE) return true;
    return false;
}

/* Where the tables may be, if there are none. */
static void say_where_else(struct page *p)
{
    if (has_table(p->m)) return;
    if (p->embedded) say_embedded(p, p->embedded);
    if (p->laid_out) manuscript_remark(p->m, "网页里有用版式拼成的表，不是真的表格，没有读成表");
}

/* ---- the walk ---- */

static void walk(struct page *p, const GumboNode *node);

static void walk_children(struct page *p, const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    for (unsigned i = 0; children && i < children->length && !p->m->refused; i++) walk(p, children->data[i]);
}

static void walk_caption(struct page *p, const GumboNode *table)
{
    const GumboVector *children = web_children(table);
    for (unsigned i = 0; i < children->length; i++)
        if (web_is(children->data[i], GUMBO_TAG_CAPTION)) walk(p, children->data[i]);
}

static void walk_table(struct page *p, const GumboNode *node)
{
    struct web_table t;
    struct arena arena = {0};
    web_table_open(&t, &arena, node);
    end_line(p);
    walk_caption(p, node);
    if (web_table_is_layout(&t)) {
        for (size_t i = 0; i < t.n; i++)
            for (int k = 0; k < t.rows[i].n; k++) {
                walk(p, t.rows[i].cells[k]);
                end_line(p);
            }
    } else {
        web_table_add(p->m, &t);
    }
    web_table_close(&t);
    arena_release(&arena);
}

static bool is_heading(const GumboNode *node)
{
    static const GumboTag tags[] = {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (web_is(node, tags[i])) return true;
    return false;
}

static void walk_block(struct page *p, const GumboNode *node)
{
    bool pre = p->pre, heading = p->heading;
    p->pre |= web_is(node, GUMBO_TAG_PRE);
    end_line(p);
    p->heading |= is_heading(node);
    walk_children(p, node);
    end_line(p);
    p->pre = pre;
    p->heading = heading;
}

static int cells_within(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    int n = web_is(node, GUMBO_TAG_TD);
    for (unsigned i = 0; children && i < children->length; i++) n += cells_within(children->data[i]);
    return n;
}

static void walk_element(struct page *p, const GumboNode *node)
{
    p->laid_out |= !web_is(node, GUMBO_TAG_TABLE) && (web_style(node, "display", "table") || web_style(node, "display", "grid"));
    switch (node->v.element.tag) {
    case GUMBO_TAG_TABLE: walk_table(p, node); return;
    case GUMBO_TAG_BR: end_line(p); return;            /* many a page is one paragraph with line breaks */
    case GUMBO_TAG_IMG: see_picture(p, node); return;
    case GUMBO_TAG_IFRAME: case GUMBO_TAG_FRAME: case GUMBO_TAG_EMBED: see_embedded(p, node); return;
    case GUMBO_TAG_OBJECT: see_embedded(p, node); walk_children(p, node); return;
    case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_SELECT: return;
    default: break;
    }
    bool linked = p->linked;
    p->linked |= web_is(node, GUMBO_TAG_A) && web_attribute(node, "href");
    if (web_is_block(node)) walk_block(p, node);
    else walk_children(p, node);
    p->linked = linked;
}

static void walk(struct page *p, const GumboNode *node)
{
    bool around = p->inside;
    enum { AS_A_REPORT = 12 };                         /* calendars and menus are hidden too, but smaller than 表二 */
    if (node == p->article) end_line(p), p->inside = true;
    if (web_unseen(node)) {
        if (node->type == GUMBO_NODE_ELEMENT && web_hidden(node) && cells_within(node) > AS_A_REPORT) manuscript_remark(p->m, "网页里有隐藏的表格，没有读");
    } else if (node->type == GUMBO_NODE_ELEMENT) {
        walk_element(p, node);
    } else {
        web_add_text(&p->line, node, p->pre);
        if (p->pre && strchr(text_get(&p->line), '\n')) end_line(p);
    }
    if (node == p->article) end_line(p), p->inside = around;
}

/* ---- title and meta tags ---- */

static void read_meta(struct page *p, const GumboNode *node)
{
    const char *name = web_attribute(node, "name"), *value = web_attribute(node, "content");
    if (!name) name = web_attribute(node, "property");
    if (!name || !*name || !value || !*value) return;
    char *full = arena_printf(&p->m->arena, "meta.%s", words_of(p, name));
    manuscript_add_property(p->m, full, words_of(p, value));
}

/* Some stand in the body, where browsers leave them. */
static void read_properties(struct page *p, const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    if (web_is(node, GUMBO_TAG_META)) read_meta(p, node);
    if (web_is(node, GUMBO_TAG_TITLE) && !manuscript_property(p->m, "title")) {
        for (unsigned i = 0; i < children->length; i++) web_add_text(&p->line, children->data[i], false);
        manuscript_add_property(p->m, "title", words_of(p, text_get(&p->line)));
        text_clear(&p->line);
    }
    for (unsigned i = 0; children && i < children->length; i++) read_properties(p, children->data[i]);
}

/* ---- the whole ---- */

static void *take(void *none, size_t size) { return (void)none, memory_resize(NULL, size); }
static void give_back(void *none, void *at) { (void)none, free(at); }

void html_parse(struct manuscript *m, const char *text, size_t n)
{
    struct page p = {.m = m};
    struct text clean = {0};
    struct character_fault odd;
    GumboOptions options = kGumboDefaultOptions;
    const char *why = web_too_much(text, n);
    if (why) {
        manuscript_refuse(m, "%s：请在浏览器里打开，把正文复制到 Word 里存为 .docx", why);
        return;
    }
    options.allocator = take;
    options.deallocator = give_back;
    options.max_errors = 0;
    if (characters_clean(&clean, text, n, &odd)) text = text_get(&clean), n = clean.n;   /* else the parser puts U+FFFD for a control */
    GumboOutput *out = gumbo_parse_with_options(&options, text, n);
    read_properties(&p, out->document);
    p.article = web_article(out->document);
    p.inside = !p.article;
    walk_children(&p, out->document);
    end_line(&p);
    if (p.aside) manuscript_remark(m, "正文前后的导航、页脚一类的文字（%zu 段）不算年报的内容", p.aside);
    say_where_else(&p);
    if (!m->n) manuscript_refuse(m, "网页里没有文字和表格，内容也许是打开时才由脚本取来的：请在浏览器里打开，把正文复制到 Word 里存为 .docx");
    gumbo_destroy_output(&options, out);
    text_release(&clean);
    text_release(&p.line);
    text_release(&p.words);
}
