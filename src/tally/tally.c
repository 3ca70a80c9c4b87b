#include "tally/tally.h"
#include "base/intern.h"
#include "base/text.h"
#include <string.h>

/* ---- postings ---- */

/* The slots of a table by "row/col", so that a posting finds its cell without a search. */
struct slots { struct intern *names; const struct form_table *table; struct text key; };

static struct slots slots_of(const struct form_table *t)
{
    struct slots s = {.names = intern_new(), .table = t};
    for (size_t i = 0; i < t->n_slots; i++) {
        text_clear(&s.key);
        text_printf(&s.key, "%s/%s", t->slots[i].row, t->slots[i].col);
        intern_number(s.names, s.key.bytes, s.key.n);  /* slot + 1 */
    }
    return s;
}

static void slots_release(struct slots *s)
{
    intern_free(s->names);
    text_release(&s->key);
}

static int slot_named(struct slots *s, const char *row, const char *col)
{
    text_clear(&s->key);
    text_add(&s->key, row);
    text_add_char(&s->key, '/');
    text_add(&s->key, col);
    return (int)intern_find(s->names, s->key.bytes, s->key.n) - 1;
}

struct posting_columns { int row, col, amount; };

static bool amount_of(const struct query *q, const struct posting_columns *at, enum cell_type type, struct decimal *amount)
{
    if (query_is_integer(q, at->amount)) {
        *amount = (struct decimal){query_integer(q, at->amount), 0};
        return true;
    }
    const char *text = query_text(q, at->amount);
    return type == CELL_DECIMAL && text && decimal_parse(text, amount);
}

static bool post(const struct query *q, const struct posting_columns *at, struct slots *slots, struct cell *cells, struct diag *diag)
{
    const struct form_table *t = slots->table;
    const char *row = query_text(q, at->row), *col = query_text(q, at->col);
    if (!row || !col) return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询给出的行或列是空的", t->query_file, t->query_line);
    int slot = slot_named(slots, row, col);
    if (slot < 0) return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询给出了表中没有的单元格 %s/%s/%s", t->query_file, t->query_line, t->id, row, col);
    if (t->slots[slot].n_terms) return diag_fail(diag, DIAG_INPUT, "%s:%d: %s 是合计，查询不得直接给数", t->query_file, t->query_line, t->slots[slot].address);
    struct decimal amount;
    if (!amount_of(q, at, t->slots[slot].type, &amount)) {
        const char *given = query_text(q, at->amount);
        return diag_fail(diag, DIAG_INPUT, "%s:%d: %s 要的是%s，查询给出的是%s%s", t->query_file, t->query_line, t->slots[slot].address,
                         t->slots[slot].type == CELL_DECIMAL ? "整数，或写成文字的小数（至多 6 位）" : "整数（不是文字：用 CAST(… AS INTEGER)）", given ? "文字或小数 " : "空值", given ? given : "");
    }
    struct cell *c = &cells[slot];
    struct decimal sum = c->state == CELL_NUMBER ? c->number : (struct decimal){0, 0};
    if (!decimal_add(sum, amount, &c->number)) return diag_fail(diag, DIAG_INPUT, "%s 的合计超出可表示的范围，请检查明细数", t->slots[slot].address);
    c->state = CELL_NUMBER;
    return true;
}

static bool may_be_absent(const struct form *form, const char *table)
{
    for (size_t i = 0; i < form->n_may_read; i++)
        if (!strcmp(form->may_read[i], table)) return true;
    return false;
}

static bool all_tables_there(const struct query *q, const struct form *form, const struct store *store)
{
    for (size_t i = 0; query_reads(q, i); i++)
        if (!may_be_absent(form, query_reads(q, i)) && !store_has(store, query_reads(q, i))) return false;
    return true;
}

/* Without postings the cell is 0, not empty. */
static bool is_zero(const struct form_slot *slot, const struct store *store)
{
    if (slot->n_terms || slot->blank) return false;
    for (size_t i = 0; i < slot->n_needs; i++)
        if (!store_has(store, slot->needs[i])) return false;
    return true;
}

/* The three columns that are added up: SQLite then works out neither `source` nor `key`, which `explain` asks for. A query that cannot
 * stand in brackets runs as it is, and says itself what is wrong with it. */
static bool open_postings(struct query **q, struct store *store, const struct form_table *f, struct diag *diag)
{
    struct text sql = {0};
    struct diag unfit;
    text_printf(&sql, "SELECT row, col, amount FROM (%s\n)", f->query);
    bool ok = query_open(q, store, text_get(&sql), f->query_file, f->query_line, &unfit) ||
              query_open(q, store, f->query, f->query_file, f->query_line, diag);
    text_release(&sql);
    return ok;
}

