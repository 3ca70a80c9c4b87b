#include "superior/explain.h"
#include "superior/explain_search.h"
#include <stdlib.h>
#include <string.h>

/* Looking up a move takes a few nanoseconds: together well below a second, for thousands of agencies. */
enum { STEPS_OF_ALL = 20000000, STEPS_OF_PART = 200000 };

/* The sets that explain the most cells of a scope. */
struct best { struct explain_set sets[EXPLAIN_SETS]; size_t n, score; bool more; int searched; };

struct explainer {
    struct arena *arena;
    struct explain_problem p;
    struct explained *out;
    bool *named;                                       /* by cell: something explains it */
    struct explain_found *found;
};

static bool differs(const struct explainer *e, size_t cell) { return e->p.cells[cell].difference != 0; }

static size_t score_of(const struct explainer *e, const struct explain_set *set, const size_t *scope, size_t n)
{
    size_t score = 0;
    for (size_t i = 0; i < n; i++) score += explain_holds(&e->p, set, scope[i]);
    return score;
}

static void weigh(const struct explainer *e, struct best *best, const struct explain_set *set, const size_t *scope, size_t n)
{
    size_t score = score_of(e, set, scope, n);
    if (score < best->score || (score == best->score && (!best->n || set->n > best->sets[0].n))) return;
    if (score > best->score || set->n < best->sets[0].n) {
        best->n = 0;
        best->more = false;
    }
    best->score = score;
    explain_note(best->sets, &best->n, &best->more, set);
}

/* ---- a scope: all cells, or those of a table ---- */

static size_t key_of(const struct explain_cell *c, int kind) { return kind == 0 ? c->table : kind == 1 ? c->row : c->column; }

/* The cells of the scope that share the key of cell `first`, if that is the first of them and one of them differs. */
static size_t view_of(const struct explainer *e, const size_t *scope, size_t n, size_t first, int kind, size_t *view)
{
    size_t key = key_of(&e->p.cells[scope[first]], kind), n_view = 0;
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (key_of(&e->p.cells[scope[i]], kind) != key) continue;
        if (i < first) return 0;
        any = any || differs(e, scope[i]);
        view[n_view++] = scope[i];
    }
    return any ? n_view : 0;
}

static void search_views(struct explainer *e, struct best *best, const size_t *scope, size_t n)
{
    size_t *view = memory_alloc((n + 1) * sizeof *view);
    for (int kind = 0; kind < 3; kind++)
        for (size_t first = 0; first < n; first++) {
            size_t n_view = view_of(e, scope, n, first, kind, view);
            if (!n_view || n_view == n) continue;
            explain_search(&e->p, view, n_view, kind ? STEPS_OF_PART : STEPS_OF_ALL, e->found);
            for (size_t i = 0; i < e->found->n; i++) weigh(e, best, &e->found->sets[i], scope, n);
        }
    free(view);
}

/* Returns whether all of the scope is explained. */
static bool search_scope(struct explainer *e, struct best *best, const size_t *scope, size_t n)
{
    *best = (struct best){0};
    explain_search(&e->p, scope, n, STEPS_OF_ALL, e->found);
    best->searched = e->found->searched;
    best->more = e->found->more;
    memcpy(best->sets, e->found->sets, (best->n = e->found->n) * sizeof *best->sets);
    if (best->n) return true;
    best->score = score_of(e, &(struct explain_set){.n = 0}, scope, n);         /* a set must explain more than none does */
    for (size_t m = 0; m < e->p.n_moves; m++) weigh(e, best, &(struct explain_set){{(uint32_t)m}, 1}, scope, n);
    search_views(e, best, scope, n);
    return false;
}

/* ---- what it says of each cell ---- */

static void name_cell(struct explainer *e, size_t cell, const struct explain_set *sets, size_t n, bool more, int searched)
{
    struct explained *out = &e->out[cell];
    struct explain_set *own = arena_alloc(e->arena, (n + 1) * sizeof *own);
    *out = (struct explained){.sets = own, .more = more, .searched = searched};
    for (size_t i = 0; i < n; i++)
        if (explain_holds(&e->p, &sets[i], cell)) own[out->n++] = sets[i];
    e->named[cell] = out->n > 0;
}

