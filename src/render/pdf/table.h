/* A table of the report on its page or pages.
 *
 * table_prepare measures it and decides in which size it stands where: on the rest of the page when that lets it be
 * read well, else whole on a page of its own, else divided between rows. `lead` is what is to stand right above it (the
 * section's heading) and must not be parted from it.
 *
 *     struct table *t = table_prepare(flow, table, heading, lead);
 *     if (table_wants_page(t)) flow_new_page(flow);
 *     … the heading …
 *     table_draw(flow, t);
 */
#ifndef RENDER_PDF_TABLE_H
#define RENDER_PDF_TABLE_H
#include "render/pdf/flow.h"
#include "form/report.h"

struct table;

/* `section` is its heading, for messages. The table lives in the flow's arena. */
struct table *table_prepare(struct flow *f, const struct report_table *t, const char *section, double lead);
bool table_wants_page(const struct table *t);
/* Draws it at the cursor, with its footnotes. */
void table_draw(struct flow *f, struct table *t);

#endif
