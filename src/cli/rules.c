#include "base/say.h"
#include "cli/commands.h"
#include "cli/rules_doc.h"
#include "flow/session.h"
#include <stdio.h>
#include <string.h>

/* nianbao rules list|show ID|doc: the catalogue of checks, from the very records that run. */

static void list(const struct catalogue *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct rule *r = &c->rules[i];
        say(stdout, "%s\t%s\t%s\t%s\n", r->id, finding_class_name(r->class), rule_weight(r), r->message);
    }
}

static bool show(const struct session *s, const char *id, struct diag *diag)
{
    const struct rule *r = catalogue_rule(s->catalogue, id);
    struct text needs = {0};
    if (!r) return diag_fail(diag, DIAG_USAGE, "没有编号为 %s 的检查；见 nianbao rules list", id);
    say(stdout, "%s　%s\n类别：%s（%s）\n级别：%s\n依据：%s\n怎么办：%s\n", r->id, r->message, finding_class_name(r->class), finding_class_id(r->class), rule_weight(r), r->article, r->advice);
    rule_needs(r, s->schema, &needs);
    if (needs.n) say(stdout, "需要：%s\n", text_get(&needs));
    text_release(&needs);
    if (r->query) {
        say(stdout, "\n");
        say_lines(stdout, r->query);
    }
    return true;
}

static int run(const struct options *o, struct diag *diag)
{
    bool wants_list = o->n_inputs == 1 && !strcmp(o->inputs[0], "list"), wants_one = o->n_inputs == 2 && !strcmp(o->inputs[0], "show"),
         wants_doc = o->n_inputs == 1 && !strcmp(o->inputs[0], "doc");
    struct session session = {0};
    int code = 0;
    if (!wants_list && !wants_one && !wants_doc) {
        diag_fail(diag, DIAG_USAGE, "用法：nianbao rules list，rules show 编号，rules doc");
        return DIAG_USAGE;
    }
    if (!session_open(&session, o, diag)) code = (int)diag->kind;
    else if (wants_list) list(session.catalogue);
    else if (wants_doc) rules_doc(stdout, session.catalogue, session.schema);
    else if (!show(&session, o->inputs[1], diag)) code = (int)diag->kind;
    session_close(&session);
    return code;
}

static const enum option_id options[] = {OPTION_DATA, OPTION_COUNT};
const struct command command_rules = {"rules", "list | show 编号 | doc", "列出、显示检查；doc 印出 docs/rules.md", options, run, WRITES_NOTHING};
