/* The comparison's tables, dressed as tables of a form, so that the table room sets them: heads repeated, rows whole. */
#include "render/pdf/compare_parts.h"
#include <inttypes.h>
#include <string.h>

struct maker { struct arena *arena; struct report_table *table; struct form_table *form; struct grid *grid; const char *row; };       /* row: the label that a row bears, for messages */

static struct maker make(struct arena *a, const char *id, int rows, int n_heads, const double *widths, int cols)
{
    struct maker m = {a, arena_alloc(a, sizeof *m.table), arena_alloc(a, sizeof *m.form), NULL, ""};
    size_t most = (size_t)rows * (size_t)cols;
    double *own = arena_alloc(a, (size_t)cols * sizeof *own);
    memcpy(own, widths, (size_t)cols * sizeof *own);
    m.form->id = id;
    m.form->slots = arena_alloc(a, most * sizeof *m.form->slots);
    m.grid = &m.form->grid;
    *m.grid = (struct grid){.n_rows = rows, .n_cols = cols, .widths = own};
    m.grid->rows = arena_alloc(a, (size_t)rows * sizeof *m.grid->rows);
    m.grid->cells = arena_alloc(a, most * sizeof *m.grid->cells);
    for (int r = 0; r < rows; r++) m.grid->rows[r] = (struct grid_row){r < n_heads, 0, r < n_heads ? 0 : n_heads};
    m.table->form = m.form;
    m.table->cells = arena_alloc(a, most * sizeof *m.table->cells);
    return m;
}

/* Cells are added by row, then column. */
static void put_words(struct maker *m, enum grid_role role, int row, int col, int rowspan, int colspan, const char *text)
{
    m->grid->cells[m->grid->n_cells] = (struct grid_cell){row, col, rowspan, colspan, role, text, -1, arena_printf(m->arena, "%s-%zu", m->form->id, m->grid->n_cells)};
    m->grid->n_cells++;
}

static void put_head(struct maker *m, int row, int col, int rowspan, int colspan, const char *text)
{
    put_words(m, GRID_HEAD, row, col, rowspan, colspan, text);
}

static void put_label(struct maker *m, int row, int col, const char *text)
{
    put_words(m, GRID_LABEL, row, col, 1, 1, text);
    m->row = text;
}

static void put_value(struct maker *m, int row, int col, const char *text, const char *note)
{
    size_t slot = m->form->n_slots++;
    m->form->slots[slot].row_label = m->row;
    m->table->cells[slot] = (struct cell){.state = CELL_NUMBER, .text = arena_dup(m->arena, text), .note = note && *note ? arena_dup(m->arena, note) : NULL};
    m->grid->cells[m->grid->n_cells++] = (struct grid_cell){row, col, 1, 1, GRID_DATA, NULL, (int)slot, NULL};
}

static void put_measure(struct maker *m, int row, int col, enum indicator_unit unit, const struct measure *measure)
{
    char words[WORDS], cases[WORDS];
    bool numbers = measure && measure->state >= MEASURE_FEW;
    put_value(m, row, col, measure ? measure_words(unit, measure, words) : "—", numbers ? cases_words(unit, measure, cases) : NULL);
}

static void put_footnote(struct maker *m, const char *text)
{
    m->table->footnotes = arena_alloc(m->arena, sizeof *m->table->footnotes);
    m->table->footnotes[0] = text;
    m->table->n_footnotes = 1;
}

static void say_shown(struct maker *m, size_t shown, size_t total, const char *what)
{
    if (shown < total) put_footnote(m, arena_printf(m->arena, "显示 %zu / %zu %s，全部见同一文件夹里的比较.xlsx。", shown, total, what));
}

static size_t less(size_t a, size_t b) { return a < b ? a : b; }

/* ---- all together, by year ---- */

