#include "intake/old_sheets.h"
#include "base/characters.h"
#include "base/file_kind.h"
#include "base/folder.h"
#include "ledger/rows/csv.h"
#include "ledger/rows/encoding.h"
#include "ledger/rows/ledger.h"
#include "ledger/rows/separator.h"
#include "ledger/rows/xlsx_rows.h"
#include "ledger/values/guard.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

const char *old_cell(const struct old_row *row, size_t cell) { return cell < row->n ? row->cells[cell] : ""; }

/* ---- one sheet ---- */

/* Without controls and direction marks, as the reader of ledgers takes it. */
static const char *keep_cell(struct arena *a, struct old_sheet *sheet, struct slice cell)
{
    bool odd = false;
    struct character_fault first;
    struct text clean = {0};
    struct slice trimmed = spelling_trim(cell, &odd);
    size_t n = trimmed.n ? characters_clean(&clean, trimmed.s, trimmed.n, &first) : 0;
    sheet->n_cleaned += n;
    const char *kept = n ? arena_dup_n(a, text_get(&clean), clean.n) : trimmed.n ? arena_dup_n(a, trimmed.s, trimmed.n) : "";
    text_release(&clean);
    return kept;
}

static bool cell_fits(const char *cell, size_t column, int64_t line, struct fault *fault)
{
    size_t n = strlen(cell) > OLD_CELL_MOST ? utf8_length(cell) : 0;
    if (n <= OLD_CELL_MOST) return true;
    fault_set(fault, "S03", "第 %zu 列的一格有 %zu 字，工作簿的一格只放得下 %d 字：请分成几格；本来没有这么长的，可能是引号没有关上", column, n, OLD_CELL_MOST);
    fault->line = line;
    return false;
}

static bool keep_row(struct old_sheets *all, struct old_sheet *sheet, struct raw_row *raw, struct slice *room, struct fault *fault)
{
    guard_row(raw, room);
    struct old_row row = {.line = raw->line, .cells = arena_alloc(&all->arena, (raw->n + 1) * sizeof *row.cells)};
    for (size_t i = 0; i < raw->n; i++) {
        row.cells[i] = keep_cell(&all->arena, sheet, raw->cells[i]);
        if (!cell_fits(row.cells[i], i + 1, raw->line, fault)) return false;
        if (*row.cells[i] || (raw->marks && raw->marks[i] == RAW_NOT_COMPUTED)) row.n = i + 1;
    }
    if (!row.n) return true;
    if (raw->marks) {
        unsigned char *marks = arena_alloc(&all->arena, row.n);
        memcpy(marks, raw->marks, row.n);
        row.marks = marks;
    }
    if (row.n > sheet->width) sheet->width = row.n;
    sheet->rows = memory_grow(sheet->rows, sheet->n_rows, &sheet->cap_rows, sizeof *sheet->rows);
    sheet->rows[sheet->n_rows++] = row;
    return true;
}

/* Takes `rows`, and closes it. */
static bool keep_rows(struct old_sheets *all, struct old_sheet *sheet, struct raw_rows *rows, struct fault *fault)
{
    struct raw_row raw;
    struct raw_note note;
    enum raw_result result;
    struct slice *room = memory_alloc(RAW_MAX_CELLS * sizeof *room);
    while ((result = rows->next(rows, &raw, fault)) == RAW_ROW)
        if (!keep_row(all, sheet, &raw, room, fault)) break;
    while (result == RAW_END && rows->note && rows->note(rows, &note)) {
        sheet->notes = memory_grow(sheet->notes, sheet->n_notes, &sheet->cap_notes, sizeof *sheet->notes);
        sheet->notes[sheet->n_notes++] = note;
    }
    free(room);
    rows->close(rows);
    return result == RAW_END;
}

static struct old_sheet *new_sheet(struct old_sheets *all, const char *shown, const char *name, const char *book)
{
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    struct old_sheet *sheet = &all->list[all->n++];
    *sheet = (struct old_sheet){.shown = shown, .name = arena_dup(&all->arena, name), .book = arena_dup(&all->arena, book)};
    return sheet;
}

static bool fail(struct diag *diag, const char *shown, const struct fault *fault)
{
    if (fault->line) return diag_fail(diag, DIAG_INPUT, "%s 第%lld行：%s", shown, (long long)fault->line, fault->text);
    return diag_fail(diag, DIAG_INPUT, "%s：%s", shown, fault->text);
}

/* ---- one file ---- */

static char *stem(struct arena *a, const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && dot > name ? arena_dup_n(a, name, (size_t)(dot - name)) : arena_dup(a, name);
}

static bool add_book(struct old_sheets *all, const char *path, const char *shown, struct diag *diag)
{
    struct xlsx_reader *book;
    bool ok = true;
    if (!xlsx_reader_open(&book, path, diag)) return false;
    for (size_t i = 0; ok && i < xlsx_reader_sheets(book); i++) {
        const char *name = xlsx_reader_sheet_name(book, i), *place = arena_printf(&all->arena, "%s:%s", shown, name);
        struct fault fault = {0};
        struct raw_rows *rows = xlsx_rows_open(book, i, &fault);
        ok = (rows && keep_rows(all, new_sheet(all, place, name, stem(&all->arena, shown)), rows, &fault)) || fail(diag, place, &fault);
    }
    xlsx_reader_close(book);
    return ok;
}

