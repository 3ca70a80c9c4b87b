/* The lists that a superior acts by: which agencies to look at first, and what each agency makes of the change of the whole. */
#include "documents/comparison_inside.h"
#include <inttypes.h>
#include <string.h>

static size_t less(size_t a, size_t b) { return a < b ? a : b; }

/* ---- whom to look at first ---- */

enum { FIRST_CAUSE, FIRST_AGENCY, FIRST_WHY, FIRST_CELL, FIRST_CODE, FIRST_ADDRESS, FIRST_FIELDS };

/* 予以公开/总计 41/60（同类 12/100）. */
static const char *cell_words(struct arena *a, const struct comparison *c, const struct comparison_first *f)
{
    const char *name = f->name ? f->name : f->address;
    if (!name) return NULL;
    if (f->indicator == NO_ENTRY) return name;
    if (!f->whole) return arena_printf(a, "%s %" PRId64, name, f->value);
    const char *own = arena_printf(a, "%s %" PRId64 "/%" PRId64, name, f->value, f->whole);
    const char *others = f->cause == FIRST_YEARS ? arena_printf(a, "%d年", c->years[0].year - 1) : c->n_groups > 1 ? "同类" : "全体";
    return f->other.whole ? arena_printf(a, "%s（%s %" PRId64 "/%" PRId64 "）", own, others, f->other.part, f->other.whole) : own;
}

static void fill_first(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct comparison *c = list->context;
    const struct comparison_first *f = &c->first[row];
    const struct comparison_agency *agency = &c->agencies[c->entries[f->entry].agency];
    items[FIRST_AGENCY] = item_text(agency->shown);
    items[FIRST_CAUSE] = item_text(first_cause_words(f->cause));
    items[FIRST_WHY] = item_text(f->why);
    items[FIRST_CELL] = item_text(cell_words(scratch, c, f));
    if (list->n_columns < FIRST_FIELDS) return;
    items[FIRST_CODE] = item_text(agency->code);
    items[FIRST_ADDRESS] = item_text(f->address);
}

struct list *comparison_first_list(struct document *d, const struct comparison *c, enum comparison_edition edition)
{
    static const struct list_column columns[FIRST_FIELDS] = {
        [FIRST_CAUSE] = {.id = "cause", .label = "原因", .type = ITEM_TEXT, .pixels = 90, .share = 1.2},
        [FIRST_AGENCY] = {.id = "agency", .label = "机关", .type = ITEM_TEXT, .pixels = 200, .share = 2.7, .heads_row = true},
        [FIRST_WHY] = {.id = "why", .label = "为什么", .type = ITEM_TEXT, .pixels = 520, .share = 6.6},
        [FIRST_CELL] = {.id = "cell", .label = "看哪个数", .type = ITEM_TEXT, .pixels = 300, .share = 3.6},
        [FIRST_CODE] = {.id = "code", .label = "机关代码", .type = ITEM_TEXT, .pixels = 150},
        [FIRST_ADDRESS] = {.id = "address", .label = "单元格", .type = ITEM_TEXT, .pixels = 180},
    };
    struct list_column own[FIRST_FIELDS];
    memcpy(own, columns, sizeof own);
    own[FIRST_CAUSE].joined = edition == ON_PAPER;     /* a sheet can be filtered */
    own[FIRST_CAUSE].centred = edition == ON_PAGE;
    struct list *list = document_list(d, "first", own, edition == ON_SHEET ? FIRST_FIELDS : FIRST_CODE);
    list->filtered = true;
    list->n_rows = c->n_first;
    list->fill = fill_first;
    list->context = c;
    list->wraps = list->compact = true;
    list->without = c->n_years ? arena_printf(&d->arena, "%d年的报告里没有须改正的，也没有明显不同寻常的数。", c->years[0].year) : NULL;
    if (c->more_first) list->remark = arena_printf(&d->arena, "显示 %zu / %zu 条，显示多少由设置 compare.first 定。", c->n_first, c->n_first + c->more_first);
    return list;
}

/* ---- what changed the whole ---- */

enum { CHANGE_INDICATOR, CHANGE_AGENCY, CHANGE_BEFORE, CHANGE_NOW, CHANGE_AMOUNT, CHANGE_REMARK, CHANGE_FIELDS };

/* A row: all together, of these the agencies of one year only, one agency, or the others in sum. */
struct change_row { const struct comparison_change *change; const struct contribution *one; size_t others; bool apart; int64_t amount; };
struct change_rows { const struct comparison *c; bool on_paper; struct change_row *rows; size_t n; };

static struct item cases_item(struct arena *a, const struct change_rows *x, const struct change_row *r, bool now)
{
    const struct contribution all = {.kind = CONTRIBUTION_BOTH, .before = r->change->before, .now = r->change->now};
    if (r->others || r->apart) return (struct item){0};
    return item_text(contribution_cases_words(a, x->c, r->change->indicator, r->one ? r->one : &all, now));
}

static const char *whose_words(struct arena *a, const struct comparison *c, const struct change_row *r)
{
    if (r->apart) return arena_printf(a, "其中%s", change_apart_words(a, r->change));
    return r->others ? arena_printf(a, "其余%zu个机关", r->others) : r->one ? c->agencies[r->one->agency].shown : "全体";
}

