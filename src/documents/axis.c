#include "documents/axis.h"
#include <stdio.h>

struct axis axis_up_to(int most, int most_steps)
{
    static const int steps[] = {20, 50, 100, 200, 500, 1000, 2000, 5000, 10000};
    enum { STEPS = sizeof steps / sizeof *steps, OF_NOTHING = 1000 };
    size_t i = 0;
    if (most <= 0) most = OF_NOTHING;
    while (i + 1 < STEPS && most > most_steps * steps[i]) i++;
    int step = steps[i], top = (most + step - 1) / step * step;
    return (struct axis){top, step};
}

char *axis_words(const struct axis *axis, int at, char buffer[AXIS_WORDS])
{
    if (axis->step % 100) snprintf(buffer, AXIS_WORDS, "%d.%02d%%", at / 100, at % 100);
    else snprintf(buffer, AXIS_WORDS, "%d%%", at / 100);
    return buffer;
}
