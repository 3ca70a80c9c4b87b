/* A table of the report as an accessible HTML table: scopes, ids and headers= from the form's grid. */
#ifndef RENDER_HTML_GRID_H
#define RENDER_HTML_GRID_H
#include "base/text.h"
#include "form/report.h"

/* A table under `caption`; a wide one keeps a least width, for its box to scroll. */
void html_grid(struct text *t, const struct report_table *table, const char *caption, bool wide);
/* s as XML text or attribute value: & < > " escaped, what no document may have shown (base/characters.h). */
void html_escape(struct text *t, const char *s);

#endif
