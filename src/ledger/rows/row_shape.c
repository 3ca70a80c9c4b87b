/* Whether the cells of a row stand under their headings. In CSV an extra comma moves all cells behind it: such a row is
 * reported once, with the likely cause, and none of its cells is trusted or shown. Cells of a sheet do not move. */
#include "ledger/rows/row_inside.h"
#include "ledger/rows/separator.h"
#include <stdio.h>
#include <string.h>

/* Cells of a sheet do not slide: a cell under no heading is a note. Reported once a column. */
static void hint_of_no_heading(struct row_source *s, size_t cell)
{
    struct fault fault;
    if (s->unnamed[cell]) return;
    s->unnamed[cell] = true;
    fault_set(&fault, "S06", "这一列没有标题，没有读；同一列只提示一次");
    row_report(&s->report, &(struct row_place){.line = s->row.line, .cell = (int)cell + 1}, &fault, false);
}

/* The first filled cell without a heading, or row.n. */
static size_t beside_the_table(const struct row_source *s)
{
    size_t i = 0;
    for (; i < s->row.n; i++)
        if ((i >= s->headings.n || s->headings.column_of[i] == HEADING_NONE) && s->trimmed[i].n) break;
    return i;
}

/* ---- what tore a cell in two ---- */

static size_t count(struct slice cell, const char *what)
{
    size_t n = 0, length = strlen(what);
    const char *end = cell.s + cell.n;
    for (const char *at = cell.s; at < end && (at = memmem(at, (size_t)(end - at), what, length)); at += length) n++;
    return n;
}

/* One cell opens it, and a later one closes it. */
static bool torn_between(const struct row_source *s, const char *open, const char *close)
{
    bool opened = false;
    for (size_t i = 0; i < s->row.n; i++) {
        size_t opens = count(s->row.cells[i], open), closes = count(s->row.cells[i], close);
        if (opened && closes > opens) return true;
        if (opens > closes) opened = true;
    }
    return false;
}

/* A quote behind blanks is an ordinary character, and so is the one that should close it. */
static bool torn_behind_blank(const struct row_source *s)
{
    bool opened = false;
    for (size_t i = 0; i < s->row.n; i++) {
        struct slice cell = s->trimmed[i];
        if (!cell.n) continue;
        if (opened && cell.s[cell.n - 1] == '"' && count(cell, "\"") % 2) return true;
        if (cell.s > s->row.cells[i].s && *cell.s == '"' && count(cell, "\"") % 2) opened = true;
    }
    return false;
}

static const char *torn_by(const struct row_source *s)
{
    const struct slice *last = &s->stood[s->row.n - 1];
    struct slice line = {s->stood[0].s, (size_t)(last->s + last->n - s->stood[0].s)};   /* rows are many, and most have no quotes */
    if (slice_has(line, "“") && torn_between(s, "“", "”")) return "中文引号“ ”在 CSV 里不起引号的作用";
    if (memchr(line.s, '"', line.n) && torn_behind_blank(s)) return "引号前面有空格，引号没有起作用";
    return NULL;
}

/* ---- rows that are wider than the header ---- */

/* Some programs end every row with a separator more. */
static bool all_are_wider(struct row_source *s)
{
    enum { LOOKED_AT = 50 };
    struct encoded_text text = {0};
    struct raw_row row;
    struct fault fault;
    int wider = 0, n = 0;
    struct raw_rows *raw = row_source_rows_again(s, &text, &fault);
    while (raw && n < LOOKED_AT && raw->next(raw, &row, &fault) == RAW_ROW) {
        if (row.line <= s->header_line || !row_first_filled(&row).n) continue;
        n++;
        wider += row.n > s->header_cells;
    }
    if (raw) raw->close(raw);
    encoding_close(&text);
    return n > 1 && wider == n;
}

static bool too_wide(struct row_source *s)
{
    if (s->row.n <= s->header_cells) return false;
    if (!s->widths_known) s->all_wider = all_are_wider(s);
    s->widths_known = true;
    return !s->all_wider;
}

bool row_in_shape(struct row_source *s)
{
    struct fault fault;
    size_t beside = beside_the_table(s);
    if (s->raw->sheet) {
        for (; beside < s->row.n; beside++)
            if ((beside >= s->headings.n || s->headings.column_of[beside] == HEADING_NONE) && s->trimmed[beside].n) hint_of_no_heading(s, beside);
        return true;
    }
    if (s->wide) return true;                          /* reported with the row itself */
    const char *torn = torn_by(s), *by = s->separator->name ? s->separator->name : "逗号";
    if (!torn && beside == s->row.n && !too_wide(s)) return true;
    if (beside < s->headings.n) fault_set(&fault, "S03", "第 %zu 列没有标题却有内容", beside + 1);
    else if (s->row.n == s->header_cells) fault_set(&fault, "S03", "这一行有一格被拆成了两格");
    else fault_set(&fault, "S03", "这一行 %zu 格，标题 %zu 格", s->row.n, s->header_cells);
    size_t n = strlen(fault.text);
    snprintf(fault.text + n, sizeof fault.text - n, "：%s%s%s", torn ? torn : "可能是某一格里的", torn ? "，其中的" : "", by);
    n = strlen(fault.text);
    snprintf(fault.text + n, sizeof fault.text - n, "%s", torn ? "把一格拆成了两格" : "没有加引号");
    fault_expect(&fault, "%zu 格；含%s的格子用英文引号 \" 括起来%s", s->header_cells, by, torn ? "，引号前不留空格" : "");
    row_report(&s->report, &(struct row_place){.line = s->row.line}, &fault, true);
    return false;
}
