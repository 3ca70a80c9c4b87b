#include "superior/rollup.h"
#include "base/apart.h"

struct last_year_reading {
    struct store *store;
    struct report *report;
    struct rollup *all;
    struct diag *diag;
};

/* The numbers of an agency's report of last year, like a part's row; *numbers NULL where there is none. */
static bool read_last(const struct last_year_reading *r, int64_t agency, struct decimal **numbers)
{
    static const char *const sets[] = {"previous", "declared"};
    struct decimal *own = arena_alloc(&r->report->arena, (r->all->n_slots + 1) * sizeof *own);
    bool any = false;
    for (size_t i = 0; i < r->all->n_slots; i++) own[i].scale = -1;
    for (size_t i = 0; !any && i < sizeof sets / sizeof *sets; i++) {
        const struct rollup_set set = {r->all->first, agency, r->report->year - 1, sets[i]};
        if (!rollup_read(r->store, r->report, &set, own, &any, r->diag)) return false;
    }
    *numbers = any ? own : NULL;
    return true;
}

static const struct filing *filing_of(const struct rollup *all, int64_t agency)
{
    for (size_t i = 0; i < all->n_filings; i++)
        if (all->filings[i].agency == agency) return &all->filings[i];
    return NULL;
}

static const char *why_gone(const struct last_year_reading *r, const struct agency_tree *tree, const struct tree_agency *a)
{
    const struct filing *f = filing_of(r->all, a->id);
    const struct tree_agency *up = a->successor ? agency_tree_find(tree, a->successor) : NULL;
    if (f && (f->state == FILING_MISSING || f->state == FILING_PENDING)) return "今年缺报";
    if (f && f->state == FILING_UNREAD) return "今年的读不了";
    if (a->until != NO_DAY && a->until < tree->last) return up ? arena_printf(&r->report->arena, "并入%s", up->name) : "已停用";
    return "今年不计入";
}

/* Standing of last year: those that were summed then. */
static bool was_summed(const struct agency_tree *tree, const struct tree_agency *a, int year)
{
    struct agency_tree last = *tree;
    last.first = civil_day(year - 1, 1, 1);
    last.last = civil_day(year - 1, 12, 31);
    enum agency_standing s = agency_tree_standing(&last, a);
    return s == AGENCY_SUMMED || s == AGENCY_MERGED;
}

/* An agency and its successor may have one name. */
static void tell_apart(struct arena *arena, struct rollup_last *last, struct coded_name *names)
{
    const char **shown = names_apart(arena, names, last->n);
    for (size_t i = 0; i < last->n; i++) last->movers[i].name = shown[i];
}

static bool add_mover(const struct last_year_reading *r, struct rollup_last *last, const struct agency_tree *tree, const struct tree_agency *a, int part, bool *any)
{
    struct decimal *numbers = NULL;
    if (was_summed(tree, a, r->report->year) && !read_last(r, a->id, &numbers)) return false;
    if (part < 0 && !numbers) return true;
    *any = *any || numbers;
    const char *only = !numbers ? (a->from != NO_DAY && a->from >= tree->first ? "新成立" : "没有上年年报") : part < 0 ? why_gone(r, tree, a) : NULL;
    last->movers[last->n++] = (struct rollup_mover){a->name, only, part, numbers};
    return true;
}

bool rollup_last_year(struct store *store, struct report *report, const struct filings *filings, const struct form *last_form, struct diag *diag)
{
    struct arena *arena = &report->arena;
    struct rollup *all = report->rollup;
    const struct agency_tree *tree = filings->tree;
    const struct last_year_reading r = {store, report, all, diag};
    if (!last_form) return true;
    struct rollup_last *last = arena_alloc(arena, sizeof *last);
    bool *known = arena_alloc(arena, all->n_slots + 1), any = false;
    int *parts = arena_alloc(arena, ((size_t)tree->n_ids + 1) * sizeof *parts);     /* by agency: place + 1 */
    struct decimal *own;
    for (size_t p = 0; p < all->n_parts; p++) parts[all->parts[p]->agency] = (int)p + 1;
    last->movers = arena_alloc(arena, (tree->n + 1) * sizeof *last->movers);
    struct coded_name *names = arena_alloc(arena, (tree->n + 1) * sizeof *names);
    for (size_t i = 0; i < tree->n; i++) {
        names[last->n] = (struct coded_name){tree->list[i].name, tree->list[i].code};
        if (!add_mover(&r, last, tree, &tree->list[i], parts[tree->list[i].id] - 1, &any)) return false;
    }
    tell_apart(arena, last, names);
    if (!read_last(&r, tree->root, &own)) return false;
    for (size_t t = 0; t < report->form->n_tables; t++)
        for (size_t s = 0; s < report->form->tables[t].n_slots; s++) {
            const struct form_table *table;
            int slot;
            known[all->first[t] + s] = form_address(last_form, report->form->tables[t].slots[s].address, &table, &slot);
        }
    last->own = own;
    last->known = known;
    if (any) all->last = last;
    return true;
}
