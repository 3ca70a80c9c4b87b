/* What the HTML driver is made of, each by the file of its name. */
#ifndef RENDER_HTML_HTML_INSIDE_H
#define RENDER_HTML_HTML_INSIDE_H
#include "documents/document.h"
#include "render/xml.h"

struct html { struct text *out; bool whole; };         /* whole: a page with a style sheet; else a fragment with inline styles */

/* ---- looks.c: how things look ---- */

enum html_look {
    LOOK_ROOT, LOOK_DRAFT, LOOK_H1, LOOK_H2, LOOK_H3, LOOK_H4, LOOK_P, LOOK_REMARK, LOOK_CAUTIONS,
    LOOK_FORM, LOOK_FORM_WIDE, LOOK_FORM_GROUP, LOOK_FORM_ROW, LOOK_FORM_HEAD, LOOK_FORM_LABELS, LOOK_FORM_LABEL, LOOK_FORM_CELL, LOOK_NOTE,
    LOOK_BOX, LOOK_ROOMY, LOOK_STACKED, LOOK_WIDE, LOOK_CAPTION, LOOK_SUMMARY, LOOK_HEAD, LOOK_ROW_HEAD, LOOK_CELL, LOOK_SHORT, LOOK_WORDS, LOOK_FEW, LOOK_TOTAL, LOOK_SMALL,
    LOOK_FIGURE, LOOK_FIGCAPTION, LOOK_SVG, LOOK_MARK_START, LOOK_MARK_SMALL, LOOK_MARK_END, LOOK_MARK_SMALL_END, LOOK_MARK_SMALL_MID, LOOK_MARK_ALL,
    LOOK_BAR, LOOK_BAR_OUT, LOOK_BAR_FEW, LOOK_GRID, LOOK_ZERO, LOOK_WHISKER, LOOK_WHISKER_OUT, LOOK_ALL, LOOK_LINE, LOOK_DOT, LOOK_DOT_FEW, LOOK_DOUBT,
    LOOK_MATTER, LOOK_MARK_ID, LOOK_MATTER_LINE, LOOK_PLACE,
    LOOKS
};
/* Within a tag: ' class="…"' in a page or ' style="…"' in a fragment; nothing where the look needs none. */
void html_look(struct html *h, enum html_look look);
/* <name …>content</name> in a line of its own. */
void html_element(struct html *h, const char *name, enum html_look look, const char *content);
/* Within a tag, for those who hear the page: named by its label; where `headed` is a table, by the heading above it, which has the id
 * that html_heading_id writes. */
void html_name(struct html *h, const char *label, const struct report_table *headed);
void html_heading_id(struct html *h, const struct report_table *table);
/* Within a tag: the address of a file beside the page. */
void html_address(struct html *h, const char *file);
/* A box that a table wider than the screen scrolls in, also by the keyboard, named by html_name; ends with </div>. */
void html_open_box(struct html *h, const char *label, const struct report_table *headed);

/* ---- style.c ---- */

/* Style sheets, also for print: of every page, of lists and charts, of a form's tables and its prose, of matters. */
extern const char html_style[], html_list_style[], html_form_style[], html_matter_style[];

/* ---- script.c: sorts lists and looks for words in them; a page is complete without it ---- */

extern const char html_script[];
/* What a page allows itself: nothing from outside, its own styles, and where `scripted` this script and no other. */
void html_policy(struct text *out, bool scripted);

/* ---- tables ---- */

/* A table of a form with its footnotes, accessible: scopes, ids and headers= from the form's grid. `headed`: a heading above says the
 * title, the table takes its name from there; else the title is its caption. */
void html_grid(struct html *h, const struct document_grid *grid, bool headed);
void html_list(struct html *h, const struct list *list);
bool html_list_sortable(const struct list *list);      /* by the script */

/* ---- charts: inline SVG in a figure with its caption; their words are in their titles ---- */

void html_bars(struct html *h, const struct bar_chart *chart);
void html_lines(struct html *h, const struct line_chart *chart);
void html_panels(struct html *h, const struct panel_chart *chart);
void html_counts(struct html *h, const struct count_chart *chart);

/* ---- matters.c ---- */

void html_matters(struct html *h, const struct matter_groups *all);
/* The style sheet of a page whose matters stand in at most so many groups. */
void html_matters_style(struct text *out, size_t groups);

/* ---- choose.c ---- */

void html_choices(struct html *h, const struct page_choices *all);
void html_choices_style(struct text *out, const struct page_choices *all);
/* In a page: within a tag, what belongs to that option of that choice; nothing where it is 0. */
void html_option(struct html *h, size_t choice, int option);
/* Around a block that belongs to options. */
void html_open_options(struct html *h, const int options[CHOICES]);
void html_close_options(struct html *h, const int options[CHOICES]);

/* ---- svg.c ---- */

/* heading, caption: NULL = none. */
void svg_open(struct html *h, const char *heading, const char *described, int width, int height);
void svg_close(struct html *h, const char *caption);
void svg_open_text(struct html *h, int x, int y, enum html_look look);      /* ends with </text> */
void svg_text(struct html *h, int x, int y, enum html_look look, const char *words);
/* A name of at most so many characters; the whole of a longer one is said where the pointer rests on it. */
void svg_name(struct html *h, int x, int y, enum html_look look, const char *name, size_t most);
void svg_line(struct html *h, int x0, int y0, int x1, int y1, enum html_look look);

#endif
