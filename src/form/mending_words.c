#include "form/mending.h"
#include <string.h>

const char *mending_shown(const struct mending_value *v, char buffer[DECIMAL_TEXT]) { return v->there && !v->empty ? decimal_format(v->number, buffer) : "空"; }

/* A label without the remark in brackets behind it: （二）部分公开（区分处理的…）. */
static void add_label(struct text *out, const char *label)
{
    static const char opening[] = "（", closing[] = "）";
    size_t n = strlen(label), bracket = strlen(closing);
    const char *remark = n > bracket && !strcmp(label + n - bracket, closing) ? strstr(label + 1, opening) : NULL;
    text_add_n(out, label, remark ? (size_t)(remark - label) : n);
}

void mending_line_label(struct text *out, const struct form_identity *id, const struct form_line *line)
{
    const struct form_slot *slot = &id->table->slots[line->right[0]];
    add_label(out, id->by_row ? slot->row_label : slot->col_label);
}

/* The short name that the form gives a term, else the label of its row, or of its column in an equation of a row. */
static const char *term_name(const struct form_identity *id, const int *slots, const char *const *names, size_t i)
{
    const struct form_slot *slot = &id->table->slots[slots[i]];
    if (names && names[i]) return names[i];
    return id->by_row ? slot->col_label : slot->row_label;
}

/* A cell in the words of the equation when it is one of its terms; in full where it is not, or stands among others. */
static void add_name(struct text *out, const struct mending_line *line, int slot, bool alone)
{
    const struct form_identity *id = line->identity;
    for (size_t i = 0; !alone && i < id->n_left; i++)
        if (line->line->left[i] == slot) { add_label(out, term_name(id, line->line->left, id->left_names, i)); return; }
    for (size_t i = 0; !alone && i < id->n_right; i++)
        if (line->line->right[i] == slot) { add_label(out, term_name(id, line->line->right, id->right_names, i)); return; }
    const struct form_slot *in_full = &id->table->slots[slot];
    if (in_full->name) {
        text_add(out, in_full->name);
        return;
    }
    add_label(out, in_full->row_label);
    text_add(out, "·");
    add_label(out, in_full->col_label);
}

static void add_changes(struct text *out, const struct mending_line *line, const struct mending_cell *cells, size_t n, size_t most, bool full, const char *between,
                        const struct mending_value *values)
{
    for (size_t i = 0; i < n && i < most; i++) {
        char was[DECIMAL_TEXT], now[DECIMAL_TEXT];
        if (i) text_add(out, between);
        add_name(out, line, cells[i].slot, full);
        text_printf(out, " %s→%s", mending_shown(&values[cells[i].slot], was), decimal_format(cells[i].number, now));
    }
}

void mending_advice(struct text *out, const struct mending_line *line, const struct mending_value *values)
{
    enum { MOST = 6 };
    if (line->identity->at_most) {
        text_printf(out, "%s；核对两边的数", line->identity->wording);
    } else if (!line->n_cells) {
        text_add(out, "有几格不对，说不准是哪几格，请逐格核对");
    } else if (line->certain) {
        text_add(out, line->n_set > 1 ? "一起改这几格：" : "只改这一格：");
        add_changes(out, line, line->set, line->n_set, line->n_set, true, "、", values);
        if (line->n_mended > 1) text_printf(out, "，%zu处不平就都平了", line->n_mended);
        else text_add(out, "，就平了");
    } else {
        text_add(out, line->n_cells > 1 ? "错在其中一格：" : "看来是这一格：");
        add_changes(out, line, line->cells, line->n_cells, MOST, false, "，或 ", values);
        if (line->n_cells > MOST) text_printf(out, "……（共%zu格）", line->n_cells);
    }
}

void mending_side(struct text *out, const struct form_identity *id, const struct form_line *line, bool left, const struct mending_value *values)
{
    enum { FEW = 2 };
    const int *slots = left ? line->left : line->right;
    const char *const *names = left ? id->left_names : id->right_names;
    size_t n = left ? id->n_left : id->n_right, shown = 0;
    struct decimal sum = {0, 0};
    char number[DECIMAL_TEXT];
    for (size_t i = 0; i < n; i++) {
        const struct mending_value *v = &values[slots[i]];
        bool filled = v->there && !v->empty;
        if (filled && !decimal_add(sum, v->number, &sum)) continue;
        if (n > FEW && (!filled || !v->number.value)) continue;
        if (shown++) text_add(out, " + ");
        add_label(out, term_name(id, slots, names, i));
        text_printf(out, " %s", mending_shown(v, number));
    }
    if (!shown) text_printf(out, "%zu项之和 0", n);
    else if (shown > 1) text_printf(out, " = %s", decimal_format(sum, number));
}
