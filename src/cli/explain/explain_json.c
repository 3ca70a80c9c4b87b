#include "cli/explain/explain.h"
#include "base/say.h"
#include "calendar/civil.h"
#include <jansson.h>
#include <stdlib.h>

/* Explanations for machines, on stdout: nianbao.trail/1, and an array of nianbao.cell/1, one an agency. */

static json_t *text(const char *s) { return s ? json_string(s) : json_null(); }
static json_t *count(int n) { return n == NO_COUNT ? json_null() : json_integer(n); }

static json_t *day(int d)
{
    char iso[CIVIL_ISO];
    return d == NO_DAY ? json_null() : json_string(civil_iso(d, iso));
}

static json_t *texts(const char *const *list, size_t n)
{
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) json_array_append_new(array, text(list[i]));
    return array;
}

static bool print(json_t *root)
{
    char *bytes = root ? json_dumps(root, JSON_PRESERVE_ORDER | JSON_INDENT(2)) : NULL;
    bool ok = bytes != NULL;
    if (ok) say_json(stdout, bytes), say(stdout, "\n");
    free(bytes);
    json_decref(root);
    return ok;
}

/* ---- a request ---- */

static json_t *steps_json(const struct trail *t)
{
    json_t *array = json_array();
    for (size_t i = 0; i < t->n_steps; i++) {
        const struct trail_step *s = &t->steps[i];
        json_array_append_new(array, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "day", day(s->day), "event", text(s->event), "title", text(s->title), "article",
                                               text(s->article), "working_day", count(s->nth), "effect", text(s->effect), "notes", texts(s->notes, s->n_notes)));
    }
    return array;
}

static json_t *special_json(const struct trail *t)
{
    json_t *array = json_array();
    for (size_t i = 0; i < t->n_special; i++) {
        const struct trail_special *s = &t->special[i];
        json_array_append_new(array, json_pack("{s:o, s:o, s:s, s:o, s:o}", "first", day(s->first), "last", day(s->last), "kind", s->work ? "workday" : "holiday", "name",
                                               text(s->name), "source", text(s->source)));
    }
    return array;
}

bool explain_json_trail(const struct trail *t)
{
    return print(json_pack(
        "{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "schema", "nianbao.trail/1", "request",
        text(t->request), "agency", text(t->agency), "regime", text(t->regime_id), "calendar", text(t->calendar), "receipt", day(t->receipt), "clock_start",
        day(t->clock_start), "reply_days", count(t->reply_days), "excluded_days", count(t->excluded_days), "extended_days", count(t->extended_days), "due_strict",
        day(t->due_strict), "due_lenient", day(t->due_lenient), "decisive", day(t->decisive), "used_days", count(t->used_days), "over_days", count(t->over_days), "state",
        text(t->state), "conclusion", text(t->conclusion), "steps", steps_json(t), "special_days", special_json(t), "disputed", texts(t->disputed, t->n_disputed),
        "breaches", texts(t->breaches, t->n_breaches)));
}

/* ---- a cell ---- */

static json_t *terms_json(const struct explained_cell *c)
{
    const struct form_table *f = c->table->form;
    const struct form_slot *slot = &f->slots[c->slot];
    json_t *array = json_array();
    for (size_t i = 0; i < slot->n_terms; i++) {
        const struct cell *cell = &c->table->cells[slot->terms[i]];
        json_array_append_new(array, json_pack("{s:s, s:o}", "cell", f->slots[slot->terms[i]].address, "value", text(cell->state == CELL_EMPTY ? NULL : cell->text)));
    }
    return array;
}

static json_t *records_json(const struct explained_cell *c)
{
    json_t *array = json_array();
    for (size_t i = 0; i < c->n_records; i++) {
        const struct cell_record_shown *r = &c->records[i];
        json_array_append_new(array, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "source", text(r->table), "key", text(r->key), "amount", text(r->amount), "dates",
                                               text(r->dates), "codes", text(r->codes), "file", text(r->file), "row", r->file ? json_integer(r->line) : json_null()));
    }
    return array;
}

static json_t *cell_json(const struct explained_cell *c)
{
    const struct form_slot *slot = &c->table->form->slots[c->slot];
    const struct cell *cell = &c->table->cells[c->slot];
    char sum[DECIMAL_TEXT];
    return json_pack("{s:s, s:o, s:s, s:i, s:s, s:o, s:o, s:s, s:b, s:o, s:o, s:o}", "schema", "nianbao.cell/1", "code", text(c->report->agency.code), "agency",
                     c->report->agency.name, "year", c->report->year, "cell", slot->address, "value", text(cell->state == CELL_EMPTY ? NULL : cell->text), "note",
                     text(cell->note), "sum", decimal_format(c->sum, sum), "agrees", c->agrees, "missing", text(c->missing), "terms", terms_json(c), "records",
                     records_json(c));
}

bool explain_json_cells(const struct explained_cell *cells, size_t n)
{
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) json_array_append_new(array, cell_json(&cells[i]));
    return print(array);
}
