/* Outputs of several runs: each file has one writer, and one run may take away the parents that it had made while another makes its own. */
#include "output_folder.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

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

/* ---- runs at the same time, in folders that lie side by side ---- */

enum { RUNS = 4, TIMES = 300 };

/* Opens and gives up many times; returns how often that failed. */
static int run(const char *base, int number)
{
    char below[32];
    int failed = 0;
    snprintf(below, sizeof below, "2025/%d", number);
    for (int i = 0; i < TIMES; i++) {
        struct outdir *out;
        struct diag diag;
        if (outdir_open_below(&out, base, below, &diag)) outdir_close(out);
        else if (!failed++) fprintf(stderr, "%s\n", diag.text);
    }
    return failed > 100 ? 100 : failed;
}

static void parents_of_another_run_may_go(void **state)
{
    (void)state;
    pid_t runs[RUNS];
    char base[512];
    snprintf(base, sizeof base, "%s", at("out/年报"));
    struct outdir *held = outdir_hold(base);
    for (int i = 0; i < RUNS; i++) {
        runs[i] = fork();
        assert_true(runs[i] >= 0);
        if (!runs[i]) _exit(run(base, i));
    }
    for (int i = 0; i < RUNS; i++) {
        int status;
        assert_int_equal(waitpid(runs[i], &status, 0), runs[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    outdir_close(held);
    assert_int_equal(files_in_folder(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(without_locks_it_says_so_and_sweeps_nothing), IN_FOLDER(each_file_has_a_lock_of_its_own), IN_FOLDER(a_fork_clears_nothing),
        IN_FOLDER(parents_of_another_run_may_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
