/* A CSV of cells: 机关代码,年度,单元格,数值 and perhaps 附注. Every agency's year in it is a submission. */
#include "base/intern.h"
#include "base/text.h"
#include "form/addresses.h"
#include "submission/submission_inside.h"
#include "base/spelling.h"
#include "form/label.h"
#include "submission/typed_cell.h"
#include "ledger/rows/csv.h"
#include "ledger/rows/encoding.h"
#include "ledger/values/guard.h"
#include <stdlib.h>
#include <string.h>

struct cell_listing {
    struct arena *arena;
    const char *shown;
    struct problems *problems;
    struct cell_list_head head;
    struct submission_rows **list;
    size_t n, cap, latest;                             /* latest: of the line before */
    struct intern *keys;                               /* year and code; their numbers are places in the list, from 1 on */
    size_t guards;                                     /* cells in a spreadsheet's guards, and the line of the first */
    int64_t first_guard;
};

static const char *cell_of(struct cell_listing *l, const struct raw_row *row, size_t of, int column)
{
    bool odd = false;
    size_t at = l->head.at[of][column];
    if (at >= row->n) return "";
    struct slice s = guard_off(row->cells[at]);
    if (s.s != row->cells[at].s && !l->guards++) l->first_guard = row->line;
    s = spelling_trim(s, &odd);
    return arena_dup_n(l->arena, s.s, s.n);
}

/* Lines of one agency usually follow each other. */
static struct submission_rows *rows_of(struct cell_listing *l, const char *code, int year)
{
    struct submission_rows *last = l->n ? l->list[l->latest] : NULL;
    if (last && last->year == year && !strcmp(last->code, code)) return last;
    const char *key = arena_printf(l->arena, "%d %s", year, code);
    l->latest = (size_t)intern_number(l->keys, key, strlen(key)) - 1;
    if (l->latest < l->n) return l->list[l->latest];
    l->list = memory_grow(l->list, l->n, &l->cap, sizeof *l->list);
    struct submission_rows *rows = arena_alloc(l->arena, sizeof *rows);
    *rows = (struct submission_rows){.code = code, .year = year};
    return l->list[l->n++] = rows;
}

static void refuse_line(struct cell_listing *l, int64_t line, const char *column, const char *value, const char *expected)
{
    problems_add(l->problems, &(struct problem){.id = "R02", .file = l->shown, .line = line, .column = column, .value = submission_value(value),
                                                .expected = expected, .text = "这一行没有读", .lost = true});
}

/* A number with a comma and without quotes lies in two cells, and the first of them is a wrong number. */
static bool reaches_outside(struct cell_listing *l, const struct raw_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        bool odd = false;
        struct slice cell = spelling_trim(row->cells[i], &odd);
        if (!cell.n || (i < RAW_MAX_CELLS && l->head.named[i])) continue;
        refuse_line(l, row->line, arena_printf(l->arena, "第%zu格", i + 1), arena_dup_n(l->arena, cell.s, cell.n), "标题下面的一格；数里的逗号去掉，或把数放在引号里");
        return true;
    }
    return false;
}

static void take_line(struct cell_listing *l, const struct raw_row *row, size_t list)
{
    const char *code = cell_of(l, row, list, AT_CODE), *of = cell_of(l, row, list, AT_YEAR), *address = cell_of(l, row, list, AT_CELL);
    const char *value = cell_of(l, row, list, AT_VALUE), *note = cell_of(l, row, list, AT_NOTE);
    int year = cell_list_year(of);
    if (!*code && !*of && !*address && !*value) return;
    if (!*code) {
        refuse_line(l, row->line, cell_list_headings[AT_CODE], NULL, "机关代码");
    } else if (!year) {
        refuse_line(l, row->line, cell_list_headings[AT_YEAR], of, "年份，如 2025");
    } else if (!*address) {
        refuse_line(l, row->line, cell_list_headings[AT_CELL], NULL, "单元格，如 新收/总计 或 requests/new/total");
    } else {
        struct submission_rows *rows = rows_of(l, code, year);
        rows->lines = memory_grow(rows->lines, rows->n, &rows->cap, sizeof *rows->lines);
        rows->lines[rows->n++] = (struct submission_line){address, value, *note ? note : NULL, row->line};
    }
}

