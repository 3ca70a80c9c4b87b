/* 明细: every figure of the comparison with its parts; shares, sums of years and of all are live. */
#include "documents/comparison_inside.h"

/* The quotient, or the number, is live; where there is none its words stand. */
static struct item rate_item(struct arena *a, const struct list *list, size_t row, const struct indicator *one, const struct measure *m)
{
    struct item item = measure_item(a, one, m);
    const struct place of[] = {{list, row, CASE_PART}, {list, row, CASE_WHOLE}};
    item.note = item.more = NULL;
    if (m->state < MEASURE_FEW) return item;
    item.live = one->unit == UNIT_PERCENT ? live_from(a, LIVE_QUOTIENT, of, 2) : live_from(a, LIVE_COPY, of, 1);
    return item;
}

static struct item percent_item(struct arena *a, int hundredths)
{
    char words[WORDS];
    return item_share(hundredths, 10000, arena_dup(a, percent_words(hundredths, words)));
}

/* One row of detail: an agency's or all agencies' indicator of a year. */
struct detail_row { const struct comparison_entry *entry; size_t year, indicator; };

static struct detail_row row_at(const struct comparison *c, size_t row)
{
    size_t block = row / c->indicators->n, first = 0;
    struct detail_row r = {.indicator = row % c->indicators->n};
    for (; block > c->years[r.year].n; first += c->years[r.year++].n) block -= c->years[r.year].n + 1;
    if (block) r.entry = &c->entries[first + block - 1];
    return r;
}

/* Of all together the cases are sums of those that count, live where a formula can hold them. */
static struct item cases_item(struct arena *a, const struct list *list, const struct comparison *c, const struct detail_row *r, int64_t value, int column)
{
    struct item item = item_count(a, value);
    const struct comparison_year *year = &c->years[r->year];
    size_t n = 0;
    if (r->entry) return item;
    struct place *of = arena_alloc(a, (year->n + 1) * sizeof *of);
    for (size_t i = 0; i < c->n_agencies; i++) {
        const struct comparison_entry *e = comparison_entry(c, i, r->year);
        if (!e || e->measures[r->indicator].state < MEASURE_NOTHING) continue;
        of[n] = comparison_detail_place(list, c, r->year, e, r->indicator);
        of[n++].column = column;
    }
    if (n) item.live = live_from(a, LIVE_SUM, of, n);
    return item;
}

/* What is judged: the cases of so many years, which are sums of theirs. */
static void put_judged(struct arena *a, const struct list *list, const struct comparison *c, const struct detail_row *r, struct item *items)
{
    const struct judged *j = &r->entry->measures[r->indicator].judged;
    struct place *of = arena_alloc(a, (size_t)j->years * sizeof *of);
    char words[WORDS];
    static const int columns[] = {CASE_PART, CASE_WHOLE};
    const int64_t values[] = {j->cases.part, j->cases.whole};
    for (int k = 0; k < 2; k++) {
        for (size_t y = 0; y < (size_t)j->years; y++) {
            of[y] = comparison_detail_place(list, c, r->year + y, comparison_entry(c, r->entry->agency, r->year + y), r->indicator);
            of[y].column = columns[k];
        }
        items[CASE_SUM_PART + k] = item_count(a, values[k]);
        items[CASE_SUM_PART + k].live = live_from(a, LIVE_SUM, of, (size_t)j->years);
    }
    const size_t row = comparison_detail_place(list, c, r->year, r->entry, r->indicator).row;
    const struct place sums[] = {{list, row, CASE_SUM_PART}, {list, row, CASE_SUM_WHOLE}};
    items[CASE_YEARS] = item_count(a, j->years);
    items[CASE_SUM_RATE] = item_share(j->cases.part, j->cases.whole, arena_dup(a, percent_words(j->rate, words)));
    items[CASE_SUM_RATE].live = live_from(a, LIVE_QUOTIENT, sums, 2);
    items[CASE_LOW] = percent_item(a, j->interval.low);
    items[CASE_HIGH] = percent_item(a, j->interval.high);
    if (!j->rank) return;
    items[CASE_RANK] = item_count(a, j->rank);
    items[CASE_TIED] = item_count(a, j->tied);
    items[CASE_DISTANCE] = (struct item){.type = ITEM_DECIMAL, .decimal = {j->distance / 10, 2}, .text = arena_dup(a, deviation_words(j->distance, words))};
}

