/* One document through every driver: each format holds the words of the plain lines. No driver knows this document. */
#include "toy_document.h"
#include "base/text.h"
#include "package/package.h"
#include "render/csv/csv.h"
#include "render/docx/docx.h"
#include "render/html/html.h"
#include "render/ofd/ofd.h"
#include "render/pdf/pdf.h"
#include "render/plain/plain.h"
#include "render/xlsx/xlsx.h"
#include "reopen/document.h"
#include "sample_report.h"
#include "workbook/xlsx_reader.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct settings *settings;
static struct arena names;

/* Every file of the toy in a folder, read again to its end. */
static char *draw_all(bool whole, struct text *plain)
{
    struct paper paper = {.settings = settings, .pdf_part = 1};
    struct document d;
    struct outdir *out;
    struct diag diag = {0};
    char *folder = sample_folder();
    toy_document(&d, whole);
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(pdf_write(&d, &paper, out, "a.pdf", &diag));
    assert_true(ofd_write(&d, &paper, out, "a.ofd", &diag));
    assert_true(docx_write(&d, true, out, "a.docx", &diag));
    assert_true(xlsx_write(&d, out, "a.xlsx", &diag));
    assert_true(html_write(&d, out, "a.html", &diag));
    assert_true(csv_write(&d, out, "a.csv", &diag));
    plain_add(plain, &d);
    if (!documents_sound(out, &diag)) fail_msg("%s", diag.text);
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    document_release(&d);
    return folder;
}

/* The texts of all cells of a workbook, one a line. */
static void read_sheets(const char *path, struct text *words)
{
    struct xlsx_reader *book;
    struct diag diag;
    assert_true(xlsx_reader_open(&book, path, &diag));
    for (size_t i = 0; i < xlsx_reader_sheets(book); i++) {
        struct xlsx_sheet *sheet;
        const struct xlsx_row *row = NULL;
        assert_true(xlsx_sheet_open(&sheet, book, i, &diag));
        while (xlsx_sheet_next(sheet, &row, &diag) && row)
            for (size_t c = 0; c < row->n; c++) text_printf(words, "%s\n", row->cells[c].text);
        xlsx_sheet_close(sheet);
    }
    xlsx_reader_close(book);
}

/* The paragraphs of a text document, those in cells too, one a line. */
struct body { struct text words; bool inside; };

static void on_start(void *user, const char *name, const char **attributes)
{
    (void)attributes;
    ((struct body *)user)->inside = !strcmp(name, "t");
}

static void on_end(void *user, const char *name)
{
    struct body *b = user;
    b->inside = false;
    if (!strcmp(name, "p")) text_add_char(&b->words, '\n');
}

static void on_text(void *user, const char *bytes, size_t n)
{
    struct body *b = user;
    if (b->inside) text_add_n(&b->words, bytes, n);
}

static void read_body(const char *path, struct body *b)
{
    static const struct package_handlers handlers = {on_start, on_end, on_text};
    struct package p;
    struct package_pump pump;
    struct diag diag;
    text_add_char(&b->words, '\n');
    if (!package_open(&p, path, &package_of_text, &diag) || !package_pump_all(&pump, &p, "word/document.xml", &handlers, b, &diag)) fail_msg("%s", diag.text);
    package_close(&p);
}

/* The text behind the tab of a line, or the line without its mark. */
static const char *said(char *line)
{
    char *tab = strchr(line, '\t');
    if (tab) return tab + 1;
    while (*line == '#' || *line == '=' || *line == '!' || *line == '*' || *line == '-') line++;
    return *line == ' ' ? line + 1 : line;
}

/* Whether the words are the whole of a cell: "20" is not what "20.00%" holds. */
static bool is_cell(const char *all, const char *before, const char *words, const char *after)
{
    return strstr(all, arena_printf(&names, "%s%s%s", before, words, after));
}

