#include "cli/commands.h"
#include "cli/session.h"
#include <stdio.h>
#include <string.h>

/* nianbao rules list|show ID: the catalogue of checks, from the very records that run. */

static const char *blocks(const struct rule *r) { return rule_finding(r).blocking ? "须改正" : finding_severity_name(r->severity); }

static void list(const struct catalogue *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct rule *r = &c->rules[i];
        printf("%s\t%s\t%s\t%s\n", r->id, finding_class_name(r->class), blocks(r), r->message);
    }
}

static bool show(const struct catalogue *c, const char *id, struct diag *diag)
{
    const struct rule *r = catalogue_rule(c, id);
    if (!r) return diag_fail(diag, DIAG_USAGE, "没有编号为 %s 的检查；见 nianbao rules list", id);
    printf("%s　%s\n类别：%s（%s）\n级别：%s\n依据：%s\n怎么办：%s\n", r->id, r->message, finding_class_name(r->class), finding_class_id(r->class), blocks(r), r->article, r->advice);
    if (r->query) printf("\n%s", r->query);
    return true;
}

static int run(const struct options *o, struct diag *diag)
{
    bool wants_list = o->n_inputs == 1 && !strcmp(o->inputs[0], "list"), wants_one = o->n_inputs == 2 && !strcmp(o->inputs[0], "show");
    struct session session = {0};
    int code = 0;
    if (!wants_list && !wants_one) {
        diag_fail(diag, DIAG_USAGE, "用法：nianbao rules list，rules show 编号");
        return DIAG_USAGE;
    }
    if (!session_open(&session, o, diag)) code = (int)diag->kind;
    else if (wants_list) list(session.catalogue);
    else if (!show(session.catalogue, o->inputs[1], diag)) code = (int)diag->kind;
    session_close(&session);
    return code;
}

static const enum option_id options[] = {OPTION_DATA, OPTION_COUNT};
const struct command command_rules = {"rules", "list | show 编号", "列出、显示检查", options, run};
