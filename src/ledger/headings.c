#include "ledger/headings.h"
#include <string.h>

static bool same_heading(struct slice folded, const char *heading)
{
    struct text other = {0};
    spelling_fold(&other, (struct slice){heading, strlen(heading)});
    bool same = other.n == folded.n && !memcmp(text_get(&other), folded.s, folded.n);
    text_release(&other);
    return same;
}

static int place_of(const struct table *t, const char *heading)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return (int)i;
    return HEADING_NONE;
}

/* The table's own headings, then its aliases, then those of every table. */
static int understand(const struct schema *schema, const struct table *t, struct slice folded)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (same_heading(folded, t->columns[i].heading)) return (int)i;
    for (int common = 0; common <= 1; common++)
        for (size_t i = 0; i < schema->n_aliases; i++) {
            const struct heading_alias *a = &schema->aliases[i];
            if (common ? a->table != NULL : !a->table || strcmp(a->table, t->id)) continue;
            if (same_heading(folded, a->seen)) return a->heading ? place_of(t, a->heading) : HEADING_LEFT_ALONE;
        }
    return HEADING_NONE;
}

static const struct column *near_column(const struct table *t, struct slice folded)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        struct text heading = {0};
        spelling_fold(&heading, (struct slice){t->columns[i].heading, strlen(t->columns[i].heading)});
        bool near = spelling_near(folded, (struct slice){text_get(&heading), heading.n});
        text_release(&heading);
        if (near) return &t->columns[i];
    }
    return NULL;
}

bool headings_here(const struct schema *schema, const struct table *t, const struct raw_row *row)
{
    size_t known = 0, needed = 0, needed_found = 0;
    struct text folded = {0};
    for (size_t i = 0; i < t->n_columns; i++) needed += t->columns[i].needed;
    for (size_t i = 0; i < row->n; i++) {
        if (row->cells[i].n > 300) continue;
        text_clear(&folded);
        spelling_fold(&folded, row->cells[i]);
        int place = folded.n ? understand(schema, t, (struct slice){folded.bytes, folded.n}) : HEADING_NONE;
        if (place < 0) continue;
        known++;
        needed_found += t->columns[place].needed;
    }
    text_release(&folded);
    return known >= 2 || (known && needed && needed_found == needed);
}

/* ---- one heading ---- */

static bool unknown_heading(struct headings *h, const struct row_report *report, const struct row_place *place, struct slice folded)
{
    struct fault fault;
    const struct table *t = report->file->table;
    const struct column *near = near_column(t, folded);
    if (near) {
        fault_set(&fault, "S04", "没有这个标题，是不是“%s”", near->heading);
        fault_expect(&fault, "%s", near->heading);
        h->meant[near - t->columns] = true;
    } else {
        fault_set(&fault, "S06", "不认识的标题，这一列没有读");
    }
    row_report(report, place, &fault, near != NULL);
    return !near;
}

static bool read_heading(struct headings *h, const struct row_context *context, const struct row_report *report,
                         const struct raw_row *row, size_t i, struct text *folded)
{
    const struct table *t = report->file->table;
    bool odd = false;
    struct slice seen = spelling_trim(row->cells[i], &odd);
    text_clear(folded);
    spelling_fold(folded, seen);
    h->column_of[i] = HEADING_NONE;
    if (!folded->n) return true;
    h->n = i + 1;
    struct slice word = {folded->bytes, folded->n};
    struct row_place place = {.line = row->line, .cell = (int)i + 1, .column = arena_dup_n(&h->arena, seen.s, seen.n)};
    int column = understand(context->schema, t, word);
    if (column == HEADING_NONE) {
        h->column_of[i] = HEADING_LEFT_ALONE;
        return unknown_heading(h, report, &place, word);
    }
    h->column_of[i] = column;
    if (column == HEADING_LEFT_ALONE) return true;
    if (h->cell_of[column] >= 0) {
        struct fault fault;
        if (same_heading(word, h->seen[column])) fault_set(&fault, "S04", "这个标题出现了两次");
        else fault_set(&fault, "S04", "“%s”和“%s”是同一列，只能有一列", h->seen[column], place.column);
        row_report(report, &place, &fault, true);
        return false;
    }
    h->cell_of[column] = (int)i;
    h->seen[column] = place.column;
    return true;
}

/* ---- what is missing ---- */

static bool missing(const struct row_report *report, int64_t line, const char *column, const char *text)
{
    struct fault fault;
    fault_set(&fault, "S04", "%s", text);
    row_report(report, &(struct row_place){.line = line, .column = column}, &fault, true);
    return false;
}

static bool one_is_there(const struct headings *h, const struct table *t)
{
    for (size_t i = 0; i < t->n_needs_one; i++)
        if (h->cell_of[t->needs_one[i]] >= 0 || h->meant[t->needs_one[i]]) return true;
    return false;
}

static bool all_there(const struct headings *h, const struct row_context *context, const struct row_report *report, int64_t line)
{
    const struct table *t = report->file->table;
    bool ok = true;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].needed && h->cell_of[i] < 0 && !h->meant[i]) ok = missing(report, line, t->columns[i].heading, "缺少这一列");
    /* With one agency nobody needs to say which. */
    bool told = t->agency < 0 || context->agencies->n == 1;
    bool agency_counts = false;
    for (size_t i = 0; i < t->n_needs_one; i++) agency_counts |= t->needs_one[i] == t->agency;
    if (t->n_needs_one && !(agency_counts && told) && !one_is_there(h, t)) {
        struct text words = {0};
        text_add(&words, "至少要有其中一列：");
        for (size_t i = 0; i < t->n_needs_one; i++) text_printf(&words, "%s%s", i ? "、" : "", t->columns[t->needs_one[i]].heading);
        ok = missing(report, line, NULL, text_get(&words));
        text_release(&words);
    } else if (!told && !agency_counts && h->cell_of[t->agency] < 0 && !h->meant[t->agency]) {
        ok = missing(report, line, t->columns[t->agency].heading, "缺少这一列：台账里不是只有一个机关，每行都要写明机关");
    }
    return ok;
}

bool headings_read(struct headings *h, const struct row_context *context, const struct row_report *report,
                   const struct raw_row *row)
{
    const struct table *t = report->file->table;
    *h = (struct headings){0};
    h->column_of = arena_alloc(&h->arena, row->n * sizeof *h->column_of);
    h->cell_of = arena_alloc(&h->arena, t->n_columns * sizeof *h->cell_of);
    h->meant = arena_alloc(&h->arena, t->n_columns * sizeof *h->meant);
    h->seen = arena_alloc(&h->arena, t->n_columns * sizeof *h->seen);
    for (size_t i = 0; i < t->n_columns; i++) {
        h->cell_of[i] = -1;
        h->seen[i] = t->columns[i].heading;
    }
    struct text folded = {0};
    bool ok = true;
    for (size_t i = 0; i < row->n; i++) ok = read_heading(h, context, report, row, i, &folded) && ok;
    text_release(&folded);
    return all_there(h, context, report, row->line) && ok;
}

void headings_release(struct headings *h)
{
    arena_release(&h->arena);
    *h = (struct headings){0};
}
