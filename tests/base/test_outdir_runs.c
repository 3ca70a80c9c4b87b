/* Runs at the same time, in folders that lie side by side: one may take away the parents that it had made while another makes its own. */
#include "base/outdir.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

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
    char folder[] = "/tmp/nianbao-runs-XXXXXX", base[64];
    pid_t runs[RUNS];
    assert_non_null(mkdtemp(folder));
    snprintf(base, sizeof base, "%s/out/年报", folder);
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
    assert_int_equal(rmdir(folder), 0);                /* nothing is left in it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(parents_of_another_run_may_go)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
