/* Limits on input from outside: files, YAML trees, messages, lists of problems. */
#include "base/file.h"
#include "base/problem.h"
#include "base/text.h"
#include "base/yaml.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = "/tmp/bounds-XXXXXX";

static const char *path(const char *name)
{
    static char p[64];
    snprintf(p, sizeof p, "%s/%s", folder, name);
    return p;
}

static const char *put(const char *name, const char *text)
{
    FILE *f = fopen(path(name), "wb");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return path(name);
}

static void only_regular_files_of_known_size_are_opened(void **state)
{
    (void)state;
    struct diag diag;
    FILE *f = NULL;
    assert_true(file_open(&f, put("a", "1234"), 4, &diag));
    assert_int_equal(fgetc(f), '1');
    fclose(f);
    assert_false(file_open(&f, path("a"), 3, &diag));
    assert_non_null(strstr(diag.text, "过大"));
    assert_int_equal(mkfifo(path("pipe"), 0600), 0);
    assert_false(file_open(&f, path("pipe"), FILE_ANY_SIZE, &diag));
    assert_non_null(strstr(diag.text, "不是普通文件"));
    assert_false(file_check("/dev/zero", FILE_ANY_SIZE, &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    assert_false(file_open(&f, folder, FILE_ANY_SIZE, &diag));
    assert_non_null(strstr(diag.text, "是文件夹"));
    assert_false(file_open(&f, path("none"), FILE_ANY_SIZE, &diag));
    assert_non_null(strstr(diag.text, "不存在"));
    unlink(path("a"));
    unlink(path("pipe"));
}

static void expect_yaml(const char *text, const char *fault)
{
    struct diag diag = {0};
    struct yaml *y = NULL;
    bool ok = yaml_load(&y, put("a.yaml", text), &diag);
    if (ok) yaml_close(y);
    if (ok == (fault == NULL) && (ok || strstr(diag.text, fault))) return;
    fail_msg("%s: %s", text, diag.text);
}

static void yaml_trees_end(void **state)
{
    (void)state;
    struct text t = {0};
    expect_yaml("a: &x [1, 2]\nb: *x\nc: [*x, *x]\n", NULL);
    expect_yaml("a: &x [*x]\n", "层次过深");
    expect_yaml("&x {a: {b: *x}}\n", "层次过深");
    expect_yaml("{a: 1, b: 2, a: 3}\n", "写了两次");
    text_add(&t, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
        text_printf(&t, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++) text_printf(&t, "%s*a%d", k ? ", " : "", i - 1);
        text_add(&t, "]\n");
    }
    expect_yaml(text_get(&t), "内容过多");
    for (int depth = YAML_MAX_DEPTH - 1; depth <= YAML_MAX_DEPTH; depth++) {
        text_clear(&t);
        for (int i = 0; i < depth; i++) text_add_char(&t, '[');
        text_add_char(&t, 'x');
        for (int i = 0; i < depth; i++) text_add_char(&t, ']');
        expect_yaml(text_get(&t), depth < YAML_MAX_DEPTH ? NULL : "层次过深");
    }
    text_clear(&t);
    for (size_t i = 0; i <= YAML_MAX_BYTES; i++) text_add_char(&t, '#');
    expect_yaml(text_get(&t), "过大");
    text_release(&t);
    unlink(path("a.yaml"));
}

static void messages_are_cut_between_characters(void **state)
{
    (void)state;
    struct diag diag;
    char wide[3000];
    for (size_t i = 0; i < sizeof wide - 1; i++) wide[i] = "字"[i % 3];
    wide[sizeof wide - 1] = 0;
    for (int shift = 0; shift < 3; shift++) {
        assert_false(diag_fail(&diag, DIAG_INPUT, "%.*s%s", shift, "xyz", wide));
        assert_true(utf8_valid(diag.text, strlen(diag.text), NULL));
        assert_true(strlen(diag.text) > sizeof diag.text - 5);
    }
    char whole[] = "完", cut[] = "a\xE5\xAD", four[] = "a\xF0\xA0\x80\x80";
    utf8_drop_cut(whole);
    utf8_drop_cut(cut);
    utf8_drop_cut(four);
    assert_string_equal(whole, "完");
    assert_string_equal(cut, "a");
    assert_string_equal(four, "a\xF0\xA0\x80\x80");
}

static void problems_are_bounded_and_counted(void **state)
{
    (void)state;
    struct problems all = {0};
    for (int i = 0; i < PROBLEMS_OF_ONE_ID + 500; i++)
        problems_add(&all, &(struct problem){.id = "A01", .line = i + 1, .value = "\x1Bx", .lost = true, .refuses = i % 2});
    problems_add(&all, &(struct problem){.id = "A02", .line = 7});
    assert_int_equal(all.n, PROBLEMS_OF_ONE_ID + 2);
    assert_int_equal(all.lost, PROBLEMS_OF_ONE_ID + 500);
    assert_int_equal(all.refusing, (PROBLEMS_OF_ONE_ID + 500) / 2);
    assert_string_equal(all.list[0].value, "␛x");
    assert_non_null(strstr(all.list[PROBLEMS_OF_ONE_ID].text, "只列出前"));
    assert_string_equal(all.list[PROBLEMS_OF_ONE_ID + 1].id, "A02");
    problems_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_regular_files_of_known_size_are_opened), cmocka_unit_test(yaml_trees_end),
        cmocka_unit_test(messages_are_cut_between_characters), cmocka_unit_test(problems_are_bounded_and_counted),
    };
    if (!mkdtemp(folder)) return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
