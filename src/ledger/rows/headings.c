#include "ledger/rows/headings.h"
#include "ledger/schema/heading_words.h"
#include "ledger/values/discretion.h"
#include "ledger/values/value.h"
#include <string.h>

bool headings_here(const struct schema *schema, const struct ledger_table *t, const struct raw_row *row)
{
    size_t known = 0, needed = 0, needed_found = 0;
    struct text folded = {0};
    for (size_t i = 0; i < t->n_columns; i++) needed += t->columns[i].needed;
    for (size_t i = 0; i < row->n; i++) {
        if (row->cells[i].n > 300) continue;
        text_clear(&folded);
        spelling_fold(&folded, row->cells[i]);
        if (!folded.n) continue;
        struct heading_meaning m;
        if (!heading_is_known(schema, t, (struct slice){folded.bytes, folded.n}, &m)) continue;
        if (m.verdict != HEADING_OWN && m.verdict != HEADING_ALIAS && m.verdict != HEADING_COLLECTED && m.verdict != HEADING_AMBIGUOUS && !m.remark)
            continue;
        known++;
        needed_found += m.column >= 0 && t->columns[m.column].needed;
    }
    text_release(&folded);
    return known >= 2 || (known && needed && needed_found == needed);
}

/* ---- one heading ---- */

/* The header row while it is read. */
struct header {
    struct headings *h;
    const struct row_context *context;
    const struct row_report *report;
    const struct ledger_table *table;
    int64_t line;
    bool *there;                                       /* by column, then by wide heading: a cell stands for it */
    struct text dressed;                               /* what was read without its dress: 审结日期（必填）→审结日期、… */
    size_t n_dressed;
};

static void note(struct header *r, size_t cell, const char *seen, const struct heading_meaning *m, enum heading_verdict verdict, const char *why)
{
    if (!r->context->headings) return;
    struct heading_note n = {.file = r->report->file->shown, .table = r->table->name, .line = r->line, .cell = cell, .sheet = r->report->file->book, .seen = seen,
                             .verdict = verdict, .dressed = m->dressed, .why = why};
    if (m->column >= 0) n.heading = r->table->columns[m->column].heading;
    if (m->wide >= 0) n.heading = r->table->wide->headings[m->wide];
    if (m->wide >= 0) n.event = heading_event(&r->h->arena, r->table->wide, m->wide);
    if (m->alias && m->alias->meanings) n.heading = m->alias->meanings;
    if (m->alias && m->alias->collected) n.heading = r->context->schema->collected.word;
    heading_log_add(r->context->headings, &n);
}

static bool refuse(struct header *r, const struct row_place *place, size_t cell, const struct heading_meaning *m, enum heading_verdict verdict,
                   const struct fault *fault)
{
    note(r, cell, place->column, m, verdict, fault->text);
    row_report(r->report, place, fault, true);
    return false;
}

static const char *heading_at(const struct ledger_table *t, int place)
{
    return place < (int)t->n_columns ? t->columns[place].heading : t->wide->headings[place - (int)t->n_columns];
}

/* Near to a column that the file has not, by a word or a remark in brackets: it may be that one. */
static bool near_missing(struct header *r, struct heading_meaning *m, struct fault *fault)
{
    struct text words = {0};
    for (size_t i = 0; i < m->near.n; i++) {
        int place = m->near.list[i];
        if (r->there[place] && !m->again) continue;
        if (place < (int)r->table->n_columns) r->h->meant[place] = true;
        if (!words.n) {
            m->column = place < (int)r->table->n_columns ? place : -1;
            m->wide = place < (int)r->table->n_columns ? -1 : place - (int)r->table->n_columns;
        }
        text_printf(&words, "%s“%s”", words.n ? "或" : "", heading_at(r->table, place));
    }
    bool missing = words.n > 0;
    if (missing) {
        if (m->again) fault_set(fault, "S04", "像是%s的又一次：一行只能有一次，另外的写在别的行或“办理过程”里", text_get(&words));
        else fault_set(fault, "S04", m->remark ? "标题括号里的话不知道改不改变意思，是不是%s" : "没有这个标题，是不是%s", text_get(&words));
        if (m->again) fault_expect(fault, "改写以后删去这一列；不是又一次的，换一个不像它的标题");
        else fault_expect(fault, "%s；都不是就换一个不像它的标题", text_get(&words));
    }
    text_release(&words);
    return missing;
}