const struct report_table *compare_table_of_all(struct arena *a, const struct comparison *c)
{
    enum { GROUP, LABEL, FIRST, MOST_YEARS = 3 };      /* with more, cases would stand below their rates */
    const size_t n = c->indicators->n, years = less(c->n_years, MOST_YEARS);
    const double widths[FIRST + MOST_YEARS] = {1, 2, 2, 2, 2};
    struct maker m = make(a, "all", (int)n + 1, 1, widths, FIRST + (int)years);
    put_head(&m, 0, GROUP, 1, 2, "指标");
    for (size_t y = 0; y < years; y++) put_head(&m, 0, FIRST + (int)y, 1, 1, arena_printf(a, "%d年", c->years[y].year));
    for (size_t i = 0, end = 0; i < n; i++) {
        const struct indicator *one = &c->indicators->list[i];
        int row = (int)i + 1;
        if (i == end) {
            for (end = i + 1; end < n && !strcmp(c->indicators->list[end].group, one->group); end++) {}
            put_words(&m, GRID_LABEL, row, GROUP, (int)(end - i), 1, one->group);
        }
        put_label(&m, row, LABEL, one->label);
        for (size_t y = 0; y < years; y++) put_measure(&m, row, FIRST + (int)y, one->unit, &c->years[y].pooled[i]);
    }
    say_shown(&m, years, c->n_years, "个年度");
    return m.table;
}

/* ---- years side by side ---- */

static size_t first_of(const struct comparison *c, bool chart)
{
    size_t i = 0;
    while (i < c->indicators->n && (chart ? !c->indicators->list[i].chart : c->indicators->list[i].unit != UNIT_COUNT)) i++;
    return i;
}

/* The first count and the first charted share of the file; all others are in the workbook. */
const struct report_table *compare_table_of_years(struct arena *a, const struct comparison *c, size_t most)
{
    enum { MOST_YEARS = 4, BLOCKS = 2 };
    const size_t indicators[BLOCKS] = {first_of(c, false), first_of(c, true)}, years = less(c->n_years, MOST_YEARS), shown = less(c->n_agencies, most);
    const double widths[1 + BLOCKS * MOST_YEARS] = {3, 1, 1, 1, 1, 1, 1, 1, 1};
    if (c->n_years < 2 || indicators[0] == c->indicators->n || indicators[1] == c->indicators->n) return NULL;
    struct maker m = make(a, "years", (int)shown + 2, 2, widths, 1 + BLOCKS * (int)years);
    put_head(&m, 0, 0, 2, 1, "机关");
    for (int b = 0; b < BLOCKS; b++) put_head(&m, 0, 1 + b * (int)years, 1, (int)years, c->indicators->list[indicators[b]].label);
    for (int b = 0; b < BLOCKS; b++)
        for (size_t y = 0; y < years; y++)                    /* the oldest first, as years are read */
            put_head(&m, 1, 1 + b * (int)years + (int)y, 1, 1, arena_printf(a, "%d", c->years[years - 1 - y].year));
    for (size_t k = 0; k < shown; k++) {
        put_label(&m, (int)k + 2, 0, c->agencies[k].name);
        for (int b = 0; b < BLOCKS; b++) {
            for (size_t y = 0; y < years; y++) {
                const struct comparison_entry *e = comparison_entry(c, k, years - 1 - y);
                char words[WORDS];
                enum indicator_unit unit = c->indicators->list[indicators[b]].unit;
                put_value(&m, (int)k + 2, 1 + b * (int)years + (int)y, e ? measure_words(unit, &e->measures[indicators[b]], words) : "—", NULL);
            }
        }
    }
    say_shown(&m, shown, c->n_agencies, "个机关");
    return m.table;
}

/* ---- what stands out ---- */

