/* Colours of charts can be told from white paper, and axes are easy to read. */
#include "render/colours.h"
#include "documents/axis.h"
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

static void test_axes(void **state)
{
    (void)state;
    static const struct { int most, top, step; } expected[] = {{0, 1000, 200}, {-1, 1000, 200}, {1, 20, 20}, {97, 100, 20}, {101, 150, 50}, {900, 1000, 200}, {2100, 2500, 500},
                                                               {4546, 5000, 1000}, {6667, 8000, 2000}, {9999, 10000, 2000}, {10000, 10000, 2000}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        struct axis axis = axis_up_to(expected[i].most);
        if (axis.top != expected[i].top || axis.step != expected[i].step) fail_msg("%d: %d by %d", expected[i].most, axis.top, axis.step);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_contrast), cmocka_unit_test(test_axes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
