#include "render/xlsx/book.h"
#include "base/characters.h"
#include "calendar/civil.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_CELL_CHARACTERS = 32000, MAX_HEADER_CHARACTERS = 200, MAX_PROPERTY_CHARACTERS = 255, MAX_FORMULA_BYTES = 8192 };

static const char cut_mark[] = "…（余下从略，全文见 findings.json）";

/* "2026-01-20T00:00:00+08:00" as seconds since 1970; the stamp is the report's, never the clock's. */
static time_t instant(const char *stamp)
{
    char date[11] = "", sign = 'Z';
    int day, hour = 0, minute = 0, second = 0, off_hour = 0, off_minute = 0;
    if (strlen(stamp) < 10) return 1;
    memcpy(date, stamp, 10);
    if (!civil_parse_iso(date, &day)) return 1;
    sscanf(stamp + 10, "T%2d:%2d:%2d%c%2d:%2d", &hour, &minute, &second, &sign, &off_hour, &off_minute);
    long offset = (off_hour * 60L + off_minute) * 60;
    time_t t = (time_t)day * 86400 + hour * 3600L + minute * 60L + second + (sign == '-' ? offset : -offset);
    return t > 0 ? t : 1;                              /* libxlsxwriter takes 0 for "now" */
}

static void fail(struct book *b, enum diag_kind kind, const char *why)
{
    if (b->fault) return;
    b->fault = why;
    b->fault_kind = kind;
}

const char *book_text(struct book *b, const char *text)
{
    struct character_fault fault;
    if (!utf8_valid(text, strlen(text), NULL)) {
        fail(b, DIAG_INPUT, "有文字不是 UTF-8，请检查台账和表单里的文字");
        return "";
    }
    return characters_allowed(text, strlen(text), &fault) ? text : characters_shown(&b->arena, text);
}

static bool is_escape(const char *s)
{
    return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") >= 4 && s[6] == '_';
}

const char *book_string(struct book *b, const char *text)
{
    struct text t = {0};
    const char *from = book_text(b, text), *at = from;
    for (const char *p = from; (p = strstr(p, "_x")); p++) {
        if (!is_escape(p)) continue;
        text_add_n(&t, at, (size_t)(p - at));
        text_add(&t, "_x005F");
        at = p;
    }
    if (at != from || t.n) {
        text_add(&t, at);
        from = arena_dup(&b->arena, text_get(&t));
    }
    text_release(&t);
    return from;
}

/* Bytes of the first `most` characters. */
static size_t first_characters(const char *s, int most)
{
    size_t n = 0, bytes = strlen(s);
    uint32_t c;
    for (int i = 0; i < most && n < bytes; i++) n += utf8_next(s + n, bytes - n, &c);
    return n;
}

/* Of a longer text the properties have what they can hold; the sheets have it whole. */
static char *fact(struct book *b, const char *text)
{
    if (!text) return NULL;
    text = book_text(b, text);
    return arena_dup_n(&b->arena, text, first_characters(text, MAX_PROPERTY_CHARACTERS));
}

void book_put_property(struct book *b, const char *name, const char *value)
{
    if (b->fault) return;
    value = book_text(b, value);
    if (utf8_length(value) > MAX_PROPERTY_CHARACTERS) fail(b, DIAG_INPUT, "机关的名称或代码超过255个字，工作簿放不下，请改短");
    else if (*value) book_check(b, workbook_set_custom_property_string(b->workbook, name, value));
}

