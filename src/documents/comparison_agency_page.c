/* The page of one agency: what must be corrected, why to look at it, its measures by year beside its peers, its trend, its part in the
 * change of the whole, and the reports that all this is made of. */
#include "documents/comparison_pages.h"
#include <inttypes.h>

struct own { const struct comparison_pages *pages; const struct comparison *c; size_t agency; size_t *rows; };

static struct list *add(struct document *d, const char *id, const struct list_column *columns, int n_columns, size_t n_rows,
                        void (*fill)(const struct list *, size_t, struct item *, struct arena *), const struct own *own)
{
    struct list *list = document_list(d, id, columns, n_columns);
    list->n_rows = n_rows;
    list->fill = fill;
    list->context = own;
    return list;
}

static const struct comparison_entry *entry_of(const struct own *o, size_t year) { return comparison_entry(o->c, o->agency, year); }

static const char *year_words(struct arena *a, const struct own *o, size_t year) { return arena_printf(a, "%d年", o->c->years[year].year); }

static size_t count_of(const struct places_of_agencies *s, size_t agency) { return s->from[agency + 1] - s->from[agency]; }

/* ---- what must be corrected ---- */

enum { FAULT_YEAR, FAULT_CHECK, FAULT_TEXT, FAULT_CELL, FAULT_FIELDS };

/* The row-th of the findings that are kept, over the years. */
static void fill_fault(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct own *o = list->context;
    size_t y = 0;
    for (;; y++) {
        const struct comparison_entry *e = entry_of(o, y);
        if (e && row < e->n_faults) break;
        row -= e ? e->n_faults : 0;
    }
    const struct comparison_fault *f = &entry_of(o, y)->faults[row];
    items[FAULT_YEAR] = item_count(scratch, o->c->years[y].year);
    items[FAULT_CHECK] = item_text(f->check);
    items[FAULT_TEXT] = item_text(f->text);
    items[FAULT_CELL] = item_text(f->name && f->address ? arena_printf(scratch, "%s（%s）", f->name, f->address) : f->address);
}

static void add_faults(struct document *d, const struct own *o)
{
    static const struct list_column columns[] = {
        [FAULT_YEAR] = {.id = "year", .label = "年度", .type = ITEM_COUNT, .heads_row = true},
        [FAULT_CHECK] = {.id = "check", .label = "检查", .type = ITEM_TEXT, .centred = true},
        [FAULT_TEXT] = {.id = "text", .label = "问题", .type = ITEM_TEXT},
        [FAULT_CELL] = {.id = "cell", .label = "单元格", .type = ITEM_TEXT},
    };
    size_t kept = 0, all = 0;
    for (size_t y = 0; y < o->c->n_years; y++) {
        const struct comparison_entry *e = entry_of(o, y);
        kept += e ? e->n_faults : 0;
        all += e ? e->blocking : 0;
    }
    if (!kept) return;
    document_heading(d, 1, arena_printf(&d->arena, "报告里须改正的（%zu处）", all));
    struct list *list = add(d, "faults", columns, FAULT_FIELDS, kept, fill_fault, o);
    list->stacked = true;
    if (kept < all) list->remark = arena_printf(&d->arena, "显示 %zu / %zu 处，全部用 nianbao check 或 rollup 看。", kept, all);
}

/* ---- why to look at it ---- */

/* 予以公开/总计（requests/1/total）：41/60; NULL where there is no cell. */
static const char *cell_words(struct arena *a, const struct comparison_first *first)
{
    if (!first->address) return NULL;
    const char *cell = first->name ? arena_printf(a, "%s（%s）", first->name, first->address) : first->address;
    if (first->whole) return arena_printf(a, "%s：%" PRId64 "/%" PRId64, cell, first->value, first->whole);
    return first->indicator == NO_ENTRY ? cell : arena_printf(a, "%s：%" PRId64, cell, first->value);
}

enum { WHY_CAUSE, WHY_WORDS, WHY_CELL, WHY_FIELDS };

