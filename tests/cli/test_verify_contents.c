/* `verify` reads the documents: their numbers are the same in all formats, and none is broken or incomplete though its digest is right. */
#include "verified.h"
#include "base/text.h"
#include "sample_report.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>
#include <cmocka.h>

static void names_numbers_that_differ(void **state)
{
    (void)state;
    change("report.json", "\"person\": 9", "\"person\": 8");
    renew_manifest("report.json");
    assert_says(1, "beta/new/person：XLSX 为 9，DOCX 为 9，report.html 为 9，page.html 为 9，JSON 为 8");
    change("report.html", ">24252.311082<", ">24252.311083<");
    renew_manifest("report.html");
    assert_says(1, "alpha/fees/amount：XLSX 为 24252.311082，DOCX 为 24252.311082，report.html 为 24252.311083，page.html 为 24252.311082，JSON 为 24252.311082");
    change("report.html", "id=\"beta-1-firm\"", "id=\"beta-1-firn\"");
    renew_manifest("report.html");
    assert_says(1, "beta/1/firm：XLSX 为 1，DOCX 为 无此格，report.html 为 无此格，page.html 为 1，JSON 为 1");
    assert_says(1, "beta-1-firn：XLSX 为 空，DOCX 为 1，report.html 为 1，page.html 为 无此格，JSON 为 无此格");
    change("page.html", "id=\"beta-1-firm\" headers=\"beta-h2 beta-h5 beta-h6 beta-h8\">1<", "id=\"beta-1-firm\">2<");
    renew_manifest("page.html");
    assert_says(1, "beta/1/firm：XLSX 为 1，DOCX 为 无此格，report.html 为 无此格，page.html 为 2，JSON 为 1");
    int code;
    char *printed = run(folder, true, &code);
    json_t *root = json_loads(printed, 0, NULL), *first = json_array_get(json_object_get(root, "folders"), 0);
    assert_true(json_is_false(json_object_get(root, "ok")));
    assert_int_equal(json_array_size(json_object_get(first, "problems")), 4);
    json_decref(root);
    free(printed);
}

static void empty_and_zero_differ(void **state)
{
    (void)state;
    change("report.json", "\"in_force\": null", "\"in_force\": 0");
    renew_manifest("report.json");
    assert_says(1, "alpha/rules/in_force：XLSX 为 空，DOCX 为 空，report.html 为 空，page.html 为 空，JSON 为 0");
}

/* The body of the text document with other bytes, and a manifest that knows of it. */
static void change_text(const char *was, const char *now)
{
    char path[512];
    struct text t = {0};
    zip_stat_t st;
    snprintf(path, sizeof path, "%s/年报.docx", folder);
    zip_t *zip = zip_open(path, 0, NULL);
    assert_int_equal(zip_stat(zip, "word/document.xml", 0, &st), 0);
    char *body = calloc(1, st.size + 1), *at;
    zip_file_t *f = zip_fopen_index(zip, st.index, 0);
    assert_int_equal(zip_fread(f, body, st.size), st.size);
    zip_fclose(f);
    assert_non_null(at = strstr(body, was));
    text_add_n(&t, body, (size_t)(at - body));
    text_add(&t, now);
    text_add(&t, at + strlen(was));
    assert_int_equal(zip_file_replace(zip, st.index, zip_source_buffer(zip, text_get(&t), t.n, 0), 0), 0);
    assert_int_equal(zip_close(zip), 0);
    renew_manifest("年报.docx");
    free(body);
    text_release(&t);
}

static void names_numbers_of_the_text_that_differ(void **state)
{
    (void)state;
    change_text(">24252.311082<", ">24252.311083<");
    assert_says(1, "alpha/fees/amount：XLSX 为 24252.311082，DOCX 为 24252.311083，report.html 为 24252.311082，page.html 为 24252.311082，JSON 为 24252.311082");
    change_text("<w:pStyle w:val=\"TableNumber\"/>", "<w:pStyle w:val=\"TableText\"/>");
    assert_says(1, "年报.docx：数字读不出来：正文的表里有 17 个数，网页里有 18 个");
}

/* Archives of versions that wrote no text document. */
static void needs_no_text_document(void **state)
{
    (void)state;
    char path[512];
    json_t *root, *outputs;
    size_t i;
    char *manifest = sample_read(folder, "manifest.json", NULL);
    root = json_loads(manifest, 0, NULL);
    outputs = json_object_get(root, "outputs");
    for (i = 0; strcmp(json_string_value(json_object_get(json_array_get(outputs, i), "name")), "年报.docx"); i++) continue;
    json_array_remove(outputs, i);
    char *now = json_dumps(root, 0);
    sample_write(folder, "manifest.json", now, strlen(now));
    snprintf(path, sizeof path, "%s/年报.docx", folder);
    assert_int_equal(unlink(path), 0);
    assert_says(0, "SM3；XLSX、网页、JSON 的 18 个数逐格相同");
    json_decref(root);
    free(manifest);
    free(now);
}

static void refuses_broken_documents(void **state)
{
    (void)state;
    sample_write(folder, "report.html", "<!DOCTYPE x><x/>", 16);
    renew_manifest("report.html");
    assert_says(1, "report.html：数字读不出来：第 1 行读不了：含有不该有的 DOCTYPE");
    const char forged[] = "<!DOCTYPE html SYSTEM \"x.dtd\"><html/>";
    sample_write(folder, "page.html", forged, sizeof forged - 1);
    renew_manifest("page.html");
    assert_says(1, "page.html：数字读不出来：第 1 行读不了：含有不该有的 DOCTYPE");
    sample_write(folder, "年报.xlsx", "PK", 2);
    renew_manifest("年报.xlsx");
    assert_says(1, "年报.xlsx：数字读不出来");
}

/* A library whose scratch file met a full disk makes a sound zip file with half a part; the manifest has its right digest. */
static void cut_part(const char *book, const char *part)
{
    char path[512], half[4096];
    snprintf(path, sizeof path, "%s/%s", folder, book);
    zip_t *zip = zip_open(path, 0, NULL);
    zip_int64_t i = zip_name_locate(zip, part, 0);
    zip_file_t *f = zip_fopen_index(zip, (zip_uint64_t)i, 0);
    zip_int64_t n = zip_fread(f, half, sizeof half) / 2;
    zip_fclose(f);
    assert_int_equal(zip_file_replace(zip, (zip_uint64_t)i, zip_source_buffer(zip, half, (zip_uint64_t)n, 0), 0), 0);
    assert_int_equal(zip_close(zip), 0);
}

static void names_what_is_incomplete_though_its_digest_is_right(void **state)
{
    (void)state;
    size_t n;
    cut_part("年报.xlsx", "docProps/core.xml");
    renew_manifest("年报.xlsx");
    assert_says(1, "年报.xlsx：不完整：部件 docProps/core.xml 残缺");
    const char *const texts[] = {"findings.csv", "report.html", "page.html", "report.json"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *bytes = sample_read(folder, texts[i], &n), words[128];
        sample_write(folder, texts[i], bytes, n - 5);
        renew_manifest(texts[i]);
        snprintf(words, sizeof words, "%s：不完整：", texts[i]);
        assert_says(1, words);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VERIFIED(names_numbers_that_differ), VERIFIED(empty_and_zero_differ), VERIFIED(names_numbers_of_the_text_that_differ),
        VERIFIED(needs_no_text_document), VERIFIED(refuses_broken_documents), VERIFIED(names_what_is_incomplete_though_its_digest_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
