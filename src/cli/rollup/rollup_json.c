#include "base/json_out.h"
#include "base/say.h"
#include "calendar/civil.h"
#include "cli/rollup/rollup_print.h"
#include "documents/json_files.h"

/* The array is written object by object, so that no agency's findings need stay in memory. */

static bool print_text(FILE *out, const char *text)
{
    struct json_out j;
    json_out_begin(&j, out, false);
    json_out_text(&j, NULL, text);
    return json_out_end(&j);
}

static void put_day(struct json_out *j, const char *key, int day)
{
    char iso[CIVIL_ISO];
    json_out_text(j, key, day == NO_DAY ? NULL : civil_iso(day, iso));
}

static bool print_filing(FILE *out, const struct filing *f)
{
    struct json_out j;
    json_out_begin(&j, out, false);
    json_out_object(&j, NULL);
    json_out_text(&j, "code", f->code);
    json_out_text(&j, "name", f->name);
    json_out_text(&j, "state", filing_state_id(f->state));
    json_out_text(&j, "standing", f->standing);
    json_out_text(&j, "why", f->why);
    put_day(&j, "due", f->due);
    put_day(&j, "submitted", f->submitted);
    put_day(&j, "published", f->published);
    json_out_flag(&j, "counted", f->counted);
    json_out_flag(&j, "zero", f->zero && f->file);
    json_out_flag(&j, "twice", f->twice);
    json_out_flag(&j, "draft", f->draft);
    json_out_text(&j, "file", f->file);
    json_out_text(&j, "other_file", f->other_file);
    json_out_text(&j, "unread", f->unread);
    json_out_close(&j);
    return json_out_end(&j);
}

bool rollup_json_begin(FILE *out, const struct gathering *g, const struct report *r)
{
    say(out, "{\"schema\": \"nianbao.rollup/1\", \"parent\": ");
    bool fine = print_text(out, r->agency.code ? r->agency.code : r->agency.name);
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
    bool fine = print_text(out, filing->code ? filing->code : filing->name);
    say(out, ", \"file\": ");
    fine = print_text(out, filing->file) && fine;
    say(out, ", \"findings\": ");
    fine = findings_json_print(out, findings) && fine;
    say(out, "}");
    return fine;
}

/* Zero terms explain nothing and are left out. */
static void put_parts(struct json_out *j, const struct rollup *all, size_t table, size_t slot)
{
    char shown[DECIMAL_TEXT];
    json_out_object(j, "parts");
    for (size_t p = 0; p < all->n_parts; p++) {
        const struct decimal *n = rollup_number(all, p, table, slot);
        const struct filing *f = all->parts[p];
        const char *key = f->code ? f->code : f->name;
        if (!n || !n->value) continue;
        if (n->scale) json_out_text(j, key, decimal_format(*n, shown));
        else json_out_count(j, key, n->value);
    }
    json_out_close(j);
}

static bool print_cell(FILE *out, const struct report *r, size_t table, size_t slot)
{
    const struct cell *c = &r->tables[table].cells[slot];
    struct json_out j;
    say(out, table || slot ? ",\n " : "\n ");
    bool fine = print_text(out, r->tables[table].form->slots[slot].address);
    say(out, ": ");
    json_out_begin(&j, out, false);
    json_out_object(&j, NULL);
    if (c->state == CELL_EMPTY) json_out_null(&j, "value");
    else if (c->number.scale) json_out_text(&j, "value", c->text);
    else json_out_count(&j, "value", c->number.value);
    put_parts(&j, r->rollup, table, slot);
    json_out_close(&j);
    return json_out_end(&j) && fine;
}

static bool print_asides(FILE *out, const struct rollup *all)
{
    bool fine = true;
    for (size_t i = 0; fine && i < all->n_asides; i++) {
        struct json_out j;
        say(out, i ? ",\n " : "\n ");
        json_out_begin(&j, out, false);
        json_out_object(&j, NULL);
        json_out_text(&j, "file", all->asides[i].file);
        json_out_text(&j, "why", all->asides[i].why);
        json_out_text(&j, "agency", all->asides[i].agency);
        json_out_close(&j);
        fine = json_out_end(&j);
    }
    return fine;
}

static bool print_notes(FILE *out, const struct rollup *all)
{
    bool fine = true;
    for (size_t i = 0; fine && i < all->n_notes; i++) {
        const struct rollup_note *n = &all->notes[i];
        struct json_out j;
        say(out, i ? ",\n " : "\n ");
        json_out_begin(&j, out, false);
        json_out_object(&j, NULL);
        json_out_text(&j, "agency", n->filing->code ? n->filing->code : n->filing->name);
        json_out_text(&j, "cell", n->address);
        json_out_text(&j, "note", n->text);
        json_out_close(&j);
        fine = json_out_end(&j);
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
