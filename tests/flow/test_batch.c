/* Jobs that run side by side print the same and end the same as jobs that run one after another. */
#include "flow/batch.h"
#include "base/say.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { JOBS = 6, KILLED = 3 };

/* The earlier ones take longer. */
static int job(void *context, size_t i)
{
    const char *word = context;
    usleep((useconds_t)(JOBS - i) * 10000);
    say(stdout, "%s %zu\n", word, i);
    say(stderr, "said %zu\n", i);
    if (i == KILLED && !strcmp(word, "die")) fflush(NULL), raise(SIGKILL);
    return i == 1;
}

/* Runs the jobs; returns the text of stdout followed by that of stderr. */
static char *outcome(const char *word, int *worst)
{
    static char bytes[4096];
    struct diag diag = {0};
    char name[] = "Jobs", *context = memcpy(name, word, strlen(word) + 1);
    int streams[] = {STDOUT_FILENO, STDERR_FILENO}, old[2], kept[2];
    size_t n = 0;
    fflush(NULL);
    for (int i = 0; i < 2; i++) {
        FILE *f = tmpfile();
        assert_non_null(f);
        old[i] = dup(streams[i]);
        kept[i] = dup(fileno(f));
        dup2(kept[i], streams[i]);
        fclose(f);
    }
    int codes[JOBS];
    bool ok = batch_run(JOBS, job, context, codes, &diag);
    for (int i = 0; i < JOBS; i++)
        if (codes[i] > *worst) *worst = codes[i];
    fflush(NULL);
    for (int i = 0; i < 2; i++) {
        dup2(old[i], streams[i]);
        close(old[i]);
        lseek(kept[i], 0, SEEK_SET);
        ssize_t got = read(kept[i], bytes + n, sizeof bytes - 1 - n);
        if (got > 0) n += (size_t)got;
        close(kept[i]);
    }
    bytes[n] = 0;
    if (!ok) fail_msg("%s", diag.text);
    return bytes;
}

static void shows_jobs_in_their_order(void **state)
{
    (void)state;
    int worst = -1;
    assert_string_equal(outcome("job", &worst), "job 0\njob 1\njob 2\njob 3\njob 4\njob 5\nsaid 0\nsaid 1\nsaid 2\nsaid 3\nsaid 4\nsaid 5\n");
    assert_int_equal(worst, 1);
}

static void tells_of_a_killed_job(void **state)
{
    (void)state;
    int worst = -1;
    assert_string_equal(outcome("die", &worst), "die 0\ndie 1\ndie 2\ndie 3\ndie 4\ndie 5\nsaid 0\nsaid 1\nsaid 2\nsaid 3\nnianbao: 处理中断（信号 9）\nsaid 4\nsaid 5\n");
    assert_int_equal(worst, DIAG_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shows_jobs_in_their_order), cmocka_unit_test(tells_of_a_killed_job)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