static void fill_why(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct own *o = list->context;
    const struct places_of_agencies *places = &o->pages->first;
    const struct comparison_first *first = &o->c->first[places->list[places->from[o->agency] + row]];
    items[WHY_CAUSE] = item_text(first_cause_words(first->cause));
    items[WHY_WORDS] = item_text(first->why);
    items[WHY_CELL] = item_text(cell_words(scratch, first));
}

static void add_why(struct document *d, const struct own *o)
{
    static const struct list_column columns[] = {
        [WHY_CAUSE] = {.id = "cause", .label = "原因", .type = ITEM_TEXT, .heads_row = true},
        [WHY_WORDS] = {.id = "why", .label = "为什么", .type = ITEM_TEXT},
        [WHY_CELL] = {.id = "cell", .label = "看哪一格", .type = ITEM_TEXT},
    };
    size_t n = count_of(&o->pages->first, o->agency);
    if (!n) return;
    document_heading(d, 1, "为什么先看");
    add(d, "why", columns, WHY_FIELDS, n, fill_why, o)->stacked = true;
}

/* ---- what stands out ---- */

enum { OUT_YEAR, OUT_WORDS, OUT_CELL, OUT_TIMES, OUT_FIELDS };

static void fill_outlier(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct own *o = list->context;
    const struct places_of_agencies *places = &o->pages->outliers;
    const struct outlier *one = &o->c->outliers[places->list[places->from[o->agency] + row]];
    char words[WORDS];
    items[OUT_YEAR] = item_count(scratch, o->c->years[o->c->entries[one->entry].year].year);
    items[OUT_WORDS] = item_text(outlier_words(scratch, o->c, one));
    items[OUT_CELL] = item_text(outlier_cell_words(scratch, o->c, one));
    items[OUT_TIMES] = (struct item){.type = ITEM_DECIMAL, .decimal = {one->distance / 10, 2}, .text = arena_dup(scratch, deviation_words(one->distance, words))};
}

static void add_outliers(struct document *d, const struct own *o)
{
    static const struct list_column columns[] = {
        [OUT_YEAR] = {.id = "year", .label = "年度", .type = ITEM_COUNT, .heads_row = true},
        [OUT_WORDS] = {.id = "words", .label = "与什么相比", .type = ITEM_TEXT},
        [OUT_CELL] = {.id = "cell_words", .label = "偏离最多的单元格", .type = ITEM_TEXT},
        [OUT_TIMES] = {.id = "deviation", .label = "偏离（倍标准差）", .type = ITEM_DECIMAL},
    };
    size_t n = count_of(&o->pages->outliers, o->agency);
    if (!n) return;
    document_heading(d, 1, arena_printf(&d->arena, "离群（%zu处）", n));
    add(d, "outliers", columns, OUT_FIELDS, n, fill_outlier, o)->stacked = true;
}

/* ---- its measures by year, beside its peers ---- */

enum { MEASURE_GROUP, MEASURE_LABEL, MEASURE_FIRST };

/* The peers' share of the years that the agency's is judged by. */
static struct item peers_item(struct arena *a, const struct own *o, size_t i)
{
    const struct comparison_entry *e = entry_of(o, 0);
    int years = e && e->measures[i].judged.years > 1 ? e->measures[i].judged.years : 1;
    const struct measure *all = comparison_peers(o->c, o->c->agencies[o->agency].group, 0, years, i);
    struct item item = measure_item(a, &o->c->indicators->list[i], all);
    if (years < 2 || all->state < MEASURE_FEW) return item;
    const struct measure pooled = {.judged = {.years = years, .rate = all->rate}};
    char words[WORDS];
    item.text = arena_dup(a, judged_words(&pooled, words));
    return item;
}

/* 3 / 14, or 并列3 / 14 */
static struct item rank_item(struct arena *a, const struct own *o, size_t i)
{
    const struct comparison_entry *e = entry_of(o, 0);
    char words[WORDS] = "";
    if (!e || !*rank_words(&e->measures[i], words)) return (struct item){0};
    return item_text(arena_printf(a, "%s / %zu", words, o->c->groups[o->c->agencies[o->agency].group].enough[i]));
}

