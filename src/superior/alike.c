#include "superior/alike.h"
#include "base/overlap.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* Two texts with 80% of their words in common agree in at least one of 24 bands of 4 places but once in 200 times. */
enum { BANDS = 24, PLACES = 4, SIGNATURE = BANDS * PLACES, OWN_WORDS = 60, PROMISING = 40 };   /* the last two in per cent */

struct body { int64_t agency; const char *section; uint64_t signature[SIGNATURE]; };
struct banded { uint64_t key; uint32_t body; };
struct alike_finder {
    struct store *store;
    uint64_t *own;                                     /* shingles of the words that the form's queries put into sentences */
    size_t n_own;
    int percent, shortest;
    struct arena arena;
    struct body *bodies;
    size_t n_bodies, cap_bodies;
    uint64_t *pairs;                                   /* two places in bodies, the later one first */
    size_t n_pairs, cap_pairs;
    struct diag *diag;
};

/* ---- the program's own words ---- */

static void take_literals(struct text *out, const char *sql)
{
    for (const char *open = sql ? strchr(sql, '\'') : NULL; open;) {
        const char *close = strchr(open + 1, '\'');
        if (!close) return;
        text_add_n(out, open + 1, (size_t)(close - open - 1));
        open = strchr(close + 1, '\'');
    }
}

static void take_own_words(struct alike_finder *f, const struct form *form)
{
    struct text words = {0};
    for (size_t i = 0; i < form->n_sections; i++) {
        const struct form_section *s = &form->sections[i];
        for (size_t k = 0; k < s->n_defaults; k++) take_literals(&words, s->defaults[k].query);
        take_literals(&words, s->always.query);
        take_literals(&words, s->summed.query);
    }
    f->own = overlap_shingles(text_get(&words), &f->n_own);
    text_release(&words);
}

static bool is_own(const struct alike_finder *f, const char *paragraph)
{
    size_t n;
    uint64_t *all = overlap_shingles(paragraph, &n);
    int share = overlap_of(all, n, f->own, f->n_own);
    free(all);
    return share >= OWN_WORDS;
}

/* ---- bodies ---- */

/* The shingles of an agency's section; free() them. */
static bool read_body(struct alike_finder *f, int64_t agency, const char *section, uint64_t **all, size_t *n)
{
    static const char sql[] = "SELECT body FROM texts_printed WHERE agency = :agency AND section = :section ORDER BY rowid";
    struct query *q = NULL;
    struct text words = {0};
    bool row = true, ok = query_open(&q, f->store, sql, "alike", 1, f->diag);
    if (!ok) return false;
    query_bind(q, ":agency", agency);
    query_bind_text(q, ":section", section);
    while ((ok = query_next(q, &row, f->diag)) && row)
        if (!is_own(f, query_text(q, 0))) text_printf(&words, "%s\n", query_text(q, 0));
    query_close(q);
    *all = overlap_shingles(text_get(&words), n);
    text_release(&words);
    return ok;
}

/* splitmix64: a new order of all shingles for every place of the signature. */
static uint64_t mixed(uint64_t x, uint64_t place)
{
    x += (place + 1) * UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static void add_body(struct alike_finder *f, int64_t agency, const char *section, const uint64_t *all, size_t n)
{
    if (n < (size_t)f->shortest) return;
    f->bodies = memory_grow(f->bodies, f->n_bodies, &f->cap_bodies, sizeof *f->bodies);
    struct body *b = &f->bodies[f->n_bodies++];
    *b = (struct body){.agency = agency, .section = section};
    for (size_t p = 0; p < SIGNATURE; p++) {
        b->signature[p] = UINT64_MAX;
        for (size_t i = 0; i < n; i++) {
            uint64_t x = mixed(all[i], p);
            if (x < b->signature[p]) b->signature[p] = x;
        }
    }
}

static bool read_bodies(struct alike_finder *f)
{
    static const char sql[] =
        "SELECT DISTINCT t.agency, t.section FROM texts_printed t JOIN filings i ON i.agency = t.agency WHERE t.section IN ('overview', 'problems') ORDER BY t.section, t.agency";
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, f->store, sql, "alike", 1, f->diag);
    while (ok && (ok = query_next(q, &row, f->diag)) && row) {
        uint64_t *all = NULL;
        size_t n = 0;
        const char *section = arena_dup(&f->arena, query_text(q, 1));
        ok = read_body(f, query_integer(q, 0), section, &all, &n);
        if (ok) add_body(f, query_integer(q, 0), section, all, n);
        free(all);
    }
    query_close(q);
    return ok;
}

