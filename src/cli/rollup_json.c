#include "base/say.h"
#include "calendar/civil.h"
#include "cli/rollup_print.h"
#include "documents/json_files.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* One object after another, so that what was said of one agency need not stay in memory. */

static bool print_value(FILE *out, json_t *value)
{
    char *bytes = json_dumps(value, JSON_PRESERVE_ORDER | JSON_ENCODE_ANY);
    json_decref(value);
    if (!bytes) return false;
    say_json(out, bytes);
    free(bytes);
    return true;
}

static bool put_text(json_t *o, const char *key, const char *text) { return !json_object_set_new(o, key, text ? json_string(text) : json_null()); }

static bool put_day(json_t *o, const char *key, int day)
{
    char iso[CIVIL_ISO];
    return put_text(o, key, day == NO_DAY ? NULL : civil_iso(day, iso));
}

static bool print_filing(FILE *out, const struct filing *f)
{
    json_t *o = json_object();
    const struct { const char *key; bool flag; } flags[] = {{"counted", f->counted}, {"zero", f->zero && f->file}, {"twice", f->twice}, {"draft", f->draft}};
    bool fine = put_text(o, "code", f->code) && put_text(o, "name", f->name) && put_text(o, "state", filing_state_id(f->state)) &&
                put_text(o, "standing", f->standing) && put_text(o, "why", f->why) && put_day(o, "due", f->due) && put_day(o, "submitted", f->submitted) &&
                put_day(o, "published", f->published);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) fine = fine && !json_object_set_new(o, flags[i].key, json_boolean(flags[i].flag));
    fine = fine && put_text(o, "file", f->file) && put_text(o, "other_file", f->other_file) && put_text(o, "unread", f->unread);
    return print_value(out, o) && fine;
}

bool rollup_json_begin(FILE *out, const struct gathering *g, const struct report *r)
{
    say(out, "{\"schema\": \"nianbao.rollup/1\", \"parent\": ");
    bool fine = print_value(out, json_string(r->agency.code ? r->agency.code : r->agency.name));
    say(out, ", \"year\": %d,\n\"filings\": [", r->year);
    for (size_t i = 0; fine && i < g->filings.n; i++) {
        say(out, i ? ",\n " : "\n ");
        fine = print_filing(out, &g->filings.list[i]);
    }
    say(out, "],\n\"submissions\": [");
    return fine;
}

bool rollup_json_checked(FILE *out, bool first, const struct filing *filing, const struct findings *findings)
{
    say(out, first ? "\n {\"agency\": " : ",\n {\"agency\": ");
    bool fine = print_value(out, json_string(filing->code ? filing->code : filing->name));
    say(out, ", \"file\": ");
    fine = print_value(out, json_string(filing->file)) && fine;
    say(out, ", \"findings\": ");
    fine = findings_json_print(out, findings) && fine;
    say(out, "}");
    return fine;
}

/* Zero terms explain nothing and are left out. */
static bool put_parts(json_t *parts, const struct rollup *all, size_t table, size_t slot)
{
    char shown[DECIMAL_TEXT];
    for (size_t p = 0; p < all->n_parts; p++) {
        const struct decimal *n = rollup_number(all, p, table, slot);
        const struct filing *f = all->parts[p];
        if (!n || !n->value) continue;
        if (json_object_set_new(parts, f->code ? f->code : f->name, n->scale ? json_string(decimal_format(*n, shown)) : json_integer(n->value))) return false;
    }
    return true;
}

static bool print_cell(FILE *out, const struct report *r, size_t table, size_t slot)
{
    const struct cell *c = &r->tables[table].cells[slot];
    json_t *o = json_object(), *parts = json_object();
    bool fine = !json_object_set_new(o, "value", c->state == CELL_EMPTY ? json_null() : c->number.scale ? json_string(c->text) : json_integer(c->number.value)) &&
                put_parts(parts, r->rollup, table, slot);
    fine = !json_object_set_new(o, "parts", parts) && fine;
    say(out, table || slot ? ",\n " : "\n ");
    fine = print_value(out, json_string(r->tables[table].form->slots[slot].address)) && fine;
    say(out, ": ");
    return print_value(out, o) && fine;
}

static bool print_asides(FILE *out, const struct rollup *all)
{
    bool fine = true;
    for (size_t i = 0; fine && i < all->n_asides; i++) {
        json_t *o = json_object();
        fine = put_text(o, "file", all->asides[i].file) && put_text(o, "why", all->asides[i].why) && put_text(o, "agency", all->asides[i].agency);
        say(out, i ? ",\n " : "\n ");
        fine = print_value(out, o) && fine;
    }
    return fine;
}

static bool print_notes(FILE *out, const struct rollup *all)
{
    bool fine = true;
    for (size_t i = 0; fine && i < all->n_notes; i++) {
        const struct rollup_note *n = &all->notes[i];
        json_t *o = json_object();
        fine = put_text(o, "agency", n->filing->code ? n->filing->code : n->filing->name) && put_text(o, "cell", n->address) && put_text(o, "note", n->text);
        say(out, i ? ",\n " : "\n ");
        fine = print_value(out, o) && fine;
    }
    return fine;
}

bool rollup_json_end(FILE *out, const struct report *r, const struct findings *findings)
{
    bool fine = true;
    say(out, "],\n\"cells\": {");
    for (size_t t = 0; t < r->form->n_tables; t++)
        for (size_t s = 0; fine && s < r->form->tables[t].n_slots; s++) fine = print_cell(out, r, t, s);
    say(out, "},\n\"notes\": [");
    fine = fine && print_notes(out, r->rollup);
    say(out, "],\n\"not_read\": [");
    fine = fine && print_asides(out, r->rollup);
    say(out, "],\n\"findings\": ");
    fine = findings_json_print(out, findings) && fine;
    say(out, "}\n");
    return fine && !ferror(out);
}
