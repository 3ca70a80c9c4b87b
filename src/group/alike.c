#include "group/alike.h"
#include "base/overlap.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

enum { FEW = 8, OWN_WORDS = 60, SHARED = 20 };        /* OWN_WORDS, SHARED in per cent */

struct body { int64_t agency; const char *section; size_t sampled; };
struct posting { uint64_t shingle; uint32_t body; };
struct finder {
    struct store *store;
    struct text own;                                   /* the words that the form's queries put into sentences */
    int percent, shortest;
    struct arena arena;
    struct body *bodies;
    size_t n_bodies, cap_bodies;
    struct posting *postings;
    size_t n_postings, cap_postings;
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

static void take_own_words(struct finder *f, const struct form *form)
{
    for (size_t i = 0; i < form->n_sections; i++) {
        const struct form_section *s = &form->sections[i];
        for (size_t k = 0; k < s->n_defaults; k++) take_literals(&f->own, s->defaults[k].query);
        take_literals(&f->own, s->always.query);
        take_literals(&f->own, s->summed.query);
    }
}

/* ---- bodies ---- */

static bool read_body(struct finder *f, int64_t agency, const char *section, struct text *out)
{
    static const char sql[] = "SELECT body FROM texts_printed WHERE agency = :agency AND section = :section ORDER BY rowid";
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, f->store, sql, "alike", 1, f->diag);
    text_clear(out);
    if (!ok) return false;
    query_bind(q, ":agency", agency);
    query_bind_text(q, ":section", section);
    while ((ok = query_next(q, &row, f->diag)) && row)
        if (overlap_percent(query_text(q, 0), text_get(&f->own)) < OWN_WORDS) text_printf(out, "%s\n", query_text(q, 0));
    query_close(q);
    return ok;
}

/* One shingle in eight stands for all: enough to find who is worth comparing. */
static bool is_sample(uint64_t shingle) { return (shingle * UINT64_C(0xD6E8FEB86659FD93)) >> 61 == 0; }

static void index_body(struct finder *f, int64_t agency, const char *section, const char *words)
{
    size_t n;
    uint64_t *all = overlap_shingles(words, &n);
    if (n < (size_t)f->shortest) {
        free(all);
        return;
    }
    f->bodies = memory_grow(f->bodies, f->n_bodies, &f->cap_bodies, sizeof *f->bodies);
    struct body *b = &f->bodies[f->n_bodies++];
    *b = (struct body){agency, section, 0};
    for (size_t i = 0; i < n; i++) {
        if (!is_sample(all[i])) continue;
        f->postings = memory_grow(f->postings, f->n_postings, &f->cap_postings, sizeof *f->postings);
        f->postings[f->n_postings++] = (struct posting){all[i], (uint32_t)(f->n_bodies - 1)};
        b->sampled++;
    }
    free(all);
}

static bool read_bodies(struct finder *f)
{
    static const char sql[] =
        "SELECT DISTINCT t.agency, t.section FROM texts_printed t JOIN filings i ON i.agency = t.agency WHERE t.section IN ('overview', 'problems') ORDER BY t.section, t.agency";
    struct query *q = NULL;
    struct text words = {0};
    bool row = true, ok = query_open(&q, f->store, sql, "alike", 1, f->diag);
    while (ok && (ok = query_next(q, &row, f->diag)) && row) {
        const char *section = arena_dup(&f->arena, query_text(q, 1));
        ok = read_body(f, query_integer(q, 0), section, &words);
        if (ok) index_body(f, query_integer(q, 0), section, text_get(&words));
    }
    query_close(q);
    text_release(&words);
    return ok;
}

/* ---- pairs ---- */

static int by_shingle(const void *left, const void *right)
{
    const struct posting *a = left, *b = right;
    if (a->shingle != b->shingle) return a->shingle < b->shingle ? -1 : 1;
    return (a->body > b->body) - (a->body < b->body);
}

static int by_number(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void add_pair(struct finder *f, const struct posting *later, const struct posting *earlier)
{
    f->pairs = memory_grow(f->pairs, f->n_pairs, &f->cap_pairs, sizeof *f->pairs);
    f->pairs[f->n_pairs++] = (uint64_t)later->body << 32 | earlier->body;
}

static void pair_up(struct finder *f)
{
    if (f->n_postings) qsort(f->postings, f->n_postings, sizeof *f->postings, by_shingle);
    for (size_t i = 0, n; i < f->n_postings; i += n) {
        const struct posting *group = &f->postings[i];
        for (n = 1; i + n < f->n_postings && group[n].shingle == group->shingle;) n++;
        for (size_t a = 1; a < n; a++)
            for (size_t b = 0; b < a; b++)
                if (n <= FEW || b == 0 || b == a - 1) add_pair(f, &group[a], &group[b]);
    }
    if (f->n_pairs) qsort(f->pairs, f->n_pairs, sizeof *f->pairs, by_number);
}

static bool compare(struct finder *f, const struct body *later, const struct body *earlier)
{
    struct text a = {0}, b = {0};
    bool ok = !strcmp(later->section, earlier->section);
    if (!ok) return true;
    ok = read_body(f, later->agency, later->section, &a) && read_body(f, earlier->agency, earlier->section, &b);
    int one = ok ? overlap_percent(text_get(&a), text_get(&b)) : 0, other = ok ? overlap_percent(text_get(&b), text_get(&a)) : 0;
    int share = one < other ? one : other;
    if (ok && share >= f->percent) ok = store_put_alike(f->store, later->agency, earlier->agency, later->section, share, f->diag);
    text_release(&a);
    text_release(&b);
    return ok;
}

static bool compare_pairs(struct finder *f)
{
    for (size_t i = 0, n; i < f->n_pairs; i += n) {
        const struct body *later = &f->bodies[f->pairs[i] >> 32], *earlier = &f->bodies[f->pairs[i] & UINT32_MAX];
        for (n = 1; i + n < f->n_pairs && f->pairs[i + n] == f->pairs[i];) n++;
        size_t least = later->sampled < earlier->sampled ? later->sampled : earlier->sampled;
        if (n * 100 >= least * SHARED && !compare(f, later, earlier)) return false;
    }
    return true;
}

bool alike_find(struct store *store, const struct form *form, int percent, int shortest, struct diag *diag)
{
    struct finder f = {.store = store, .percent = percent, .shortest = shortest, .diag = diag};
    take_own_words(&f, form);
    bool ok = read_bodies(&f);
    pair_up(&f);
    ok = ok && store_begin(store, diag) && compare_pairs(&f) && store_commit(store, diag);
    text_release(&f.own);
    arena_release(&f.arena);
    free(f.bodies);
    free(f.postings);
    free(f.pairs);
    return ok;
}
