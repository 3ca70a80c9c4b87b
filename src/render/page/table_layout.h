/* A table of a form, laid out for the pages of official documents; nothing is drawn.
 *
 * The layout decides in which type the table stands and where: on the rest of the page when it can be read well there, else
 * whole on a page of its own, else divided between rows, and a row that no page holds between its lines. `lead` is the height of what stands right above it (the section's
 * heading) and must not be parted from it.
 *
 *     struct laid_table *t = table_lay(&setter, table, "三、收到和处理政府信息公开申请情况", used, lead);
 *     if (t->wants_page) … a new page …
 *     size_t n = grid_split(t->grid, t->heights, room, AREA_HEIGHT - TABLE_GAP, setter.arena, &parts);
 */
#ifndef RENDER_PAGE_TABLE_LAYOUT_H
#define RENDER_PAGE_TABLE_LAYOUT_H
#include "form/table.h"
#include "render/page/grid_layout.h"
#include "render/page/typesetter.h"

/* ---- the texts of its cells, measured for one size of type ---- */

/* As parts of the size of type: the step from line to line, and how far the ideographs reach above the baseline. */
#define CELL_LEADING 1.25
#define CELL_RISE 0.88

struct cell_text {
    struct type type, note_type;
    enum paragraph_fit fit;                            /* left or centred */
    struct paragraph text, note;
    bool beside;                                       /* the note stands behind the number, else below it */
    double height;                                     /* of the lines, without padding */
};

struct table_cells {
    const struct report_table *table;
    const char *section;                               /* heading of its section, for messages */
    double size, inset;                                /* of the type; between rule and text, left and right */
    double *widths;                                    /* of the columns */
    struct column_sizes { double number, note; bool below; } *columns;      /* of an even table: the sizes in a column; below: notes stand below numbers */
    struct cell_text *cells;                           /* as in the grid */
    const char **places;                               /* of the cells, for messages; NULL until one is named */
};

/* Measures all cells for the size (table_cells.c). */
void table_cells_lay(const struct typesetter *setter, struct table_cells *t, double size);
/* The text of a label whose rows go on over a page, with （续） and small enough for this height. */
struct cell_text table_cells_continued(const struct typesetter *setter, const struct table_cells *t, size_t cell, double height);
/* The same without （续）. */
struct cell_text table_cells_shrunk(const struct typesetter *setter, const struct table_cells *t, size_t cell, double height);
/* A cell's note as it is printed behind or below the number: （其中修订16件）. */
const char *table_note(struct arena *a, const char *note);
/* Lines first to first + n - 1 of a cell, those of a note below the number counted behind its own. */
struct cell_text table_cells_lines(const struct cell_text *cell, size_t first, size_t n);
/* Between the rules and the insets. */
double table_cells_inner_width(const struct table_cells *t, size_t cell);

/* ---- the table ---- */

#define TABLE_GAP 4.0                                  /* above the table, and between it and its footnotes */
#define FOOTNOTE_PITCH 15.0

struct laid_table {
    struct table_cells cells;
    const struct grid *grid;                           /* the form's; with rows that no page holds in lines: another, with the same cells */
    double *heights;                                   /* of its rows */
    const bool *goes_on;                               /* whether each of its rows is a further line of the one above; NULL: none is */
    double padding;                                    /* above and below a cell's text */
    struct paragraph *footnotes;
    struct type footnote_type;
    double footnotes_height;
    bool wants_page;                                   /* a new page, with what leads to it */
};

/* `section` is its heading, for messages; `used` is what is used of the page's height. The layout lives in the setter's arena. */
struct laid_table *table_lay(const struct typesetter *setter, const struct report_table *table, const char *section, double used, double lead);

#endif
