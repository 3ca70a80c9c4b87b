#include "cli/options.h"
#include "base/characters.h"
#include "base/say.h"
#include "calendar/civil.h"
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *value, *words;
    int letter;
} known[OPTION_COUNT] = {
    [OPTION_YEAR] = {"year", "年度", "统计年度（必填）", 0},
    [OPTION_FORM] = {"form", "表单", "用这个表单；不写则按年度选", 0},
    [OPTION_OUT] = {"out", "文件夹", "写到哪里；不写则为 out", 'o'},
    [OPTION_AS_OF] = {"as-of", "日期", "以这一天为今天；不写则取当天", 0},
    [OPTION_PDF] = {"pdf", "1a|2a", "PDF/A 的级别；不写则为 1a；2a 同时是无障碍的 PDF/UA-1", 0},
    [OPTION_AGENCY] = {"agency", "机关", "只做这个机关（代码或名称）；没有机关表时给出机关名称；init 把它填进空白台账", 0},
    [OPTION_PREVIOUS] = {"previous", "路径", "上年的年报（report.json、工作簿…）、输出文件夹、记录库（--store）或台账", 0},
    [OPTION_TEXTS] = {"texts", "路径", "改过的年报（Word、工作簿、report.json…），或每个机关一份的文件夹：正文用它里面的，表中的数与算出的核对", 0},
    [OPTION_WAIVERS] = {"waivers", "文件", "豁免（CSV）", 0},
    [OPTION_STORE] = {"store", "文件", "把记录库（SQLite）留在这个文件里", 0},
    [OPTION_ENCODING] = {"encoding", "编码", "台账 CSV 的编码；不写则自动辨认", 0},
    [OPTION_CALENDAR] = {"calendar", "文件", "再加一个工作日历（CSV），代替同一天原有的行", 0},
    [OPTION_REGION] = {"region", "地区", "机关表没有写工作日历的机关用这个地区的；不写则为全国", 0},
    [OPTION_SETTINGS] = {"settings", "文件", "改写 data/settings.yaml 中的设置", 0},
    [OPTION_DATA] = {"data", "文件夹", "程序的数据文件夹", 0},
    [OPTION_JSON] = {"json", NULL, "结果以 JSON 写到标准输出", 0},
    [OPTION_PLAIN] = {"plain", NULL, "报告的每个数和每段文字各一行写到标准输出", 0},
    [OPTION_QUIET] = {"quiet", NULL, "只报告错误", 'q'},
    [OPTION_WAIVER_LINES] = {"waiver-lines", NULL, "把可以豁免的问题以豁免（CSV）的行写到标准输出；填上理由和批准人即可用", 0},
    [OPTION_PARENT] = {"parent", "机关", "要汇总的政府：它的机关代码（或名称）（必填）", 0},
    [OPTION_MARK] = {"mark", NULL, "另写一份标注了问题的台账副本（个人信息已隐去）：输出文件夹/年度/台账名（标注）.xlsx；台账读不懂、别的都不写时也写", 0},
    [OPTION_COLUMNS] = {"columns", NULL, "只列出各表的每一列读作什么、依据是什么，不统计也不核对", 0},
    [OPTION_HEADINGS] = {"headings", "文件", "本机关的标题和用词（CSV）：台账里的列和词在本机关读作什么；init --from 写出它", 0},
    [OPTION_FROM] = {"from", "路径", "原来的台账（工作簿、CSV 或文件夹）；还有别的，接着写在后面", 0},
    [OPTION_VERBOSE] = {"verbose", NULL, "列出全部问题", 'v'},
};

enum { HELP = 1000 };

static bool takes(const struct command *c, enum option_id id)
{
    for (const enum option_id *o = c->options; *o != OPTION_COUNT; o++)
        if (*o == id) return true;
    return false;
}

static bool read_year(const char *s, int *year, struct diag *diag)
{
    char *end;
    errno = 0;
    long v = strtol(s, &end, 10);
    if (errno || *end || v < 2008 || v > 9998) return diag_fail(diag, DIAG_USAGE, "--year 应是 2025 这样的年度：%s", s);
    *year = (int)v;
    return true;
}

