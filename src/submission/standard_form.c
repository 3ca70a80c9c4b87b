#include "submission/standard_form.h"
#include "base/text.h"
#include "form/label.h"
#include <stdlib.h>
#include <string.h>

static struct standard_label label_of(struct arena *a, const char *text)
{
    const char *words = text;                          /* without the blanks that set it in */
    while (*words == ' ' || !strncmp(words, "　", strlen("　"))) words += *words == ' ' ? 1 : strlen("　");
    return (struct standard_label){words, label_key(a, text), label_short(a, text), NULL, 0};
}

/* A row of the grid has labels unless the table has heads instead of row labels. */
static bool has_labels(const struct grid *g, int row)
{
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct grid_cell *c = &g->cells[i];
        if (c->role == GRID_LABEL && row >= c->row && row < c->row + c->rowspan) return true;
    }
    return false;
}

/* The heads over a place, from the lowest up; returns their number. */
enum { MAX_LEVELS = 8 };
static size_t heads_over(const struct grid *g, const struct grid_cell *data, const struct grid_cell *out[MAX_LEVELS])
{
    const struct grid_row *row = &g->rows[data->row];
    size_t n = 0;
    for (size_t i = g->n_cells; i-- > 0 && n < MAX_LEVELS;) {
        const struct grid_cell *c = &g->cells[i];
        bool over = c->role == GRID_HEAD && c->row >= row->head_first && c->row < row->head_first + row->head_count;
        if (over && data->col >= c->col && data->col < c->col + c->colspan) out[n++] = c;
    }
    return n;
}

static const struct grid_cell *data_cell(const struct grid *g, int slot)
{
    for (size_t i = 0; i < g->n_cells; i++)
        if (g->cells[i].role == GRID_DATA && g->cells[i].slot == slot) return &g->cells[i];
    return NULL;
}

/* Equal heads of one row (结果维持 three times) are distinguished by the head above them. */
static void tell_apart(struct standard_form *s, const struct standard_row *row)
{
    for (size_t i = row->first; i < row->first + row->n; i++) {
        const struct grid_cell *over[MAX_LEVELS];
        bool alike = false;
        for (size_t k = row->first; k < row->first + row->n; k++) alike |= k != i && !strcmp(s->slots[k].head.key, s->slots[i].head.key);
        size_t n = heads_over(&row->table->grid, data_cell(&row->table->grid, (int)(s->slots[i].slot - row->table->slots)), over);
        if (alike && n > 1) s->slots[i].above = label_key(&s->arena, over[1]->text);
    }
}

/* The rows of which others are a part. */
static void find_wholes(struct standard_form *s)
{
    for (size_t i = 0; i < s->n_rows; i++) {
        struct standard_row *row = &s->rows[i];
        const char *under = row->n ? s->slots[row->first].slot->under : NULL;
        for (size_t k = 0; under && k < i; k++) {
            const struct standard_row *other = &s->rows[k];
            if (other->n && other->table == row->table && !strcmp(s->slots[other->first].slot->row, under)) row->under = other;
        }
    }
}

static void add_table(struct standard_form *s, const struct form_table *t)
{
    const struct grid *g = &t->grid;
    int last = -1;
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct grid_cell *c = &g->cells[i];
        bool words = c->role == GRID_CORNER && c->col, line = c->role == GRID_LABEL && c->col + c->colspan == g->n_cols;
        if (words) s->words[s->n_words++] = label_key(&s->arena, c->text);
        else if (c->role == GRID_HEAD || (c->role == GRID_CORNER && *c->text)) s->heads[s->n_heads++] = label_key(&s->arena, c->text);
        if (line) s->rows[s->n_rows++] = (struct standard_row){.table = t, .label = label_of(&s->arena, c->text), .first = s->n_slots};
        if (c->role == GRID_CAPTION) s->breaks[s->n_breaks++] = label_key(&s->arena, c->text);
        if (c->role != GRID_DATA) continue;
        const struct form_slot *slot = &t->slots[c->slot];
        if (c->row != last) {
            struct standard_row *row = &s->rows[s->n_rows++];
            *row = (struct standard_row){.table = t, .first = s->n_slots};
            if (has_labels(g, c->row)) {
                row->label = label_of(&s->arena, slot->row_label);
                row->label.n_names = form_row_names(slot, &row->label.names);
            }
            last = c->row;
        }
        s->rows[s->n_rows - 1].n++;
        struct standard_slot *own = &s->slots[s->n_slots++];
        *own = (struct standard_slot){.table = t, .slot = slot, .head = label_of(&s->arena, slot->col_label)};
        own->head.n_names = form_col_names(slot, &own->head.names);
    }
}

