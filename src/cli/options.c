#include "cli/options.h"
#include "base/characters.h"
#include "base/say.h"
#include "calendar/civil.h"
#include "cli/nearest.h"
#include "cli/screen.h"
#include "database/databases.h"
#include "ledger/rows/encoding.h"
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH = OPTION_PATH, RARE = OPTION_RARE };
static const struct option_words known[OPTION_COUNT] = {
    [OPTION_YEAR] = {"year", "2025", "年度", "哪一年的年报；比较时是最近的一年。做年报和核对时不写，就从台账或年报里看出，不止一年的要写", 0, 0},
    [OPTION_PARENT] = {"parent", "机关代码", "汇总的政府", "要汇总的政府：它的机关代码或名称（必填）", 0, 0},
    [OPTION_OUT] = {"out", "文件夹", "写到哪里", "不写则为 out", 'o', PATH},
    [OPTION_MARK] = {"mark", NULL, "标注本", "另写一份标出问题的台账副本（个人信息已隐去）：输出文件夹/年度/台账名（标注）.xlsx；台账读不懂、别的都不写时也写", 0, 0},
    [OPTION_AGENCY] = {"agency", "机关", "机关", "只做这个机关（代码或名称）；没有机关表时给出机关名称；init 把它填进空白台账", 0, 0},
    [OPTION_PREVIOUS] = {"previous", "上年的年报", "上年", "上年的年报（report.json、工作簿…）、输出文件夹、记录库（--store）或台账，用来核对两年接不接得上", 0, PATH},
    [OPTION_TEXTS] = {"texts", "改过的年报", "正文", "改过的年报（Word、工作簿、report.json…），或每个机关一份的文件夹：正文用它里面的，表中的数与算出的核对", 0, PATH},
    [OPTION_WAIVERS] = {"waivers", "豁免.csv", "豁免", "核实过、不改的问题（CSV）", 0, PATH},
    [OPTION_WAIVER_LINES] = {"waiver-lines", NULL, "列出豁免行", "把可以豁免的问题以豁免（CSV）的行写到标准输出；填上理由和批准人即可用", 0, 0},
    [OPTION_COLUMNS] = {"columns", NULL, "各列", "只列出各表的每一列读作什么、依据是什么，不统计也不核对", 0, 0},
    [OPTION_HEADINGS] = {"headings", "标题.csv", "标题和用词", "台账里的列和词在本机关读作什么（CSV）；init --from 写出它", 0, PATH},
    [OPTION_FROM] = {"from", "旧台账", "原来的台账", "工作簿、CSV 或文件夹；还有别的，接着写在后面", 0, PATH},
    [OPTION_FORM_FILE] = {"form", "年报表.xlsx", "填报表", "写一个空白的填报表：没有台账的机关填好数和正文，交给 report", 0, PATH},
    [OPTION_FONDS] = {"fonds", "全宗.yaml", "全宗", "只有本单位知道的：移交单位、立档单位、全宗号、档号或它的规则、保管期限、密级、档案馆代码（必填；里面可以空着）", 0, PATH},
    [OPTION_PACKAGE] = {"out", "文件夹", "移交包", "移交包写到哪里（必填）：新的文件夹，或者同一全宗从前的移交包", 'o', PATH},
    [OPTION_CORRECTS] = {"corrects", "原来的年报", "更正", "公布以后更正：原来的 report.json，或它的输出文件夹；写成下一版，最后一页是更正说明", 0, PATH},
    [OPTION_REASONS] = {"reasons", "更正原因.yaml", "更正原因", "改了的单元格、段落各是为什么改的；和 --corrects 一起用", 0, PATH},
    [OPTION_ZERO] = {"zero", NULL, "零报告", "声明本年没有收到申请（没有台账的年报、填报表）", 0, 0},
    [OPTION_AS_OF] = {"as-of", "2026-01-20", "今天", "以这一天为今天；不写则取当天", 0, 0},
    [OPTION_VERBOSE] = {"verbose", NULL, "全部", "列出全部问题", 'v', 0},
    [OPTION_QUIET] = {"quiet", NULL, "安静", "只报告错误", 'q', 0},
    [OPTION_FORM] = {"form", "2021", "表单", "用这个表单；不写则按年度选", 0, RARE},
    [OPTION_REGION] = {"region", "地区", "地区", "机关表没有写工作日历的机关用这个地区的；不写则为全国", 0, RARE},
    [OPTION_CALENDAR] = {"calendar", "日历.csv", "工作日历", "再加一个工作日历（CSV），代替同一天原有的行", 0, PATH | RARE},
    [OPTION_ENCODING] = {"encoding", "GB18030", "编码", "台账 CSV 的编码；不写则自动辨认", 0, RARE},
    [OPTION_PDF] = {"pdf", "2a", "PDF 级别", "PDF/A 的级别，1a 或 2a；不写则为 1a；2a 同时是无障碍的 PDF/UA-1", 0, RARE},
    [OPTION_OFD] = {"ofd", NULL, "OFD", "每个 PDF 另写一份 OFD（参照 GB/T 33190），文字、位置和页数相同", 0, RARE},
    [OPTION_SCHEMA] = {"schema", "模式", "模式", "台账的表、视图在数据库的哪个模式里；不写则为用户的当前模式", 0, RARE},
    [OPTION_TABLES] = {"tables", "表名.yaml", "表名", "数据库的哪张表是台账的哪张表（YAML，如 申请登记: 模式.表），或者放查询的文件夹（申请登记.sql …）", 0, PATH | RARE},
    [OPTION_LABEL] = {"label", "名称", "名称", "数据库服务器在问题清单和产出里叫什么；不写则为 数据库", 0, RARE},
    [OPTION_STORE] = {"store", "记录库.db", "记录库", "把记录库（SQLite）留在这个文件里", 0, PATH | RARE},
    [OPTION_JSON] = {"json", NULL, "JSON", "结果以 JSON 写到标准输出", 0, RARE},
    [OPTION_PLAIN] = {"plain", NULL, "逐行", "报告的每个数和每段文字各一行写到标准输出", 0, RARE},
    [OPTION_SETTINGS] = {"settings", "设置.yaml", "设置", "改写 data/settings.yaml 中的设置", 0, PATH | RARE},
    [OPTION_DATA] = {"data", "文件夹", "程序的数据", "程序的数据文件夹", 0, PATH | RARE},
};