static void a_cell_of_each_format_holds(const char *words, const char *cells, const char *html, const char *csv)
{
    if (!is_cell(cells, "\n", words, "\n")) fail_msg("XLSX has no cell of %s", words);
    if (!is_cell(html, ">", words, "<")) fail_msg("HTML has no cell of %s", words);
    if (!is_cell(csv, ",", words, ",") && !is_cell(csv, ",", words, "\r")) fail_msg("CSV has no cell of %s", words);
}

/* A line of the plain driver as a text document has it: charts are tables there, and the toy's notes stand behind its shares. */
static void the_body_holds(const char *body, const char *line, const char *words)
{
    char *rest = arena_dup(&names, words);
    bool note = strstr(line, "/note\t");
    if (note || strstr(line, "/share\t")) {
        if (!strstr(body, note ? arena_printf(&names, "（%s）\n", words) : arena_printf(&names, "\n%s（", words))) fail_msg("DOCX: %s", words);
        return;
    }
    for (char *field = strtok_r(rest, "\t", &rest); field; field = strtok_r(NULL, "\t", &rest))
        if (!is_cell(body, "\n", field, "\n")) fail_msg("DOCX: %s", field);
}

/* "3/7份" of the toy: the number that a workbook has for it, with the digits that libxlsxwriter writes. */
static void a_sheet_holds_the_share(const char *cells, const char *words)
{
    char *behind;
    double part = strtod(words, &behind), whole = strtod(behind + 1, NULL);
    if (!is_cell(cells, "\n", arena_printf(&names, "%.16g", part / whole), "\n")) fail_msg("XLSX has no cell of %s", words);
}

static void every_format_has_the_plain_words(void **state)
{
    (void)state;
    struct text lines = {0};
    char *folder = draw_all(true, &lines), *plain = memory_dup(text_get(&lines)), *csv = sample_read(folder, "a.csv", NULL), *html = sample_read(folder, "a.html", NULL);
    struct text wanted = {0}, cells = {0};
    struct body body = {0};
    read_body(arena_printf(&names, "%s/a.docx", folder), &body);
    char *book = arena_printf(&names, "%s/a.xlsx", folder);
    size_t n = 0;
    read_sheets(book, &cells);
    for (char *line = plain, *end; (end = strchr(line, '\n')); line = end + 1, n++) {
        *end = 0;
        const char *words = said(line);
        the_body_holds(text_get(&body.words), line, words);
        if (!strncmp(line, "bars/", 5) || !strncmp(line, "lines/", 6) || !strncmp(line, "panels/", 7) || !strncmp(line, "! 草稿", strlen("! 草稿"))) continue;   /* drawn, not text */
        if (strstr(line, "/count\t")) a_cell_of_each_format_holds(words, text_get(&cells), html, csv);
        if (strstr(line, "/share\t")) a_sheet_holds_the_share(text_get(&cells), words);
        text_clear(&wanted);
        for (const char *p = words; *p; p++)
            if (*p == '<') text_add(&wanted, "&lt;");
            else if (*p == '>') text_add(&wanted, "&gt;");
            else text_add_char(&wanted, *p);
        /* In a workbook a share is a number that its format shows as a percentage, and the words of a chart are in the chart. */
        if (strncmp(line, "## ", 3) && !strstr(line, "/share\t") && !strstr(line, "/note\t") && !strstr(text_get(&cells), words)) fail_msg("XLSX: %s", words);
        if (!strstr(html, text_get(&wanted))) fail_msg("HTML: %s", words);
        if (strncmp(line, "* ", 2) && strncmp(line, "- ", 2) && !strstr(line, "/note\t") && !strstr(csv, words)) fail_msg("CSV: %s", words);
    }
    assert_true(n > 60);
    text_release(&wanted);
    text_release(&cells);
    text_release(&body.words);
    text_release(&lines);
    free(plain);
    free(csv);
    free(html);
    sample_remove_folder(folder);
}

int main(void)
{
    struct diag diag;
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_format_has_the_plain_words)};
    if (!settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag)) return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    settings_free(settings);
    arena_release(&names);
    return failed;
}
