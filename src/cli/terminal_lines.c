#include "cli/terminal_lines.h"
#include "base/text.h"
#include "cli/screen.h"
#include "workbook/sheet_places.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 8, VALUES = 3, RANGES = 20, PLACES = 6, HANG = 4 };

/* The finding's words without the heading, where they begin with it. */
static const char *own_words(const struct finding *f, const char *heading)
{
    size_t n = strlen(heading);
    if (strncmp(f->message, heading, n)) return f->message;
    const char *rest = f->message + n;
    static const char comma[] = "，";
    return strncmp(rest, comma, strlen(comma)) ? rest : rest + strlen(comma);
}

/* The cell or the record that it is about, "" for neither. */
static const char *subject(const struct finding *f) { return f->cell_name ? f->cell_name : f->cell ? f->cell : f->key ? f->key : ""; }

static void add_subject(struct text *t, const struct finding *f)
{
    const char *words = subject(f);
    if (t->n && *words) text_add_char(t, ' ');
    text_add(t, words);
    if (f->cell_name) text_printf(t, "（%s）", f->cell);
}

static void add_column(struct text *t, const struct finding *f)
{
    if (f->column) text_printf(t, "%s[%s]", t->n ? " " : "", f->column);
}

static void add_facts(struct text *t, const struct finding *f, const char *heading)
{
    const char *gap = t->n ? "：" : "", *words = own_words(f, heading);
    if (*words) text_printf(t, "%s%s", gap, words), gap = "；";
    if (f->value) text_printf(t, "%s所见“%s”", gap, f->value), gap = "，";
    if (f->expected) text_printf(t, "%s应为 %s", gap, f->expected);
}

static void print(FILE *out, struct text *t)
{
    screen_say(out, HANG, "  %s", text_get(t));
    text_release(t);
}

static void print_one(FILE *out, const struct finding *f, const char *heading)
{
    struct text t = {0};
    if (f->file) sheet_place_words(&t, f->file, f->sheet, f->row, f->sheet_column);
    add_column(&t, f);
    add_subject(&t, f);
    add_facts(&t, f, heading);
    print(out, &t);
}

void terminal_lines_each(FILE *out, const struct finding *list, size_t n, const char *heading)
{
    for (size_t i = 0; i < n; i++) print_one(out, list + i, heading);
}

/* ---- findings that share a line ---- */

struct shared { const struct finding *first; size_t n; };

/* Findings without a row have places of their own, and each cell has its own number. */
static bool same_fault(const struct finding *a, const struct finding *b)
{
    return a->row && b->row && text_same(a->file, b->file) && text_same(a->column, b->column) && text_same(a->message, b->message) && text_same(a->expected, b->expected) &&
           text_same(a->cell, b->cell);
}

static bool same_column(const struct finding *a, const struct finding *b)
{
    return !a->row == !b->row && text_same(a->file, b->file) && text_same(a->column, b->column);
}

typedef bool (*sharing)(const struct finding *a, const struct finding *b);

/* How many lines there are, of which the first LINES are in `lines`. */
static size_t share(const struct finding *list, size_t n, sharing as, struct shared *lines)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        while (at < found && at < LINES && !as(lines[at].first, list + i)) at++;
        if (at < found && at < LINES) lines[at].n++;
        else if (found++ < LINES) lines[at] = (struct shared){list + i, 1};
    }
    return found;
}

