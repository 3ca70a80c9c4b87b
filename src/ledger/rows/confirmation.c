#include "ledger/rows/confirmation.h"
#include "ledger/rows/xlsx_rows.h"
#include <string.h>

const char *const confirmation_headings[CONFIRMATION_COLUMNS] = {"编号", "问题", "在哪里", "建议", "回答", "要不要答", "说明", "已采用", "键"};

bool confirmation_columns(const struct slice *cells, size_t n, size_t columns[CONFIRMATION_COLUMNS])
{
    bool odd = false;
    for (size_t c = 0; c < CONFIRMATION_COLUMNS; c++) {
        columns[c] = n;
        for (size_t i = 0; i < n; i++)
            if (slice_is(spelling_trim(cells[i], &odd), confirmation_headings[c])) columns[c] = i;
        if (columns[c] == n) return false;
    }
    return true;
}

static struct slice cell_of(const struct raw_row *row, size_t column)
{
    bool odd = false;
    return column < row->n ? spelling_trim(row->cells[column], &odd) : (struct slice){NULL, 0};
}

struct confirmation_state confirmation_look(struct xlsx_reader *book, size_t sheet)
{
    struct confirmation_state state = {0};
    struct fault fault;
    struct raw_row row;
    size_t columns[CONFIRMATION_COLUMNS];
    bool head = false;
    struct raw_rows *rows = xlsx_rows_open(book, sheet, &fault);
    while (rows && rows->next(rows, &row, &fault) == RAW_ROW) {
        if (!head) {
            head = confirmation_columns(row.cells, row.n, columns);
            continue;
        }
        struct slice answer = cell_of(&row, columns[CONFIRMATION_ANSWER]), used = cell_of(&row, columns[CONFIRMATION_APPLIED]);
        if (!slice_is(cell_of(&row, columns[CONFIRMATION_NEED]), CONFIRMATION_NEEDED)) continue;
        bool unused = answer.n && (answer.n != used.n || memcmp(answer.s, used.s, used.n) != 0);
        if (!state.line && (!answer.n || unused)) state.line = row.line;
        state.unanswered += !answer.n;
        state.unused += unused;
    }
    if (rows) rows->close(rows);
    return state;
}
