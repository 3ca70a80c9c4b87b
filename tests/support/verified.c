#include "verified.h"
#include "cli/verify/verify.h"
#include "base/text.h"
#include "sample_report.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

char *folder;

void write_output(const char *path)
{
    static const struct { bool (*draw)(struct sample *s, struct outdir *out, const char *file, struct diag *diag); const char *name; } files[] = {
        {draw_docx, "年报.docx"}, {draw_xlsx, "年报.xlsx"}, {draw_html, "report.html"}, {draw_page, "page.html"}, {draw_report_json, "report.json"},
        {draw_findings_csv, "findings.csv"}, {draw_findings_csv, "下级/问题.csv"}, {draw_findings_json, "findings.json"}};
    struct sample s;
    struct outdir *out;
    struct diag diag;
    sample_init(&s);
    assert_true(outdir_open(&out, path, &diag));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) assert_true(files[i].draw(&s, out, files[i].name, &diag));
    outdir_private(out, "findings.csv");
    outdir_private(out, "findings.json");
    assert_true(draw_manifest(&s, out, "manifest.json", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    sample_release(&s);
}

char *run(const char *path, bool json, int *code)
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

void assert_says(int wanted, const char *words)
{
    int code;
    char *printed = run(folder, false, &code);
    if (code != wanted || !strstr(printed, words)) print_error("%s\n", printed);
    assert_int_equal(code, wanted);
    assert_non_null(strstr(printed, words));
    free(printed);
}

void change(const char *name, const char *was, const char *now)
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

void renew_entry(const char *name, bool sm3)
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

void renew_manifest(const char *name) { renew_entry(name, true); }

int verified_set_up(void **state)
{
    (void)state;
    folder = sample_folder();
    write_output(folder);
    return 0;
}

int verified_tear_down(void **state)
{
    (void)state;
    sample_remove_folder(folder);
    return 0;
}
