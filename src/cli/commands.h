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

/* connect.c: the server that an input is the address of is connected before the program shuts itself in. connect_is_asked: whether an
 * argument is such an address; then getopt's own variable is taken out of the environment. connect_servers sets o->server; false: no
 * command for a server, two of them, or it cannot be reached. */
bool connect_is_asked(int argc, char **argv);
MUST_CHECK bool connect_servers(const struct command *c, struct options *o, struct diag *diag);
void connect_end(struct options *o);

#endif
