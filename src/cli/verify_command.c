#include "cli/commands.h"
#include "cli/verify.h"

static int run(const struct options *o, struct diag *diag)
{
    int code;
    if (o->n_inputs != 1) {
        diag_fail(diag, DIAG_USAGE, "用法：nianbao verify 文件夹");
        return DIAG_USAGE;
    }
    return verify_run(o->inputs[0], stdout, o->json, &code, diag) ? code : (int)diag->kind;
}

static const enum option_id options[] = {OPTION_JSON, OPTION_COUNT};
const struct command command_verify = {"verify", "文件夹", "核对写出的文件：散列、数字", options, run};
