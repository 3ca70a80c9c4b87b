/* The files of the agencies' pages, and what concerns each agency. */
#include "documents/comparison_pages.h"
#include "base/intern.h"
#include "base/outdir.h"
#include <stdlib.h>
#include <string.h>

/* ---- files ---- */

/* A key that is equal for names that are one file on some system; the name itself is safe. */
static char *key_of(const char *name, char **safe)
{
    *safe = outdir_safe_name(name);
    return outdir_folded_name(*safe);
}

static bool is_taken(const struct intern *all, const char *name)
{
    char *safe, *key = key_of(name, &safe);
    bool taken = intern_find(all, key, strlen(key));
    free(key);
    free(safe);
    return taken;
}

static const char *take(struct arena *a, struct intern *taken, const char *name)
{
    char *safe, *key = key_of(name, &safe);
    intern_number(taken, key, strlen(key));
    const char *file = arena_printf(a, COMPARISON_FOLDER "/%s.html", safe);
    free(key);
    free(safe);
    return file;
}

/* Agencies of one name have their code behind it, all of them; where even that is not enough, their place. */
static const char **name_files(struct arena *a, const struct comparison *c)
{
    const char **files = arena_alloc(a, (c->n_agencies + 1) * sizeof *files);
    struct intern *seen = intern_new(), *twice = intern_new(), *taken = intern_new();
    for (size_t i = 0; i < c->n_agencies; i++) {
        char *safe, *key = key_of(c->agencies[i].name, &safe);
        if (intern_find(seen, key, strlen(key))) intern_number(twice, key, strlen(key));
        intern_number(seen, key, strlen(key));
        free(key);
        free(safe);
    }
    for (size_t i = 0; i < c->n_agencies; i++) {
        const struct comparison_agency *one = &c->agencies[i];
        const char *name = is_taken(twice, one->name) ? arena_printf(a, "%s（%s）", one->name, one->code ? one->code : "没有代码") : one->name;
        for (size_t k = i + 1; is_taken(taken, name); k += c->n_agencies) name = arena_printf(a, "%zu %s", k, one->name);
        files[i] = take(a, taken, name);
    }
    intern_free(seen);
    intern_free(twice);
    intern_free(taken);
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
