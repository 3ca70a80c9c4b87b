#include "submission/copies.h"
#include "base/file_kind.h"
#include "base/intern.h"
#include "form/label.h"
#include "submission/submission_inside.h"
#include <stdlib.h>
#include <string.h>

struct copied_report { enum submission_kind kind; const char *shown; struct submission_cell *cells; size_t n; };

/* ---- order ---- */

static int rank(const struct submission_source *source)
{
    switch (file_kind_of(source->path)) {
    case FILE_DOCX: return 1;
    case FILE_HTML: return 2;
    case FILE_PDF: return 3;
    default: return 0;
    }
}

void submission_order(struct submission_copies *c, struct submission_source *sources, size_t n)
{
    enum { RANKS = 4 };
    struct submission_source *old = memory_alloc((n + 1) * sizeof *old);
    int *ranks = memory_alloc((n + 1) * sizeof *ranks);
    size_t put = 0;
    for (size_t i = 0; i < n; i++) {
        old[i] = sources[i];
        ranks[i] = rank(&old[i]);
        c->manuscripts |= ranks[i] > 0;
    }
    for (int r = 0; r < RANKS; r++)
        for (size_t i = 0; i < n; i++)
            if (ranks[i] == r) sources[put++] = old[i];
    free(ranks);
    free(old);
}

/* ---- copies ---- */

static bool is_manuscript(const struct submission *s) { return s->kind == SUBMISSION_WORD || s->kind == SUBMISSION_PAGE || s->kind == SUBMISSION_PDF; }

/* A report is known by its agency's code, by its name, or by both. */
static size_t keys_of(struct arena *scratch, const struct submission *s, const char *keys[2])
{
    size_t n = 0;
    if (s->code) keys[n++] = arena_printf(scratch, "%d code %s", s->year, s->code);
    if (s->name) keys[n++] = arena_printf(scratch, "%d name %s", s->year, label_key(scratch, s->name));
    return n;
}

/* Both keys of a report lead to it: the list has an entry for each key. */
static void remember(struct submission_copies *c, const struct submission *s, const char *const *keys, size_t n)
{
    struct copied_report report = {s->kind, arena_dup(&c->arena, s->shown), arena_alloc(&c->arena, (s->n + 1) * sizeof *report.cells), s->n};
    for (size_t i = 0; i < s->n; i++) {
        report.cells[i] = s->cells[i];                 /* addresses are the form's; what else it points to is not looked at again */
        report.cells[i].shown = arena_dup(&c->arena, s->cells[i].shown);
    }
    for (size_t i = 0; i < n; i++) {
        if (intern_find(c->keys, keys[i], strlen(keys[i]))) continue;
        intern_number(c->keys, keys[i], strlen(keys[i]));
        c->list = memory_grow(c->list, c->n, &c->cap, sizeof *c->list);
        c->list[c->n++] = report;
    }
}

static const struct submission_cell *cell_of(const struct copied_report *r, const char *address)
{
    for (size_t i = 0; i < r->n; i++)
        if (!strcmp(r->cells[i].address, address)) return &r->cells[i];
    return NULL;
}

static void compare(struct submission_copies *c, const struct copied_report *first, const struct submission *s, struct problems *problems)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct submission_cell *here = &s->cells[i], *there = cell_of(first, here->address);
        if (!there || submission_same(there, here)) continue;
        const char *text = arena_printf(&c->arena, "与 %s 是同一份年报，这一格的数不同；用了那一份的", first->shown);
        problems_add(problems, &(struct problem){.id = "R03", .file = s->shown, .column = here->place, .key = s->name ? s->name : s->code, .cell = here->address,
                                                 .value = here->empty ? "空" : here->shown, .expected = there->empty ? "空" : there->shown, .text = text});
    }
}

bool submission_is_copy(struct submission_copies *c, const struct submission *s, struct problems *problems)
{
    struct arena scratch = {0};
    const char *keys[2];
    const struct copied_report *first = NULL;
    if (!s->kind || !c->manuscripts) return false;
    if (!c->keys) c->keys = intern_new();
    size_t n = keys_of(&scratch, s, keys);
    for (size_t i = 0; i < n && !first; i++) {
        size_t found = (size_t)intern_find(c->keys, keys[i], strlen(keys[i]));
        if (found) first = &c->list[found - 1];
    }
    bool copy = first && is_manuscript(s) && s->kind != first->kind;
    if (copy) compare(c, first, s, problems);
    else if (!first) remember(c, s, keys, n);
    arena_release(&scratch);
    return copy;
}

void submission_copies_release(struct submission_copies *c)
{
    if (c->keys) intern_free(c->keys);
    free(c->list);
    arena_release(&c->arena);
    *c = (struct submission_copies){0};
}
