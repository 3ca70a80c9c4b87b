#include "base/progress.h"
#include "base/characters.h"
#include "base/say.h"
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* An alarm comes after a second, and from then on a tenth of a second behind each line that was drawn: until it comes, words are only
 * noted. While the program prints, or has begun a line that it has not ended, nothing is drawn. What the alarm calls allocates nothing. */
static const char erase[] = "\r\033[K";
enum { WORDS = 64, LINE = 512, SECOND = 1000000, REST = SECOND / 10 };
enum stage_kind { STAGE_ALONE, STAGE_COUNTED, STAGE_ROWS };
struct stage { enum stage_kind kind; char what[WORDS]; uint64_t done, all; };
struct progress_line { struct stage part, now; };
static struct progress_line lines[2];                           /* one may be drawn while the other is written */
static volatile sig_atomic_t current, on, resting, shown, fresh, busy;
static size_t width;

/* ---- drawing ---- */

static void put(const char *bytes, size_t n)
{
    if (write(STDERR_FILENO, bytes, n) < 0) on = 0;    /* the terminal is gone; what the program prints fails as well */
}

struct drawn { char bytes[LINE]; size_t n, columns; };
static struct drawn last;

static void add(struct drawn *d, const char *words)
{
    for (size_t i = 0, n = strlen(words), used; i < n; i += used) {
        uint32_t c;
        used = utf8_next(words + i, n - i, &c);
        size_t columns = utf8_columns(c);
        if (character_of(c) != CHARACTER_PLAIN) continue;   /* a word of the data must not move the cursor */
        if (d->columns + columns >= width || d->n + used > sizeof d->bytes) {
            d->columns = width;                        /* nothing behind it fits */
            return;
        }
        memcpy(d->bytes + d->n, words + i, used);
        d->n += used;
        d->columns += columns;
    }
}

static void add_number(struct drawn *d, uint64_t number)
{
    char digits[24], *p = digits + sizeof digits - 1;
    *p = 0;
    do *--p = (char)('0' + number % 10);
    while (number /= 10);
    add(d, p);
}

static void add_stage(struct drawn *d, const struct stage *s)
{
    add(d, s->what);
    add(d, s->kind == STAGE_ALONE ? "……" : " ");
    if (s->kind != STAGE_ALONE) add_number(d, s->done);
    if (s->kind == STAGE_ROWS) add(d, " 行");
    if (s->kind == STAGE_COUNTED) add(d, " / ");
    if (s->kind == STAGE_COUNTED) add_number(d, s->all);
}

static void set_alarm(long microseconds)
{
    const struct itimerval alarm = {.it_value = {.tv_sec = microseconds / SECOND, .tv_usec = microseconds % SECOND}};
    setitimer(ITIMER_REAL, &alarm, NULL);              /* counts time that passes, whatever the clock is set to */
}

static void draw(void)
{
    const struct progress_line *line = &lines[current];
    struct drawn d = {.n = 0};
    if (!on || resting || busy || !fresh || !*line->now.what) return;
    if (*line->part.what) {
        add_stage(&d, &line->part);
        add(&d, "，");
    }
    add_stage(&d, &line->now);
    fresh = 0;
    if (shown && d.n == last.n && !memcmp(d.bytes, last.bytes, d.n)) return;
    put(erase, sizeof erase - 1);
    put(d.bytes, d.n);
    last = d;
    shown = resting = 1;
    set_alarm(REST);
}

static void rub_out(void)
{
    if (shown) put(erase, sizeof erase - 1);
    fresh = fresh || shown;
    shown = 0;
}

static void on_alarm(int number)
{
    const int error = errno;                           /* of the call that the alarm came behind */
    (void)number;
    resting = 0;
    draw();
    errno = error;
}

static void before_words(void)
{
    busy = 1;
    rub_out();
}

static void after_words(bool ended)
{
    busy = !ended;
    if (busy || !on || resting) return;
    resting = 1;
    set_alarm(REST);                                   /* the line comes back while the stage goes on */
}

/* ---- what is noted ---- */

void progress_begin(size_t columns)
{
    struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
    if (!columns || sigaction(SIGALRM, &action, NULL)) return;
    say_around(before_words, after_words);
    width = columns;
    on = resting = 1;
    set_alarm(SECOND);
}

static struct stage stage_of(enum stage_kind kind, const char *what, uint64_t done, uint64_t all)
{
    struct stage s = {.kind = kind, .done = done, .all = all};
    memcpy(s.what, what, strnlen(what, sizeof s.what - 1));
    return s;
}

static void note(const struct progress_line *next)
{
    lines[!current] = *next;
    current = !current;
    fresh = 1;
    draw();
}

static void note_stage(enum stage_kind kind, const char *what, uint64_t done, uint64_t all)
{
    if (!on) return;
    const struct progress_line next = {lines[current].part, stage_of(kind, what, done, all)};
    note(&next);
}

void progress_show(const char *what) { note_stage(STAGE_ALONE, what, 0, 0); }
void progress_count(const char *what, size_t done, size_t all) { note_stage(STAGE_COUNTED, what, done, all); }

void progress_rows(const char *what, const char *of, int64_t rows)
{
    enum { ONE_IN = 4096 };
    char words[WORDS];
    if (!on || rows % ONE_IN) return;
    snprintf(words, sizeof words, "%s%s", what, of);
    note_stage(STAGE_ROWS, words, (uint64_t)rows, 0);
}

void progress_part(const char *what, size_t done, size_t all)
{
    if (!on) return;
    const struct progress_line next = {stage_of(STAGE_COUNTED, all < 2 ? "" : what, done, all), lines[current].now};
    note(&next);
}

void progress_end(void)
{
    if (!on) return;
    set_alarm(0);
    on = 0;
    rub_out();
}

void progress_leave(void) { on = shown = 0; }