/* A slip, an ambiguous heading, or an unknown one. */
static bool not_a_column(struct header *r, const struct row_place *place, size_t cell, struct heading_meaning *m)
{
    struct fault fault;
    if (m->verdict == HEADING_NEAR) {
        if (near_missing(r, m, &fault)) return refuse(r, place, cell, m, HEADING_NEAR, &fault);
        m->column = m->wide = -1;
        m->verdict = HEADING_UNKNOWN;
    }
    if (m->verdict == HEADING_SLIP) {
        const char *near = m->column >= 0 ? r->table->columns[m->column].heading : r->table->wide->headings[m->wide];
        if (m->column >= 0) r->h->meant[m->column] = true;
        fault_set(&fault, "S04", "没有这个标题，是不是“%s”", near);
        fault_expect(&fault, "%s", near);
        return refuse(r, place, cell, m, HEADING_SLIP, &fault);
    }
    if (m->verdict == HEADING_AMBIGUOUS) {
        /* They are not reported as missing too. */
        for (size_t i = 0; i < r->table->n_columns; i++) r->h->meant[i] |= heading_among(m->alias->meanings, r->table->columns[i].heading);
        fault_set(&fault, "S04", "这个标题含义不定：%s", m->alias->advice);
        fault_expect(&fault, "%s", m->alias->meanings);
        return refuse(r, place, cell, m, HEADING_AMBIGUOUS, &fault);
    }
    if (m->verdict == HEADING_UNKNOWN) {
        fault_set(&fault, "S06", "不认识的标题，这一列没有读");
        row_report(r->report, place, &fault, false);
    }
    note(r, cell, place->column, m, m->verdict, m->alias ? m->alias->file : NULL);
    return true;
}

/* Reported once a file, with the first few (headings_read). */
static void say_dressed(struct header *r, const struct row_place *place, const struct heading_meaning *m)
{
    enum { SHOWN = 4 };
    int where = m->column >= 0 ? m->column : (int)r->table->n_columns + m->wide;
    if (r->n_dressed++ < SHOWN) {
        size_t from = r->dressed.n;
        text_printf(&r->dressed, "%s“%s”读作“%s”", from ? "、" : "", place->column, heading_at(r->table, where));
        for (; from < r->dressed.n; from++)
            if (r->dressed.bytes[from] == '\n' || r->dressed.bytes[from] == '\r') r->dressed.bytes[from] = ' ';
    }
}

static void dressed_told(struct header *r)
{
    struct fault fault;
    if (r->n_dressed) {
        fault_set(&fault, "S25", "%zu 个标题去掉编号、记号和括号里的说明来读：%s%s", r->n_dressed, text_get(&r->dressed), r->n_dressed > 4 ? "等" : "");
        row_report(r->report, &(struct row_place){.line = r->line}, &fault, false);
    }
    text_release(&r->dressed);
}

/* Takes the cell for the column or wide heading, unless another cell has it. */
static bool take(struct header *r, const struct row_place *place, size_t cell, const struct heading_meaning *m, struct slice folded)
{
    bool wide = m->column < 0;
    int *cell_of = wide ? &r->h->wide_cell[m->wide] : &r->h->cell_of[m->column];
    const char **seen = wide ? &r->h->wide_seen[m->wide] : &r->h->seen[m->column];
    if (*cell_of >= 0) {
        struct fault fault;
        if (heading_same(folded, *seen)) fault_set(&fault, "S04", "这个标题出现了两次");
        else fault_set(&fault, "S04", "“%s”和“%s”是同一列，只能有一列", *seen, place->column);
        return refuse(r, place, cell + 1, m, HEADING_TWICE, &fault);
    }
    *cell_of = (int)cell;
    *seen = place->column;
    if (m->dressed) say_dressed(r, place, m);
    r->h->n_wide += wide;
    note(r, cell + 1, place->column, m, m->verdict, m->alias ? m->alias->file : NULL);
    return true;
}

/* Every row says by its code which column of dates the cell belongs to (row_collected.c); for what asks no row it is the first of them. */
static bool take_collected(struct header *r, const struct row_place *place, size_t cell, const struct heading_meaning *m)
{
    struct headings *h = r->h;
    if (h->collected_cell >= 0) {
        struct fault fault;
        fault_set(&fault, "S04", "“%s”和“%s”都是%s归入的一列，只能有一列", h->collected_seen, place->column, r->context->schema->collected.word);
        return refuse(r, place, cell + 1, m, HEADING_TWICE, &fault);
    }
    h->collected_cell = (int)cell;
    h->collected_seen = place->column;
    h->column_of[cell] = r->context->schema->collected.into[1];
    note(r, cell + 1, place->column, m, m->verdict, m->alias->file);
    return true;
}

/* Which columns the file has, before anything is said of a heading that may stand for one that it lacks. */
static void find_there(struct header *r, const struct raw_row *row, struct text *folded)
{
    bool odd = false;
    for (size_t i = 0; i < row->n; i++) {
        text_clear(folded);
        spelling_fold(folded, spelling_trim(row->cells[i], &odd));
        struct heading_meaning m = heading_meaning(r->context->schema, r->table, (struct slice){text_get(folded), folded->n});
        if (m.verdict != HEADING_OWN && m.verdict != HEADING_ALIAS) continue;
        r->there[m.column >= 0 ? m.column : (int)r->table->n_columns + m.wide] = true;
    }
}