static bool may_be_head(const struct raw_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (memmem(row->cells[i].s, row->cells[i].n, cell_list_headings[AT_CODE], strlen(cell_list_headings[AT_CODE]))) return true;
    return false;
}

/* Headings may stand again on a new page. */
static void take_row(struct cell_listing *l, const struct raw_row *row)
{
    struct cell_list_head again = l->head;
    if (row->line <= l->head.line) return;             /* the title, sep=, the headings */
    if (may_be_head(row) && cell_list_read(&again, row)) {
        l->head = again;
    } else if (!reaches_outside(l, row)) {
        for (size_t i = 0; i < l->head.n; i++) take_line(l, row, i);
    }
}

static int by_code(const void *a, const void *b)
{
    const struct submission_rows *x = *(struct submission_rows *const *)a, *y = *(struct submission_rows *const *)b;
    int order = strcmp(x->code, y->code);
    return order ? order : (x->year > y->year) - (x->year < y->year);
}

/* Moves the lines into the arena and frees the lists that grew. */
static void settle_lines(struct cell_listing *l)
{
    bool one_year = true, one_agency = true;
    for (size_t i = 0; i < l->n; i++) {
        struct submission_rows *rows = l->list[i];
        struct submission_line *lines = arena_alloc(l->arena, (rows->n + 1) * sizeof *lines);
        memcpy(lines, rows->lines, rows->n * sizeof *lines);
        free(rows->lines);
        rows->lines = lines;
        one_year = one_year && rows->year == l->list[0]->year;
        one_agency = one_agency && !strcmp(rows->code, l->list[0]->code);
    }
    for (size_t i = 0; i < l->n; i++) {
        l->list[i]->one_year = one_year;
        l->list[i]->one_agency = one_agency;
    }
    if (l->n) qsort(l->list, l->n, sizeof *l->list, by_code);
}

bool cells_list(struct arena *arena, const char *path, const char *shown, bool *yes, struct submission_rows ***list, size_t *n,
                struct problems *problems, struct diag *diag)
{
    struct cell_listing l = {.arena = arena, .shown = arena_dup(arena, shown), .problems = problems};
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
    l.keys = intern_new();
    *yes = cell_list_find(&l.head, text.text, text.n);
    const char separator[] = {*yes ? l.head.separator : ',', 0};
    struct raw_rows *rows = csv_open_separated(text.text, text.n, separator);
    enum raw_result got = RAW_END;
    while (*yes && (got = rows->next(rows, &row, &fault)) == RAW_ROW) take_row(&l, &row);
    if (got == RAW_BROKEN)
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
    intern_free(l.keys);
    return true;
}

static void refuse_cell(struct submission_reading *r, const struct submission_line *line, const char *column, const char *value, const char *text)
{
    problems_add(r->problems, &(struct problem){.id = "R02", .file = r->s->shown, .line = line->line, .column = column, .key = r->s->code,
                                                .value = submission_value(value), .text = text});
}

/* ---- lines that are no cells: the answer, and the texts of sections by their headings or ids ---- */

static const char received_address[] = "本年收到申请";

static void read_received(struct submission_reading *r, const struct submission_line *line)
{
    enum submission_received said;
    if (!answer_received(line->value, &said)) refuse_cell(r, line, cell_list_headings[AT_VALUE], line->value, "应是“是”或“否”");
    else if (r->s->received && r->s->received != said)
        refuse_cell(r, line, cell_list_headings[AT_CELL], line->address, "写了两次，两次不同，只读了前一次");
    else r->s->received = said;
}

static bool is_ascii(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80) return false;
    return true;
}

