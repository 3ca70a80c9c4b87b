#include "ledger/rows/table_fit.h"
#include "ledger/rows/headings.h"
#include "ledger/schema/heading_words.h"
#include "ledger/values/guard.h"
#include <string.h>

enum { LONGEST_HEADING = 300 };

/* ---- the words of a cell ---- */

static struct slice cell_of(const struct raw_row *row, size_t i)
{
    bool odd = false;
    struct slice none = {NULL, 0};
    struct slice cell = row && i < row->n ? spelling_trim(row->cells[i], &odd) : none;
    return cell.n <= LONGEST_HEADING ? cell : none;
}

/* The words over column `i`: of both lines, of the lower one, of the upper one; a merged cell of the upper line stands over all its columns. */
enum { BOTH, LOWER, UPPER, N_READINGS };
static void words_of(const struct raw_row *first, const struct raw_row *second, size_t i, int reading, struct text *folded)
{
    struct slice upper = cell_of(first, i), lower = cell_of(second, i);
    for (size_t k = i; !upper.n && lower.n && k--;) upper = cell_of(first, k);
    text_clear(folded);
    if (reading == BOTH && (!upper.n || !lower.n)) return;
    if (reading != LOWER) spelling_fold(folded, upper);
    if (reading != UPPER) {
        struct text rest = {0};
        spelling_fold(&rest, lower);
        text_add_n(folded, text_get(&rest), rest.n);
        text_release(&rest);
    }
}

static bool is_known(const struct heading_meaning *m) { return m->verdict == HEADING_OWN || m->verdict == HEADING_ALIAS; }

static int worth(const struct heading_meaning *m)
{
    return is_known(m) || m->verdict == HEADING_COLLECTED ? 3 : m->verdict == HEADING_AMBIGUOUS ? 2 : m->verdict == HEADING_LEFT ? 1 : 0;
}

/* The reading that says most; false where the column has no words. */
static bool meaning_of(const struct schema *schema, const struct ledger_table *t, const struct raw_row *first, const struct raw_row *second, size_t i,
                       struct text *folded, struct heading_meaning *m)
{
    bool any = false;
    for (int reading = second ? BOTH : UPPER; reading < N_READINGS; reading++) {
        words_of(first, second, i, reading, folded);
        if (!folded->n) continue;
        struct heading_meaning found = heading_meaning(schema, t, (struct slice){folded->bytes, folded->n});
        if (!any || worth(&found) > worth(m)) *m = found;
        any = true;
    }
    return any;
}

/* ---- one table ---- */

/* By column: a heading may stand for it. Headings that no check or count asks for. */
struct looked {
    bool *meant;
    size_t n_left;
};

static void take(struct arena *a, struct table_fit *fit, struct looked *l, const struct heading_meaning *m, size_t cell, struct slice seen)
{
    const struct ledger_table *t = fit->table;
    fit->n_headings++;
    if (is_known(m)) {
        fit->n_known++;
        int *cell_of = &fit->cell_of[m->column >= 0 ? (size_t)m->column : t->n_columns + (size_t)m->wide];
        if (*cell_of < 0) *cell_of = (int)cell;
    } else if (m->verdict == HEADING_AMBIGUOUS) {
        fit->n_known++;
        for (size_t i = 0; i < t->n_columns; i++) l->meant[i] |= heading_among(m->alias->meanings, t->columns[i].heading);
    } else if (m->verdict == HEADING_COLLECTED) {
        fit->n_known++;
    } else if (m->verdict == HEADING_LEFT) {
        l->n_left++;
    } else {
        if (m->verdict == HEADING_SLIP && m->column >= 0) l->meant[m->column] = true;
        if (m->verdict == HEADING_NEAR && m->near.n == 1 && m->near.list[0] < (int)t->n_columns) l->meant[m->near.list[0]] = true;
        fit->failing[fit->n_failing++] = (struct table_fit_cell){cell, arena_dup_n(a, seen.s, seen.n)};
    }
}

/* Of columns of which one is enough: with one agency, which every row then belongs to, its column is not needed. */
static bool one_is_there(const struct table_fit *fit, const bool *meant)
{
    const struct ledger_table *t = fit->table;
    bool any = !t->n_needs_one;
    for (size_t i = 0; i < t->n_needs_one; i++) any |= t->needs_one[i] == t->agency || fit->cell_of[t->needs_one[i]] >= 0 || meant[t->needs_one[i]];
    return any;
}

