/* The groups of agencies, and which agencies have no report of the latest year. */
#include "compare/comparison_inside.h"
#include <stdlib.h>
#include <string.h>

static int by_code(const void *a, const void *b) { return by_text(((const struct expected_agency *)a)->code, ((const struct expected_agency *)b)->code); }

static int by_name(const void *a, const void *b)
{
    const struct expected_agency *const *x = a, *const *y = b;
    return by_text((*x)->name, (*y)->name);
}

/* The agencies of the tree, to be found by code or by name. */
struct directory { const struct expected_agency *by_code, **by_name; size_t n; };

static struct directory directory_of(struct comparison *c)
{
    struct directory d = {.by_code = c->expected, .by_name = memory_alloc((c->n_expected + 1) * sizeof *d.by_name), .n = c->n_expected};
    if (d.n) qsort(c->expected, d.n, sizeof *c->expected, by_code);
    for (size_t i = 0; i < d.n; i++) d.by_name[i] = &c->expected[i];
    if (d.n) qsort(d.by_name, d.n, sizeof *d.by_name, by_name);
    return d;
}

static const struct expected_agency *find(const struct directory *d, const char *code, const char *name)
{
    const struct expected_agency key = {.code = code, .name = name}, *at = &key;
    const struct expected_agency *found = code && d->n ? bsearch(&key, d->by_code, d->n, sizeof key, by_code) : NULL;
    if (found) return found;
    const struct expected_agency **named = name && d->n ? bsearch(&at, d->by_name, d->n, sizeof *d->by_name, by_name) : NULL;
    return named ? *named : NULL;
}

/* ---- groups ---- */

/* An agency's place: kinds in their order, then levels; last those of no known kind. */
struct placing { struct peer peer; size_t *group; };

static int by_kind_and_level(const void *a, const void *b)
{
    const struct placing *x = a, *y = b;
    if (x->peer.kind != y->peer.kind) return x->peer.kind < y->peer.kind ? -1 : 1;
    return (x->peer.level > y->peer.level) - (x->peer.level < y->peer.level);
}

/* A kind is divided by levels only where the level of each of its agencies is known. */
static void settle_levels(const struct peers *peers, struct placing *list, size_t n)
{
    for (size_t k = 0; k <= peers->n_kinds; k++) {
        bool known = k < peers->n_kinds && peers->kinds[k].levelled;
        for (size_t i = 0; known && i < n; i++) known = list[i].peer.kind != k || list[i].peer.level;
        for (size_t i = 0; !known && i < n; i++)
            if (list[i].peer.kind == k) list[i].peer.level = 0;
    }
}

static struct comparison_group group_of(struct comparison *c, struct peer p, bool only)
{
    const struct peers *peers = c->peers;
    if (p.kind == peers->n_kinds) return (struct comparison_group){.id = "other", .label = only ? "全部机关" : "其他机关", .judged = only};
    const struct peer_kind *kind = &peers->kinds[p.kind];
    return (struct comparison_group){.id = p.level ? arena_printf(&c->arena, "%s.%d", kind->id, p.level) : kind->id,
                                     .label = arena_printf(&c->arena, "%s%s", peers_level_label(peers, p.level), kind->label), .judged = true};
}

static void divide(struct comparison *c, struct placing *list, size_t n)
{
    settle_levels(c->peers, list, n);
    if (n) qsort(list, n, sizeof *list, by_kind_and_level);
    c->groups = arena_alloc(&c->arena, (n + 1) * sizeof *c->groups);
    for (size_t i = 0; i < n; i++) {
        if (!i || by_kind_and_level(&list[i], &list[i - 1])) c->groups[c->n_groups++] = group_of(c, list[i].peer, !i && !by_kind_and_level(&list[0], &list[n - 1]));
        *list[i].group = c->n_groups - 1;
    }
}

static void one_group(struct comparison *c)
{
    c->groups = arena_alloc(&c->arena, sizeof *c->groups);
    c->groups[0] = (struct comparison_group){.id = "other", .label = "全部机关", .judged = true};
    c->n_groups = 1;
}

