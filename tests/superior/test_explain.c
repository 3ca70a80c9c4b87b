/* Sets of moves that explain differences, against trying all of them. */
#include "superior/explain_search.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { CELLS = 8, MOVES = 14 };

static uint32_t seed;
static uint32_t next(uint32_t below)
{
    seed = seed * UINT32_C(1103515245) + 12345;
    return (seed >> 16) % below;
}

struct world { struct explain_cell cells[CELLS]; int64_t by[MOVES][CELLS]; struct explain_move moves[MOVES]; size_t n_moves; };

/* Two moves an agency; many numbers are 0 or alike, as in reports. */
static void make_world(struct world *w, uint32_t most)
{
    w->n_moves = MOVES;
    for (size_t c = 0; c < CELLS; c++) w->cells[c] = (struct explain_cell){0, c / 4, c / 2, c % 2 + c / 4 * 2};
    for (size_t m = 0; m < MOVES; m++) {
        for (size_t c = 0; c < CELLS; c++) w->by[m][c] = m % 2 ? -w->by[m - 1][c] : next(3) ? (int64_t)next(most) : 0;
        w->moves[m] = (struct explain_move){m / 2, w->by[m]};
    }
}

static void plant(struct world *w, size_t n)
{
    bool used[MOVES] = {false};
    for (size_t i = 0; i < n; i++) {
        uint32_t m = next(MOVES);
        if (used[m / 2]) continue;
        used[m / 2] = true;
        for (size_t c = 0; c < CELLS; c++) w->cells[c].difference += w->by[m][c];
    }
}

static bool holds(const struct world *w, const struct explain_set *set, size_t c)
{
    int64_t rest = w->cells[c].difference;
    for (size_t i = 0; i < set->n; i++) rest -= w->by[set->moves[i]][c];
    return !rest;
}

static size_t score(const struct world *w, const struct explain_set *set)
{
    size_t n = 0;
    for (size_t c = 0; c < CELLS; c++) n += holds(w, set, c);
    return n;
}

/* All sets with the most cells of the smallest size; size 0: none explains more than none of them does. */
struct oracle { struct explain_set sets[1000]; size_t n, score; };

static void consider(const struct world *w, struct oracle *o, const struct explain_set *set)
{
    size_t s = score(w, set);
    if (s < o->score || (s == o->score && (!o->n || set->n > o->sets[0].n))) return;
    if (s > o->score || set->n < o->sets[0].n) o->n = 0;
    o->score = s;
    o->sets[o->n++] = *set;
}

static void try_all(const struct world *w, struct oracle *o)
{
    o->n = 0;
    o->score = score(w, &(struct explain_set){.n = 0});
    for (uint32_t a = 0; a < MOVES; a++) {
        consider(w, o, &(struct explain_set){{a}, 1});
        for (uint32_t b = a + 1; b < MOVES; b++) {
            if (a / 2 == b / 2) continue;
            consider(w, o, &(struct explain_set){{a, b}, 2});
            for (uint32_t c = b + 1; c < MOVES; c++)
                if (c / 2 != b / 2 && c / 2 != a / 2) consider(w, o, &(struct explain_set){{a, b, c}, 3});
        }
    }
}

static bool is_among(const struct explain_set *set, const struct explain_set *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (all[i].n == set->n && !memcmp(all[i].moves, set->moves, set->n * sizeof *set->moves)) return true;
    return false;
}

static void finds_every_smallest_set(void **state)
{
    (void)state;
    struct oracle *o = malloc(sizeof *o);
    size_t whole = 0;
    for (seed = 1; seed < 1500; seed += 2) {
        uint32_t kept = seed;
        struct arena a = {0};
        struct world w = {0};
        make_world(&w, next(2) ? 4 : 40);
        plant(&w, next(4));
        try_all(&w, o);
        const struct explained *out = explain(&a, w.cells, CELLS, w.moves, w.n_moves);
        bool all = o->n && o->score == CELLS;
        whole += all;
        for (size_t c = 0; c < CELLS; c++) {
            if (!w.cells[c].difference) assert_int_equal(out[c].n, 0);
            else if (all && !out[c].more) {
                assert_int_equal(out[c].n, o->n);
                for (size_t i = 0; i < o->n; i++) assert_true(is_among(&o->sets[i], out[c].sets, out[c].n));
            }
            for (size_t i = 0; i < out[c].n; i++) assert_true(holds(&w, &out[c].sets[i], c));
        }
        arena_release(&a);
        seed = kept;
    }
    assert_true(whole > 400);
    free(o);
}

