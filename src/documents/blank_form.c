#include "documents/blank_form.h"
#include "base/yaml.h"
#include "form/cell_names.h"

struct form_words { struct document *d; struct yaml *y; struct diag *diag; bool ok; };

/* A text of the file; "" after a fault. */
static const char *text_of(struct form_words *w, yaml_item *map, const char *key)
{
    const char *s = "";
    w->ok = w->ok && yaml_need(w->y, map, key, &s, w->diag);
    return arena_dup(&w->d->arena, s);
}

static const char *text(struct form_words *w, const char *key) { return text_of(w, yaml_root(w->y), key); }

static void add_field(struct document *d, struct document_field field)
{
    struct document_field *own = arena_alloc(&d->arena, sizeof *own);
    *own = field;
    document_add(d, BLOCK_FIELD)->field = own;
}

static void add_answers(struct form_words *w, const struct blank_form *blank)
{
    static const char *const keys[FORM_ANSWERS] = {"agency", "code", "year", "received"};
    static const enum field_type types[FORM_ANSWERS] = {[ANSWER_YEAR] = FIELD_WHOLE, [ANSWER_RECEIVED] = FIELD_YES_NO};
    const struct report *r = blank->report;
    struct document *d = w->d;
    const char *const values[FORM_ANSWERS] = {r->agency.name, r->agency.code, r->year ? arena_printf(&d->arena, "%d", r->year) : NULL, blank->received};
    for (int i = 0; i < FORM_ANSWERS; i++) {
        yaml_item *map = yaml_get(w->y, yaml_root(w->y), keys[i]);
        add_field(d, (struct document_field){.label = text_of(w, map, "label"), .name = answer_names[i], .value = values[i], .message = text_of(w, map, "message"),
                                             .type = types[i], .optional = i == ANSWER_CODE, .least = r->form->first_year, .most = r->form->last_year ? r->form->last_year : 9998});
    }
}

/* Adds the numbers that are typed for a slot: its own, or those of the sum that it is. */
static void add_typed(const struct form_table *t, int slot, int by, int *count)
{
    const struct form_slot *s = &t->slots[slot];
    if (!s->n_terms) count[slot] += by;
    for (size_t i = 0; i < s->n_terms; i++) add_typed(t, s->terms[i], by, count);
}

/* An equation needs no check where both sides are the same numbers added up: the sums of the form fulfil it. */
static bool follows(const struct form_identity *e)
{
    struct arena scratch = {0};
    int *count = arena_alloc(&scratch, (e->table->n_slots + 1) * sizeof *count);
    bool same = true;
    for (size_t i = 0; same && i < e->n_lines; i++) {
        for (size_t k = 0; k < e->n_left; k++) add_typed(e->table, e->lines[i].left[k], 1, count);
        for (size_t k = 0; k < e->n_right; k++) add_typed(e->table, e->lines[i].right[k], -1, count);
        for (size_t k = 0; k < e->table->n_slots; k++) same = same && !count[k];
    }
    arena_release(&scratch);
    return same;
}

static void add_table(struct form_words *w, const struct report_section *s, const struct form *form, const char *const *names)
{
    struct document *d = w->d;
    struct grid_entry *entry = arena_alloc(&d->arena, sizeof *entry);
    const struct form_identity **checks = arena_alloc(&d->arena, (form->n_identities + 1) * sizeof *checks);
    *entry = (struct grid_entry){.names = names, .checks = checks, .agrees = text(w, "agrees"), .differs = text(w, "differs"), .check_words = text(w, "check"), .noted = s->table->form->notes != NULL};
    entry->error = text(w, entry->noted ? "error_noted" : "error");
    for (size_t i = 0; i < form->n_identities; i++)
        if (form->identities[i].table == s->table->form && !follows(&form->identities[i])) checks[entry->n_checks++] = &form->identities[i];
    document_grid(d, s->table, s->form->heading)->entry = entry;
}

static void add_section(struct form_words *w, const struct blank_form *blank, const struct report_section *s)
{
    enum { PARAGRAPHS = 4, POINTS = 60 };
    const struct form *form = blank->report->form;
    const char *const *names = cell_names(&w->d->arena, form);
    document_heading(w->d, 1, s->form->heading);
    if (s->table) {
        for (const struct form_table *t = form->tables; t != s->table->form; t++) names += t->n_slots;
        add_table(w, s, form, names);
        return;
    }
    for (int i = 0; i < PARAGRAPHS; i++) add_field(w->d, (struct document_field){.message = text(w, "text"), .type = FIELD_PROSE, .points = POINTS, .optional = i > 0});
}

static bool has_optional(const struct form *form)
{
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t i = 0; i < form->tables[t].n_slots; i++)
            if (form->tables[t].slots[i].may_be_empty) return true;
    return false;
}

bool blank_form_document(struct document *d, const struct blank_form *blank, struct diag *diag)
{
    struct form_words w = {.d = d, .diag = diag, .ok = true};
    const struct report *r = blank->report;
    if (!yaml_load(&w.y, blank->words, diag)) return false;
    yaml_item *lines = yaml_get(w.y, yaml_root(w.y), "lines");
    d->facts = (struct document_facts){.title = text(&w, "title"), .author = r->agency.name, .program = r->program, .stamp = BLANK_STAMP};
    document_sheet(d, text(&w, "sheet"), false);
    document_title(d, d->facts.title, "", NULL);
    for (size_t i = 0; i < yaml_count(lines); i++) {
        const char *line = yaml_text(w.y, yaml_at(w.y, lines, i));
        if (line) document_prose(d, arena_dup(&d->arena, line), NULL);
    }
    if (has_optional(r->form)) document_prose(d, text(&w, "may_be_empty"), NULL);
    add_answers(&w, blank);
    for (size_t i = 0; w.ok && i < r->form->n_sections; i++) add_section(&w, blank, &r->sections[i]);
    yaml_close(w.y);
    return w.ok;
}
