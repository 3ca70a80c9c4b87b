/* `verify` says nothing of unchanged files and names each file that has changed. */
#include "cli/verify/verify.h"
#include "base/text.h"
#include "sample_report.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>
#include <cmocka.h>

static char *folder;

static void write_output(const char *path)
{
    struct sample s;
    struct outdir *out;
    struct diag diag;
    sample_init(&s);
    assert_true(outdir_open(&out, path, &diag));
    assert_true(draw_docx(&s, out, "年报.docx", &diag));
    assert_true(draw_xlsx(&s, out, "年报.xlsx", &diag));
    assert_true(draw_html(&s, out, "report.html", &diag));
    assert_true(draw_page(&s, out, "page.html", &diag));
    assert_true(draw_report_json(&s, out, "report.json", &diag));
    assert_true(draw_findings_csv(&s, out, "findings.csv", &diag));
    assert_true(draw_findings_csv(&s, out, "下级/问题.csv", &diag));
    outdir_private(out, "findings.csv");
    assert_true(draw_manifest(&s, out, "manifest.json", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    sample_release(&s);
}

/* Runs verify and returns what it printed. */
static char *run(const char *path, bool json, int *code)
{
    struct diag diag = {0};
    char *printed = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&printed, &n);
    *code = -1;
    if (!verify_run(path, NULL, out, json, code, &diag)) fputs(diag.text, out);
    fclose(out);
    return printed;
}

static void assert_says(int wanted, const char *words)
{
    int code;
    char *printed = run(folder, false, &code);
    if (code != wanted || !strstr(printed, words)) print_error("%s\n", printed);
    assert_int_equal(code, wanted);
    assert_non_null(strstr(printed, words));
    free(printed);
}

/* Replaces `was` in a file of the folder, and in the manifest the digests of that file, as a forger would. */
static void change(const char *name, const char *was, const char *now)
{
    size_t n;
    char *bytes = sample_read(folder, name, &n), *at = strstr(bytes, was);
    struct text t = {0};
    assert_non_null(at);
    text_add_n(&t, bytes, (size_t)(at - bytes));
    text_add(&t, now);
    text_add_n(&t, at + strlen(was), n - (size_t)(at - bytes) - strlen(was));
    sample_write(folder, name, text_get(&t), t.n);
    free(bytes);
    text_release(&t);
}

/* The entry gets a SM3 too if it is to have one, as all had in former versions. */
static void renew_entry(const char *name, bool sm3)
{
    size_t i;
    struct digests d;
    struct diag diag;
    char path[512], *manifest = sample_read(folder, "manifest.json", NULL);
    json_t *root = json_loads(manifest, 0, NULL), *entry;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_true(digest_file(path, true, &d, &diag));
    json_array_foreach(json_object_get(root, "outputs"), i, entry) {
        if (strcmp(json_string_value(json_object_get(entry, "name")), name)) continue;
        json_object_set_new(entry, "size", json_integer(d.size));
        json_object_set_new(entry, "sha256", json_string(d.sha256));
        if (sm3) json_object_set_new(entry, "sm3", json_string(d.sm3));
    }
    char *now = json_dumps(root, 0);
    sample_write(folder, "manifest.json", now, strlen(now));
    json_decref(root);
    free(manifest);
    free(now);
}

static void renew_manifest(const char *name) { renew_entry(name, true); }

static void all_is_well(void **state)
{
    (void)state;
    assert_says(0, "相符");
    assert_says(0, "DOCX、XLSX、网页、JSON 的 18 个数逐格相同");
    assert_says(0, "相符（7 个文件的 SHA-256，其中 6 个还有 SM3；");
}

static void all_had_both_digests_in_former_versions(void **state)
{
    (void)state;
    renew_entry("findings.csv", true);
    assert_says(0, "相符（7 个文件的 SHA-256 和 SM3；");
    change("findings.csv", "编号", "偏号");
    assert_says(1, "findings.csv：变了：SHA-256 和 SM3 与清单不同");
}

/* Former versions wrote none. */
static void an_archive_needs_no_whole_page(void **state)
{
    (void)state;
    size_t i;
    json_t *entry;
    char path[512], *manifest = sample_read(folder, "manifest.json", NULL);
    json_t *root = json_loads(manifest, 0, NULL), *outputs = json_object_get(root, "outputs");
    json_array_foreach(outputs, i, entry)
        if (!strcmp(json_string_value(json_object_get(entry, "name")), "page.html")) break;
    assert_int_equal(json_array_remove(outputs, i), 0);
    char *now = json_dumps(root, 0);
    sample_write(folder, "manifest.json", now, strlen(now));
    assert_says(1, "page.html：清单里没有");
    snprintf(path, sizeof path, "%s/page.html", folder);
    unlink(path);
    assert_says(0, "18 个数逐格相同");
    json_decref(root);
    free(manifest);
    free(now);
}

static void names_changed_missing_and_added_files(void **state)
{
    (void)state;
    char path[512];
    change("findings.csv", "编号", "偏号");
    assert_says(1, "findings.csv：变了：SHA-256 与清单不同");
    snprintf(path, sizeof path, "%s/findings.csv", folder);
    unlink(path);
    assert_says(1, "findings.csv：清单里有，文件夹里没有");
    sample_write(folder, "另一份.pdf", "x", 1);
    assert_says(1, "另一份.pdf：清单里没有");
    sample_write(folder, ".nianbao-7-1.tmp", "x", 1);
    assert_says(1, ".nianbao-7-1.tmp：是中断的运行留下的临时文件");
}

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

static void notes_one_forged_digest(void **state)
{
    (void)state;
    struct digests d;
    struct diag diag;
    char path[512];
    snprintf(path, sizeof path, "%s/report.html", folder);
    assert_true(digest_file(path, true, &d, &diag));
    change("manifest.json", d.sm3, d.sha256);
    assert_says(1, "只有 SM3 与清单不同");
}

static void is_not_led_astray(void **state)
{
    (void)state;
    char link[512];
    change("manifest.json", "\"findings.csv\"", "\"../../etc/passwd\"");
    assert_says(1, "../../etc/passwd：清单里的文件名不合规矩");
    change("manifest.json", "../../etc/passwd", "report\\u001b[31m\\u202e.json");
    assert_says(1, "report␛[31m<U+202E>.json：清单里有，文件夹里没有");
    change("manifest.json", "report\\u001b[31m\\u202e.json", "report.json");
    assert_says(1, "report.json：清单里列了两次");
    snprintf(link, sizeof link, "%s/report.html", folder);
    unlink(link);
    assert_int_equal(symlink("/etc/hostname", link), 0);
    assert_says(1, "report.html：是符号链接");
}

static void files_in_a_folder_are_checked_too(void **state)
{
    (void)state;
    char path[512], away[512];
    sample_write(folder, "下级/问题.csv", "x", 1);
    assert_says(1, "下级/问题.csv：变了：清单为");
    sample_write(folder, "下级/又一份.csv", "x", 1);
    assert_says(1, "下级/又一份.csv：清单里没有，是后来放进来的");
    snprintf(path, sizeof path, "%s/下级", folder);
    snprintf(away, sizeof away, "%s/别处", folder);
    assert_int_equal(rename(path, away), 0);
    assert_says(1, "下级/问题.csv：清单里有，文件夹里没有");
    assert_int_equal(symlink("别处", path), 0);
    assert_says(1, "下级/问题.csv：所在的文件夹是符号链接，不跟随");
    change("manifest.json", "下级/问题.csv", ".下级/问题.csv");
    assert_says(1, ".下级/问题.csv：清单里的文件名不合规矩");
    change("manifest.json", ".下级/问题.csv", "下级/../x");
    assert_says(1, "下级/../x：清单里的文件名不合规矩");
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

static void exit_code_2_without_a_manifest(void **state)
{
    (void)state;
    struct diag diag = {0};
    int code;
    char path[512];
    static const char no_entry[] = "{\"schema\": \"nianbao.manifest/1\", \"outputs\": [{}]}";
    sample_write(folder, "manifest.json", no_entry, strlen(no_entry));
    assert_says(2, "残缺");
    sample_write(folder, "manifest.json", "{", 1);
    assert_says(2, "不是合法的 JSON");
    snprintf(path, sizeof path, "%s/manifest.json", folder);
    unlink(path);
    assert_says(1, "清单不在");
    char *empty = sample_folder();
    assert_false(verify_run(empty, NULL, stderr, false, &code, &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    assert_false(verify_run("/nonexistent", NULL, stderr, false, &code, &diag));
    sample_remove_folder(empty);
}

static void walks_a_tree_of_folders(void **state)
{
    (void)state;
    char *tree = sample_folder(), path[512];
    int code;
    snprintf(path, sizeof path, "%s/2025/HD02", tree);
    write_output(path);
    snprintf(path, sizeof path, "%s/2025/HD01", tree);
    write_output(path);
    sample_write(path, "x", "x", 1);
    char *printed = run(tree, false, &code);
    assert_int_equal(code, 1);
    const char *rest = printed;
    for (const char *const *line = (const char *const[]){"2025/HD01：不符，1 处", "2025/HD02：相符", NULL}; *line; line++) {
        rest = strstr(rest, *line);
        assert_non_null(rest);
    }
    assert_non_null(strstr(printed, "共 2 个输出文件夹，1 个不符"));
    free(printed);
    sample_remove_folder(tree);
}

static int setup(void **state)
{
    (void)state;
    folder = sample_folder();
    write_output(folder);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    sample_remove_folder(folder);
    return 0;
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(all_is_well), CASE(all_had_both_digests_in_former_versions),
        CASE(an_archive_needs_no_whole_page), CASE(names_changed_missing_and_added_files), CASE(names_numbers_that_differ), CASE(empty_and_zero_differ),
        CASE(names_numbers_of_the_text_that_differ), CASE(needs_no_text_document),
        CASE(notes_one_forged_digest), CASE(is_not_led_astray), CASE(files_in_a_folder_are_checked_too), CASE(refuses_broken_documents),
        CASE(names_what_is_incomplete_though_its_digest_is_right), CASE(exit_code_2_without_a_manifest),
        CASE(walks_a_tree_of_folders)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
