#include "form/address_inside.h"
#include "base/spelling.h"
#include "form/label.h"
#include <stdint.h>
#include <string.h>
#include <strings.h>

static bool is_cut(char c) { return c == '/' || c == ':'; }

bool typed_split(struct arena *arena, struct typed *t, const char *words)
{
    struct text folded = {0};
    t->n = 0;
    size_t from[MAX_PARTS + 1] = {0};
    bool ok = true;
    if (strlen(words) > MAX_TYPED) return false;
    spelling_fold(&folded, (struct slice){words, strlen(words)});
    const char *s = arena_dup(arena, text_get(&folded));
    text_release(&folded);
    for (const char *end = s;; end++) {
        if (*end && !is_cut(*end)) continue;
        if (!(ok = t->n < MAX_PARTS)) break;
        t->part[t->n] = arena_dup_n(arena, s + from[t->n], (size_t)(end - s) - from[t->n]);
        from[++t->n] = (size_t)(end - s) + 1;
        if (!*end) break;
    }
    for (size_t i = 0; ok && i < t->n; i++)
        for (size_t j = i; j < t->n; j++) t->key[i][j] = label_key(arena, arena_dup_n(arena, s + from[i], from[j + 1] - 1 - from[i]));
    return ok;
}

/* A block without rows has the row among the groups of its columns. */
static bool begins_row(const struct label_node *node) { return node->row && (!node->outer || !node->outer->row); }

size_t path_of(const struct form_table *table, const struct form_slot *slot, struct step out[MAX_STEPS])
{
    size_t n = 0;
    for (const struct label_node *c = slot->col_node; c; c = c->outer) {
        bool row = !slot->row_node && begins_row(c);
        out[n++] = (struct step){c, row ? slot->row : c->id, c->keys, c->n_keys, row || c == slot->col_node};
    }
    for (const struct label_node *r = slot->row_node; r; r = r->outer) out[n++] = (struct step){r, r->id, r->keys, r->n_keys, r == slot->row_node};
    out[n++] = (struct step){NULL, table->id, table->keys, table->n_keys, false};
    return n;
}

static bool names_step(const struct step *s, const struct typed *t, size_t first, size_t last)
{
    if (first == last && s->id && !strcasecmp(t->part[first], s->id)) return true;
    for (size_t i = 0; i < s->n_keys; i++)
        if (*s->keys[i] && !strcmp(s->keys[i], t->key[first][last])) return true;
    return false;
}

/* Whether the first n parts name steps in their order. `partly`: the row or the column may be left out. */
static bool is_path(const struct typed *t, size_t n, const struct step *s, size_t steps, bool partly)
{
    if (!steps) return !n;
    for (size_t first = n; first-- > 0;)
        if (names_step(s, t, first, n - 1) && is_path(t, first, s + 1, steps - 1, partly)) return true;
    return (partly || !s->needed) && is_path(t, n, s + 1, steps - 1, partly);
}

/* An address ends with the column; most cells are told apart by it alone, and forms are loaded at every start. */
static bool ends_in(const struct typed *t, const struct label_node *column)
{
    const struct step end = {column, column->id, column->keys, column->n_keys, true};
    for (size_t first = t->n; first-- > 0;)
        if (names_step(&end, t, first, t->n - 1)) return true;
    return false;
}

/* The columns of a table come again in each of its rows: what was found for one is remembered. */
enum { REMEMBERED = 32 };
struct asked_column { const struct label_node *column; bool ends; };

static bool ends_in_column(const struct typed *t, const struct label_node *column, struct asked_column asked[REMEMBERED])
{
    struct asked_column *a = &asked[(uintptr_t)column / sizeof *column % REMEMBERED];
    if (a->column != column) *a = (struct asked_column){column, ends_in(t, column)};
    return a->ends;
}

void find_all(const struct form *form, const struct typed *typed, bool partly, struct hits *hits)
{
    struct step path[MAX_STEPS];
    struct asked_column asked[REMEMBERED] = {{0}};
    hits->n = 0;
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t i = 0; i < form->tables[t].n_slots; i++) {
            const struct form_slot *slot = &form->tables[t].slots[i];
            if (!slot->col_node || (!partly && !ends_in_column(typed, slot->col_node, asked))) continue;
            if (!is_path(typed, typed->n, path, path_of(&form->tables[t], slot, path), partly)) continue;
            if (hits->n < CHOICES) {
                hits->table[hits->n] = &form->tables[t];
                hits->slot[hits->n] = (int)i;
            }
            hits->n++;
        }
}