enum { OPTIONS = 1000 }; /* above every letter: what getopt gives for the first long option */

bool options_takes(const struct command *c, enum option_id id)
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

static bool read_encoding(const char *s, const char **encoding, struct diag *diag)
{
    struct text names = {0};
    *encoding = NULL;
    for (size_t i = 0; encoding_names[i]; i++) {
        if (!strcasecmp(encoding_names[i], s)) *encoding = encoding_names[i];
        text_printf(&names, "%s%s", i ? "、" : "", encoding_names[i]);
    }
    if (!*encoding) diag_fail(diag, DIAG_USAGE, "--encoding 不认识编码，可以是 %s：%s", text_get(&names), s);
    text_release(&names);
    return *encoding;
}

static bool set(struct options *o, enum option_id id, const char *value, struct diag *diag)
{
    switch (id) {
    case OPTION_YEAR: return read_year(value, &o->year, diag);
    case OPTION_FORM: o->form = value; return true;
    case OPTION_OUT: case OPTION_PACKAGE:
        o->out = value;
        o->out_given = true;
        return true;
    case OPTION_AS_OF: return civil_parse_iso(value, &o->as_of) || diag_fail(diag, DIAG_USAGE, "--as-of 应是 2026-01-20 这样的日期：%s", value);
    case OPTION_PDF:
        o->pdf_part = !strcmp(value, "2a") ? 2 : 1;
        return !strcmp(value, "1a") || !strcmp(value, "2a") || diag_fail(diag, DIAG_USAGE, "--pdf 只能是 1a 或 2a：%s", value);
    case OPTION_OFD: o->ofd = true; return true;
    case OPTION_AGENCY: o->agency = value; return true;
    case OPTION_PREVIOUS: o->previous = value; return true;
    case OPTION_TEXTS: o->texts = value; return true;
    case OPTION_WAIVERS: o->waivers = value; return true;
    case OPTION_STORE: o->store = value; return true;
    case OPTION_ENCODING: return read_encoding(value, &o->encoding, diag);
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
    case OPTION_FORM_FILE: o->form_file = value; return true;
    case OPTION_FONDS: o->fonds = value; return true;
    case OPTION_CORRECTS: o->corrects = value; return true;
    case OPTION_REASONS: o->reasons = value; return true;
    case OPTION_ZERO: o->zero = true; return true;
    case OPTION_SCHEMA: o->schema = value; return true;
    case OPTION_TABLES: o->tables = value; return true;
    case OPTION_LABEL: o->label = value; return (*value && !strstr(value, "://") && !strpbrk(value, "@=")) || diag_fail(diag, DIAG_USAGE, "--label 后面要写名称，不是地址，如 --label 省平台");
    case OPTION_COUNT: break;
    }
    return diag_fail(diag, DIAG_USAGE, "不认识的选项");
}

