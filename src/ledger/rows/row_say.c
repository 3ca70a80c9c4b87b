#include "ledger/rows/row_inside.h"
#include "ledger/values/discretion.h"
#include "ledger/values/personal.h"
#include <stdio.h>
#include <string.h>

/* A row with cells lost has slid to the left: a name may stand under another heading. */
static bool slid_here(const struct row_source *s, int cell)
{
    size_t lost = s->row.n < s->headings.n ? s->headings.n - s->row.n : 0;
    for (size_t i = (size_t)cell + 1; i < s->headings.n && i <= (size_t)cell + lost; i++) {
        int column = s->headings.column_of[i];
        if (column >= 0 && s->table->columns[column].personal != PERSONAL_NO) return true;
    }
    return false;
}

bool row_must_hide(const struct row_source *s, size_t column, struct slice value)
{
    const struct ledger_column *c = &s->table->columns[column];
    if (!value.n) return false;
    if (c->type == COLUMN_KEY && (personal_key(s->context, value) || personal_key_names(s->context, value))) return true;
    return s->hides || slid_here(s, s->headings.cell_of[column]) || !discretion_may_show(s->context, c, value);
}

/* The row's key columns, joined by blanks. */
static struct slice key_of(const struct row_source *s, struct text *key)
{
    for (size_t i = 0; i < s->table->n_key; i++) {
        size_t column = (size_t)s->table->key[i];
        struct slice cell = row_cell(s, column);
        if (!cell.n) continue;
        if (key->n) text_add_char(key, ' ');
        if (row_must_hide(s, column, cell)) text_add(key, PROBLEM_PERSONAL);
        else text_add_n(key, cell.s, cell.n);
    }
    return key->n ? (struct slice){key->bytes, key->n} : (struct slice){NULL, 0};
}

static bool is_of_a_kind(const struct ledger_column *c) { return c->type != COLUMN_KEY && c->type != COLUMN_TEXT && c->type != COLUMN_PROSE; }

/* The message hides the cell, so it says what to look for. */
static void say_misplaced(struct fault *f)
{
    size_t n = strlen(f->text);
    snprintf(f->text + n, sizeof f->text - n, "；这一格的内容看来不该在这一列");
    utf8_drop_cut(f->text);
}

void row_say(struct row_source *s, int column, const struct fault *fault, bool error)
{
    struct text key = {0};
    struct row_place place = {.line = s->row.line, .key = key_of(s, &key)};
    if (column >= 0) {
        place.column = s->headings.seen[column];
        place.cell = row_shown_cell(s, (size_t)column);
        place.value = row_cell(s, (size_t)column);
        place.personal = fault->hides || row_must_hide(s, (size_t)column, place.value);
    }
    struct fault said = *fault;
    if (place.personal && error && !strstr(fault->text, "含义不定") && !strstr(fault->text, "是不是") && column >= 0 && is_of_a_kind(&s->table->columns[column])) say_misplaced(&said);
    row_report(&s->report, &place, &said, error);
    text_release(&key);
}
