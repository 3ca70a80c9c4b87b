/* The axis of shares in a chart, in hundredths of a percent. */
#ifndef DOCUMENTS_AXIS_H
#define DOCUMENTS_AXIS_H

/* From 0 to top, a multiple of step. */
struct axis { int top, step; };
/* The axis with the smallest step (1, 2 or 5 of a power of ten) of which at most so many reach `most`; of nothing but zeros, to 10%. */
struct axis axis_up_to(int most, int most_steps);
enum { AXIS_WORDS = 24 };
/* What stands at a step: 20%, or 0.50% where the steps are less than a percent. Returns buffer. */
char *axis_words(const struct axis *axis, int at, char buffer[AXIS_WORDS]);

#endif
