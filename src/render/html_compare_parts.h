/* Pieces of the comparison's page. */
#ifndef RENDER_HTML_COMPARE_PARTS_H
#define RENDER_HTML_COMPARE_PARTS_H
#include "base/text.h"
#include "render/compare.h"

/* The style sheet, also for print, and the script that sorts tables: the page is complete without the script. */
extern const char html_compare_style[], html_compare_script[];

/* The chart as inline SVG in a figure with its caption; its words are in the table behind it and in its title. */
void html_compare_chart(struct text *t, struct arena *a, const struct comparison *c, const struct chart *chart);

#endif
