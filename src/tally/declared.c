#include "tally/declared.h"
#include "form/addresses.h"
#include "ledger/rows/row_source.h"
#include <inttypes.h>
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

/* What was typed may be a name in the wrong place; NULL = not to be repeated. */
static const char *plain(const char *address)
{
    for (const char *c = address; *c; c++)
        if ((unsigned char)*c >= 0x80) return NULL;
    return address;
}

/* `cell`: the ids, NULL where there is no such cell. */
static void add_problem(const struct query *q, const char *id, const char *column, const char *cell, const char *value, const char *text, const char *expected,
                        struct problems *problems)
{
    problems_add(problems, &(struct problem){.id = id, .table = "declared", .file = query_text(q, AT_FILE), .line = query_integer(q, AT_LINE), .column = column,
                                             .key = cell, .cell = cell, .value = value, .expected = expected, .text = text, .refuses = true});
}

struct declaring {
    struct store *store;
    struct problems *problems;
    struct diag *diag;
    bool spelt;                                        /* an address was not written by ids: the store's index of keys does not see that two are one */
};

/* Whether an earlier row has this cell under another spelling; then it is a problem. */
static bool is_double(struct declaring *d, const struct query *row, const struct cell_record *c, const char *cell, bool *is)
{
    static const char sql[] =
        "SELECT f.name, c.line, d.cell FROM cells c JOIN files f ON f.id = c.file JOIN declared d ON d.file = c.file AND d.line = c.line"
        " WHERE c.set_id = 'declared' AND c.agency = :agency AND c.year = :year AND c.tbl = :tbl AND c.row = :row AND c.col = :col";
    struct query *q = NULL;
    *is = false;
    if (!d->spelt) return true;
    if (!query_open(&q, d->store, sql, "declared", 1, d->diag)) return false;
    query_bind(q, ":agency", c->agency);
    query_bind(q, ":year", c->year);
    query_bind_text(q, ":tbl", c->table);
    query_bind_text(q, ":row", c->row);
    query_bind_text(q, ":col", c->col);
    bool ok = query_next(q, is, d->diag);
    if (ok && *is && strcmp(query_text(q, 2), query_text(row, AT_CELL))) {   /* of one spelling: the store has said so */
        struct text first = {0};
        text_printf(&first, "与 %s 第%" PRId64 "行重复；只留一行", query_text(q, 0), query_integer(q, 1));
        add_problem(row, "A05", "单元格", cell, NULL, "重复", text_get(&first), d->problems);
        text_release(&first);
    }
    query_close(q);
    return ok;
}

static bool put_declared(struct declaring *d, const struct query *q, const struct form *form)
{
    struct store *store = d->store;
    struct problems *problems = d->problems;
    struct diag *diag = d->diag;
    const struct form_table *t;
    const char *address = query_text(q, AT_CELL);
    int slot;
    struct text why = {0};
    bool known = address_find(form, address, &t, &slot, &why);
    if (!known) add_problem(q, "S07", "单元格", NULL, plain(address), text_get(&why), "单元格，如 新收/总计 或 requests/new/total", problems);
    text_release(&why);
    if (!known) return true;
    struct cell_record c = record_of(t, slot, "declared", query_integer(q, AT_AGENCY), (int)query_integer(q, AT_YEAR));
    struct decimal number = {query_integer(q, AT_VALUE), MONEY_SCALE};
    c.empty = query_null(q, AT_VALUE);
    if (!c.empty && !at_cell_scale(&t->slots[slot], number, &number)) {
        add_problem(q, "A20", "数值", t->slots[slot].address, query_text(q, AT_TEXT), "这一格应是整数", "整数", problems);
        return true;
    }
    c.value = number.value;
    c.scale = c.empty ? 0 : number.scale;
    c.shown = query_text(q, AT_TEXT);
    c.file = query_integer(q, AT_FILE_ID);
    c.line = query_integer(q, AT_LINE);
    bool again;
    d->spelt = d->spelt || strcmp(address, t->slots[slot].address) != 0;
    return is_double(d, q, &c, t->slots[slot].address, &again) && (again || store_put_cell(store, &c, diag));
}

bool declared_put_all(struct store *store, struct form_shelf *shelf, const struct form *form, int year, struct problems *problems, struct diag *diag)
{
    static const char sql[] =
        "SELECT d.agency, d.year, d.cell, d.value, d.value_decimals, d.value_text, d.file, d.line, f.name FROM declared d JOIN files f ON f.id = d.file ORDER BY d.id";
    struct declaring d = {store, problems, diag, false};
    struct query *q = NULL;
    bool row = true, ok = store_begin(store, diag) && query_open(&q, store, sql, "declared", 1, diag);
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        int of = (int)query_integer(q, AT_YEAR);
        const struct form *its = of == year ? form : NULL;
        if (!its) ok = form_shelf_year(shelf, of, form->id, &its, diag);
        if (ok && its) ok = put_declared(&d, q, its);
    }
    query_close(q);
    return ok && store_commit(store, diag);
}