const struct report_table *compare_table_of_outliers(struct arena *a, const struct comparison *c, size_t most)
{
    enum { AGENCY, YEAR, INDICATOR, OWN, OTHER, CELL, TIMES, COLS };
    static const char *const heads[COLS] = {"机关", "年度", "指标", "本机关", "相比", "偏离最多的单元格", "偏离（倍标准差）"};
    static const double widths[COLS] = {2.8, 1, 1.8, 1.7, 2, 4, 1.3};
    size_t shown = less(c->n_outliers, most);
    if (!shown) return NULL;
    struct maker m = make(a, "outliers", (int)shown + 1, 1, widths, COLS);
    for (int i = 0; i < COLS; i++) put_head(&m, 0, i, 1, 1, heads[i]);
    for (size_t k = 0; k < shown; k++) {
        const struct outlier *o = &c->outliers[k];
        const struct comparison_entry *e = &c->entries[o->entry];
        const struct measure *own = &e->measures[o->indicator];
        const struct measure *other = o->before == NO_ENTRY ? &c->years[e->year].pooled[o->indicator] : &c->entries[o->before].measures[o->indicator];
        char words[WORDS], cases[WORDS];
        int row = (int)k + 1;
        put_label(&m, row, AGENCY, entry_short_words(a, c, e));
        put_value(&m, row, YEAR, arena_printf(a, "%d", c->years[e->year].year), NULL);
        put_label(&m, row, INDICATOR, c->indicators->list[o->indicator].label);
        put_measure(&m, row, OWN, UNIT_PERCENT, own);
        put_value(&m, row, OTHER, arena_printf(a, "%s %s", outlier_against_words(a, c, o), measure_words(UNIT_PERCENT, other, words)),
                  cases_words(UNIT_PERCENT, other, cases));
        /* An address may be broken at its strokes, which numbers never are. */
        put_words(&m, GRID_LABEL, row, CELL, 1, 1, arena_printf(a, "%s %" PRId64 "/%" PRId64, o->address, o->value, o->whole));
        put_value(&m, row, TIMES, deviation_words(o->distance, words), NULL);
    }
    say_shown(&m, shown, c->n_outliers, "处");
    return m.table;
}

/* ---- the agencies of the latest year ---- */

const struct report_table *compare_table_of_agencies(struct arena *a, const struct comparison *c, size_t most)
{
    enum { MOST_COLS = 8 };
    size_t columns[MOST_COLS], n = 0, row = 1, shown = less(c->years[0].n, most);
    double widths[MOST_COLS + 1] = {2.6, 1, 1, 1, 1, 1, 1, 1, 1};
    for (size_t i = 0; i < c->indicators->n && n < MOST_COLS; i++)
        if (c->indicators->list[i].chart) columns[n++] = i;
    if (!n) return NULL;
    struct maker m = make(a, "agencies", (int)shown + 2, 1, widths, (int)n + 1);
    put_head(&m, 0, 0, 1, 1, "机关");
    for (size_t i = 0; i < n; i++) put_head(&m, 0, (int)i + 1, 1, 1, c->indicators->list[columns[i]].label);
    put_label(&m, 1, 0, "全体");
    for (size_t i = 0; i < n; i++) put_measure(&m, 1, (int)i + 1, UNIT_PERCENT, &c->years[0].pooled[columns[i]]);
    for (size_t k = 0; k < c->n_agencies && row <= shown; k++) {
        const struct comparison_entry *e = comparison_entry(c, k, 0);
        if (!e) continue;
        put_label(&m, (int)++row, 0, entry_short_words(a, c, e));
        for (size_t i = 0; i < n; i++) put_measure(&m, (int)row, (int)i + 1, UNIT_PERCENT, &e->measures[columns[i]]);
    }
    say_shown(&m, shown, c->years[0].n, "个机关");
    return m.table;
}

/* ---- how each indicator is made ---- */

const struct report_table *compare_table_of_formulas(struct arena *a, const struct comparison *c)
{
    enum { GROUP, LABEL, FORMULA, COLS };
    static const double widths[COLS] = {1, 2, 5};
    const size_t n = c->indicators->n;
    struct maker m = make(a, "formulas", (int)n + 1, 1, widths, COLS);
    put_head(&m, 0, GROUP, 1, 2, "指标");
    put_head(&m, 0, FORMULA, 1, 1, "怎样算");
    for (size_t i = 0, end = 0; i < n; i++) {
        const struct indicator *one = &c->indicators->list[i];
        if (i == end) {
            for (end = i + 1; end < n && !strcmp(c->indicators->list[end].group, one->group); end++) {}
            put_words(&m, GRID_LABEL, (int)i + 1, GROUP, (int)(end - i), 1, one->group);
        }
        put_label(&m, (int)i + 1, LABEL, one->label);
        put_label(&m, (int)i + 1, FORMULA, one->formula);
    }
    return m.table;
}
