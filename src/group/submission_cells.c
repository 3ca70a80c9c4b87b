/* A CSV of cells: 机关代码,年度,单元格,数值 and, where there are any, 附注. Every agency's year in it is a submission. */
#include "group/inside.h"
#include "group/typed_cell.h"
#include "ledger/csv.h"
#include "ledger/encoding.h"
#include "ledger/guard.h"
#include <stdlib.h>
#include <string.h>

enum { AT_CODE, AT_YEAR, AT_CELL, AT_VALUE, AT_NOTE, COLUMNS };
static const char *const headings[COLUMNS] = {"机关代码", "年度", "单元格", "数值", "附注"};

struct listing {
    struct arena *arena;
    const char *shown;
    struct problems *problems;
    size_t at[COLUMNS];                                /* which cell of a line; SIZE_MAX = none */
    struct submission_rows **list;
    size_t n, cap;
    size_t guards;                                     /* cells with a guard, and … */
    int64_t first_guard;                               /* … the line of the first */
};

static bool read_head(struct listing *l, const struct raw_row *row)
{
    for (int c = 0; c < COLUMNS; c++) {
        l->at[c] = SIZE_MAX;
        for (size_t i = 0; i < row->n; i++) {
            bool odd = false;
            if (slice_is(spelling_trim(guard_off(row->cells[i]), &odd), headings[c])) l->at[c] = i;
        }
    }
    return l->at[AT_CODE] != SIZE_MAX && l->at[AT_YEAR] != SIZE_MAX && l->at[AT_CELL] != SIZE_MAX && l->at[AT_VALUE] != SIZE_MAX;
}

static const char *cell_of(struct listing *l, const struct raw_row *row, int column)
{
    bool odd = false;
    if (l->at[column] >= row->n) return "";
    struct slice cell = row->cells[l->at[column]], inside = guard_off(cell), s = spelling_trim(inside, &odd);
    if (inside.s != cell.s && !l->guards++) l->first_guard = row->line;
    return arena_dup_n(l->arena, s.s, s.n);
}

/* Lines of one agency follow each other as a rule, so the last one is looked at first. */
static struct submission_rows *rows_of(struct listing *l, const char *code, int year)
{
    for (size_t i = l->n; i-- > 0;)
        if (l->list[i]->year == year && !strcmp(l->list[i]->code, code)) return l->list[i];
    l->list = memory_grow(l->list, l->n, &l->cap, sizeof *l->list);
    struct submission_rows *rows = arena_alloc(l->arena, sizeof *rows);
    *rows = (struct submission_rows){.code = code, .year = year};
    return l->list[l->n++] = rows;
}

static void refuse_line(struct listing *l, int64_t line, const char *column, const char *value, const char *expected)
{
    problems_add(l->problems, &(struct problem){.id = "R02", .file = l->shown, .line = line, .column = column, .value = submission_value(value),
                                                .expected = expected, .text = "这一行没有读", .lost = true});
}

static void keep_line(struct listing *l, const struct raw_row *row)
{
    struct decimal year;
    const char *code = cell_of(l, row, AT_CODE), *of = cell_of(l, row, AT_YEAR), *address = cell_of(l, row, AT_CELL);
    const char *value = cell_of(l, row, AT_VALUE), *note = cell_of(l, row, AT_NOTE);
    if (!*code && !*of && !*address && !*value) return;
    if (!*code) {
        refuse_line(l, row->line, headings[AT_CODE], NULL, "机关代码");
    } else if (!decimal_parse(of, &year) || year.scale || year.value < 2008 || year.value > 2100) {
        refuse_line(l, row->line, headings[AT_YEAR], of, "年份，如 2025");
    } else {
        struct submission_rows *rows = rows_of(l, code, (int)year.value);
        rows->lines = memory_grow(rows->lines, rows->n, &rows->cap, sizeof *rows->lines);
        rows->lines[rows->n++] = (struct submission_line){address, value, *note ? note : NULL, row->line};
    }
}

static int by_code(const void *a, const void *b)
{
    const struct submission_rows *x = *(struct submission_rows *const *)a, *y = *(struct submission_rows *const *)b;
    int order = strcmp(x->code, y->code);
    return order ? order : (x->year > y->year) - (x->year < y->year);
}

