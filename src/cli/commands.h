/* The commands, one file a command. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H
#include "cli/options.h"

extern const struct command command_report, command_check, command_form, command_rules, command_verify, command_explain, command_rollup,
    command_compare, command_init;

#endif
