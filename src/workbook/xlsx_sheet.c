/* One worksheet, row by row: the pump is paused at the end of each row that has values. */
#include "base/characters.h"
#include "workbook/sheet_places.h"
#include "workbook/xlsx_inside.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ROWS = 1048576, MAX_COLS = 16384, MAX_MERGES = 1 << 20 };
static const size_t max_row_bytes = 8u << 20;

/* The text of a cell that is not a shared string is known by its offset until the row is complete: `bytes` may move
 * while it grows. */
struct pending { struct xlsx_cell cell; size_t offset; };
struct hidden_columns { long first, last; };
enum xlsx_cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_INLINE, TYPE_FORMULA_TEXT, TYPE_BOOL, TYPE_ERROR, TYPE_DATE };
struct xlsx_sheet {
    struct xlsx_reader *book;
    struct package_pump pump;
    bool in_data, in_cell, in_value, in_inline, in_text, has_value;
    int phonetic;
    int row, col, last_row;                            /* where the current cell stands; the last row that was given */
    bool hidden, plain;                                /* of the current row */
    enum xlsx_cell_type type;
    long style;
    bool formula;
    char no_character[200];                            /* where one stands in a text, for the pump */
    struct text value;                                 /* of the current cell, as it stands in the file */
    struct text bytes;
    struct pending *pending;
    size_t n_pending, cap_pending;
    struct xlsx_cell *cells;
    size_t cap_cells;
    struct xlsx_row given;
    struct xlsx_range *merges;
    size_t n_merges, cap_merges;
    struct hidden_columns *hidden_columns;
    size_t n_hidden, cap_hidden;
};

/* "AB12" → column 27, row 11; false when it is no place of a sheet. */
static bool parse_place(const char *s, const char **end, int *row, int *col)
{
    int c = 0, r = 0;
    for (; isalpha((unsigned char)*s) && c <= MAX_COLS; s++) c = c * 26 + (toupper((unsigned char)*s) - 'A' + 1);
    if (!isdigit((unsigned char)*s)) return false;
    for (; isdigit((unsigned char)*s) && r <= MAX_ROWS; s++) r = r * 10 + (*s - '0');
    *end = s;
    *row = r - 1;
    *col = c - 1;
    return c >= 1 && c <= MAX_COLS && r >= 1 && r <= MAX_ROWS;
}

static bool is_true(const char *s) { return s && (!strcmp(s, "1") || !strcmp(s, "true")); }

static void start_row(struct xlsx_sheet *s, const char **attributes)
{
    const char *number = package_attribute(attributes, "r"), *hidden = package_attribute(attributes, "hidden");
    long row = number ? strtol(number, NULL, 10) - 1 : s->row + 1L;
    if (row <= s->last_row || row >= MAX_ROWS) {
        package_pump_fail(&s->pump, "行号错乱");
        return;
    }
    s->row = s->last_row = (int)row;
    s->col = -1;
    s->hidden = is_true(hidden);
    s->plain = true;
    s->n_pending = 0;
    text_clear(&s->bytes);
}

/* The attribute t of a cell; without one, and with an unknown one, it is a number. */
static enum xlsx_cell_type type_of(const char *t)
{
    if (!t) return TYPE_NUMBER;
    if (*t == 's' && !t[1]) return TYPE_SHARED;
    if (!strcmp(t, "str")) return TYPE_FORMULA_TEXT;
    if (!strcmp(t, "inlineStr")) return TYPE_INLINE;
    /* "n" too */
    return !strcmp(t, "b") ? TYPE_BOOL : !strcmp(t, "e") ? TYPE_ERROR : !strcmp(t, "d") ? TYPE_DATE : TYPE_NUMBER;
}

static void start_cell(struct xlsx_sheet *s, const char **attributes)
{
    const char *place = package_attribute(attributes, "r"), *type = package_attribute(attributes, "t"), *end;
    const char *style = package_attribute(attributes, "s");
    int row = s->row, col = s->col + 1;
    if ((place && (!parse_place(place, &end, &row, &col) || *end)) || row != s->row || col <= s->col || col >= MAX_COLS) {
        package_pump_fail(&s->pump, "单元格位置错乱");
        return;
    }
    s->col = col;
    s->in_cell = true;
    s->formula = false;
    s->style = style ? strtol(style, NULL, 10) : 0;
    s->has_value = false;
    s->type = type_of(type);
    text_clear(&s->value);
}

