#include "submission/submission_inside.h"
#include "form/label.h"
#include <string.h>

/* A group's label stands over its first column where it was not merged. */
static const char *head_over(const struct heads *h, int level, int col)
{
    const char *const *keys = h->keys + (size_t)level * (size_t)h->sheet->n_cols;
    while (col > 0 && !keys[col]) col--;
    return keys[col];
}

/* A merged head stands where it begins: it may reach too far, under the group beside its own. */
static void settle_column(struct heads *h, int col, struct arena *arena)
{
    struct head_column *k = &h->columns[col];
    int first = col;
    *k = (struct head_column){0};
    for (int level = h->n; level-- > 0;) {
        const char *own = h->keys[(size_t)level * (size_t)h->sheet->n_cols + (size_t)first];
        if (!k->key && own) {
            const struct loaded_cell *cell = loaded_sheet_shown(h->sheet, h->first + level, col);
            k->key = own;
            k->text = cell->text;
            k->brief = label_short(arena, cell->text);
            k->head_row = cell->row;
            k->head_col = first = cell->col;
        } else if (k->key) {
            const char *over = head_over(h, level, first);
            if (over) k->above[k->n_above++] = over;
        }
    }
}

static enum label_fit fit_column(const struct standard_slot *slot, const struct head_column *k)
{
    if (!k->key) return LABEL_OTHER;
    enum label_fit fit = label_fit(&slot->head, k->key, k->brief, slot->slot->type == CELL_COUNT);
    bool under = !slot->above;
    for (size_t i = 0; i < k->n_above && !under; i++) under = label_near(slot->above, k->above[i]);
    return under ? fit : LABEL_OTHER;
}

const struct standard_slot *heads_slot(const struct heads *h, const struct standard_row *row, const struct head_column *k, enum label_fit *fit)
{
    const struct standard_slot *best = NULL;
    bool two = false;
    *fit = LABEL_OTHER;
    for (size_t i = row->first; i < row->first + row->n; i++) {
        enum label_fit f = fit_column(&h->form->slots[i], k);
        if (f == LABEL_OTHER || f < *fit) continue;
        two = f == *fit;
        *fit = f;
        best = &h->form->slots[i];
    }
    return two ? NULL : best;
}

size_t heads_fit(const struct heads *h, const struct standard_row *row)
{
    size_t n = 0;
    enum label_fit fit;
    for (int c = h->band->first_col; c < h->band->end; c++)
        n += h->columns[c].head_col == c && heads_slot(h, row, &h->columns[c], &fit) != NULL;
    return n;
}

/* Whether the head stands over a column of labels in front of the first numbers. */
static bool is_repeated(const struct heads *h, int col)
{
    for (int c = 0; c < h->bands[0].first_col; c++)
        if (h->columns[c].key && !strcmp(h->columns[c].key, h->columns[col].key)) return true;
    return false;
}

/* Behind numbers, a head of the labels opens the next band. */
static void find_bands(struct heads *h)
{
    struct head_band *b = &h->bands[0];
    int n_cols = h->sheet->n_cols;
    h->n_bands = 1;
    *b = (struct head_band){.first_col = n_cols, .end = n_cols, .last = b->last, .lost = b->lost};
    for (int c = 0; c < n_cols; c++) {
        const struct head_column *k = &h->columns[c];
        if (k->known) {
            if (b->first_col == b->end) b->first_col = c;
        } else if (k->key && k->head_col == c && b->first_col < c && h->n_bands < MAX_BANDS && is_repeated(h, c)) {
            b->end = c;
            b = &h->bands[h->n_bands++];
            *b = (struct head_band){.from = c, .first_col = n_cols, .end = n_cols};
        }
    }
    if (h->n_bands > 1) h->bands[0].last = NULL;       /* the row before its first may be the last of another band */
}

void heads_settle(struct heads *h, struct arena *arena)
{
    enum label_fit fit;
    for (int c = h->sheet->n_cols; c-- > 0;) {
        settle_column(h, c, arena);
        for (size_t i = 0; i < h->form->n_rows && h->columns[c].key; i++) h->columns[c].known |= heads_slot(h, &h->form->rows[i], &h->columns[c], &fit) != NULL;
    }
    find_bands(h);
}
