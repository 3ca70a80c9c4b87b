/* What is carried over from last year's ledger: the agency, open requests with their steps, documents in force, texts of sections.
 * Which rows, data/ledger/intake.yaml says. Rows whose key the tables have already are not added. */
#include "calendar/civil.h"
#include "intake/intake_inside.h"
#include "ledger/values/value_date.h"
#include <string.h>

struct keeping {
    struct intake *k;
    const struct intake_kept *kept;
    const struct old_sheet *sheet;
    size_t head;                                       /* the row of the headings */
};

static const char *cell_under(const struct keeping *c, const struct old_row *row, const char *heading)
{
    const struct old_row *head = &c->sheet->rows[c->head];
    for (size_t i = 0; i < head->n; i++)
        if (!strcmp(head->cells[i], heading)) return old_cell(row, i);
    return "";
}

/* ---- which rows ---- */

/* It ended before the year, by the latest of its dates. The last day before it counts as in it: 有效期至 is the last day of validity. */
static bool has_ended(const struct keeping *c, const struct old_row *row)
{
    int first = civil_day(c->k->facts.year, 1, 1) - 1, latest = NO_DAY;
    for (size_t i = 0; i < c->kept->n; i++) {
        const char *cell = cell_under(c, row, c->kept->headings[i]);
        struct date date;
        if (date_read((struct slice){cell, strlen(cell)}, civil_day(9998, 12, 31), DATES_OF_UNKNOWN, &date) == DATE_OK && date.day > latest) latest = date.day;
    }
    return latest != NO_DAY && latest < first;
}

static bool has_key(const struct carried_table *t, int column, const char *key)
{
    for (size_t i = 0; i < t->n_rows; i++)
        if (t->rows[i].cells[column] && !strcmp(t->rows[i].cells[column], key)) return true;
    return false;
}

/* What it points to was carried as well. */
static bool refers_to_carried(const struct keeping *c, const struct old_row *row)
{
    const struct ledger_table *t = c->kept->table;
    for (size_t i = 0; i < t->n_refers; i++) {
        const struct reference *r = &t->refers[i];
        const char *key = cell_under(c, row, t->columns[r->column].heading);
        if (!r->may_be_outside && !has_key(&c->k->tables[r->table - c->k->schema->tables], r->key, key)) return false;
    }
    return true;
}

static bool is_there_already(const struct keeping *c, const struct old_row *row, size_t n_before)
{
    const struct ledger_table *t = c->kept->table;
    struct carried_table before = c->k->tables[t - c->k->schema->tables];
    before.n_rows = n_before;
    for (size_t i = 0; i < t->n_columns; i++) {
        bool key = t->columns[i].type == COLUMN_KEY && t->columns[i].needed && !t->n_refers;
        const char *cell = key ? cell_under(c, row, t->columns[i].heading) : "";
        if (*cell && has_key(&before, (int)i, cell)) return true;
    }
    return false;
}

/* ---- rows ---- */

static void carry_row(struct keeping *c, const struct old_row *row)
{
    const struct ledger_table *t = c->kept->table;
    struct carried_table *to = &c->k->tables[t - c->k->schema->tables];
    const char **cells = carried_add(to, &c->k->arena, c->sheet->shown, row->line)->cells;
    for (size_t i = 0; i < carried_width(t); i++) {
        const char *cell = cell_under(c, row, carried_heading(t, i));
        if (!*cell) continue;
        cells[i] = cell;
        if (i >= t->n_columns) to->wide[i - t->n_columns] = true;
    }
}

static void carry_sheet(struct keeping *c)
{
    struct carried_table *to = &c->k->tables[c->kept->table - c->k->schema->tables];
    size_t before = to->n_rows;
    for (size_t r = c->head + 1; r < c->sheet->n_rows; r++) {
        const struct old_row *row = &c->sheet->rows[r];
        if (!has_ended(c, row) && refers_to_carried(c, row) && !is_there_already(c, row, before)) carry_row(c, row);
    }
    if (to->n_rows > before) intake_note(c->k, c->sheet->shown, arena_printf(&c->k->arena, "从上年的台账带来 %zu 行“%s”", to->n_rows - before, c->kept->table->name));
}

/* The first row that has two of the table's headings. */
static bool find_head(struct keeping *c)
{
    for (c->head = 0; c->head < c->sheet->n_rows; c->head++) {
        size_t known = 0;
        for (size_t i = 0; i < carried_width(c->kept->table); i++) known += *cell_under(c, &c->sheet->rows[c->head], carried_heading(c->kept->table, i)) != 0;
        if (known >= 2) return true;
    }
    return false;
}

bool previous_carry(struct intake *k, const struct old_sheets *book)
{
    bool any = false;
    for (size_t i = 0; i < k->words->n_kept; i++)      /* in the order of the file: what is pointed to comes first */
        for (size_t s = 0; s < book->n; s++) {
            struct keeping c = {.k = k, .kept = &k->words->kept[i], .sheet = &book->list[s]};
            if (schema_table_named(k->schema, book->list[s].name) != c.kept->table) continue;
            any = true;
            if (find_head(&c)) carry_sheet(&c);
        }
    return any;
}
