#include "superior/explain_search.h"
#include <stdlib.h>
#include <string.h>

/* Arithmetic wraps, so that no number can overflow: what is equal stays equal. */

struct search {
    const struct explain_problem *p;
    const size_t *view;
    size_t n_view;
    uint64_t *residual;                                /* by place in the view: what the moves chosen so far leave */
    uint64_t *hashes;                                  /* by move */
    uint32_t *table, *next;                            /* moves by hash, + 1; moves of one slot are a chain */
    uint64_t mask;
    struct explain_set chosen;
    struct explain_found *found;
    int64_t steps;
};

static uint64_t factor(size_t cell)
{
    uint64_t x = (uint64_t)cell * UINT64_C(0x9E3779B97F4A7C15) + UINT64_C(0x2545F4914F6CDD1D);   /* splitmix64 */
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

bool explain_holds(const struct explain_problem *p, const struct explain_set *set, size_t cell)
{
    uint64_t rest = (uint64_t)p->cells[cell].difference;
    for (size_t i = 0; i < set->n; i++) rest -= (uint64_t)p->moves[set->moves[i]].by[cell];
    return !rest;
}

void explain_note(struct explain_set *sets, size_t *n, bool *more, const struct explain_set *set)
{
    for (size_t i = 0; i < *n; i++)
        if (sets[i].n == set->n && !memcmp(sets[i].moves, set->moves, set->n * sizeof *set->moves)) return;
    if (*n < EXPLAIN_SETS) sets[(*n)++] = *set;
    else *more = true;
}

/* ---- moves by hash ---- */

static void fill_table(struct search *s)
{
    size_t n = s->p->n_moves, size = 16;
    while (size < 2 * n) size *= 2;
    s->mask = size - 1;
    s->table = memory_alloc(size * sizeof *s->table);
    s->next = memory_alloc((n + 1) * sizeof *s->next);
    s->hashes = memory_alloc((n + 1) * sizeof *s->hashes);
    memset(s->table, 0, size * sizeof *s->table);
    for (size_t m = n; m-- > 0;) {                     /* so that chains begin with the first */
        uint64_t hash = 0;
        for (size_t v = 0; v < s->n_view; v++) hash += factor(s->view[v]) * (uint64_t)s->p->moves[m].by[s->view[v]];
        s->hashes[m] = hash;
        s->next[m] = s->table[(hash >> 20) & s->mask];
        s->table[(hash >> 20) & s->mask] = (uint32_t)m + 1;
    }
}

static bool is_other_agency(const struct search *s, uint32_t move)
{
    for (size_t i = 0; i < s->chosen.n; i++)
        if (s->p->moves[s->chosen.moves[i]].agency == s->p->moves[move].agency) return false;
    return true;
}

static bool holds_everywhere(const struct search *s, const struct explain_set *set)
{
    for (size_t v = 0; v < s->n_view; v++)
        if (!explain_holds(s->p, set, s->view[v])) return false;
    return true;
}

static void take(struct search *s, uint32_t last)
{
    struct explain_set set = {.n = 0};
    for (size_t i = 0; i <= s->chosen.n; i++) {        /* in rising order */
        uint32_t move = i < s->chosen.n ? s->chosen.moves[i] : last;
        size_t at = set.n++;
        for (; at > 0 && set.moves[at - 1] > move; at--) set.moves[at] = set.moves[at - 1];
        set.moves[at] = move;
    }
    if (holds_everywhere(s, &set)) explain_note(s->found->sets, &s->found->n, &s->found->more, &set);
}

static bool goes_on(const struct search *s) { return s->steps > 0 && !s->found->more; }

static void look_up(struct search *s, uint64_t hash)
{
    s->steps--;
    for (uint32_t m = s->table[(hash >> 20) & s->mask]; m && goes_on(s); m = s->next[m - 1]) {
        s->steps--;
        if (s->hashes[m - 1] == hash && is_other_agency(s, m - 1)) take(s, m - 1);
    }
}

/* ---- sets ---- */

/* One of the moves to come must change a cell that is not explained yet: the one that the fewest change. */
static size_t pivot(const struct search *s)
{
    size_t best = SIZE_MAX;
    for (size_t v = 0; v < s->n_view; v++)
        if (s->residual[v] && (best == SIZE_MAX || s->p->n_support[s->view[v]] < s->p->n_support[best])) best = s->view[v];
    return best;
}

static void choose(struct search *s, uint32_t move)
{
    s->chosen.moves[s->chosen.n++] = move;
    for (size_t v = 0; v < s->n_view; v++) s->residual[v] -= (uint64_t)s->p->moves[move].by[s->view[v]];
}

static void take_back(struct search *s)
{
    uint32_t move = s->chosen.moves[--s->chosen.n];
    for (size_t v = 0; v < s->n_view; v++) s->residual[v] += (uint64_t)s->p->moves[move].by[s->view[v]];
}

static void extend(struct search *s, int left, uint64_t hash)
{
    if (left == 1) {
        look_up(s, hash);
        return;
    }
    size_t cell = pivot(s);
    if (cell == SIZE_MAX) return;                      /* fewer moves do */
    for (size_t i = 0; i < s->p->n_support[cell] && goes_on(s); i++) {
        uint32_t move = s->p->support[cell][i];
        if (!is_other_agency(s, move)) continue;
        if (left == 2) {                               /* only the hash is needed of what is left */
            s->chosen.moves[s->chosen.n++] = move;
            if (hash != s->hashes[move]) look_up(s, hash - s->hashes[move]);
            s->chosen.n--;
        } else {
            choose(s, move);
            s->steps -= (int64_t)s->n_view;
            extend(s, left - 1, hash - s->hashes[move]);
            take_back(s);
        }
    }
}

void explain_search(const struct explain_problem *p, const size_t *view, size_t n_view, int64_t steps, struct explain_found *found)
{
    struct search s = {.p = p, .view = view, .n_view = n_view, .found = found, .steps = steps};
    uint64_t hash = 0;
    *found = (struct explain_found){0};
    s.residual = memory_alloc((n_view + 1) * sizeof *s.residual);
    for (size_t v = 0; v < n_view; v++) {
        s.residual[v] = (uint64_t)p->cells[view[v]].difference;
        hash += factor(view[v]) * s.residual[v];
    }
    fill_table(&s);
    for (int size = 1; size <= EXPLAIN_SIZE && !found->n && s.steps > 0; size++) {
        extend(&s, size, hash);
        if (s.steps > 0) found->searched = size;
        else if (found->n) found->more = true;
    }
    free(s.residual);
    free(s.table);
    free(s.next);
    free(s.hashes);
}
