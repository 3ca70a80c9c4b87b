/* Rows that are no records: remarks that a printed table has below and between its records, and rows of which only what stands in
 * every row beforehand is filled. A row with any other cell is a record, and read as one. */
#include "ledger/rows/row_inside.h"
#include "ledger/schema/remark.h"
#include <string.h>

static const struct ledger_column *column_at(const struct row_source *s, size_t i)
{
    int column = i < s->headings.n ? s->headings.column_of[i] : HEADING_NONE;
    return column >= 0 ? &s->table->columns[column] : NULL;
}

/* ---- below and between the records ---- */

/* Most keys begin so, and nothing of the kind does but a page: rows are many. */
static bool is_plainly_a_key(struct slice first) { return (*first.s >= 'A' && *first.s <= 'Z' && *first.s != 'P') || (*first.s >= 'a' && *first.s <= 'z' && *first.s != 'p'); }

/* A month is no heading where months are written, and in a text anything may stand. */
static bool may_begin(const struct row_source *s, size_t i, enum remark r)
{
    const struct ledger_column *c = column_at(s, i);
    bool days = c && (c->type == COLUMN_DATE || c->type == COLUMN_MONTH || c->type == COLUMN_YEAR);
    if (c && c->type == COLUMN_PROSE) return false;
    switch (r) {
    case REMARK_LABEL: case REMARK_SIGNED: case REMARK_NOTE: case REMARK_END: case REMARK_PAGE: case REMARK_PIECES: return true;
    case REMARK_MONTH: return !days;
    case REMARK_DATE: return s->after_remark && !days;
    default: return false;
    }
}

/* A signature that only names the office. */
static bool is_agency(const struct row_source *s, size_t i, struct slice cell)
{
    const struct ledger_column *c = column_at(s, i);
    return s->table->agency >= 0 && c && c->type == COLUMN_KEY && ledger_agencies_find_slice(s->context->agencies, cell);
}

bool row_is_remark(const struct row_source *s, struct slice first)
{
    enum remark before = REMARK_NONE;
    if (!first.n || is_plainly_a_key(first)) return false;
    for (size_t i = 0; i < s->row.n; i++) {
        struct slice cell = s->trimmed[i];
        if (!cell.n) continue;
        enum remark r = remark_of(s->context->schema, cell);
        if (column_at(s, i) && totals_adds(column_at(s, i))) return false;
        bool dated_month = s->row.marks && s->row.marks[i] == RAW_MONTH;
        if (before == REMARK_NONE) {
            if (r == REMARK_NONE && is_agency(s, i, cell)) r = REMARK_SIGNED;
            if (!may_begin(s, i, dated_month ? REMARK_MONTH : r)) return false;
            before = r;
        } else if (r == REMARK_NONE || r == REMARK_SUM) {
            if (before != REMARK_LABEL) return false;
            before = REMARK_SIGNED;
        } else {
            before = r;
        }
    }
    return before != REMARK_NONE;
}

/* ---- filled beforehand ---- */

/* A flag is a statement of its own where all that a record needs stands in the row: 2025, 本年收到申请 否. */
static bool has_all_needed(const struct row_source *s)
{
    bool any = false;
    for (size_t i = 0; i < s->table->n_columns; i++) {
        if (!s->table->columns[i].needed) continue;
        if (!row_cell(s, i).n) return false;
        any = true;
    }
    return any;
}

static bool is_prefilled(const struct row_source *s, size_t i)
{
    const struct ledger_column *c = column_at(s, i);
    if (!c) return i < s->headings.n ? s->headings.column_of[i] == HEADING_LEFT_ALONE || (s->raw->sheet && s->headings.column_of[i] == HEADING_NONE) : s->raw->sheet;
    if (c->type == COLUMN_AGENCY || c->type == COLUMN_YEAR) return true;
    return !c->needed && (c->type == COLUMN_CODE || (c->type == COLUMN_FLAG && !has_all_needed(s)));
}

bool row_is_prefilled(const struct row_source *s)
{
    bool any = false;
    for (size_t i = 0; i < s->row.n; i++) {
        if (s->row.marks && s->row.marks[i] == RAW_NOT_COMPUTED) return false;
        if (!s->trimmed[i].n) continue;
        if (!is_prefilled(s, i)) return false;
        any = true;
    }
    return any;
}

/* ---- said at the end ---- */

static void tell(const struct row_source *s, const struct lines *lines, const char *what)
{
    struct fault fault;
    struct text words = {0};
    if (!lines->first) return;
    lines_text(lines, &words);
    fault_set(&fault, "S16", "%s，没有读：%s", what, text_get(&words));
    row_report(&s->report, &(struct row_place){.line = lines->first}, &fault, false);
    text_release(&words);
}

void row_report_remarks(const struct row_source *s)
{
    tell(s, &s->remarks, "落款、注、页码或各月的标题，不是记录");
    tell(s, &s->prefilled, "只有序号、机关等预先填好的内容，不是记录");
    if (!s->text.end_mark) return;
    struct fault fault;
    fault_set(&fault, "S16", "文件末尾的结束符（0x1A，旧程序导出时留下的）没有读");
    row_report(&s->report, &(struct row_place){.line = s->last_line}, &fault, false);
}
