#include "database/relation_plan.h"
#include "ledger/rows/headings.h"

static void add_place(struct relation_plan *plan, int cell)
{
    for (size_t i = 0; i < plan->n_places; i++)
        if (plan->places[i] == (size_t)cell) return;
    if (cell >= 0) plan->places[plan->n_places++] = (size_t)cell;
}

struct relation_plan relation_plan_of(struct arena *a, const struct schema *schema, struct ledger_database *database, size_t relation)
{
    const struct ledger_relation *r = &database->relations[relation];
    const struct ledger_table *t = r->table;
    const size_t n = r->n_headings + 1;
    struct problems said_later = {0};                  /* by the reader, with the same headings */
    struct ledger_agencies none = {0};
    const struct row_context context = {.schema = schema, .problems = &said_later, .agencies = &none};
    const struct ledger_file file = {.shown = r->shown, .table = t, .database = database, .relation = relation};
    const struct row_report report = {&said_later, &file};
    const struct raw_row head = ledger_relation_head(r, arena_alloc(a, n * sizeof(struct slice)));
    struct relation_plan plan = {.fetched = arena_alloc(a, n * sizeof *plan.fetched), .columns = arena_alloc(a, n * sizeof *plan.columns), .places = arena_alloc(a, n * sizeof *plan.places)};
    struct headings h;
    (void)!headings_read(&h, &context, &report, &head);
    for (size_t i = 0; i < h.n; i++) {
        plan.fetched[i] = h.column_of[i] >= 0 || h.column_of[i] == HEADING_IS_WIDE;
        plan.columns[i] = h.column_of[i] >= 0 && h.collected_cell != (int)i ? &t->columns[h.column_of[i]] : NULL;
    }
    for (size_t i = 0; i < t->n_key; i++) add_place(&plan, h.cell_of[t->key[i]]);
    for (size_t i = 0; i < t->n_columns; i++) add_place(&plan, h.cell_of[i]);
    for (size_t i = 0; i < h.n; i++)
        if (plan.fetched[i]) add_place(&plan, (int)i);
    plan.agency = t->agency >= 0 ? h.cell_of[t->agency] : -1;
    headings_release(&h);
    problems_release(&said_later);
    return plan;
}
