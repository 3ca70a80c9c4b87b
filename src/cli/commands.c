#include "cli/commands.h"

const struct command *const commands[] = {&command_init, &command_report, &command_check, &command_explain, &command_rollup,
                                          &command_compare, &command_archive, &command_verify, &command_form, &command_rules, NULL};

const char *const exit_codes[5] = {"已写成", "写成草稿，还有须改正的问题", "台账、表单或日历有误，没有写", "用法不对", "写不了或内存不足"};
