/* Paragraphs and tables of a manuscript as the rows of one sheet. */
#include "base/spelling.h"
#include "form/report.h"
#include "submission/loaded_inside.h"
#include <stdlib.h>
#include <string.h>

struct stacking {
    struct loaded_book *book;
    struct loaded_cell *cells;
    size_t n, cap;
    struct xlsx_range *merges;
    size_t n_merges, cap_merges;
    struct loaded_line *lines;
    size_t n_lines, cap_lines;
    int n_cols, paragraphs, tables;
    const char *heading;                               /* the table's name below the last numbered heading: 表三; NULL = none yet */
};

/* 三、收到和处理… → 表三; NULL where the line has no such number. */
static const char *numbered(struct arena *arena, const char *line)
{
    bool is = spelling_numeral(line) && !strncmp(line + SPELLING_NUMERAL, "、", strlen("、"));
    return is ? arena_printf(arena, "表%.*s", SPELLING_NUMERAL, line) : NULL;
}

static struct loaded_line *add_line(struct stacking *k)
{
    k->lines = memory_grow(k->lines, k->n_lines, &k->cap_lines, sizeof *k->lines);
    struct loaded_line *line = &k->lines[k->n_lines++];
    *line = (struct loaded_line){0};
    return line;
}

static void add_cell(struct stacking *k, const struct loaded_cell *cell)
{
    k->cells = memory_grow(k->cells, k->n, &k->cap, sizeof *k->cells);
    k->cells[k->n++] = *cell;
    if (cell->last_row == cell->row && cell->last_col == cell->col) return;
    k->merges = memory_grow(k->merges, k->n_merges, &k->cap_merges, sizeof *k->merges);
    k->merges[k->n_merges++] = (struct xlsx_range){cell->row, cell->col, cell->last_row, cell->last_col};
}

/* Each line of a paragraph is a row: a heading may end with a line break instead of a paragraph's end. */
static void add_paragraph(struct stacking *k, const struct manuscript_part *p)
{
    struct arena *a = &k->book->arena;
    const char *mark = p->mark;
    k->paragraphs++;
    for (const char *words = p->text; *words || mark;) {
        size_t n = strcspn(words, "\n");
        const char *line = arena_dup_n(a, words, n), *name = numbered(a, line);
        int row = (int)k->n_lines;
        if (name) k->heading = name;
        *add_line(k) = (struct loaded_line){.prose = true, .heading = p->heading, .aside = p->aside, .page = p->page, .row = k->paragraphs, .mark = arena_dup(a, mark)};
        if (n) add_cell(k, &(struct loaded_cell){row, 0, row, k->n_cols - 1, XLSX_TEXT, line, NULL, NULL});
        words += n + (words[n] != 0);
        mark = NULL;
    }
}

static const char *name_of_table(struct stacking *k) { return k->heading ? k->heading : arena_printf(&k->book->arena, "第%d张表", k->tables); }

static void add_table(struct stacking *k, const struct manuscript_part *p)
{
    const struct manuscript_table *t = &p->table;
    int first = (int)k->n_lines, shift = k->n_cols - t->n_cols, page = p->page;
    k->tables++;
    const char *name = name_of_table(k);
    for (int r = 0; r < t->n_rows; r++) *add_line(k) = (struct loaded_line){.table = name, .row = r + 1};
    for (size_t i = 0; i < t->n; i++) {
        const struct manuscript_cell *c = &t->cells[i];
        if (c->page) k->lines[first + c->row].page = c->page;
        for (int r = c->row; r < c->row + c->rows && r < t->n_rows; r++)
            if (shift + c->col + c->cols > k->lines[first + r].end) k->lines[first + r].end = shift + c->col + c->cols;
        if (!*c->text && !c->unsure) continue;
        add_cell(k, &(struct loaded_cell){first + c->row, shift + c->col, first + c->row + c->rows - 1, shift + c->col + c->cols - 1, XLSX_TEXT,
                                          c->text, NULL, c->unsure});
    }
    for (int r = 0; r < t->n_rows; r++) {              /* a row of which every cell began above is on the page of the row above */
        if (!k->lines[first + r].page) k->lines[first + r].page = page;
        page = k->lines[first + r].page;
    }
}

static void add_picture(struct stacking *k, const struct manuscript_part *p)
{
    k->tables++;
    *add_line(k) = (struct loaded_line){.picture = true, .page = p->page, .table = name_of_table(k)};
}

static void add_part(struct stacking *k, const struct manuscript_part *p)
{
    switch (p->kind) {
    case MANUSCRIPT_PARAGRAPH: add_paragraph(k, p); break;
    case MANUSCRIPT_TABLE: add_table(k, p); break;
    case MANUSCRIPT_PICTURE: add_picture(k, p); break;
    }
}

/* The page on which a corrected edition says what it has changed is no part of the last section. */
static bool ends_report(const struct manuscript_part *p) { return p->kind == MANUSCRIPT_PARAGRAPH && !strcmp(p->text, REPORT_CORRECTION); }

bool loaded_manuscript(struct loaded_book *book)
{
    const struct manuscript *m = &book->manuscript;
    struct stacking k = {.book = book, .n_cols = 1};
    for (size_t i = 0; i < m->n; i++)
        if (m->parts[i].table.n_cols > k.n_cols) k.n_cols = m->parts[i].table.n_cols;
    for (size_t i = 0; i < m->n && !ends_report(&m->parts[i]); i++) add_part(&k, &m->parts[i]);
    book->n = 1;
    book->list = arena_alloc(&book->arena, sizeof *book->list);
    struct loaded_sheet *s = &book->list[0];
    s->name = "";
    s->n_rows = (int)k.n_lines;
    s->roles = arena_alloc(&book->arena, (k.n_lines + 1) * sizeof *s->roles);
    s->lines = arena_alloc(&book->arena, (k.n_lines + 1) * sizeof *s->lines);
    if (k.n_lines) memcpy(s->lines, k.lines, k.n_lines * sizeof *s->lines);
    for (size_t i = 0; i < k.n_lines; i++) s->roles[i] = k.lines[i].heading ? ROLE_HEADING : ROLE_NONE;
    bool ok = loaded_sheet_lay_out(book, s, k.cells, k.n, k.merges, k.n_merges);
    free(k.cells);
    free(k.merges);
    free(k.lines);
    return ok;
}