static void add_merge(struct xlsx_sheet *s, const char **attributes)
{
    struct xlsx_range m = {0};
    const char *place = package_attribute(attributes, "ref"), *end;
    bool fine = place && parse_place(place, &end, &m.row, &m.col);
    if (fine && *end == ':') fine = parse_place(end + 1, &end, &m.last_row, &m.last_col) && !*end;
    else m.last_row = m.row, m.last_col = m.col;
    if (!fine || m.last_row < m.row || m.last_col < m.col || s->n_merges == MAX_MERGES) {
        package_pump_fail(&s->pump, "合并单元格的范围错乱");
        return;
    }
    s->merges = memory_grow(s->merges, s->n_merges, &s->cap_merges, sizeof *s->merges);
    s->merges[s->n_merges++] = m;
}

static void add_hidden_columns(struct xlsx_sheet *s, const char **attributes)
{
    const char *first = package_attribute(attributes, "min"), *last = package_attribute(attributes, "max");
    if (!first || !last || !is_true(package_attribute(attributes, "hidden"))) return;
    if (s->n_hidden == MAX_COLS) {
        package_pump_fail(&s->pump, "列的设置过多");
        return;
    }
    s->hidden_columns = memory_grow(s->hidden_columns, s->n_hidden, &s->cap_hidden, sizeof *s->hidden_columns);
    s->hidden_columns[s->n_hidden++] = (struct hidden_columns){strtol(first, NULL, 10) - 1, strtol(last, NULL, 10) - 1};
}

/* Of a cell; nearly all elements are. */
static void start_letter(struct xlsx_sheet *s, char name, const char **attributes)
{
    if (name == 'c') start_cell(s, attributes);
    else if (!s->in_cell) return;
    else if (name == 'v') s->in_value = s->has_value = true;
    else if (name == 'f') s->formula = true;
    else if (name == 't') s->in_text = s->in_inline && !s->phonetic;
}

static void on_start(void *user, const char *name, const char **attributes)
{
    struct xlsx_sheet *s = user;
    if (*name && !name[1]) {
        if (s->in_data) start_letter(s, *name, attributes);
    } else if (!strcmp(name, "sheetData")) {
        s->in_data = true;
    } else if (!strcmp(name, "mergeCell")) {
        add_merge(s, attributes);
    } else if (!strcmp(name, "col")) {
        add_hidden_columns(s, attributes);
    } else if (s->in_data && !strcmp(name, "row")) {
        start_row(s, attributes);
    } else if (s->in_data && s->in_cell) {
        if (!strcmp(name, "is")) s->in_inline = true;
        else if (!strcmp(name, "rPh")) s->phonetic++;
    }
}

static struct xlsx_style style_of(const struct xlsx_sheet *s)
{
    return s->style >= 0 && (size_t)s->style < s->book->n_styles ? s->book->styles[s->style] : (struct xlsx_style){XLSX_SHOWS_NUMBER, NULL};
}

/* "=IF(…,"")" stores an empty text; what was never calculated stores nothing. */
static bool not_computed(const struct xlsx_sheet *s)
{
    return s->formula && !s->value.n && !(s->has_value && s->type == TYPE_FORMULA_TEXT);
}

/* What stands between <v> and </v> or in <is>, as it is to be given; false when there is nothing to give. */
static bool read_value(struct xlsx_sheet *s, struct pending *p)
{
    const char *raw = text_get(&s->value);
    if (not_computed(s)) p->cell.kind = XLSX_NOT_COMPUTED;
    if (p->cell.kind == XLSX_NOT_COMPUTED) return true;
    if (!*raw) return false;
    if (s->type == TYPE_SHARED) {
        p->cell.text = xlsx_strings_at(&s->book->strings, raw, &p->cell.n);
        if (!p->cell.text) package_pump_fail(&s->pump, "文字表里没有单元格所指的文字");
        return p->cell.n;
    }
    if (s->type == TYPE_INLINE || s->type == TYPE_FORMULA_TEXT) {
        xlsx_add_unescaped(&s->bytes, raw, s->value.n);
        return true;
    }
    text_add_n(&s->bytes, raw, s->value.n);
    struct xlsx_style style = style_of(s);
    p->cell.kind = s->type == TYPE_BOOL ? XLSX_BOOL : s->type == TYPE_ERROR ? XLSX_ERROR : s->type == TYPE_DATE || style.shows ? XLSX_DATE : XLSX_NUMBER;
    p->cell.month = style.shows == XLSX_SHOWS_MONTH;
    if (p->cell.kind == XLSX_NUMBER) p->cell.format = style.format;
    return true;
}

