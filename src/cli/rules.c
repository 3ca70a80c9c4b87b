#include "base/say.h"
#include "base/text.h"
#include "cli/commands.h"
#include "flow/session.h"
#include <stdio.h>
#include <string.h>

/* nianbao rules list|show ID|doc: the catalogue of checks, from the records that are run. */

/* 须改正 where the check blocks, else its severity. */
static const char *rule_weight(const struct rule *r) { return rule_finding(r).blocking ? "须改正" : finding_severity_name(r->severity); }

/* "requests.contact" → 申请登记表“联系方式”列. */
static void add_column(const struct schema *schema, const char *address, struct text *out)
{
    const char *dot = strchr(address, '.');
    for (size_t i = 0; dot && i < schema->n_tables; i++) {
        const struct ledger_table *t = &schema->tables[i];
        if (strlen(t->id) != (size_t)(dot - address) || strncmp(t->id, address, strlen(t->id))) continue;
        for (size_t k = 0; k < t->n_columns; k++)
            if (!strcmp(t->columns[k].name, dot + 1)) text_printf(out, "%s%s表“%s”列", out->n ? "、" : "", t->name, t->columns[k].heading);
    }
}

/* What the check needs, in words; nothing where it needs nothing. */
static void rule_needs(const struct rule *r, const struct schema *schema, struct text *out)
{
    for (size_t i = 0; i < r->n_tables; i++) {
        const struct ledger_table *t = schema_table(schema, r->tables[i]);
        text_printf(out, "%s%s表", out->n ? "、" : "", t ? t->name : r->tables[i]);
    }
    for (size_t i = 0; i < r->n_columns; i++) add_column(schema, r->columns[i], out);
    if (r->needs_last_year) text_printf(out, "%s上年的数", out->n ? "、" : "");
    if (r->needs_last_texts) text_printf(out, "%s上年报告的正文", out->n ? "、" : "");
    if (r->needs_level) text_printf(out, "%s机关类型和层级", out->n ? "、" : "");
    if (r->found != FOUND_QUERY) return;
    if (r->scopes == SCOPE_ROLLUP) text_printf(out, "%s只在汇总时查", out->n ? "；" : "");
    else if (r->scopes & SCOPE_SUBMISSION) text_printf(out, "%s交来的年报也查", out->n ? "；" : "");
    else if (r->scopes & SCOPE_TOTALS) text_printf(out, "%s填报的年报也查", out->n ? "；" : "");
}

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

/* ---- doc: the catalogue as Markdown, which docs/rules.md is ---- */

/* A text within a table row: a bar would end its cell. */
static void put_cell(FILE *out, const char *s)
{
    struct text t = {0};
    for (; *s; s++) {
        if (*s == '|') text_add_char(&t, '\\');
        text_add_char(&t, *s);
    }
    say(out, " %s |", text_get(&t));
    text_release(&t);
}

static void put_rule(FILE *out, const struct rule *r, const struct schema *schema)
{
    struct text needs = {0};
    rule_needs(r, schema, &needs);
    for (size_t i = 0; i < r->n_forms; i++) text_printf(&needs, "%s表单 %s", i ? "或" : needs.n ? "；只用于" : "只用于", r->forms[i]);
    const char *const cells[] = {r->id, finding_class_name(r->class), rule_weight(r), r->article, r->message, r->advice, text_get(&needs)};
    say(out, "|");
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) put_cell(out, cells[i]);
    say(out, "\n");
    text_release(&needs);
}

static bool in_group(const struct rule *r, const struct rule_group *g) { return !strncmp(r->id, g->letter, strlen(g->letter)); }

static void put_group(FILE *out, const struct catalogue *c, const struct rule_group *g, const struct schema *schema)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) n += in_group(&c->rules[i], g);
    if (!n) return;
    say(out, "\n## %s　%s（%zu）\n\n| 编号 | 类别 | 级别 | 依据 | 问题 | 怎么办 | 需要 |\n|---|---|---|---|---|---|---|\n", g->letter, g->name, n);
    for (size_t i = 0; i < c->n; i++)
        if (in_group(&c->rules[i], g)) put_rule(out, &c->rules[i], schema);
}

static void print_doc(FILE *out, const struct catalogue *c, const struct schema *schema)
{
    say(out, "# 检查目录\n\n"
                 "本文由 `nianbao rules doc` 从程序运行的检查（`report_templates/rules`）印出，不手改；写法见 [checks.md](checks.md)。共 %zu 项。\n\n"
                 "级别“须改正”的，未改正或未豁免前年报只能是草稿；其余列入问题清单。缺了“需要”一栏的，该项列为无法核对，不算通过。\n", c->n);
    for (size_t i = 0; i < c->n_groups; i++) put_group(out, c, &c->groups[i], schema);
    say(out, "\n## 没有做的\n\n");
    for (size_t i = 0; i < c->n_left_out; i++) {
        const struct rules_left_out *l = &c->left_out[i];
        say(out, "- ");
        for (size_t k = 0; k < l->n; k++) say(out, "%s%s", k ? "、" : "", l->ids[k]);
        say(out, "：%s。\n", l->why);
    }
}

/* ---- the command ---- */

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
    else if (wants_doc) print_doc(stdout, session.catalogue, session.schema);
    else if (!show(&session, o->inputs[1], diag)) code = (int)diag->kind;
    session_close(&session);
    return code;
}

static const enum option_id options[] = {OPTION_DATA, OPTION_COUNT};
static const struct command_example examples[] = {
    {"rules list", "有哪些检查"}, {"rules show A12", "这一项检查查什么、依据是什么、怎么改"}, {"rules doc", "全部检查，写成一篇文档"}, {0}};
const struct command command_rules = {
    "rules", "list | show 编号 | doc", "列出、显示检查；doc 印出 docs/rules.md", options, run, WRITES_NOTHING, "检查项目", examples};
