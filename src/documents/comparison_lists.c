#include "documents/comparison_inside.h"
#include <string.h>

static size_t less(size_t a, size_t b) { return a < b ? a : b; }

static const struct measure *measure_of(const struct comparison *c, size_t year, const struct comparison_entry *e, size_t i)
{
    return e ? &e->measures[i] : &c->years[year].pooled[i];
}

static enum item_type type_of(const struct indicator *i) { return i->unit == UNIT_PERCENT ? ITEM_SHARE : ITEM_COUNT; }

static const char *year_words(struct arena *a, const struct comparison *c, size_t year) { return arena_printf(a, "%d年", c->years[year].year); }

/* What paper leaves out stands in the workbook. */
static void say_shown(struct document *d, struct list *list, size_t shown, size_t total, const char *what)
{
    if (shown < total) list->remark = arena_printf(&d->arena, "显示 %zu / %zu %s，全部见同一文件夹里的比较.xlsx。", shown, total, what);
}

/* What a list of the comparison shows: of which year or indicators, and where its figures lie in detail. */
struct chosen {
    const struct comparison *c;
    enum comparison_edition edition;
    size_t year, n;                                    /* n: of places in indicators or years that have a column */
    size_t *places;
    const struct comparison_entry **entries;           /* by row; NULL: all together */
    const struct list *detail;
};

static struct list *add(struct document *d, const char *id, const struct list_column *columns, int n_columns, size_t n_rows,
                        void (*fill)(const struct list *, size_t, struct item *, struct arena *), struct chosen chosen)
{
    struct chosen *own = arena_alloc(&d->arena, sizeof *own);
    struct list *list = document_list(d, id, columns, n_columns);
    *own = chosen;
    list->n_rows = n_rows;
    list->fill = fill;
    list->context = own;
    return list;
}

/* A figure of a sheet is a copy of its cell in detail. */
static struct item figure(struct arena *a, const struct chosen *x, size_t year, const struct comparison_entry *e, size_t i)
{
    struct item item = measure_item(a, &x->c->indicators->list[i], measure_of(x->c, year, e, i));
    if (!x->detail) return item;
    const struct place of = comparison_detail_place(x->detail, x->c, year, e, i);
    item.live = live_from(a, LIVE_COPY, &of, 1);
    item.note = item.more = NULL;
    return item;
}

/* ---- all together, by year ---- */

enum { ALL_GROUP, ALL_LABEL, ALL_FORMULA, ALL_FIRST };

static void fill_all(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct chosen *x = list->context;
    const size_t indicator = x->places[row];
    const struct indicator *one = &x->c->indicators->list[indicator];
    int col = 0;
    items[col++] = item_text(one->group);
    items[col++] = item_text(one->label);
    if (x->edition == ON_PAGE) items[col++] = item_text(one->formula);
    for (size_t y = 0; y < x->n; y++) items[col++] = figure(scratch, x, y, NULL, indicator);
}

/* On paper, an indicator without a number in any year (a median of all) has no row, nor has one of nothing but zeros, which is named. */
enum row_kind { ROW_NONE, ROW_ZERO, ROW_SHOWN };
static enum row_kind row_kind(const struct comparison *c, size_t years, size_t indicator)
{
    enum row_kind kind = ROW_NONE;
    for (size_t y = 0; y < years && kind != ROW_SHOWN; y++) {
        const struct measure *m = &c->years[y].pooled[indicator];
        if (m->state != MEASURE_ABSENT) kind = m->state < MEASURE_FEW || m->cases.part ? ROW_SHOWN : ROW_ZERO;
    }
    return kind;
}

static const char *zero_words(struct document *d, const struct comparison *c, size_t years)
{
    const char *words = NULL;
    for (size_t i = 0; i < c->indicators->n; i++)
        if (row_kind(c, years, i) == ROW_ZERO) words = arena_printf(&d->arena, "%s%s%s", words ? words : "", words ? "、" : "", c->indicators->list[i].label);
    return words ? arena_printf(&d->arena, "各年度都是0的：%s。", words) : NULL;
}

struct list *comparison_all(struct document *d, const struct comparison *c, enum comparison_edition edition)
{
    enum { MOST_YEARS = 3 };                           /* on paper; with more, cases would stand below their rates */
    size_t years = edition == ON_PAPER ? less(c->n_years, MOST_YEARS) : c->n_years;
    struct list_column *columns = arena_alloc(&d->arena, (ALL_FIRST + years) * sizeof *columns);
    size_t *places = arena_alloc(&d->arena, (c->indicators->n + 1) * sizeof *places), n_rows = 0;
    for (size_t i = 0; i < c->indicators->n; i++)
        if (edition != ON_PAPER || row_kind(c, years, i) == ROW_SHOWN) places[n_rows++] = i;
    int n = 0;
    columns[n++] = (struct list_column){.id = "group", .group = "指标", .type = ITEM_TEXT, .share = 1, .heads_row = true, .joined = true};
    columns[n++] = (struct list_column){.id = "indicator", .group = "指标", .type = ITEM_TEXT, .share = 2, .heads_row = true};
    if (edition == ON_PAGE) columns[n++] = (struct list_column){.id = "formula", .label = "怎样算", .type = ITEM_TEXT, .share = 4};
    for (size_t y = 0; y < years; y++) {
        const char *label = year_words(&d->arena, c, y);
        columns[n++] = (struct list_column){.id = label, .label = label, .type = ITEM_SHARE, .share = 2};
    }
    struct list *list = add(d, "all", columns, n, n_rows, fill_all, (struct chosen){.c = c, .edition = edition, .n = years, .places = places});
    list->title = "全体各年度的指标和算法";
    list->compact = true;
    if (edition != ON_PAPER) return list;
    say_shown(d, list, years, c->n_years, "个年度");
    const char *zero = zero_words(d, c, years);
    if (zero) list->remark = list->remark ? arena_printf(&d->arena, "%s%s", zero, list->remark) : zero;
    return list;
}

