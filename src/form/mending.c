#include "form/mending.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 3, MOST_SETS = 64 };               /* wrong cells in one group of equations; ways to mend it that are noted */
static const int64_t most_number = INT64_C(10000000000000000);   /* at DECIMAL_MAX_SCALE; beyond it gaps could pass int64 */

struct equation { const struct form_identity *identity; const struct form_line *line; int64_t gap, left, right; int group; };   /* gap: left - right */
struct gap_effect { size_t equation; int64_t by; };        /* what one more in the cell does to a gap */
struct wrong { int slot; int64_t number; };
struct set { struct wrong cells[MOST_CELLS]; size_t n; };

struct solver {
    const struct form_table *table;
    const struct mending_value *values;
    bool adds_up, huge;                                /* huge: only said, not searched */
    int64_t *numbers;                                  /* by slot, at DECIMAL_MAX_SCALE */
    struct equation *equations;
    size_t n;
    struct gap_effect **effects;                           /* by slot */
    size_t *n_effects, most_effects;
    struct set trial, *sets;                           /* of the group that is being looked at */
    size_t n_sets;
    int group;
};

static struct decimal shortest(int64_t number)
{
    struct decimal d = {number, DECIMAL_MAX_SCALE}, short_one;
    for (int scale = 0; scale < DECIMAL_MAX_SCALE; scale++)
        if (decimal_rescale(d, scale, &short_one)) return short_one;
    return d;
}

/* ---- the equations ---- */

/* False: the side is too large. */
static bool add_side(const struct solver *s, const int *slots, size_t n, int64_t *sum, size_t *there, size_t *filled)
{
    *sum = 0;
    for (size_t i = 0; i < n; i++) {
        const struct mending_value *v = &s->values[slots[i]];
        *there += v->there;
        *filled += v->there && !v->empty;
        if (__builtin_add_overflow(*sum, s->numbers[slots[i]], sum)) return false;
    }
    return true;
}

static bool is_empty(const void *values, int slot) { return ((const struct mending_value *)values)[slot].empty; }

/* The parts that were given are more than their whole, whatever the others are. */
static bool is_exceeded(const struct solver *s, const struct equation *e)
{
    const struct form_identity *id = e->identity;
    const struct mending_value *whole = &s->values[e->line->right[0]];
    bool negative = false;
    for (size_t i = 0; i < id->n_left; i++) negative |= s->numbers[e->line->left[i]] < 0;
    return !id->at_most && id->n_right == 1 && whole->there && !whole->empty && !negative && e->gap > 0;
}

/* What does not hold, while no cell of it is known to be wrong. */
static void add_exceeded(const struct equation *e, struct mending *m)
{
    if (form_holds(e->identity, e->gap)) return;
    m->list[m->n++] = (struct mending_line){.identity = e->identity, .line = e->line, .left = shortest(e->left), .right = shortest(e->right), .n_mended = 1};
}

static void collect(struct solver *s, struct arena *arena, const struct form *form, struct mending *m)
{
    size_t most = 0;
    for (size_t i = 0; i < form->n_identities; i++) most += form->identities[i].n_lines;
    s->equations = arena_alloc(arena, (most + 1) * sizeof *s->equations);
    m->list = arena_alloc(&m->arena, (most + 1) * sizeof *m->list);
    for (size_t i = 0; i < form->n_identities; i++) {
        const struct form_identity *id = &form->identities[i];
        for (size_t k = 0; id->table == s->table && k < id->n_lines; k++) {
            struct equation e = {.identity = id, .line = &id->lines[k]};
            size_t there = 0, filled = 0;
            bool ok = add_side(s, e.line->left, id->n_left, &e.left, &there, &filled) && add_side(s, e.line->right, id->n_right, &e.right, &there, &filled);
            if (!ok || !filled || __builtin_sub_overflow(e.left, e.right, &e.gap)) continue;
            bool known = there == id->n_left + id->n_right && form_line_known(id, e.line, is_empty, s->values);
            if (!known && !is_exceeded(s, &e)) continue;
            if (id->at_most || !known) add_exceeded(&e, m);
            else s->equations[s->n++] = e;
        }
    }
}

/* By how much each cell grows when `slot` grows by one: itself and, where sums follow their terms, the sums above it. */
static void follow(const struct solver *s, int slot, int64_t *more)
{
    memset(more, 0, s->table->n_slots * sizeof *more);
    more[slot] = 1;
    for (size_t i = 0; s->adds_up && i < s->table->n_sums; i++) {
        const struct form_slot *sum = &s->table->slots[s->table->sum_order[i]];
        for (size_t k = 0; k < sum->n_terms; k++) more[s->table->sum_order[i]] += more[sum->terms[k]];
    }
}

