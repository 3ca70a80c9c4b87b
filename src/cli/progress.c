#include "cli/progress.h"
#include "cli/screen.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* The alarm comes once; the line is then shown, and anew with each stage. While the program prints, or has begun a line that it has not
 * ended, nothing is drawn. */
static const char erase[] = "\r\033[K";
enum { LINE = 160 };
static char lines[2][LINE];                            /* one is shown while the other is written */
static volatile sig_atomic_t current, on, due, shown, busy;

static void put(const char *bytes, size_t n)
{
    if (write(STDERR_FILENO, bytes, n) < 0) on = 0;    /* the terminal is gone; what the program prints fails as well */
}

static void draw(void)
{
    const char *line = lines[current];
    if (!on || !due || busy || !*line) return;
    put(erase, sizeof erase - 1);
    put(line, strlen(line));
    shown = 1;
}

static void rub_out(void)
{
    if (shown) put(erase, sizeof erase - 1);
    shown = 0;
}

static void on_alarm(int number)
{
    (void)number;
    due = 1;
    draw();
}

static void before_words(void)
{
    busy = 1;
    rub_out();
}

static void after_words(bool ended) { busy = !ended; }

void progress_begin(void)
{
    struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
    const struct itimerval second = {.it_value = {.tv_sec = 1}};
    if (!screen_is_terminal(stderr) || sigaction(SIGALRM, &action, NULL)) return;
    say_around(before_words, after_words);
    on = 1;
    setitimer(ITIMER_REAL, &second, NULL);             /* counts time that passes, whatever the clock is set to */
}

static void next_line(const char *format, const char *what, size_t done, size_t all)
{
    snprintf(lines[!current], LINE, format, what, done, all);
    if (shown && !strcmp(lines[0], lines[1])) return;
    current = !current;
    draw();
}

void progress_show(const char *what)
{
    if (on) next_line("%s……", what, 0, 0);
}

/* In steps of a hundredth: a line is not drawn more often. */
void progress_count(const char *what, size_t done, size_t all)
{
    enum { STEPS = 100 };
    bool between = done && done < all && done * STEPS / all == (done - 1) * STEPS / all;
    if (on && !between) next_line("%s %zu / %zu", what, done, all);
}

void progress_end(void)
{
    const struct itimerval never = {.it_value = {.tv_sec = 0}};
    if (!on) return;
    setitimer(ITIMER_REAL, &never, NULL);
    rub_out();
    on = 0;
}
