#include "written_documents.h"
#include "base/settings.h"
#include "render/xlsx/book.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

char *folder;
struct diag diag;
static struct settings *settings;

const char *document_path(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

bool sound(const char *name) { return document_sound(document_path(name), name, &diag); }

bool bytes_sound(const char *name, const void *bytes, size_t n)
{
    sample_write(folder, name, bytes, n);
    return sound(name);
}

bool text_sound(const char *name, const char *text) { return bytes_sound(name, text, strlen(text)); }

/* Rows that libxlsxwriter keeps in a file of its own. */
static void write_rows(const char *path)
{
    struct book b;
    book_open(&b, path, "rows.xlsx", &(struct document_facts){.stamp = "2026-01-20T00:00:00+08:00"});
    lxw_worksheet *s = book_sheet_in_order(&b, "行", false);
    for (int i = 0; i < 40; i++) {
        book_put_number(&b, s, i, 0, "17", book_plain());
        book_put_text(&b, s, i, 1, "文字", book_plain());
    }
    assert_true(book_close(&b, &diag));
}

const char *const names[NAMES] = {"年报.pdf", "年报.ofd", "年报.docx", "年报.xlsx", "问题清单.xlsx", "rows.xlsx", "report.html", "page.html", "report.json", "findings.json", "findings.csv"};

int documents_folder(void **state)
{
    (void)state;
    folder = sample_folder();
    return 0;
}

int documents_write(void **state)
{
    struct sample s;
    struct outdir *out;
    documents_folder(state);
    sample_init(&s);
    assert_true(settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag));
    s.paper.settings = settings;
    sample_make_draft(&s);
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(draw_pdf(&s, out, "年报.pdf", &diag));
    assert_true(draw_ofd(&s, out, "年报.ofd", &diag));
    assert_true(draw_docx(&s, out, "年报.docx", &diag));
    assert_true(draw_xlsx(&s, out, "年报.xlsx", &diag));
    assert_true(draw_findings_xlsx(&s, out, "问题清单.xlsx", &diag));
    assert_true(draw_html(&s, out, "report.html", &diag));
    assert_true(draw_page(&s, out, "page.html", &diag));
    assert_true(draw_report_json(&s, out, "report.json", &diag));
    assert_true(draw_findings_json(&s, out, "findings.json", &diag));
    assert_true(draw_findings_csv(&s, out, "findings.csv", &diag));
    const char *rows = outdir_stage(out, "rows.xlsx", &diag);
    assert_non_null(rows);
    write_rows(rows);
    assert_true(documents_sound(out, &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    sample_release(&s);
    return 0;
}

int documents_remove(void **state)
{
    (void)state;
    settings_free(settings);
    sample_remove_folder(folder);
    return 0;
}