/* A path may have any bytes; any other value may be printed in a document. */
static bool is_allowed(const struct command *c, enum option_id id, const char *value, struct diag *diag)
{
    struct character_fault fault;
    const char *name = known[id].name;
    /* An empty path comes from an unset variable of a script; joined with a name it would lie below "/". */
    if (known[id].traits & PATH && !*value)
        return diag_fail(diag, DIAG_USAGE, "--%s 后面是空的，请写明路径，如 --%s %s；见 nianbao help %s", name, name, known[id].value, c->name);
    if (known[id].traits & PATH && (server_is_address(value) || server_is_near_address(value)))
        return diag_fail(diag, DIAG_USAGE, "--%s 后面不能是数据库的地址；数据库写在命令后面，作为台账", name);
    if (known[id].traits & PATH || !value || (characters_allowed(value, strlen(value), &fault) && !strpbrk(value, "\t\r\n"))) return true;
    return diag_fail(diag, DIAG_USAGE, "--%s 的值里不能有控制字符、换行、看不见的记号，应是 UTF-8 编码的一行字；见 nianbao help %s：%s", name,
                     c->name, value);
}

/* ---- what was typed wrong ---- */

static bool fail_value(const struct command *c, const char *word, struct diag *diag)
{
    for (size_t id = 0; id < OPTION_COUNT; id++) {
        bool same = word[1] == '-' ? !strncmp(known[id].name, word + 2, strlen(word + 2)) : known[id].letter == word[strlen(word) - 1];
        if (same && known[id].value && options_takes(c, (enum option_id)id))
            return diag_fail(diag, DIAG_USAGE, "%s 后面要有值，如 %s %s；见 nianbao help %s", word, word, known[id].value, c->name);
    }
    return diag_fail(diag, DIAG_USAGE, "%s 后面要有值；见 nianbao help %s", word, c->name);
}

/* By its Chinese name too: --年度. */
static bool fail_option(const struct command *c, const char *word, struct diag *diag)
{
    const char *names[OPTION_COUNT], *meant = NULL;
    char typed[64];
    size_t n = 0;
    snprintf(typed, sizeof typed, "%.*s", (int)strcspn(word, "="), word);
    for (const enum option_id *id = c->options; *id != OPTION_COUNT; id++) {
        names[n++] = known[*id].name;
        if (!strcmp(typed + strspn(typed, "-"), known[*id].title)) meant = known[*id].name;
    }
    if (!meant) meant = nearest_word(typed + strspn(typed, "-"), names, n);
    if (meant) return diag_fail(diag, DIAG_USAGE, "%s 没有选项 %s；是不是 --%s？见 nianbao help %s", c->name, word, meant, c->name);
    if (!access(word, F_OK)) return diag_fail(diag, DIAG_USAGE, "%s 没有选项 %s；是文件的，写 ./%s", c->name, word, word);
    return diag_fail(diag, DIAG_USAGE, "%s 没有选项 %s；见 nianbao help %s", c->name, word, c->name);
}

