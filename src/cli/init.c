#include "base/progress.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/init.h"

/* nianbao init: a blank ledger for an office to fill in, or one made from what it has (init_from.c); or a blank form (init_form.c). */

static bool write_blank(struct session *s, const struct options *o, struct diag *diag)
{
    struct blank_ledger blank;
    if (!init_is_free(o->inputs[0], diag) || !init_blank(s, o, &blank, diag)) return false;
    struct document d = {0};
    bool ok = blank_ledger_document(&d, &blank, diag) && init_write(s, o->inputs[0], &d, diag);
    const struct ledger_table *agencies = schema_table(s->schema, "agencies"), *requests = schema_table(s->schema, "requests");
    const char *first = arena_printf(&s->arena, "“%s”一行，“%s”每件申请一行；别的表用到再填，填法见第一张表", agencies->name, requests->name);
    if (ok) ending_init(o, o->inputs[0], "空白台账", first, &command_check);
    document_release(&d);
    return ok;
}

static int run(const struct options *o, struct diag *diag)
{
    struct session session = {0};
    if (!o->from && (o->encoding || o->headings)) {
        diag_fail(diag, DIAG_USAGE, "%s 和 --from 一起用，如 nianbao init 台账.xlsx --from 旧台账.csv %s", o->encoding ? "--encoding" : "--headings",
                  o->encoding ? "--encoding GB18030" : "--headings 标题.csv");
        return DIAG_USAGE;
    }
    if (o->form_file) return init_form(o, diag);
    if (o->zero || (o->previous && !o->from)) {
        diag_fail(diag, DIAG_USAGE, "%s", o->zero ? "--zero 和 --form 一起用，如 nianbao init --form 年报表.xlsx --zero" :
                  "--previous 和 --from 或 --form 一起用，如 nianbao init 台账.xlsx --from 旧台账.xlsx --previous 上年的台账.xlsx");
        return DIAG_USAGE;
    }
    if (!o->n_inputs || (o->n_inputs > 1 && !o->from) || !init_names_workbook(o->inputs[0])) {
        diag_fail(diag, DIAG_USAGE, "请给出要写的文件名，如 nianbao init 台账.xlsx；原来有台账的用 nianbao init 台账.xlsx --from 旧台账.xlsx");
        return DIAG_USAGE;
    }
    progress_show(o->from ? "读原来的台账" : "写空白台账");
    int code = !session_open(&session, o, diag) ? (int)diag->kind : o->from ? init_from(&session, o, &command_init, diag) : write_blank(&session, o, diag) ? 0 : (int)diag->kind;
    session_close(&session);
    return code;
}

static const struct command_example examples[] = {
    {"init 台账.xlsx", "空白台账写到 台账.xlsx，用 Excel 或 WPS 填"},
    {"init 台账.xlsx --agency 清河县农业农村局", "机关名称已经填好"},
    {"init 台账.xlsx --from 旧台账.xlsx", "把原来的台账带进来；看不准的在“请确认”一张表里问"},
    {"init --form 年报表.xlsx --year 2025", "没有台账的：年报的表和正文，填好交给 report"},
    {0}};
static const enum option_id options[] = {OPTION_FROM, OPTION_FORM_FILE, OPTION_AGENCY, OPTION_YEAR, OPTION_ZERO, OPTION_PREVIOUS, OPTION_HEADINGS, OPTION_ENCODING, OPTION_DATA, OPTION_COUNT};
const struct command command_init = {
    "init", "文件.xlsx [--from 旧台账…]|--form 文件.xlsx", "写一个空白台账（工作簿），带下拉列表和说明；或者把原来的台账带进来；没有台账的，写一个填报表", options, run, WRITES_ITS_INPUT, "建台账",
    examples};
