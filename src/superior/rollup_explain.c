#include "superior/rollup.h"
#include "superior/explain.h"
#include <stdlib.h>
#include <string.h>

/* A move, and how it is called in the store. */
struct agency_move { const struct filing *filing; const char *how; };

/* The cells that one set of the government's figures has. */
struct told_figures {
    struct arena arena;
    struct store *store;
    const struct report *report;
    const char *set;
    struct explain_cell *cells;
    const struct form_slot **slots;
    const struct form_table **tables;
    size_t n, cap, cap_slots, cap_tables;
    bool differs;
    size_t **at;                                       /* by table and slot: cell + 1 */
    struct explain_move *moves;
    struct agency_move *origins;                       /* by move */
    size_t n_moves, cap_moves, cap_origins;
};

/* ---- what was told ---- */

static size_t number_of(const struct form_table *t, size_t slot, bool row)
{
    const char *id = row ? t->slots[slot].row : t->slots[slot].col;
    size_t k = 0;
    while (strcmp(row ? t->slots[k].row : t->slots[k].col, id)) k++;
    return k;
}

static void add_cell(struct told_figures *t, size_t table, size_t slot, int64_t told, int64_t sum)
{
    enum { SLOTS = 1 << 20 };                          /* more than a table may have */
    const struct form_table *own = &t->report->form->tables[table];
    t->cells = memory_grow(t->cells, t->n, &t->cap, sizeof *t->cells);
    t->slots = memory_grow(t->slots, t->n, &t->cap_slots, sizeof *t->slots);
    t->tables = memory_grow(t->tables, t->n, &t->cap_tables, sizeof *t->tables);
    t->cells[t->n] = (struct explain_cell){(int64_t)((uint64_t)told - (uint64_t)sum), table, table * SLOTS + number_of(own, slot, true), table * SLOTS + number_of(own, slot, false)};
    t->slots[t->n] = &own->slots[slot];
    t->tables[t->n] = own;
    t->differs = t->differs || t->cells[t->n].difference;
    t->at[table][slot] = ++t->n;
}

/* An empty cell counts as zero: that an agency has a number where none was published is a difference as well. */
static bool read_told(struct told_figures *t, struct diag *diag)
{
    static const char sql[] =
        "SELECT t.tbl, t.row, t.col, coalesce(t.value, 0), coalesce(c.value, 0) FROM cells t LEFT JOIN cells c ON c.agency = t.agency AND c.year = t.year AND"
        " c.set_id = 'computed' AND c.tbl = t.tbl AND c.row = t.row AND c.col = t.col WHERE t.agency = :agency AND t.year = :year AND t.set_id = :set";
    const struct form *form = t->report->form;
    struct query *q = NULL;
    bool row, ok = query_open(&q, t->store, sql, "differences", 1, diag);
    if (!ok) return false;
    query_bind_asked(q, report_asked(t->report));
    query_bind_text(q, ":set", t->set);
    t->at = arena_alloc(&t->arena, (form->n_tables + 1) * sizeof *t->at);
    for (size_t i = 0; i < form->n_tables; i++) t->at[i] = arena_alloc(&t->arena, (form->tables[i].n_slots + 1) * sizeof **t->at);
    while ((ok = query_next(q, &row, diag)) && row) {
        const struct form_table *table = form_table(form, query_text(q, 0));
        int slot = table ? form_slot(table, query_text(q, 1), query_text(q, 2)) : -1;
        if (slot >= 0) add_cell(t, (size_t)(table - form->tables), (size_t)slot, query_integer(q, 3), query_integer(q, 4));
    }
    query_close(q);
    return ok;
}

/* ---- what an agency may have done to it ---- */

static int64_t *new_vector(struct told_figures *t) { return arena_alloc(&t->arena, (t->n + 1) * sizeof(int64_t)); }

static void add_move(struct told_figures *t, const struct filing *f, const char *how, const int64_t *by)
{
    bool any = false;
    for (size_t c = 0; c < t->n; c++) any = any || by[c];
    if (!any) return;
    t->moves = memory_grow(t->moves, t->n_moves, &t->cap_moves, sizeof *t->moves);
    t->origins = memory_grow(t->origins, t->n_moves, &t->cap_origins, sizeof *t->origins);
    t->moves[t->n_moves] = (struct explain_move){(size_t)f->agency, by};
    t->origins[t->n_moves++] = (struct agency_move){f, how};
}

/* One set of an agency's cells; the cells of its report are `own`. */
struct other_numbers { const char *set; bool last_year; int64_t *by; bool *there; };

