/* What stands on pages (pages.h), each kind in the file of its name. */
#ifndef RENDER_PAGE_PAGE_INSIDE_H
#define RENDER_PAGE_PAGE_INSIDE_H
#include "documents/document.h"
#include "render/page/pages.h"
#include "render/page/table_layout.h"

/* ---- pieces of text: the caller names their places (typeset_at) ---- */

/* `name`: of an agency, which a break should not cut; "" = none. */
void piece_title(struct pages *p, const char *title, const char *name);
/* Prose or a heading, laid out. */
struct piece { int level; bool small; const char *words; struct type type; struct paragraph text; double height; };
/* level 0: prose; 1: a section's heading; 2 and more: one below it. */
struct piece piece_lay(const struct pages *p, int level, const char *words);
struct piece piece_small(const struct pages *p, const char *words);      /* prose in small type, off the grid of lines */
struct piece piece_prose(const struct pages *p, enum prose_place place, const char *words);
/* At the next line of the grid but for small prose; a heading gets a bookmark. */
void piece_draw(struct pages *p, const struct piece *piece);

void pages_table(struct pages *p, const struct laid_table *table);

/* ---- charts: each is one figure on one page (panels: one a page), with words for readers who cannot see it ---- */

double pages_bars_height(const struct bar_chart *chart);
void pages_bars(struct pages *p, const struct bar_chart *chart);
double pages_lines_height(const struct line_chart *chart);
void pages_lines(struct pages *p, const struct line_chart *chart);
double pages_panels_least_height(const struct panel_chart *chart);      /* of what stands with its heading */
void pages_panels(struct pages *p, const struct panel_chart *chart);

#endif