/* The lines go into the arena, which outlives them; what grew is given back. */
static void settle_lines(struct listing *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct submission_rows *rows = l->list[i];
        struct submission_line *lines = arena_alloc(l->arena, (rows->n + 1) * sizeof *lines);
        memcpy(lines, rows->lines, rows->n * sizeof *lines);
        free(rows->lines);
        rows->lines = lines;
        rows->one_year = true;
        for (size_t k = 0; k < l->n; k++) rows->one_year &= l->list[k]->year == rows->year;
    }
    if (l->n) qsort(l->list, l->n, sizeof *l->list, by_code);
}

bool cells_list(struct arena *arena, const char *path, const char *shown, bool *yes, struct submission_rows ***list, size_t *n,
                struct problems *problems, struct diag *diag)
{
    struct listing l = {.arena = arena, .shown = arena_dup(arena, shown), .problems = problems};
    struct encoded_text text = {0};
    struct fault fault = {0};
    struct raw_row row;
    (void)diag;
    *yes = false;
    *n = 0;
    if (!encoding_open(&text, path, NULL, &fault)) {
        encoding_close(&text);
        return true;
    }
    struct raw_rows *rows = csv_open(text.text, text.n);
    enum raw_result got = rows->next(rows, &row, &fault);
    *yes = got == RAW_ROW && read_head(&l, &row);
    while (*yes && (got = rows->next(rows, &row, &fault)) == RAW_ROW) keep_line(&l, &row);
    if (*yes && got == RAW_BROKEN)
        problems_add(problems, &(struct problem){.id = fault.id, .file = shown, .line = fault.line, .text = fault.text,
                                                 .expected = fault.expected, .lost = true});
    if (l.guards)
        problems_add(problems, &(struct problem){.id = "S05", .file = shown, .line = l.first_guard,
                                                 .text = arena_printf(arena, "有 %zu 格带着电子表格的防护符，已去掉；这是第一格", l.guards)});
    rows->close(rows);
    encoding_close(&text);
    settle_lines(&l);
    *list = arena_alloc(arena, (l.n + 1) * sizeof **list);
    if (l.n) memcpy(*list, l.list, l.n * sizeof **list);
    *n = l.n;
    free(l.list);
    return true;
}

static void refuse_cell(struct reading *r, const struct submission_line *line, const char *column, const char *value, const char *text)
{
    problems_add(r->problems, &(struct problem){.id = "R02", .file = r->s->shown, .line = line->line, .column = column, .key = r->s->code,
                                                .value = submission_value(value), .text = text});
}

static void read_line(struct reading *r, const struct standard *form, const struct submission_line *line, bool *given)
{
    size_t i = 0;
    struct submission_cell cell;
    const char *why;
    while (i < form->n_slots && strcmp(form->slots[i].slot->address, line->address)) i++;
    if (i == form->n_slots) {
        refuse_cell(r, line, headings[AT_CELL], line->address, "表单里没有这个单元格");
    } else if (given[i]) {
        refuse_cell(r, line, headings[AT_CELL], line->address, "这一格写了两次，只读了前一次");
    } else if (!typed_cell(&r->s->arena, form->slots[i].slot, XLSX_TEXT, line->value, &cell, &why)) {
        given[i] = true;
        refuse_cell(r, line, headings[AT_VALUE], line->value, arena_printf(&r->s->arena, "这一格%s", why));
    } else {
        given[i] = true;
        if (line->note) cell.note = arena_dup(&r->s->arena, line->note);
        cell.place = arena_printf(&r->s->arena, "第%lld行", (long long)line->line);
        submission_add(r->s, cell);
    }
}

bool cells_read(struct reading *r, const struct submission_rows *rows, struct diag *diag)
{
    const struct form *form;
    r->s->code = arena_dup(&r->s->arena, rows->code);
    r->s->year = rows->year;
    if (!submission_form(r, &form, diag)) return false;
    if (!form) return true;
    struct standard standard;
    standard_init(&standard, form);
    bool *given = memory_alloc((standard.n_slots + 1) * sizeof *given);
    for (size_t i = 0; i < rows->n; i++) read_line(r, &standard, &rows->lines[i], given);
    standard_say_missing(r, &standard, given, NULL);
    free(given);
    standard_release(&standard);
    r->s->kind = SUBMISSION_CELLS;
    return true;
}
