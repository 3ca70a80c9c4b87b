/* The line on a terminal: each job is a child whose stderr is a terminal of its own. Time is the test's own, and the alarm comes when the
 * test says that it has passed; whole/progress.py waits for the system's. */
#include "base/progress.h"
#include "base/say.h"
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#define ERASE "\r\033[K"

enum { MILLISECOND = 1000 };
static volatile long time_now, alarm_at;               /* microseconds; 0 = no alarm is set. raise() counts as a call that does not come back here */

int __wrap_setitimer(int which, const struct itimerval *new, struct itimerval *old);
int __wrap_setitimer(int which, const struct itimerval *new, struct itimerval *old)
{
    long after = new->it_value.tv_sec * 1000 * MILLISECOND + new->it_value.tv_usec;
    if (which != ITIMER_REAL || old || new->it_interval.tv_sec || new->it_interval.tv_usec) _exit(1);
    alarm_at = after ? time_now + after : 0;
    return 0;
}

static void pass(int milliseconds)
{
    const long until = time_now + (long)milliseconds * MILLISECOND;
    while (alarm_at && alarm_at <= until) {
        time_now = alarm_at;
        alarm_at = 0;
        raise(SIGALRM);
    }
    time_now = until;
}

static const char *seen_of(void (*job)(void))
{
    static char seen[65536];
    size_t n = 0;
    int ours, theirs, status;
    assert_int_equal(openpty(&ours, &theirs, NULL, NULL, NULL), 0);
    pid_t child = fork();
    if (!child) {
        dup2(theirs, STDERR_FILENO);
        close(ours);
        close(theirs);
        job();
        _exit(0);
    }
    close(theirs);
    for (ssize_t got; n < sizeof seen - 1 && (got = read(ours, seen + n, sizeof seen - 1 - n)) > 0;) n += (size_t)got;
    seen[n] = 0;
    close(ours);
    assert_int_equal(waitpid(child, &status, 0), child);
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
    pass(300);
    progress_end();
}

static void slow(void)
{
    progress_begin(80);
    progress_show("统计");
    pass(1300);
    progress_end();
    pass(200);
}

static void printing(void)
{
    progress_begin(80);
    progress_show("统计");
    pass(1300);
    say(stderr, "一行\n");
    pass(300);
    say(stderr, "没有完的");
    pass(300);
    say(stderr, "一行\n");
    progress_end();
}

/* Ten lines a second at the most, of a million rows; only whole thousands are said. */
static void rows(void)
{
    progress_begin(80);
    pass(950);
    for (int64_t i = 1; i <= 200; i++) {
        progress_rows("读入", "申请登记", i * 2048);
        pass(5);
    }
    progress_end();
}

static void parts(void)
{
    progress_begin(80);
    progress_part("机关", 1, 1);
    progress_part("机关", 3, 40);
    progress_count("核对", 17, 255);
    pass(1200);
    progress_part("", 0, 0);
    pass(300);
    progress_rows("读入", "\033[2J\u202e办理", 8192);
    pass(300);
    progress_end();
}

static void narrow(void)
{
    progress_begin(11);
    progress_show("一二三四五六七八");
    pass(1200);
    progress_end();
}

static void no_terminal(void)
{
    progress_begin(0);
    progress_show("统计");
    pass(1200);
    say(stderr, "一行\n");
    progress_end();
}

static void left(void)
{
    progress_begin(80);
    progress_show("统计");
    pass(1200);
    progress_leave();
    progress_show("再统计");
    say(stderr, "一行\n");
    progress_end();
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
    assert_int_equal(lines_in(seen), 10);              /* of a hundred that were noted */
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
    return cmocka_run_group_tests(tests, NULL, NULL);
}
