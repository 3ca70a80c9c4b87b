#include "ledger/rows/csv.h"
#include "ledger/rows/ledger_database.h"
#include "ledger/rows/ledger_inside.h"
#include "ledger/rows/separator.h"
#include "ledger/rows/xlsx_rows.h"
#include <string.h>

static bool needs_its_name(const struct schema *schema, const struct ledger_table *t)
{
    for (size_t i = 0; i < schema->n_by_name; i++)
        if (schema->by_name[i] == t) return true;
    return false;
}

static struct table_fit fit_of(struct arena *a, const struct schema *schema, struct raw_rows *rows)
{
    struct table_fit fit = {0};
    if (!rows) return fit;
    fit = table_fit_rows(a, schema, rows);
    rows->close(rows);
    if (fit.table && needs_its_name(schema, fit.table)) fit.fits = false;
    return fit;
}

struct table_fit ledger_fit_sheet(struct arena *a, const struct schema *schema, struct xlsx_reader *book, size_t sheet)
{
    struct fault fault;
    return fit_of(a, schema, xlsx_rows_open(book, sheet, &fault));
}

struct raw_row ledger_relation_head(const struct ledger_relation *relation, struct slice *cells)
{
    for (size_t i = 0; i < relation->n_headings; i++) cells[i] = (struct slice){relation->headings[i], strlen(relation->headings[i])};
    return (struct raw_row){.cells = cells, .n = relation->n_headings, .line = 1};
}

/* Its headings alone, and no row: asking for one would begin to read the relation. */
struct table_fit ledger_fit_relation(struct arena *a, const struct schema *schema, const struct ledger_relation *relation)
{
    const struct raw_row head = ledger_relation_head(relation, arena_alloc(a, (relation->n_headings + 1) * sizeof(struct slice)));
    struct table_fit fit = table_fit_header(a, schema, &head);
    if (fit.table && needs_its_name(schema, fit.table)) fit.fits = false;
    return fit;
}

/* The comma, unless only another separator makes headings. */
struct table_fit ledger_fit_csv(struct arena *a, const struct schema *schema, const char *path, const char *encoding)
{
    struct table_fit fit = {0};
    struct encoded_text text;
    struct fault fault;
    const struct separator *by;
    for (size_t i = 0; !fit.table && (by = separator_at(i)) && encoding_open(&text, path, encoding, &fault); i++) {
        fit = fit_of(a, schema, csv_open_separated(text.text, text.n, by->character));
        encoding_close(&text);
    }
    return fit;
}

struct table_fit ledger_fit_part(const struct sorting *s, const struct ledger_part *part)
{
    const struct ledger_file *file = &part->file;
    struct arena *a = &s->ledger->arena;
    if (file->database) return ledger_fit_relation(a, s->schema, &file->database->relations[file->relation]);
    return file->book ? ledger_fit_sheet(a, s->schema, file->book, file->sheet) : ledger_fit_csv(a, s->schema, file->path, s->ledger->encoding);
}

struct raw_rows *ledger_part_rows(const struct sorting *s, const struct ledger_part *part, struct encoded_text *text)
{
    const struct ledger_file *file = &part->file;
    struct fault fault;
    *text = (struct encoded_text){0};
    if (file->database) return file->database->rows(file->database, file->relation, &fault);
    if (file->book) return xlsx_rows_open(file->book, file->sheet, &fault);
    if (!encoding_open(text, file->path, s->ledger->encoding, &fault)) return NULL;
    return csv_open_separated(text->text, text->n, separator_of(s->schema, file->table, text->text, text->n)->character);
}
