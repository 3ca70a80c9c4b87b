#include "base/json_out.h"
#include "base/say.h"
#include "calendar/civil.h"
#include "cli/explain/explain.h"

/* Explanations for machines, on stdout: nianbao.trail/1, and an array of nianbao.cell/1, one an agency. */

static void put_count(struct json_out *j, const char *key, int n)
{
    if (n == NO_COUNT) json_out_null(j, key);
    else json_out_count(j, key, n);
}

static void put_day(struct json_out *j, const char *key, int d)
{
    char iso[CIVIL_ISO];
    json_out_text(j, key, d == NO_DAY ? NULL : civil_iso(d, iso));
}

static void put_texts(struct json_out *j, const char *key, const char *const *list, size_t n)
{
    json_out_array(j, key);
    for (size_t i = 0; i < n; i++) json_out_text(j, NULL, list[i]);
    json_out_close(j);
}

static bool finish(struct json_out *j)
{
    bool ok = json_out_end(j);
    say(stdout, "\n");
    return ok;
}

/* ---- a request ---- */

static void put_steps(struct json_out *j, const struct trail *t)
{
    json_out_array(j, "steps");
    for (size_t i = 0; i < t->n_steps; i++) {
        const struct trail_step *s = &t->steps[i];
        json_out_object(j, NULL);
        put_day(j, "day", s->day);
        json_out_text(j, "event", s->event);
        json_out_text(j, "title", s->title);
        json_out_text(j, "article", s->article);
        put_count(j, "working_day", s->nth);
        json_out_text(j, "effect", s->effect);
        put_texts(j, "notes", s->notes, s->n_notes);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_special_days(struct json_out *j, const struct trail *t)
{
    json_out_array(j, "special_days");
    for (size_t i = 0; i < t->n_special; i++) {
        const struct trail_special *s = &t->special[i];
        json_out_object(j, NULL);
        put_day(j, "first", s->first);
        put_day(j, "last", s->last);
        json_out_text(j, "kind", s->work ? "workday" : "holiday");
        json_out_text(j, "name", s->name);
        json_out_text(j, "source", s->source);
        json_out_close(j);
    }
    json_out_close(j);
}

bool explain_json_trail(const struct trail *t)
{
    struct json_out j;
    json_out_begin(&j, stdout, true);
    json_out_object(&j, NULL);
    json_out_text(&j, "schema", "nianbao.trail/1");
    json_out_text(&j, "request", t->request);
    json_out_text(&j, "agency", t->agency);
    json_out_text(&j, "regime", t->regime_id);
    json_out_text(&j, "calendar", t->calendar);
    put_day(&j, "receipt", t->receipt);
    put_day(&j, "clock_start", t->clock_start);
    put_count(&j, "reply_days", t->reply_days);
    put_count(&j, "excluded_days", t->excluded_days);
    put_count(&j, "extended_days", t->extended_days);
    put_day(&j, "due_strict", t->due_strict);
    put_day(&j, "due_lenient", t->due_lenient);
    put_day(&j, "decisive", t->decisive);
    put_count(&j, "used_days", t->used_days);
    put_count(&j, "over_days", t->over_days);
    json_out_text(&j, "state", t->state);
    json_out_text(&j, "conclusion", t->conclusion);
    put_steps(&j, t);
    put_special_days(&j, t);
    put_texts(&j, "disputed", t->disputed, t->n_disputed);
    put_texts(&j, "breaches", t->breaches, t->n_breaches);
    json_out_close(&j);
    return finish(&j);
}

/* ---- a cell ---- */

static void put_terms(struct json_out *j, const struct explained_cell *c)
{
    const struct form_table *f = c->table->form;
    const struct form_slot *slot = &f->slots[c->slot];
    json_out_array(j, "terms");
    for (size_t i = 0; i < slot->n_terms; i++) {
        const struct cell *cell = &c->table->cells[slot->terms[i]];
        json_out_object(j, NULL);
        json_out_text(j, "cell", f->slots[slot->terms[i]].address);
        json_out_text(j, "name", f->slots[slot->terms[i]].name);
        json_out_text(j, "value", cell->state == CELL_EMPTY ? NULL : cell->text);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_records(struct json_out *j, const struct explained_cell *c)
{
    json_out_array(j, "records");
    for (size_t i = 0; i < c->n_records; i++) {
        const struct cell_record_shown *r = &c->records[i];
        json_out_object(j, NULL);
        json_out_text(j, "source", r->table);
        json_out_text(j, "key", r->key);
        json_out_text(j, "amount", r->amount);
        json_out_text(j, "dates", r->dates);
        json_out_text(j, "codes", r->codes);
        json_out_text(j, "file", r->file);
        if (r->file) json_out_count(j, "row", r->line);
        else json_out_null(j, "row");
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_cell(struct json_out *j, const struct explained_cell *c)
{
    const struct form_slot *slot = &c->table->form->slots[c->slot];
    const struct cell *cell = &c->table->cells[c->slot];
    char sum[DECIMAL_TEXT];
    json_out_object(j, NULL);
    json_out_text(j, "schema", "nianbao.cell/1");
    json_out_text(j, "code", c->report->agency.code);
    json_out_text(j, "agency", c->report->agency.name);
    json_out_count(j, "year", c->report->year);
    json_out_text(j, "cell", slot->address);
    json_out_text(j, "name", slot->name);
    json_out_text(j, "value", cell->state == CELL_EMPTY ? NULL : cell->text);
    json_out_text(j, "note", cell->note);
    json_out_text(j, "sum", decimal_format(c->sum, sum));
    json_out_flag(j, "agrees", c->agrees);
    json_out_text(j, "missing", c->missing);
    put_terms(j, c);
    put_records(j, c);
    json_out_close(j);
}

bool explain_json_cells(const struct explained_cell *cells, size_t n)
{
    struct json_out j;
    json_out_begin(&j, stdout, true);
    json_out_array(&j, NULL);
    for (size_t i = 0; i < n; i++) put_cell(&j, &cells[i]);
    json_out_close(&j);
    return finish(&j);
}