static bool is_ranked(const struct own *o)
{
    const struct comparison_entry *e = entry_of(o, 0);
    for (size_t i = 0; e && i < o->c->indicators->n; i++)
        if (e->measures[i].judged.rank) return true;
    return false;
}

static bool counts_only(const struct own *o, size_t year, size_t i)
{
    return !year && group_counts_only(o->c, o->c->agencies[o->agency].group, i);
}

/* What the latest year has of the cases that are judged, where they are of several. */
static const char *own_words(struct arena *a, const struct measure *m)
{
    char words[WORDS];
    return m->judged.years > 1 ? arena_printf(a, "本年 %s", cases_words(UNIT_PERCENT, m, words)) : NULL;
}

static void fill_measure(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct own *o = list->context;
    const struct comparison *c = o->c;
    size_t i = o->rows[row], col = MEASURE_FIRST;
    items[MEASURE_GROUP] = item_text(c->indicators->list[i].group);
    items[MEASURE_LABEL] = item_text(c->indicators->list[i].label);
    for (size_t y = 0; y < c->n_years; y++) {
        const struct comparison_entry *e = entry_of(o, y);
        items[col] = comparison_figure(scratch, c, e, i, counts_only(o, y, i));
        if (!y && e && e->measures[i].judged.years) items[col].more = own_words(scratch, &e->measures[i]);      /* its rank has a column */
        col++;
    }
    if (is_ranked(o)) items[col++] = rank_item(scratch, o, i);
    if (c->n_groups > 1) items[col++] = peers_item(scratch, o, i);
    items[col] = measure_item(scratch, &c->indicators->list[i], &c->years[0].pooled[i]);
}

static bool has_measure(const struct own *o, size_t i)
{
    for (size_t y = 0; y < o->c->n_years; y++)
        if (entry_of(o, y) && entry_of(o, y)->measures[i].state != MEASURE_ABSENT) return true;
    return false;
}

static void say_counted(struct document *d, const struct own *o, size_t n)
{
    const char *all = NULL;
    for (size_t k = 0; k < n; k++) {
        const char *label = o->c->indicators->list[o->rows[k]].label;
        if (counts_only(o, 0, o->rows[k])) all = all ? arena_printf(&d->arena, "%s、%s", all, label) : label;
    }
    if (all) document_prose(d, arena_printf(&d->arena, "%d年同类机关%s：%s。", o->c->years[0].year, counts_only_words, all), NULL);
}

static void add_measures(struct document *d, struct own *o)
{
    const struct comparison *c = o->c;
    struct list_column *columns = arena_alloc(&d->arena, (MEASURE_FIRST + c->n_years + 3) * sizeof *columns);
    size_t n = 0;
    int col = MEASURE_FIRST;
    o->rows = arena_alloc(&d->arena, (c->indicators->n + 1) * sizeof *o->rows);
    for (size_t i = 0; i < c->indicators->n; i++)
        if (has_measure(o, i)) o->rows[n++] = i;
    if (!n) return;
    columns[MEASURE_GROUP] = (struct list_column){.id = "group", .group = "指标", .type = ITEM_TEXT, .heads_row = true, .joined = true};
    columns[MEASURE_LABEL] = (struct list_column){.id = "indicator", .group = "指标", .type = ITEM_TEXT, .heads_row = true};
    for (size_t y = 0; y < c->n_years; y++)
        columns[col++] = (struct list_column){.id = year_words(&d->arena, o, y), .label = year_words(&d->arena, o, y), .type = ITEM_SHARE};
    const char *latest = year_words(&d->arena, o, 0);
    if (is_ranked(o)) columns[col++] = (struct list_column){.id = "rank", .label = arena_printf(&d->arena, "%s名次", latest), .type = ITEM_TEXT, .centred = true};
    if (c->n_groups > 1) columns[col++] = (struct list_column){.id = "peers", .label = arena_printf(&d->arena, "%s同类", latest), .type = ITEM_SHARE};
    columns[col++] = (struct list_column){.id = "all", .label = arena_printf(&d->arena, "%s全体", latest), .type = ITEM_SHARE};
    document_heading(d, 1, "各项指标");
    say_counted(d, o, n);
    add(d, "measures", columns, col, n, fill_measure, o);
}