static void find_effects(struct solver *s, struct arena *arena)
{
    size_t slots = s->table->n_slots;
    int64_t *more = arena_alloc(arena, (slots + 1) * sizeof *more);
    s->effects = arena_alloc(arena, (slots + 1) * sizeof *s->effects);
    s->n_effects = arena_alloc(arena, (slots + 1) * sizeof *s->n_effects);
    for (size_t slot = 0; slot < slots; slot++) {
        if (s->adds_up && s->table->slots[slot].n_terms) continue;
        follow(s, (int)slot, more);
        s->effects[slot] = arena_alloc(arena, (s->n + 1) * sizeof **s->effects);
        for (size_t e = 0; e < s->n; e++) {
            const struct form_identity *id = s->equations[e].identity;
            const struct form_line *line = s->equations[e].line;
            int64_t by = 0;
            for (size_t i = 0; i < id->n_left; i++) by += more[line->left[i]];
            for (size_t i = 0; i < id->n_right; i++) by -= more[line->right[i]];
            if (by) s->effects[slot][s->n_effects[slot]++] = (struct gap_effect){e, by};
        }
        if (s->n_effects[slot] > s->most_effects) s->most_effects = s->n_effects[slot];
    }
}

/* Equations that no chain of common cells joins are mended one group after the other. */
static int find_groups(struct solver *s)
{
    int groups = 0;
    for (size_t e = 0; e < s->n; e++) s->equations[e].group = groups++;
    for (bool joined = true; joined;) {
        joined = false;
        for (size_t slot = 0; slot < s->table->n_slots; slot++) {
            int lowest = groups;
            for (size_t i = 0; i < s->n_effects[slot]; i++) {
                int g = s->equations[s->effects[slot][i].equation].group;
                if (g < lowest) lowest = g;
            }
            for (size_t i = 0; i < s->n_effects[slot]; i++) {
                int *g = &s->equations[s->effects[slot][i].equation].group;
                if (*g > lowest) *g = lowest, joined = true;
            }
        }
    }
    return groups;
}

/* ---- the search ---- */

static size_t count_broken(const struct solver *s)
{
    size_t n = 0;
    for (size_t e = 0; e < s->n; e++) n += s->equations[e].gap && s->equations[e].group == s->group;
    return n;
}

static void change(struct solver *s, int slot, int64_t by)
{
    for (size_t i = 0; i < s->n_effects[slot]; i++) s->equations[s->effects[slot][i].equation].gap += s->effects[slot][i].by * by;
}

static int by_slot(const void *a, const void *b) { return ((const struct wrong *)a)->slot - ((const struct wrong *)b)->slot; }

static void add_set(struct solver *s)
{
    struct set found = s->trial;
    qsort(found.cells, found.n, sizeof *found.cells, by_slot);
    for (size_t i = 0; i < s->n_sets; i++) {
        size_t same = 0;
        while (same < found.n && s->sets[i].cells[same].slot == found.cells[same].slot && s->sets[i].cells[same].number == found.cells[same].number) same++;
        if (same == found.n) return;
    }
    if (s->n_sets < MOST_SETS) s->sets[s->n_sets++] = found;
}

static bool tried(const struct solver *s, int slot)
{
    for (size_t i = 0; i < s->trial.n; i++)
        if (s->trial.cells[i].slot == slot) return true;
    return false;
}

/* By how much the cell would have to change for its i-th equation to hold; 0 = that cannot be, or it holds. */
static int64_t wanted(const struct solver *s, int slot, size_t i)
{
    static const int64_t one[] = {1000000, 1};         /* a count changes by whole numbers */
    const struct gap_effect *x = &s->effects[slot][i];
    int64_t gap = s->equations[x->equation].gap, unit = one[s->table->slots[slot].type == CELL_DECIMAL], number;
    if (!gap || gap % x->by) return 0;
    int64_t by = -gap / x->by;
    if (by % unit || __builtin_add_overflow(s->numbers[slot], by, &number) || number < 0) return 0;
    for (size_t k = 0; k < i; k++)
        if (s->equations[s->effects[slot][k].equation].gap == -by * s->effects[slot][k].by) return 0;   /* tried already */
    return by;
}

/* In a set that mends there is always a cell that is alone in some broken equation, so its change is known. */
static void search(struct solver *s, size_t left)
{
    size_t broken = count_broken(s);
    if (!broken) add_set(s);
    if (!broken || !left || broken > left * s->most_effects) return;
    for (size_t slot = 0; slot < s->table->n_slots; slot++) {
        if (tried(s, (int)slot)) continue;
        for (size_t i = 0; i < s->n_effects[slot]; i++) {
            int64_t by = wanted(s, (int)slot, i);
            if (!by) continue;
            s->trial.cells[s->trial.n++] = (struct wrong){(int)slot, s->numbers[slot] + by};
            change(s, (int)slot, by);
            search(s, left - 1);
            change(s, (int)slot, -by);
            s->trial.n--;
        }
    }
}

/* More wrong cells than are tried together: the one cell that alone mends all its equations, two at least, is wrong. */
static bool take_plain(struct solver *s, struct wrong *found)
{
    for (size_t slot = 0; slot < s->table->n_slots; slot++) {
        int64_t by = s->n_effects[slot] > 1 && !tried(s, (int)slot) ? wanted(s, (int)slot, 0) : 0;
        if (!by) continue;
        bool mends = true;
        for (size_t i = 0; i < s->n_effects[slot]; i++) {
            const struct gap_effect *x = &s->effects[slot][i];
            mends = mends && s->equations[x->equation].group == s->group && s->equations[x->equation].gap == -x->by * by;
        }
        if (!mends) continue;
        *found = (struct wrong){(int)slot, s->numbers[slot] + by};
        change(s, (int)slot, by);
        return true;
    }
    return false;
}

