#include "manuscript/docx_inside.h"
#include <string.h>

static struct docx_table *innermost(const struct docx_blocks *b) { return b->tables[b->n_tables - 1]; }

void docx_table_begin(struct docx_blocks *b, int depth)
{
    struct docx_table **t = &b->tables[b->n_tables];
    if (b->mark) docx_block_add(b, DOCX_PARAGRAPH);    /* a mark of ours stands before a paragraph, if an empty one */
    if (!*t) *t = memory_alloc(sizeof **t);
    struct docx_cell *cells = (*t)->cells;
    size_t cap = (*t)->cap;
    **t = (struct docx_table){.depth = depth, .cells = cells, .cap = cap};
    (*t)->block = docx_block_add(b, DOCX_TABLE);
    b->n_tables++;
}

void docx_row_begin(struct docx_table *t, int depth)
{
    t->row_depth = depth;
    t->row_gone = false;
    t->before = 0;
    t->n = 0;
}

void docx_cell_begin(struct docx_blocks *b, int depth) { innermost(b)->cell = (struct docx_cell){.first = b->n, .cols = 1, .depth = depth}; }

/* The text of a cell is that of its paragraphs. */
void docx_cell_end(struct docx_blocks *b)
{
    struct docx_table *t = innermost(b);
    struct docx_cell *c = &t->cell;
    struct text words = {0};
    bool joined = true;
    for (size_t i = c->first; i < b->n; i++) {
        struct docx_block *p = &b->list[i];
        if (p->kind != DOCX_PARAGRAPH || p->owner != b->n_tables || p->taken) continue;
        if (!joined && words.n && *p->text) text_add_char(&words, '\n');
        manuscript_add_words(&words, p->text, strlen(p->text));
        if (p->unsure) c->unsure = p->unsure;
        joined = p->joined;
        p->taken = true;
    }
    c->text = arena_dup_n(&b->arena, text_get(&words), words.n);
    text_release(&words);
    if (!c->gone) {
        t->cells = memory_grow(t->cells, t->n, &t->cap, sizeof *t->cells);
        t->cells[t->n++] = *c;
    }
    c->depth = 0;
}

static void cover(struct docx_blocks *b, const char *text)
{
    if (*text && !b->covered++) b->first_covered = text;
}

/* A cell that a merge to the right covers makes the one before it wider. */
static void fold_row(struct docx_blocks *b, struct docx_table *t)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct docx_cell *c = &t->cells[i];
        struct docx_cell *last = kept ? &t->cells[kept - 1] : NULL;
        if (c->right == DOCX_CONTINUE && last && last->right != DOCX_ALONE) {
            last->cols += c->cols;
            cover(b, c->text);
        } else {
            t->cells[kept++] = *c;
        }
    }
    t->n = kept;
}

static void place_cell(struct docx_blocks *b, struct docx_table *t, const struct docx_cell *c, int col, size_t *above)
{
    struct docx_block *block = &b->list[t->block];
    size_t from = col < MANUSCRIPT_COLS ? t->above[col] : 0;
    if (c->down == DOCX_CONTINUE && from && block->cells[from - 1].cols == c->cols) {
        block->cells[from - 1].rows++;
        above[col] = from;
        cover(b, c->text);
        return;
    }
    block->cells = memory_grow(block->cells, block->n, &block->cap, sizeof *block->cells);
    block->cells[block->n++] = (struct manuscript_cell){.row = t->row, .col = col, .rows = 1, .cols = c->cols, .text = c->text, .unsure = c->unsure};
    if (c->down != DOCX_ALONE && col < MANUSCRIPT_COLS) above[col] = block->n;   /* also of one that goes on from nothing */
}

/* A row whose cells are all deleted takes no place. */
void docx_row_end(struct docx_blocks *b)
{
    struct docx_table *t = innermost(b);
    size_t above[MANUSCRIPT_COLS] = {0};
    int col = t->before;
    t->row_depth = 0;
    fold_row(b, t);
    if (!t->n) return;
    for (size_t i = 0; i < t->n; i++) {
        place_cell(b, t, &t->cells[i], col, above);
        col += t->cells[i].cols;
        if (col > MANUSCRIPT_COLS) manuscript_refuse(b->m, "有一张表太宽，不像年报的表");
    }
    memcpy(t->above, above, sizeof above);
    t->row++;
}

static bool has_one_column(const struct docx_block *table)
{
    for (size_t i = 0; i < table->n; i++)
        if (table->cells[i].col != table->cells[0].col || table->cells[i].cols != table->cells[0].cols) return false;
    return true;
}

/* A table of one column in the text is a frame around paragraphs and tables; of one cell within a cell, a part of its text. Paragraphs
 * of any other belong to its grid alone. What stood outside of all cells stays in the text. */
void docx_table_end(struct docx_blocks *b)
{
    int depth = b->n_tables;
    struct docx_table *t = innermost(b);
    struct docx_block *table = &b->list[t->block];
    bool frame = depth == 1 ? has_one_column(table) : table->n <= 1;
    if (frame) table->kind = DOCX_GONE;
    for (size_t i = t->block + 1; i < b->n; i++) {
        struct docx_block *p = &b->list[i];
        if (depth == 1 && !frame && p->kind == DOCX_TABLE) manuscript_remark(b->m, "单元格里套着的表，放在外面那张表后面读");
        if (p->owner != depth || p->kind != DOCX_PARAGRAPH) continue;
        if (!frame && p->taken) p->kind = DOCX_GONE;
        if (frame) p->taken = false;
        p->owner = depth - 1;
    }
    b->n_tables--;
}
