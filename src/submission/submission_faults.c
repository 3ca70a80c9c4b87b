/* D16: rows, columns and tables that a submission lacks, has in excess, or calls by other names. */
#include "base/text.h"
#include "submission/submission_inside.h"
#include "form/label.h"
#include "submission/typed_cell.h"
#include <stdlib.h>
#include <string.h>

static void say(struct submission_reading *r, const char *where, const char *value, const char *expected, const char *text)
{
    const struct submission *s = r->s;
    problems_add(r->problems, &(struct problem){.id = "D16", .file = s->shown, .column = where, .key = s->name ? s->name : s->code,
                                                .value = value, .expected = expected, .text = text});
}

static const char *heading_of(const struct form *form, const struct form_table *t)
{
    for (size_t i = 0; i < form->n_sections; i++)
        if (form->sections[i].table == t) return form->sections[i].heading;
    return t->id;
}

static size_t given_of(const struct standard_row *row, const bool *given)
{
    size_t n = 0;
    for (size_t i = row->first; i < row->first + row->n; i++) n += given[i];
    return n;
}

/* A table without row labels has blocks side by side: 行政复议 with its five results. */
static void say_block(struct submission_reading *r, const struct standard_form *form, const struct standard_row *row, const bool *given, const char *where)
{
    for (size_t i = row->first, end; i < row->first + row->n; i = end) {
        const struct form_slot *slot = form->slots[i].slot;
        size_t n = 0;
        for (end = i; end < row->first + row->n && !strcmp(form->slots[end].slot->row, slot->row); end++) n += given[end];
        if (!n) {
            say(r, where, NULL, slot->row_label, arena_printf(&r->s->arena, "缺少一组：%s", slot->row_label));
            continue;
        }
        for (size_t k = i; k < end; k++)
            if (!given[k])
                say(r, where, NULL, form->slots[k].head.text,
                    arena_printf(&r->s->arena, "“%s”缺少一列：%s", slot->row_label, form->slots[k].head.text));
    }
}

/* A column that every row of its block lacks is reported once. */
static bool said_before(const struct standard_form *form, const struct standard_row *row, size_t slot, const bool *given)
{
    for (const struct standard_row *other = row; other-- > form->rows && other->table == row->table;)
        for (size_t i = other->first; i < other->first + other->n; i++)
            if (given_of(other, given) && !given[i] && !strcmp(form->slots[i].head.key, form->slots[slot].head.key)) return true;
    return false;
}

/* A label that several rows have stands behind that of the row that it is a part of. */
static const char *full_label(struct arena *a, const struct standard_form *form, const struct standard_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < form->n_rows; i++) n += form->rows[i].label.key && !strcmp(form->rows[i].label.key, row->label.key);
    return n > 1 && row->under ? arena_printf(a, "%s的%s", row->under->label.text, row->label.text) : row->label.text;
}

static void say_row(struct submission_reading *r, const struct standard_form *form, const struct standard_row *row, const bool *given, const char *where)
{
    struct arena *a = &r->s->arena;
    if (!row->label.key) {
        say_block(r, form, row, given, where);
    } else if (!given_of(row, given)) {
        const char *label = full_label(a, form, row);
        say(r, where, NULL, label, arena_printf(a, "缺少一行：%s", label));
    } else {
        for (size_t i = row->first; i < row->first + row->n; i++)
            if (!given[i] && !said_before(form, row, i, given))
                say(r, where, NULL, form->slots[i].head.text, arena_printf(a, "“%s”一行缺少一列：%s", row->label.text, form->slots[i].head.text));
    }
}

/* Of a table of which only few rows came, the others are not named one by one. */
static bool say_few(struct submission_reading *r, const char *where, const char *heading, size_t rows, size_t all)
{
    enum { LEAST = 10 };
    struct arena *a = &r->s->arena;
    if (!rows || all - rows < LEAST || all - rows <= rows) return false;
    say(r, where, arena_printf(a, "%zu行", rows), arena_printf(a, "%zu行", all), arena_printf(a, "“%s”只有 %zu 行，其余 %zu 行没有", heading, rows, all - rows));
    return true;
}

