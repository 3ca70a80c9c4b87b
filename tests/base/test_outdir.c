/* Outputs appear whole or not at all, and never through a link; what a run before has left goes only as it was listed. */
#include "output_folder.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

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

static void private_files_are_for_the_owner_alone(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    struct stat st;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "list", "1", 1, &diag) && outdir_put(out, "a", "1", 1, &diag));
    outdir_private(out, "list");
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    assert_int_equal(lstat(at("list"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(lstat(at("a"), &st), 0);
    assert_int_not_equal(st.st_mode & 0777, 0600);
}

static void staged_files_have_their_names_in_a_folder_of_their_own(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    struct stat st;
    assert_true(outdir_open(&out, folder, &diag));
    const char *staged = outdir_stage(out, "a.xlsx", &diag);
    char *slash = strrchr(staged, '/'), dir[512], scratch[600];
    assert_string_equal(slash, "/a.xlsx");
    snprintf(dir, sizeof dir, "%.*s", (int)(slash - staged), staged);
    assert_int_equal(lstat(dir, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_null(outdir_stage(out, "a.xlsx", &diag));
    snprintf(scratch, sizeof scratch, "%s/scratch", dir);
    fclose(fopen(scratch, "wb"));
    fclose(fopen(staged, "wb"));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    assert_int_equal(files_in_folder(), 1);
}

/* ---- after the renames ---- */

static bool spoils;                                    /* another program writes as soon as a file has its name */
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
    int rc = __real_rename(from, to);
    FILE *f = spoils && !rc ? fopen(to, "wb") : NULL;
    if (f) fputs("other", f), fclose(f);
    return rc;
}

static void a_change_after_the_rename_is_seen(void **state)
{
    (void)state;
    static const char *const bytes[] = {"these", "more than those"};   /* of the same size as the other program's file, and of another */
    for (size_t i = 0; i < 2; i++) {
        struct outdir *out;
        struct diag diag;
        struct digests digests;
        assert_true(outdir_open(&out, folder, &diag) && outdir_put(out, "a", bytes[i], strlen(bytes[i]), &diag) && outdir_digest(out, 0, &digests, &diag));
        spoils = true;
        bool ok = outdir_commit(out, &diag);
        spoils = false;
        outdir_close(out);
        assert_false(ok);
        assert_int_equal(diag.kind, DIAG_SYSTEM);
        assert_non_null(strstr(diag.text, "写好以后又变了"));
    }
}

/* ---- files of the run before ---- */

static void only_what_is_as_listed_is_dropped(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    char sha256[DIGEST_HEX];
    bool matters;
    digest_sha256("old", 3, sha256);
    assert_true(outdir_open(&out, folder, &diag) && outdir_put(out, "old", "old", 3, &diag) && outdir_put(out, "mine", "new", 3, &diag) && outdir_commit(out, &diag));
    outdir_close(out);
    assert_true(outdir_open(&out, folder, &diag));
    outdir_drop(out, "mine", sha256);
    outdir_drop(out, "mine", sha256);
    outdir_drop(out, "old", "another");
    outdir_drop(out, "old", sha256);
    outdir_drop(out, "nowhere", sha256);
    assert_true(holds("old", "old"));
    assert_true(outdir_commit(out, &diag));
    assert_true(holds("mine", "new"));
    assert_int_equal(files_in_folder(), 3);            /* the file `mine`, the lock and the staging folder */
    assert_non_null(strstr(outdir_note_at(out, 0, &matters), "删去"));
    assert_false(matters);
    assert_non_null(strstr(outdir_note_at(out, 1, &matters), "没有删"));
    assert_true(matters);
    assert_null(outdir_note_at(out, 2, &matters));
    outdir_close(out);
    assert_int_equal(files_in_folder(), 1);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(names_come_with_the_commit), IN_FOLDER(what_is_not_committed_leaves_no_trace), IN_FOLDER(a_link_is_replaced_not_followed),
        IN_FOLDER(private_files_are_for_the_owner_alone), IN_FOLDER(staged_files_have_their_names_in_a_folder_of_their_own),
        IN_FOLDER(a_change_after_the_rename_is_seen), IN_FOLDER(only_what_is_as_listed_is_dropped),
        IN_FOLDER(a_folder_in_the_way_stops_before_the_first_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
