#include "ledger/rows/row_inside.h"
#include "ledger/schema/schema_inside.h"
#include <string.h>

static struct slice slice_of(const char *s) { return (struct slice){s, strlen(s)}; }
static bool begins(struct slice cell, struct slice word) { return cell.n >= word.n && !memcmp(cell.s, word.s, word.n); }

/* -12500.00, as a format shows it, is the example's -12500. No column could read it: it is below zero. */
static bool same_number(struct slice cell, struct slice example)
{
    if (memchr(cell.s, '.', cell.n) && !memchr(example.s, '.', example.n)) {
        while (cell.n && cell.s[cell.n - 1] == '0') cell.n--;
        if (cell.n && cell.s[cell.n - 1] == '.') cell.n--;
    }
    return cell.n == example.n && !memcmp(cell.s, example.s, cell.n);
}

static bool is_number(const struct ledger_column *c)
{
    return c->type == COLUMN_COUNT || c->type == COLUMN_SIGNED || c->type == COLUMN_NUMBER || c->type == COLUMN_MONEY;
}

/* A text that says itself that it is an example; a blank ledger of an earlier version has other words behind the mark. */
static bool is_marked(struct slice text) { return begins(text, slice_of(EXAMPLE_KEY)) || begins(text, slice_of(EXAMPLE_TEXT)); }

/* 2000/2/5 is the example's 2000-02-05, S4 its "S4 电子送达": a spreadsheet and an office rewrite such things by themselves. */
static bool same_value(struct row_source *s, const struct ledger_column *c, struct slice cell, struct slice example)
{
    struct value seen, meant;
    struct fault fault;
    if (is_number(c) && same_number(cell, example)) return true;
    if (cell.n == example.n && !memcmp(cell.s, example.s, cell.n)) return true;
    if (is_marked(cell) && is_marked(example)) return true;
    if (c->type == COLUMN_AGENCY || !value_read(&s->reader, c, cell, &seen, &fault) || !value_read(&s->reader, c, example, &meant, &fault)) return false;
    return seen.kind == VALUE_INTEGER && meant.kind == VALUE_INTEGER && seen.integer == meant.integer;
}

static bool unchanged(struct row_source *s)
{
    for (size_t i = 0; i < s->table->n_columns; i++) {
        const struct ledger_column *c = &s->table->columns[i];
        struct slice cell = row_cell(s, i), example = slice_of(c->example ? c->example : "");
        if (s->headings.cell_of[i] < 0 || (!cell.n && !example.n)) continue;
        if (!cell.n || !example.n || !same_value(s, c, cell, example)) return false;
    }
    return true;
}

/* 某区某某管理办法: the example without the word that says so. No record is about 某, but an applicant may be given as 某某. */
static const char *placeholder(const char *example)
{
    enum { SHORTEST = 12 };                            /* bytes: four Han characters */
    size_t n = strlen(EXAMPLE_TEXT);
    if (strncmp(example, EXAMPLE_TEXT, n) || strlen(example + n) < SHORTEST) return NULL;
    return strstr(example + n, "某") || strstr(example + n, "写明") ? example + n : NULL;
}

void row_example_prepare(struct row_source *s)
{
    s->untrue = memory_alloc(s->table->n_columns * sizeof *s->untrue);
    for (size_t i = 0; i < s->table->n_columns; i++)
        if (s->table->columns[i].untrue) s->untrue[s->n_untrue++] = (struct untrue){(int)i, placeholder(s->table->columns[i].example)};
}

/* A text that still begins as an example does is left, however it goes on: a spreadsheet makes 示例-2 when a row is dragged down.
 * Every row is asked, so other values are read only where they begin alike. */
static bool left(struct row_source *s, const struct untrue *u)
{
    enum { YEAR = 4 };
    const struct ledger_column *c = &s->table->columns[u->column];
    struct slice cell = row_trimmed(s, s->headings.cell_of[u->column]);
    if (!cell.n) return false;
    switch (c->type) {
    case COLUMN_DATE: case COLUMN_MONTH: case COLUMN_YEAR: return cell.n >= YEAR && !memcmp(cell.s, c->example, YEAR) && same_value(s, c, cell, slice_of(c->example));
    case COLUMN_COUNT: case COLUMN_SIGNED: case COLUMN_NUMBER: case COLUMN_MONEY: return same_number(cell, slice_of(c->example));
    default: break;
    }
    if (*cell.s == *EXAMPLE_TEXT && is_marked(cell)) return true;
    if (!u->rest) return false;
    return c->type == COLUMN_PROSE ? slice_has(cell, u->rest) : *cell.s == *u->rest && slice_is(cell, u->rest);
}

/* One fault a row names the headings of all that is left. */
static void say_left(struct row_source *s, size_t first, struct fault *fault)
{
    struct arena words = {0};
    const char *names = s->headings.seen[s->untrue[first].column];
    for (size_t k = first + 1; k < s->n_untrue; k++)
        if (left(s, &s->untrue[k])) names = arena_printf(&words, "%s、%s", names, s->headings.seen[s->untrue[k].column]);
    fault_set(fault, "S19", "示例行没有改完，还是示例内容的：%s", names);
    fault_expect(fault, "自己的内容");
    arena_release(&words);
}

bool row_is_example(struct row_source *s)
{
    struct fault fault;
    size_t k = 0;
    value_reader_begin(&s->reader);
    while (k < s->n_untrue && !left(s, &s->untrue[k])) k++;
    if (k == s->n_untrue) return false;
    size_t first = (size_t)s->untrue[k].column;
    bool whole = unchanged(s);
    if (whole) fault_set(&fault, "S18", "示例行没有改过，没有计入");
    else say_left(s, k, &fault);
    s->set_aside |= !whole;
    row_report(&s->report, &(struct row_place){.line = s->row.line, .column = s->headings.seen[first], .cell = row_shown_cell(s, first),
        .value = row_cell(s, first), .personal = s->table->columns[first].personal != PERSONAL_NO, .refuses = true}, &fault, !whole);
    return true;
}
