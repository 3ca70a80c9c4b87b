#include "render/csv/csv.h"
#include "render/csv/csv_writer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENOUGH = 1 << 16 };                             /* bytes that are gathered before they are written */
/* Every row has as many fields as the widest one (RFC 4180, 2.4). */
struct csv_file { FILE *stream; struct csv_writer writer; const char *folder, *name; size_t width; struct list_reader reader; };

static bool flush(struct csv_file *csv, struct diag *diag)
{
    struct text *t = &csv->writer.text;
    bool ok = fwrite(text_get(t), 1, t->n, csv->stream) == t->n || diag_fail_errno(diag, "写不了 %s/%s", csv->folder, csv->name);
    text_clear(t);
    return ok;
}

bool csv_file_open(struct csv_file **out, struct outdir *dir, const char *file, struct diag *diag)
{
    const char *path = outdir_stage(dir, file, diag);
    FILE *stream = path ? fopen(path, "wx") : NULL;
    if (!stream) return path ? diag_fail_errno(diag, "写不了 %s/%s", outdir_path(dir), file) : false;
    struct csv_file *csv = memory_alloc(sizeof *csv);
    *csv = (struct csv_file){.stream = stream, .folder = outdir_path(dir), .name = file};
    *out = csv;
    return true;
}

bool csv_file_close(struct csv_file *csv, bool ok, struct diag *diag)
{
    if (ok) ok = flush(csv, diag);
    if (fclose(csv->stream) && ok) ok = diag_fail_errno(diag, "写不了 %s/%s", csv->folder, csv->name);
    csv_writer_release(&csv->writer);
    list_reader_release(&csv->reader);
    free(csv);
    return ok;
}

static void end_row(struct csv_file *csv)
{
    while (csv->writer.fields < csv->width) csv_writer_text(&csv->writer, NULL);
    csv_writer_end_row(&csv->writer);
}

/* ---- lists ---- */

static void put_item(struct csv_writer *w, const struct item *item)
{
    if (item->type == ITEM_COUNT) csv_writer_number(w, item->number);
    else csv_writer_text(w, item->text);
}

static void put_record(struct csv_file *csv, const struct list *list, size_t row)
{
    const char *record = (const char *)list->records + row * list->record_size;
    for (int i = 0; i < list->n_columns; i++) {
        const void *member = record + list->columns[i].at;
        switch (list->columns[i].type) {
        case ITEM_TEXT: csv_writer_text(&csv->writer, *(const char *const *)member); break;
        case ITEM_DATE: csv_writer_day(&csv->writer, *(const int *)member); break;
        default: csv_writer_count(&csv->writer, *(const int *)member);
        }
    }
    end_row(csv);
}

static bool add_records(struct csv_file *csv, const struct list *list, struct diag *diag)
{
    bool ok = true;
    for (size_t row = 0; ok && row < list->n_rows; row++) {
        put_record(csv, list, row);
        ok = csv->writer.text.n < ENOUGH || flush(csv, diag);
    }
    return ok;
}

bool csv_file_add(struct csv_file *csv, const struct list *list, bool heads, struct diag *diag)
{
    struct list_reader *r = &csv->reader;
    bool ok = true;
    for (int i = 0; i < list->n_columns && heads; i++) csv_writer_text(&csv->writer, list->of_ids ? list->columns[i].id : list->columns[i].label);
    if (heads) end_row(csv);
    if (list->records) return add_records(csv, list, diag);
    list_reader_begin(r, list);
    while (ok && list_reader_next(r)) {
        for (int i = 0; i < list->n_columns; i++) put_item(&csv->writer, &r->items[i]);
        end_row(csv);
        ok = csv->writer.text.n < ENOUGH || flush(csv, diag);
    }
    return ok;
}

/* ---- the other blocks ---- */

static void put_words(struct csv_file *csv, const char *text)
{
    csv_writer_text(&csv->writer, text);
    end_row(csv);
}

/* A cell over several rows or columns stands in the first of them. */
static void put_grid(struct csv_file *csv, const struct report_table *table)
{
    const struct grid *g = &table->form->grid;
    size_t i = 0;
    for (int row = 0; row < g->n_rows; row++) {
        for (int col = 0; col < g->n_cols; col++) {
            const struct grid_cell *c = i < g->n_cells && g->cells[i].row == row && g->cells[i].col == col ? &g->cells[i++] : NULL;
            csv_writer_text(&csv->writer, !c ? NULL : c->role == GRID_DATA ? table->cells[c->slot].text : c->text);
        }
        end_row(csv);
    }
    for (size_t k = 0; k < table->n_footnotes; k++) put_words(csv, table->footnotes[k]);
}

