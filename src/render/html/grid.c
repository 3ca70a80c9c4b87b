/* A table of a form. */
#include "render/html/html_inside.h"
#include <string.h>

enum { WIDE_COLUMNS = 6, WIDE_COLUMN_PIXELS = 64 };   /* a table with more columns has a least width and scrolls in its own box */

/* A head belongs to a cell when it is among the head rows of the cell's row and their columns meet; a label, when it lies to the
 * left of it and their rows meet. */
static bool is_header_of(const struct grid *g, const struct grid_cell *head, const struct grid_cell *data)
{
    const struct grid_row *row = &g->rows[data->row];
    switch (head->role) {
    case GRID_CAPTION: case GRID_HEAD:
        return head->row >= row->head_first && head->row < row->head_first + row->head_count &&
               head->col < data->col + data->colspan && data->col < head->col + head->colspan;
    case GRID_LABEL:
        return head->col < data->col && head->row < data->row + data->rowspan && data->row < head->row + head->rowspan;
    default:
        return false;
    }
}

static void put_spans(struct text *t, const struct grid_cell *c)
{
    if (c->rowspan > 1) text_printf(t, " rowspan=\"%d\"", c->rowspan);
    if (c->colspan > 1) text_printf(t, " colspan=\"%d\"", c->colspan);
}

static void put_data(struct text *t, const struct report_table *table, const struct grid_cell *c)
{
    const struct grid *g = &table->form->grid;
    const struct form_slot *slot = &table->form->slots[c->slot];
    const struct cell *value = &table->cells[c->slot];
    const char *between = " headers=\"";
    text_add(t, "<td id=\"");
    xml_escape(t, table->form->id);
    text_add_char(t, '-');
    xml_escape(t, slot->row);
    text_add_char(t, '-');
    xml_escape(t, slot->col);
    text_add_char(t, '"');
    for (size_t i = 0; i < g->n_cells; i++) {
        if (!g->cells[i].id || !is_header_of(g, &g->cells[i], c)) continue;
        text_add(t, between);
        xml_escape(t, g->cells[i].id);
        between = " ";
    }
    if (*between == ' ' && !between[1]) text_add_char(t, '"');
    put_spans(t, c);
    text_add(t, " style=\"border:1px solid #666;padding:4px 6px;text-align:center\">");
    xml_escape(t, value->text);
    if (value->note) {
        text_add(t, "<small style=\"display:block;font-size:12px;color:#555\">");
        xml_escape(t, value->note);
        text_add(t, "</small>");
    }
    text_add(t, "</td>");
}

static const char *scope(const struct grid_cell *c)
{
    switch (c->role) {
    case GRID_CAPTION: return "colgroup";
    case GRID_HEAD: return c->colspan > 1 ? "colgroup" : "col";
    case GRID_LABEL: return c->rowspan > 1 ? "rowgroup" : "row";
    default: return NULL;
    }
}

static void put_head(struct text *t, const struct grid_cell *c)
{
    const char *align = c->role == GRID_LABEL && c->rowspan == 1 ? "left" : "center", *name = c->text && *c->text ? "th" : "td";
    text_printf(t, "<%s", name);
    if (c->id) {
        text_add(t, " id=\"");
        xml_escape(t, c->id);
        text_add_char(t, '"');
    }
    if (scope(c) && !strcmp(name, "th")) text_printf(t, " scope=\"%s\"", scope(c));
    put_spans(t, c);
    text_printf(t, " style=\"border:1px solid #666;padding:4px 6px;text-align:%s;font-weight:%s;background:%s\">", align,
                c->role == GRID_LABEL ? "normal" : "bold", c->role == GRID_LABEL ? "#fafafa" : "#f0f0f0");
    xml_escape(t, c->text ? c->text : "");
    text_printf(t, "</%s>", name);
}

static void put_widths(struct text *t, const struct grid *g)
{
    double sum = 0;
    for (int c = 0; c < g->n_cols; c++) sum += g->widths[c];
    text_add(t, "<colgroup>");
    for (int c = 0; c < g->n_cols; c++) text_printf(t, "<col style=\"width:%d%%\"/>", (int)(g->widths[c] / sum * 100 + 0.5));
    text_add(t, "</colgroup>\n");
}

/* 二、主动公开政府信息情况 → 主动公开政府信息情况 */
static const char *without_number(const char *heading)
{
    const char *mark = strstr(heading, "、");
    return mark ? mark + strlen("、") : heading;
}

static void put_table(struct text *t, const struct report_table *table, const char *caption, bool wide)
{
    const struct grid *g = &table->form->grid;
    size_t cell = 0;
    text_add(t, "<table style=\"border-collapse:collapse;width:100%;");
    if (wide) text_printf(t, "min-width:%dpx;", g->n_cols * WIDE_COLUMN_PIXELS);
    text_add(t, "font-size:14px;line-height:1.5\">\n<caption style=\"padding:6px;font-weight:bold\">");
    xml_escape(t, caption);
    text_add(t, "</caption>\n");
    put_widths(t, g);
    for (int r = 0; r < g->n_rows; r++) {
        /* Each block of heads and what stands under it is a row group, so that a colgroup head ends where its block does. */
        if (!r) text_add(t, "<tbody>\n");
        else if (g->rows[r].head && !g->rows[r - 1].head) text_add(t, "</tbody>\n<tbody>\n");
        text_add(t, "<tr>");
        for (; cell < g->n_cells && g->cells[cell].row == r; cell++) {
            if (g->cells[cell].role == GRID_DATA) put_data(t, table, &g->cells[cell]);
            else put_head(t, &g->cells[cell]);
        }
        text_add(t, "</tr>\n");
    }
    text_add(t, g->n_rows ? "</tbody>\n</table>\n" : "</table>\n");
}

void html_grid(struct html *h, const struct document_grid *grid)
{
    const struct report_table *table = grid->table;
    const char *caption = without_number(grid->title);
    bool wide = table->form->grid.n_cols > WIDE_COLUMNS;
    if (wide) html_open_box(h, caption);
    put_table(h->out, table, caption, wide);
    if (wide) text_add(h->out, "</div>\n");
    for (size_t i = 0; i < table->n_footnotes; i++) html_element(h, "p", LOOK_REMARK, table->footnotes[i]);
}
