/* 校验: every identity of the form in each column or row of which it speaks, its sides live over the numbers. What may be mended is
 * said as the report was written; it is not live. */
#include "base/text.h"
#include "documents/report_inside.h"
#include "form/mending.h"
#include "form/sources.h"
#include <string.h>

enum { ID, RULE, OF, LEFT, RIGHT, DIFFERENCE, RESULT, ADVICE, COLUMNS };
static const struct list_column columns[COLUMNS] = {
    [ID] = {"id", "编号", ITEM_TEXT, .pixels = 60, .centred = true},
    [RULE] = {"rule", "勾稽关系", ITEM_TEXT, .pixels = 380},
    [OF] = {"of", "列或行", ITEM_TEXT, .pixels = 240},
    [LEFT] = {"left", "左边", ITEM_DECIMAL, .pixels = 90},
    [RIGHT] = {"right", "右边", ITEM_DECIMAL, .pixels = 90},
    [DIFFERENCE] = {"difference", "差", ITEM_DECIMAL, .pixels = 90, .live_alert = true},
    [RESULT] = {"result", "结果", ITEM_TEXT, .pixels = 70, .centred = true},
    [ADVICE] = {"advice", "写成时不平的，可能有误的格", ITEM_TEXT, .pixels = 300},
};

/* One side of an identity in one column or row: its cells, and what they amount to. */
struct identity_side { struct place *of; size_t n; struct decimal sum; bool unknown; };   /* unknown: a number that may be empty is */
struct check_line { const struct form_identity *identity; const char *label, *advice; struct identity_side left, right; };
struct check_list { struct check_line *lines; size_t n; };

static const char *standing_name(const char *standing)
{
    if (!standing) return "";
    if (!strcmp(standing, "official")) return "表内注明";
    if (!strcmp(standing, "implied")) return "由表推出";
    if (!strcmp(standing, "derived")) return "推算";
    return standing;
}

/* Cells that the form does not have are left out. */
static struct identity_side side_of(struct arena *a, const struct form_identity *e, const struct number_list *p, const char **ids, size_t n, const char *other)
{
    struct identity_side side = {.of = arena_alloc(a, (n + 1) * sizeof *side.of)};
    for (size_t i = 0; i < n; i++) {
        int slot = form_slot(p->table->form, e->by_row ? other : ids[i], e->by_row ? ids[i] : other);
        struct decimal sum;
        if (slot < 0) continue;
        const struct cell *cell = &p->table->cells[slot];
        side.of[side.n++] = number_place(p, slot);
        side.unknown = side.unknown || (cell->state == CELL_EMPTY && p->table->form->slots[slot].may_be_empty);
        if (cell->state == CELL_NUMBER && decimal_add(side.sum, cell->number, &sum)) side.sum = sum;
    }
    return side;
}

/* What the lines of one table that do not hold say of its cells. */
struct advice { struct mending mending; struct mending_value *values; };

static void advise(struct advice *a, struct arena *arena, const struct report *r, const struct report_table *t)
{
    a->values = arena_alloc(arena, (t->form->n_slots + 1) * sizeof *a->values);
    for (size_t i = 0; i < t->form->n_slots; i++) a->values[i] = (struct mending_value){true, t->cells[i].state != CELL_NUMBER, t->cells[i].number};
    mending_find(&a->mending, r->form, t->form, a->values, !r->rollup && !r->totals);
}

static const char *advice_of(struct arena *arena, const struct report *r, const struct advice *a, const struct form_identity *e, const char *other)
{
    enum { NAMED = 10 };
    struct text words = {0};
    for (size_t i = 0; i < a->mending.n; i++) {
        const struct mending_line *line = &a->mending.list[i];
        if (line->identity != e || strcmp(line->line->id, other)) continue;
        text_clear(&words);
        const struct source_line *sources = r->rollup ? sources_of(r->rollup, e, line->line) : NULL;
        if (sources) sources_words(&words, sources, NAMED);
        else mending_advice(&words, line, a->values);
    }
    const char *all = words.n ? arena_dup(arena, text_get(&words)) : NULL;
    text_release(&words);
    return all;
}

static const char *label_of(const struct form_identity *e, const struct form_table *t, const char *other)
{
    const char *label = other;
    for (size_t k = 0; k < t->n_slots; k++)
        if (!strcmp(e->by_row ? t->slots[k].row : t->slots[k].col, other)) label = e->by_row ? t->slots[k].row_label : t->slots[k].col_label;
    return label;
}