void book_open(struct book *b, const char *path, const char *file, const struct document_facts *facts)
{
    *b = (struct book){.file = file, .draft = facts->draft};
    const char *slash = strrchr(path, '/');
    lxw_workbook_options options = {.tmpdir = slash ? arena_dup_n(&b->arena, path, (size_t)(slash - path)) : NULL};
    b->workbook = workbook_new_opt(path, &options);
    if (!b->workbook) {
        fail(b, DIAG_SYSTEM, "内存不足");
        return;
    }
    /* Widths of columns are counted in digits of the workbook's own font. Those of Verdana have 7 pixels in this size, as in Calibri 11, with
     * which libxlsxwriter reckons; but where it is not at hand DejaVu Sans of the same widths stands in, and columns do not become wider. */
    lxw_format *own = STAILQ_FIRST(b->workbook->formats);
    format_set_font_name(own, "Verdana");
    format_set_font_size(own, 8);
    lxw_doc_properties properties = {
        .title = fact(b, facts->title), .subject = fact(b, facts->subject), .author = fact(b, facts->author), .company = fact(b, facts->author),
        .comments = fact(b, facts->program), .created = instant(facts->stamp),
    };
    book_check(b, workbook_set_properties(b->workbook, &properties));
}

void book_check(struct book *b, lxw_error error)
{
    if (!error) return;
    bool disk = error >= LXW_ERROR_CREATING_XLSX_FILE && error <= LXW_ERROR_ZIP_CLOSE;
    fail(b, DIAG_SYSTEM, disk ? "磁盘已满或不可写，请检查输出文件夹" : arena_dup(&b->arena, lxw_strerror(error)));
}

/* Rows that need no memory lie in a file of the library, which does not look whether they could be written. The rest of its
 * scratch is gone when it gives the workbook back: what is missing of that shows when the workbook is read again. */
static void check_rows(struct book *b)
{
    lxw_worksheet *s;
    STAILQ_FOREACH(s, b->workbook->worksheets, list_pointers)
        if (s->optimize_tmpfile && (fflush(s->optimize_tmpfile) || ferror(s->optimize_tmpfile))) book_check(b, LXW_ERROR_READING_TMPFILE);
}

bool book_close(struct book *b, struct diag *diag)
{
    if (b->workbook) check_rows(b);
    if (b->workbook) book_check(b, workbook_close(b->workbook));
    bool ok = !b->fault;
    if (!ok) diag_fail(diag, b->fault_kind, "写不了 %s：%s", b->file, b->fault);
    free(b->formats);
    arena_release(&b->arena);
    *b = (struct book){0};
    return ok;
}

/* In a header & begins a command; after &K come six digits of colour, so that the text may begin with a digit. */
static void put_draft_header(struct book *b, lxw_worksheet *s)
{
    struct text t = {0};
    text_add(&t, "&C&10&KC00000");
    if (utf8_length(b->draft) > MAX_HEADER_CHARACTERS) {
        text_add(&t, "草稿");
    } else {
        for (const char *p = b->draft; *p; p++) text_add(&t, *p == '&' ? "&&" : (char[]){*p, 0});
    }
    book_check(b, worksheet_set_header(s, book_string(b, text_get(&t))));
    text_release(&t);
}

lxw_worksheet *book_sheet(struct book *b, const char *name, bool landscape)
{
    enum { PAPER_A4 = 9 };
    if (b->fault) return NULL;
    name = book_text(b, name);
    lxw_error error = workbook_validate_sheet_name(b->workbook, name);
    if (error) {
        fail(b, DIAG_INPUT, arena_printf(&b->arena, "“%s”不能作工作表名（最长31个字，不含 []:*?/\\，不重名），请改表单里的 sheet", name));
        return NULL;
    }
    lxw_worksheet *s = workbook_add_worksheet(b->workbook, name);
    if (!s) {
        fail(b, DIAG_SYSTEM, "内存不足");
        return NULL;
    }
    worksheet_set_paper(s, PAPER_A4);
    if (landscape) worksheet_set_landscape(s);
    worksheet_fit_to_pages(s, 1, 0);
    worksheet_set_margins(s, 0.9, 0.9, 1.0, 1.0);
    book_check(b, worksheet_set_footer(s, "&C— &P —"));
    if (b->draft) put_draft_header(b, s);
    return s;
}

