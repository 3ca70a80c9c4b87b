#include "cli/commands.h"

const struct command *const commands[] = {&command_init, &command_report, &command_check, &command_explain, &command_rollup,
                                          &command_compare, &command_archive, &command_verify, &command_form, &command_rules, NULL};

const char *const exit_codes[5] = {"已写成", "做完了，但是不全：年报是草稿（有须改正的问题，或者年度没有过完），写不了 PDF，比较时有没读成的，移交包有检测不通过或没有检测完的，或者 verify 发现文件变了、没有核对完", "台账、表单或日历有误，没有写", "用法不对", "写不了或内存不足"};