/* ---- pairs ---- */

static int by_key(const void *left, const void *right)
{
    const struct banded *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->body > b->body) - (a->body < b->body);
}

static int by_number(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void add_pair(struct alike_finder *f, uint32_t later, uint32_t earlier)
{
    f->pairs = memory_grow(f->pairs, f->n_pairs, &f->cap_pairs, sizeof *f->pairs);
    f->pairs[f->n_pairs++] = (uint64_t)later << 32 | earlier;
}

static void pair_band(struct alike_finder *f, struct banded *list, size_t band)
{
    for (size_t i = 0; i < f->n_bodies; i++) {
        const uint64_t *places = &f->bodies[i].signature[band * PLACES];
        list[i] = (struct banded){0, (uint32_t)i};
        for (size_t p = 0; p < PLACES; p++) list[i].key = mixed(list[i].key ^ places[p], p);
    }
    qsort(list, f->n_bodies, sizeof *list, by_key);
    size_t first = 0;
    for (size_t i = 1; i < f->n_bodies; i++) {
        if (list[i].key != list[first].key) {
            first = i;
            continue;
        }
        add_pair(f, list[i].body, list[first].body);
        if (i - 1 > first) add_pair(f, list[i].body, list[i - 1].body);
    }
}

static void pair_up(struct alike_finder *f)
{
    struct banded *list = memory_alloc((f->n_bodies + 1) * sizeof *list);
    for (size_t band = 0; band < BANDS && f->n_bodies; band++) pair_band(f, list, band);
    free(list);
    if (f->n_pairs) qsort(f->pairs, f->n_pairs, sizeof *f->pairs, by_number);
}

static bool is_promising(const struct body *a, const struct body *b)
{
    int same = 0;
    for (size_t p = 0; p < SIGNATURE; p++) same += a->signature[p] == b->signature[p];
    return !strcmp(a->section, b->section) && same * 100 >= SIGNATURE * PROMISING;
}

static bool compare(struct alike_finder *f, const struct body *later, const struct body *earlier)
{
    uint64_t *a = NULL, *b = NULL;
    size_t n = 0, m = 0;
    bool ok = read_body(f, later->agency, later->section, &a, &n) && read_body(f, earlier->agency, earlier->section, &b, &m);
    int one = overlap_of(a, n, b, m), other = overlap_of(b, m, a, n), share = one < other ? one : other;
    free(a);
    free(b);
    return ok && (share < f->percent || store_put_alike(f->store, later->agency, earlier->agency, later->section, share, f->diag));
}

static bool compare_pairs(struct alike_finder *f)
{
    for (size_t i = 0; i < f->n_pairs; i++) {
        const struct body *later = &f->bodies[f->pairs[i] >> 32], *earlier = &f->bodies[f->pairs[i] & UINT32_MAX];
        if (i && f->pairs[i] == f->pairs[i - 1]) continue;
        if (is_promising(later, earlier) && !compare(f, later, earlier)) return false;
    }
    return true;
}

bool alike_find(struct store *store, const struct form *form, int percent, int shortest, struct diag *diag)
{
    struct alike_finder f = {.store = store, .percent = percent, .shortest = shortest, .diag = diag};
    take_own_words(&f, form);
    bool ok = read_bodies(&f);
    if (ok) pair_up(&f);
    ok = ok && store_begin(store, diag) && compare_pairs(&f) && store_commit(store, diag);
    arena_release(&f.arena);
    free(f.own);
    free(f.bodies);
    free(f.pairs);
    return ok;
}
