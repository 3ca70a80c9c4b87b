/* The commands, one file a command, and what the program says of itself. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H
#include "cli/options.h"
#include <stdio.h>

extern const struct command command_report, command_check, command_form, command_rules, command_verify, command_explain, command_rollup,
    command_compare, command_init, command_archive;
extern const struct command *const commands[];         /* all of them in the order of use; NULL behind the last */
extern const char *const exit_codes[5];                /* what each means, by its number */

/* nianbao --version -v: the libraries that are in use now, and which of the system's fences this machine has; to find out why two
 * machines differ. */
void about_print(FILE *out);

#endif
