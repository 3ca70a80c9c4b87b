/* The lists of the comparison that have a record a row: what stands out, how indicators are made, the reports, and every figure. */
#include "documents/comparison_inside.h"
#include <inttypes.h>
#include <string.h>

enum { MOST_FIELDS = 16 };

/* A list takes some of the fields of its records; `of` is what the records are made of. */
struct fields { const void *of; const int *chosen; };

static struct list *add(struct document *d, const char *id, const struct list_column *all, const int *chosen, int n_chosen, size_t n_rows,
                        void (*fill)(const struct list *, size_t, struct item *, struct arena *), const void *of)
{
    struct list_column columns[MOST_FIELDS];
    struct fields *own = arena_alloc(&d->arena, sizeof *own);
    for (int i = 0; i < n_chosen; i++) columns[i] = all[chosen[i]];
    *own = (struct fields){of, chosen};
    struct list *list = document_list(d, id, columns, n_chosen);
    list->n_rows = n_rows;
    list->fill = fill;
    list->context = own;
    list->head_points = 32;
    return list;
}

#define COUNT_OF(array) ((int)(sizeof(array) / sizeof *(array)))

/* ---- what stands out ---- */

enum { OUT_ENTRY, OUT_AGENCY, OUT_YEAR, OUT_INDICATOR, OUT_OWN, OUT_OTHER, OUT_WORDS, OUT_CELL_WORDS, OUT_CELL, OUT_TIMES, OUT_FIELDS };
static const struct list_column out_columns[OUT_FIELDS] = {
    [OUT_ENTRY] = {.id = "entry", .label = "年度和机关", .type = ITEM_TEXT, .heads_row = true},
    [OUT_AGENCY] = {.id = "agency", .label = "机关", .type = ITEM_TEXT, .pixels = 200, .share = 2.8, .heads_row = true},
    [OUT_YEAR] = {.id = "year", .label = "年度", .type = ITEM_COUNT, .pixels = 50, .share = 1},
    [OUT_INDICATOR] = {.id = "indicator", .label = "指标", .type = ITEM_TEXT, .pixels = 110, .share = 1.8},
    [OUT_OWN] = {.id = "own", .label = "本机关", .type = ITEM_SHARE, .share = 1.7},
    [OUT_OTHER] = {.id = "other", .label = "相比", .type = ITEM_SHARE, .share = 2},
    [OUT_WORDS] = {.id = "words", .label = "与什么相比", .type = ITEM_TEXT, .pixels = 330},
    [OUT_CELL_WORDS] = {.id = "cell_words", .label = "偏离最多的单元格", .type = ITEM_TEXT, .pixels = 330},
    [OUT_CELL] = {.id = "cell", .label = "偏离最多的单元格", .type = ITEM_TEXT, .share = 4},
    [OUT_TIMES] = {.id = "deviation", .label = "偏离（倍标准差）", .type = ITEM_DECIMAL, .pixels = 80, .share = 1.3},
};

static struct item outlier_item(const struct comparison *c, const struct outlier *o, int field, struct arena *a)
{
    const struct comparison_entry *e = &c->entries[o->entry];
    const struct measure *other = o->before == NO_ENTRY ? comparison_peers_of(c, e, o->indicator) : &c->entries[o->before].measures[o->indicator];
    char words[WORDS];
    struct item item;
    switch (field) {
    case OUT_ENTRY: return item_text(entry_words(a, c, e));
    case OUT_AGENCY: return item_text(entry_short_words(a, c, e));
    case OUT_YEAR: return item_count(a, c->years[e->year].year);
    case OUT_INDICATOR: return item_text(c->indicators->list[o->indicator].label);
    case OUT_OWN: return measure_item(a, &c->indicators->list[o->indicator], &e->measures[o->indicator]);
    case OUT_OTHER:
        item = measure_item(a, &c->indicators->list[o->indicator], other);
        item.text = arena_printf(a, "%s %s", outlier_against_words(a, c, o), item.text);
        return item;
    case OUT_WORDS: return item_text(outlier_words(a, c, o));
    case OUT_CELL_WORDS: return item_text(outlier_cell_words(a, c, o));
    case OUT_CELL: return item_text(arena_printf(a, "%s %" PRId64 "/%" PRId64, o->name ? o->name : o->address, o->value, o->whole));
    case OUT_TIMES:
        /* Cut to hundredths like the words. */
        return (struct item){.type = ITEM_DECIMAL, .decimal = {o->distance / 10, 2}, .text = arena_dup(a, deviation_words(o->distance, words))};
    }
    return (struct item){0};
}