static void add_moves(struct told_figures *t, const struct filing *f, const int64_t *own, struct other_numbers *others, size_t n)
{
    int64_t *minus = new_vector(t);
    for (size_t c = 0; c < t->n; c++) minus[c] = -own[c];
    if (f->counted) add_move(t, f, "left_out", minus);
    if (f->file) add_move(t, f, f->counted ? "twice" : "extra", own);
    for (size_t i = 0; i < n; i++) {
        bool missing = !f->counted && others[i].last_year && !f->file;
        if (!f->counted && !missing) continue;
        for (size_t c = 0; c < t->n; c++) others[i].by[c] = others[i].there[c] ? others[i].by[c] - own[c] : 0;
        add_move(t, f, others[i].last_year ? "last_year" : "copy", others[i].by);
    }
}

static bool read_agency(struct told_figures *t, const struct filing *f, struct diag *diag)
{
    static const char sql[] =
        "SELECT set_id, tbl, row, col, value FROM cells WHERE agency = :agency AND value IS NOT NULL AND ((year = :year AND (set_id IN ('submission', 'declared')"
        " OR set_id GLOB 'other*')) OR (year = :year - 1 AND set_id = 'previous')) ORDER BY year DESC, set_id = 'submission' DESC, set_id";
    const struct form *form = t->report->form;
    struct other_numbers *others = NULL, *other = NULL;
    struct query *q = NULL;
    size_t n = 0, cap = 0;
    bool row, ok = query_open(&q, t->store, sql, "differences", 1, diag);
    if (!ok) return false;
    int64_t *own = new_vector(t);
    struct asked asked = report_asked(t->report);
    asked.agency = f->agency;
    query_bind_asked(q, asked);
    while ((ok = query_next(q, &row, diag)) && row) {
        const struct form_table *table = form_table(form, query_text(q, 1));
        int slot = table ? form_slot(table, query_text(q, 2), query_text(q, 3)) : -1;
        size_t cell = slot < 0 ? 0 : t->at[table - form->tables][slot];
        const char *set = query_text(q, 0);
        if (!cell) continue;
        if (!strcmp(set, "submission")) {
            own[cell - 1] = query_integer(q, 4);
            continue;
        }
        if (!n || strcmp(others[n - 1].set, set)) {
            others = memory_grow(others, n, &cap, sizeof *others);
            others[n++] = (struct other_numbers){arena_dup(&t->arena, set), !strcmp(set, "previous"), new_vector(t), arena_alloc(&t->arena, t->n + 1)};
        }
        other = &others[n - 1];
        other->by[cell - 1] = query_integer(q, 4);
        other->there[cell - 1] = true;
    }
    query_close(q);
    if (ok) add_moves(t, f, own, others, n);
    free(others);
    return ok;
}

/* ---- into the store ---- */

static bool put_cell(const struct told_figures *t, size_t cell, const struct explained *e, struct diag *diag)
{
    struct explained_record record = {.set = t->set, .table = t->tables[cell]->id, .row = t->slots[cell]->row, .col = t->slots[cell]->col,
                                      .choices = (int64_t)e->n, .more = e->more, .searched = e->searched};
    if (!e->n) return store_put_explained(t->store, &record, diag);
    for (size_t i = 0; i < e->n; i++)
        for (size_t k = 0; k < e->sets[i].n; k++) {
            const struct agency_move *move = &t->origins[e->sets[i].moves[k]];
            record.choice = (int64_t)i + 1;
            record.agency = move->filing->agency;
            record.how = move->how;
            if (!store_put_explained(t->store, &record, diag)) return false;
        }
    return true;
}

static bool put_all(struct told_figures *t, struct diag *diag)
{
    const struct explained *all = explain(&t->arena, t->cells, t->n, t->moves, t->n_moves);
    if (!store_begin(t->store, diag)) return false;
    for (size_t c = 0; c < t->n; c++)
        if (t->cells[c].difference && !put_cell(t, c, &all[c], diag)) return false;
    return store_commit(t->store, diag);
}

static bool explain_set_of(struct told_figures *t, const struct filings *filings, struct diag *diag)
{
    bool ok = read_told(t, diag);
    for (size_t i = 0; ok && t->differs && i < filings->n; i++)
        if (filings->list[i].agency) ok = read_agency(t, &filings->list[i], diag);
    ok = ok && (!t->differs || put_all(t, diag));
    free(t->cells);
    free(t->slots);
    free(t->tables);
    free(t->moves);
    free(t->origins);
    arena_release(&t->arena);
    return ok;
}

bool rollup_explain(struct store *store, const struct report *report, const struct filings *filings, struct diag *diag)
{
    static const char *const sets[] = {"declared", "submission"};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct told_figures t = {.store = store, .report = report, .set = sets[i]};
        if (!explain_set_of(&t, filings, diag)) return false;
    }
    return true;
}
