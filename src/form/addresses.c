#include "form/addresses.h"
#include "base/spelling.h"
#include "form/form_inside.h"
#include "form/label.h"
#include <string.h>
#include <strings.h>

/* A full path has a table, the groups of a row and of a column, and both labels. */
enum { MAX_PARTS = 12, MAX_STEPS = 18, MAX_TYPED = 600, CHOICES = 8 };   /* MAX_TYPED: bytes */

/* What was typed, cut at / and ：; labels hold these as well (本年增/减), so that a name is one part or several in a row. */
struct typed {
    size_t n;
    const char *part[MAX_PARTS];                       /* folded */
    const char *key[MAX_PARTS][MAX_PARTS];             /* label_key of the parts i to j */
};

static bool is_cut(char c) { return c == '/' || c == ':'; }

/* False where it is too long for an address. */
static bool typed_split(struct arena *arena, struct typed *t, const char *words)
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

/* One name on the way from a cell to its table. */
struct step { const struct label_node *node; const char *id; const char *const *keys; size_t n_keys; bool needed; };

/* A block without rows has the row among the groups of its columns. */
static bool begins_row(const struct label_node *node) { return node->row && (!node->outer || !node->outer->row); }

/* From the column outwards, then the row, its groups and the table; the number of steps. */
static size_t path_of(const struct form_table *table, const struct form_slot *slot, struct step out[MAX_STEPS])
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

struct hits {
    size_t n;
    const struct form_table *table[CHOICES];
    int slot[CHOICES];
};

static void find_all(const struct form *form, const struct typed *typed, bool partly, struct hits *hits)
{
    struct step path[MAX_STEPS];
    hits->n = 0;
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t i = 0; i < form->tables[t].n_slots; i++) {
            const struct form_slot *slot = &form->tables[t].slots[i];
            if (!slot->col_node || (!partly && !ends_in(typed, slot->col_node))) continue;
            if (!is_path(typed, typed->n, path, path_of(&form->tables[t], slot, path), partly)) continue;
            if (hits->n < CHOICES) {
                hits->table[hits->n] = &form->tables[t];
                hits->slot[hits->n] = (int)i;
            }
            hits->n++;
        }
}

static size_t count_hits(struct arena *arena, const struct form *form, const char *words)
{
    struct typed typed;
    struct hits hits = {0};
    if (typed_split(arena, &typed, words)) find_all(form, &typed, false, &hits);
    return hits.n;
}

/* ---- the names that are shown ---- */

static const char *shown(struct arena *arena, const struct label_node *node)
{
    return node->short_label ? node->short_label : label_short(arena, node->label);
}

/* 其他 and 总计 are said of rows and of columns: such a row is shown with its group. */
static bool is_column_word(const struct form_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_slots; i++)
        for (size_t k = 0; k < table->slots[i].col_node->n_keys; k++)
            if (!strcmp(table->slots[i].col_node->keys[k], name)) return true;
    return false;
}

/* The row and the column, with so many of the names that tell them apart: the row's groups, the table, the column's groups. */
static const char *path_words(struct arena *arena, const struct form_table *table, const struct step *path, size_t steps, size_t extra)
{
    bool said[MAX_STEPS];
    size_t row = 1;
    while (!path[row].needed) row++;
    for (size_t i = 0; i < steps; i++) said[i] = path[i].needed;
    for (size_t i = row + 1; i < steps && extra; i++, extra--) said[i] = true;
    for (size_t i = 1; i < row && extra; i++, extra--) said[i] = true;
    struct text t = {0};
    for (size_t i = steps; i-- > 0;)
        if (said[i]) text_printf(&t, "%s%s", t.n ? "/" : "", path[i].node ? shown(arena, path[i].node) : *table->keys);
    const char *words = arena_dup(arena, text_get(&t));
    text_release(&t);
    return words;
}

static const char *name_of(struct arena *work, struct form *form, const struct form_table *table, const struct form_slot *slot)
{
    struct step path[MAX_STEPS];
    size_t steps = path_of(table, slot, path), row = 1;
    while (!path[row].needed) row++;
    for (size_t extra = path[row].node == slot->row_node && is_column_word(table, shown(work, slot->row_node)); extra + 2 <= steps; extra++) {
        const char *words = path_words(work, table, path, steps, extra);
        if (count_hits(work, form, words) == 1) return arena_dup(&form->arena, words);
    }
    return NULL;
}

/* A name of the folder that could mean two cells would serve nobody. */
static bool prove_names(struct arena *work, struct form *form, const struct form_table *table, const struct form_slot *slot, struct diag *diag)
{
    struct step path[MAX_STEPS];
    size_t steps = path_of(table, slot, path);
    for (size_t i = 0; i < steps; i++)
        for (size_t k = 0; path[i].needed && k < path[i].node->n_names; k++) {
            const char *name = path[i].node->names[k];
            const char *words = i ? arena_printf(work, "%s/%s", name, slot->col) : arena_printf(work, "%s/%s/%s", table->id, slot->row, name);
            if (count_hits(work, form, words) != 1)
                return diag_fail(diag, DIAG_INPUT, "%s/%s.yaml:%d: “%s”不止指一%s，请换一个名称", form->dir, table->id, path[i].node->names_line,
                                 name, i ? "行" : "列");
        }
    return true;
}

