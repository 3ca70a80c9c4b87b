#include "submission/submission_inside.h"
#include "base/characters.h"
#include "base/text.h"
#include "form/markdown.h"
#include "ledger/values/personal.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void submission_add(struct submission *s, struct submission_cell cell)
{
    s->cells = memory_grow(s->cells, s->n, &s->cap, sizeof *s->cells);
    s->cells[s->n++] = cell;
}

void submission_add_text(struct submission *s, const char *section, const char *markdown)
{
    s->texts = memory_grow(s->texts, s->n_texts, &s->cap_texts, sizeof *s->texts);
    s->texts[s->n_texts++] = (struct submission_text){arena_dup(&s->arena, section), arena_dup(&s->arena, markdown)};
}

void submission_add_beside(struct submission *s, const char *section, const char *words)
{
    s->beside = memory_grow(s->beside, s->n_beside, &s->cap_beside, sizeof *s->beside);
    s->beside[s->n_beside++] = (struct submission_text){arena_dup(&s->arena, section), arena_dup(&s->arena, words)};
}

/* A register of persons may lie where a report should. */
const char *submission_value(const char *text) { return text && personal_pattern(text) ? PROBLEM_PERSONAL : text; }

void submission_leave_out(struct submission_reading *r, const char *format, ...)
{
    char words[512];
    va_list list;
    va_start(list, format);
    vsnprintf(words, sizeof words, format, list);
    va_end(list);
    size_t bad;
    if (!utf8_valid(words, strlen(words), &bad)) words[bad] = 0;       /* vsnprintf has cut a character */
    const char *whose = r->s->name ? r->s->name : r->s->code;
    if (!r->document) problems_add(r->problems, &(struct problem){.id = "R01", .file = r->s->shown, .key = whose, .text = words, .lost = true});
    r->s->document = r->document;
    r->s->kind = SUBMISSION_NONE;
    r->s->unread = characters_shown(&r->s->arena, words);
}

bool submission_form(struct submission_reading *r, const struct form **form, struct diag *diag)
{
    if (!form_shelf_year(r->shelf, r->s->year, NULL, form, diag)) return false;
    if (*form) r->s->form = (*form)->id;
    else submission_leave_out(r, "没有适用于%d年的表单", r->s->year);
    return true;
}

bool submission_same(const struct submission_cell *a, const struct submission_cell *b)
{
    struct decimal x, y;
    if (a->empty || b->empty) return a->empty == b->empty;
    return decimal_rescale(a->number, DECIMAL_MAX_SCALE, &x) && decimal_rescale(b->number, DECIMAL_MAX_SCALE, &y) && x.value == y.value;
}

const struct submission_cell *submission_cell(const struct submission *s, const char *address)
{
    for (size_t i = 0; i < s->n; i++)
        if (!strcmp(s->cells[i].address, address)) return &s->cells[i];
    return NULL;
}

bool submission_left_over(const struct submission *s, struct submission_source *out)
{
    *out = (struct submission_source){.path = s->other_book, .shown = s->other_book ? s->other_shown : NULL};
    return s->other_book != NULL;
}

void submission_release(struct submission *s)
{
    arena_release(&s->arena);
    free(s->cells);
    free(s->texts);
    free(s->beside);
    *s = (struct submission){0};
}

/* ---- as a report ---- */

static void put_words(struct report *r, struct report_section *section, const char *markdown)
{
    struct block *blocks = NULL;
    size_t n = 0, cap = 0;
    markdown_printed_blocks(&r->arena, markdown, &blocks, &n, &cap);
    section->blocks = arena_alloc(&r->arena, (n + 1) * sizeof *section->blocks);
    if (n) memcpy(section->blocks, blocks, n * sizeof *blocks);
    section->n_blocks = n;
    free(blocks);
}

static void put_sections(struct report *r, const struct submission *s)
{
    for (size_t i = 0; i < r->form->n_sections; i++) {
        struct report_section *section = &r->sections[i];
        section->missing = !section->table;
        for (size_t k = 0; k < s->n_texts && section->missing; k++) {
            if (strcmp(s->texts[k].section, section->form->id)) continue;
            put_words(r, section, s->texts[k].markdown);
            section->missing = false;
        }
    }
}

void submission_fill(const struct submission *s, struct report *r)
{
    const struct form_table *t;
    int slot;
    for (size_t i = 0; i < s->n; i++) {
        const struct submission_cell *c = &s->cells[i];
        if (!form_address(r->form, c->address, &t, &slot)) continue;
        struct report_table *table = report_table(r, t->id);
        if (!c->empty) report_set(r, table, slot, c->number);
        if (c->note) report_set_note(r, table, slot, c->note);
    }
}

struct report *submission_report(const struct submission *s, const struct form *form)
{
    struct report *r = report_new(form);
    r->year = s->year;
    r->draft = s->draft;
    r->agency.code = arena_dup(&r->arena, s->code);
    r->agency.name = arena_dup(&r->arena, s->name);
    r->timeliness = s->timeliness;
    submission_fill(s, r);
    put_sections(r, s);
    return r;
}