/* XML has none of U+FFFE and U+FFFF, but an escape can make them. */
static void refuse_no_character(struct xlsx_sheet *s, const char *text, size_t at)
{
    struct character_fault fault = {0};
    char letters[SHEET_LETTERS];
    if (characters_allowed(text + at, strlen(text + at), &fault)) return;
    snprintf(s->no_character, sizeof s->no_character, "%s%d 格里有 %s，请删去它，或改成原来的字", sheet_letters(s->col + 1, letters), s->row + 1, fault.words);
    package_pump_fail(&s->pump, s->no_character);
}

static void end_cell(struct xlsx_sheet *s)
{
    struct pending p = {{.col = s->col, .kind = XLSX_TEXT, .formula = s->formula}, s->bytes.n};
    s->in_cell = false;
    if (!read_value(s, &p)) return;
    if (!p.cell.text) {
        p.cell.n = s->bytes.n - p.offset;
        text_add_char(&s->bytes, '\0');
    }
    const char *text = p.cell.text ? p.cell.text : s->bytes.bytes + p.offset;
    struct character_scan scan;
    bool sound = characters_scan(text, p.cell.n, &scan);
    if (sound && p.cell.kind == XLSX_TEXT && scan.none < p.cell.n) refuse_no_character(s, text, scan.none);
    s->plain &= sound && scan.plain;
    if (s->bytes.n > max_row_bytes) package_pump_fail(&s->pump, "一行文字过长");
    s->pending = memory_grow(s->pending, s->n_pending, &s->cap_pending, sizeof *s->pending);
    s->pending[s->n_pending++] = p;
}

static void end_row(struct xlsx_sheet *s)
{
    if (!s->n_pending) return;
    if (s->cap_cells < s->n_pending) {
        s->cap_cells = s->cap_pending;
        s->cells = memory_resize(s->cells, s->cap_cells * sizeof *s->cells);
    }
    for (size_t i = 0; i < s->n_pending; i++) {
        s->cells[i] = s->pending[i].cell;
        if (!s->cells[i].text) s->cells[i].text = s->bytes.bytes + s->pending[i].offset;
    }
    s->given = (struct xlsx_row){s->row, s->hidden, s->plain, s->cells, s->n_pending};
    package_pump_pause(&s->pump);
}

static void on_end(void *user, const char *name)
{
    struct xlsx_sheet *s = user;
    if (!s->in_data) return;
    if (*name && !name[1]) {
        if (!s->in_cell) return;
        if (*name == 'c') end_cell(s);
        else if (*name == 'v') s->in_value = false;
        else if (*name == 't') s->in_text = false;
    } else if (!strcmp(name, "sheetData")) {
        s->in_data = false;
    } else if (!strcmp(name, "row")) {
        end_row(s);
    } else if (s->in_cell) {
        if (!strcmp(name, "is")) s->in_inline = false;
        else if (!strcmp(name, "rPh")) s->phonetic--;
    }
}

static void on_text(void *user, const char *bytes, size_t n)
{
    struct xlsx_sheet *s = user;
    if (!s->in_cell || !(s->in_value || s->in_text)) return;
    text_add_n(&s->value, bytes, n);
    if (s->value.n > XLSX_MAX_TEXT) package_pump_fail(&s->pump, "一格文字过长");
}

bool xlsx_sheet_open(struct xlsx_sheet **out, struct xlsx_reader *book, size_t number, struct diag *diag)
{
    static const struct package_handlers handlers = {on_start, on_end, on_text};
    struct xlsx_sheet *s = memory_alloc(sizeof *s);
    s->book = book;
    s->row = s->last_row = -1;
    if (!package_pump_open(&s->pump, &book->package, book->sheets[number].part, &handlers, s, diag)) {
        xlsx_sheet_close(s);
        return false;
    }
    *out = s;
    return true;
}

bool xlsx_sheet_next(struct xlsx_sheet *s, const struct xlsx_row **row, struct diag *diag)
{
    bool finished;
    *row = NULL;
    if (!package_pump_run(&s->pump, &finished, diag)) return false;
    if (!finished) *row = &s->given;
    return true;
}

const struct xlsx_range *xlsx_sheet_merges(const struct xlsx_sheet *s, size_t *n)
{
    *n = s->n_merges;
    return s->merges;
}

bool xlsx_sheet_column_hidden(const struct xlsx_sheet *s, int col)
{
    for (size_t i = 0; i < s->n_hidden; i++)
        if (col >= s->hidden_columns[i].first && col <= s->hidden_columns[i].last) return true;
    return false;
}

void xlsx_sheet_close(struct xlsx_sheet *s)
{
    if (!s) return;
    package_pump_close(&s->pump);
    text_release(&s->value);
    text_release(&s->bytes);
    free(s->pending);
    free(s->cells);
    free(s->merges);
    free(s->hidden_columns);
    free(s);
}
