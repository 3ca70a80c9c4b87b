#include "superior/last_reports.h"
#include "superior/submission_put.h"
#include <stdlib.h>
#include <string.h>

bool submission_counts_before(const struct submission *s, bool draft, const char *as_of, const char *shown)
{
    const char *mine = s->origin.as_of ? s->origin.as_of : "", *its = as_of ? as_of : "";
    if (s->draft != draft) return draft;
    int order = strcmp(mine, its);
    return order ? order > 0 : strcmp(s->shown, shown) < 0;
}

static void say_aside(struct last_reports *all, struct problems *problems, const struct submission *s, const char *aside, const char *used)
{
    problems_add(problems, &(struct problem){.id = "R01", .file = aside, .key = s->name ? s->name : s->code, .past = true,
                                             .text = arena_printf(&all->arena, "上年的年报不止一份，这一份没有用；用的是 %s", used)});
}

static struct last_report *report_of(struct last_reports *all, int64_t agency)
{
    for (size_t i = all->n; i-- > 0;)
        if (all->list[i].agency == agency) return &all->list[i];
    return NULL;
}

bool last_reports_put(struct last_reports *all, struct store *store, struct problems *problems, const struct submission *s, const struct form *form,
                      int64_t agency, bool *counts, struct diag *diag)
{
    struct last_report *old = report_of(all, agency);
    *counts = !old || submission_counts_before(s, old->draft, old->as_of, old->shown);
    if (old) say_aside(all, problems, s, *counts ? old->shown : s->shown, *counts ? s->shown : old->shown);
    if (!*counts) return true;
    if (!old) {
        all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
        old = &all->list[all->n++];
    }
    *old = (struct last_report){agency, s->draft, arena_dup(&all->arena, s->origin.as_of), arena_dup(&all->arena, s->shown)};
    return store_forget_last_year(store, agency, s->year, diag) && submission_put_cells(store, s, form, "previous", agency, diag) &&
           submission_put_texts(store, s, agency, true, diag);
}

void last_reports_release(struct last_reports *all)
{
    arena_release(&all->arena);
    free(all->list);
    *all = (struct last_reports){0};
}