/* On a sheet a sum of some rows would be counted twice; there it is said beside the whole. */
static const char *remark_words(struct arena *a, const struct comparison *c, const struct change_row *r)
{
    char words[WORDS];
    const struct comparison_change *x = r->change;
    if (r->one) return r->one->kind == CONTRIBUTION_BOTH ? NULL : arena_printf(a, "只有%d年的数", c->years[r->one->kind == CONTRIBUTION_WENT ? 1 : 0].year);
    return x->came + x->went ? arena_printf(a, "其中%s %s", change_apart_words(a, x), amount_words(c->indicators->list[x->indicator].unit, x->apart, words)) : NULL;
}

static void fill_change(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct change_rows *x = list->context;
    const struct change_row *r = &x->rows[row];
    const struct indicator *one = &x->c->indicators->list[r->change->indicator];
    char words[WORDS];
    items[CHANGE_INDICATOR] = item_text(one->label);
    items[CHANGE_AGENCY] = item_text(whose_words(scratch, x->c, r));
    items[CHANGE_BEFORE] = cases_item(scratch, x, r, false);
    items[CHANGE_NOW] = cases_item(scratch, x, r, true);
    items[CHANGE_AMOUNT] = (struct item){.type = one->unit == UNIT_PERCENT ? ITEM_DECIMAL : ITEM_COUNT, .decimal = {r->amount, 2}, .number = r->amount,
                                         .text = arena_dup(scratch, amount_words(one->unit, r->amount, words))};
    if (list->n_columns == CHANGE_FIELDS) items[CHANGE_REMARK] = item_text(remark_words(scratch, x->c, r));
    for (int i = CHANGE_AGENCY; i < list->n_columns && !r->one && !r->others; i++) items[i].tone = TONE_TOTAL;
}

/* All together; of these the agencies of one year only; the agencies with the largest parts, and the others in sum: the parts add up to the
 * change, those of one year on paper in one row, on a sheet each in its own. */
static void add_change(struct change_rows *x, const struct comparison_change *change)
{
    enum { ON_PAPER_MOST = 4 };                        /* agencies of an indicator */
    const size_t apart = x->on_paper ? change->came + change->went : 0, n = change->n - apart;
    size_t shown = x->on_paper ? less(n, ON_PAPER_MOST) : n;
    if (n == shown + 1) shown++;                       /* the others are never one */
    x->rows[x->n++] = (struct change_row){.change = change, .amount = change->amount};
    if (apart) x->rows[x->n++] = (struct change_row){.change = change, .apart = true, .amount = change->apart};
    int64_t rest = change->amount - (apart ? change->apart : 0);
    for (size_t i = 0; i < shown; i++) {
        x->rows[x->n++] = (struct change_row){.change = change, .one = &change->list[i], .amount = change->list[i].amount};
        rest -= change->list[i].amount;
    }
    if (shown < n) x->rows[x->n++] = (struct change_row){.change = change, .others = n - shown, .amount = rest};
}

struct list *comparison_changes_list(struct document *d, const struct comparison *c, enum comparison_edition edition)
{
    struct change_rows *x = arena_alloc(&d->arena, sizeof *x);
    size_t most = 0;
    for (size_t i = 0; i < c->n_changes; i++) most += c->changes[i].n + 4;
    *x = (struct change_rows){.c = c, .on_paper = edition == ON_PAPER, .rows = arena_alloc(&d->arena, (most + 1) * sizeof *x->rows)};
    for (size_t i = 0; i < c->n_changes; i++)
        if (c->changes[i].told) add_change(x, &c->changes[i]);
    if (!x->n) return NULL;
    const char *before = arena_printf(&d->arena, "%d年", c->years[1].year), *now = arena_printf(&d->arena, "%d年", c->years[0].year);
    const struct list_column columns[CHANGE_FIELDS] = {
        [CHANGE_INDICATOR] = {.id = "indicator", .label = "指标", .type = ITEM_TEXT, .pixels = 120, .share = 1.7, .heads_row = true, .joined = edition == ON_PAPER},
        [CHANGE_AGENCY] = {.id = "agency", .label = "机关", .type = ITEM_TEXT, .pixels = 220, .share = 4, .heads_row = true},
        [CHANGE_BEFORE] = {.id = "before", .label = before, .type = ITEM_TEXT, .pixels = 90, .share = 1.4, .centred = true},
        [CHANGE_NOW] = {.id = "now", .label = now, .type = ITEM_TEXT, .pixels = 90, .share = 1.4, .centred = true},
        [CHANGE_AMOUNT] = {.id = "amount", .label = "使全体变化", .type = ITEM_DECIMAL, .pixels = 120, .share = 2},
        [CHANGE_REMARK] = {.id = "remark", .label = "说明", .type = ITEM_TEXT, .pixels = 260},
    };
    struct list *list = document_list(d, "changes", columns, edition == ON_SHEET ? CHANGE_FIELDS : CHANGE_REMARK);
    list->n_rows = x->n;
    list->fill = fill_change;
    list->context = x;
    list->filtered = edition == ON_SHEET;
    list->compact = true;
    for (size_t i = 0; i < x->n && !list->remark; i++)
        if (x->rows[i].change->came + x->rows[i].change->went) list->remark = "只有一年有数的机关，另一年没有报告，或者报告里的数未填、不能用（—、有误、※）；全体的变化包含这个原因，不是这些机关自己的变化。";
    return list;
}