/* ---- its trend ---- */

static void add_trend(struct document *d, const struct own *o)
{
    enum { STEPS = 4 };
    const struct comparison *c = o->c;
    struct panel_chart *chart = arena_alloc(&d->arena, sizeof *chart);
    struct panel *panels = arena_alloc(&d->arena, (c->indicators->n + 1) * sizeof *panels);
    if (c->n_years < 2) return;
    const struct year_span span = comparison_span(c);
    const char **years = arena_alloc(&d->arena, span.n * sizeof *years);
    int most = 0;
    *chart = (struct panel_chart){.heading = "各年度", .described = arena_printf(&d->arena, "折线图：%s各年度的比率", c->agencies[o->agency].shown), .names_label = "指标",
                                  .points = years, .n_points = span.n, .panels = panels, .own_name = "本机关"};
    for (size_t y = 0; y < span.n; y++) years[y] = arena_printf(&d->arena, "%d", span.first + (int)y);
    for (size_t i = 0; i < c->indicators->n; i++) {
        struct panel_point *points = arena_alloc(&d->arena, span.n * sizeof *points);
        bool any = false;
        if (!c->indicators->list[i].chart) continue;
        for (size_t y = 0; y < span.n; y++) {
            points[y] = comparison_point(c, o->agency, span.first + (int)y, i);
            any = any || points[y].rate >= 0;
            if (points[y].rate > most) most = points[y].rate;
        }
        if (any) panels[chart->n++] = (struct panel){c->indicators->list[i].label, NULL, points};
    }
    if (!chart->n) return;
    chart->axis = axis_up_to(most, STEPS);
    document_heading(d, 1, "走势");
    document_panels(d, chart);
}

/* ---- its part in the change of the whole ---- */

enum { PART_INDICATOR, PART_AMOUNT, PART_BEFORE, PART_NOW, PART_WHOLE, PART_FIELDS };

static void fill_part(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct own *o = list->context;
    const struct places_of_agencies *places = &o->pages->changes;
    const struct change_place *at = &o->pages->change_places[places->list[places->from[o->agency] + row]];
    const struct comparison_change *change = &o->c->changes[at->change];
    const struct indicator *one = &o->c->indicators->list[change->indicator];
    char words[WORDS];
    items[PART_INDICATOR] = item_text(one->label);
    items[PART_AMOUNT] = item_text(arena_dup(scratch, amount_words(one->unit, change->list[at->one].amount, words)));
    items[PART_BEFORE] = item_text(contribution_cases_words(scratch, o->c, change->indicator, &change->list[at->one], false));
    items[PART_NOW] = item_text(contribution_cases_words(scratch, o->c, change->indicator, &change->list[at->one], true));
    items[PART_WHOLE] = item_text(change_words(scratch, o->c, change));
}

static void add_parts(struct document *d, const struct own *o)
{
    size_t n = count_of(&o->pages->changes, o->agency);
    if (!n) return;
    const struct list_column columns[] = {
        [PART_INDICATOR] = {.id = "indicator", .label = "指标", .type = ITEM_TEXT, .heads_row = true},
        [PART_AMOUNT] = {.id = "amount", .label = "本机关的影响", .type = ITEM_TEXT, .centred = true},
        [PART_BEFORE] = {.id = "before", .label = year_words(&d->arena, o, 1), .type = ITEM_TEXT, .centred = true},
        [PART_NOW] = {.id = "now", .label = year_words(&d->arena, o, 0), .type = ITEM_TEXT, .centred = true},
        [PART_WHOLE] = {.id = "whole", .label = "全体的变化", .type = ITEM_TEXT},
    };
    document_heading(d, 1, "对全体变化的影响");
    add(d, "parts", columns, PART_FIELDS, n, fill_part, o)->stacked = true;
}

/* ---- the reports ---- */