/* A list of cells leaves out what is empty; a printed table has every row. */
static bool may_be_left_out(const struct standard_form *form, const struct standard_row *row, const bool *given, enum submission_kind kind)
{
    bool may = kind == SUBMISSION_CELLS && !given_of(row, given);
    for (size_t i = row->first; i < row->first + row->n && may; i++) may = form->slots[i].slot->may_be_empty;
    return may;
}

void submission_say_missing(struct submission_reading *r, const struct standard_form *form, const bool *given, const char *where)
{
    for (size_t first = 0, end; first < form->n_rows; first = end) {
        const struct form_table *t = form->rows[first].table;
        size_t n = 0, rows = 0, all = 0;
        for (end = first; end < form->n_rows && form->rows[end].table == t; end++) {
            size_t cells = given_of(&form->rows[end], given);
            n += cells;
            rows += cells > 0;
            all += form->rows[end].n > 0;
        }
        const char *heading = heading_of(form->form, t);
        if (!n) say(r, where, NULL, heading, arena_printf(&r->s->arena, "缺少整张表：%s", heading));
        if (say_few(r, where, heading, rows, all)) continue;
        for (size_t i = first; n && i < end; i++)
            if (form->rows[i].n && !may_be_left_out(form, &form->rows[i], given, r->s->kind)) say_row(r, form, &form->rows[i], given, where);
    }
}

/* A table without numbers is no report of zeros: an agency with nothing to report fills in 0. */
void submission_say_blank(struct submission_reading *r, const struct form *form)
{
    for (size_t i = 0; i < form->n_tables; i++) {
        const struct form_table *t = &form->tables[i];
        const struct submission_cell *first = NULL;
        bool number = false;
        for (size_t k = 0; k < r->s->n; k++) {
            const struct submission_cell *c = &r->s->cells[k];
            if (strncmp(c->address, t->id, strlen(t->id)) || c->address[strlen(t->id)] != '/') continue;
            if (!first) first = c;
            number |= !c->empty;
        }
        if (first && !number)
            problems_add(r->problems, &(struct problem){.id = "R06", .file = r->s->shown, .column = first->place, .key = r->s->name ? r->s->name : r->s->code,
                                                        .value = heading_of(form, t), .expected = "各格填数，没有的填 0", .text = "这张表没有一个数"});
    }
}

static void say_alike(struct submission_reading *r, const struct standard_oddity *o, const char *place)
{
    problems_add(r->problems, &(struct problem){.id = "R04", .file = r->s->shown, .column = place, .key = r->s->name, .value = o->text,
                                                .expected = o->official});
}

/* What a cell holds is the same where one is empty and the other is not there. */
static bool same_cells(struct arena *arena, const struct form_slot *slot, const struct loaded_cell *a, const struct loaded_cell *b)
{
    struct submission_cell first = {.empty = true}, second;
    const char *why;
    return (!a || typed_cell(arena, slot, a->kind, a->text, &first, &why)) && typed_cell(arena, slot, b->kind, b->text, &second, &why) &&
           submission_same(&first, &second);
}

/* The same number twice is no fault: it is a copy of the table for printing. Of two numbers none is read. */
static void say_twice(struct submission_reading *r, const struct standard_form *form, struct standard_tables *found, const struct standard_oddity *o, const char *place)
{
    size_t i = 0;
    while (i < form->n_slots && strcmp(form->slots[i].slot->address, o->official)) i++;
    const struct loaded_cell *a = loaded_sheet_at(o->other.sheet, o->other.row, o->other.col), *b = loaded_sheet_at(o->sheet, o->row, o->col);
    if (i == form->n_slots || same_cells(&r->s->arena, form->slots[i].slot, a, b)) return;
    const char *other = loaded_sheet_place(&r->s->arena, o->other.sheet, o->other.row, o->other.col);
    found->cells[i].disputed = true;
    problems_add(r->problems, &(struct problem){.id = "R03", .file = r->s->shown, .column = place, .key = r->s->name, .cell = o->official,
                                                .value = submission_value(b->text), .expected = a ? submission_value(a->text) : "空",
                                                .text = arena_printf(&r->s->arena, "同一格有两处，数不同，都没有读；另一处是 %s", other)});
}

