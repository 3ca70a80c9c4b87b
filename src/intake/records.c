/* Which rows of an old sheet are records. */
#include "intake/intake_inside.h"
#include "ledger/rows/totals.h"
#include "ledger/schema/remark.h"
#include <string.h>

static bool is_head_again(const struct layout *l, const struct old_row *row)
{
    size_t same = 0, other = 0;
    for (size_t i = 0; i < row->n; i++) {
        if (!*row->cells[i]) continue;
        bool is = i < l->head.n && strstr(l->head.labels[i], row->cells[i]) && *l->head.labels[i];
        same += is;
        other += !is;
    }
    return same >= 2 && same > other;
}

/* What says something of a request, and is no running number. */
static bool says_something(const struct layout *l, size_t cell)
{
    if ((int)cell == l->number) return false;
    if (cell >= l->head.n || !*l->head.labels[cell]) return false;
    return l->head.meanings[cell].verdict != HEADING_LEFT;
}

/* 镇长： with room for a name. */
static bool ends_in_colon(const char *cell)
{
    static const char wide[] = "：";
    size_t n = strlen(cell), k = strlen(wide);
    return n && (cell[n - 1] == ':' || (n > k && !strcmp(cell + n - k, wide)));
}

bool row_is_record(const struct intake *k, const struct layout *l, const struct old_row *row)
{
    enum { FEW_COLUMNS = 4 };
    size_t filled = 0, remarks = 0, said = 0;
    for (size_t i = 0; i < row->n; i++) {
        const char *cell = row->cells[i];
        if (!*cell) continue;
        enum remark remark = remark_of(k->schema, slice_of(cell));
        if (totals_word(slice_of(cell)) || (!filled && remark == REMARK_SUM)) return false;
        filled++;
        remarks += (remark != REMARK_NONE && remark != REMARK_DATE && remark != REMARK_PIECES) || ends_in_colon(cell);
        said += says_something(l, i);
    }
    if (!said || (remarks && remarks == filled) || is_head_again(l, row)) return false;
    if (filled >= 2 && remark_of(k->schema, slice_of(old_cell(row, 0))) == REMARK_LABEL) return false;
    return said > 1 || l->head.n_known < FEW_COLUMNS;
}
