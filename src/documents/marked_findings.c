#include "documents/marked_inside.h"
#include <stdlib.h>
#include <string.h>

/* ---- places ---- */

static int sheet_of(const struct marked_ledger *ledger, const struct finding *f)
{
    for (size_t i = 0; f->file && i < ledger->n_sheets; i++)
        if (!strcmp(ledger->sheets[i].file, f->file)) return (int)i;
    return -1;
}

static int by_place(const void *left, const void *right)
{
    const struct mark *const *a = left, *const *b = right;
    if ((*a)->sheet != (*b)->sheet) return (*a)->sheet < (*b)->sheet ? -1 : 1;
    if ((*a)->row != (*b)->row) return (*a)->row < (*b)->row ? -1 : 1;
    return (*a < *b) ? -1 : *a > *b;                   /* places in one list: its order */
}

static bool same(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

/* What reading found is said in the report of every agency. */
static bool said_before(const struct finding *a, const struct finding *b)
{
    return same(a->id, b->id) && same(a->file, b->file) && a->row == b->row && same(a->column, b->column) && same(a->cell, b->cell) &&
           same(a->key, b->key) && same(a->value, b->value) && same(a->message, b->message) && same(a->agency, b->agency) && a->state == b->state;
}

void marks_init(struct marks *m, struct arena *arena, const struct marked_ledger *ledger)
{
    *m = (struct marks){0};
    m->list = arena_alloc(arena, (ledger->findings->n + 1) * sizeof *m->list);
    m->placed = arena_alloc(arena, (ledger->findings->n + 1) * sizeof *m->placed);
    for (size_t i = 0; i < ledger->findings->n; i++) {
        const struct finding *f = &ledger->findings->list[i];
        if (i && said_before(f, &ledger->findings->list[i - 1])) continue;
        struct mark *mark = &m->list[m->n++];
        *mark = (struct mark){.finding = f, .sheet = sheet_of(ledger, f), .row = f->row};
        if (mark->sheet >= 0 && mark->row > 0) m->placed[m->n_placed++] = mark;
    }
    if (m->n_placed) qsort(m->placed, m->n_placed, sizeof *m->placed, by_place);
}

size_t marks_of_row(const struct marks *m, size_t *from, int sheet, int64_t row)
{
    size_t n = 0;
    while (*from < m->n_placed && (m->placed[*from]->sheet < sheet || (m->placed[*from]->sheet == sheet && m->placed[*from]->row < row))) ++*from;
    while (*from + n < m->n_placed && m->placed[*from + n]->sheet == sheet && m->placed[*from + n]->row == row) n++;
    return n;
}

/* ---- words ---- */

enum mark_kind mark_kind_of(const struct finding *f)
{
    if (f->state == STATE_WAIVED || f->state == STATE_NOT_ASSESSABLE) return MARK_SETTLED;
    return f->severity == SEVERITY_ERROR ? MARK_FAULT : MARK_HINT;
}

static const char *standing(const struct finding *f)
{
    if (f->state == STATE_WAIVED) return "（已豁免）";
    if (f->state == STATE_NOT_ASSESSABLE) return "（无法核对）";
    return f->state == STATE_DISPUTED ? "（有争议）" : "";
}

static void add_seen(struct text *out, const struct finding *f)
{
    if (f->value) text_printf(out, "；所见“%s”", f->value);
    if (f->expected) text_printf(out, "，应为 %s", f->expected);
}

void mark_add_words(struct text *out, const struct finding *f)
{
    text_printf(out, "%s%s %s", f->id, standing(f), f->column ? f->column : "");
    text_printf(out, "%s%s", f->column ? "：" : "", f->message);
    add_seen(out, f);
    text_printf(out, "。%s", f->advice);
}

void mark_add_note(struct text *out, const struct finding *f)
{
    text_printf(out, "%s%s %s", f->id, standing(f), f->message);
    add_seen(out, f);
    text_printf(out, "\n怎么办：%s\n依据：%s", f->advice, f->article);
}