void submission_say_twice(struct submission_reading *r, const struct standard_form *form, struct standard_tables *found)
{
    for (size_t i = 0; i < found->n_odd; i++) {
        const struct standard_oddity *o = &found->odd[i];
        if (o->kind == ODD_TWICE) say_twice(r, form, found, o, loaded_sheet_place(&r->s->arena, o->sheet, o->row, o->col));
    }
}

/* A label unlike any of the form may be a person's name, since a sheet of requests has heads of the form too (自然人); then only its
 * place is given. */
static const char *shown_label(struct submission_reading *r, const struct standard_form *form, const char *text)
{
    return standard_form_is_like(form, label_key(&r->s->arena, text)) ? submission_value(text) : NULL;
}

void submission_say_oddities(struct submission_reading *r, const struct standard_form *form, struct standard_tables *found)
{
    for (size_t i = 0; i < found->n_odd; i++) {
        const struct standard_oddity *o = &found->odd[i];
        const char *place = loaded_sheet_place(&r->s->arena, o->sheet, o->row, o->col);
        switch (o->kind) {
        case ODD_LABEL: say_alike(r, o, place); break;
        case ODD_ROW: say(r, place, shown_label(r, form, o->text), NULL, "表单里没有这一行，它的数没有读"); break;
        case ODD_ANY: say(r, place, submission_value(o->text), NULL, "表单里叫这个名称的不止一行，看不出是哪一行，它的数没有读"); break;
        case ODD_COLUMN: say(r, place, shown_label(r, form, o->text), NULL, "表单里没有这一列，它的数没有读"); break;
        case ODD_ORDER: say(r, place, o->text, NULL, "行列的顺序与表单不同"); break;
        case ODD_OUTSIDE:
            problems_add(r->problems, &(struct problem){.id = "R08", .file = r->s->shown, .column = place, .key = r->s->name, .value = submission_value(o->text),
                                                        .text = "这个数不在表头的任何一列下面，没有读；同一行别的数也可能错了列"});
            break;
        case ODD_SHORT:
            problems_add(r->problems, &(struct problem){.id = "R08", .file = r->s->shown, .column = place, .key = r->s->name, .value = submission_value(o->text),
                                                        .text = "这一行的格比表头少，这一列下面没有格；同一行别的数也可能错了列"});
            break;
        case ODD_TWICE: say_twice(r, form, found, o, place); break;
        }
    }
}

bool submission_other_form(struct submission_reading *r, const struct form *own, const struct loaded_book *book, int least, const struct form **found, struct diag *diag)
{
    const char **ids;
    size_t n, most = 0;
    *found = NULL;
    if (!form_shelf_ids(r->shelf, &ids, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const struct form *other;
        struct standard_tables tables;
        if (!strcmp(ids[i], own->id)) continue;
        if (!form_shelf_id(r->shelf, ids[i], &other, diag)) return false;
        const struct standard_form *standard = standard_form_of(r->shelf, other);
        standard_tables_find(&tables, standard, book);
        size_t share = tables.n_found * 100 / standard->n_slots;
        if (share >= (size_t)least && share > most) {
            most = share;
            *found = other;
        }
        standard_tables_release(&tables);
    }
    return true;
}

bool submission_say_other_form(struct submission_reading *r, const struct standard_form *form, const struct standard_tables *found, const struct loaded_book *book,
                               bool *said, struct diag *diag)
{
    enum { WHOLE = 100 };
    const struct form *other = NULL;
    if (found->n_found < form->n_slots && !submission_other_form(r, form->form, book, WHOLE, &other, diag)) return false;
    *said = other != NULL;
    if (other) say(r, NULL, other->name, form->form->name, "用的不是这一年的表");
    return true;
}