static void fill_outlier(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct fields *f = list->context;
    const struct comparison *c = f->of;
    for (int i = 0; i < list->n_columns; i++) items[i] = outlier_item(c, &c->outliers[row], f->chosen[i], scratch);
}

struct list *comparison_outliers(struct document *d, const struct comparison *c, enum comparison_edition edition, size_t most)
{
    static const int paper[] = {OUT_AGENCY, OUT_YEAR, OUT_INDICATOR, OUT_OWN, OUT_OTHER, OUT_CELL, OUT_TIMES};
    static const int page[] = {OUT_ENTRY, OUT_WORDS, OUT_CELL_WORDS, OUT_TIMES};
    static const int sheet[] = {OUT_AGENCY, OUT_YEAR, OUT_INDICATOR, OUT_WORDS, OUT_CELL_WORDS, OUT_TIMES};
    const int *chosen = edition == ON_PAPER ? paper : edition == ON_PAGE ? page : sheet;
    int n = edition == ON_PAPER ? COUNT_OF(paper) : edition == ON_PAGE ? COUNT_OF(page) : COUNT_OF(sheet);
    size_t shown = edition == ON_PAPER && c->n_outliers > most ? most : c->n_outliers;
    if (!shown && edition != ON_SHEET) return NULL;
    struct list *list = add(d, "outliers", out_columns, chosen, n, shown, fill_outlier, c);
    if (edition == ON_PAGE) list->title = arena_printf(&d->arena, "离群（%zu处）", c->n_outliers);
    list->without = "没有离群的数。";
    list->wraps = true;
    if (shown < c->n_outliers) list->remark = arena_printf(&d->arena, "显示 %zu / %zu 处，全部见同一文件夹里的比较.xlsx。", shown, c->n_outliers);
    return list;
}

/* ---- how each indicator is made ---- */

enum { MADE_GROUP, MADE_LABEL, MADE_FORMULA, MADE_UNIT, MADE_DIRECTION, MADE_FORM, MADE_NUMERATOR, MADE_DENOMINATOR, MADE_FIELDS };

static void fill_formula(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    static const char *const units[] = {"百分比", "工作日", "件"}, *const directions[] = {"不论高低", "越高越好", "越低越好"};
    const struct fields *f = list->context;
    const struct indicators *all = ((const struct comparison *)f->of)->indicators;
    bool by_form = list->n_columns == MADE_FIELDS;
    const struct indicator *one = &all->list[by_form ? row / all->n_forms : row];
    size_t form = by_form ? row % all->n_forms : 0;
    items[MADE_GROUP] = item_text(one->group);
    items[MADE_LABEL] = item_text(one->label);
    items[MADE_FORMULA] = item_text(one->formula);
    if (!by_form) return;
    items[MADE_UNIT] = item_text(units[one->unit]);
    items[MADE_DIRECTION] = item_text(directions[one->direction]);
    items[MADE_FORM] = item_text(all->forms[form]);
    items[MADE_NUMERATOR] = item_text(indicator_sum_text(scratch, &one->cells[form].numerator));
    items[MADE_DENOMINATOR] = item_text(indicator_sum_text(scratch, &one->cells[form].denominator));
}

struct list *comparison_formulas(struct document *d, const struct comparison *c, enum comparison_edition edition)
{
    static const struct list_column columns[MADE_FIELDS] = {
        [MADE_GROUP] = {.id = "group", .label = "分组", .type = ITEM_TEXT, .pixels = 110, .share = 1},
        [MADE_LABEL] = {.id = "indicator", .label = "指标", .type = ITEM_TEXT, .pixels = 120, .share = 2},
        [MADE_FORMULA] = {.id = "formula", .label = "怎样算", .type = ITEM_TEXT, .pixels = 260, .share = 5},
        [MADE_UNIT] = {.id = "unit", .label = "单位", .type = ITEM_TEXT, .pixels = 60},
        [MADE_DIRECTION] = {.id = "direction", .label = "方向", .type = ITEM_TEXT, .pixels = 70},
        [MADE_FORM] = {.id = "form", .label = "表单", .type = ITEM_TEXT, .pixels = 50},
        [MADE_NUMERATOR] = {.id = "numerator", .label = "分子的单元格", .type = ITEM_TEXT, .pixels = 260},
        [MADE_DENOMINATOR] = {.id = "denominator", .label = "分母的单元格", .type = ITEM_TEXT, .pixels = 260},
    };
    /* On paper group and indicator stand below one head, and a group is written once. */
    static const struct list_column on_paper[] = {
        [MADE_GROUP] = {.id = "group", .group = "指标", .type = ITEM_TEXT, .share = 1, .joined = true, .heads_row = true},
        [MADE_LABEL] = {.id = "indicator", .group = "指标", .type = ITEM_TEXT, .share = 2, .heads_row = true},
        [MADE_FORMULA] = {.id = "formula", .label = "怎样算", .type = ITEM_TEXT, .share = 5},
    };
    static const int all[] = {MADE_GROUP, MADE_LABEL, MADE_FORMULA, MADE_UNIT, MADE_DIRECTION, MADE_FORM, MADE_NUMERATOR, MADE_DENOMINATOR};
    bool by_form = edition == ON_SHEET;
    struct list *list = add(d, "formulas", by_form ? columns : on_paper, all, by_form ? MADE_FIELDS : COUNT_OF(on_paper),
                            c->indicators->n * (by_form ? c->indicators->n_forms : 1), fill_formula, c);
    list->wraps = list->compact = true;
    return list;
}