/* requests/new/total is no heading in Chinese: the key of words in ASCII is in ASCII. */
static const struct form_section *section_named(struct arena *arena, const struct standard_form *form, const char *words)
{
    const char *key = NULL;
    const bool ascii = is_ascii(words);
    for (size_t i = 0; i < form->form->n_sections; i++) {
        const struct form_section *s = &form->form->sections[i];
        if (s->table) continue;
        if (!strcmp(words, s->id)) return s;
        if (ascii && !is_ascii(form->section_keys[i])) continue;
        if (!key) key = label_key(arena, words);
        if (!strcmp(key, form->section_keys[i])) return s;
    }
    return NULL;
}

/* Lines of a cell are paragraphs, and so are further lines of the file for the same section. */
static void read_text(struct submission_reading *r, const struct form_section *section, const char *words)
{
    struct submission *s = r->s;
    struct submission_text *there = NULL;
    struct text all = {0};
    for (size_t i = 0; i < s->n_texts; i++)
        if (!strcmp(s->texts[i].section, section->id)) there = &s->texts[i];
    if (there) text_add(&all, there->markdown);
    for (size_t n; *words; words += n + (words[n] != 0)) {
        n = strcspn(words, "\r\n");
        bool odd = false;
        struct slice line = spelling_trim((struct slice){words, n}, &odd);
        if (!line.n) continue;
        text_printf(&all, "%s%s", all.n ? "\n\n" : "", label_is_subheading(line.s, line.n) ? "### " : "");
        text_add_n(&all, line.s, line.n);
    }
    if (there) there->markdown = arena_dup(&s->arena, text_get(&all));
    else if (all.n) submission_add_text(s, section->id, text_get(&all));
    text_release(&all);
}

static void read_line(struct submission_reading *r, const struct standard_form *form, const struct submission_line *line, bool *given)
{
    size_t i = 0;
    struct submission_cell cell;
    const struct form_table *table;
    const char *why;
    struct text no_cell = {0};
    int at;
    if (!strcmp(line->address, received_address)) {
        read_received(r, line);
        return;
    }
    const struct form_section *section = section_named(&r->s->arena, form, line->address);
    if (section) {
        read_text(r, section, line->value);
        return;
    }
    if (address_find(form->form, line->address, &table, &at, &no_cell))
        while (i < form->n_slots && form->slots[i].slot != &table->slots[at]) i++;
    if (no_cell.n) {
        refuse_cell(r, line, cell_list_headings[AT_CELL], line->address, arena_dup(&r->s->arena, text_get(&no_cell)));
    } else if (given[i]) {
        refuse_cell(r, line, cell_list_headings[AT_CELL], line->address, "这一格写了两次，只读了前一次");
    } else if (!typed_cell(&r->s->arena, form->slots[i].slot, XLSX_TEXT, line->value, &cell, &why)) {
        given[i] = true;
        refuse_cell(r, line, cell_list_headings[AT_VALUE], typed_hides(why) ? PROBLEM_PERSONAL : line->value, arena_printf(&r->s->arena, "这一格%s", why));
    } else {
        given[i] = true;
        if (line->note) cell.note = arena_dup(&r->s->arena, line->note);
        cell.place = arena_printf(&r->s->arena, "第%lld行", (long long)line->line);
        submission_add(r->s, cell);
    }
    text_release(&no_cell);
}

bool cells_read(struct submission_reading *r, const struct submission_rows *rows, struct diag *diag)
{
    const struct form *form;
    r->s->code = arena_dup(&r->s->arena, rows->code);
    r->s->year = rows->year;
    if (!submission_form(r, &form, diag)) return false;
    if (!form) return true;
    const struct standard_form *standard = standard_form_of(r->shelf, form);
    bool *given = memory_alloc((standard->n_slots + 1) * sizeof *given);
    for (size_t i = 0; i < rows->n; i++) read_line(r, standard, &rows->lines[i], given);
    r->s->kind = SUBMISSION_CELLS;
    submission_say_missing(r, standard, given, NULL);
    free(given);
    return true;
}
