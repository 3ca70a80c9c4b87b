/* 校验: the form's identities, live over the machine sheets; and 附注: the notes beside numbers and under tables. */
#include "base/text.h"
#include "form/mending.h"
#include "render/xlsx_measure.h"
#include "render/xlsx_parts.h"
#include <math.h>
#include <string.h>

enum { CHECK_ID, CHECK_RULE, CHECK_OF, CHECK_LEFT, CHECK_RIGHT, CHECK_DIFFERENCE, CHECK_RESULT, CHECK_ADVICE, CHECK_COLUMNS };
enum { RULE_PIXELS = 380, OF_PIXELS = 240, ADVICE_PIXELS = 300, NOTE_PIXELS = 360, LABEL_PIXELS = 240, FONT = 10 };

static const char *standing_name(const char *standing)
{
    if (!standing) return "";
    if (!strcmp(standing, "official")) return "表内注明";
    if (!strcmp(standing, "implied")) return "由表推出";
    if (!strcmp(standing, "derived")) return "推算";
    return standing;
}

/* One side of an identity in one column or row: its formula, and what it amounts to. Cells that the form does not have
 * are left out; false when it has none of them. */
struct side { struct text formula; struct decimal sum; bool any; };

static void side_add(struct side *side, const struct place_table *p, const char *row, const char *col)
{
    int slot = form_slot(p->table->form, row, col);
    if (slot < 0) return;
    struct decimal sum;
    const struct cell *cell = &p->table->cells[slot];
    text_add(&side->formula, side->any ? "+" : "=");
    place_add_reference(&side->formula, p, slot);
    if (cell->state == CELL_NUMBER && decimal_add(side->sum, cell->number, &sum)) side->sum = sum;
    side->any = true;
}

static struct side side_of(const struct form_identity *e, const struct place_table *p, const char **ids, size_t n,
                           const char *other)
{
    struct side side = {0};
    for (size_t i = 0; i < n; i++) side_add(&side, p, e->by_row ? other : ids[i], e->by_row ? ids[i] : other);
    return side;
}

static const char *shown(struct arena *a, struct decimal d)
{
    char buffer[DECIMAL_TEXT];
    return arena_dup(a, decimal_format(d, buffer));
}

/* What the lines of one table that do not hold say of its cells; not live, unlike the rest. */
struct advice { struct mending mending; struct mending_value *values; };

static void advise(struct advice *a, struct arena *arena, const struct report *r, const struct report_table *t)
{
    a->values = arena_alloc(arena, (t->form->n_slots + 1) * sizeof *a->values);
    for (size_t i = 0; i < t->form->n_slots; i++) a->values[i] = (struct mending_value){true, t->cells[i].state != CELL_NUMBER, t->cells[i].number};
    mending_find(&a->mending, r->form, t->form, a->values, !r->rollup);
}

static void put_advice(struct book *b, lxw_worksheet *s, int row, const struct form_identity *e, const char *other, const struct advice *a)
{
    for (size_t i = 0; i < a->mending.n; i++) {
        const struct mending_line *line = &a->mending.list[i];
        if (line->identity != e || strcmp(line->line->id, other)) continue;
        struct text words = {0};
        mending_advice(&words, line, a->values);
        book_put_text(b, s, row, CHECK_ADVICE, text_get(&words), book_plain());
        book_row_height(b, s, row, measure_height(text_get(&words), FONT, ADVICE_PIXELS));
        text_release(&words);
    }
}

