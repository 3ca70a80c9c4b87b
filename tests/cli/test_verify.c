/* `verify` says nothing of unchanged files and names each file that has changed. */
#include "verified.h"
#include "cli/verify/verify.h"
#include "sample_report.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void all_is_well(void **state)
{
    (void)state;
    assert_says(0, "相符");
    assert_says(0, "DOCX、XLSX、网页、JSON 的 18 个数逐格相同");
    assert_says(0, "相符（8 个文件的 SHA-256，其中 6 个还有 SM3；");
}

static void all_had_both_digests_in_former_versions(void **state)
{
    (void)state;
    renew_entry("findings.csv", true);
    renew_entry("findings.json", true);
    assert_says(0, "相符（8 个文件的 SHA-256 和 SM3；");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        VERIFIED(all_is_well), VERIFIED(all_had_both_digests_in_former_versions), VERIFIED(an_archive_needs_no_whole_page),
        VERIFIED(names_changed_missing_and_added_files), VERIFIED(notes_one_forged_digest), VERIFIED(is_not_led_astray),
        VERIFIED(files_in_a_folder_are_checked_too), VERIFIED(exit_code_2_without_a_manifest), VERIFIED(walks_a_tree_of_folders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