/* ---- the agencies of a year ---- */

static void fill_agency(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct chosen *x = list->context;
    const struct comparison_entry *e = x->entries[row];
    int col = 0;
    items[col++] = item_text(e ? x->c->agencies[e->agency].code : NULL);
    items[col++] = item_text(e ? entry_short_words(scratch, x->c, e) : "全体");
    for (size_t k = 0; k < x->n; k++) items[col++] = figure(scratch, x, x->year, e, x->places[k]);
    for (int i = 0; i < col && !e; i++)
        if (items[i].tone == TONE_PLAIN) items[i].tone = TONE_TOTAL;
}

struct list *comparison_agencies(struct document *d, const struct comparison *c, size_t year, const struct list *detail)
{
    struct chosen x = {.c = c, .edition = ON_SHEET, .year = year, .detail = detail};
    size_t n_rows = 0;
    x.places = arena_alloc(&d->arena, (c->indicators->n + 1) * sizeof *x.places);
    for (size_t i = 0; i < c->indicators->n; i++) x.places[x.n++] = i;
    if (!x.n) return NULL;
    x.entries = arena_alloc(&d->arena, (c->n_agencies + 2) * sizeof *x.entries);
    x.entries[n_rows++] = NULL;
    for (size_t k = 0; k < c->n_agencies; k++)
        if (comparison_entry(c, k, year)) x.entries[n_rows++] = comparison_entry(c, k, year);
    struct list_column *columns = arena_alloc(&d->arena, (x.n + 2) * sizeof *columns);
    int n = 0;
    columns[n++] = (struct list_column){.id = "code", .label = "机关代码", .type = ITEM_TEXT, .pixels = 140};
    columns[n++] = (struct list_column){.id = "agency", .label = "机关", .type = ITEM_TEXT, .pixels = 200, .share = 2.6, .heads_row = true};
    for (size_t k = 0; k < x.n; k++) {
        const struct indicator *one = &c->indicators->list[x.places[k]];
        columns[n++] = (struct list_column){.id = one->id, .label = one->label, .type = type_of(one), .pixels = 72, .share = 1,
                                            .group = one->group};
    }
    struct list *list = add(d, "agencies", columns, n, n_rows, fill_agency, x);
    list->wraps = list->filtered = true;
    list->frozen = 2;
    list->head_points = 32;
    return list;
}

/* ---- the years of an agency ---- */

/* The oldest year first, as years are read. */
static const char *years_label(struct arena *a, const struct comparison *c, size_t y, size_t years) { return year_words(a, c, years - 1 - y); }

enum { YEARS_CODE, YEARS_AGENCY, YEARS_INDICATOR, YEARS_FIRST };

/* All together, then the agencies; of each every indicator. */
static void fill_years(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct chosen *x = list->context;
    const struct comparison *c = x->c;
    size_t i = row % c->indicators->n, line = row / c->indicators->n;
    const struct comparison_agency *agency = line ? &c->agencies[line - 1] : NULL;
    items[YEARS_CODE] = item_text(agency ? agency->code : NULL);
    items[YEARS_AGENCY] = item_text(agency ? agency->shown : "全体");
    items[YEARS_INDICATOR] = item_text(c->indicators->list[i].label);
    for (size_t y = 0; y < c->n_years; y++) {
        const struct comparison_entry *e = agency ? comparison_entry(c, line - 1, y) : NULL;
        struct item *item = &items[YEARS_FIRST + c->n_years - 1 - y];
        *item = agency && !e ? (struct item){.text = "—"} : figure(scratch, x, y, e, i);
    }
}

struct list *comparison_years(struct document *d, const struct comparison *c, const struct list *detail)
{
    struct list_column *columns = arena_alloc(&d->arena, (YEARS_FIRST + c->n_years) * sizeof *columns);
    columns[YEARS_CODE] = (struct list_column){.id = "code", .label = "机关代码", .type = ITEM_TEXT, .pixels = 140};
    columns[YEARS_AGENCY] = (struct list_column){.id = "agency", .label = "机关", .type = ITEM_TEXT, .pixels = 220, .heads_row = true};
    columns[YEARS_INDICATOR] = (struct list_column){.id = "indicator", .label = "指标", .type = ITEM_TEXT, .pixels = 130, .heads_row = true};
    for (size_t y = 0; y < c->n_years; y++) {
        const char *label = years_label(&d->arena, c, y, c->n_years);
        columns[YEARS_FIRST + y] = (struct list_column){.id = label, .label = label, .type = ITEM_SHARE, .pixels = 80};
    }
    struct list *list = add(d, "years", columns, YEARS_FIRST + (int)c->n_years, (c->n_agencies + 1) * c->indicators->n, fill_years,
                            (struct chosen){.c = c, .edition = ON_SHEET, .detail = detail});
    list->wraps = list->filtered = true;
    list->head_points = 32;
    return list;
}