/* ---- what is said ---- */

static bool in_line(const struct solver *s, int slot, size_t equation)
{
    for (size_t i = 0; i < s->n_effects[slot]; i++)
        if (s->effects[slot][i].equation == equation) return true;
    return false;
}

static void add_cell(const struct solver *s, struct mending_line *line, struct mending_cell *cells, const struct wrong *w, size_t equation)
{
    struct decimal number = shortest(w->number);
    if (!in_line(s, w->slot, equation)) return;
    for (size_t i = 0; i < line->n_cells; i++)
        if (cells[i].slot == w->slot && cells[i].number.value == number.value && cells[i].number.scale == number.scale) return;
    cells[line->n_cells++] = (struct mending_cell){w->slot, number};
}

static void say_group(struct solver *s, struct mending *m, const struct set *sets, size_t n_sets, const struct wrong *plain, size_t n_plain, const bool *broken)
{
    size_t mended = 0;
    for (size_t e = 0; e < s->n; e++) mended += broken[e] && s->equations[e].group == s->group;
    struct mending_cell *set = arena_alloc(&m->arena, MOST_CELLS * sizeof *set);
    for (size_t i = 0; n_sets == 1 && i < sets[0].n; i++) set[i] = (struct mending_cell){sets[0].cells[i].slot, shortest(sets[0].cells[i].number)};
    for (size_t e = 0; e < s->n; e++) {
        if (!broken[e] || s->equations[e].group != s->group) continue;
        const struct equation *x = &s->equations[e];
        struct mending_cell *cells = arena_alloc(&m->arena, (n_sets * MOST_CELLS + n_plain + 1) * sizeof *cells);
        struct mending_line line = {.identity = x->identity, .line = x->line, .left = shortest(x->left), .right = shortest(x->right), .cells = cells};
        for (size_t i = 0; i < n_sets; i++)
            for (size_t k = 0; k < sets[i].n; k++) add_cell(s, &line, cells, &sets[i].cells[k], e);
        for (size_t i = 0; i < n_plain; i++) add_cell(s, &line, cells, &plain[i], e);
        line.certain = n_sets == 1;
        line.set = set;
        line.n_set = n_sets == 1 ? sets[0].n : 0;
        line.n_mended = mended;
        m->list[m->n++] = line;
    }
}

static void solve_group(struct solver *s, struct mending *m, const bool *broken)
{
    struct wrong *plain = memory_alloc((s->table->n_slots + 1) * sizeof *plain);
    size_t n_plain = 0;
    s->n_sets = 0;
    if (!count_broken(s)) goto out;
    for (size_t most = 1; most <= MOST_CELLS && !s->n_sets && !s->huge; most++) search(s, most);
    if (!s->n_sets && !s->huge)
        while (n_plain < s->table->n_slots && take_plain(s, &plain[n_plain])) n_plain++;
    say_group(s, m, s->sets, s->n_sets, plain, n_plain, broken);
out:
    free(plain);
}

static void solve(struct solver *s, struct arena *arena, struct mending *m)
{
    find_effects(s, arena);
    int groups = find_groups(s);
    bool *broken = arena_alloc(arena, (s->n + 1) * sizeof *broken);
    for (size_t e = 0; e < s->n; e++) broken[e] = s->equations[e].gap;
    s->sets = arena_alloc(arena, MOST_SETS * sizeof *s->sets);
    for (s->group = 0; s->group < groups; s->group++) solve_group(s, m, broken);
}

static int by_place(const void *left, const void *right)
{
    const struct mending_line *a = left, *b = right;
    return a->identity != b->identity ? (a->identity > b->identity) - (a->identity < b->identity) : (a->line > b->line) - (a->line < b->line);
}

void mending_find(struct mending *m, const struct form *form, const struct form_table *table, const struct mending_value *values, bool adds_up)
{
    struct solver s = {.table = table, .values = values, .adds_up = adds_up};
    struct arena arena = {0};
    *m = (struct mending){0};
    s.numbers = arena_alloc(&arena, (table->n_slots + 1) * sizeof *s.numbers);
    for (size_t i = 0; i < table->n_slots; i++) {
        struct decimal d;
        if (values[i].there && !values[i].empty && decimal_rescale(values[i].number, DECIMAL_MAX_SCALE, &d)) s.numbers[i] = d.value;
        s.huge = s.huge || s.numbers[i] > most_number || s.numbers[i] < -most_number;
    }
    collect(&s, &arena, form, m);
    bool any = false;
    for (size_t e = 0; e < s.n; e++) any = any || s.equations[e].gap;
    if (any) solve(&s, &arena, m);
    if (m->n) qsort(m->list, m->n, sizeof *m->list, by_place);
    arena_release(&arena);
}

void mending_release(struct mending *m)
{
    arena_release(&m->arena);
    *m = (struct mending){0};
}
