/* The texts of a table's cells, measured for one size of type; table.c puts them on pages. */
#ifndef RENDER_PDF_TABLE_CELLS_H
#define RENDER_PDF_TABLE_CELLS_H
#include "form/report.h"
#include "render/pdf/flow.h"

struct cell_text {
    struct type type, note_type;
    struct paragraph text, note;
    bool beside;                                       /* the note stands behind the number, else below it */
    double height;                                     /* of the lines, without padding */
};

struct table_cells {
    const struct report_table *report;
    const char *section;                               /* heading of its section, for messages */
    double size, inset;                                /* of the type; between rule and text, left and right */
    double *widths;                                    /* of the columns */
    struct cell_text *cells;                           /* as in the grid */
};

/* Measures all cells for the size; everything comes from the flow's arena. */
void table_cells_lay(struct flow *f, struct table_cells *t, double size);
/* The text of a label where its rows go on over a page: with （续）, small enough for this height. */
struct cell_text table_cells_continued(struct flow *f, const struct table_cells *t, size_t cell, double height);
/* The same text, small enough for this height. */
struct cell_text table_cells_shrunk(struct flow *f, const struct table_cells *t, size_t cell, double height);
/* Draws the text in the middle of a box of the cell's width. */
void table_cells_draw(struct flow *f, const struct table_cells *t, size_t cell, const struct cell_text *text, double x,
                      double y, double height);

#endif
