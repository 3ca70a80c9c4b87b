/* The axis of shares in a chart, in hundredths of a percent. */
#ifndef DOCUMENTS_AXIS_H
#define DOCUMENTS_AXIS_H

/* From 0 to top, a multiple of step. */
struct axis { int top, step; };
/* The shortest axis of at most five steps (1, 2 or 5 of a power of ten) that reaches `most`; of nothing but zeros, to 10%. */
struct axis axis_up_to(int most);
enum { AXIS_WORDS = 24 };
/* What stands at a step: 20%, or 0.50% where the steps are less than a percent. Returns buffer. */
char *axis_words(const struct axis *axis, int at, char buffer[AXIS_WORDS]);

#endif