static int by_row(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* 第3、5、7–12行; each row once. */
static void add_rows(struct text *t, const struct shared *line, const struct finding *list, size_t n, sharing as)
{
    int64_t *rows = memory_alloc(line->n * sizeof *rows);
    size_t all = 0, ranges = 0, kept = 0;
    for (size_t i = 0; i < n && kept < line->n; i++)
        if (as(line->first, list + i)) rows[kept++] = list[i].row;
    qsort(rows, kept, sizeof *rows, by_row);
    for (size_t i = 0; i < kept; i++)
        if (!all || rows[all - 1] != rows[i]) rows[all++] = rows[i];
    text_add(t, " 第");
    for (size_t i = 0, end; i < all && ranges < RANGES; i = end, ranges++) {
        for (end = i + 1; end < all && rows[end] == rows[end - 1] + 1;) end++;
        text_printf(t, "%s%" PRId64, i ? "、" : "", rows[i]);
        if (end > i + 1) text_printf(t, "%s%" PRId64, end > i + 2 ? "–" : "、", rows[end - 1]);
        if (ranges + 1 == RANGES && end < all) text_printf(t, "…共 %zu ", all);
    }
    text_add(t, "行");
    free(rows);
}

static void add_values(struct text *t, const struct shared *line, const struct finding *list, size_t n, const char *heading)
{
    const char *seen[VALUES + 1], *gap = "：", *words = own_words(line->first, heading);
    size_t values = 0;
    for (size_t i = 0; i < n && values <= VALUES; i++) {
        bool known = !list[i].value || !same_fault(line->first, list + i);
        for (size_t k = 0; k < values && !known; k++) known = text_same(seen[k], list[i].value);
        if (!known) seen[values++] = list[i].value;
    }
    if (*words) text_printf(t, "%s%s", gap, words), gap = "；";
    if (values) text_printf(t, "%s所见", gap), gap = "，";
    for (size_t k = 0; k < values && k < VALUES; k++) text_printf(t, "%s“%s”", k ? "、" : "", seen[k]);
    if (values > VALUES) text_add(t, "等");
    if (line->first->expected) text_printf(t, "%s应为 %s", gap, line->first->expected);
}

static void print_fault(FILE *out, const struct shared *line, const struct finding *list, size_t n, const char *heading)
{
    struct text t = {0};
    text_add(&t, line->first->file ? line->first->file : "");
    add_rows(&t, line, list, n, same_fault);
    add_column(&t, line->first);
    add_values(&t, line, list, n, heading);
    print(out, &t);
}

static void add_places(struct text *t, const struct shared *line, const struct finding *list, size_t n)
{
    size_t shown = 0;
    const char *last = "";
    for (size_t i = 0; i < n && shown < PLACES; i++) {
        const char *place = subject(list + i);
        if (!same_column(line->first, list + i) || !strcmp(place, last)) continue;
        text_printf(t, "%s%s", shown++ ? "、" : t->n ? " " : "", place);
        last = place;
    }
    if (line->n > shown) text_printf(t, "%s %zu 处", shown ? "等" : "", line->n);
}

static void print_column(FILE *out, const struct shared *line, const struct finding *list, size_t n, const char *heading)
{
    struct text t = {0}, example = {0};
    const struct finding *f = line->first;
    if (f->file) text_add(&t, f->file);
    if (f->row) add_rows(&t, line, list, n, same_column);
    add_column(&t, f);
    if (!f->row) add_places(&t, line, list, n);
    if (f->row) text_printf(&example, "第%" PRId64 "行", f->row);
    add_subject(&example, f);
    add_facts(&example, f, heading);
    text_printf(&t, "；例如%s", text_get(&example));
    text_release(&example);
    print(out, &t);
}

void terminal_lines_shared(FILE *out, const struct finding *list, size_t n, const char *heading)
{
    struct shared lines[LINES];
    size_t found = share(list, n, same_fault, lines);
    bool faults = found <= LINES;
    if (!faults) found = share(list, n, same_column, lines);
    size_t told = 0;
    for (size_t i = 0; i < found && i < LINES; i++) {
        told += lines[i].n;
        if (lines[i].n == 1) print_one(out, lines[i].first, heading);
        else if (faults) print_fault(out, &lines[i], list, n, heading);
        else print_column(out, &lines[i], list, n, heading);
    }
    if (told < n) screen_say(out, HANG, "  …… 另有 %zu 处，加 -v 列出", n - told);
}
