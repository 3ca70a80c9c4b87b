/* report.json, schema nianbao.report/1 (docs/outputs.md): for machines, and what superiors roll up. Keys keep the order of
 * the form. Counts are integers, money is a decimal string, empty is null, what the form does not have has no key. */
#include "base/text.h"
#include "calendar/civil.h"
#include "documents/json_files.h"
#include "documents/json_put.h"

static json_t *cell_json(const struct cell *c, enum cell_type type)
{
    if (c->state == CELL_EMPTY) return json_null();
    return type == CELL_COUNT && !c->number.scale ? json_integer(c->number.value) : json_string(c->text);
}

static bool put_cells(json_t *table, const struct report_table *t)
{
    for (size_t i = 0; i < t->form->n_slots; i++) {
        const struct form_slot *s = &t->form->slots[i];
        json_t *row = json_object_get(table, s->row);
        if (!row) {
            row = json_object();
            if (!json_put(table, s->row, row)) return false;
        }
        if (!json_put(row, s->col, cell_json(&t->cells[i], s->type))) return false;
    }
    return true;
}

static bool put_tables(json_t *root, const struct report *r)
{
    json_t *tables = json_object();
    if (!json_put(root, "tables", tables)) return false;
    for (size_t i = 0; i < r->form->n_tables; i++) {
        json_t *table = json_object();
        if (!json_put(tables, r->tables[i].form->id, table) || !put_cells(table, &r->tables[i])) return false;
    }
    return true;
}

static bool put_notes(json_t *root, const struct report *r)
{
    json_t *notes = json_object();
    if (!json_put(root, "notes", notes)) return false;
    for (size_t i = 0; i < r->form->n_tables; i++) {
        const struct report_table *t = &r->tables[i];
        for (size_t s = 0; s < t->form->n_slots; s++)
            if (t->cells[s].note && !json_put_text(notes, t->form->slots[s].address, t->cells[s].note)) return false;
    }
    return true;
}

/* A section as Markdown: ### for its headings, a blank line between paragraphs; "" while nobody has written it. */
static void section_markdown(const struct report_section *s, struct text *t)
{
    for (size_t i = 0; i < s->n_blocks && !s->missing; i++)
        text_printf(t, "%s%s%s", i ? "\n\n" : "", s->blocks[i].heading ? "### " : "", s->blocks[i].text);
}

static bool put_narrative(json_t *root, const struct report *r)
{
    json_t *narrative = json_object();
    if (!json_put(root, "narrative", narrative)) return false;
    struct text t = {0};
    bool fine = true;
    for (size_t i = 0; i < r->form->n_sections && fine; i++) {
        if (r->sections[i].table) continue;
        text_clear(&t);
        section_markdown(&r->sections[i], &t);
        fine = json_put_text(narrative, r->sections[i].form->id, text_get(&t));
    }
    text_release(&t);
    return fine;
}

static bool put_agency(json_t *root, const struct agency *a)
{
    json_t *o = json_object();
    return json_put(root, "agency", o) && json_put_text(o, "code", a->code) && json_put_text(o, "name", a->name) &&
           json_put_text(o, "type", a->type) && json_put(o, "level", a->level ? json_integer(a->level) : json_null());
}

static bool put_timeliness(json_t *root, const struct timeliness *t)
{
    json_t *o = json_object();
    const struct { const char *key; int64_t count; } all[] = {
        {"answered", t->answered}, {"in_time", t->in_time}, {"disputed", t->disputed}, {"late", t->late}, {"unknown", t->unknown},
        {"median_working_days", t->median_days}, {"p90_working_days", t->p90_days}};
    bool fine = json_put(root, "timeliness", o);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) fine = fine && json_put_known(o, all[i].key, all[i].count);
    return fine;
}

static bool put_findings(json_t *root, const struct finding_counts *c)
{
    json_t *o = json_object();
    return json_put(root, "findings", o) && json_put_count(o, "blocking", c->blocking) && json_put_count(o, "late", c->late) &&
           json_put_count(o, "errors", c->errors) && json_put_count(o, "warnings", c->warnings) && json_put_count(o, "disputed", c->disputed) &&
           json_put_count(o, "hints", c->hints) && json_put_count(o, "waived", c->waived) && json_put_count(o, "not_assessable", c->not_assessable);
}

static bool put_provenance(json_t *root, const struct report *r)
{
    char as_of[CIVIL_ISO];
    json_t *o = json_object(), *inputs = json_array();
    bool fine = json_put(root, "provenance", o) && json_put_text(o, "program", r->program) &&
                json_put_sha256(o, "form", r->form->hash) && json_put_sha256(o, "rules", r->rules_hash) &&
                json_put_sha256(o, "calendar", r->calendar_hash) &&
                json_put_sha256(o, "settings", r->settings_hash) && json_put_text(o, "as_of", civil_iso(r->as_of, as_of));
    fine = json_put(o, "inputs", inputs) && fine;
    for (size_t i = 0; i < r->n_inputs && fine; i++) {
        json_t *f = json_object();
        fine = !json_array_append_new(inputs, f) && json_put_text(f, "file", r->inputs[i].name) &&
               json_put_count(f, "rows", r->inputs[i].rows) && json_put_text(f, "sha256", r->inputs[i].digests.sha256);
    }
    return fine;
}

bool report_json_write(const struct report *r, struct outdir *out, const char *file, struct diag *diag)
{
    json_t *root = json_object();
    bool fine = json_put_text(root, "schema", "nianbao.report/1") && put_agency(root, &r->agency) &&
                json_put_count(root, "year", r->year) && json_put_text(root, "form", r->form->id) && json_put_text(root, "status", r->draft ? "draft" : "final") &&
                put_tables(root, r) && put_notes(root, r) && put_narrative(root, r) && put_timeliness(root, &r->timeliness) &&
                put_findings(root, &r->findings) && put_provenance(root, r);
    return json_stage(out, file, root, fine, diag);
}
