/* The groups of agencies, and which agencies have no report of the latest year. */
#include "compare/comparison_inside.h"
#include <stdlib.h>
#include <string.h>

static void one_group(struct comparison *c)
{
    c->groups = arena_alloc(&c->arena, sizeof *c->groups);
    c->groups[0] = (struct comparison_group){.id = "", .label = "全部机关", .judged = true};
    c->n_groups = 1;
}

static void count_groups(struct comparison *c)
{
    for (size_t i = 0; i < c->n_agencies && c->n_years; i++) c->groups[c->agencies[i].group].n += comparison_entry(c, i, 0) != NULL;
    for (size_t g = 0; g < c->n_groups; g++) {
        c->groups[g].judged = c->groups[g].judged && c->groups[g].n >= c->settings.peers;
        c->groups[g].enough = arena_alloc(&c->arena, c->indicators->n * sizeof *c->groups[g].enough);
    }
}

static void add_missing(struct comparison *c, struct comparison_missing m)
{
    c->missing = memory_grow(c->missing, c->n_missing, &c->cap_missing, sizeof *c->missing);
    c->missing[c->n_missing++] = m;
}

/* Those that have a report of another year. */
static void find_missing(struct comparison *c)
{
    for (size_t i = 0; i < c->n_agencies && c->n_years; i++) {
        size_t last = 0;
        while (last < c->n_years && !comparison_entry(c, i, last)) last++;
        if (last && last < c->n_years) add_missing(c, (struct comparison_missing){c->agencies[i].code, c->agencies[i].name, c->agencies[i].group, c->years[last].year});
    }
}

void comparison_group(struct comparison *c)
{
    one_group(c);
    count_groups(c);
    find_missing(c);
}
