#include "intake/answered.h"
#include <string.h>

static bool find_columns(const struct old_row *head, size_t columns[CONFIRMATION_COLUMNS])
{
    struct slice cells[CONFIRMATION_COLUMNS];
    size_t n = 0;
    for (; n < head->n && n < CONFIRMATION_COLUMNS; n++) cells[n] = (struct slice){head->cells[n], strlen(head->cells[n])};
    return confirmation_columns(cells, n, columns);
}

bool answered_read(struct answered *a, const struct old_sheets *book)
{
    size_t columns[CONFIRMATION_COLUMNS];
    const struct old_sheet *sheet = NULL;
    *a = (struct answered){0};
    for (size_t i = 0; i < book->n; i++)
        if (!strcmp(book->list[i].name, CONFIRMATION_SHEET)) sheet = &book->list[i];
    if (!sheet || !sheet->n_rows || !find_columns(&sheet->rows[0], columns)) return false;
    questions_init(&a->given);
    questions_init(&a->applied);
    for (size_t r = 1; r < sheet->n_rows; r++) {
        const struct old_row *row = &sheet->rows[r];
        const char *key = old_cell(row, columns[CONFIRMATION_KEY]), *answer = old_cell(row, columns[CONFIRMATION_ANSWER]);
        const char *applied = old_cell(row, columns[CONFIRMATION_APPLIED]);
        if (!strcmp(key, ANSWERED_SOURCE)) {
            a->source = applied;
        } else if (*key) {
            if (*answer) questions_answer(&a->given, key, answer);
            if (*applied) questions_answer(&a->applied, key, applied);
        }
    }
    return true;
}

void answered_release(struct answered *a)
{
    questions_release(&a->given);
    questions_release(&a->applied);
}
