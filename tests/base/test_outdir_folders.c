/* Outputs in folders of the output folder: made with the commit, removed when they are empty, and never through a link. */
#include "output_folder.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static void put_below(const char *name, const char *text)
{
    struct outdir *out;
    struct diag diag;
    if (!outdir_open(&out, folder, &diag) || !outdir_put(out, name, text, strlen(text), &diag) || !outdir_put(out, "list", "-", 1, &diag) ||
        !outdir_commit(out, &diag)) fail_msg("%s", diag.text);
    outdir_close(out);
}

static void a_name_may_lie_in_a_folder(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    struct stat st;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "a/x", "1", 1, &diag) && outdir_put(out, "b/x", "2", 1, &diag) && outdir_put(out, "x", "3", 1, &diag));
    outdir_private(out, "b/x");
    assert_null(outdir_stage(out, "a/x", &diag));
    assert_true(outdir_has(out, "a/x") && outdir_has(out, "x") && !outdir_has(out, "a"));
    assert_int_equal(lstat(at("a"), &st), -1);         /* not before the commit */
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    assert_true(holds("a/x", "1") && holds("b/x", "2") && holds("x", "3"));
    assert_int_equal(lstat(at("b/x"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(files_in_folder(), 3);
}

/* So many are flushed by one call. */
static void many_files_come_together(void **state)
{
    (void)state;
    enum { FILES = 100 };
    struct outdir *out;
    struct diag diag;
    char name[32];
    assert_true(outdir_open(&out, folder, &diag));
    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "a/%d", i);
        assert_true(outdir_put(out, name, name, strlen(name), &diag));
        if (i % 2) outdir_private(out, name);
    }
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    for (int i = 0; i < FILES; i++) {
        struct stat st;
        snprintf(name, sizeof name, "a/%d", i);
        assert_true(holds(name, name));
        assert_int_equal(lstat(at(name), &st), 0);
        assert_int_equal((st.st_mode & 0777) == 0600, i % 2);
    }
    assert_int_equal(files_in_folder(), 1);
}

static void a_folder_goes_with_the_last_file_that_is_dropped(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    char sha256[DIGEST_HEX];
    digest_sha256("old", 3, sha256);
    put_below("a/x", "old");
    put_below("a/y", "old");
    assert_true(outdir_open(&out, folder, &diag) && outdir_put(out, "list", "-", 1, &diag));
    outdir_drop(out, "a/x", sha256);
    outdir_drop(out, "a/y", sha256);
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    assert_int_equal(files_in_folder(), 1);
}

/* Nothing is written or removed through a link in the place of such a folder. */
static void a_linked_folder_is_not_followed(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    char sha256[DIGEST_HEX];
    digest_sha256("old", 3, sha256);
    put_below("away/x", "old");
    assert_int_equal(symlink("away", at("a")), 0);
    assert_true(outdir_open(&out, folder, &diag) && outdir_put(out, "list", "-", 1, &diag));
    outdir_drop(out, "a/x", sha256);
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    assert_true(holds("away/x", "old"));
    assert_true(outdir_open(&out, folder, &diag) && outdir_put(out, "a/x", "new", 3, &diag));
    assert_false(outdir_commit(out, &diag));
    assert_non_null(strstr(diag.text, "符号链接"));
    outdir_close(out);
    assert_true(holds("away/x", "old"));
}

/* The same for folders in folders: made, emptied and removed from the inside out, and none of them may be a link. */
static void folders_lie_in_folders(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    char sha256[DIGEST_HEX];
    digest_sha256("old", 3, sha256);
    assert_true(outdir_open(&out, folder, &diag) && outdir_put(out, "a/b/c/x", "old", 3, &diag) && outdir_put(out, "a/y", "old", 3, &diag) && outdir_put(out, "list", "-", 1, &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    assert_true(holds("a/b/c/x", "old"));
    assert_true(outdir_open(&out, folder, &diag) && outdir_put(out, "list", "-", 1, &diag));
    outdir_drop(out, "a/b/c/x", sha256);
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    assert_true(access(at("a/b"), F_OK) && holds("a/y", "old"));
    assert_int_equal(mkdir(at("away"), 0777), 0);
    assert_int_equal(symlink("../away", at("a/b")), 0);
    assert_true(outdir_open(&out, folder, &diag) && outdir_put(out, "a/b/c/x", "new", 3, &diag));
    assert_false(outdir_commit(out, &diag));
    outdir_close(out);
    assert_true(access(at("away/c"), F_OK));
}

static void a_folder_that_cannot_be_made_leaves_none(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    struct stat st;
    FILE *f = fopen(at("b"), "wb");
    assert_non_null(f);
    fclose(f);
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "a/c/1", "1", 1, &diag));
    assert_true(outdir_put(out, "b/1", "1", 1, &diag));
    assert_false(outdir_commit(out, &diag));
    outdir_close(out);
    assert_int_not_equal(lstat(at("a"), &st), 0);
    assert_int_equal(files_in_folder(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_name_may_lie_in_a_folder), IN_FOLDER(many_files_come_together), IN_FOLDER(a_folder_goes_with_the_last_file_that_is_dropped),
        IN_FOLDER(a_linked_folder_is_not_followed), IN_FOLDER(folders_lie_in_folders), IN_FOLDER(a_folder_that_cannot_be_made_leaves_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