static void *make(const struct form *form)
{
    struct standard_form *s = memory_alloc(sizeof *s);
    size_t slots = 0, cells = 0, headings = 0;
    *s = (struct standard_form){.form = form};
    for (size_t i = 0; i < form->n_tables; i++) {
        slots += form->tables[i].n_slots;
        cells += form->tables[i].grid.n_cells;
    }
    for (size_t i = 0; i < form->n_sections; i++) headings += 1 + form->sections[i].n_also;
    s->slots = arena_alloc(&s->arena, (slots + 1) * sizeof *s->slots);
    s->rows = arena_alloc(&s->arena, (cells + 1) * sizeof *s->rows);
    s->words = arena_alloc(&s->arena, (cells + 1) * sizeof *s->words);
    s->heads = arena_alloc(&s->arena, (cells + 1) * sizeof *s->heads);
    s->breaks = arena_alloc(&s->arena, (cells + headings + 1) * sizeof *s->breaks);
    for (size_t i = 0; i < form->n_tables; i++) add_table(s, &form->tables[i]);
    for (size_t i = 0; i < s->n_rows; i++) tell_apart(s, &s->rows[i]);
    find_wholes(s);
    s->section_keys = arena_alloc(&s->arena, (form->n_sections + 1) * sizeof *s->section_keys);
    for (size_t i = 0; i < form->n_sections; i++) {
        const struct form_section *section = &form->sections[i];
        s->section_keys[i] = label_key(&s->arena, section->heading);
        s->breaks[s->n_breaks++] = s->section_keys[i];
        for (size_t k = 0; k < section->n_also; k++) s->breaks[s->n_breaks++] = label_key(&s->arena, section->also[k]);
    }
    return s;
}

static void release(void *made)
{
    struct standard_form *s = made;
    arena_release(&s->arena);
    free(s);
}

const struct standard_form *standard_form_of(struct form_shelf *shelf, const struct form *form) { return form_shelf_made(shelf, form, make, release); }

static bool is_one_of(const char *const *keys, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(keys[i], key)) return true;
    return false;
}

bool standard_form_is_head(const struct standard_form *s, const char *key) { return is_one_of(s->heads, s->n_heads, key); }
bool standard_form_is_words(const struct standard_form *s, const char *key) { return is_one_of(s->words, s->n_words, key); }
bool standard_form_is_break(const struct standard_form *s, const char *key) { return is_one_of(s->breaks, s->n_breaks, key); }

bool standard_form_is_like(const struct standard_form *s, const char *key)
{
    uint32_t c;
    size_t n = strlen(key);
    for (size_t from = 0, second; from < n; from = second) {
        char two[9] = "";
        second = from + utf8_next(key + from, n - from, &c);
        if (second >= n) break;
        memcpy(two, key + from, second + utf8_next(key + second, n - second, &c) - from);
        for (size_t i = 0; i < s->n_heads; i++)
            if (strstr(s->heads[i], two)) return true;
        for (size_t i = 0; i < s->n_rows; i++)
            if (s->rows[i].label.key && strstr(s->rows[i].label.key, two)) return true;
    }
    return false;
}

enum label_fit label_fit(const struct standard_label *official, const char *key, const char *brief, bool near)
{
    if (!*key) return LABEL_OTHER;
    if (!strcmp(official->key, key)) return LABEL_SAME;
    /* One of them may lack the remark in brackets; two different remarks (单位：元, 单位：万元) make two labels. */
    bool lacks = !strcmp(key, brief) != !strcmp(official->key, official->brief);
    if (lacks && !strcmp(official->brief, brief)) return LABEL_BRIEF;
    if (is_one_of(official->names, official->n_names, key)) return LABEL_BRIEF;
    return near && label_near(official->key, key) ? LABEL_ALIKE : LABEL_OTHER;
}