enum { BAR_FIELDS = 4 };
static void put_bars(struct csv_file *csv, const struct bar_chart *chart)
{
    put_words(csv, chart->heading);
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_bar *b = &chart->bars[i];
        const char *const fields[BAR_FIELDS] = {b->name, b->rate_words, b->cases_words, b->rank_words};
        for (int k = 0; k < BAR_FIELDS; k++) csv_writer_text(&csv->writer, fields[k]);
        end_row(csv);
    }
}

static void put_lines(struct csv_file *csv, const struct line_chart *chart)
{
    put_words(csv, chart->heading);
    csv_writer_text(&csv->writer, chart->points_label);
    for (size_t s = 0; s < chart->n_series; s++) csv_writer_text(&csv->writer, chart->series[s]);
    end_row(csv);
    for (size_t p = 0; p < chart->n_points; p++) {
        csv_writer_text(&csv->writer, chart->points[p]);
        for (size_t s = 0; s < chart->n_series; s++) {
            int rate = chart->rates[s * chart->n_points + p];
            char words[32];
            snprintf(words, sizeof words, "%d.%02d%%", rate / 100, rate % 100);
            csv_writer_text(&csv->writer, rate < 0 ? NULL : words);
        }
        end_row(csv);
    }
}

static void put_panels(struct csv_file *csv, const struct panel_chart *chart)
{
    put_words(csv, chart->heading);
    csv_writer_text(&csv->writer, chart->names_label);
    for (size_t p = 0; p < chart->n_points; p++) csv_writer_text(&csv->writer, chart->points[p]);
    end_row(csv);
    for (size_t i = 0; i < chart->n; i++) {
        csv_writer_text(&csv->writer, chart->panels[i].name);
        for (size_t p = 0; p < chart->n_points; p++) {
            char words[PANEL_WORDS];
            csv_writer_text(&csv->writer, panel_point_words(&chart->panels[i].points[p], words));
        }
        end_row(csv);
    }
}

static void put_tally(struct csv_file *csv, const struct document_tally *t)
{
    struct text words = {0};
    if (!t->list->n_rows) text_add(&words, t->without);
    else if (t->count) text_printf(&words, "%lld%s", (long long)t->count, t->some);
    else text_add(&words, t->none);
    put_words(csv, text_get(&words));
    text_release(&words);
}

static size_t width_of(const struct document_block *b)
{
    switch (b->kind) {
    case BLOCK_LIST: return (size_t)b->list->n_columns;
    case BLOCK_GRID: return (size_t)b->grid.table->form->grid.n_cols;
    case BLOCK_BARS: return BAR_FIELDS;
    case BLOCK_LINES: return 1 + b->lines->n_series;
    case BLOCK_PANELS: return 1 + b->panels->n_points;
    default: return 1;
    }
}

bool csv_write(const struct document *d, struct outdir *out, const char *file, struct diag *diag)
{
    struct csv_file *csv;
    bool ok = true;
    if (!csv_file_open(&csv, out, file, diag)) return false;
    for (size_t i = 0; i < d->n_blocks; i++)
        if (width_of(&d->blocks[i]) > csv->width) csv->width = width_of(&d->blocks[i]);
    for (size_t i = 0; ok && i < d->n_blocks; i++) {
        const struct document_block *b = &d->blocks[i];
        switch (b->kind) {
        case BLOCK_TITLE: put_words(csv, b->title.text); break;
        case BLOCK_HEADING: case BLOCK_PROSE: case BLOCK_CAUTION:
            if (b->words.text) put_words(csv, b->words.text);
            break;
        case BLOCK_GRID: put_grid(csv, b->grid.table); break;
        case BLOCK_LIST: ok = csv_file_add(csv, b->list, !b->list->headless, diag); break;
        case BLOCK_BARS: put_bars(csv, b->bars); break;
        case BLOCK_LINES: put_lines(csv, b->lines); break;
        case BLOCK_PANELS: put_panels(csv, b->panels); break;
        case BLOCK_TALLY: put_tally(csv, &b->tally); break;
        case BLOCK_COUNTS: case BLOCK_MATTERS: case BLOCK_CHOICES: break;      /* of pages only */
        case BLOCK_SHEET: case BLOCK_COPY: case BLOCK_ENTRY: case BLOCK_FIELD: case BLOCK_KINDS: break;      /* of workbooks only */
        }
    }
    return csv_file_close(csv, ok, diag);
}
