/* Outputs appear whole or not at all, and never through a link. */
#include "base/outdir.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    strncpy(folder, "/tmp/nianbao-out-XXXXXX", sizeof folder - 1);
    return mkdtemp(folder) ? 0 : 1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static const char *at(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static bool holds(const char *name, const char *text)
{
    char bytes[64] = "";
    FILE *f = fopen(at(name), "rb");
    if (!f) return false;
    size_t n = fread(bytes, 1, sizeof bytes - 1, f);
    fclose(f);
    return n == strlen(text) && !memcmp(bytes, text, n);
}

static int files_in_folder(void)
{
    char command[128], count[16] = "";
    snprintf(command, sizeof command, "ls -A '%s' | wc -l", folder);
    FILE *f = popen(command, "r");
    assert_non_null(fgets(count, sizeof count, f));
    pclose(f);
    return (int)strtol(count, NULL, 10);
}

static void names_come_with_the_commit(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "a", "1", 1, &diag));
    assert_false(holds("a", "1"));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    assert_true(holds("a", "1"));
    assert_int_equal(files_in_folder(), 1);
}

static void what_is_not_committed_leaves_no_trace(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "a", "old", 3, &diag) && outdir_commit(out, &diag));
    outdir_close(out);
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "a", "new", 3, &diag));
    outdir_close(out);
    assert_true(holds("a", "old"));
    assert_int_equal(files_in_folder(), 1);
}

static void a_link_is_replaced_not_followed(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    struct stat st;
    char target[512];
    snprintf(target, sizeof target, "%s", at("target"));
    FILE *f = fopen(target, "wb");
    fputs("mine", f);
    fclose(f);
    assert_int_equal(symlink(target, at("a")), 0);
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "a", "new", 3, &diag) && outdir_commit(out, &diag));
    outdir_close(out);
    assert_true(holds("target", "mine") && holds("a", "new"));
    assert_int_equal(lstat(at("a"), &st), 0);
    assert_true(S_ISREG(st.st_mode));
}

static void a_folder_in_the_way_stops_before_the_first_name(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    assert_int_equal(mkdir(at("b"), 0777), 0);
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "a", "1", 1, &diag) && outdir_put(out, "b", "1", 1, &diag));
    assert_false(outdir_commit(out, &diag));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
    outdir_close(out);
    assert_false(holds("a", "1"));
    assert_int_equal(files_in_folder(), 1);
}

static void names_are_made_safe(void **state)
{
    (void)state;
    static const struct { const char *from, *to; } names[] = {
        {"江州市局", "江州市局"}, {"a/b", "a_b"}, {"..", "__"}, {".x", "_x"}, {"a.b", "a.b"}, {"a\tb", "a_b"}, {"", "_"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *safe = outdir_safe_name(names[i].from);
        assert_string_equal(safe, names[i].to);
        free(safe);
    }
    char longest[400] = "";
    for (int i = 0; i < 100; i++) memcpy(longest + 3 * i, "局", 4);
    char *safe = outdir_safe_name(longest);
    assert_int_equal(strlen(safe), 198);
    free(safe);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(names_come_with_the_commit), IN_FOLDER(what_is_not_committed_leaves_no_trace), IN_FOLDER(a_link_is_replaced_not_followed),
        IN_FOLDER(a_folder_in_the_way_stops_before_the_first_name), cmocka_unit_test(names_are_made_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
