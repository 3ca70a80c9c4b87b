/* A signal at each allocation and release: the list of staged files that the handler walks is whole, and nothing of the run is left. */
#include "output_folder.h"
#include <malloc.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_signal_at_any_moment_finds_whole_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
