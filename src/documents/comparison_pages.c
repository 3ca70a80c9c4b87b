/* The files of the agencies' pages, and what concerns each agency. */
#include "documents/comparison_pages.h"
#include "documents/agency_files.h"

/* ---- files ---- */

static const char **name_files(struct arena *a, const struct comparison *c)
{
    struct coded_name *names = arena_alloc(a, (c->n_agencies + 1) * sizeof *names);
    for (size_t i = 0; i < c->n_agencies; i++) names[i] = (struct coded_name){c->agencies[i].name, c->agencies[i].code};
    const char **files = agency_files(a, names, c->n_agencies);
    for (size_t i = 0; i < c->n_agencies; i++) files[i] = arena_printf(a, COMPARISON_FOLDER "/%s.html", files[i]);
    return files;
}

const char *comparison_page_file(const struct comparison_pages *pages, size_t agency) { return pages->files[agency]; }

/* ---- what concerns an agency ---- */

static size_t agency_of_first(const struct comparison_pages *p, size_t i) { return p->c->entries[p->c->first[i].entry].agency; }
static size_t agency_of_outlier(const struct comparison_pages *p, size_t i) { return p->c->entries[p->c->outliers[i].entry].agency; }
static size_t agency_of_change(const struct comparison_pages *p, size_t i) { return p->c->changes[p->change_places[i].change].list[p->change_places[i].one].agency; }

/* Sorted by counting: their order stays. */
static struct places_of_agencies sort(struct arena *a, const struct comparison_pages *p, size_t n, size_t (*agency_of)(const struct comparison_pages *, size_t))
{
    size_t agencies = p->c->n_agencies;
    struct places_of_agencies s = {arena_alloc(a, (agencies + 2) * sizeof *s.from), arena_alloc(a, (n + 1) * sizeof *s.list)};
    for (size_t i = 0; i < n; i++) s.from[agency_of(p, i) + 2]++;
    for (size_t i = 2; i < agencies + 2; i++) s.from[i] += s.from[i - 1];
    for (size_t i = 0; i < n; i++) s.list[s.from[agency_of(p, i) + 1]++] = i;
    return s;
}

const struct comparison_pages *comparison_pages(struct arena *a, const struct comparison *c)
{
    struct comparison_pages *p = arena_alloc(a, sizeof *p);
    size_t n = 0;
    *p = (struct comparison_pages){.c = c, .files = name_files(a, c)};
    for (size_t i = 0; i < c->n_changes; i++) n += c->changes[i].n;
    p->change_places = arena_alloc(a, (n + 1) * sizeof *p->change_places);
    n = 0;
    for (size_t i = 0; i < c->n_changes; i++)
        for (size_t k = 0; c->changes[i].told && k < c->changes[i].n; k++) p->change_places[n++] = (struct change_place){i, k};
    p->first = sort(a, p, c->n_first, agency_of_first);
    p->outliers = sort(a, p, c->n_outliers, agency_of_outlier);
    p->changes = sort(a, p, n, agency_of_change);
    return p;
}
