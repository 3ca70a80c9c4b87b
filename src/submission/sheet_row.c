#include "submission/submission_inside.h"
#include "base/spelling.h"
#include "form/label.h"
#include <stdlib.h>
#include <string.h>

static const struct loaded_cell *shown(const struct sheet_row *r, int col) { return loaded_sheet_shown(r->heads->sheet, r->at, col); }

bool sheet_row_labelled(const struct sheet_row *r, int col)
{
    const char *head = r->heads->columns[col].key;
    return r->keys[col] && *r->keys[col] && shown(r, col)->last_col < r->heads->band->first_col && !(head && standard_form_is_words(r->heads->form, head));
}

/* Whether the row may follow the last one: it is a part of it, another part of the same row, or the next row of the form. */
static bool follows(const struct standard_row *row, const struct standard_row *last)
{
    return row == last + 1 || (row->under && (row->under == last || row->under == last->under));
}

/* Of two rows that the form calls the same, the one that may follow the row above; NULL where that does not tell. */
static const struct standard_row *told_by_last(const struct sheet_row *r, const struct standard_row *a, const struct standard_row *b)
{
    const struct standard_row *last = r->heads->band->last;
    if (!a || strcmp(a->label.key, b->label.key) || !last || r->heads->band->lost || last->table != a->table || last->table != b->table) return NULL;
    return follows(a, last) == follows(b, last) ? NULL : follows(a, last) ? a : b;
}

const struct standard_row *sheet_row_find(const struct sheet_row *r, int col, bool near, enum label_fit *fit, bool *any)
{
    const struct standard_form *form = r->heads->form;
    const struct standard_row *best = NULL;
    *any = false;
    *fit = LABEL_OTHER;
    for (size_t i = 0; i < form->n_rows; i++) {
        const struct standard_row *row = &form->rows[i];
        if (!row->label.key) continue;
        enum label_fit f = label_fit(&row->label, r->keys[col], r->briefs[col], near);
        if (f == LABEL_OTHER || f < *fit || !heads_fit(r->heads, row)) continue;
        *any = f == *fit;
        best = *any ? told_by_last(r, best, row) : row;
        *fit = f;
    }
    *any = *any && !best;
    return best;
}

/* The number in front of a label: 2 of 2.其他…, （二）… and 二、…; 0 where it has none. */
static int ordinal(const char *label)
{
    struct text folded = {0};
    int number = 0;
    spelling_fold(&folded, (struct slice){label, strlen(label)});
    const char *s = text_get(&folded);
    s += *s == '(' ? 1 : strncmp(s, "（", strlen("（")) ? 0 : strlen("（");
    while (*s >= '0' && *s <= '9' && number < 100) number = number * 10 + *s++ - '0';
    if (!number) number = spelling_numeral(s);
    text_release(&folded);
    return number;
}

const struct standard_row *sheet_row_next(const struct sheet_row *r, int col)
{
    const struct standard_row *last = r->heads->band->last, *next = last ? last + 1 : NULL, *end = r->heads->form->rows + r->heads->form->n_rows;
    while (next && next < end && !next->n) next++;
    if (!next || next == end || next->table != last->table || !next->label.key) return NULL;
    int number = ordinal(shown(r, col)->text);
    if (number && number != ordinal(next->label.text)) return NULL;
    return label_near_in_order(next->label.key, r->keys[col]) && heads_fit(r->heads, next) ? next : NULL;
}

const struct standard_row *sheet_row_line(const struct sheet_row *r)
{
    const struct standard_form *form = r->heads->form;
    for (int c = r->heads->band->from; c < r->heads->band->end; c++)
        for (size_t i = 0; r->keys[c] && *r->keys[c] && i < form->n_rows; i++)
            if (!form->rows[i].n && label_fit(&form->rows[i].label, r->keys[c], r->briefs[c], false) != LABEL_OTHER) return &form->rows[i];
    return NULL;
}

bool sheet_row_named(const struct sheet_row *r, int col)
{
    const struct standard_form *form = r->heads->form;
    for (size_t i = 0; i < form->n_rows; i++)
        if (form->rows[i].n && form->rows[i].label.key && label_fit(&form->rows[i].label, r->keys[col], r->briefs[col], false) != LABEL_OTHER) return true;
    return false;
}