static void find_missing(struct arena *a, struct table_fit *fit, const bool *meant)
{
    const struct ledger_table *t = fit->table;
    fit->missing = arena_alloc(a, (t->n_columns + 1) * sizeof *fit->missing);
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].needed && fit->cell_of[i] < 0 && !meant[i]) fit->missing[fit->n_missing++] = t->columns[i].heading;
    if (one_is_there(fit, meant)) return;
    struct text words = {0};
    for (size_t i = 0; i < t->n_needs_one; i++) text_printf(&words, "%s%s", i ? "或" : "", t->columns[t->needs_one[i]].heading);
    fit->missing[fit->n_missing++] = arena_dup(a, text_get(&words));
    text_release(&words);
}

struct table_fit table_fit_one(struct arena *a, const struct schema *schema, const struct ledger_table *t, const struct raw_row *first,
                               const struct raw_row *second)
{
    enum { FEW = 3, MANY = 6 };
    size_t n = second && second->n > first->n ? second->n : first->n, n_places = t->n_columns + (t->wide ? t->wide->n_headings : 0);
    struct table_fit fit = {.table = t, .line = first->line};
    struct looked l = {.meant = arena_alloc(a, t->n_columns * sizeof *l.meant)};
    struct heading_meaning m = {.column = -1, .wide = -1};
    struct text folded = {0};
    fit.cell_of = arena_alloc(a, n_places * sizeof *fit.cell_of);
    for (size_t i = 0; i < n_places; i++) fit.cell_of[i] = -1;
    fit.failing = arena_alloc(a, n * sizeof *fit.failing);
    for (size_t i = 0; i < n; i++)
        if (meaning_of(schema, t, first, second, i, &folded, &m)) take(a, &fit, &l, &m, i, cell_of(second && cell_of(second, i).n ? second : first, i));
    text_release(&folded);
    find_missing(a, &fit, l.meant);
    fit.fits = !fit.n_missing && fit.n_known >= FEW && (fit.n_known >= MANY || 2 * fit.n_known >= fit.n_headings - l.n_left);
    return fit;
}

/* ---- all tables, all rows ---- */

static bool is_better(const struct table_fit *a, const struct table_fit *b)
{
    if (!b->table || a->fits != b->fits) return !b->table || a->fits;
    int64_t less = (int64_t)a->n_missing - (int64_t)b->n_missing, more = (int64_t)a->n_known - (int64_t)b->n_known;
    return more > less || (more == less && more > 0);
}

struct table_fit table_fit_row(struct arena *a, const struct schema *schema, const struct raw_row *first, const struct raw_row *second)
{
    struct table_fit best = {.line = first->line};
    for (size_t i = 0; i < schema->n_tables; i++) {
        struct table_fit fit = table_fit_one(a, schema, &schema->tables[i], first, second);
        if (fit.n_known < 2) continue;
        const struct ledger_table *also = fit.fits && best.fits && fit.n_known == best.n_known ? best.table : NULL;
        if (also) best.also = fit.table;
        else if (is_better(&fit, &best)) best = fit;
    }
    if (best.also) best.fits = false;
    return best;
}

/* Most rows are no header, and to find what a heading is near to takes its time: two that some table knows come first. */
static bool may_be_header(const struct schema *schema, const struct raw_row *row)
{
    struct text folded = {0};
    struct heading_meaning meaning;
    bool may = false;
    for (size_t t = 0; t < schema->n_tables && !may; t++) {
        size_t known = 0;
        for (size_t i = 0; i < row->n && known < 2; i++) {
            words_of(row, NULL, i, UPPER, &folded);
            known += folded.n && heading_is_known(schema, &schema->tables[t], (struct slice){folded.bytes, folded.n}, &meaning);
        }
        may = known > 1;
    }
    text_release(&folded);
    return may;
}

struct table_fit table_fit_header(struct arena *a, const struct schema *schema, const struct raw_row *row)
{
    static const struct table_fit none;
    return may_be_header(schema, row) ? table_fit_row(a, schema, row, NULL) : none;
}

struct table_fit table_fit_rows(struct arena *a, const struct schema *schema, struct raw_rows *rows)
{
    static const struct table_fit none;
    struct table_fit best = none;
    struct slice *unguarded = arena_alloc(a, RAW_MAX_CELLS * sizeof *unguarded);
    struct raw_row row;
    struct fault fault;
    for (int looked = 0; looked < HEADING_SEARCHED_ROWS && !best.fits && rows->next(rows, &row, &fault) == RAW_ROW;) {
        size_t filled = 0;
        guard_row(&row, unguarded);
        for (size_t i = 0; i < row.n; i++) filled += cell_of(&row, i).n > 0;
        looked += filled > 0;
        if (filled < 2) continue;
        struct table_fit fit = table_fit_header(a, schema, &row);
        if (fit.table && is_better(&fit, &best)) best = fit;
    }
    return best;
}