static const char *separator(const struct schema *schema, const char *text, size_t n)
{
    for (size_t i = 0; i < schema->n_tables; i++) {
        const struct separator *by = separator_of(schema, &schema->tables[i], text, n);
        if (by->name) return by->character;
    }
    return ",";
}

static bool add_text(struct old_sheets *all, const struct schema *schema, const char *path, const char *shown, const char *encoding, struct diag *diag)
{
    struct encoded_text text = {0};
    struct fault fault = {0};
    bool ok = encoding_open(&text, path, encoding, &fault);
    if (ok) {
        struct raw_rows *rows = csv_open_separated(text.text, text.n, separator(schema, text.text, text.n));
        ok = keep_rows(all, new_sheet(all, shown, stem(&all->arena, shown), ""), rows, &fault);
    }
    encoding_close(&text);
    return ok || fail(diag, shown, &fault);
}

/* The digest of the files before and of this one. */
static bool pass_digest(struct old_sheets *all, const char *path, struct diag *diag)
{
    char both[2 * DIGEST_HEX] = "";
    size_t n = strlen(all->digest);
    memcpy(both, all->digest, n);
    if (!digest_file_sha256(path, both + n, diag)) return false;
    digest_sha256(both, strlen(both), all->digest);
    all->n_files++;
    return true;
}

static bool add_file(struct old_sheets *all, const struct schema *schema, const char *path, const char *shown, const char *encoding, struct diag *diag)
{
    const char *why = ledger_book_fault(&all->arena, path);
    if (why) return diag_fail(diag, DIAG_INPUT, "%s %s", shown, why);
    bool ok = ledger_is_book(path) ? add_book(all, path, shown, diag) : add_text(all, schema, path, shown, encoding, diag);
    return ok && pass_digest(all, path, diag);
}

/* ---- folders ---- */

static bool is_table_file(const char *path)
{
    size_t n = strlen(path);
    return ledger_is_book(path) || (n > 4 && !strcasecmp(path + n - 4, ".csv"));
}

/* A number in two names counts as a number: 2月 comes before 10月. */
static int compare_names(const void *x, const void *y)
{
    const char *a = *(const char *const *)x, *b = *(const char *const *)y;
    while (*a && *b) {
        size_t m = strspn(a, "0123456789"), n = strspn(b, "0123456789");
        if (m && n) {
            while (m > 1 && *a == '0') a++, m--;
            while (n > 1 && *b == '0') b++, n--;
            int order = m != n ? (m < n ? -1 : 1) : strncmp(a, b, m);
            if (order) return order;
            a += m;
            b += n;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return *a ? 1 : *b ? -1 : 0;
}

static bool is_written(const struct old_sheets *all, const char *path)
{
    struct stat file, written;
    if (stat(path, &file)) return false;
    for (size_t i = 0; i < OLD_SHEETS_WRITTEN; i++)
        if (all->written[i] && !stat(all->written[i], &written) && file.st_dev == written.st_dev && file.st_ino == written.st_ino) return true;
    return false;
}

static bool add_folder(struct old_sheets *all, const struct schema *schema, const char *path, const char *below, const char *encoding, int depth,
                       struct diag *diag)
{
    enum { DEEPEST = 4 };
    const char **names;
    size_t n;
    struct diag first = {0};
    if (!folder_names(&all->arena, path, "原来的台账", NULL, &names, &n, diag)) return false;
    if (n) qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n; i++) {
        const char *file = arena_printf(&all->arena, "%s/%s", path, names[i]);
        const char *shown = characters_shown(&all->arena, arena_printf(&all->arena, "%s%s", below, names[i]));
        struct diag why = {0};
        bool ok = true;
        if (!strncmp(names[i], "~$", 2) || is_written(all, file)) continue;
        if (folder_is(file))
            ok = depth < DEEPEST ? add_folder(all, schema, file, arena_printf(&all->arena, "%s/", shown), encoding, depth + 1, &why)
                                 : diag_fail(&why, DIAG_INPUT, "%s 里的文件夹套得太深", shown);
        else if (is_table_file(file)) ok = add_file(all, schema, file, shown, encoding, &why);
        else {
            all->others = memory_grow(all->others, all->n_others, &all->cap_others, sizeof *all->others);
            all->others[all->n_others++] = shown;
        }
        if (ok) continue;
        struct diag before = first;
        if (first.text[0]) diag_fail(&first, before.kind, "%.480s；%.480s", before.text, why.text);
        else first = why;
    }
    if (first.text[0]) *diag = first;
    return !first.text[0];
}

bool old_sheets_add(struct old_sheets *all, const struct schema *schema, const char *path, const char *encoding, struct diag *diag)
{
    const char *slash = strrchr(path, '/');
    if (folder_is(path)) return add_folder(all, schema, path, "", encoding, 0, diag);
    if (file_kind_of(path) == FILE_NONE) return diag_fail(diag, DIAG_INPUT, "原来的台账 %s 不存在，或打不开", path);
    return add_file(all, schema, path, characters_shown(&all->arena, slash && slash[1] ? slash + 1 : path), encoding, diag);
}

void old_sheets_release(struct old_sheets *all)
{
    for (size_t i = 0; i < all->n; i++) {
        free(all->list[i].rows);
        free(all->list[i].notes);
    }
    free(all->list);
    free(all->others);
    arena_release(&all->arena);
    *all = (struct old_sheets){0};
}
