/* What pages hold, put together: fragments of one table on following pages become one table of the manuscript, lines beside the tables
 * paragraphs. */
#ifndef PDF_INSIDE_H
#define PDF_INSIDE_H
#include "base/text.h"
#include "manuscript/manuscript_inside.h"
#include "manuscript/pdf/cells.h"

/* Fills m from the bytes of a file, or refuses it: in the child. */
void pdf_parse(struct manuscript *m, const char *bytes, size_t n);

/* ---- tables.c ---- */

/* Whether `next`, the first thing on its page, goes on with `last`, the last thing on the page before. */
bool pdf_table_goes_on(const struct pdf_fragment *last, const struct pdf_fragment *next);
/* Adds the table of these fragments; a row that the end of a page cut in two is one row again. The cells' lines are moved. */
void pdf_table_add(struct manuscript *m, struct pdf_fragment *const *of, size_t n);

/* ---- prose.c ---- */

/* The lines of one page, and where its text begins and ends. */
struct pdf_column { struct pdf_line_list lines; double height, left, right; };

/* Takes away page numbers, and lines that several pages have at the same height; adds these to m's remarks. */
void pdf_drop_running(struct manuscript *m, struct pdf_column *pages, size_t n);
/* Finds left and right of every page; one with a few short lines has those of the whole. */
void pdf_find_margins(struct pdf_column *pages, size_t n);

/* The paragraph that is being put together. */
struct pdf_prose { struct text text; int page; const struct pdf_line *last; const struct pdf_column *of_last; };
void pdf_prose_add(struct pdf_prose *p, struct manuscript *m, const struct pdf_column *page, const struct pdf_line *line);
void pdf_prose_end(struct pdf_prose *p, struct manuscript *m);

#endif