static bool read_heading(struct header *r, const struct raw_row *row, size_t i, struct text *folded)
{
    bool odd = false;
    struct slice seen = spelling_trim(row->cells[i], &odd);
    text_clear(folded);
    spelling_fold(folded, seen);
    r->h->column_of[i] = HEADING_NONE;
    if (!folded->n) return true;
    r->h->n = i + 1;
    struct slice word = {folded->bytes, folded->n};
    struct row_place place = {.line = row->line, .cell = (int)i + 1, .column = arena_dup_n(&r->h->arena, seen.s, seen.n)};
    struct heading_meaning m = heading_meaning(r->context->schema, r->table, word);
    bool known = m.verdict == HEADING_OWN || m.verdict == HEADING_ALIAS;
    r->h->column_of[i] = !known ? HEADING_LEFT_ALONE : m.column >= 0 ? m.column : HEADING_IS_WIDE;
    if (known && m.dressed && value_looks_personal(seen))          /* 联系方式（如：13800000000） */
        place.column = heading_at(r->table, m.column >= 0 ? m.column : (int)r->table->n_columns + m.wide);
    if (known) return take(r, &place, i, &m, word);
    if (m.verdict == HEADING_COLLECTED) return take_collected(r, &place, i, &m);
    /* Where the header is lost, what stands in its place may be a name; a relation cannot lose it. */
    if (!m.alias && !r->report->file->database && !discretion_may_show_heading(r->context->schema, seen))
        place.column = arena_printf(&r->h->arena, "第%d列", place.cell);
    return not_a_column(r, &place, i + 1, &m);
}

/* ---- what is missing ---- */

static bool missing(struct header *r, const char *column, const char *text)
{
    struct fault fault;
    fault_set(&fault, "S04", "%s", text);
    row_report(r->report, &(struct row_place){.line = r->line, .column = column}, &fault, true);
    note(r, 0, column ? column : "", &(struct heading_meaning){.column = -1, .wide = -1}, HEADING_MISSING, text);
    return false;
}

static bool one_is_there(const struct headings *h, const struct ledger_table *t)
{
    for (size_t i = 0; i < t->n_needs_one; i++)
        if (h->cell_of[t->needs_one[i]] >= 0 || h->meant[t->needs_one[i]]) return true;
    return false;
}

static bool all_there(struct header *r)
{
    const struct ledger_table *t = r->table;
    const struct headings *h = r->h;
    bool ok = true;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].needed && h->cell_of[i] < 0 && !h->meant[i]) ok = missing(r, t->columns[i].heading, "缺少这一列");
    /* With one agency the column is not needed. */
    bool told = t->agency < 0 || r->context->agencies->n == 1;
    bool agency_counts = false;
    for (size_t i = 0; i < t->n_needs_one; i++) agency_counts |= t->needs_one[i] == t->agency;
    if (t->n_needs_one && !(agency_counts && told) && !one_is_there(h, t)) {
        struct text words = {0};
        text_add(&words, "至少要有其中一列：");
        for (size_t i = 0; i < t->n_needs_one; i++) text_printf(&words, "%s%s", i ? "、" : "", t->columns[t->needs_one[i]].heading);
        ok = missing(r, NULL, text_get(&words));
        text_release(&words);
    } else if (!told && !agency_counts && h->cell_of[t->agency] < 0 && !h->meant[t->agency]) {
        ok = missing(r, t->columns[t->agency].heading, "缺少这一列：台账里不是只有一个机关，每行都要写明机关");
    }
    return ok;
}

bool headings_read(struct headings *h, const struct row_context *context, const struct row_report *report,
                   const struct raw_row *row)
{
    const struct ledger_table *t = report->file->table;
    struct header r = {.h = h, .context = context, .report = report, .table = t, .line = row->line};
    size_t n_wide = t->wide ? t->wide->n_headings : 0;
    *h = (struct headings){.collected_cell = -1};
    h->column_of = arena_alloc(&h->arena, row->n * sizeof *h->column_of);
    h->cell_of = arena_alloc(&h->arena, t->n_columns * sizeof *h->cell_of);
    h->meant = arena_alloc(&h->arena, t->n_columns * sizeof *h->meant);
    h->seen = arena_alloc(&h->arena, t->n_columns * sizeof *h->seen);
    h->wide_cell = arena_alloc(&h->arena, n_wide * sizeof *h->wide_cell);
    h->wide_seen = arena_alloc(&h->arena, n_wide * sizeof *h->wide_seen);
    r.there = arena_alloc(&h->arena, (t->n_columns + n_wide) * sizeof *r.there);
    for (size_t i = 0; i < t->n_columns; i++) {
        h->cell_of[i] = -1;
        h->seen[i] = t->columns[i].heading;
    }
    for (size_t i = 0; i < n_wide; i++) {
        h->wide_cell[i] = -1;
        h->wide_seen[i] = t->wide->headings[i];
    }
    struct text folded = {0};
    bool ok = true;
    find_there(&r, row, &folded);
    for (size_t i = 0; i < row->n; i++) ok = read_heading(&r, row, i, &folded) && ok;
    text_release(&folded);
    dressed_told(&r);
    const struct collected *c = &context->schema->collected;
    for (size_t i = 1; h->collected_cell >= 0 && i <= t->columns[c->by].codes->n; i++)
        if (h->cell_of[c->into[i]] < 0) h->seen[c->into[i]] = h->collected_seen;
    return all_there(&r) && ok;
}

void headings_release(struct headings *h)
{
    arena_release(&h->arena);
    *h = (struct headings){0};
}
