#include "ledger/rows/row_inside.h"
#include <string.h>

/* The columns of a wide ledger as a source of rows of another table. */

/* Every cell stands in its own column; columns that no wide heading of the file fills are not there. */
static void view_headings(struct row_source *s)
{
    const struct wide *w = s->wide->table->wide;
    const struct headings *from = &s->wide->headings;
    struct headings *h = &s->headings;
    size_t n = h->n = w->into->n_columns;
    h->column_of = arena_alloc(&h->arena, n * sizeof *h->column_of);
    h->cell_of = arena_alloc(&h->arena, n * sizeof *h->cell_of);
    h->seen = arena_alloc(&h->arena, n * sizeof *h->seen);
    for (size_t i = 0; i < n; i++) {
        h->column_of[i] = (int)i;
        h->cell_of[i] = -1;
        h->seen[i] = w->into->columns[i].heading;
    }
    for (size_t i = 0; i < w->n_copied; i++)
        if (from->cell_of[w->copied[i].heading] >= 0) h->cell_of[w->copied[i].column] = w->copied[i].column;
    h->cell_of[w->order] = w->order;
    h->cell_of[w->event] = w->event;
    h->cell_of[w->day] = w->day;
    for (size_t i = 0; i < w->n_events; i++)
        for (size_t k = 0; k < w->events[i].n_parts; k++)
            if (from->wide_cell[w->events[i].parts[k].heading] >= 0) h->cell_of[w->events[i].parts[k].column] = w->events[i].parts[k].column;
}

/* The rows are those of the other table, but their place is the wide one's, and there the request alone names them. */
static void view_table(struct row_source *s, const struct ledger_file *file)
{
    const struct wide *w = file->table->wide;
    s->view = *w->into;
    s->view.id = file->table->id;
    s->view.core = file->table->core;
    for (size_t i = 0; i < s->view.n_key; i++)
        if (s->view.key[i] == w->order) s->view.n_key = i;
    s->table = &s->view;
    s->view_file = *file;
    s->view_file.table = &s->view;
    s->view_headings = arena_alloc(&s->headings.arena, w->into->n_columns * sizeof *s->view_headings);
    s->view_cells = arena_alloc(&s->headings.arena, w->into->n_columns * sizeof *s->view_cells);
    s->report = (struct row_report){s->context->problems, &s->view_file};
}

bool row_source_open_wide(struct row_source **out, const struct row_context *context, const struct ledger_file *file)
{
    /* The headings and their faults were reported when the file was read for its own rows. */
    struct problems told = {0};
    struct row_context silent = *context;
    struct row_source *from;
    silent.problems = &told;
    silent.headings = NULL;
    silent.places = NULL;
    bool ok = row_source_open(&from, &silent, file);
    problems_release(&told);
    if (!ok) return false;
    struct row_source *s = memory_alloc(sizeof *s);
    from->context = s->context = context;
    from->report.problems = context->problems;
    s->wide = from;
    view_table(s, file);
    view_headings(s);
    s->raw = wide_rows_open(from, s);
    row_source_prepare(s);
    s->personal = from->personal;
    *out = s;
    return true;
}

bool row_source_is_wide(const struct row_source *s) { return s->headings.n_wide > 0; }

const char *row_source_wide_heading(const struct row_source *s, int kind, size_t column)
{
    const struct wide *w = s->wide->table->wide;
    const struct headings *h = &s->wide->headings;
    for (size_t i = 0; i < w->n_copied; i++)
        if ((size_t)w->copied[i].column == column) return h->cell_of[w->copied[i].heading] >= 0 ? h->seen[w->copied[i].heading] : NULL;
    for (size_t i = 0; i < w->n_events; i++) {
        const struct wide_event *e = &w->events[i];
        if (e->kind != kind) continue;
        if (column == (size_t)w->day || column == (size_t)w->event || column == (size_t)w->order) return h->wide_seen[e->day];
        for (size_t k = 0; k < e->n_parts; k++)
            if ((size_t)e->parts[k].column == column) return h->wide_seen[e->parts[k].heading];
    }
    return NULL;
}
