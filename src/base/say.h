/* The one way to the terminal: everything that the program says on stdout and stderr goes through here (tests/boundaries.sh).
 *
 * What stands in the format is the program's own. A value may come from anywhere: of it only plain characters are written,
 * the others as characters_show shows them, line breaks as blanks; so that no name moves the cursor, turns a line around or
 * makes a line of its own.
 *
 *     say(stderr, "没有读 %s：%zu 行\n", file, n);
 */
#ifndef BASE_SAY_H
#define BASE_SAY_H
#include <stdbool.h>
#include <stdio.h>

/* %s, %c, and the conversions of integers; any width and precision. */
void say(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A text of several lines: its breaks are its own. */
void say_lines(FILE *to, const char *text);
/* JSON: what is not plain can stand within its strings alone, and is escaped there (\u202e). */
void say_json(FILE *to, const char *json);
/* What was said before, on a stream that kept it. */
void say_again(FILE *to, FILE *said);

#endif
