/* A table of a form. */
#include "render/html/html_inside.h"
#include <string.h>

enum { MOST_NARROW = 6 };                              /* columns; a table with more scrolls in its own box where the window is narrow */

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

static void put_data(struct html *h, const struct report_table *table, const struct grid_cell *c)
{
    struct text *t = h->out;
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
    html_look(h, LOOK_FORM_CELL);
    text_add_char(t, '>');
    xml_escape(t, value->text);
    if (value->note) {
        text_add(t, "<small");
        html_look(h, LOOK_NOTE);
        text_add_char(t, '>');
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

static void put_head(struct html *h, const struct grid_cell *c)
{
    struct text *t = h->out;
    const char *name = c->text && *c->text ? "th" : "td";
    text_printf(t, "<%s", name);
    if (c->id) {
        text_add(t, " id=\"");
        xml_escape(t, c->id);
        text_add_char(t, '"');
    }
    if (scope(c) && !strcmp(name, "th")) text_printf(t, " scope=\"%s\"", scope(c));
    put_spans(t, c);
    html_look(h, c->role != GRID_LABEL ? LOOK_FORM_HEAD : c->rowspan > 1 || c->word ? LOOK_FORM_LABELS : LOOK_FORM_LABEL);
    text_add_char(t, '>');
    xml_escape(t, c->text ? c->text : "");
    text_printf(t, "</%s>", name);
}

/* The heads of a table with one block of them are repeated on every printed page. Of a table with several, each block with what stands
 * under it is a row group, so that a colgroup head ends where its block does. */
static void open_group(struct html *h, const char *name, bool kept)
{
    text_printf(h->out, "<%s", name);
    if (kept) html_look(h, LOOK_FORM_GROUP);
    text_add(h->out, ">\n");
}

static int count_blocks(const struct grid *g)
{
    int n = 0;
    for (int r = 0; r < g->n_rows; r++) n += g->rows[r].head && (!r || !g->rows[r - 1].head);
    return n;
}

static void put_rows(struct html *h, const struct report_table *table)
{
    const struct grid *g = &table->form->grid;
    bool several = count_blocks(g) > 1;
    size_t cell = 0;
    for (int r = 0; r < g->n_rows; r++) {
        bool head = g->rows[r].head, begins = !r || head != g->rows[r - 1].head;
        const char *name = head && !several ? "thead" : "tbody";
        if (begins && (head || !several || !r)) {
            if (r) text_add(h->out, several ? "</tbody>\n" : "</thead>\n");
            open_group(h, name, several);
        }
        text_add(h->out, "<tr");
        html_look(h, LOOK_FORM_ROW);
        text_add_char(h->out, '>');
        for (; cell < g->n_cells && g->cells[cell].row == r; cell++) {
            if (g->cells[cell].role == GRID_DATA) put_data(h, table, &g->cells[cell]);
            else put_head(h, &g->cells[cell]);
        }
        text_add(h->out, "</tr>\n");
    }
    if (g->n_rows) text_add(h->out, !several && g->rows[g->n_rows - 1].head ? "</thead>\n" : "</tbody>\n");
}

/* ---- the table ---- */

static void put_widths(struct text *t, const struct grid *g)
{
    enum { TENTHS = 1000 };
    double sum = 0, end = 0;
    int before = 0;
    for (int c = 0; c < g->n_cols; c++) sum += g->widths[c];
    text_add(t, "<colgroup>");
    for (int c = 0; c < g->n_cols; c++) {              /* rounded where the columns end: the last one pays for no other */
        end += g->widths[c];
        int tenths = (int)(end / sum * TENTHS + 0.5);
        text_printf(t, "<col style=\"width:%d.%d%%\"/>", (tenths - before) / 10, (tenths - before) % 10);
        before = tenths;
    }
    text_add(t, "</colgroup>\n");
}

/* 二、主动公开政府信息情况 → 主动公开政府信息情况 */
static const char *without_number(const char *heading)
{
    const char *mark = strstr(heading, "、");
    return mark ? mark + strlen("、") : heading;
}

void html_grid(struct html *h, const struct document_grid *grid, bool headed)
{
    const struct report_table *table = grid->table;
    const char *caption = without_number(grid->title);
    bool wide = table->form->grid.n_cols > MOST_NARROW;
    if (wide) html_open_box(h, caption, headed ? table : NULL);
    text_add(h->out, "<table");
    if (headed) html_name(h, NULL, table);
    html_look(h, wide ? LOOK_FORM_WIDE : LOOK_FORM);
    text_add(h->out, ">\n");
    if (!headed) html_element(h, "caption", LOOK_CAPTION, caption);
    put_widths(h->out, &table->form->grid);
    put_rows(h, table);
    text_add(h->out, wide ? "</table>\n</div>\n" : "</table>\n");
    for (size_t i = 0; i < table->n_footnotes; i++) html_element(h, "p", LOOK_REMARK, table->footnotes[i]);
}
