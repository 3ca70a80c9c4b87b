#include "tally/declared.h"
#include "ledger/rows/row_source.h"
#include <string.h>

/* A count has scale 0 and a decimal six digits, so the numbers of one cell compare as integers in every set. */
static bool at_cell_scale(const struct form_slot *slot, struct decimal number, struct decimal *out)
{
    return decimal_rescale(number, slot->type == CELL_COUNT ? 0 : DECIMAL_MAX_SCALE, out);
}

static struct cell_record record_of(const struct form_table *t, int slot, const char *set, int64_t agency, int year)
{
    return (struct cell_record){.set = set, .agency = agency, .year = year, .table = t->id, .row = t->slots[slot].row, .col = t->slots[slot].col};
}

bool declared_put_cell(struct store *store, const struct form *form, const char *set, int64_t agency, int year, const char *address, bool empty,
                  struct decimal number, const char *shown, int64_t file, struct diag *diag)
{
    const struct form_table *t;
    int slot;
    if (!form_address(form, address, &t, &slot)) return diag_fail(diag, DIAG_INPUT, "%d年的表单里没有单元格 %s", year, address);
    struct cell_record c = record_of(t, slot, set, agency, year);
    c.empty = empty;
    c.shown = shown;
    c.file = file;
    if (!empty && !at_cell_scale(&t->slots[slot], number, &number)) return diag_fail(diag, DIAG_INPUT, "%d年 %s 的数不对：%s", year, address, shown ? shown : "");
    c.value = empty ? 0 : number.value;
    c.scale = empty ? 0 : number.scale;
    return store_put_cell(store, &c, diag);
}

enum { AT_AGENCY, AT_YEAR, AT_CELL, AT_VALUE, AT_DECIMALS, AT_TEXT, AT_FILE_ID, AT_LINE, AT_FILE };

static void add_problem(const struct query *q, const char *id, const char *column, const char *value, const char *text, const char *expected, struct problems *problems)
{
    problems_add(problems, &(struct problem){.id = id, .table = "declared", .file = query_text(q, AT_FILE), .line = query_integer(q, AT_LINE), .column = column,
                                             .key = query_text(q, AT_CELL), .value = value, .expected = expected, .text = text, .refuses = true});
}

static bool put_declared(struct store *store, const struct query *q, const struct form *form, struct problems *problems, struct diag *diag)
{
    const struct form_table *t;
    const char *address = query_text(q, AT_CELL);
    int slot;
    if (!form_address(form, address, &t, &slot)) {
        add_problem(q, "S07", "单元格", address, "这一年的表单里没有这个单元格", "“表/行/列”，如 requests/new/total", problems);
        return true;
    }
    struct cell_record c = record_of(t, slot, "declared", query_integer(q, AT_AGENCY), (int)query_integer(q, AT_YEAR));
    struct decimal number = {query_integer(q, AT_VALUE), MONEY_SCALE};
    c.empty = query_null(q, AT_VALUE);
    if (!c.empty && !at_cell_scale(&t->slots[slot], number, &number)) {
        add_problem(q, "A20", "数值", query_text(q, AT_TEXT), "这一格应是整数", "整数", problems);
        return true;
    }
    c.value = number.value;
    c.scale = c.empty ? 0 : number.scale;
    c.shown = query_text(q, AT_TEXT);
    c.file = query_integer(q, AT_FILE_ID);
    c.line = query_integer(q, AT_LINE);
    return store_put_cell(store, &c, diag);
}

bool declared_put_all(struct store *store, struct form_shelf *shelf, const struct form *form, int year, struct problems *problems, struct diag *diag)
{
    static const char sql[] =
        "SELECT d.agency, d.year, d.cell, d.value, d.value_decimals, d.value_text, d.file, d.line, f.name FROM declared d JOIN files f ON f.id = d.file ORDER BY d.id";
    struct query *q = NULL;
    bool row = true, ok = store_begin(store, diag) && query_open(&q, store, sql, "declared", 1, diag);
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        int of = (int)query_integer(q, AT_YEAR);
        const struct form *its = of == year ? form : NULL;
        if (!its) ok = form_shelf_year(shelf, of, form->id, &its, diag);
        if (ok && its) ok = put_declared(store, q, its, problems, diag);
    }
    query_close(q);
    return ok && store_commit(store, diag);
}