static struct peer peer_of(const struct comparison *c, const struct expected_agency *e, const char *name)
{
    if (!c->peers) return (struct peer){0};
    return e ? peers_by_codes(c->peers, e->kind, e->level, name) : peers_by_name(c->peers, name);
}

static void count_groups(struct comparison *c)
{
    for (size_t i = 0; i < c->n_agencies && c->n_years; i++) c->groups[c->agencies[i].group].n += comparison_entry(c, i, 0) != NULL;
    for (size_t g = 0; g < c->n_groups; g++) {
        c->groups[g].judged = c->groups[g].judged && c->groups[g].n >= c->settings.peers;
        c->groups[g].enough = arena_alloc(&c->arena, c->indicators->n * sizeof *c->groups[g].enough);
    }
}

/* ---- who is missing ---- */

static void add_missing(struct comparison *c, struct comparison_missing m)
{
    c->missing = memory_grow(c->missing, c->n_missing, &c->cap_missing, sizeof *c->missing);
    c->missing[c->n_missing++] = m;
}

/* Those that have a report of another year; with a tree, those of them that have to report or are not in it. */
static void find_gone(struct comparison *c, const struct expected_agency *const *expected)
{
    for (size_t i = 0; i < c->n_agencies && c->n_years; i++) {
        const struct comparison_agency *a = &c->agencies[i];
        size_t last = 0;
        while (last < c->n_years && !comparison_entry(c, i, last)) last++;
        if (last && last < c->n_years && (!c->tree || !expected[i] || expected[i]->reports)) add_missing(c, (struct comparison_missing){a->code, a->name, NULL, a->group, c->years[last].year});
    }
}

static int by_group_and_code(const void *a, const void *b)
{
    const struct comparison_missing *x = a, *y = b;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    int order = by_text(x->code, y->code);
    return order ? order : by_text(x->name, y->name);
}

/* An agency may be in both lists: then its code is the same. */
void comparison_name(struct comparison *c)
{
    struct coded_name *list = memory_alloc((c->n_agencies + c->n_missing + 1) * sizeof *list);
    for (size_t i = 0; i < c->n_agencies; i++) list[i] = (struct coded_name){c->agencies[i].name, c->agencies[i].code};
    for (size_t i = 0; i < c->n_missing; i++) list[c->n_agencies + i] = (struct coded_name){c->missing[i].name, c->missing[i].code};
    const char **shown = names_apart(&c->arena, list, c->n_agencies + c->n_missing);
    for (size_t i = 0; i < c->n_agencies; i++) c->agencies[i].shown = shown[i];
    for (size_t i = 0; i < c->n_missing; i++) c->missing[i].shown = shown[c->n_agencies + i];
    free(list);
}

void comparison_group(struct comparison *c)
{
    struct directory d = directory_of(c);
    const struct expected_agency **expected = memory_alloc((c->n_agencies + 1) * sizeof *expected);
    struct placing *list = memory_alloc((c->n_agencies + c->n_expected + 1) * sizeof *list);
    bool *there = memory_alloc(c->n_expected + 1);
    size_t n = 0;
    for (size_t i = 0; i < c->n_agencies; i++) {
        struct comparison_agency *a = &c->agencies[i];
        const struct expected_agency *e = expected[i] = find(&d, a->code, a->name);
        if (e) there[e - c->expected] = true;
        if (e && a->name == a->code) a->name = e->name;    /* a list of cells has codes alone */
        list[n++] = (struct placing){peer_of(c, e, a->name), &a->group};
    }
    for (size_t i = 0; i < c->n_expected; i++)
        if (c->expected[i].reports && !there[i]) add_missing(c, (struct comparison_missing){.code = c->expected[i].code, .name = c->expected[i].name});
    for (size_t i = 0; i < c->n_missing; i++)
        list[n++] = (struct placing){peer_of(c, find(&d, c->missing[i].code, c->missing[i].name), c->missing[i].name), &c->missing[i].group};
    if (c->peers) divide(c, list, n);
    else one_group(c);
    count_groups(c);
    find_gone(c, expected);
    if (c->n_missing) qsort(c->missing, c->n_missing, sizeof *c->missing, by_group_and_code);
    free(d.by_name);
    free(expected);
    free(list);
    free(there);
}
