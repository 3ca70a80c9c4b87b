/* What the charts of all formats have in common: the axis of shares, in hundredths of a percent, and room between labels. */
#ifndef RENDER_AXIS_H
#define RENDER_AXIS_H
#include <stddef.h>

/* From 0 to top, a multiple of step. */
struct axis { int top, step; };
/* The shortest axis of at most five steps that reaches `most`. */
struct axis axis_up_to(int most);
enum { AXIS_WORDS = 24 };
/* What stands at a step: 20%, or 0.50% where the steps are less than a percent. Returns buffer. */
char *axis_words(const struct axis *axis, int at, char buffer[AXIS_WORDS]);
/* Moves places, which grow downwards, until they are `least` apart and none is beyond `bottom`; their order is kept. */
void places_apart(int *places, size_t n, int least, int bottom);

#endif
