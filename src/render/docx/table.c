/* A table of a form, as its layout has it: heads that a new page repeats, rows that do not break. */
#include "render/docx/docx_inside.h"
#include "base/text.h"
#include "render/page/page.h"
#include "render/xml.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 8844 };                                 /* of the text area, in twips */
static const double STYLE_SIZE = 10.5;                 /* of TableText and TableHead */

struct docx_grid {
    const struct laid_table *laid;
    int *edges;                                        /* of the columns, in twips; the last is WIDTH */
    const struct grid_cell **owners;                   /* by row and column: the cell there; NULL where the grid has none */
    bool numbers, kept;                                /* kept: all of it is on one page */
};

static double size_of(double size) { return fabs(size - STYLE_SIZE) < 0.01 ? 0 : size; }

/* ---- cells ---- */

static void put_text(struct docx *x, const struct docx_grid *t, const struct grid_cell *c, bool keep)
{
    const struct cell_text *text = &t->laid->cells.cells[c - t->laid->grid->cells];
    const struct cell *value = c->slot >= 0 ? &t->laid->cells.table->cells[c->slot] : NULL;
    const char *words = value ? value->text : c->text;
    const char *style = text->type.role == FONT_HEI ? "TableHead" : value && t->numbers ? "TableNumber" : "TableText";
    double size = size_of(text->type.size);
    docx_open_paragraph(x, &(struct docx_look){style, keep, text->fit == PARAGRAPH_LEFT, size});
    if (words && *words) docx_run(x, NULL, size, words);
    if (value && value->note)
        docx_run(x, "TableNote", text->note_type.size, arena_printf(x->setter.arena, "%s%s", text->beside ? "" : "\n", table_note(x->setter.arena, value->note)));
    docx_close_paragraph(x);
}

/* CT_TcPr: tcW, gridSpan, vMerge, vAlign. A cell over several rows has one in each of them. */
static void put_cell(struct docx *x, const struct docx_grid *t, const struct grid_cell *c, int row, int col, int span, bool keep)
{
    text_printf(x->out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", t->edges[col + span] - t->edges[col]);
    if (span > 1) text_printf(x->out, "<w:gridSpan w:val=\"%d\"/>", span);
    if (c && c->rowspan > 1) text_add(x->out, c->row == row ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>");
    text_add(x->out, "<w:vAlign w:val=\"center\"/></w:tcPr>");
    if (c && c->row == row) {
        put_text(x, t, c, keep);
    } else {
        docx_open_paragraph(x, &(struct docx_look){.style = "TableText", .keep_next = keep});
        docx_close_paragraph(x);
    }
    text_add(x->out, "</w:tc>");
}

/* ---- rows ---- */

/* Word repeats only heads that stand above all other rows. */
static bool is_repeated(const struct grid *g, int row)
{
    for (; row >= 0; row--)
        if (!g->rows[row].head) return false;
    return true;
}

static void put_row(struct docx *x, const struct docx_grid *t, int row)
{
    const struct grid *g = t->laid->grid;
    bool last = row + 1 == g->n_rows, keep = t->kept && (!last || t->laid->cells.table->n_footnotes);
    text_printf(x->out, "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"%ld\" w:hRule=\"atLeast\"/>%s</w:trPr>", lround(t->laid->heights[row] * 20),
                is_repeated(g, row) ? "<w:tblHeader/>" : "");
    for (int col = 0, span; col < g->n_cols; col += span) {
        const struct grid_cell *c = t->owners[row * g->n_cols + col];
        span = c ? c->colspan : 1;
        put_cell(x, t, c, row, col, span, keep);
    }
    text_add(x->out, "</w:tr>\n");
}

/* ---- the table ---- */

/* Whole twips that add up to the width. */
static int *edges_of(struct arena *a, const struct laid_table *laid)
{
    int n = laid->grid->n_cols, *edges = arena_alloc(a, ((size_t)n + 1) * sizeof *edges);
    double sum = grid_sum(laid->cells.widths, 0, n);
    for (int c = 1; c <= n; c++) edges[c] = (int)lround(grid_sum(laid->cells.widths, 0, c) / sum * WIDTH);
    return edges;
}

static const struct grid_cell **owners_of(struct arena *a, const struct grid *g)
{
    const struct grid_cell **owners = arena_alloc(a, (size_t)g->n_rows * (size_t)g->n_cols * sizeof *owners);
    for (size_t i = 0; i < g->n_cells; i++)
        for (int r = 0; r < g->cells[i].rowspan; r++)
            for (int c = 0; c < g->cells[i].colspan; c++) owners[(g->cells[i].row + r) * g->n_cols + g->cells[i].col + c] = &g->cells[i];
    return owners;
}

/* CT_TblPr: tblStyle, tblW, jc, tblLayout, tblLook, tblCaption. */
static void put_head(struct docx *x, const struct docx_grid *t, const char *section)
{
    text_printf(x->out, "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"
                        "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"04A0\"/><w:tblCaption w:val=\"", WIDTH);
    xml_escape(x->out, section);
    text_add(x->out, "\"/></w:tblPr><w:tblGrid>");
    for (int c = 0; c < t->laid->grid->n_cols; c++) text_printf(x->out, "<w:gridCol w:w=\"%d\"/>", t->edges[c + 1] - t->edges[c]);
    text_add(x->out, "</w:tblGrid>\n");
}

void docx_part_tables(struct docx *x)
{
    if (!x->below_table) return;
    docx_open_paragraph(x, &(struct docx_look){.style = "TableFootnote"});
    docx_close_paragraph(x);
    x->below_table = false;
}

void docx_table(struct docx *x, const struct report_table *table, const char *section, bool numbers)
{
    double used = x->used > 0 ? fmin(x->used + LINE_PITCH, AREA_HEIGHT) : 0;      /* what is known by estimate may be a line more */
    const struct laid_table *laid = table_lay(&x->setter, table, section, used, x->lead);
    double height = grid_sum(laid->heights, 0, laid->grid->n_rows) + 2 * TABLE_GAP + laid->footnotes_height;
    struct docx_grid t = {laid, edges_of(x->setter.arena, laid), owners_of(x->setter.arena, laid->grid), numbers, height <= AREA_HEIGHT - x->lead};
    if (!laid->grid->n_rows) return;
    docx_part_tables(x);
    put_head(x, &t, section);
    for (int r = 0; r < laid->grid->n_rows; r++) put_row(x, &t, r);
    text_add(x->out, "</w:tbl>\n");
    x->below_table = true;
    for (size_t i = 0; i < table->n_footnotes; i++) docx_words(x, "TableFootnote", table->footnotes[i]);
    x->used = fmod((laid->wants_page ? 0 : x->used) + x->lead + height, AREA_HEIGHT);
    x->lead = 0;
}
