#include "ledger/rows/row_inside.h"
#include "ledger/schema/remark.h"
#include <string.h>

/* 3月小计, 办公室合计 may be the beginning of a record's name: such a row is one of sums if nothing that a record needs
 * stands in it beside what is added up, and how many there are. */
static bool says_no_more(const struct row_source *s)
{
    size_t others = 0;
    for (size_t i = 0; i < s->row.n && i < s->headings.n; i++) {
        int column = s->headings.column_of[i];
        struct slice cell = s->trimmed[i];
        if (!cell.n || column < 0 || totals_adds(&s->table->columns[column])) continue;
        if (s->table->columns[column].type == COLUMN_AGENCY || s->table->columns[column].type == COLUMN_YEAR) continue;
        enum remark r = remark_of(s->context->schema, cell);
        others += r != REMARK_SUM && r != REMARK_PIECES;
    }
    return !others;
}

static bool is_word(const struct row_source *s, struct slice cell)
{
    return totals_may(cell) && (totals_word(cell) || (remark_of(s->context->schema, cell) == REMARK_SUM && says_no_more(s)));
}

/* The word stands in the first filled cell, or where a row's name would be when code and year are repeated before it. */
static struct slice word_of(const struct row_source *s, struct slice first)
{
    if (is_word(s, first)) return first;
    for (size_t i = 0; i < s->table->n_key; i++) {
        struct slice cell = row_cell(s, (size_t)s->table->key[i]);
        if (cell.s != first.s && is_word(s, cell)) return cell;
    }
    return (struct slice){NULL, 0};
}

bool row_is_total(const struct row_source *s, struct slice first) { return word_of(s, first).n; }

static void compare(struct row_source *s)
{
    char sum[32];
    struct fault fault;
    for (size_t k = 0; k < s->totals.n; k++) {
        size_t i = s->totals.columns[k];
        if (!totals_differ(&s->totals, i, sum)) continue;
        fault_set(&fault, "S10", "%s行与各行之和 %s 不等；这一行没有读", s->totals.of_part ? "小计" : "合计", sum);
        fault_expect(&fault, "%s", sum);
        struct row_place place = {.line = s->row.line, .column = s->headings.seen[i], .cell = s->headings.cell_of[i] + 1, .value = row_cell(s, i)};
        row_report(&s->report, &place, &fault, false);
    }
}

void row_compare_total(struct row_source *s, struct slice first)
{
    struct fault fault;
    value_reader_begin(&s->reader);
    memset(s->values, 0, s->table->n_columns * sizeof *s->values);
    for (size_t k = 0; k < s->totals.n; k++) {
        size_t i = s->totals.columns[k];
        struct row_place place = {.line = s->row.line, .column = s->headings.seen[i], .cell = s->headings.cell_of[i] + 1};
        struct slice cell = row_cell(s, i);
        if (!cell_marks_allow(s, i, &cell, &fault)) row_report(&s->report, &place, &fault, false);
        else if (!value_read(&s->reader, &s->table->columns[i], cell, &s->values[i], &fault)) s->values[i].kind = VALUE_NONE;
    }
    totals_meet(&s->totals, s->values, word_of(s, first));
    /* With a row left out the right sum is not known. */
    if (!s->set_aside) compare(s);
    totals_pass(&s->totals);
    lines_add(&s->sums, s->row.line);
}

/* ---- named as sums are, but with more in the row ---- */

static bool is_name(const struct row_source *s, size_t column)
{
    for (size_t i = 0; i < s->table->n_key; i++)
        if ((size_t)s->table->key[i] == column) return true;
    return false;
}

/* A month names no fee; the number of a decision may be left to it, for decisions may be counted by the month. */
static bool named_as_sum(const struct row_source *s, size_t column, struct slice cell)
{
    const struct ledger_column *c = &s->table->columns[column];
    if (c->type != COLUMN_TEXT || c->personal != PERSONAL_NO || !cell.n) return false;
    enum sum_name named = sum_name_of(s->context->schema, cell);
    if (!is_name(s, column)) return named == SUM_NAME_WORD;
    return named || (c->needed && remark_of(s->context->schema, cell) == REMARK_MONTH);
}

bool row_says_sum(struct row_source *s, struct slice first)
{
    struct fault fault;
    int found = -1;
    if (!s->table->core || !s->totals.n) return false;
    for (size_t i = 0; i < s->table->n_columns && found < 0; i++)
        if (named_as_sum(s, i, row_cell(s, i))) found = (int)i;
    bool before = found < 0 && first.n && sum_name_of(s->context->schema, first) == SUM_NAME_WORD;
    if (found < 0 && !before) return false;
    fault_set(&fault, "S28", "这一行像是合计或其中的一部分，与其他行一起数就重复了");
    fault_expect(&fault, "每行一件或一个项目；合计、小计和“其中”的行删去");
    row_say(s, found, &fault, true);
    return true;
}

void row_report_totals(const struct row_source *s)
{
    struct fault fault;
    struct text lines = {0};
    if (!s->sums.first) return;
    lines_text(&s->sums, &lines);
    fault_set(&fault, "S16", "合计（小计）行没有读：%s%s", text_get(&lines), s->set_aside ? "；有读不出的行，没有核对" : "");
    row_report(&s->report, &(struct row_place){.line = s->sums.first}, &fault, false);
    text_release(&lines);
}
