/* Colours of charts can be told from white paper. */
#include "render/colours.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

/* WCAG 2.2: relative luminance and contrast ratio. */
static double luminance(const char *colour)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    uint32_t value = colour_value(colour);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double part = (value >> (16 - 8 * i) & 255) / 255.0;
        sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(const char *a, const char *b)
{
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static void reaches(const char *a, const char *b, double least)
{
    if (contrast(a, b) < least) fail_msg("%s on %s: %.2f, not %.1f", a, b, contrast(a, b), least);
}

static void test_contrast(void **state)
{
    (void)state;
    static const char *const marks[] = {COLOUR_BAR, COLOUR_BAR_OUT, COLOUR_BAR_FEW, COLOUR_WHISKER, COLOUR_GRID, COLOUR_ZERO, COLOUR_DOUBT};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) reaches(marks[i], "#ffffff", 3);
    reaches(COLOUR_ALL, "#ffffff", 4.5);
    reaches(COLOUR_FAINT, "#ffffff", 4.5);
    for (int i = 0; i < SERIES_COLOURS; i++) reaches(series_colours[i], "#ffffff", 4.5);
    reaches(COLOUR_BAR_OUT, COLOUR_BAR, 3);
    reaches(COLOUR_WHISKER, COLOUR_BAR, 3);
    assert_true(fabs(contrast("#000000", "#ffffff") - 21) < 0.001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_contrast)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
