/* Outputs appear whole or not at all, and never through a link. */
#include "base/outdir.h"
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <malloc.h>
#include <sys/stat.h>
#include <sys/wait.h>
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
    int n = -2;                                        /* . and .. */
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    while (readdir(dir)) n++;
    closedir(dir);
    return n;
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

/* ---- files in a folder of the output folder ---- */

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

/* ---- the lock ---- */

static bool no_locks;                                  /* a file system without locks */
int __real_flock(int fd, int how);
int __wrap_flock(int fd, int how);
int __wrap_flock(int fd, int how)
{
    if (!no_locks) return __real_flock(fd, how);
    errno = ENOLCK;
    return -1;
}

static void without_locks_it_says_so_and_sweeps_nothing(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    bool matters = false;
    assert_int_equal(mkdir(at(".nianbao-abcdef"), 0700), 0);
    no_locks = true;
    bool ok = outdir_open(&out, folder, &diag) && outdir_put(out, "a", "1", 1, &diag) && outdir_commit(out, &diag);
    no_locks = false;
    assert_true(ok);
    assert_non_null(strstr(outdir_note_at(out, 0, &matters), "不能加锁"));
    assert_true(matters);
    outdir_close(out);
    assert_int_equal(files_in_folder(), 2);
}

/* Runs that write a folder and other files in its parent do not block each other; two runs for the same file do. */
static void each_file_has_a_lock_of_its_own(void **state)
{
    (void)state;
    struct outdir *whole, *one, *two;
    struct diag diag;
    assert_true(outdir_open(&whole, folder, &diag));
    assert_true(outdir_open_for(&one, folder, NULL, "one", &diag));
    assert_true(outdir_open_for(&two, folder, NULL, "two", &diag));
    assert_true(outdir_put(whole, "a", "1", 1, &diag) && outdir_put(one, "one", "1", 1, &diag) && outdir_put(two, "two", "2", 1, &diag));
    assert_true(outdir_commit(one, &diag) && outdir_commit(whole, &diag) && outdir_commit(two, &diag));
    outdir_close(whole);
    outdir_close(two);
    outdir_close(one);
    assert_true(holds("a", "1") && holds("one", "1") && holds("two", "2"));
    assert_int_equal(files_in_folder(), 3);
}

/* A fork that ends early must not take away what its parent has staged. */
static void a_fork_clears_nothing(void **state)
{
    (void)state;
    struct outdir *out;
    struct diag diag;
    int status;
    assert_true(outdir_open(&out, folder, &diag) && outdir_put(out, "a", "1", 1, &diag));
    pid_t child = fork();
    if (!child) {
        outdir_discard_all();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
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

/* ---- a signal at each allocation and release: the list that the handler walks is whole ---- */

static int moment;                                     /* calls until the signal comes; 0 = never */

static void pass_moment(void)
{
    if (!moment || --moment) return;
    outdir_discard_all();
    if (files_in_folder() != 1) _exit(1);              /* the file of the run before */
    raise(SIGKILL);
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void __real_free(void *p);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void __wrap_free(void *p);

void *__wrap_malloc(size_t n)
{
    pass_moment();
    return __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
    pass_moment();
    return __real_calloc(n, size);
}

/* Freed memory is overwritten before the signal comes. */
void __wrap_free(void *p)
{
    if (moment && p) {
        memset(p, 0xDD, malloc_usable_size(p));
        pass_moment();
    }
    __real_free(p);
}

void *__wrap_realloc(void *p, size_t n)
{
    size_t had = p ? malloc_usable_size(p) : 0;
    void *q = __real_malloc(n);
    if (q && p) memcpy(q, p, had < n ? had : n);
    __wrap_free(p);
    return q;
}

static void stage_many(int when)
{
    struct outdir *one, *two;
    struct diag diag;
    char name[16];
    moment = when;
    bool ok = outdir_open(&one, folder, &diag) && outdir_open(&two, at("new/deep"), &diag);
    for (int i = 0; ok && i < 12; i++) {
        snprintf(name, sizeof name, "%d", i);
        ok = outdir_put(i % 2 ? one : two, name, "1", 1, &diag);
    }
    outdir_close(one);
    outdir_close(two);
    moment = 0;
    _exit(ok ? 42 : 1);
}

static void a_signal_at_any_moment_finds_whole_lists(void **state)
{
    (void)state;
    int status = 0, when = 0;
    FILE *f = fopen(at("old"), "wb");
    fclose(f);
    do {
        fflush(NULL);
        when++;
        pid_t child = fork();
        if (!child) stage_many(when);
        assert_int_equal(waitpid(child, &status, 0), child);
    } while (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 42);
    assert_true(when > 100);
}

static void names_are_made_safe(void **state)
{
    (void)state;
    static const struct { const char *from, *to; } names[] = {
        {"江州市局", "江州市局"}, {"a/b", "a_b"}, {"..", "__"}, {".x", "_x"}, {"a.b", "a.b"}, {"a\tb", "a_b"}, {"", "_"},
        {"a:b", "a_b"}, {"a\\b*?\"<>|", "a_b______"}, {"x.", "x_"}, {"x. .", "x___"}, {"é", "\u00E9"}, {"e\u0301", "\u00E9"}, {"\xFF", "_"}, {"a\u202Eb\uFEFF", "a_b_"},
        {"CON", "_CON"}, {"con.txt", "_con.txt"}, {"Nul .a.b", "_Nul .a.b"}, {"COM1", "_COM1"}, {"lpt\u00B9.x", "_lpt\u00B9.x"}, {"COM", "COM"},
        {"COM10", "COM10"}, {"CONS", "CONS"}, {"局CON", "局CON"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *safe = outdir_safe_name(names[i].from);
        assert_string_equal(safe, names[i].to);
        free(safe);
    }
    char longest[400] = "";
    for (int i = 0; i < 100; i++) memcpy(longest + 3 * i, "局", 4);
    static const char *const alike[][2] = {{"HD-a", "hd-A"}, {"\u00E9", "E\u0301"}, {"stra\u00DFe", "STRASSE"}, {"\u03A9", "\u2126"}, {"a\xFF", "a\xFF"}};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        char *one = outdir_folded_name(alike[i][0]), *two = outdir_folded_name(alike[i][1]);
        assert_string_equal(one, two);
        free(one);
        free(two);
    }
    char *safe = outdir_safe_name(longest);
    assert_int_equal(strlen(safe), 198);
    free(safe);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(names_come_with_the_commit), IN_FOLDER(what_is_not_committed_leaves_no_trace), IN_FOLDER(a_link_is_replaced_not_followed),
        IN_FOLDER(private_files_are_for_the_owner_alone), IN_FOLDER(staged_files_have_their_names_in_a_folder_of_their_own),
        IN_FOLDER(a_name_may_lie_in_a_folder), IN_FOLDER(many_files_come_together), IN_FOLDER(a_folder_goes_with_the_last_file_that_is_dropped), IN_FOLDER(a_linked_folder_is_not_followed), IN_FOLDER(folders_lie_in_folders),
        IN_FOLDER(without_locks_it_says_so_and_sweeps_nothing), IN_FOLDER(each_file_has_a_lock_of_its_own), IN_FOLDER(a_fork_clears_nothing),
        IN_FOLDER(a_change_after_the_rename_is_seen), IN_FOLDER(only_what_is_as_listed_is_dropped),
        IN_FOLDER(a_folder_that_cannot_be_made_leaves_none),
        IN_FOLDER(a_folder_in_the_way_stops_before_the_first_name), IN_FOLDER(a_signal_at_any_moment_finds_whole_lists),
        cmocka_unit_test(names_are_made_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
