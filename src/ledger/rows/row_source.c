#include "ledger/rows/csv.h"
#include "ledger/rows/ledger_database.h"
#include "ledger/rows/row_inside.h"
#include "ledger/rows/separator.h"
#include "ledger/rows/xlsx_rows.h"
#include "ledger/values/guard.h"
#include <stdlib.h>

/* ---- the file ---- */

struct raw_rows *row_source_rows_again(struct row_source *s, struct encoded_text *text, struct fault *fault)
{
    const struct ledger_file *file = s->report.file;
    if (file->database) return file->database->rows(file->database, file->relation, fault);
    if (file->book) return xlsx_rows_open(file->book, file->sheet, fault);
    if (!encoding_open(text, file->path, s->context->encoding, fault)) return NULL;
    s->separator = separator_of(s->context->schema, s->table, text->text, text->n);
    return csv_open_separated(text->text, text->n, s->separator->character);
}

enum raw_result row_take(struct row_source *s, struct fault *fault)
{
    enum raw_result result = s->raw->next(s->raw, &s->row, fault);
    if (result != RAW_ROW) return result;
    bool odd = false;
    s->stood = s->row.cells;
    s->row.plain |= s->text.plain;
    s->reader.plain_characters = s->row.plain;
    guard_row(&s->row, s->unguarded);
    for (size_t i = 0; i < s->row.n; i++) s->trimmed[i] = spelling_trim(s->row.cells[i], &odd);
    return result;
}

/* ---- cells of the current row ---- */

struct slice row_first_filled(const struct raw_row *row)
{
    bool odd = false;
    for (size_t i = 0; i < row->n; i++) {
        struct slice cell = spelling_trim(row->cells[i], &odd);
        if (cell.n) return cell;
    }
    return (struct slice){NULL, 0};
}

struct slice row_cell(const struct row_source *s, size_t column)
{
    return row_trimmed(s, s->headings.cell_of[column]);
}

int row_shown_cell(const struct row_source *s, size_t column) { return s->wide ? s->view_cells[column] : s->headings.cell_of[column] + 1; }

/* ---- what it says of itself ---- */

const struct value *row_source_values(const struct row_source *s) { return s->values; }
int64_t row_source_line(const struct row_source *s) { return s->row.line; }
int64_t row_source_rows(const struct row_source *s) { return s->rows; }
const char *row_source_encoding(const struct row_source *s)
{
    if (s->report.file->database) return s->report.file->database->kind;
    if (s->raw->sheet) return "XLSX";
    return (s->wide ? s->wide : s)->text.encoding;
}

bool row_source_has(const struct row_source *s, size_t column) { return s->headings.cell_of[column] >= 0 || headings_collect(&s->headings, s->context->schema, column); }

void row_source_close(struct row_source *s)
{
    if (!s) return;
    if (s->raw) s->raw->close(s->raw);
    encoding_close(&s->text);
    headings_release(&s->headings);
    value_reader_release(&s->reader);
    totals_release(&s->totals);
    lines_release(&s->sums);
    lines_release(&s->headers);
    lines_release(&s->remarks);
    lines_release(&s->prefilled);
    notations_release(&s->notations);
    free(s->times);
    free(s->keys);
    free(s->words);
    free(s->links);
    text_release(&s->link_words);
    free(s->untrue);
    free(s->needed);
    free(s->values);
    free(s->bad);
    free(s->nameless);
    free(s->unnamed);
    free(s);
}
