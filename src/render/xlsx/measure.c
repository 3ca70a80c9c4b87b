#include "render/xlsx/measure.h"
#include "base/text.h"
#include <stdbool.h>
#include <string.h>

/* Of the widest fonts that stand in for the usual ones: lines of Noto Sans CJK, Latin letters and digits of DejaVu Sans. */
static const double points_per_pixel = 0.75, line_pitch = 1.45, slack = 0.96, padding_pixels = 6, padding_points = 4, latin = 0.64;

/* A text in lines that is read once: what stands on the last one, the word at its end, and where the line and the word begin. */
struct wrapping { double ems, x, word; int lines; size_t at, line_at, word_at, before; };

/* Letters of Latin scripts are narrower than Chinese characters; — … “ ” are Chinese punctuation here. */
static bool is_latin(uint32_t c) { return c < 0x2E80 && !(c >= 0x2010 && c <= 0x2027); }
static double advance(uint32_t c) { return is_latin(c) ? latin : 1.0; }

/* No line begins with one of these: it takes the character before it along. */
static bool closes(uint32_t c)
{
    static const char marks[] = "，。、；：！？）》〉」』】〕”’";
    for (size_t i = 0; i < sizeof marks - 1;) {
        uint32_t mark;
        i += utf8_next(marks + i, sizeof marks - 1 - i, &mark);
        if (mark == c) return true;
    }
    return false;
}

static double ems_of(double font_size, int pixels)
{
    double ems = (pixels - padding_pixels) * points_per_pixel / font_size * slack;
    return ems > 1 ? ems : 1;
}

static void new_line(struct wrapping *w, double x, size_t at)
{
    w->lines++;
    w->x = x;
    w->line_at = at;
}

/* Takes a character of so many bytes. A word of Latin letters is not broken where it fits a line of its own. */
static void take(struct wrapping *w, uint32_t c, size_t bytes)
{
    bool word = is_latin(c) && c > ' ';
    if (!word || w->word <= 0) w->word_at = w->at;
    w->word = word ? w->word + advance(c) : 0;
    if (c == '\n') new_line(w, 0, w->at + bytes);
    else if (w->x <= 0 || w->x + advance(c) <= w->ems) w->x += advance(c);
    else if (word && w->word <= w->ems) new_line(w, w->word, w->word_at);
    else if (closes(c) && w->before > w->line_at) new_line(w, 1 + advance(c), w->before);
    else new_line(w, advance(c), w->at);
    w->before = w->at;
    w->at += bytes;
}

static bool take_next(struct wrapping *w, const char *s, size_t n, uint32_t *c)
{
    if (w->at == n) return false;
    size_t bytes = utf8_next(s + w->at, n - w->at, c);
    take(w, *c, bytes);
    return true;
}

static int count_lines(const char *s, double ems)
{
    struct wrapping w = {.ems = ems, .lines = 1};
    uint32_t c;
    for (size_t n = strlen(s); take_next(&w, s, n, &c);) {}
    return w.lines;
}

double measure_height(const char *text, double font_size, int pixels)
{
    return count_lines(text, ems_of(font_size, pixels)) * font_size * line_pitch + padding_points;
}

size_t measure_piece(const char *text, double font_size, int pixels, int max_lines)
{
    struct wrapping w = {.ems = ems_of(font_size, pixels), .lines = 1};
    size_t sentence = 0;
    uint32_t c;
    for (size_t n = strlen(text); take_next(&w, text, n, &c);) {
        if (w.lines > max_lines) return sentence ? sentence : w.line_at;
        if (c == 0x3002 || c == 0xFF1B || c == '\n') sentence = w.at;   /* 。 ； */
    }
    return w.at;
}

bool measure_leaves_mark(const char *text, double font_size, int pixels)
{
    /* Programs that let a line begin with a mark, and have up to so much more room than is reckoned with here. */
    static const double more[] = {0.97, 1, 1.03, 1.06};
    for (size_t k = 0; k < sizeof more / sizeof *more; k++) {
        double ems = ems_of(font_size, pixels) * more[k], x = 0;
        bool alone = false;
        for (size_t i = 0, n = strlen(text); i < n;) {
            uint32_t c;
            i += utf8_next(text + i, n - i, &c);
            alone = c != '\n' && x > 0 && x + advance(c) > ems;
            x = c == '\n' ? 0 : alone ? advance(c) : x + advance(c);
        }
        if (alone) return true;
    }
    return false;
}