enum { SOURCE_YEAR, SOURCE_STATE, SOURCE_FORM, SOURCE_FILE, SOURCE_DIGEST, SOURCE_FIELDS };

static void fill_source(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct own *o = list->context;
    const struct comparison_entry *e = entry_of(o, o->rows[row]);
    items[SOURCE_YEAR] = item_count(scratch, o->c->years[e->year].year);
    items[SOURCE_STATE] = item_text(e->draft ? "草稿" : "定稿");
    items[SOURCE_FORM] = item_text(e->form);
    items[SOURCE_FILE] = item_text(e->shown);
    items[SOURCE_DIGEST] = item_text(e->digests.sha256);
}

static void add_sources(struct document *d, const struct own *o)
{
    static const struct list_column columns[] = {
        [SOURCE_YEAR] = {.id = "year", .label = "年度", .type = ITEM_COUNT, .heads_row = true},
        [SOURCE_STATE] = {.id = "status", .label = "状态", .type = ITEM_TEXT, .centred = true},
        [SOURCE_FORM] = {.id = "form", .label = "表单", .type = ITEM_TEXT, .centred = true},
        [SOURCE_FILE] = {.id = "file", .label = "文件", .type = ITEM_TEXT},
        [SOURCE_DIGEST] = {.id = "sha256", .label = "文件的 SHA-256", .type = ITEM_TEXT},
    };
    struct own *years = arena_alloc(&d->arena, sizeof *years);
    size_t n = 0;
    *years = *o;
    years->rows = arena_alloc(&d->arena, (o->c->n_years + 1) * sizeof *years->rows);
    for (size_t y = 0; y < o->c->n_years; y++)
        if (entry_of(o, y)) years->rows[n++] = y;
    document_heading(d, 1, "来源");
    add(d, "sources", columns, SOURCE_FIELDS, n, fill_source, years)->stacked = true;
}

static void add_cautions(struct document *d, const struct own *o)
{
    const struct comparison *c = o->c;
    if (!entry_of(o, 0)) document_caution(d, arena_printf(&d->arena, "没有%d年的报告。", c->years[0].year));
    for (size_t y = 0; y < c->n_years; y++) {
        const struct comparison_entry *e = entry_of(o, y);
        if (e && e->draft) document_caution(d, arena_printf(&d->arena, "%d年的报告是草稿，数字还可能变动。", c->years[y].year));
        if (e && e->blocking)
            document_caution(d, arena_printf(&d->arena, "%d年的报告有%zu处须改正，用到的数标“※”，不排名，不计入全体和同类。", c->years[y].year, e->blocking));
        if (e && comparison_entry_blank(c, e))
            document_caution(d, arena_printf(&d->arena, "%d年的报告有没有填的格（空着不是0），用到的指标写“未填”，不排名，不计入全体和同类。", c->years[y].year));
    }
}

void comparison_agency_page(struct document *d, const struct comparison_pages *pages, size_t agency)
{
    const struct comparison *c = pages->c;
    const struct comparison_agency *one = &c->agencies[agency];
    struct own *own = arena_alloc(&d->arena, sizeof *own);
    *own = (struct own){pages, c, agency, NULL};
    d->whole_page = d->internal = true;
    d->up = "../" COMPARISON_PAGE;
    d->up_words = "← 各机关的比较";
    document_title(d, arena_printf(&d->arena, "%s：年报比较", one->shown), one->shown, NULL);
    if (c->n_groups > 1) document_prose(d, arena_printf(&d->arena, "同类机关：%s。", group_words(&d->arena, c, one->group)), NULL);
    const char *note = group_note(&d->arena, c, one->group);
    if (note) document_prose(d, note, NULL);
    add_cautions(d, own);
    add_why(d, own);
    add_faults(d, own);
    add_measures(d, own);
    add_trend(d, own);
    add_parts(d, own);
    add_outliers(d, own);
    add_sources(d, own);
    document_prose(d, "括号里的比率件数不足，只供参考；怎样算、怎样读，见“各机关的比较”里的“说明”。", NULL);
}