static void name_scope(struct explainer *e, const struct best *best, const size_t *scope, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (differs(e, scope[i])) name_cell(e, scope[i], best->sets, best->n, best->more, best->searched);
}

/* A table alone, where that explains more of it than the sets for all. */
static void try_table(struct explainer *e, const size_t *all, size_t n, size_t first, const struct best *of_all)
{
    size_t *scope = memory_alloc((n + 1) * sizeof *scope), n_scope = view_of(e, all, n, first, 0, scope);
    size_t before = n_scope && of_all->n ? score_of(e, &of_all->sets[0], scope, n_scope) : 0;
    struct best *best = memory_alloc(sizeof *best);
    if (n_scope && before < n_scope) {
        bool whole = search_scope(e, best, scope, n_scope);
        if (whole || best->score > before) name_scope(e, best, scope, n_scope);
    }
    free(best);
    free(scope);
}

/* How many cells a single move explains alone. */
static size_t weight_of(const struct explainer *e, uint32_t move)
{
    size_t weight = 0;
    for (size_t c = 0; c < e->p.n_cells; c++) weight += differs(e, c) && explain_holds(&e->p, &(struct explain_set){{move}, 1}, c);
    return weight;
}

/* Of several single moves those count that explain the most cells, each for itself. */
static void try_cell(struct explainer *e, size_t cell)
{
    explain_search(&e->p, &cell, 1, STEPS_OF_PART, e->found);
    struct explain_found *f = e->found;
    size_t most = 0, kept = 0, weights[EXPLAIN_SETS] = {0};
    for (size_t i = 0; i < f->n && f->sets[0].n == 1; i++) {
        weights[i] = weight_of(e, f->sets[i].moves[0]);
        if (weights[i] > most) most = weights[i];
    }
    for (size_t i = 0; i < f->n; i++)
        if (weights[i] == most) f->sets[kept++] = f->sets[i];
    name_cell(e, cell, f->sets, kept, f->more, f->searched);
}

static void find_support(struct arena *arena, struct explain_problem *p)
{
    p->support = arena_alloc(arena, (p->n_cells + 1) * sizeof *p->support);
    p->n_support = arena_alloc(arena, (p->n_cells + 1) * sizeof *p->n_support);
    for (size_t c = 0; c < p->n_cells; c++) {
        p->support[c] = arena_alloc(arena, (p->n_moves + 1) * sizeof **p->support);
        for (size_t m = 0; m < p->n_moves; m++)
            if (p->moves[m].by[c]) p->support[c][p->n_support[c]++] = (uint32_t)m;
    }
}

const struct explained *explain(struct arena *arena, const struct explain_cell *cells, size_t n_cells, const struct explain_move *moves, size_t n_moves)
{
    struct explainer e = {.arena = arena, .p = {cells, n_cells, moves, n_moves, NULL, NULL}, .out = arena_alloc(arena, (n_cells + 1) * sizeof *e.out),
                          .named = memory_alloc(n_cells + 1), .found = memory_alloc(sizeof *e.found)};
    struct arena scratch = {0};
    struct best *best = memory_alloc(sizeof *best);
    size_t *all = memory_alloc((n_cells + 1) * sizeof *all);
    memset(e.named, 0, n_cells + 1);
    find_support(&scratch, &e.p);
    for (size_t c = 0; c < n_cells; c++) all[c] = c;
    bool whole = search_scope(&e, best, all, n_cells);
    name_scope(&e, best, all, n_cells);
    for (size_t c = 0; !whole && c < n_cells; c++) try_table(&e, all, n_cells, c, best);
    for (size_t c = 0; !whole && c < n_cells; c++)
        if (differs(&e, c) && !e.named[c]) try_cell(&e, c);
    arena_release(&scratch);
    free(all);
    free(best);
    free(e.named);
    free(e.found);
    return e.out;
}
