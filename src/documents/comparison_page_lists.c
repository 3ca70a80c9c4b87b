/* The lists of the comparison's page: their rows lead to the pages of the agencies. */
#include "documents/comparison_pages.h"
#include <inttypes.h>
#include <string.h>

static struct item agency_item(const struct comparison_pages *p, size_t agency, const char *words)
{
    struct item item = item_text(words);
    item.file = p->files[agency];
    item.option = p->c->n_groups > 1 ? (int)p->c->agencies[agency].group + 1 : 0;
    return item;
}

static struct list *add(struct document *d, const char *id, const struct list_column *columns, int n_columns, size_t n_rows,
                        void (*fill)(const struct list *, size_t, struct item *, struct arena *), const void *context)
{
    struct list *list = document_list(d, id, columns, n_columns);
    list->n_rows = n_rows;
    list->fill = fill;
    list->context = context;
    list->searched = true;
    list->choice = CHOICE_PEERS;
    return list;
}

/* ---- lists that other documents have too: their rows lead to the agencies ---- */

struct linked { struct list list; const struct comparison_pages *pages; size_t (*agency_of)(const struct comparison *c, size_t row); int column; };

static void fill_linked(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct linked *x = list->context;
    size_t agency = x->agency_of(x->pages->c, row);
    x->list.fill(&x->list, row, items, scratch);
    const char *words = items[x->column].text;
    items[x->column] = agency_item(x->pages, agency, words);
    items[0].option = items[x->column].option;
}

static void link_rows(struct document *d, struct list *list, const struct comparison_pages *p, size_t (*agency_of)(const struct comparison *, size_t), int column)
{
    struct linked *x = arena_alloc(&d->arena, sizeof *x);
    *x = (struct linked){*list, p, agency_of, column};
    list->fill = fill_linked;
    list->context = x;
    list->searched = list->stacked = true;
    list->choice = CHOICE_PEERS;
}

static size_t agency_of_first(const struct comparison *c, size_t row) { return c->entries[c->first[row].entry].agency; }
static size_t agency_of_outlier(const struct comparison *c, size_t row) { return c->entries[c->outliers[row].entry].agency; }

void comparison_page_first(struct document *d, const struct comparison_pages *p)
{
    struct list *list = comparison_first_list(d, p->c, ON_PAGE);
    link_rows(d, list, p, agency_of_first, 1);
    list->sortable = true;
}

void comparison_page_outliers(struct document *d, const struct comparison_pages *p)
{
    struct list *list = comparison_outliers(d, p->c, ON_PAGE, 0);
    if (!list) return;
    link_rows(d, list, p, agency_of_outlier, 0);
    list->sortable = true;
}

/* ---- what changed the whole ---- */

struct changed { const struct comparison_pages *pages; const struct comparison_change *change; };
enum { CHANGED_AGENCY, CHANGED_AMOUNT, CHANGED_BEFORE, CHANGED_NOW, CHANGED_FIELDS };

static void fill_changed(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct changed *x = list->context;
    const struct contribution *one = &x->change->list[row];
    enum indicator_unit unit = x->pages->c->indicators->list[x->change->indicator].unit;
    char words[WORDS];
    items[CHANGED_AGENCY] = agency_item(x->pages, one->agency, x->pages->c->agencies[one->agency].shown);
    items[CHANGED_AMOUNT] = (struct item){.type = ITEM_COUNT, .number = one->amount, .text = arena_dup(scratch, amount_words(unit, one->amount, words))};
    items[CHANGED_BEFORE] = item_text(contribution_cases_words(scratch, x->pages->c, x->change->indicator, one, false));
    items[CHANGED_NOW] = item_text(contribution_cases_words(scratch, x->pages->c, x->change->indicator, one, true));
}

static void add_change(struct document *d, const struct comparison_pages *p, const struct comparison_change *change)
{
    enum { MOST = 8 };                                 /* the rest stands on the pages of the agencies */
    const struct comparison *c = p->c;
    const struct list_column columns[CHANGED_FIELDS] = {
        [CHANGED_AGENCY] = {.id = "agency", .label = "机关", .type = ITEM_TEXT, .heads_row = true},
        [CHANGED_AMOUNT] = {.id = "amount", .label = "对全体变化的影响", .type = ITEM_COUNT},
        [CHANGED_BEFORE] = {.id = "before", .label = arena_printf(&d->arena, "%d年", c->years[1].year), .type = ITEM_TEXT, .centred = true},
        [CHANGED_NOW] = {.id = "now", .label = arena_printf(&d->arena, "%d年", c->years[0].year), .type = ITEM_TEXT, .centred = true},
    };
    struct changed *x = arena_alloc(&d->arena, sizeof *x);
    size_t shown = change->n < MOST ? change->n : MOST;
    *x = (struct changed){p, change};
    struct list *list = add(d, c->indicators->list[change->indicator].id, columns, CHANGED_FIELDS, shown, fill_changed, x);
    list->title = change_words(&d->arena, c, change);
    list->folded = true;
    const char *note = change_note(&d->arena, c, change);
    const char *rest = shown < change->n ? arena_printf(&d->arena, "显示影响最大的 %zu / %zu 个机关，其余见各机关的页。", shown, change->n) : "";
    if (note || *rest) list->remark = arena_printf(&d->arena, "%s%s", note ? note : "", rest);
}