/* A mistyped number hides hardly a set: the rows, columns and tables without it still show it. */
static void finds_a_set_beside_a_wrong_number(void **state)
{
    (void)state;
    size_t found = 0, tried = 0;
    struct oracle *o = malloc(sizeof *o);
    for (seed = 1; seed < 1000; seed += 2) {
        uint32_t kept = seed;
        struct arena a = {0};
        struct world w = {0};
        make_world(&w, 40);
        plant(&w, 1 + next(3));
        w.cells[next(CELLS)].difference += 100000;     /* no agency has such a number */
        try_all(&w, o);
        const struct explained *out = explain(&a, w.cells, CELLS, w.moves, w.n_moves);
        if (o->n == 1 && o->score == CELLS - 1) {
            tried++;
            for (size_t c = 0; c < CELLS; c++)
                if (w.cells[c].difference && holds(&w, &o->sets[0], c)) {
                    found += out[c].n == 1 && is_among(&o->sets[0], out[c].sets, 1);
                    break;
                }
        }
        arena_release(&a);
        seed = kept;
    }
    assert_true(tried > 200);
    assert_true(found * 100 >= tried * 99);            /* in small tables a smaller set may fit by chance */
    free(o);
}

/* Tables may have been summed by different people. */
static void explains_tables_apart(void **state)
{
    (void)state;
    static const int64_t by[][6] = {{5, 2, 9, 7, 1, 3}, {4, 8, 1, 6, 6, 2}, {0, 1, 0, 0, 1, 1}};
    const struct explain_move moves[] = {{0, by[0]}, {1, by[1]}, {2, by[2]}};
    struct explain_cell cells[6];
    struct arena a = {0};
    for (size_t c = 0; c < 6; c++) cells[c] = (struct explain_cell){by[c < 3 ? 0 : 1][c], c / 3, c / 3, c};
    const struct explained *out = explain(&a, cells, 6, moves, 3);
    for (size_t c = 0; c < 6; c++) {
        assert_int_equal(out[c].n, 1);
        assert_int_equal(out[c].sets[0].n, 1);
        assert_int_equal(out[c].sets[0].moves[0], c < 3 ? 0 : 1);
    }
    arena_release(&a);
}

/* Thousands of agencies, all of them with numbers in all cells, and nothing that explains: the work ends. */
static void work_is_bounded(void **state)
{
    (void)state;
    enum { MANY = 6000, WIDE = 60 };
    int64_t *by = malloc(sizeof *by * MANY * WIDE);
    struct explain_move *moves = malloc(sizeof *moves * MANY);
    struct explain_cell cells[WIDE];
    struct arena a = {0};
    seed = 7;
    for (size_t m = 0; m < MANY; m++) {
        for (size_t c = 0; c < WIDE; c++) by[m * WIDE + c] = 1 + (int64_t)next(1000);
        moves[m] = (struct explain_move){m, by + m * WIDE};
    }
    for (size_t c = 0; c < WIDE; c++) cells[c] = (struct explain_cell){-5 - (int64_t)c, c / 20, c / 5, c};
    const struct explained *out = explain(&a, cells, WIDE, moves, MANY);
    for (size_t c = 0; c < WIDE; c++) {
        assert_int_equal(out[c].n, 0);
        assert_int_equal(out[c].searched, 2);          /* three: 36 million pairs */
    }
    for (size_t c = 0; c < WIDE; c++) cells[c].difference = by[17 * WIDE + c] + by[4711 * WIDE + c];
    out = explain(&a, cells, WIDE, moves, MANY);
    assert_int_equal(out[0].n, 1);
    assert_int_equal(out[0].sets[0].n, 2);
    assert_int_equal(out[0].sets[0].moves[0], 17);
    assert_int_equal(out[0].sets[0].moves[1], 4711);
    arena_release(&a);
    free(moves);
    free(by);
}

/* A search that had to stop says up to which size it missed nothing, and whether there are more sets than it found. */
static void a_search_that_stops_says_so(void **state)
{
    (void)state;
    static const int64_t by[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    enum { N = sizeof by / sizeof *by };
    struct explain_move moves[N];
    uint32_t all[N], *support[] = {all};
    size_t n_support[] = {N}, view = 0;
    const struct explain_cell cell = {.difference = 10};
    const struct explain_problem p = {&cell, 1, moves, N, support, n_support};
    struct explain_found found;
    for (uint32_t m = 0; m < N; m++) {
        moves[m] = (struct explain_move){m, &by[m]};
        all[m] = m;
    }
    explain_search(&p, &view, 1, 1000, &found);
    assert_int_equal(found.n, 4);                      /* 1+9, 2+8, 3+7, 4+6 */
    assert_int_equal(found.searched, 2);
    assert_false(found.more);
    explain_search(&p, &view, 1, 6, &found);
    assert_true(found.n > 0 && found.n < 4 && found.more);
    assert_int_equal(found.searched, 1);
    explain_search(&p, &view, 1, 1, &found);
    assert_int_equal(found.n, 0);
    assert_int_equal(found.searched, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_every_smallest_set), cmocka_unit_test(finds_a_set_beside_a_wrong_number), cmocka_unit_test(explains_tables_apart),
        cmocka_unit_test(work_is_bounded), cmocka_unit_test(a_search_that_stops_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