static void put_line(struct book *b, lxw_worksheet *s, int row, const struct form_identity *e, const char *label, struct side *left,
                     struct side *right)
{
    struct look plain = book_plain(), centred = book_plain();
    struct decimal difference = {0, 0}, minus = {-right->sum.value, right->sum.scale};
    char formula[64];
    centred.across = LXW_ALIGN_CENTER;
    bool known = decimal_add(left->sum, minus, &difference);
    centred.number = plain.number = NULL;
    book_put_text(b, s, row, CHECK_ID, e->id, centred);
    const char *rule = arena_printf(&b->arena, "%s（%s）", e->wording, standing_name(e->standing));
    book_put_text(b, s, row, CHECK_RULE, rule, plain);
    book_put_text(b, s, row, CHECK_OF, label, plain);
    book_row_height(b, s, row, fmax(measure_height(rule, FONT, RULE_PIXELS), measure_height(label, FONT, OF_PIXELS)));
    book_put_formula(b, s, row, CHECK_LEFT, text_get(&left->formula), shown(&b->arena, left->sum), centred);
    book_put_formula(b, s, row, CHECK_RIGHT, text_get(&right->formula), shown(&b->arena, right->sum), centred);
    /* Binary sums of decimals can miss zero by a hair: six decimals are all that the form knows. */
    snprintf(formula, sizeof formula, "=ROUND(D%d-E%d,%d)", row + 1, row + 1, DECIMAL_MAX_SCALE);
    book_put_formula(b, s, row, CHECK_DIFFERENCE, formula, known ? shown(&b->arena, difference) : "", centred);
    snprintf(formula, sizeof formula, "=IF(F%d=0,\"相符\",\"不符\")", row + 1);
    book_put_text_formula(b, s, row, CHECK_RESULT, formula, known && !difference.value ? "相符" : "不符", centred);
}

/* Every column (or row) id of the table in which the identity has cells on both sides. */
static int put_identity(struct book *b, lxw_worksheet *s, int row, const struct form_identity *e, const struct place_table *p,
                        const struct advice *advice, int *broken)
{
    int n = e->by_row ? p->n_rows : p->n_cols;
    for (int i = 0; i < n; i++) {
        const char *other = e->by_row ? p->rows[i] : p->cols[i], *label = other;
        struct side left = side_of(e, p, e->left, e->n_left, other);
        struct side right = side_of(e, p, e->right, e->n_right, other);
        if (left.any && right.any) {
            struct decimal a = left.sum, c = right.sum;
            for (size_t k = 0; k < p->table->form->n_slots; k++) {
                const struct form_slot *slot = &p->table->form->slots[k];
                if (!strcmp(e->by_row ? slot->row : slot->col, other)) label = e->by_row ? slot->row_label : slot->col_label;
            }
            int scale = a.scale > c.scale ? a.scale : c.scale;
            if (!decimal_rescale(a, scale, &a) || !decimal_rescale(c, scale, &c) || a.value != c.value) (*broken)++;
            put_line(b, s, row, e, label, &left, &right);
            put_advice(b, s, row++, e, other, advice);
        }
        text_release(&left.formula);
        text_release(&right.formula);
    }
    return row;
}

static void mark_broken(struct book *b, lxw_worksheet *s, int first, int last)
{
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO};
    rule.format = book_format(b, (struct look){.color = 0xC00000, .fill = 0xFFE0E0, .bold = true});
    if (b->fault || last < first) return;
    book_check(b, worksheet_conditional_format_range(s, (lxw_row_t)first, CHECK_DIFFERENCE, (lxw_row_t)last, CHECK_DIFFERENCE,
                                                     &rule));
}

/* The first line counts what does not hold, live like the rest. */
static void put_summary(struct book *b, lxw_worksheet *s, int row, int first, int last, int broken)
{
    struct look bold = {.font = "宋体", .size = 11, .bold = true};
    if (last < first) {
        book_put_text(b, s, row, 0, "本表单没有勾稽关系", bold);
        return;
    }
    char range[64], formula[256], value[64];
    snprintf(range, sizeof range, "COUNTIF(F%d:F%d,\"<>0\")", first + 1, last + 1);
    snprintf(formula, sizeof formula, "=IF(%s=0,\"全部相符\",%s&\"处不符\")", range, range);
    snprintf(value, sizeof value, broken ? "%d处不符" : "全部相符", broken);
    book_put_text_formula(b, s, row, 0, formula, value, bold);
}

