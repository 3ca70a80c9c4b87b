/* The blank form as a workbook: what is asked, which equations are left to be checked, what can be typed, where the names lead. */
#include "documents/blank_form.h"
#include "form/cell_names.h"
#include "render/xlsx/xlsx.h"
#include "sample_report.h"
#include "written_book.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

struct blank { struct document document; struct form *form; struct report *report; };

static void make(struct blank *b, const char *id)
{
    struct diag diag;
    char dir[512];
    snprintf(dir, sizeof dir, "%s/report_templates/%s", PROJECT_SOURCE_DIR, id);
    *b = (struct blank){0};
    assert_true(form_load(&b->form, dir, &diag));
    b->report = report_new(b->form);
    b->report->program = "nianbao";
    b->report->year = 2025;
    assert_true(report_add_up(b->report, &diag));
    const struct blank_form blank = {b->report, PROJECT_SOURCE_DIR "/data/entry.yaml", "否"};
    if (!blank_form_document(&b->document, &blank, &diag)) fail_msg("%s", diag.text);
}

static void release(struct blank *b)
{
    document_release(&b->document);
    report_free(b->report);
    form_free(b->form);
}

/* The sums of the form fulfil all equations but the first, which a typed number can break. */
static void asks_what_no_sum_fulfils(void **state)
{
    struct blank b;
    size_t fields = 0, checks = 0;
    (void)state;
    make(&b, "2021");
    for (size_t i = 0; i < b.document.n_blocks; i++) {
        const struct document_block *block = &b.document.blocks[i];
        fields += block->kind == BLOCK_FIELD;
        if (block->kind != BLOCK_GRID) continue;
        checks += block->grid.entry->n_checks;
        if (block->grid.entry->n_checks) assert_string_equal(block->grid.entry->checks[0]->id, "I1");
    }
    assert_int_equal(fields, FORM_ANSWERS + 3 * 4);
    assert_int_equal(checks, 1);
    release(&b);
}

static void can_be_filled_in_by_name(void **state)
{
    static const char *const names[] = {"T_requests_new_natural_person", "T_requests_closed_total", "T_review_direct_suit_total", "nianbao_agency"};
    static const char *const parts[] = {"<sheetProtection sheet=\"1\"", "type=\"whole\" operator=\"greaterThanOrEqual\"", "type=\"decimal\"", "\"是,否\"", "\"相符\",\"不符\""};
    struct blank b;
    struct outdir *out;
    struct xlsx_reader *book;
    struct diag diag;
    char *folder = sample_folder(), path[512];
    size_t sheet;
    int row, col;
    enum xlsx_kind kind;
    (void)state;
    make(&b, "2021");
    assert_true(outdir_open(&out, folder, &diag));
    if (!xlsx_write(&b.document, out, "a.xlsx", &diag)) fail_msg("%s", diag.text);
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    snprintf(path, sizeof path, "%s/a.xlsx", folder);
    assert_true(xlsx_reader_open(&book, path, &diag));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_true(xlsx_reader_name(book, names[i], &sheet, &row, &col));
    assert_true(xlsx_reader_name(book, "nianbao_year", &sheet, &row, &col));
    const char *name = xlsx_reader_sheet_name(book, sheet);
    assert_string_equal(written_cell(folder, "a.xlsx", name, row, col, &kind), "2025");
    assert_int_equal(kind, XLSX_NUMBER);
    assert_true(xlsx_reader_name(book, "nianbao_received", &sheet, &row, &col));
    assert_string_equal(written_cell(folder, "a.xlsx", name, row, col, &kind), "否");
    assert_true(xlsx_reader_name(book, "T_requests_new_natural_person", &sheet, &row, &col));
    assert_string_equal(written_cell(folder, "a.xlsx", name, row, col, &kind), "");
    assert_true(xlsx_reader_name(book, "T_requests_new_total", &sheet, &row, &col));
    assert_string_equal(written_cell(folder, "a.xlsx", name, row, col, &kind), "0");
    xlsx_reader_close(book);
    char *bytes = written_part(folder, "a.xlsx", "xl/worksheets/sheet1.xml");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(bytes, parts[i])) fail_msg("the sheet lacks %s", parts[i]);
    free(bytes);
    sample_remove_folder(folder);
    release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(asks_what_no_sum_fulfils), cmocka_unit_test(can_be_filled_in_by_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
