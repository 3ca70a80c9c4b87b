#include "base/text.h"
#include "render/html/html_inside.h"
#include <inttypes.h>
#include <stdlib.h>

enum { MOST_ROOMY = 8 };                               /* columns; in a table with more, notes stand below the figures */

static bool is_said(const char *s) { return s && *s; }
/* ---- heads ---- */

static void put_head(struct html *h, const char *scope, int rows, int columns, bool always, const char *words)
{
    text_printf(h->out, "<th scope=\"%s\"", scope);
    if (rows > 1) text_printf(h->out, " rowspan=\"%d\"", rows);
    if (columns > 1 || always) text_printf(h->out, " colspan=\"%d\"", columns);
    html_look(h, LOOK_HEAD);
    text_add_char(h->out, '>');
    xml_escape(h->out, words ? words : "");
    text_add(h->out, "</th>");
}

static void put_heads(struct html *h, const struct list *list)
{
    bool two = false, labelled;
    for (int c = 0; c < list->n_columns && !two;) c = list_group_end(list, c, &two);
    text_add(h->out, two ? "<thead>\n<tr>" : "<thead><tr>");
    for (int c = 0, end; c < list->n_columns; c = end) {
        end = list_group_end(list, c, &labelled);
        const char *words = list->columns[c].group ? list->columns[c].group : list->columns[c].label;
        put_head(h, labelled ? "colgroup" : "col", two && !labelled ? 2 : 1, end - c, labelled, words);
    }
    text_add(h->out, two ? "</tr>\n<tr>" : "</tr>");
    for (int c = 0, end; two && c < list->n_columns; c = end) {
        end = list_group_end(list, c, &labelled);
        for (int k = c; k < end && labelled; k++) {
            put_head(h, "col", 1, 1, false, list->columns[k].label);
            text_add_char(h->out, '\n');
        }
    }
    text_add(h->out, two ? "</tr>\n</thead>\n" : "</thead>\n");
}

/* ---- rows ---- */

static bool has_joined(const struct list *list)
{
    for (int c = 0; c < list->n_columns; c++)
        if (list->columns[c].joined) return true;
    return false;
}

/* Rows that share a cell cannot change places, and the script finds a column by its head. */
bool html_list_sortable(const struct list *list) { return list->sortable && !list->headless && !has_joined(list); }

/* The number that a column is sorted by stands with the figure, so that the script reads no words. Shares are in hundredths of a
 * percent, rounded half up; one of few cases has no number and is not sorted. */
static void put_value(struct html *h, const struct item *item)
{
    __extension__ typedef __int128 wide;
    enum { HUNDREDTHS = 10000 };
    int64_t value = item->number;
    if (item->tone == TONE_FEW || item->type == ITEM_EMPTY || item->type == ITEM_TEXT) return;
    if (item->type == ITEM_SHARE) {
        if (item->whole <= 0) return;
        value = (int64_t)((2 * (wide)HUNDREDTHS * item->number + item->whole) / (2 * (wide)item->whole));
    }
    if (item->type != ITEM_DECIMAL) {
        text_printf(h->out, " data-v=\"%" PRId64 "\"", value);
    } else {
        char digits[DECIMAL_TEXT];
        text_printf(h->out, " data-v=\"%s\"", decimal_format(item->decimal, digits));
    }
}

static void put_small(struct html *h, const char *words)
{
    if (!is_said(words)) return;
    text_add(h->out, "<small");
    html_look(h, LOOK_SMALL);
    text_add_char(h->out, '>');
    xml_escape(h->out, words);
    text_add(h->out, "</small>");
}

static void put_content(struct html *h, const struct item *item, const char *name)
{
    bool link = h->whole && item->file;
    text_add_char(h->out, '>');
    if (link) {
        text_add(h->out, "<a href=\"");
        html_address(h, item->file);
        text_add(h->out, "\">");
    }
    xml_escape(h->out, item->text ? item->text : "");
    if (link) text_add(h->out, "</a>");
    put_small(h, item->note);
    put_small(h, item->more);
    text_printf(h->out, "</%s>", name);
}

static void put_item(struct html *h, const struct list *list, int column, const struct item *item)
{
    const struct list_column *c = &list->columns[column];
    if (c->heads_row) {
        text_add(h->out, "<th scope=\"row\"");
        html_look(h, LOOK_ROW_HEAD);
        put_content(h, item, "th");
        return;
    }
    text_add(h->out, "<td");
    html_look(h, item->tone == TONE_FEW ? LOOK_FEW : c->type != ITEM_TEXT ? LOOK_CELL : c->centred ? LOOK_SHORT : LOOK_WORDS);
    if (h->whole && html_list_sortable(list)) put_value(h, item);
    if (h->whole && list->stacked && item->text && list->n_columns > 2) {       /* of two, the second needs no label */
        text_add(h->out, " data-label=\"");
        xml_escape(h->out, c->label);
        text_add_char(h->out, '"');
    }
    put_content(h, item, "td");
}