static bool set(struct options *o, enum option_id id, const char *value, struct diag *diag)
{
    switch (id) {
    case OPTION_YEAR: return read_year(value, &o->year, diag);
    case OPTION_FORM: o->form = value; return true;
    case OPTION_OUT:
        o->out = value;
        o->out_given = true;
        return true;
    case OPTION_AS_OF: return civil_parse_iso(value, &o->as_of) || diag_fail(diag, DIAG_USAGE, "--as-of 应是 2026-01-20 这样的日期：%s", value);
    case OPTION_PDF:
        o->pdf_part = !strcmp(value, "2a") ? 2 : 1;
        return !strcmp(value, "1a") || !strcmp(value, "2a") || diag_fail(diag, DIAG_USAGE, "--pdf 只能是 1a 或 2a：%s", value);
    case OPTION_AGENCY: o->agency = value; return true;
    case OPTION_PREVIOUS: o->previous = value; return true;
    case OPTION_TEXTS: o->texts = value; return true;
    case OPTION_WAIVERS: o->waivers = value; return true;
    case OPTION_STORE: o->store = value; return true;
    case OPTION_ENCODING: o->encoding = value; return true;
    case OPTION_CALENDAR: o->calendar = value; return true;
    case OPTION_REGION: o->region = value; return true;
    case OPTION_SETTINGS: o->settings = value; return true;
    case OPTION_DATA: o->data = value; return true;
    case OPTION_JSON: o->json = true; return true;
    case OPTION_PLAIN: o->plain = true; return true;
    case OPTION_QUIET: o->quiet = true; return true;
    case OPTION_VERBOSE: o->verbose = true; return true;
    case OPTION_WAIVER_LINES: o->waiver_lines = true; return true;
    case OPTION_PARENT: o->parent = value; return true;
    case OPTION_MARK: o->mark = true; return true;
    case OPTION_COLUMNS: o->columns = true; return true;
    case OPTION_HEADINGS: o->headings = value; return true;
    case OPTION_FROM:
        if (o->from) return diag_fail(diag, DIAG_USAGE, "--from 只写一次，别的台账接着写在后面");
        o->from = value;
        return true;
    case OPTION_COUNT: break;
    }
    return diag_fail(diag, DIAG_USAGE, "不认识的选项");
}

/* A path may have any bytes; any other value may be printed in a document. */
static bool is_allowed(const struct command *c, enum option_id id, const char *value, struct diag *diag)
{
    struct character_fault fault;
    bool path = known[id].value && (strstr(known[id].value, "文件") || strstr(known[id].value, "路径"));
    /* An empty path comes from an unset variable of a script; joined with a name it would lie below "/". */
    if (path && !*value)
        return diag_fail(diag, DIAG_USAGE, "--%s 后面是空的，请给出%s；见 nianbao %s --help", known[id].name, known[id].value, c->name);
    if (path || !value || (characters_allowed(value, strlen(value), &fault) && !strpbrk(value, "\t\r\n"))) return true;
    return diag_fail(diag, DIAG_USAGE, "--%s 的值里不能有控制字符、换行、看不见的记号，应是 UTF-8 编码的一行字；见 nianbao %s --help：%s",
                     known[id].name, c->name, value);
}

/* getopt's own messages follow the locale, so it prints none: the wrong word is named here. */
bool options_read(const struct command *c, int argc, char **argv, struct options *o, bool *help, struct diag *diag)
{
    struct option table[OPTION_COUNT + 2] = {{"help", no_argument, NULL, HELP}};
    char letters[2 * OPTION_COUNT + 2] = ":";
    size_t n = 1, l = 1;
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (!takes(c, (enum option_id)id)) continue;
        table[n++] = (struct option){known[id].name, known[id].value ? required_argument : no_argument, NULL, HELP + 1 + id};
        if (!known[id].letter) continue;
        letters[l++] = (char)known[id].letter;
        if (known[id].value) letters[l++] = ':';
    }
    letters[l] = 0;
    table[n] = (struct option){0};
    *o = (struct options){.writes = c->writes, .out = "out", .as_of = NO_DAY, .pdf_part = 1};
    *help = false;
    opterr = 0;
    optind = 0;
    for (int found; (found = getopt_long(argc, argv, letters, table, NULL)) != -1;) {
        const char *word = argv[optind - 1];
        if (found == HELP) {
            *help = true;
            return true;
        }
        if (found == '?') return diag_fail(diag, DIAG_USAGE, "%s 没有选项 %s；见 nianbao %s --help", c->name, word, c->name);
        if (found == ':') return diag_fail(diag, DIAG_USAGE, "%s 后面要有值；见 nianbao %s --help", word, c->name);
        int id = found - HELP - 1;
        for (int i = 0; found < HELP && i < OPTION_COUNT; i++)
            if (known[i].letter == found) id = i;
        if (!is_allowed(c, (enum option_id)id, optarg, diag) || !set(o, (enum option_id)id, optarg, diag)) return false;
    }
    o->inputs = (const char *const *)argv + optind;
    o->n_inputs = (size_t)(argc - optind);
    return true;
}

void options_help(const struct command *c)
{
    say(stdout, "用法：nianbao %s %s [选项]\n%s\n\n选项：\n", c->name, c->arguments, c->summary);
    for (const enum option_id *id = c->options; *id != OPTION_COUNT; id++) {
        char words[96];
        snprintf(words, sizeof words, "%s--%s%s%s",
                 known[*id].letter == 'o'   ? "-o, "
                 : known[*id].letter == 'q' ? "-q, "
                 : known[*id].letter == 'v' ? "-v, "
                                            : "    ",
                 known[*id].name, known[*id].value ? " " : "", known[*id].value ? known[*id].value : "");
        say(stdout, "  %s\n          %s\n", words, known[*id].words);
    }
    say(stdout, "      --help\n          显示本说明\n");
}