/* ---- the reports ---- */

enum { SRC_CODE, SRC_AGENCY, SRC_YEAR, SRC_STATE, SRC_FORM, SRC_FILE, SRC_DIGEST, SRC_FORM_HASH, SRC_RULES, SRC_CALENDAR, SRC_PROGRAM, SRC_FIELDS };

static const char *state_words(struct arena *a, const struct comparison_entry *e)
{
    const char *state = e->draft ? "草稿" : "定稿";
    return e->blocking ? arena_printf(a, "%s，有%zu处须改正", state, e->blocking) : state;
}

/* The reports, then the files that could not be read. */
static void fill_source(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct comparison *c = ((const struct fields *)list->context)->of;
    if (row >= c->n_entries) {
        items[SRC_STATE] = item_text("没有读成");
        items[SRC_FILE] = item_text(c->unread[row - c->n_entries]);
        return;
    }
    const struct comparison_entry *e = &c->entries[row];
    const char *const texts[SRC_FIELDS] = {c->agencies[e->agency].code, c->agencies[e->agency].name, NULL, state_words(scratch, e), e->form, e->shown,
                                           e->digests.sha256, e->form_hash, e->rules_hash, e->calendar_hash, e->program};
    for (int i = 0; i < SRC_FIELDS; i++) items[i] = item_text(texts[i]);
    items[SRC_YEAR] = item_count(scratch, c->years[e->year].year);
}

struct list *comparison_sources(struct document *d, const struct comparison *c)
{
    static const struct list_column columns[SRC_FIELDS] = {
        [SRC_CODE] = {.id = "code", .label = "机关代码", .type = ITEM_TEXT, .pixels = 140},
        [SRC_AGENCY] = {.id = "agency", .label = "机关", .type = ITEM_TEXT, .pixels = 200, .heads_row = true},
        [SRC_YEAR] = {.id = "year", .label = "年度", .type = ITEM_COUNT, .pixels = 50},
        [SRC_STATE] = {.id = "status", .label = "状态", .type = ITEM_TEXT, .pixels = 130},
        [SRC_FORM] = {.id = "form", .label = "表单", .type = ITEM_TEXT, .pixels = 50},
        [SRC_FILE] = {.id = "file", .label = "文件", .type = ITEM_TEXT, .pixels = 220},
        [SRC_DIGEST] = {.id = "sha256", .label = "文件的 SHA-256", .type = ITEM_TEXT, .pixels = 150},
        [SRC_FORM_HASH] = {.id = "form_hash", .label = "表单散列", .type = ITEM_TEXT, .pixels = 120},
        [SRC_RULES] = {.id = "rules_hash", .label = "规则散列", .type = ITEM_TEXT, .pixels = 120},
        [SRC_CALENDAR] = {.id = "calendar_hash", .label = "日历散列", .type = ITEM_TEXT, .pixels = 120},
        [SRC_PROGRAM] = {.id = "program", .label = "程序", .type = ITEM_TEXT, .pixels = 100},
    };
    static const int all[] = {SRC_CODE, SRC_AGENCY, SRC_YEAR, SRC_STATE, SRC_FORM, SRC_FILE, SRC_DIGEST, SRC_FORM_HASH, SRC_RULES, SRC_CALENDAR, SRC_PROGRAM};
    return add(d, "sources", columns, all, SRC_FIELDS, c->n_entries + c->n_unread, fill_source, c);
}
