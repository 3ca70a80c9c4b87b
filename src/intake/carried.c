#include "intake/carried.h"
#include <string.h>

size_t carried_width(const struct ledger_table *t) { return t->n_columns + (t->wide ? t->wide->n_headings : 0); }

const char *carried_heading(const struct ledger_table *t, size_t cell)
{
    return cell < t->n_columns ? t->columns[cell].heading : t->wide->headings[cell - t->n_columns];
}

const struct ledger_column *carried_column(const struct ledger_table *t, size_t cell)
{
    static const struct ledger_column flag = {.heading = "", .type = COLUMN_FLAG};
    const struct wide *w = t->wide;
    if (cell < t->n_columns) return &t->columns[cell];
    int heading = (int)(cell - t->n_columns);
    for (size_t i = 0; i < w->n_events; i++) {
        const struct wide_event *e = &w->events[i];
        if (e->day == heading) return &w->into->columns[w->day];
        if (e->flag == heading) return &flag;
        for (size_t k = 0; k < e->n_parts; k++)
            if (e->parts[k].heading == heading) return &w->into->columns[e->parts[k].column];
    }
    return &t->columns[w->copied[0].heading];
}

int carried_named(const struct ledger_table *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].name, name)) return (int)i;
    return -1;
}

int carried_note_column(const struct ledger_table *t) { return carried_named(t, "note"); }

struct carried_row *carried_add(struct carried_table *to, struct arena *a, const char *sheet, int64_t line)
{
    to->rows = memory_grow(to->rows, to->n_rows, &to->cap_rows, sizeof *to->rows);
    struct carried_row *row = &to->rows[to->n_rows++];
    *row = (struct carried_row){.cells = arena_alloc(a, carried_width(to->table) * sizeof *row->cells), .sheet = sheet, .line = line, .number = "", .tab = ""};
    return row;
}

int table_column(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return (int)i;
    return -1;
}

int table_wide(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; t->wide && i < t->wide->n_headings; i++)
        if (!strcmp(t->wide->headings[i], heading)) return (int)i;
    return -1;
}