/* libxlsxwriter asks the workbook when it makes a sheet. */
lxw_worksheet *book_sheet_in_order(struct book *b, const char *name, bool landscape)
{
    if (b->fault) return NULL;
    b->workbook->options.constant_memory = LXW_TRUE;
    lxw_worksheet *s = book_sheet(b, name, landscape);
    b->workbook->options.constant_memory = LXW_FALSE;
    return s;
}

static bool same_text(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

static bool same_look(const struct look *a, const struct look *b)
{
    return same_text(a->font, b->font) && !islessgreater(a->size, b->size) && a->bold == b->bold && a->italic == b->italic && a->border == b->border &&
           a->wrap == b->wrap && a->open == b->open && a->color == b->color && a->fill == b->fill && a->across == b->across && a->down == b->down &&
           same_text(a->number, b->number);
}

lxw_format *book_format(struct book *b, struct look look)
{
    for (size_t i = 0; i < b->n_formats; i++)
        if (same_look(&b->formats[i].look, &look)) return b->formats[i].format;
    if (b->fault) return NULL;
    lxw_format *f = workbook_add_format(b->workbook);
    if (!f) {
        fail(b, DIAG_SYSTEM, "内存不足");
        return NULL;
    }
    if (look.font) format_set_font_name(f, look.font);
    if (look.size > 0) format_set_font_size(f, look.size);
    if (look.bold) format_set_bold(f);
    if (look.italic) format_set_italic(f);
    if (look.border) format_set_border(f, LXW_BORDER_THIN);
    if (look.wrap) format_set_text_wrap(f);
    if (look.open) format_set_unlocked(f);
    if (look.color) format_set_font_color(f, look.color);
    if (look.fill) format_set_bg_color(f, look.fill);
    if (look.across) format_set_align(f, look.across);
    if (look.down) format_set_align(f, look.down);
    if (look.number) format_set_num_format(f, look.number);
    look.number = look.number ? arena_dup(&b->arena, look.number) : NULL;
    b->formats = memory_grow(b->formats, b->n_formats, &b->cap_formats, sizeof *b->formats);
    b->formats[b->n_formats++] = (struct book_format){look, f};
    return f;
}

struct look book_plain(void)
{
    return (struct look){.font = "宋体", .size = 10, .border = true, .wrap = true, .down = LXW_ALIGN_VERTICAL_CENTER};
}

struct look book_head(void)
{
    struct look l = book_plain();
    l.font = "黑体";
    l.fill = 0xF0F0F0;
    l.across = LXW_ALIGN_CENTER;
    return l;
}

struct look book_id(void)
{
    return (struct look){.font = "宋体", .size = 10, .fill = 0xF0F0F0, .number = "@"};
}

struct look book_red(void)
{
    return (struct look){.font = "黑体", .size = 11, .color = 0xC00000, .wrap = true, .down = LXW_ALIGN_VERTICAL_CENTER};
}

void book_put_text(struct book *b, lxw_worksheet *s, int row, int col, const char *text, struct look look)
{
    if (b->fault) return;
    text = book_string(b, text ? text : "");
    if (utf8_length(text) > MAX_CELL_CHARACTERS) text = arena_printf(&b->arena, "%.*s%s", (int)first_characters(text, MAX_CELL_CHARACTERS), text, cut_mark);
    lxw_format *f = book_format(b, look);
    book_check(b, *text ? worksheet_write_string(s, (lxw_row_t)row, (lxw_col_t)col, text, f)
                        : worksheet_write_blank(s, (lxw_row_t)row, (lxw_col_t)col, f));
}

void book_put_whole_text(struct book *b, lxw_worksheet *s, int row, int col, const char *text, struct look look)
{
    size_t n = utf8_length(text);
    if (n > MAX_CELL_CHARACTERS)
        fail(b, DIAG_INPUT, arena_printf(&b->arena, "第%d行第%d列要写 %zu 字，一格只放得下 %d 字：请在原来的文件里分成几格", row + 1, col + 1, n, MAX_CELL_CHARACTERS));
    book_put_text(b, s, row, col, text, look);
}

bool book_formula_fits(const char *formula) { return strlen(formula) < MAX_FORMULA_BYTES; }

static bool formula_fits(struct book *b, const char *formula)
{
    if (book_formula_fits(formula)) return true;
    fail(b, DIAG_INPUT, "一个合计的项数太多，公式放不进单元格，请在表单里分级合计");
    return false;
}

void book_put_formula(struct book *b, lxw_worksheet *s, int row, int col, const char *formula, const char *value,
                      struct look look)
{
    if (!*value) {
        book_put_text_formula(b, s, row, col, formula, value, look);
        return;
    }
    if (b->fault || !formula_fits(b, formula)) return;
    lxw_format *f = book_format(b, look);
    book_check(b, worksheet_write_formula_num(s, (lxw_row_t)row, (lxw_col_t)col, book_text(b, formula), f, strtod(value, NULL)));
}

void book_put_text_formula(struct book *b, lxw_worksheet *s, int row, int col, const char *formula, const char *value,
                           struct look look)
{
    if (b->fault || !formula_fits(b, formula)) return;
    lxw_format *f = book_format(b, look);
    book_check(b, worksheet_write_formula_str(s, (lxw_row_t)row, (lxw_col_t)col, book_text(b, formula), f, book_string(b, value)));
}

void book_merge(struct book *b, lxw_worksheet *s, int row, int col, int last_row, int last_col, struct look look)
{
    if (b->fault || (row == last_row && col == last_col)) return;
    lxw_format *f = book_format(b, look);
    book_check(b, worksheet_merge_range(s, (lxw_row_t)row, (lxw_col_t)col, (lxw_row_t)last_row, (lxw_col_t)last_col, "", f));
}

void book_row_height(struct book *b, lxw_worksheet *s, int row, double points)
{
    if (!b->fault) book_check(b, worksheet_set_row(s, (lxw_row_t)row, points, NULL));
}

void book_column(struct book *b, lxw_worksheet *s, int col, int pixels)
{
    if (!b->fault) book_check(b, worksheet_set_column_pixels(s, (lxw_col_t)col, (lxw_col_t)col, (uint32_t)pixels, NULL));
}

void book_hide_column(struct book *b, lxw_worksheet *s, int col)
{
    lxw_row_col_options hidden = {.hidden = LXW_TRUE};
    if (!b->fault) book_check(b, worksheet_set_column_opt(s, (lxw_col_t)col, (lxw_col_t)col, LXW_DEF_COL_WIDTH, NULL, &hidden));
}

void book_column_look(struct book *b, lxw_worksheet *s, int col, int pixels, struct look look)
{
    lxw_format *f = book_format(b, look);
    if (!b->fault) book_check(b, worksheet_set_column_pixels(s, (lxw_col_t)col, (lxw_col_t)col, (uint32_t)pixels, f));
}

int book_put_draft(struct book *b, lxw_worksheet *s, int row, int last_col)
{
    if (!b->draft) return row;
    book_merge(b, s, row, 0, row, last_col, book_red());
    book_put_text(b, s, row, 0, b->draft, book_red());
    book_row_height(b, s, row, 30);
    return row + 1;
}

bool book_holds(const char *decimal)
{
    enum { SPREADSHEET_DIGITS = 15 };
    size_t digits = 0;
    for (const char *p = decimal; *p; p++) digits += isdigit((unsigned char)*p) && (digits || *p != '0');
    return digits <= SPREADSHEET_DIGITS;
}

const char *book_number_format(int scale)
{
    static const char *const formats[DECIMAL_MAX_SCALE + 1] = {"0", "0.0", "0.00", "0.000", "0.0000", "0.00000", "0.000000"};
    return formats[scale];
}
