#include "base/characters.h"
#include "manuscript/html_inside.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const GumboVector *web_children(const GumboNode *node)
{
    switch (node->type) {
    case GUMBO_NODE_DOCUMENT: return &node->v.document.children;
    case GUMBO_NODE_ELEMENT: case GUMBO_NODE_TEMPLATE: return &node->v.element.children;
    default: return NULL;
    }
}

bool web_is(const GumboNode *node, GumboTag tag) { return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag; }

const char *web_attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *a = node->type == GUMBO_NODE_ELEMENT ? gumbo_get_attribute(&node->v.element.attributes, name) : NULL;
    return a ? a->value : NULL;
}

int web_number(const GumboNode *node, const char *name, int most, int missing)
{
    const char *s = web_attribute(node, name);
    long n = 0;
    if (!s) return missing;
    s += strspn(s, " \t\r\n\f");
    if (*s < '0' || *s > '9') return missing;
    for (; *s >= '0' && *s <= '9' && n <= most; s++) n = n * 10 + *s - '0';
    return n > most ? most : (int)n;
}

/* ---- what is seen ---- */

static size_t blanks(const char *s) { return strspn(s, " \t\r\n\f"); }

const char *web_style_value(const GumboNode *node, const char *property)
{
    const char *s = web_attribute(node, "style"), *value = NULL;
    size_t n = strlen(property);
    while (s) {                                        /* the last one counts */
        s += blanks(s);
        if (!strncasecmp(s, property, n) && s[n + blanks(s + n)] == ':') {
            value = s + n + blanks(s + n) + 1;
            value += blanks(value);
        }
        s = strchr(s, ';');
        if (s) s++;
    }
    return value;
}

bool web_style(const GumboNode *node, const char *property, const char *value)
{
    const char *is = web_style_value(node, property);
    return is && !strncasecmp(is, value, strlen(value));
}

bool web_hidden(const GumboNode *node)
{
    return web_attribute(node, "hidden") || web_style(node, "display", "none") || web_style(node, "visibility", "hidden") ||
           web_style(node, "visibility", "collapse") || web_style(node, "mso-hide", "all");
}

static bool is_one_of(const GumboNode *node, const GumboTag *tags)
{
    for (; *tags != GUMBO_TAG_LAST; tags++)
        if (node->v.element.tag == *tags) return true;
    return false;
}

bool web_unseen(const GumboNode *node)
{
    static const GumboTag tags[] = {GUMBO_TAG_HEAD, GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_TITLE,
                                    GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED, GUMBO_TAG_SVG, GUMBO_TAG_MATH, GUMBO_TAG_DATALIST, GUMBO_TAG_LAST};
    switch (node->type) {
    case GUMBO_NODE_ELEMENT: return is_one_of(node, tags) || web_hidden(node);
    case GUMBO_NODE_COMMENT: case GUMBO_NODE_TEMPLATE: return true;
    default: return false;
    }
}

bool web_is_block(const GumboNode *node)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY, GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER,
        GUMBO_TAG_DD, GUMBO_TAG_DETAILS, GUMBO_TAG_DIR, GUMBO_TAG_DIV, GUMBO_TAG_DL, GUMBO_TAG_DT, GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION,
        GUMBO_TAG_FIGURE, GUMBO_TAG_FOOTER, GUMBO_TAG_FORM, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6,
        GUMBO_TAG_HEADER, GUMBO_TAG_HGROUP, GUMBO_TAG_HR, GUMBO_TAG_LEGEND, GUMBO_TAG_LI, GUMBO_TAG_LISTING, GUMBO_TAG_MAIN, GUMBO_TAG_MENU,
        GUMBO_TAG_NAV, GUMBO_TAG_OL, GUMBO_TAG_OPTGROUP, GUMBO_TAG_P, GUMBO_TAG_PRE, GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY, GUMBO_TAG_TABLE,
        GUMBO_TAG_TR, GUMBO_TAG_UL, GUMBO_TAG_XMP, GUMBO_TAG_LAST};
    if (node->type != GUMBO_NODE_ELEMENT || web_style(node, "display", "inline")) return false;
    return is_one_of(node, tags) || web_style(node, "display", "block");
}

/* ---- words ---- */

/* Blanks of the source mean one blank, also its ends of lines. */
void web_add_text(struct text *out, const GumboNode *node, bool pre)
{
    if (node->type != GUMBO_NODE_TEXT && node->type != GUMBO_NODE_CDATA && node->type != GUMBO_NODE_WHITESPACE) return;
    size_t from = out->n;
    text_add(out, node->v.text.text);
    for (size_t i = from; i < out->n && !pre; i++)
        if (out->bytes[i] == '\n') out->bytes[i] = ' ';
}

static const char *text_within(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    for (unsigned i = 0; children && i < children->length; i++) {
        const GumboNode *child = children->data[i];
        if (child->type == GUMBO_NODE_TEXT) return child->v.text.text;
    }
    return "";
}

static const char *chosen(const GumboNode *select)
{
    const GumboVector *children = web_children(select);
    const char *first = NULL;
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *option = children->data[i];
        if (!web_is(option, GUMBO_TAG_OPTION)) continue;
        if (web_attribute(option, "selected")) return text_within(option);
        if (!first) first = text_within(option);
    }
    return first;
}

