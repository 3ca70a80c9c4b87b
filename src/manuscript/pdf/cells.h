/* The letters of a page, each to the cell of the grid that its middle lies in; what is left over is the running text.
 *
 * A cell is unsure where a letter may belong to another cell, letters lie on each other, or something was drawn in it that no letter
 * stands for.
 */
#ifndef PDF_CELLS_H
#define PDF_CELLS_H
#include "manuscript/pdf/grid.h"
#include "manuscript/pdf/lines.h"

struct pdf_cell {
    int row, col, rows, cols, page;
    double width;                                      /* points */
    struct pdf_line_list lines;
    const char *unsure;
};
/* What one grid holds. */
struct pdf_fragment {
    int page, n_rows, n_cols;
    double *xs;                                        /* n_cols + 1, the grid's own */
    struct pdf_box box;
    struct pdf_cell *cells;
    size_t n;
};

/* What beside the tables was passed over, or is odd. */
struct pdf_passed { bool watermark, unseen, turned, struck; };          /* struck letters are read */

/* Fragments of the page's grids, in their order, and the lines beside them. `grids` must live as long as the fragments. */
void pdf_cells_fill(const struct pdf_page *page, const struct pdf_grids *grids, struct arena *arena, struct pdf_fragment *fragments, struct pdf_line_list *beside,
                    struct pdf_passed *passed);
void pdf_fragment_release(struct pdf_fragment *f);

/* The cell's text; sets its reason where its lines are not one text. */
const char *pdf_cell_text(struct pdf_cell *c, struct arena *arena);

#endif