static bool fill_table(struct store *store, struct report *r, struct report_table *t, struct diag *diag)
{
    const struct form_table *f = t->form;
    struct query *q = NULL;
    struct slots slots = slots_of(f);
    bool ok = false, row;
    if (!open_postings(&q, store, f, diag)) goto out;
    query_bind_asked(q, report_asked(r));
    const struct posting_columns at = {query_column(q, "row"), query_column(q, "col"), query_column(q, "amount")};
    for (;;) {
        if (!query_next(q, &row, diag)) goto out;
        if (!row) break;
        if (!post(q, &at, &slots, t->cells, diag)) goto out;
    }
    bool complete = all_tables_there(q, r->form, store);
    for (size_t i = 0; i < f->n_slots; i++)
        if (t->cells[i].state == CELL_NUMBER || (complete && is_zero(&f->slots[i], store))) report_set(r, t, (int)i, t->cells[i].number);
    ok = true;
out:
    query_close(q);
    slots_release(&slots);
    return ok;
}

static bool fill_notes(struct store *store, struct report *r, struct report_table *t, struct diag *diag)
{
    const struct form_table *f = t->form;
    struct query *q = NULL;
    bool ok = false, row = true;
    if (!f->notes) return true;
    if (!query_open(&q, store, f->notes, f->notes_file, f->notes_line, diag)) return false;
    query_bind_asked(q, report_asked(r));
    while (row) {
        if (!query_next(q, &row, diag)) goto out;
        if (!row) break;
        const char *id = query_text(q, query_column(q, "row")), *col = query_text(q, query_column(q, "col")), *text = query_text(q, query_column(q, "text"));
        int slot = id && col ? form_slot(f, id, col) : -1;
        if (slot < 0) {
            diag_fail(diag, DIAG_INPUT, "%s:%d: 附注给出了表中没有的单元格 %s/%s", f->notes_file, f->notes_line, id ? id : "", col ? col : "");
            goto out;
        }
        if (text && *text) report_set_note(r, t, slot, text);
    }
    ok = true;
out:
    query_close(q);
    return ok;
}

/* The first row's `text`; *out stays NULL where there is none. */
static bool one_text(struct store *store, struct report *r, const char *sql, int line, const char **out, struct diag *diag)
{
    struct query *q = NULL;
    bool row;
    if (!sql) return true;
    if (!query_open(&q, store, sql, r->form->file, line, diag)) return false;
    query_bind_asked(q, report_asked(r));
    bool ok = query_next(q, &row, diag);
    if (ok && row) *out = arena_dup(&r->arena, query_text(q, query_column(q, "text")));
    query_close(q);
    return ok;
}

bool tally_opening(struct store *store, struct report *r, struct diag *diag)
{
    if (!one_text(store, r, r->form->title_query, r->form->title_line, &r->title, diag)) return false;
    if (!r->title) return diag_fail(diag, DIAG_INPUT, "%s:%d: 标题的查询没有结果", r->form->file, r->form->title_line);
    return one_text(store, r, r->form->preamble_query, r->form->preamble_line, &r->preamble, diag);
}

bool tally_report(struct store *store, struct report *r, struct diag *diag)
{
    if (!tally_opening(store, r, diag)) return false;
    for (size_t i = 0; i < r->form->n_tables; i++)
        if (!fill_table(store, r, &r->tables[i], diag) || !fill_notes(store, r, &r->tables[i], diag)) return false;
    return report_add_up(r, diag);
}

bool tally_put(struct store *store, const struct report *r, struct diag *diag)
{
    if (!store_begin(store, diag)) return false;
    for (size_t i = 0; i < r->form->n_tables; i++) {
        const struct form_table *f = r->tables[i].form;
        for (size_t s = 0; s < f->n_slots; s++) {
            const struct cell *c = &r->tables[i].cells[s];
            struct decimal d = c->number;
            if (f->slots[s].type == CELL_DECIMAL && !decimal_rescale(d, DECIMAL_MAX_SCALE, &d))
                return diag_fail(diag, DIAG_INPUT, "%s 超出可表示的范围", f->slots[s].address);
            struct cell_record record = {
                .set = "computed", .agency = r->agency.id, .year = r->year, .table = f->id, .row = f->slots[s].row, .col = f->slots[s].col,
                .empty = c->state == CELL_EMPTY, .value = d.value, .scale = d.scale, .shown = c->text,
            };
            if (!store_put_cell(store, &record, diag)) return false;
        }
    }
    return store_commit(store, diag);
}
