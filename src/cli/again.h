/* A command that a person can type next: the program as it was called, a command, and what this run was given, quoted for a shell.
 *
 *     again(&words, o, &command_report, OPTION_MARK, NULL);   build/nianbao report '我的 台账' --year 2025 --mark
 */
#ifndef CLI_AGAIN_H
#define CLI_AGAIN_H
#include "base/text.h"
#include "cli/options.h"

/* Options that the command does not take, or that only change what is printed, are left out. `add` is a flag that it gets besides,
 * if it takes it; OPTION_COUNT: none. `input` stands in place of the inputs; NULL: as they were given. */
void again(struct text *out, const struct options *o, const struct command *c, enum option_id add, const char *input);

#endif
