/* What cell styles show: a date in a workbook is a number whose number format says so, and so may a key be. */
#include "workbook/xlsx_inside.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_STYLES = 65536 };

struct number_format { long id; struct xlsx_style style; };
struct xlsx_styles_loading {
    struct xlsx_reader *book;
    struct package_pump pump;
    struct number_format *formats;
    size_t n, cap;
    bool in_cell_styles;
};

/* Letters outside "quotes", [brackets] and \escapes decide. [h], [mm] and [ss] count time; other brackets are colours,
 * locales and conditions. 年月日 outside quotes belong to dates as well, but never stand alone. */
enum xlsx_shows xlsx_format_shows(const char *code)
{
    bool date = false, year = false, day = false;
    if (!strncasecmp(code, "General", 7)) return XLSX_SHOWS_NUMBER;
    for (const char *p = code; *p; p++) {
        if (*p == '\\' || *p == '_' || *p == '*') {
            if (!*++p) break;
        } else if (*p == '"') {
            p = strchr(p + 1, '"');
            if (!p) break;
        } else if (*p == '[') {
            const char *end = strchr(p, ']');
            if (!end) break;
            size_t n = (size_t)(end - p) - 1;
            date |= n && (strspn(p + 1, "hH") == n || strspn(p + 1, "mM") == n || strspn(p + 1, "sS") == n);
            p = end;
        } else if (strchr("yYmMdDhHsS", *p)) {
            date = true;
            year |= *p == 'y' || *p == 'Y';
            day |= strchr("dDhHsS", *p) != NULL;
        }
    }
    return !date ? XLSX_SHOWS_NUMBER : year && !day ? XLSX_SHOWS_MONTH : XLSX_SHOWS_DATE;
}

/* The numbers that every spreadsheet program knows without a format code (ECMA-376 18.8.30; 27–36 and 50–58 are the
 * Chinese ones). */
static enum xlsx_shows built_in(long id)
{
    static const long months[] = {17, 27, 36, 50, 52, 57};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (id == months[i]) return XLSX_SHOWS_MONTH;
    bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    return date ? XLSX_SHOWS_DATE : XLSX_SHOWS_NUMBER;
}

/* Those that show numbers in another way than they are stored. */
static const char *built_in_format(long id)
{
    static const struct { long id; const char *code; } all[] = {
        {1, "0"}, {2, "0.00"}, {3, "#,##0"}, {4, "#,##0.00"}, {5, "¥#,##0;¥-#,##0"}, {6, "¥#,##0;[Red]¥-#,##0"}, {7, "¥#,##0.00;¥-#,##0.00"},
        {8, "¥#,##0.00;[Red]¥-#,##0.00"}, {9, "0%"}, {10, "0.00%"}, {11, "0.00E+00"}, {12, "# ?/?"}, {13, "# ?\?/?\?"}, {37, "#,##0;-#,##0"},
        {38, "#,##0;[Red]-#,##0"}, {39, "#,##0.00;-#,##0.00"}, {40, "#,##0.00;[Red]-#,##0.00"}, {41, "#,##0;-#,##0;\"-\""}, {42, "¥#,##0;¥-#,##0;\"-\""},
        {43, "#,##0.00;-#,##0.00;\"-\""}, {44, "¥#,##0.00;¥-#,##0.00;\"-\""}, {48, "##0.0E+0"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].id == id) return all[i].code;
    return NULL;
}

static struct xlsx_style style_of(const struct xlsx_styles_loading *l, long id)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->formats[i].id == id) return l->formats[i].style;
    return (struct xlsx_style){built_in(id), built_in_format(id)};
}

static void on_start(void *user, const char *name, const char **attributes)
{
    struct xlsx_styles_loading *l = user;
    struct xlsx_reader *book = l->book;
    const char *id = package_attribute(attributes, "numFmtId"), *code = package_attribute(attributes, "formatCode");
    if (!strcmp(name, "cellXfs")) l->in_cell_styles = true;
    if (!strcmp(name, "numFmt") && id && code) {
        l->formats = memory_grow(l->formats, l->n, &l->cap, sizeof *l->formats);
        l->formats[l->n++] = (struct number_format){strtol(id, NULL, 10), {xlsx_format_shows(code), arena_dup(&book->arena, code)}};
    } else if (!strcmp(name, "xf") && l->in_cell_styles) {
        book->styles = memory_grow(book->styles, book->n_styles, &book->cap_styles, sizeof *book->styles);
        book->styles[book->n_styles++] = id ? style_of(l, strtol(id, NULL, 10)) : (struct xlsx_style){XLSX_SHOWS_NUMBER, NULL};
    }
    if (l->n > MAX_STYLES || book->n_styles > MAX_STYLES) package_pump_fail(&l->pump, "样式过多");
}

static void on_end(void *user, const char *name)
{
    struct xlsx_styles_loading *l = user;
    if (!strcmp(name, "cellXfs")) l->in_cell_styles = false;
}

bool xlsx_styles_load(struct xlsx_reader *book, const char *part, struct diag *diag)
{
    static const struct package_handlers handlers = {on_start, on_end, NULL};
    struct xlsx_styles_loading l = {.book = book};
    bool ok = package_pump_all(&l.pump, &book->package, part, &handlers, &l, diag);
    free(l.formats);
    return ok;
}
