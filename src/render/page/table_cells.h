/* The texts of a table's cells, measured for one size of type. */
#ifndef RENDER_PAGE_TABLE_CELLS_H
#define RENDER_PAGE_TABLE_CELLS_H
#include "form/table.h"
#include "render/page/typesetter.h"

/* Of the size of type: the step from line to line, and how far the ideographs reach above the baseline. */
#define CELL_LEADING 1.25
#define CELL_RISE 0.88

struct cell_text {
    struct type type, note_type;
    struct paragraph text, note;
    bool beside;                                       /* the note stands behind the number, else below it */
    double height;                                     /* of the lines, without padding */
};

struct table_cells {
    const struct report_table *table;
    const char *section;                               /* heading of its section, for messages */
    double size, inset;                                /* of the type; between rule and text, left and right */
    double *widths;                                    /* of the columns */
    struct cell_text *cells;                           /* as in the grid */
};

/* Measures all cells for the size. */
void table_cells_lay(const struct typesetter *setter, struct table_cells *t, double size);
/* The text of a label whose rows go on over a page, with （续） and small enough for this height. */
struct cell_text table_cells_continued(const struct typesetter *setter, const struct table_cells *t, size_t cell, double height);
/* The same without （续）. */
struct cell_text table_cells_shrunk(const struct typesetter *setter, const struct table_cells *t, size_t cell, double height);
/* Between the rules and the insets. */
double table_cells_inner_width(const struct table_cells *t, size_t cell);

#endif
