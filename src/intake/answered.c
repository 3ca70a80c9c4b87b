#include "intake/answered.h"
#include <string.h>

const char *const answered_headings[ANSWERED_COLUMNS] = {"编号", "问题", "在哪里", "建议", "回答", "要不要答", "说明", "已采用", "键"};

static bool find_columns(const struct old_row *head, int columns[ANSWERED_COLUMNS])
{
    for (int c = 0; c < ANSWERED_COLUMNS; c++) {
        columns[c] = -1;
        for (size_t i = 0; i < head->n; i++)
            if (!strcmp(head->cells[i], answered_headings[c])) columns[c] = (int)i;
        if (columns[c] < 0) return false;
    }
    return true;
}

bool answered_read(struct answered *a, const struct old_sheets *book)
{
    int columns[ANSWERED_COLUMNS];
    const struct old_sheet *sheet = NULL;
    *a = (struct answered){0};
    for (size_t i = 0; i < book->n; i++)
        if (!strcmp(book->list[i].name, ANSWERED_SHEET)) sheet = &book->list[i];
    if (!sheet || !sheet->n_rows || !find_columns(&sheet->rows[0], columns)) return false;
    questions_init(&a->given);
    questions_init(&a->applied);
    for (size_t r = 1; r < sheet->n_rows; r++) {
        const struct old_row *row = &sheet->rows[r];
        const char *key = old_cell(row, (size_t)columns[ANSWERED_KEY]), *answer = old_cell(row, (size_t)columns[ANSWERED_ANSWER]);
        const char *applied = old_cell(row, (size_t)columns[ANSWERED_APPLIED]);
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
