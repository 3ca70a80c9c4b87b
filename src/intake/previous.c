/* What is carried over from last year's ledger: the agency, open requests with their steps, documents in force, texts of sections.
 * Which rows, data/ledger/intake.yaml says. Rows whose key the tables have already are not added. */
#include "calendar/civil.h"
#include "intake/intake_inside.h"
#include "ledger/schema/codes.h"
#include "ledger/values/value_date.h"
#include <string.h>

#define ANY_DAY civil_day(9998, 12, 31)

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
    if (!c->k->facts.year) return false;               /* a row too many is counted by its dates all the same */
    int first = civil_day(c->k->facts.year, 1, 1) - 1, latest = NO_DAY;
    for (size_t i = 0; i < c->kept->n; i++) {
        const char *cell = cell_under(c, row, c->kept->headings[i]);
        struct date date;
        if (date_read((struct slice){cell, strlen(cell)}, ANY_DAY, DATES_OF_UNKNOWN, &date) == DATE_OK && date.day > latest) latest = date.day;
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

/* ---- rows that this year's register has as well ---- */

static bool same_cell(const struct ledger_column *c, const char *a, const char *b)
{
    struct slice x = {a, strlen(a)}, y = {b, strlen(b)};
    struct date day, other;
    struct text scratch = {0};
    bool same = !strcmp(a, b);
    if (!same && c->codes) same = codes_find(c->codes, x, &scratch) > 0 && codes_find(c->codes, x, &scratch) == codes_find(c->codes, y, &scratch);
    if (!same && c->type == COLUMN_DATE)
        same = date_read(x, ANY_DAY, DATES_OF_UNKNOWN, &day) == DATE_OK && date_read(y, ANY_DAY, DATES_OF_UNKNOWN, &other) == DATE_OK && day.day == other.day;
    text_release(&scratch);
    return same;
}

/* Under another number the same: whatever stands in both is equal. `cells` by column. */
static bool is_like(const struct keeping *c, const char *const *cells, const struct carried_row *have)
{
    enum { LEAST_SAME = 4 };
    const struct ledger_table *t = c->kept->table;
    int same = 0;
    for (size_t i = 0; i < t->n_columns; i++) {
        if (!*cells[i] || !have->cells[i]) continue;
        if (!same_cell(&t->columns[i], cells[i], have->cells[i])) return false;
        same++;
    }
    return same >= LEAST_SAME;
}

/* An open request of last year may stand in this year's register under a new number: counted twice, it would be carried in twice. */
static bool is_same_request(struct keeping *c, const struct old_row *row, const struct carried_row *have)
{
    static const char *const choices[] = {"是同一件，不再带来", "不是，带来"};
    const char *answer = questions_ask(&c->k->questions, &(struct question){.key = arena_printf(&c->k->arena, "上年/%s/%lld", c->sheet->shown, (long long)row->line),
                                                                            .text = arena_printf(&c->k->arena, "上年没有办完的“%s”，今年的台账里是不是已经有了", c->kept->table->name),
                                                                            .where = arena_printf(&c->k->arena, "上年 %s；今年 %s 第%lld行", row_where(c->k, c->sheet, row), have->sheet, (long long)have->line),
                                                                            .advice = choices[0],
                                                                            .note = "两处填的都一样，编号不同",
                                                                            .choices = choices,
                                                                            .n_choices = 2});
    return !answer || strcmp(answer, choices[1]) != 0;
}

static bool is_there_already(struct keeping *c, const struct old_row *row, size_t n_before)
{
    const struct ledger_table *t = c->kept->table;
    struct carried_table before = c->k->tables[t - c->k->schema->tables];
    int column = key_column(t);
    before.n_rows = n_before;
    if (column < 0) return false;
    if (has_key(&before, column, cell_under(c, row, t->columns[column].heading))) return true;
    const char **cells = arena_alloc(&c->k->arena, t->n_columns * sizeof *cells);
    for (size_t i = 0; i < t->n_columns; i++) {
        bool tells = (int)i != column && (int)i != t->agency && (int)i != carried_note_column(t);
        cells[i] = tells ? cell_under(c, row, t->columns[i].heading) : "";
    }
    for (size_t i = 0; c->kept->n && i < n_before; i++)
        if (is_like(c, cells, &before.rows[i])) return is_same_request(c, row, &before.rows[i]);
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
