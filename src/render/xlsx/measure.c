#include "render/xlsx/measure.h"
#include "base/text.h"
#include <string.h>

static const double points_per_pixel = 0.75, line_pitch = 1.4, slack = 0.96, padding_pixels = 6, padding_points = 6;

/* Letters of Latin scripts are about half as wide as Chinese characters; — … “ ” are Chinese punctuation here. */
static double advance(uint32_t c) { return c < 0x2E80 && !(c >= 0x2010 && c <= 0x2027) ? 0.55 : 1.0; }

static double ems_of(double font_size, int pixels)
{
    double ems = (pixels - padding_pixels) * points_per_pixel / font_size * slack;
    return ems > 1 ? ems : 1;
}

static int count_lines(const char *s, double ems)
{
    int lines = 1;
    double x = 0;
    for (size_t i = 0, n = strlen(s); i < n;) {
        uint32_t c;
        i += utf8_next(s + i, n - i, &c);
        if (c == '\n' || (x > 0 && x + advance(c) > ems)) {
            lines++;
            x = 0;
        }
        if (c != '\n') x += advance(c);
    }
    return lines;
}

double measure_height(const char *text, double font_size, int pixels)
{
    return count_lines(text, ems_of(font_size, pixels)) * font_size * line_pitch + padding_points;
}

size_t measure_piece(const char *text, double font_size, int pixels, int max_lines)
{
    double ems = ems_of(font_size, pixels), room = ems * (max_lines - 1), x = 0;
    size_t n = strlen(text), sentence = 0, at = 0;
    if (count_lines(text, ems) <= max_lines) return n;
    while (at < n && x < room) {
        uint32_t c;
        at += utf8_next(text + at, n - at, &c);
        x += c == '\n' ? ems : advance(c);
        if (c == 0x3002 || c == 0xFF1B || c == '\n') sentence = at;   /* 。 ； */
    }
    return sentence ? sentence : at;
}