void comparison_page_changes(struct document *d, const struct comparison_pages *p)
{
    for (size_t i = 0; i < p->c->n_changes; i++)
        if (p->c->changes[i].told) add_change(d, p, &p->c->changes[i]);
}

/* ---- every agency of a year ---- */

struct item comparison_figure(struct arena *a, const struct comparison *c, const struct comparison_entry *e, size_t i, bool counted)
{
    char words[WORDS], rank[WORDS];
    const struct measure *m = e ? &e->measures[i] : NULL;
    if (!m) return (struct item){.text = "—"};
    if (counted && m->state == MEASURE_FEW) return (struct item){.text = arena_dup(a, cases_words(UNIT_PERCENT, m, words)), .tone = TONE_FEW};
    if (m->judged.years < 2) return measure_item(a, &c->indicators->list[i], m);
    struct item item = item_share(m->judged.cases.part, m->judged.cases.whole, arena_dup(a, judged_words(m, words)));
    item.note = arena_dup(a, judged_cases_words(m, words));
    if (*rank_words(m, rank)) item.more = arena_printf(a, "名次 %s", rank);
    return item;
}

/* A column an indicator that some report of the year has; counted: no share of the year can be judged. */
struct table_column { size_t indicator; bool counted; };
struct agencies_table { const struct comparison_pages *pages; size_t year, n; struct table_column *columns; const size_t *agencies; };

static void fill_agency(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct agencies_table *x = list->context;
    const struct comparison *c = x->pages->c;
    for (size_t k = 0; k < x->n && !row; k++) {
        size_t i = x->columns[k].indicator;
        items[1 + k] = measure_item(scratch, &c->indicators->list[i], &c->years[x->year].pooled[i]);
    }
    if (!row) {
        items[0] = item_text("全体");
        items[0].tone = TONE_TOTAL;
        return;
    }
    const struct comparison_entry *e = comparison_entry(c, x->agencies[row - 1], x->year);
    items[0] = agency_item(x->pages, e->agency, entry_short_words(scratch, c, e));
    for (size_t k = 0; k < x->n; k++) items[1 + k] = comparison_figure(scratch, c, e, x->columns[k].indicator, x->columns[k].counted);
}

/* Of earlier years only what is drawn or counted: the rest stands on the pages of the agencies. */
static bool take_column(const struct comparison *c, size_t year, size_t i, struct table_column *column)
{
    const struct indicator *one = &c->indicators->list[i];
    bool there = false, judged = false;
    for (size_t k = 0; k < c->n_agencies; k++) {
        const struct comparison_entry *e = comparison_entry(c, k, year);
        there = there || (e && e->measures[i].state != MEASURE_ABSENT);
        judged = judged || (e && e->measures[i].judged.years);
    }
    *column = (struct table_column){i, one->unit == UNIT_PERCENT && !judged};
    return there && (!year || one->chart || one->unit != UNIT_PERCENT);
}

static void say_counted(struct document *d, const struct agencies_table *x)
{
    const char *all = NULL;
    for (size_t k = 0; k < x->n; k++) {
        const char *label = x->pages->c->indicators->list[x->columns[k].indicator].label;
        if (x->columns[k].counted) all = all ? arena_printf(&d->arena, "%s、%s", all, label) : label;
    }
    if (!all) return;
    document_prose(d, arena_printf(&d->arena, "%d年%s：%s。", x->pages->c->years[x->year].year, counts_only_words, all), NULL);
    d->blocks[d->n_blocks - 1].options[CHOICE_YEARS] = (int)x->year + 1;
}

void comparison_page_agencies(struct document *d, const struct comparison_pages *p, size_t year)
{
    const struct comparison *c = p->c;
    struct agencies_table *x = arena_alloc(&d->arena, sizeof *x);
    size_t *agencies = arena_alloc(&d->arena, (c->n_agencies + 1) * sizeof *agencies), n = 0;
    struct list_column *columns = arena_alloc(&d->arena, (c->indicators->n + 1) * sizeof *columns);
    *x = (struct agencies_table){.pages = p, .year = year, .columns = arena_alloc(&d->arena, (c->indicators->n + 1) * sizeof *x->columns), .agencies = agencies};
    for (size_t k = 0; k < c->n_agencies; k++)
        if (comparison_entry(c, k, year)) agencies[n++] = k;
    for (size_t i = 0; i < c->indicators->n; i++) x->n += take_column(c, year, i, &x->columns[x->n]);
    columns[0] = (struct list_column){.id = "agency", .label = "机关", .type = ITEM_TEXT, .heads_row = true};
    for (size_t k = 0; k < x->n; k++) {
        const struct indicator *one = &c->indicators->list[x->columns[k].indicator];
        columns[1 + k] = (struct list_column){.id = one->id, .label = one->label, .group = one->group, .type = one->unit == UNIT_PERCENT ? ITEM_SHARE : ITEM_COUNT};
    }
    say_counted(d, x);
    struct list *list = add(d, arena_printf(&d->arena, "agencies%d", c->years[year].year), columns, 1 + (int)x->n, n + 1, fill_agency, x);
    d->blocks[d->n_blocks - 1].options[CHOICE_YEARS] = (int)year + 1;
    list->title = arena_printf(&d->arena, "%d年各机关（%zu个）", c->years[year].year, n);
    list->sortable = true;
}