const char *web_field(const GumboNode *node)
{
    static const char *const unread[] = {"hidden", "checkbox", "radio", "button", "submit", "reset", "image", "file", "password"};
    if (web_is(node, GUMBO_TAG_TEXTAREA)) return text_within(node);
    if (web_is(node, GUMBO_TAG_SELECT)) return chosen(node);
    if (!web_is(node, GUMBO_TAG_INPUT)) return NULL;
    const char *type = web_attribute(node, "type");
    for (size_t i = 0; type && i < sizeof unread / sizeof *unread; i++)
        if (!strcasecmp(type, unread[i])) return NULL;
    return web_attribute(node, "value");
}

/* Whether the value of a style="…" property holds the word. */
static bool style_holds(const GumboNode *node, const char *property, const char *word)
{
    const char *value = web_style_value(node, property);
    size_t n = value ? strcspn(value, ";") : 0, k = strlen(word);
    for (size_t i = 0; i + k <= n; i++)
        if (!strncasecmp(value + i, word, k)) return true;
    return false;
}

/* A length other than 0: 3.0pt, -2px. */
static bool style_shifts(const GumboNode *node, const char *property)
{
    const char *value = web_style_value(node, property);
    return value && strchr("+-.0123456789", *value) && *value && strtod(value, NULL) != 0;
}

static bool is_raised(const GumboNode *node)
{
    return web_is(node, GUMBO_TAG_SUP) || web_is(node, GUMBO_TAG_SUB) || web_is(node, GUMBO_TAG_RT) || web_style(node, "vertical-align", "su") ||
           web_style(node, "vertical-align", "text-") || style_shifts(node, "vertical-align") || style_shifts(node, "mso-text-raise");
}

/* Small print is a remark on what stands before it, and a raised figure is no digit of it. */
void web_gather(struct text *out, const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    if (web_unseen(node)) return;
    if (web_is(node, GUMBO_TAG_BR)) text_add_char(out, '\n');
    const char *field = web_field(node);
    if (field) text_add(out, field);
    bool block = web_is_block(node) || web_is(node, GUMBO_TAG_SMALL), holds = !web_is(node, GUMBO_TAG_TEXTAREA) && !web_is(node, GUMBO_TAG_SELECT);
    if (block) text_add_char(out, '\n');
    for (unsigned i = 0; children && holds && i < children->length; i++) {
        const GumboNode *child = children->data[i];
        bool apart = web_is(child, GUMBO_TAG_TD) || web_is(child, GUMBO_TAG_TH) || is_raised(child);
        if (apart) text_add_char(out, ' ');
        web_gather(out, child);
    }
    web_add_text(out, node, node->parent && web_is(node->parent, GUMBO_TAG_PRE));
    if (block) text_add_char(out, '\n');
}

/* A line without words is none. */
void web_words(struct text *out, const struct text *raw)
{
    struct text clean = {0};
    struct character_fault first;
    bool odd = characters_clean(&clean, text_get(raw), raw->n, &first) > 0;
    const struct text *from = odd ? &clean : raw;
    const char *at = text_get(from), *end = at + from->n;
    while (at < end) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((line ? line : end) - at), before = out->n;
        if (before) text_add_char(out, '\n');
        size_t start = out->n;
        manuscript_add_words(out, at, n);
        if (out->n == start) out->n = before;
        at += n + (line != NULL);
    }
    if (out->bytes) out->bytes[out->n] = 0;
    text_release(&clean);
}

/* ---- doubts ---- */

static bool has_words(const GumboNode *node)
{
    struct text raw = {0}, words = {0};
    web_gather(&raw, node);
    web_words(&words, &raw);
    bool has = words.n > 0;
    text_release(&raw);
    text_release(&words);
    return has;
}

static bool is_struck(const GumboNode *node)
{
    return web_is(node, GUMBO_TAG_DEL) || web_is(node, GUMBO_TAG_S) || web_is(node, GUMBO_TAG_STRIKE) || style_holds(node, "text-decoration", "line-through") ||
           style_holds(node, "text-decoration-line", "line-through");
}

static bool turns(const GumboNode *node)
{
    if (node->type == GUMBO_NODE_ELEMENT) return web_is(node, GUMBO_TAG_BDO) || style_holds(node, "unicode-bidi", "override");
    if (node->type != GUMBO_NODE_TEXT && node->type != GUMBO_NODE_CDATA) return false;
    const char *s = node->v.text.text;
    uint32_t c;
    for (size_t n = strlen(s), used; n; s += used, n -= used) {
        used = utf8_next(s, n, &c);
        if (character_of(c) == CHARACTER_TURNING) return true;
    }
    return false;
}

/* Words of no size, or that nothing of shines through. An element around others may have no size so that no gap is between them. */
static bool is_invisible(const GumboNode *node)
{
    static const char *const properties[] = {"font-size", "opacity"};
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        const char *value = web_style_value(node, properties[i]);
        char *end = NULL;
        if (value && strtod(value, &end) == 0 && end != value) return true;
    }
    return false;
}

static bool holds_text(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    if (node->type == GUMBO_NODE_TEXT) return true;
    for (unsigned i = 0; children && i < children->length; i++)
        if (holds_text(children->data[i])) return true;
    return false;
}

const char *web_doubt(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    const char *doubt = NULL;
    if ((web_is(node, GUMBO_TAG_SVG) || web_is(node, GUMBO_TAG_MATH)) && !web_hidden(node) && holds_text(node)) return "有画出来的字（SVG、公式）";
    if (web_unseen(node)) return NULL;
    if (is_struck(node) && has_words(node)) return "有带删除线的字";
    if (turns(node)) return "改变了书写方向";
    if (is_invisible(node) && has_words(node)) return "有看不见的字";
    for (unsigned i = 0; children && i < children->length && !doubt; i++) doubt = web_doubt(children->data[i]);
    return doubt;
}
