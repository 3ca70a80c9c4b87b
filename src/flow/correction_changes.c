#include "flow/correction_inside.h"
#include <stdlib.h>
#include <string.h>

struct change_list { struct correction *c; const struct correction_words *words; struct report *r; size_t cap; };

static struct correction_entry *add(struct change_list *l, const char *was, const char *is)
{
    struct correction *c = l->c;
    if (c->n == l->cap) {                              /* in the report's arena, where the rest of it lives */
        size_t cap = l->cap ? 2 * l->cap : 16;
        struct correction_entry *more = arena_alloc(&l->r->arena, cap * sizeof *more);
        if (c->n) memcpy(more, c->entries, c->n * sizeof *more);
        c->entries = more;
        l->cap = cap;
    }
    struct correction_entry *e = &c->entries[c->n++];
    *e = (struct correction_entry){.was = arena_dup(&l->r->arena, was), .is = arena_dup(&l->r->arena, is)};
    return e;
}

/* ---- cells ---- */

static const char *shown(const struct cell *c) { return c->state == CELL_NUMBER ? c->text : NULL; }

/* As numbers: 1.50 is 1.5. */
static bool is_same(const struct cell *a, const struct cell *b)
{
    struct decimal difference;
    if (a->state != b->state) return false;
    return a->state != CELL_NUMBER || (decimal_subtract(a->number, b->number, &difference) && !difference.value);
}

static void compare_table(struct change_list *l, const struct report_table *former, const struct report_table *now)
{
    for (size_t i = 0; i < now->form->n_slots; i++) {
        const struct form_slot *slot = &now->form->slots[i];
        const struct cell *was = &former->cells[i], *is = &now->cells[i];
        const char *name = slot->name ? slot->name : slot->address;
        if (!is_same(was, is)) {
            struct correction_entry *e = add(l, shown(was), shown(is));
            e->address = slot->address, e->place = name;
        }
        if (!text_same(was->note, is->note)) {
            struct correction_entry *e = add(l, was->note, is->note);
            e->address = slot->address, e->note = true;
            e->place = filling_in(&l->r->arena, l->words->texts[CORRECTION_NOTE], (const struct filling[]){{"cell", name}, {NULL, NULL}});
        }
    }
}

/* ---- paragraphs ---- */

static bool is_same_block(const struct block *a, const struct block *b) { return a->heading == b->heading && !strcmp(a->text, b->text); }

static void add_paragraph(struct change_list *l, const struct form_section *s, const struct block *was, size_t was_nth, const struct block *is, size_t is_nth)
{
    struct arena *a = &l->r->arena;
    const enum correction_text place = is ? CORRECTION_PARAGRAPH : CORRECTION_PARAGRAPH_REMOVED;
    struct correction_entry *e = add(l, was ? was->text : NULL, is ? is->text : NULL);
    e->section = s->id;
    e->place = filling_in(a, l->words->texts[place], (const struct filling[]){{"section", s->heading}, {"nth", arena_printf(a, "%zu", is ? is_nth + 1 : was_nth + 1)}, {NULL, NULL}});
}

/* The longest common run of paragraphs stands; what lies between two of them was changed, the first for the first. */
static void compare_blocks(struct change_list *l, const struct form_section *s, const struct block *was, size_t n, const struct block *is, size_t m)
{
    size_t width = m + 1, i = 0, k = 0;
    uint32_t *common = memory_alloc((n + 1) * width * sizeof *common);      /* of what lies behind i and k */
    for (size_t x = n; x-- > 0;)
        for (size_t y = m; y-- > 0;) {
            uint32_t down = common[(x + 1) * width + y], right = common[x * width + y + 1];
            common[x * width + y] = is_same_block(&was[x], &is[y]) ? common[(x + 1) * width + y + 1] + 1 : down > right ? down : right;
        }
    while (i < n || k < m) {
        size_t from_i = i, from_k = k;
        while (i < n || k < m) {
            if (i < n && k < m && is_same_block(&was[i], &is[k])) break;
            if (k == m || (i < n && common[(i + 1) * width + k] >= common[i * width + k + 1])) i++;
            else k++;
        }
        size_t removed = i - from_i, added = k - from_k;
        for (size_t p = 0; p < removed || p < added; p++)
            add_paragraph(l, s, p < removed ? &was[from_i + p] : NULL, from_i + p, p < added ? &is[from_k + p] : NULL, from_k + p);
        if (i < n && k < m) i++, k++;
    }
    free(common);
}

void correction_compare(struct correction *c, const struct correction_words *words, const struct report *former, struct report *r)
{
    struct change_list l = {c, words, r, 0};
    for (size_t i = 0; i < r->form->n_sections; i++) {
        const struct report_section *was = &former->sections[i], *is = &r->sections[i];
        if (is->table) compare_table(&l, was->table, is->table);
        else compare_blocks(&l, is->form, was->blocks, was->n_blocks, is->blocks, is->n_blocks);
    }
}

/* ---- for people ---- */

/* Whether a clause ends before s. */
static bool ends_clause(const char *from, const char *s)
{
    static const char *const marks[] = {"。", "；", "，", "：", "！", "？"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if ((size_t)(s - from) >= strlen(marks[i]) && !strncmp(s - strlen(marks[i]), marks[i], strlen(marks[i]))) return true;
    return false;
}

/* For people, of two paragraphs only the clauses between the first and the last difference, with … for what both have alike. */
static void shorten(struct arena *a, struct correction_entry *e)
{
    const char *was = e->was, *is = e->is;
    size_t n = strlen(was), m = strlen(is), head = 0, tail = 0;
    while (was[head] && was[head] == is[head]) head++;
    while (head && !ends_clause(was, was + head)) head--;
    while (tail < n - head && tail < m - head && was[n - tail - 1] == is[m - tail - 1]) tail++;
    while (tail && !ends_clause(was, was + n - tail)) tail--;
    const char *before = head ? "…" : "", *after = tail ? "…" : "";
    e->was_words = arena_printf(a, "%s%.*s%s", before, (int)(n - head - tail), was + head, after);
    e->is_words = arena_printf(a, "%s%.*s%s", before, (int)(m - head - tail), is + head, after);
}

void correction_show(struct correction *c, const struct correction_words *words, struct report *r)
{
    for (size_t i = 0; i < c->n; i++) {
        struct correction_entry *e = &c->entries[i];
        bool cell = e->address && !e->note;
        e->was_words = e->was ? e->was : words->texts[cell ? CORRECTION_EMPTY : CORRECTION_ADDED];
        e->is_words = e->is ? e->is : words->texts[cell ? CORRECTION_EMPTY : CORRECTION_REMOVED];
        if (e->section && e->was && e->is) shorten(&r->arena, e);
    }
}