void xlsx_check_sheet(struct book *b, const struct places *p)
{
    static const struct { const char *name; int pixels; } columns[CHECK_COLUMNS] = {
        {"编号", 60}, {"勾稽关系", RULE_PIXELS}, {"列或行", OF_PIXELS}, {"左边", 90}, {"右边", 90}, {"差", 90}, {"结果", 70}, {"写成时不平的，可能有误的格", ADVICE_PIXELS}};
    const struct form *form = p->report->form;
    lxw_worksheet *s = book_sheet(b, XLSX_SHEET_CHECK, true);
    if (!s) return;
    int top = book_put_draft(b, s, 0, CHECK_COLUMNS - 1), head = top + 1, row = head + 1, broken = 0;
    for (int c = 0; c < CHECK_COLUMNS; c++) {
        book_column(b, s, c, columns[c].pixels);
        book_put_text(b, s, head, c, columns[c].name, book_head());
    }
    for (size_t i = 0; i < form->n_identities; i++) {
        struct advice advice;
        const struct place_table *t = places_table(p, form->identities[i].table);
        advise(&advice, &b->arena, p->report, t->table);
        row = put_identity(b, s, row, &form->identities[i], t, &advice, &broken);
        mending_release(&advice.mending);
    }
    mark_broken(b, s, head + 1, row - 1);
    put_summary(b, s, top, head + 1, row - 1, broken);
    worksheet_freeze_panes(s, (lxw_row_t)head + 1, 0);
    book_check(b, worksheet_repeat_rows(s, (lxw_row_t)head, (lxw_row_t)head));
}

static void put_note(struct book *b, lxw_worksheet *s, const struct place_table *p, size_t i)
{
    struct text reference = {0};
    const struct form_slot *slot = &p->table->form->slots[i];
    const struct cell *cell = &p->table->cells[i];
    struct look plain = book_plain(), number = book_plain();
    number.number = book_number_format(b, cell->number.scale);
    number.across = LXW_ALIGN_CENTER;
    place_add_reference(&reference, p, (int)i);
    const char *at = text_get(&reference), *formula = arena_printf(&b->arena, "=IF(%s=\"\",\"\",%s)", at, at);
    book_put_text(b, s, p->note[i], 0, slot->address, plain);
    book_put_text(b, s, p->note[i], 1, slot->row_label, plain);
    book_put_text(b, s, p->note[i], 2, slot->col_label, plain);
    if (book_holds(cell->text)) book_put_formula(b, s, p->note[i], 3, formula, cell->text, number);
    else book_put_text_formula(b, s, p->note[i], 3, formula, cell->text, number);
    book_put_text(b, s, p->note[i], 4, cell->note, plain);
    double note = measure_height(cell->note, FONT, NOTE_PIXELS), label = measure_height(slot->row_label, FONT, LABEL_PIXELS);
    book_row_height(b, s, p->note[i], fmax(note, label));
    text_release(&reference);
}

void xlsx_notes_sheet(struct book *b, const struct places *p)
{
    static const struct { const char *name; int pixels; } columns[] = {
        {"单元格", 220}, {"行", LABEL_PIXELS}, {"列", 140}, {"数", 90}, {"附注", NOTE_PIXELS}};
    enum { COLUMNS = sizeof columns / sizeof *columns };
    if (!p->notes) return;
    lxw_worksheet *s = book_sheet(b, XLSX_SHEET_NOTES, true);
    if (!s) return;
    int head = book_put_draft(b, s, 0, COLUMNS - 1), row = head + 1;
    for (int c = 0; c < COLUMNS; c++) {
        book_column(b, s, c, columns[c].pixels);
        book_put_text(b, s, head, c, columns[c].name, book_head());
    }
    for (size_t t = 0; t < p->report->form->n_tables; t++) {
        for (size_t i = 0; i < p->tables[t].table->form->n_slots; i++) {
            if (p->tables[t].note[i] < 0) continue;
            put_note(b, s, &p->tables[t], i);
            row = p->tables[t].note[i] + 1;
        }
    }
    for (size_t t = 0; t < p->report->form->n_tables; t++) {
        const struct report_table *table = p->tables[t].table;
        for (size_t i = 0; i < table->n_footnotes; i++, row++) {
            book_put_text(b, s, row, 0, table->form->id, book_plain());
            book_merge(b, s, row, 1, row, COLUMNS - 1, book_plain());
            book_put_text(b, s, row, 1, table->footnotes[i], book_plain());
            book_row_height(b, s, row, measure_height(table->footnotes[i], FONT, NOTE_PIXELS + LABEL_PIXELS));
        }
    }
    worksheet_freeze_panes(s, (lxw_row_t)head + 1, 0);
    book_check(b, worksheet_repeat_rows(s, (lxw_row_t)head, (lxw_row_t)head));
}
