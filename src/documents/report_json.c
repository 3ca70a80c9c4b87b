/* report.json, schema nianbao.report/1 (docs/zh/输出.md): for machines, and what superiors roll up. Keys keep the order of
 * the form. Counts are integers, money is a decimal string, empty is null, what the form does not have has no key. */
#include "base/json_out.h"
#include "calendar/civil.h"
#include "documents/json_files.h"
#include <string.h>

static void put_cell(struct json_out *j, const struct form_slot *s, const struct cell *c)
{
    if (c->state == CELL_EMPTY) json_out_null(j, s->col);
    else if (s->type == CELL_COUNT && !c->number.scale) json_out_count(j, s->col, c->number.value);
    else json_out_text(j, s->col, c->text);
}

static bool seen_before(const struct form_table *t, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!strcmp(t->slots[k].row, t->slots[i].row)) return true;
    return false;
}

/* A row is an object, whose cells may stand apart among the slots. */
static void put_table(struct json_out *j, const struct report_table *t)
{
    const struct form_table *f = t->form;
    json_out_object(j, f->id);
    for (size_t i = 0; i < f->n_slots; i++) {
        if (seen_before(f, i)) continue;
        json_out_object(j, f->slots[i].row);
        for (size_t k = i; k < f->n_slots; k++)
            if (!strcmp(f->slots[k].row, f->slots[i].row)) put_cell(j, &f->slots[k], &t->cells[k]);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_notes(struct json_out *j, const struct report *r)
{
    json_out_object(j, "notes");
    for (size_t i = 0; i < r->form->n_tables; i++) {
        const struct report_table *t = &r->tables[i];
        for (size_t s = 0; s < t->form->n_slots; s++)
            if (t->cells[s].note) json_out_text(j, t->form->slots[s].address, t->cells[s].note);
    }
    json_out_close(j);
}

/* A section as Markdown: ### for its headings, a blank line between paragraphs; "" while it is not written. */
static void section_markdown(const struct report_section *s, struct text *t)
{
    for (size_t i = 0; i < s->n_blocks && !s->missing; i++)
        text_printf(t, "%s%s%s", i ? "\n\n" : "", s->blocks[i].heading ? "### " : "", s->blocks[i].text);
}

static void put_narrative(struct json_out *j, const struct report *r)
{
    struct text t = {0};
    json_out_object(j, "narrative");
    for (size_t i = 0; i < r->form->n_sections; i++) {
        if (r->sections[i].table) continue;
        text_clear(&t);
        section_markdown(&r->sections[i], &t);
        json_out_text(j, r->sections[i].form->id, text_get(&t));
    }
    json_out_close(j);
    text_release(&t);
}

static void put_agency(struct json_out *j, const struct agency *a)
{
    json_out_object(j, "agency");
    json_out_text(j, "code", a->code);
    json_out_text(j, "name", a->name);
    json_out_text(j, "type", a->type);
    if (a->level) json_out_count(j, "level", a->level);
    else json_out_null(j, "level");
    json_out_close(j);
}

static void put_timeliness(struct json_out *j, const struct timeliness *t)
{
    json_out_object(j, "timeliness");
    json_out_known(j, "answered", t->answered);
    json_out_known(j, "in_time", t->in_time);
    json_out_known(j, "disputed", t->disputed);
    json_out_known(j, "late", t->late);
    json_out_known(j, "unknown", t->unknown);
    json_out_known(j, "median_working_days", t->median_days);
    json_out_known(j, "p90_working_days", t->p90_days);
    json_out_close(j);
}

static void put_findings(struct json_out *j, const struct finding_counts *c)
{
    json_out_object(j, "findings");
    json_out_count(j, "blocking", c->blocking);
    json_out_count(j, "late", c->late);
    json_out_count(j, "errors", c->errors);
    json_out_count(j, "warnings", c->warnings);
    json_out_count(j, "disputed", c->disputed);
    json_out_count(j, "hints", c->hints);
    json_out_count(j, "waived", c->waived);
    json_out_count(j, "not_assessable", c->not_assessable);
    json_out_close(j);
}

static void put_provenance(struct json_out *j, const struct report *r, const char *findings)
{
    char as_of[CIVIL_ISO];
    json_out_object(j, "provenance");
    json_out_text(j, "program", r->program);
    json_out_sha256(j, "form", r->form->hash);
    json_out_sha256(j, "rules", r->rules_hash);
    json_out_sha256(j, "calendar", r->calendar_hash);
    json_out_sha256(j, "settings", r->settings_hash);
    if (findings) json_out_sha256(j, "findings", findings);
    json_out_text(j, "as_of", civil_iso(r->as_of, as_of));
    if (r->totals) {
        json_out_text(j, "basis", "totals");
        json_out_text(j, "basis_words", REPORT_TOTALS);
    }
    json_out_array(j, "inputs");
    for (size_t i = 0; i < r->n_inputs; i++) {
        json_out_object(j, NULL);
        json_out_text(j, "file", r->inputs[i].name);
        json_out_count(j, "rows", r->inputs[i].rows);
        json_out_text(j, "sha256", r->inputs[i].digests.sha256);
        json_out_close(j);
    }
    json_out_close(j);
    json_out_close(j);
}

bool correction_json_write(const struct report *r, struct outdir *out, const char *file, struct diag *diag)
{
    const struct correction *c = r->correction;
    struct json_out j;
    if (!json_out_stage(&j, out, file, diag)) return false;
    json_out_object(&j, NULL);
    json_out_text(&j, "schema", "nianbao.correction/1");
    put_agency(&j, &r->agency);
    json_out_count(&j, "year", r->year);
    json_out_count(&j, "edition", r->edition);
    json_out_object(&j, "corrects");
    json_out_count(&j, "edition", c->former);
    json_out_text(&j, "as_of", c->former_date);
    json_out_sha256(&j, "report", c->former_sha256);
    json_out_close(&j);
    json_out_array(&j, "entries");
    for (size_t i = 0; i < c->n; i++) {
        const struct correction_entry *e = &c->entries[i];
        json_out_object(&j, NULL);
        json_out_text(&j, "kind", e->section ? "paragraph" : e->note ? "note" : "cell");
        json_out_text(&j, "cell", e->address);
        json_out_text(&j, "section", e->section);
        json_out_text(&j, "place", e->place);
        json_out_text(&j, "was", e->was);
        json_out_text(&j, "is", e->is);
        json_out_text(&j, "why", e->why);
        json_out_text(&j, "when", c->date);
        json_out_close(&j);
    }
    json_out_close(&j);
    json_out_close(&j);
    return json_out_commit(&j, diag);
}

bool report_json_write(const struct report *r, const struct findings *findings, struct outdir *out, const char *file, struct diag *diag)
{
    struct json_out j;
    char hex[DIGEST_HEX];
    if (findings && !findings_json_digest(findings, hex, diag)) return false;
    if (!json_out_stage(&j, out, file, diag)) return false;
    json_out_object(&j, NULL);
    json_out_text(&j, "schema", "nianbao.report/1");
    put_agency(&j, &r->agency);
    json_out_count(&j, "year", r->year);
    if (r->edition > 1) json_out_count(&j, "edition", r->edition);
    json_out_text(&j, "form", r->form->id);
    json_out_text(&j, "status", r->draft ? "draft" : "final");
    json_out_object(&j, "tables");
    for (size_t i = 0; i < r->form->n_tables; i++) put_table(&j, &r->tables[i]);
    json_out_close(&j);
    put_notes(&j, r);
    put_narrative(&j, r);
    put_timeliness(&j, &r->timeliness);
    put_findings(&j, &r->findings);
    put_provenance(&j, r, findings ? hex : NULL);
    json_out_close(&j);
    return json_out_commit(&j, diag);
}
