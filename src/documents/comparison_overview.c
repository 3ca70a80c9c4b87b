/* On paper, the agencies of the latest year in one table: what they received over the years, and their shares. */
#include "documents/comparison_inside.h"
#include <string.h>

enum { MOST_COUNTS = 3, MOST_SHARES = 7, FIXED = 2 };

struct overview {
    const struct comparison *c;
    const struct comparison_entry **entries;           /* by row; NULL: all together */
    const char **groups;                               /* by row */
    size_t count, n_counts;                            /* the indicator, and of how many years */
    size_t shares[MOST_SHARES], n_shares;
    bool grouped;
};

/* What is too few to be judged has its cases alone; the year's own share else, whatever it is judged by. */
static struct item share_item(struct arena *a, const struct measure *m)
{
    char words[WORDS];
    if (m->state == MEASURE_FEW) return (struct item){.text = arena_dup(a, cases_words(UNIT_PERCENT, m, words)), .tone = TONE_FEW};
    struct item item = {.text = arena_dup(a, measure_words(UNIT_PERCENT, m, words))};
    if (m->state == MEASURE_ENOUGH || (m->state == MEASURE_DOUBTFUL && m->cases.whole)) item.note = arena_dup(a, cases_words(UNIT_PERCENT, m, words));
    return item;
}

static const struct measure *measure_of(const struct comparison *c, const struct comparison_entry *e, size_t year, size_t indicator)
{
    if (!e) return &c->years[year].pooled[indicator];
    const struct comparison_entry *then = comparison_entry(c, e->agency, year);
    return then ? &then->measures[indicator] : NULL;
}

static void fill_overview(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct overview *x = list->context;
    const struct comparison_entry *e = x->entries[row];
    char words[WORDS];
    int col = 0;
    if (x->grouped) items[col++] = item_text(x->groups[row]);
    items[col++] = item_text(e ? entry_short_words(scratch, x->c, e) : "全体");
    for (size_t k = 0; k < x->n_counts; k++) {
        const struct measure *m = measure_of(x->c, e, x->n_counts - 1 - k, x->count);
        items[col++] = (struct item){.text = m ? arena_dup(scratch, measure_words(UNIT_COUNT, m, words)) : "—"};
    }
    for (size_t k = 0; k < x->n_shares; k++) items[col++] = share_item(scratch, measure_of(x->c, e, 0, x->shares[k]));
}

/* A column has a number in one of its rows at least. */
static bool has_numbers(const struct overview *x, size_t n_rows, size_t indicator)
{
    for (size_t r = 0; r < n_rows; r++) {
        enum measure_state state = measure_of(x->c, x->entries[r], 0, indicator)->state;
        if (state > MEASURE_BLANK && state != MEASURE_NOTHING) return true;
    }
    return false;
}

static void choose(struct overview *x, size_t n_rows)
{
    const struct indicators *all = x->c->indicators;
    x->count = 0;
    while (x->count < all->n && all->list[x->count].unit != UNIT_COUNT) x->count++;
    const size_t most = x->grouped ? MOST_COUNTS - 1 : MOST_COUNTS;      /* the groups take room */
    x->n_counts = x->count == all->n ? 0 : x->c->n_years < most ? x->c->n_years : most;
    for (size_t i = 0; i < all->n && x->n_shares < MOST_SHARES; i++)
        if (all->list[i].chart && has_numbers(x, n_rows, i)) x->shares[x->n_shares++] = i;
}

/* All together, then the agencies by group. */
static size_t find_rows(struct overview *x, size_t shown)
{
    const struct comparison *c = x->c;
    size_t n = 0;
    x->groups[n] = "";
    x->entries[n++] = NULL;
    for (size_t g = 0; g < c->n_groups; g++)
        for (size_t i = 0; i < c->n_agencies && n <= shown; i++) {
            const struct comparison_entry *e = comparison_entry(c, i, 0);
            if (!e || c->agencies[i].group != g) continue;
            x->groups[n] = c->groups[g].label;
            x->entries[n++] = e;
        }
    return n;
}

static int columns_of(struct document *d, const struct overview *x, struct list_column *columns)
{
    int n = 0;
    if (x->grouped) columns[n++] = (struct list_column){.id = "group", .label = "类别", .type = ITEM_TEXT, .share = 1, .heads_row = true, .joined = true};
    columns[n++] = (struct list_column){.id = "agency", .label = "机关", .type = ITEM_TEXT, .share = 3, .heads_row = true};
    for (size_t k = 0; k < x->n_counts; k++) {
        const char *year = arena_printf(&d->arena, "%d", x->c->years[x->n_counts - 1 - k].year);
        columns[n++] = (struct list_column){.id = year, .label = year, .type = ITEM_COUNT, .share = 0.7, .group = x->c->indicators->list[x->count].label};
    }
    for (size_t k = 0; k < x->n_shares; k++) {
        const struct indicator *one = &x->c->indicators->list[x->shares[k]];
        columns[n++] = (struct list_column){.id = one->id, .label = one->label, .type = ITEM_SHARE, .share = 1.1};
    }
    return n;
}

struct list *comparison_overview(struct document *d, const struct comparison *c, size_t most)
{
    struct overview *x = arena_alloc(&d->arena, sizeof *x);
    size_t total = c->years[0].n, shown = total < most ? total : most;
    *x = (struct overview){.c = c, .grouped = c->n_groups > 1, .entries = arena_alloc(&d->arena, (shown + 2) * sizeof *x->entries),
                           .groups = arena_alloc(&d->arena, (shown + 2) * sizeof *x->groups)};
    size_t n_rows = find_rows(x, shown);
    choose(x, n_rows);
    if (!x->n_counts && !x->n_shares) return NULL;
    struct list_column columns[FIXED + MOST_COUNTS + MOST_SHARES];
    int n_columns = columns_of(d, x, columns);
    struct list *list = document_list(d, "agencies", columns, n_columns);
    list->n_rows = n_rows;
    list->fill = fill_overview;
    list->context = x;
    list->compact = true;
    list->remark = arena_printf(&d->arena, "%s比率是%d年的，括号里是件数；只有件数的，不到%lld件。%s",
                                shown < total ? arena_printf(&d->arena, "显示 %zu / %zu 个机关，全部见同一文件夹里的比较.xlsx。", shown, total) : "", c->years[0].year,
                                (long long)c->settings.cases, "“0/0”是没有件数，“未填”是所用的格空着（空着不是0），“※”是所用的格有须改正之处，“有误”是数自相矛盾，“—”是报告里没有。");
    return list;
}