/* Bytes of the dash that a word begins with; 0 = none. */
static size_t dash(const char *word)
{
    static const char *const dashes[] = {"—", "–", "－", "−", "‐", "―"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (!strncmp(word, dashes[i], strlen(dashes[i]))) return strlen(dashes[i]);
    return 0;
}

/* Chinese input methods make one dash of two hyphens, or wide ones, and the option would be taken for a file. */
static bool has_hyphens(const struct command *c, const char *word, struct diag *diag)
{
    size_t n = 0;
    for (size_t k; (k = dash(word + n)); n += k) continue;
    if (!n || !access(word, F_OK)) return true;
    return diag_fail(diag, DIAG_USAGE, "%s 前面不是英文的减号；请换成英文输入法，写 %s%s；见 nianbao help %s", word, strlen(word + n) > 1 ? "--" : "-", word + n, c->name);
}

/* ---- reading ---- */

/* The word that getopt stopped in; while letters of it are left, optind still stands at it. A long option that takes no value and has one
 * leaves its number in optopt (--help=1 an h, which as a letter is always known), and optind is behind it. */
static const char *stopped_in(char **argv)
{
    const char *last = argv[optind - 1];
    bool in_letters = optopt && optopt < OPTIONS && optopt != 'h';
    return in_letters && (*last != '-' || last[strlen(last) - 1] != (char)optopt) ? argv[optind] : last;
}

/* An option may be given twice, but not with two values: which is meant would be a guess. */
static bool remember(struct options *o, enum option_id id, const char *value, struct diag *diag)
{
    _Static_assert((int)OPTION_COUNT <= (int)OPTIONS_MOST, "each option once");
    size_t i = 0;
    while (i < o->n_given && o->given[i].option != (int)id) i++;
    if (i < o->n_given && value && strcmp(o->given[i].value, value))
        return diag_fail(diag, DIAG_USAGE, "--%s 写了两次，值不一样，请留下一个：%s，%s", known[id].name, o->given[i].value, value);
    if (i == o->n_given) o->n_given++;
    o->given[i] = (struct given_option){(int)id, known[id].name, value};
    return true;
}

/* getopt's own messages follow the locale, so it prints none: the wrong word is named here. */
bool options_read(const struct command *c, int argc, char **argv, struct options *o, bool *help, struct diag *diag)
{
    struct option table[OPTION_COUNT + 2] = {{"help", no_argument, NULL, 'h'}};
    char letters[2 * OPTION_COUNT + 3] = ":h";
    size_t n = 1, l = 2;
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (!options_takes(c, (enum option_id)id)) continue;
        table[n++] = (struct option){known[id].name, known[id].value ? required_argument : no_argument, NULL, OPTIONS + id};
        if (!known[id].letter) continue;
        letters[l++] = (char)known[id].letter;
        if (known[id].value) letters[l++] = ':';
    }
    letters[l] = 0;
    table[n] = (struct option){0};
    *o = (struct options){.writes = c->writes, .out = "out", .as_of = NO_DAY, .pdf_part = 1};
    *help = argc == 2 && !strcmp(argv[1], "help");
    opterr = 0;
    optind = 0;
    for (int found; !*help && (found = getopt_long(argc, argv, letters, table, NULL)) != -1;) {
        const char *word = argv[optind - 1];
        if (found == 'h') {
            *help = true;
            return true;
        }
        if (found == '?') return fail_option(c, stopped_in(argv), diag);
        if (found == ':') return fail_value(c, word, diag);
        int id = found - OPTIONS;
        for (int i = 0; found < OPTIONS && i < OPTION_COUNT; i++)
            if (known[i].letter == found && options_takes(c, (enum option_id)i)) id = i;
        if (!is_allowed(c, (enum option_id)id, optarg, diag) || !set(o, (enum option_id)id, optarg, diag) || !remember(o, (enum option_id)id, optarg, diag)) return false;
    }
    o->inputs = (const char *const *)argv + optind;
    o->n_inputs = (size_t)(argc - optind);
    for (size_t i = 0; !*help && i < o->n_inputs; i++)
        if (!has_hyphens(c, o->inputs[i], diag)) return false;
    return true;
}

/* ---- help ---- */

enum { TITLE = 12, WORDS = 6 };                        /* columns */

const struct option_words options_help_words = {"help", NULL, "说明", "显示本说明", 'h', 0};

static void print_option(const struct option_words *o)
{
    struct text label = {0};
    size_t columns = 0, n = strlen(o->title);
    uint32_t c;
    for (size_t i = 0; i < n; columns += utf8_columns(c)) i += utf8_next(o->title + i, n - i, &c);
    text_printf(&label, "  %s%*s", o->title, columns < TITLE ? (int)(TITLE - columns) : 0, "");
    const char short_form[] = {'-', (char)o->letter, ',', ' ', 0};
    screen_label(stdout, COLOUR_GREEN, text_get(&label), 2, "  %s--%s%s%s", o->letter ? short_form : "", o->name, o->value ? " " : "", o->value ? o->value : "");
    screen_say(stdout, WORDS, "      %s", o->words);
    text_release(&label);
}

static void print_options(const struct command *c, int rare, const char *heading)
{
    bool any = false;
    for (const enum option_id *id = c->options; *id != OPTION_COUNT; id++) {
        if ((known[*id].traits & RARE) != rare) continue;
        if (!any) say(stdout, "\n%s：\n", heading);
        any = true;
        print_option(&known[*id]);
    }
    if (rare) return;
    if (!any) say(stdout, "\n%s：\n", heading);
    print_option(&options_help_words);
}

const struct option_words *options_words(enum option_id id) { return &known[id]; }
const char *options_name(enum option_id id) { return known[id].name; }

/* A line to be copied stays one line. */
void options_help(const struct command *c)
{
    say(stdout, "用法：nianbao %s %s [选项]\n", c->name, c->arguments);
    screen_say(stdout, 0, "%s：%s", c->title, c->summary);
    say(stdout, "\n例：\n");
    for (const struct command_example *e = c->examples; e->line; e++) {
        say(stdout, "  nianbao %s\n", e->line);
        screen_say(stdout, WORDS, "      %s", e->words);
    }
    print_options(c, 0, "选项");
    print_options(c, RARE, "不常用");
}
