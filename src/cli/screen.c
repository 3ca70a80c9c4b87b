#include "cli/screen.h"
#include "base/memory.h"
#include "render/page/line_breaks.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct screen { bool terminal, colour, redraws; size_t width; };

static struct screen screens[2];                       /* of stdout and stderr */

static const struct screen *screen_of(const FILE *to)
{
    static const struct screen none;
    return to == stdout ? &screens[0] : to == stderr ? &screens[1] : &none;
}

static struct screen look(int fd)
{
    enum { USUAL = 80 };
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    struct winsize size = {0};
    struct screen s = {.terminal = isatty(fd) == 1};
    if (!s.terminal) return s;
    s.width = !ioctl(fd, TIOCGWINSZ, &size) && size.ws_col ? size.ws_col : USUAL;
    const bool dumb = terminal && !strcmp(terminal, "dumb");
    s.colour = !(no_colour && *no_colour) && !dumb;
    s.redraws = terminal && *terminal && !dumb;
    return s;
}

void screen_begin(void)
{
    screens[0] = look(STDOUT_FILENO);
    screens[1] = look(STDERR_FILENO);
}

bool screen_is_terminal(FILE *to) { return screen_of(to)->terminal; }
size_t screen_redraws(FILE *to) { return screen_of(to)->redraws ? screen_of(to)->width : 0; }

/* ---- lines ---- */

struct line_letters {
    uint32_t *chars;
    size_t *at;                                        /* by character, its first byte; [n] is the end */
    int *costs;                                        /* of ending a line behind it (line_breaks) */
    size_t n;
};

static struct line_letters line_letters_of(const char *words)
{
    size_t bytes = strlen(words), n = 0, at = 0;
    struct line_letters l = {memory_alloc((bytes + 1) * sizeof *l.chars), memory_alloc((bytes + 1) * sizeof *l.at),
                        memory_alloc((bytes + 1) * sizeof *l.costs), 0};
    for (; at < bytes; n++) {
        l.at[n] = at;
        at += utf8_next(words + at, bytes - at, &l.chars[n]);
    }
    l.at[n] = at;
    l.n = n;
    line_breaks(l.chars, n, l.costs);
    return l;
}

static void line_letters_release(struct line_letters *l)
{
    free(l->chars);
    free(l->at);
    free(l->costs);
}

/* Behind the last character of the line that begins at `from`. Blanks at its end need no room. */
static size_t line_end(const struct line_letters *l, size_t from, size_t room)
{
    size_t end = from, columns = 0;
    bool begun = false;
    for (size_t i = from; i < l->n; i++) {
        columns += utf8_columns(l->chars[i]);
        if (l->chars[i] != ' ' && columns > room && end > from) return end;
        begun = begun || l->chars[i] != ' ';
        if (begun && l->costs[i] <= BREAK_RELUCTANT) end = i + 1;
    }
    return l->n;
}

void screen_wrap(struct text *out, const char *words, size_t width, size_t hang)
{
    if (!width) {
        text_add(out, words);
        return;
    }
    if (hang > width / 2) hang = 0;
    struct line_letters l = line_letters_of(words);
    for (size_t from = 0, end; from < l.n; from = end) {
        end = line_end(&l, from, from ? width - hang : width);
        size_t last = end;
        while (last > from && l.chars[last - 1] == ' ') last--;
        text_add_n(out, words + l.at[from], l.at[last] - l.at[from]);
        while (end < l.n && l.chars[end] == ' ') end++;
        if (end == l.n) break;
        text_add_char(out, '\n');
        for (size_t i = 0; i < hang; i++) text_add_char(out, ' ');
    }
    line_letters_release(&l);
}

/* ---- printing ---- */

static size_t columns_of(const char *words)
{
    size_t columns = 0, n = strlen(words);
    uint32_t c;
    for (size_t at = 0; at < n; columns += utf8_columns(c)) at += utf8_next(words + at, n - at, &c);
    return columns;
}

void screen_command(FILE *to, size_t hang, const char *words, const char *command)
{
    const size_t width = screen_of(to)->width;
    bool fits = !width || columns_of(words) + columns_of(command) <= width;
    if (fits) say(to, "%s%s\n", words, command);
    else screen_say(to, hang, "%s", words), say(to, "%*s%s\n", (int)hang, "", command);
}

static void put(FILE *to, enum colour colour, const char *label, size_t hang, const char *format, va_list args)
{
    static const int codes[] = {[COLOUR_PLAIN] = 0, [COLOUR_RED] = 31, [COLOUR_YELLOW] = 33, [COLOUR_GREEN] = 32, [COLOUR_FAINT] = 2};
    const struct screen *s = screen_of(to);
    struct text words = {0}, lines = {0};
    text_add(&words, label);
    say_add(&words, format, args);
    screen_wrap(&lines, text_get(&words), s->width, hang);
    text_add_char(&lines, '\n');
    size_t coloured = s->colour && colour != COLOUR_PLAIN && !strncmp(lines.bytes, label, strlen(label)) ? strlen(label) : 0;
    if (coloured) say(to, "\033[%dm%.*s\033[0m", codes[colour], (int)coloured, label);
    say_lines(to, lines.bytes + coloured);
    text_release(&words);
    text_release(&lines);
}

void screen_say(FILE *to, size_t hang, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put(to, COLOUR_PLAIN, "", hang, format, args);
    va_end(args);
}

void screen_label(FILE *to, enum colour colour, const char *label, size_t hang, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put(to, colour, label, hang, format, args);
    va_end(args);
}