/* Of joined columns, by row, then column: how many rows the cell that begins here goes over; 0: a cell above covers the place. malloc()ed. */
static int *spans_of(const struct list *list)
{
    size_t columns = (size_t)list->n_columns, *start = memory_alloc(columns * sizeof *start);
    int *spans = memory_alloc((list->n_rows * columns + 1) * sizeof *spans);
    char **text = memory_alloc(columns * sizeof *text);
    struct list_reader reader;
    list_reader_init(&reader, list);
    for (size_t row = 0; list_reader_next(&reader); row++) {
        bool begins = !row;
        for (size_t c = 0; c < columns; c++) {
            if (!list->columns[c].joined) continue;
            begins = begins || !text_same(text[c], reader.items[c].text);
            if (begins) {
                start[c] = row;
                free(text[c]);
                text[c] = memory_dup(reader.items[c].text ? reader.items[c].text : "");
            }
            spans[start[c] * columns + c]++;
        }
    }
    list_reader_release(&reader);
    for (size_t c = 0; c < columns; c++) free(text[c]);
    free(text);
    free(start);
    return spans;
}

static void put_joined(struct html *h, int rows, const struct item *item)
{
    if (!rows) return;
    text_printf(h->out, "<th scope=\"rowgroup\" rowspan=\"%d\"", rows);
    html_look(h, LOOK_ROW_HEAD);
    put_content(h, item, "th");
}

static void put_row(struct html *h, const struct list *list, const struct item *items, const int *spans)
{
    text_add(h->out, "<tr");
    if (items[0].tone == TONE_TOTAL) html_look(h, LOOK_TOTAL);
    html_option(h, (size_t)list->choice, items[0].option);
    text_add_char(h->out, '>');
    for (int c = 0; c < list->n_columns; c++) {
        if (spans && list->columns[c].joined) put_joined(h, spans[c], &items[c]);
        else put_item(h, list, c, &items[c]);
    }
    text_add(h->out, "</tr>\n");
}

/* Rows that share their first cell are a row group. */
static void put_rows(struct html *h, const struct list *list)
{
    int *spans = has_joined(list) ? spans_of(list) : NULL;
    struct list_reader reader;
    bool sorted = h->whole && html_list_sortable(list), searched = h->whole && list->searched && !spans;
    text_printf(h->out, sorted || searched ? "<tbody class=\"%s%s%s\">\n" : "<tbody>\n", sorted ? "sortable" : "", sorted && searched ? " " : "", searched ? "searched" : "");
    list_reader_init(&reader, list);
    for (size_t row = 0; list_reader_next(&reader); row++) {
        const int *own = spans ? spans + row * (size_t)list->n_columns : NULL;
        if (row && own && list->columns[0].joined && own[0]) text_add(h->out, "</tbody>\n<tbody>\n");
        put_row(h, list, reader.items, own);
    }
    list_reader_release(&reader);
    text_add(h->out, "</tbody>\n");
    free(spans);
}

/* ---- the table ---- */

static void put_table(struct html *h, const struct list *list)
{
    text_add(h->out, "<table");
    html_look(h, list->n_columns > MOST_ROOMY ? LOOK_WIDE : list->stacked ? LOOK_STACKED : LOOK_ROOMY);
    if (list->title && list->folded) {                 /* what it can be folded by has its title already */
        text_add(h->out, " aria-label=\"");
        xml_escape(h->out, list->title);
        text_add_char(h->out, '"');
    }
    text_add(h->out, ">\n");
    if (list->title && !list->folded) html_element(h, "caption", LOOK_CAPTION, list->title);
    if (!list->headless) put_heads(h, list);
    put_rows(h, list);
    text_add(h->out, "</table>\n");
}

void html_list(struct html *h, const struct list *list)
{
    if (!list->n_rows) {
        if (list->without) html_element(h, "p", LOOK_P, list->without);
        return;
    }
    bool folded = list->folded && list->title;
    if (folded) {
        text_add(h->out, "<details open=\"open\">\n");
        html_element(h, "summary", LOOK_SUMMARY, list->title);
    }
    html_open_box(h, list->title ? list->title : "表", NULL);
    put_table(h, list);
    text_add(h->out, "</div>\n");
    if (list->remark) html_element(h, "p", LOOK_REMARK, list->remark);
    if (folded) text_add(h->out, "</details>\n");
}