/* Every column (or row) id of the table in which the identity has cells on both sides. */
static void add_identity(struct check_list *all, struct arena *a, const struct report *r, const struct form_identity *e, const struct number_list *p, const struct advice *advice)
{
    int n = e->by_row ? p->n_rows : p->n_cols;
    for (int i = 0; i < n; i++) {
        const char *other = e->by_row ? p->rows[i] : p->cols[i];
        struct check_line line = {e, NULL, NULL, side_of(a, e, p, e->left, e->n_left, other), side_of(a, e, p, e->right, e->n_right, other)};
        if (!line.left.n || !line.right.n || line.left.unknown || line.right.unknown) continue;
        line.label = label_of(e, p->table->form, other);
        line.advice = advice_of(a, r, advice, e, other);
        all->lines[all->n++] = line;
    }
}

static bool difference_of(const struct check_line *l, struct decimal *difference)
{
    if (!decimal_subtract(l->left.sum, l->right.sum, difference)) return false;
    if (l->identity->at_most && difference->value < 0) *difference = (struct decimal){0, 0};
    return true;
}

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct check_line *l = &((const struct check_list *)list->context)->lines[row];
    struct decimal difference;
    bool known = difference_of(l, &difference);
    const struct place sides[] = {{list, row, LEFT}, {list, row, RIGHT}}, rest = {list, row, DIFFERENCE};
    struct live *agrees = arena_alloc(scratch, sizeof *agrees);
    *agrees = *live_from(scratch, LIVE_AGREES, &rest, 1);
    agrees->words[0] = "相符";
    agrees->words[1] = "不符";
    items[ID] = item_text(l->identity->id);
    items[RULE] = item_text(arena_printf(scratch, "%s（%s）", l->identity->wording, standing_name(l->identity->standing)));
    items[OF] = item_text(l->label);
    items[LEFT] = item_number(scratch, &l->left.sum);
    items[LEFT].live = live_from(scratch, LIVE_SUM, l->left.of, l->left.n);
    items[RIGHT] = item_number(scratch, &l->right.sum);
    items[RIGHT].live = live_from(scratch, LIVE_SUM, l->right.of, l->right.n);
    if (known) items[DIFFERENCE] = item_number(scratch, &difference);
    items[DIFFERENCE].live = live_from(scratch, l->identity->at_most ? LIVE_EXCESS : LIVE_DIFFERENCE, sides, 2);
    items[RESULT] = item_text(known && !difference.value ? "相符" : "不符");
    items[RESULT].live = agrees;
    items[ADVICE] = item_text(l->advice);
}

static const struct number_list *numbers_of(const struct number_list *numbers, const struct form_table *table)
{
    while (numbers->table->form != table) numbers++;
    return numbers;
}

void report_checks(struct document *d, const struct report *r, const struct number_list *numbers)
{
    struct check_list *all = arena_alloc(&d->arena, sizeof *all);
    int64_t broken = 0;
    size_t most = 1;
    for (size_t i = 0; i < r->form->n_identities; i++) {
        const struct number_list *p = numbers_of(numbers, r->form->identities[i].table);
        most += (size_t)(r->form->identities[i].by_row ? p->n_rows : p->n_cols);
    }
    all->lines = arena_alloc(&d->arena, most * sizeof *all->lines);
    for (size_t i = 0; i < r->form->n_identities; i++) {
        const struct form_identity *e = &r->form->identities[i];
        const struct number_list *p = numbers_of(numbers, e->table);
        struct advice advice;
        advise(&advice, &d->arena, r, p->table);
        add_identity(all, &d->arena, r, e, p, &advice);
        mending_release(&advice.mending);
    }
    for (size_t i = 0; i < all->n; i++) {
        struct decimal difference;
        broken += !difference_of(&all->lines[i], &difference) || difference.value;
    }
    document_sheet(d, report_sheets[SHEET_CHECKS], true);
    size_t at = d->n_blocks;
    document_add(d, BLOCK_TALLY);
    struct list *list = document_list(d, "checks", columns, COLUMNS);
    list->n_rows = all->n;
    list->fill = fill;
    list->context = all;
    list->wraps = true;
    d->blocks[at].tally = (struct document_tally){list, DIFFERENCE, "全部相符", "处不符", "本表单没有勾稽关系", broken};
}