static void name_table(struct form *form, struct form_table *table)
{
    for (size_t i = 0; i < form->n_sections; i++) {
        const struct form_section *s = &form->sections[i];
        if (s->table != table) continue;
        table->keys = arena_alloc(&form->arena, (s->n_also + 1) * sizeof *table->keys);
        table->keys[table->n_keys++] = label_key(&form->arena, s->heading);
        for (size_t k = 0; k < s->n_also; k++) table->keys[table->n_keys++] = label_key(&form->arena, s->also[k]);
        return;
    }
}

bool addresses_name(struct form *form, struct diag *diag)
{
    struct arena work = {0};
    bool ok = true;
    for (size_t t = 0; t < form->n_tables; t++) name_table(form, &form->tables[t]);
    for (size_t t = 0; ok && t < form->n_tables; t++)
        for (size_t i = 0; ok && i < form->tables[t].n_slots; i++) {
            struct form_slot *slot = &form->tables[t].slots[i];
            ok = prove_names(&work, form, &form->tables[t], slot, diag);
            if (ok) slot->name = name_of(&work, form, &form->tables[t], slot);
        }
    arena_release(&work);
    return ok;
}

const char *address_name(const struct form *form, const char *address)
{
    const struct form_table *table;
    int slot;
    return form_address(form, address, &table, &slot) ? table->slots[slot].name : NULL;
}

void address_show(struct text *out, const struct form *form, const char *address)
{
    const char *name = address_name(form, address);
    if (name) text_printf(out, "%s（%s）", name, address);
    else text_add(out, address);
}

/* ---- what is typed ---- */

static void list_choices(struct text *why, const struct hits *hits)
{
    text_add(why, "可以是几个单元格，请写明是哪一个：");
    for (size_t i = 0; i < hits->n && i < CHOICES; i++) {
        const struct form_slot *slot = &hits->table[i]->slots[hits->slot[i]];
        text_printf(why, "%s%s", i ? "、" : "", slot->name ? slot->name : slot->address);
    }
    if (hits->n > CHOICES) text_printf(why, "……共%zu个", hits->n);
}

/* Names the cells that are fewest slips away; nothing where a third and more is otherwise. */
static void name_nearest(const struct form *form, const char *typed, struct text *why)
{
    enum { NEAREST = 3 };
    struct arena arena = {0};
    struct text folded = {0};
    const struct form_slot *near[NEAREST];
    size_t n = 0, least = utf8_length(typed) / 3;
    spelling_fold(&folded, (struct slice){typed, strlen(typed)});
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t i = 0; i < form->tables[t].n_slots; i++) {
            const struct form_slot *slot = &form->tables[t].slots[i];
            const char *spellings[] = {slot->address, slot->name,
                                       arena_printf(&arena, "%s/%s", label_key(&arena, slot->row_label), label_key(&arena, slot->col_label))};
            size_t distance = SIZE_MAX;
            for (size_t k = 0; k < sizeof spellings / sizeof *spellings; k++) {
                struct text spelling = {0};
                if (spellings[k]) spelling_fold(&spelling, (struct slice){spellings[k], strlen(spellings[k])});
                size_t d = label_distance(text_get(&folded), text_get(&spelling));
                if (spelling.n && d < distance) distance = d;
                text_release(&spelling);
            }
            if (distance > least) continue;
            if (distance < least) n = 0;
            least = distance;
            if (n < NEAREST) near[n++] = slot;
        }
    for (size_t i = 0; i < n; i++) {
        text_add(why, i ? "、" : "，最接近的是 ");
        address_show(why, form, near[i]->address);
    }
    text_release(&folded);
    arena_release(&arena);
}

static void explain_miss(const struct form *form, const char *words, const struct typed *typed, struct text *why)
{
    struct hits hits = {0};
    find_all(form, typed, false, &hits);
    if (!hits.n) find_all(form, typed, true, &hits);
    if (hits.n > 1) {
        list_choices(why, &hits);
        return;
    }
    text_add(why, "表单里没有这个单元格");
    if (!hits.n) {
        name_nearest(form, words, why);
        return;
    }
    text_add(why, "，最接近的是 ");
    address_show(why, form, hits.table[0]->slots[hits.slot[0]].address);
}

bool address_find(const struct form *form, const char *typed, const struct form_table **table, int *slot, struct text *why)
{
    if (form_address(form, typed, table, slot)) return true;
    struct arena arena = {0};
    struct typed parts;
    struct hits hits = {0};
    bool split = typed_split(&arena, &parts, typed);
    if (split) find_all(form, &parts, false, &hits);
    if (hits.n == 1) {
        *table = hits.table[0];
        *slot = hits.slot[0];
    } else if (why && split) {
        explain_miss(form, typed, &parts, why);
    } else if (why) {
        text_add(why, "表单里没有这个单元格");
    }
    arena_release(&arena);
    return hits.n == 1;
}
