#include "base/text.h"
#include "documents/report_inside.h"
#include "form/rollup.h"

enum { MOVES_NAMED = 5 };                              /* agencies that a cell's words name */
enum { ADDRESS, ROW, COL, BEFORE, NOW, CHANGE, WHO, AGENCIES };
static const struct list_column fixed[AGENCIES] = {
    [ADDRESS] = {"cell", "单元格", ITEM_TEXT, .pixels = 190, .hidden = true},
    [ROW] = {"row", "行", ITEM_TEXT, .pixels = 220, .heads_row = true},
    [COL] = {"column", "列", ITEM_TEXT, .pixels = 120},
    [BEFORE] = {"before", "上年", ITEM_DECIMAL, .pixels = 80},
    [NOW] = {"now", "本年", ITEM_DECIMAL, .pixels = 80},
    [CHANGE] = {"change", "增减", ITEM_DECIMAL, .pixels = 80},
    [WHO] = {"who", "来自（变动大的在前）", ITEM_TEXT, .pixels = 620},
};
struct moved { const struct report *report; struct moved_cell { size_t table, slot; } *cells; };

static void add_signed(struct text *out, struct decimal d)
{
    char number[DECIMAL_TEXT];
    text_printf(out, "%s%s", d.value > 0 ? "+" : "", decimal_format(d, number));
}

/* The government's own number of last year may hold what no agency's report says. */
static bool beyond_parts(const struct rollup *all, size_t table, size_t slot, struct decimal before, struct decimal *rest)
{
    const struct decimal *own = all->last->own ? &all->last->own[all->first[table] + slot] : NULL;
    return own && own->scale >= 0 && decimal_subtract(*own, before, rest) && rest->value;
}

static void add_moves(struct text *out, const struct rollup_move *moves, size_t n)
{
    struct decimal others = {0, 0};
    for (size_t i = 0; i < n; i++) {
        if (i >= MOVES_NAMED) {
            if (!decimal_add(others, moves[i].by, &others)) return;
            continue;
        }
        text_printf(out, "%s%s ", i ? "；" : "", moves[i].mover->name);
        add_signed(out, moves[i].by);
        const char *why = moves[i].mover->only ? moves[i].mover->only : moves[i].without;
        if (why) text_printf(out, "（%s）", why);
    }
    if (n <= MOVES_NAMED) return;
    text_printf(out, "；另外%zu个机关共 ", n - MOVES_NAMED);
    add_signed(out, others);
}

/* 清河县民政局 +12；…; "" where no agency moved it, or last year is not known. */
static const char *words_of(struct arena *arena, const struct rollup *all, size_t table, size_t slot)
{
    struct text words = {0};
    struct arena scratch = {0};
    struct decimal before, by, rest;
    size_t n;
    const struct rollup_move *moves = rollup_moves(&scratch, all, table, slot, &n, &before, &by);
    if (moves) add_moves(&words, moves, n);
    if (moves && beyond_parts(all, table, slot, before, &rest)) {
        text_printf(&words, "%s上年本级年报比各机关上年之和 ", words.n ? "；" : "");
        add_signed(&words, rest);
    }
    const char *copy = arena_dup(arena, text_get(&words));
    arena_release(&scratch);
    text_release(&words);
    return copy;
}

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct moved *m = list->context;
    const struct moved_cell *at = &m->cells[row];
    const struct rollup *all = m->report->rollup;
    const struct form_slot *slot = &m->report->form->tables[at->table].slots[at->slot];
    struct decimal before, by, now, rest;
    size_t n;
    const struct rollup_move *moves = rollup_moves(scratch, all, at->table, at->slot, &n, &before, &by);
    if (!decimal_add(before, by, &now)) return;        /* never: the sum was made of the same numbers */
    if (beyond_parts(all, at->table, at->slot, before, &rest) && decimal_add(before, rest, &before)) decimal_subtract(by, rest, &by);
    items[ADDRESS] = item_text(slot->address);
    items[ADDRESS].tone = TONE_ID;
    items[ROW] = item_text(slot->row_label);
    items[COL] = item_text(slot->col_label);
    items[BEFORE] = item_number(scratch, &before);
    items[NOW] = item_number(scratch, &now);
    items[CHANGE] = item_number(scratch, &by);
    items[WHO] = item_text(words_of(scratch, all, at->table, at->slot));
    for (size_t i = 0; i < n; i++) items[AGENCIES + (moves[i].mover - all->last->movers)] = item_number(scratch, &moves[i].by);
}

void report_moves(struct document *d, const struct report *r)
{
    enum { HEAD_POINTS = 60, AGENCY_PIXELS = 84 };
    const struct rollup_last *last = r->rollup->last;
    struct list_column *columns = arena_alloc(&d->arena, (AGENCIES + last->n) * sizeof *columns);
    struct moved *m = arena_alloc(&d->arena, sizeof *m);
    size_t n = 0;
    for (int i = 0; i < AGENCIES; i++) columns[i] = fixed[i];
    for (size_t i = 0; i < last->n; i++) {
        const struct rollup_mover *mover = &last->movers[i];
        const char *label = mover->only ? arena_printf(&d->arena, "%s（%s）", mover->name, mover->only) : mover->name;
        columns[AGENCIES + i] = (struct list_column){mover->name, label, ITEM_DECIMAL, .pixels = AGENCY_PIXELS};
    }
    *m = (struct moved){r, arena_alloc(&d->arena, (r->rollup->n_slots + 1) * sizeof *m->cells)};
    for (size_t t = 0; t < r->form->n_tables; t++)
        for (size_t s = 0; s < r->form->tables[t].n_slots; s++)
            if (*words_of(&d->arena, r->rollup, t, s)) m->cells[n++] = (struct moved_cell){t, s};
    document_prose(d, "每一格与上年比，是哪些机关使它变的；没有变的格不列。右面各列是每个机关的增减。", NULL);
    struct list *list = document_list(d, "moves", columns, AGENCIES + (int)last->n);
    list->n_rows = n;
    list->fill = fill;
    list->context = m;
    list->frozen = COL + 1;
    list->head_points = HEAD_POINTS;
    list->paper = AGENCIES;
    list->wraps = true;
    list->without = "与上年相比，没有一格变了。";
}
