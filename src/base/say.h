/* Printing: the only functions that write to stdout and stderr (tests/house/boundaries.sh).
 *
 * The format is the program's own and printed as it is. A value may come from anywhere: only its plain characters are printed,
 * the others as characters_show shows them, line breaks as blanks. So no name moves the cursor, turns a line around or begins a line.
 *
 *     say(stderr, "没有读 %s：%zu 行\n", file, n);
 */
#ifndef BASE_SAY_H
#define BASE_SAY_H
#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>

/* %s, %c, and the conversions of integers; any width and precision. */
void say(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Adds to a text what say() would print. */
void say_add(struct text *out, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* A text of several lines: its breaks are its own. */
void say_lines(FILE *to, const char *text);
/* JSON: characters that are not plain can occur only within its strings, and are escaped there (\u202e). */
void say_json(FILE *to, const char *json);
/* From now on calls `before` before anything is printed, and `after` behind it with whether the last line was ended: a line that shows
 * how far a run is makes room (base/progress.h). */
void say_around(void (*before)(void), void (*after)(bool ended));
/* Repeats what say() has written to another stream: as it stands. */
void say_again(FILE *to, FILE *said);

#endif