static void fill_detail(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct comparison *c = list->context;
    const struct detail_row r = row_at(c, row);
    const struct comparison_entry *e = r.entry;
    const struct indicator *one = &c->indicators->list[r.indicator];
    const struct measure *m = e ? &e->measures[r.indicator] : &c->years[r.year].pooled[r.indicator];
    items[CASE_YEAR] = item_count(scratch, c->years[r.year].year);
    items[CASE_CODE] = item_text(e ? c->agencies[e->agency].code : NULL);
    items[CASE_AGENCY] = item_text(e ? entry_short_words(scratch, c, e) : "全体");
    items[CASE_KIND] = item_text(e ? c->groups[c->agencies[e->agency].group].label : NULL);
    items[CASE_GROUP] = item_text(one->group);
    items[CASE_INDICATOR] = item_text(one->label);
    if (m->state > MEASURE_BLANK) items[CASE_PART] = cases_item(scratch, list, c, &r, m->cases.part, CASE_PART);
    if (m->state > MEASURE_BLANK && one->unit != UNIT_COUNT) items[CASE_WHOLE] = cases_item(scratch, list, c, &r, m->cases.whole, CASE_WHOLE);
    items[CASE_RATE] = rate_item(scratch, list, row, one, m);
    if (e && m->judged.years) put_judged(scratch, list, c, &r, items);
}

struct list *comparison_detail(struct document *d, const struct comparison *c)
{
    static const struct list_column columns[CASE_FIELDS] = {
        [CASE_YEAR] = {.id = "year", .label = "年度", .type = ITEM_COUNT, .pixels = 50},
        [CASE_CODE] = {.id = "code", .label = "机关代码", .type = ITEM_TEXT, .pixels = 150},
        [CASE_AGENCY] = {.id = "agency", .label = "机关", .type = ITEM_TEXT, .pixels = 200, .heads_row = true},
        [CASE_KIND] = {.id = "peers", .label = "类别", .type = ITEM_TEXT, .pixels = 100},
        [CASE_GROUP] = {.id = "group", .label = "分组", .type = ITEM_TEXT, .pixels = 100},
        [CASE_INDICATOR] = {.id = "indicator", .label = "指标", .type = ITEM_TEXT, .pixels = 120, .heads_row = true},
        [CASE_PART] = {.id = "numerator", .label = "分子", .type = ITEM_COUNT, .pixels = 60},
        [CASE_WHOLE] = {.id = "denominator", .label = "分母", .type = ITEM_COUNT, .pixels = 60},
        [CASE_RATE] = {.id = "rate", .label = "数值", .type = ITEM_SHARE, .pixels = 80},
        [CASE_YEARS] = {.id = "years", .label = "合计几年", .type = ITEM_COUNT, .pixels = 50},
        [CASE_SUM_PART] = {.id = "judged_numerator", .label = "合计分子", .type = ITEM_COUNT, .pixels = 60},
        [CASE_SUM_WHOLE] = {.id = "judged_denominator", .label = "合计分母", .type = ITEM_COUNT, .pixels = 60},
        [CASE_SUM_RATE] = {.id = "judged_rate", .label = "合计比率", .type = ITEM_SHARE, .pixels = 80},
        [CASE_LOW] = {.id = "low", .label = "95%区间下限", .type = ITEM_SHARE, .pixels = 70},
        [CASE_HIGH] = {.id = "high", .label = "95%区间上限", .type = ITEM_SHARE, .pixels = 70},
        [CASE_RANK] = {.id = "rank", .label = "名次", .type = ITEM_COUNT, .pixels = 50},
        [CASE_TIED] = {.id = "tied", .label = "并列个数", .type = ITEM_COUNT, .pixels = 50},
        [CASE_DISTANCE] = {.id = "deviation", .label = "偏离同类（倍标准差）", .type = ITEM_DECIMAL, .pixels = 90},
    };
    struct list *list = arena_alloc(&d->arena, sizeof *list);
    *list = (struct list){.id = "detail", .columns = columns, .n_columns = CASE_FIELDS, .n_rows = (c->n_entries + c->n_years) * c->indicators->n,
                          .fill = fill_detail, .context = c, .filtered = true, .head_points = 32};
    return list;
}
