/* A web page as the parser (gumbo) sees it, in pieces that the reader (html.c) and the tables (html_table.c) share.
 *
 * The tree is the one that browsers build, so that unclosed cells and tags in the wrong order mean here what they mean there. Its
 * depth is bounded by web_too_much before it is built: functions may recurse.
 */
#ifndef MANUSCRIPT_HTML_INSIDE_H
#define MANUSCRIPT_HTML_INSIDE_H
#include "manuscript/manuscript_inside.h"
#include "base/text.h"
#include <gumbo.h>

/* ---- before parsing (html_nesting.c) ---- */

/* NULL, or why this text is not parsed: too deep, too many tags, too many attributes. Time and memory of the parser grow with their
 * product. What HTML closes by itself (p, li, td, tr … left open) is closed here too. */
const char *web_too_much(const char *text, size_t n);

/* ---- the tree (html_node.c) ---- */

/* The children of an element; NULL and 0 of anything else. */
const GumboVector *web_children(const GumboNode *node);
bool web_is(const GumboNode *node, GumboTag tag);
/* The value of an attribute, NULL where it is missing. */
const char *web_attribute(const GumboNode *node, const char *name);
/* A whole number from an attribute, cut to 0..most; `missing` where there is none. */
int web_number(const GumboNode *node, const char *name, int most, int missing);
/* Where the value of a property begins in style="…", NULL where it has none. */
const char *web_style_value(const GumboNode *node, const char *property);
/* Whether a style="…" has this property with a value that begins so; both in lower case: "display", "none". */
bool web_style(const GumboNode *node, const char *property, const char *value);
/* What no reader of the page sees: scripts, comments, display: none … */
bool web_unseen(const GumboNode *node);
/* Hidden by its style or an attribute, whatever it holds. */
bool web_hidden(const GumboNode *node);
/* Elements that begin on a line of their own and end it. */
bool web_is_block(const GumboNode *node);

/* Adds what is seen of a node: line ends for blocks and <br>, blanks for the cells of a table within, and inside of a cell the values
 * of fields. Blanks are as in the source; web_words puts them right. */
void web_gather(struct text *out, const GumboNode *node);
/* Adds a text node, its line ends as blanks except where `pre`. */
void web_add_text(struct text *out, const GumboNode *node, bool pre);
/* Adds raw as words: blanks and characters that no text may hold put right. */
void web_words(struct text *out, const struct text *raw);
/* Why the words of a cell may not be read as they stand ("有带删除线的字"); NULL where they may. */
const char *web_doubt(const GumboNode *cell);
/* The value of a field that people see; NULL for other elements. */
const char *web_field(const GumboNode *node);

/* ---- tables (html_table.c) ---- */

struct web_row { const GumboNode **cells; int n; int group; };
struct web_table {
    struct web_row *rows;                             /* in the order in which they are seen */
    size_t n, cap;
    int group;
};
/* The rows and cells of a <table> that are seen. */
void web_table_open(struct web_table *t, struct arena *arena, const GumboNode *table);
void web_table_close(struct web_table *t);
/* Whether it only arranges a page: it has one column, or tables in its cells that are not small beside it. */
bool web_table_is_layout(const struct web_table *t);
/* Fills the places of its cells, whose texts are known, by row and column (html_grid.c). false: it has too many columns. */
MUST_CHECK bool web_table_place(const struct web_table *t, struct manuscript_cell *cells);
/* Adds it to the manuscript. */
void web_table_add(struct manuscript *m, const struct web_table *t);

/* ---- the report within the page (html_article.c) ---- */

/* The smallest element that holds all tables and all headings of sections (一、…) of the page; NULL where it has not two of
 * them. */
const GumboNode *web_article(const GumboNode *document);

/* ---- the whole (html_parse.c) ---- */

/* Text in UTF-8; for a process of its own. */
void html_parse(struct manuscript *m, const char *text, size_t n);

#endif
