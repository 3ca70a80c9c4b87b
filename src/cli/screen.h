/* The screen: words laid out for the person who reads them.
 *
 * On a terminal a paragraph is broken at its width, where Chinese prose may be broken (render/page/line_breaks.h), and the lines behind
 * the first are indented. Labels have colours there. In a file or a pipe each paragraph is one line without colour, so that what a
 * script reads depends on no window. What a person copies, a path or a command, is printed with say() and stays one line.
 *
 *     screen_label(stderr, COLOUR_RED, "[须改正]", 2, " %s %s", id, sentence);
 *     screen_say(stderr, 4, "  怎么办：%s", advice);
 */
#ifndef CLI_SCREEN_H
#define CLI_SCREEN_H
#include "base/say.h"

enum colour { COLOUR_PLAIN, COLOUR_RED, COLOUR_YELLOW, COLOUR_GREEN, COLOUR_FAINT };

/* Looks at the terminals of stdout and stderr, once, before the environment is cleared: no colour where NO_COLOR has a value or
 * TERM is dumb. */
void screen_begin(void);
/* Whether a person watches the stream. Child processes keep the answer of their parent. */
bool screen_is_terminal(FILE *to);
/* The width of the stream's terminal where a line can be erased and drawn anew; 0 = no terminal, or one that TERM does not name or calls dumb. */
size_t screen_redraws(FILE *to);
/* Prints a paragraph and ends its line. As say(): values hold no breaks and no colours. `hang` is in columns. */
void screen_say(FILE *to, size_t hang, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same behind a label. */
void screen_label(FILE *to, enum colour colour, const char *label, size_t hang, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Words, then a command to be copied, which stays whole: where both have no room in one line, it begins the next. */
void screen_command(FILE *to, size_t hang, const char *words, const char *command);
/* Adds the words broken into lines of at most `width` columns, but for a word that is longer, which a terminal folds; 0 = one line. */
void screen_wrap(struct text *out, const char *words, size_t width, size_t hang);

#endif
