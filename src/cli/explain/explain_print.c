#include "cli/explain/explain.h"
#include "base/say.h"
#include "base/text.h"
#include "form/addresses.h"
#include <stdio.h>
#include <string.h>

/* Explanations for people, on stdout. */

/* ---- a request ---- */

static void print_step(const struct trail_step *s)
{
    say(stdout, "\n%s　%s", s->when, s->title);
    if (s->article) say(stdout, "（%s）", s->article);
    if (s->nth != NO_COUNT) say(stdout, "　%s第%d个工作日", s->by_lenient ? "从宽的" : "", s->nth);
    say(stdout, "\n");
    for (size_t i = 0; i < s->n_notes; i++) say(stdout, "    %s\n", s->notes[i]);
}

static void print_list(const char *heading, const char *const *list, size_t n)
{
    if (!n) return;
    say(stdout, "\n%s\n", heading);
    for (size_t i = 0; i < n; i++) say(stdout, "    %s\n", list[i]);
}

void explain_print_trail(const struct trail *t)
{
    say(stdout, "%s　办理期限\n%s　适用%s，工作日按%s的日历\n", t->request, t->agency ? t->agency : "", t->regime, t->calendar);
    for (size_t i = 0; i < t->n_steps; i++) print_step(&t->steps[i]);
    print_list("期限", t->limit, t->n_limit);
    if (t->n_special) say(stdout, "\n其间的节假日和调休\n");
    for (size_t i = 0; i < t->n_special; i++)
        say(stdout, "    %s　%s%s（%s）\n", t->special[i].when, t->special[i].name, t->special[i].work ? "" : "放假", t->special[i].source);
    print_list("有争议之处", t->disputed, t->n_disputed);
    say(stdout, "\n结论\n    %s\n", t->conclusion);
}

/* ---- a cell ---- */

/* 新收/总计（requests/new/total） */
static const char *name_of(const struct explained_cell *c, const struct form_slot *slot, struct text *words)
{
    text_clear(words);
    address_show(words, c->report->form, slot->address);
    return text_get(words);
}

static void print_terms(const struct explained_cell *c)
{
    struct text name = {0};
    const struct form_table *f = c->table->form;
    const struct form_slot *slot = &f->slots[c->slot];
    say(stdout, "合计，等于下列各格之和：\n");
    for (size_t i = 0; i < slot->n_terms; i++) {
        const struct form_slot *term = &f->slots[slot->terms[i]];
        const struct cell *cell = &c->table->cells[slot->terms[i]];
        say(stdout, "    %s　%s\n", cell->state == CELL_EMPTY ? "（空）" : cell->text, name_of(c, term, &name));
    }
    text_release(&name);
}

static void print_records(const struct explained_cell *c, const struct sheet_places *places)
{
    struct text place = {0};
    if (c->n_records) say(stdout, "记录：\n");
    for (size_t i = 0; i < c->n_records; i++) {
        const struct cell_record_shown *r = &c->records[i];
        say(stdout, "    %s　%s　%s", r->amount, r->table, r->key);
        if (*r->dates) say(stdout, "　%s", r->dates);
        if (*r->codes) say(stdout, "　%s", r->codes);
        text_clear(&place);
        if (r->file) sheet_place_words(&place, r->file, sheet_places_is_sheet(places, r->file), r->line, 0);
        if (place.n) say(stdout, "　%s", text_get(&place));
        say(stdout, "\n");
    }
    text_release(&place);
}

static void print_sum(const struct explained_cell *c, const struct cell *cell)
{
    char sum[DECIMAL_TEXT];
    decimal_format(c->sum, sum);
    if (cell->state == CELL_EMPTY && c->missing) say(stdout, "没有数：台账里没有、或者没有读全 %s。\n", c->missing);
    else if (cell->state == CELL_EMPTY) say(stdout, "没有数：它所加的格有空的。\n");
    else if (c->table->form->slots[c->slot].n_terms) say(stdout, "共 %s，%s\n", sum, c->agrees ? "与单元格一致。" : "与单元格不一致！");
    else if (!c->n_records) say(stdout, "没有符合的记录，因此是 0。\n");
    else say(stdout, "%zu 条记录，共 %s，%s\n", c->n_records, sum, c->agrees ? "与单元格一致。" : "与单元格不一致！");
}

void explain_print_cell(const struct explained_cell *c, const struct sheet_places *places)
{
    const struct form_slot *slot = &c->table->form->slots[c->slot];
    const struct cell *cell = &c->table->cells[c->slot];
    struct text name = {0};
    say(stdout, "%s　%s\n%s　%d年　%s，%s", name_of(c, slot, &name), cell->state == CELL_EMPTY ? "（空）" : cell->text, c->report->agency.name, c->report->year, slot->row_label, slot->col_label);
    text_release(&name);
    if (cell->note) say(stdout, "　%s", cell->note);
    say(stdout, "\n\n");
    if (slot->n_terms) print_terms(c);
    else print_records(c, places);
    print_sum(c, cell);
}
