#include "base/progress.h"
#include "base/say.h"
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

/* The line on a terminal of its own: each test is a child whose stderr it is. */

#define ERASE "\r\033[K"

static void pass(double seconds)
{
    struct timespec left = {.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9)};
    while (nanosleep(&left, &left)) continue;
}

/* All of them begin at once, for each waits for its second. */
struct terminal { void (*job)(void); int ours; pid_t child; };

static void begin(struct terminal *t)
{
    int theirs;
    assert_int_equal(openpty(&t->ours, &theirs, NULL, NULL, NULL), 0);
    t->child = fork();
    if (!t->child) {
        dup2(theirs, STDERR_FILENO);
        close(t->ours);
        close(theirs);
        t->job();
        _exit(0);
    }
    close(theirs);
}

static struct terminal *terminal_of(void (*job)(void));

static const char *seen_of(void (*job)(void))
{
    static char seen[65536];
    struct terminal *t = terminal_of(job);
    size_t n = 0;
    int status;
    for (ssize_t got; n < sizeof seen - 1 && (got = read(t->ours, seen + n, sizeof seen - 1 - n)) > 0;) n += (size_t)got;
    seen[n] = 0;
    close(t->ours);
    assert_int_equal(waitpid(t->child, &status, 0), t->child);
    assert_int_equal(status, 0);
    return seen;
}

static size_t lines_in(const char *seen)
{
    size_t n = 0;
    for (const char *p = seen; (p = strstr(p, ERASE)); p += strlen(ERASE)) n += p[strlen(ERASE)] && p[strlen(ERASE)] != '\r';
    return n;
}

static void quick(void)
{
    progress_begin(80);
    progress_show("统计");
    pass(0.3);
    progress_end();
}

static void slow(void)
{
    progress_begin(80);
    progress_show("统计");
    pass(1.3);
    progress_end();
    pass(0.2);
}

static void printing(void)
{
    progress_begin(80);
    progress_show("统计");
    pass(1.3);
    say(stderr, "一行\n");
    pass(0.3);
    say(stderr, "没有完的");
    pass(0.3);
    say(stderr, "一行\n");
    progress_end();
}

/* Ten lines a second at the most, of a million rows; only whole thousands are said. */
static void rows(void)
{
    progress_begin(80);
    pass(0.95);
    for (int64_t i = 1; i <= 200; i++) {
        progress_rows("读入", "申请登记", i * 2048);
        pass(0.005);
    }
    progress_end();
}

static void parts(void)
{
    progress_begin(80);
    progress_part("机关", 1, 1);
    progress_part("机关", 3, 40);
    progress_count("核对", 17, 255);
    pass(1.2);
    progress_part("", 0, 0);
    pass(0.3);
    progress_rows("读入", "\033[2J\u202e办理", 8192);
    pass(0.3);
    progress_end();
}

static void narrow(void)
{
    progress_begin(11);
    progress_show("一二三四五六七八");
    pass(1.2);
    progress_end();
}

static void no_terminal(void)
{
    progress_begin(0);
    progress_show("统计");
    pass(1.2);
    say(stderr, "一行\n");
    progress_end();
}

static void left(void)
{
    progress_begin(80);
    progress_show("统计");
    pass(1.2);
    progress_leave();
    progress_show("再统计");
    say(stderr, "一行\n");
    progress_end();
}

static struct terminal terminals[] = {{quick, 0, 0}, {slow, 0, 0}, {printing, 0, 0}, {rows, 0, 0}, {parts, 0, 0}, {narrow, 0, 0}, {no_terminal, 0, 0}, {left, 0, 0}};
enum { TERMINALS = sizeof terminals / sizeof *terminals };

static struct terminal *terminal_of(void (*job)(void))
{
    size_t i = 0;
    while (terminals[i].job != job) i++;
    return &terminals[i];
}

static int begin_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < TERMINALS; i++) begin(&terminals[i]);
    return 0;
}

static void comes_after_a_second(void **state)
{
    (void)state;
    assert_string_equal(seen_of(quick), "");
    assert_string_equal(seen_of(slow), ERASE "统计……" ERASE);
    assert_string_equal(seen_of(no_terminal), "一行\r\n");
    assert_string_equal(seen_of(left), ERASE "统计……一行\r\n");
}

static void makes_room(void **state)
{
    (void)state;
    assert_string_equal(seen_of(printing), ERASE "统计……" ERASE "一行\r\n" ERASE "统计……" ERASE "没有完的一行\r\n");
}

static void is_drawn_seldom(void **state)
{
    (void)state;
    const char *seen = seen_of(rows), *first = strstr(seen, " 行");
    assert_non_null(first);
    assert_in_range(lines_in(seen), 2, 40);            /* about ten on an idle machine, and of a hundred that were noted */
    for (const char *p = seen; (p = strstr(p, "读入申请登记 ")); p++) assert_int_equal(strtol(p + strlen("读入申请登记 "), NULL, 10) % 4096, 0);
}

static void says_parts(void **state)
{
    (void)state;
    assert_string_equal(seen_of(parts), ERASE "机关 3 / 40，核对 17 / 255" ERASE "核对 17 / 255" ERASE "读入[2J办理 8192 行" ERASE);
}

static void fits_the_terminal(void **state)
{
    (void)state;
    assert_string_equal(seen_of(narrow), ERASE "一二三四五" ERASE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_after_a_second), cmocka_unit_test(makes_room), cmocka_unit_test(is_drawn_seldom), cmocka_unit_test(says_parts),
        cmocka_unit_test(fits_the_terminal),
    };
    return cmocka_run_group_tests(tests, begin_all, NULL);
}
