#include "base/file_kind.h"
#include "manuscript/manuscript_inside.h"
#include <stdlib.h>

static int by_place(const void *a, const void *b)
{
    const struct manuscript_cell *x = a, *y = b;
    return x->row != y->row ? (x->row > y->row) - (x->row < y->row) : (x->col > y->col) - (x->col < y->col);
}

/* Each place of the grid belongs to one cell at most. */
static bool overlaps(const struct manuscript_table *t)
{
    size_t places = (size_t)t->n_rows * (size_t)t->n_cols, covered = 0;
    bool *taken = memory_alloc(places + 1), twice = false;
    for (size_t i = 0; i < t->n && !twice; i++) {
        const struct manuscript_cell *c = &t->cells[i];
        covered += (size_t)c->rows * (size_t)c->cols;
        if (covered > places) twice = true;
        for (int row = c->row; row < c->row + c->rows && !twice; row++)
            for (int col = c->col; col < c->col + c->cols && !twice; col++) {
                bool *place = &taken[(size_t)row * (size_t)t->n_cols + (size_t)col];
                twice = *place;
                *place = true;
            }
    }
    free(taken);
    return twice;
}

static void settle(struct manuscript *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct manuscript_table *t = &m->parts[i].table;
        if (t->n) qsort(t->cells, t->n, sizeof *t->cells, by_place);
        if (t->n && overlaps(t)) manuscript_refuse(m, "有一张表的单元格互相重叠，读不出来");
    }
}

bool manuscript_reads(enum file_kind kind) { return kind == FILE_DOCX || kind == FILE_HTML || kind == FILE_PDF; }

bool manuscript_read(struct manuscript *m, const char *path, struct diag *diag)
{
    bool ok = true;
    *m = (struct manuscript){.kind = file_kind_of(path)};
    switch (m->kind) {
    case FILE_DOCX: ok = docx_read(m, path, diag); break;
    case FILE_HTML: ok = html_read(m, path, diag); break;
    case FILE_PDF: ok = pdf_read(m, path, diag); break;
    default: manuscript_refuse(m, "不是 Word 文档、网页或 PDF"); break;
    }
    settle(m);
    if (!ok) manuscript_release(m);
    return ok;
}
