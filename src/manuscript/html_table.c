#include "manuscript/html_inside.h"
#include <stdlib.h>
#include <string.h>

/* ---- rows and cells ---- */

static void add_row(struct web_table *t, struct arena *arena, const GumboNode *tr)
{
    const GumboVector *children = web_children(tr);
    struct web_row row = {.cells = arena_alloc(arena, (children->length + 1) * sizeof *row.cells), .group = t->group};
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *cell = children->data[i];
        if ((web_is(cell, GUMBO_TAG_TD) || web_is(cell, GUMBO_TAG_TH)) && !web_hidden(cell)) row.cells[row.n++] = cell;
    }
    t->rows = memory_grow(t->rows, t->n, &t->cap, sizeof *t->rows);
    t->rows[t->n++] = row;
}

static void add_group(struct web_table *t, struct arena *arena, const GumboNode *group)
{
    const GumboVector *children = web_children(group);
    t->group++;
    for (unsigned i = 0; i < children->length; i++)
        if (web_is(children->data[i], GUMBO_TAG_TR) && !web_hidden(children->data[i])) add_row(t, arena, children->data[i]);
}

/* Heads are shown first and feet last, wherever they are written. */
void web_table_open(struct web_table *t, struct arena *arena, const GumboNode *table)
{
    static const GumboTag order[] = {GUMBO_TAG_THEAD, GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT};
    const GumboVector *children = web_children(table);
    *t = (struct web_table){0};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (unsigned i = 0; i < children->length; i++)
            if (web_is(children->data[i], order[k]) && !web_hidden(children->data[i])) add_group(t, arena, children->data[i]);
}

void web_table_close(struct web_table *t) { free(t->rows); }

/* ---- what kind of table ---- */

/* The cells of the largest table below the node. */
static size_t largest_within(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    size_t largest = 0;
    if (web_unseen(node)) return 0;
    if (web_is(node, GUMBO_TAG_TABLE)) {
        struct arena arena = {0};
        struct web_table t;
        web_table_open(&t, &arena, node);
        for (size_t i = 0; i < t.n; i++) largest += (size_t)t.rows[i].n;
        web_table_close(&t);
        arena_release(&arena);
    }
    for (unsigned i = 0; children && i < children->length; i++) {
        size_t n = largest_within(children->data[i]);
        if (n > largest) largest = n;
    }
    return largest;
}

/* More than any cell of a report's table holds. */
static bool is_long(const GumboNode *cell)
{
    enum { LONG = 3000 };                              /* bytes: 1000 Han */
    struct text raw = {0}, words = {0};
    web_gather(&raw, cell);
    web_words(&words, &raw);
    bool is = words.n > LONG;
    text_release(&raw);
    text_release(&words);
    return is;
}

bool web_table_is_layout(const struct web_table *t)
{
    enum { SMALL = 3 };                                /* a table in a cell has at most a third of the cells of the table around it */
    size_t cells = 0, within = 0;
    bool one_column = true, any_long = false;
    for (size_t i = 0; i < t->n; i++) {
        cells += (size_t)t->rows[i].n;
        one_column &= t->rows[i].n <= 1;
        for (int k = 0; k < t->rows[i].n; k++) {
            size_t n = largest_within(t->rows[i].cells[k]);
            if (n > within) within = n;
            any_long = any_long || is_long(t->rows[i].cells[k]);
        }
    }
    return one_column || any_long || (within > 1 && cells < SMALL * within);
}

/* ---- into the manuscript ---- */

static bool holds_picture(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    if (web_unseen(node)) return false;
    if (web_is(node, GUMBO_TAG_IMG)) return true;
    for (unsigned i = 0; children && i < children->length; i++)
        if (holds_picture(children->data[i])) return true;
    return false;
}

static bool holds_field(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    const char *field = web_unseen(node) ? NULL : web_field(node);
    if (field && *field) return true;
    for (unsigned i = 0; children && i < children->length; i++)
        if (holds_field(children->data[i])) return true;
    return false;
}

/* The cells with their texts, still without a place; the texts live in the arena. */
static struct manuscript_cell *read_cells(struct manuscript *m, struct arena *arena, const struct web_table *t, size_t n)
{
    struct manuscript_cell *cells = arena_alloc(arena, (n + 1) * sizeof *cells);
    struct text raw = {0}, words = {0};
    size_t at = 0;
    for (size_t i = 0; i < t->n; i++)
        for (int k = 0; k < t->rows[i].n; k++) {
            const GumboNode *cell = t->rows[i].cells[k];
            text_clear(&raw);
            text_clear(&words);
            web_gather(&raw, cell);
            web_words(&words, &raw);
            if (!words.n && holds_picture(cell)) manuscript_remark(m, "有的单元格里是图片，没有读");
            if (holds_field(cell)) manuscript_remark(m, "有的单元格是输入框，按框里的值读");
            cells[at].unsure = web_doubt(cell);
            cells[at++].text = arena_dup(arena, text_get(&words));
        }
    text_release(&raw);
    text_release(&words);
    return cells;
}

void web_table_add(struct manuscript *m, const struct web_table *t)
{
    struct arena arena = {0};
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) n += (size_t)t->rows[i].n;
    if (!n) return;
    if (t->n > MANUSCRIPT_ROWS || n > MANUSCRIPT_CELLS) {
        manuscript_refuse(m, "有一张表太大，不像年报的表");
        return;
    }
    struct manuscript_cell *cells = read_cells(m, &arena, t, n);
    struct manuscript_table *table = manuscript_add_table(m, 0);
    if (!web_table_place(t, cells)) manuscript_refuse(m, "有一张表太大，不像年报的表");
    for (size_t i = 0; i < n && !m->refused; i++) manuscript_add_cell(m, table, &cells[i]);
    arena_release(&arena);
}
