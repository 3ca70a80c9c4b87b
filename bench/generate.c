/* Makes up ledgers for bench/run: the same bytes for the same arguments, on every machine.
 *
 *     generate FOLDER requests 1000000         requests.csv of eleven columns, one in 200 with events
 *     generate FOLDER requests-dirty 1000000   the same with a mistake in every tenth request, of two dozen kinds, and 登记日期 in some
 *     generate FOLDER decisions 10000000       decisions.csv of five columns, no requests
 *     generate FOLDER decisions-dirty 10000000 the same, one in a hundred written twice
 *
 * The careful office makes no mistakes: every date is in order, every reply is in time, and no outcome asks for events or columns
 * that are missing. So the bench times the work on a whole ledger and not the printing of findings. The other tables have only headings.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* xorshift64*: the numbers do not depend on the machine. Mistakes have a state of their own, so that they do not change what follows. */
static uint64_t state = 20250131, luck = 20250213;

static unsigned draw_from(uint64_t *from, unsigned below)
{
    *from ^= *from >> 12;
    *from ^= *from << 25;
    *from ^= *from >> 27;
    return (unsigned)((*from * 2685821657736338717u >> 33) % below);
}

static unsigned draw(unsigned below) { return draw_from(&state, below); }

#define ONE_OF(words) (words)[draw(sizeof(words) / sizeof *(words))]

static void stop(const char *what)
{
    fprintf(stderr, "generate: %s: %s\n", what, strerror(errno));
    exit(4);
}

static FILE *table(const char *folder, const char *name, const char *headings)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    FILE *f = fopen(path, "w");
    if (!f) stop(path);
    fprintf(f, "%s\n", headings);
    return f;
}

static void finish(FILE *f)
{
    if (ferror(f) || fclose(f)) stop("write");
}

/* Days are counted from 1 January 2024; the ledger needs three years. */
static const char *iso(int day)
{
    static char ring[8][40];
    static int at;
    static const int months[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 2024, month = 0;
    for (;; day -= year % 4 ? 365 : 366, year++)
        if (day < (year % 4 ? 365 : 366)) break;
    for (;; month++) {
        int n = months[month] + (month == 1 && year % 4 == 0);
        if (day < n) break;
        day -= n;
    }
    at = (at + 1) % 8;
    snprintf(ring[at], sizeof ring[at], "%04d-%02d-%02d", year, month + 1, day + 1);
    return ring[at];
}

enum { FIRST_DAY = 305, LAST_DAY = 730, TODAY = 750 };   /* 1 November 2024, 31 December 2025, 20 January 2026 */

/* Weekends and the holidays of these years; 1 January 2024 was a Monday. */
static bool is_working(int day)
{
    static const struct { int first, last; } holidays[] = {{366, 366}, {393, 400}, {459, 461}, {486, 490}, {516, 518}, {639, 646}, {731, 733}};
    for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++)
        if (day >= holidays[i].first && day <= holidays[i].last) return false;
    return day % 7 < 5;
}

/* ---- requests ---- */

static const char *const families[] = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "林"};
static const char *const given[] = {"建", "国", "桂", "兰", "志", "远", "秀", "英", "文", "华", "玉", "明", "海", "燕", "军", "平", "春", "梅", "晓", "东",
                                    "丽", "红", "永", "强", "淑", "芬", "立", "新", "雨", "泽", "思", "源", "宏", "伟", "嘉", "怡"};
static const char *const towns[] = {"城关镇", "柳河镇", "青石镇", "沙坪乡", "黑石岭村", "大塘村", "云岭街道", "东门社区", "河西片区", "高铁新区"};
static const char *const matters[] = {"征地补偿安置方案", "国有土地使用权出让合同", "建设用地规划许可", "房屋拆迁补偿协议", "不动产登记档案",
                                      "耕地占补平衡台账", "采矿权延续审批材料", "农村宅基地审批表", "设施农用地备案", "土地利用现状图"};
static const char *const tails[] = {"及相关附件", "的批复文件", "办理情况", "、勘测定界图、公告及听证材料", "的法律依据和标准", "和资金拨付凭证"};

/* Each word has its own statement: C does not fix the order in which arguments are evaluated. */
static void subject(FILE *f)
{
    unsigned shape = draw(100), year = 2015 + draw(10), plot = 1 + draw(99999);
    const char *town = ONE_OF(towns), *matter = ONE_OF(matters), *other = ONE_OF(matters), *tail = ONE_OF(tails);
    if (shape < 20) fprintf(f, "\"%s%u年度%s,以及第%u号%s%s\"", town, year, matter, plot, other, tail);
    else if (shape < 25) fprintf(f, "\"1.%s%s%s\n2.\"\"%u年\"\"的%s\"", town, matter, tail, year, other);
    else fprintf(f, "%s%u年第%u号%s%s", town, year, plot, matter, tail);
}

static void applicant(FILE *f, const char *kind)
{
    static const char *const trades[] = {"置业", "建材", "农业", "物流", "律师事务所", "研究院", "基金会", "商会"};
    const char *family = ONE_OF(families), *first = ONE_OF(given), *second = ONE_OF(given), *town = ONE_OF(towns), *trade = ONE_OF(trades);
    unsigned number = draw(500);
    if (*kind == 'A') fprintf(f, "%s%s%s", family, first, second);
    else fprintf(f, "%s%s%s%u", town, first, trade, number);
}

/* In one of 200 requests the applicant was asked to supplement it, or the office extended the term. */
static void course(FILE *events, unsigned number, int received, bool extended)
{
    if (extended)
        fprintf(events, "SQ-2025-%07u,1,YQ,%s,,20,王立新,%s,同意\n", number, iso(received + 6), iso(received + 6));
    else
        fprintf(events, "SQ-2025-%07u,1,BZ,%s,%s,,,,\nSQ-2025-%07u,2,BH,%s,,,,,\n", number, iso(received + 1), iso(received + 11), number, iso(received + 4));
}

/* What is wrong with a request; the check that says so. */
enum fault {
    LATE, UNANSWERED, COURIER, NO_LETTER, NO_OUTCOME, LETTER_LATER, FUTURE, OTHER_YEAR, GAP, NO_SUBJECT, AGAIN, POPULAR, THIRD_UNASKED, THIRD_UNTOLD,
    NOT_ASKED, NO_EARLIER, NO_REASONS, NO_FEE, UNNAMED, BEFORE, DISPUTED, NO_LIMIT, NOTICE_LATE, NOTICE_TWICE, FAULTS, NONE = FAULTS
};
/*  B01   B03 B04 E04 B21      A18        A18         A13           A04     A07         A06  A10         A17    C14      C03            C04
    C05        C06         C07         C08     C09      A12     B02       B07       B05          B06 */

struct request {
    char number[64];
    const char *kind, *channel, *outcome, *delivery;
    int received, registered, answered, letter;        /* days; registered 0 = the ledger does not say */
    bool with_outcome, with_number, with_subject;
    const char *popular;                               /* the subject of several requests; else NULL */
};

/* A series of each town, in which numbers are missing. */
static void number_of_town(struct request *r)
{
    static unsigned last[sizeof towns / sizeof *towns];
    unsigned town = draw_from(&luck, sizeof towns / sizeof *towns);
    last[town] += draw_from(&luck, 3) ? 1 : 2;
    snprintf(r->number, sizeof r->number, "SQ-2025-%s-%u", towns[town], last[town]);
}

static void spoil(struct request *r, enum fault fault, FILE *events)
{
    static const char *const outcomes[FAULTS] = {[THIRD_UNASKED] = "3.4", [THIRD_UNTOLD] = "1", [NOT_ASKED] = "4.3", [NO_EARLIER] = "5.2",
                                                 [NO_REASONS] = "5.4", [NO_FEE] = "6.2", [UNNAMED] = "6.3", [POPULAR] = "1"};
    if (outcomes[fault]) r->outcome = outcomes[fault];
    if (fault == LATE) r->answered = r->letter = r->received + 45;
    if (fault == UNANSWERED) r->answered = TODAY + 1;
    if (fault == COURIER) r->delivery = "S9";
    if (fault == NO_LETTER) r->with_number = false;
    if (fault == NO_OUTCOME) r->with_outcome = false;
    if (fault == LETTER_LATER) r->letter++;
    if (fault == FUTURE) r->letter = TODAY + 365;
    if (fault == OTHER_YEAR) memcpy(r->number, "SQ-2023", 7);
    if (fault == GAP) number_of_town(r);
    if (fault == NO_SUBJECT) r->with_subject = false;
    if (fault == POPULAR) r->popular = matters[draw_from(&luck, sizeof matters / sizeof *matters)];
    if (fault == BEFORE) r->registered = r->received - 1;
    if (fault == DISPUTED) {
        r->channel = "C4";
        r->registered = r->received + 20;
        r->answered = r->letter = r->received + 40;
    }
    if (fault == THIRD_UNTOLD)
        fprintf(events, "%s,1,ZQ,%s,%s,,,,\n%s,2,ZF,%s,,,,,不同意\n", r->number, iso(r->received + 1), iso(r->received + 20), r->number, iso(r->received + 5));
    if (fault == NO_LIMIT || fault == NOTICE_TWICE) fprintf(events, "%s,1,BZ,%s,,,,,\n", r->number, iso(r->received + 1));
    if (fault == NOTICE_TWICE) fprintf(events, "%s,2,BZ,%s,%s,,,,\n", r->number, iso(r->received + 2), iso(r->received + 17));
    if (fault == NOTICE_LATE) fprintf(events, "%s,1,BZ,%s,%s,,,,\n", r->number, iso(r->received + 25), iso(r->received + 45));
    if (fault == NOTICE_LATE) r->answered = r->letter = r->received + 50;
}

static void request(FILE *f, FILE *events, unsigned number, enum fault fault, bool dirty)
{
    static const char *const kinds[] = {"A1", "A1", "A1", "A1", "A1", "A1", "A1", "B1", "B1", "B2", "B3", "B4", "B9"};
    static const char *const channels[] = {"C1", "C1", "C4", "C4", "C4", "C7"};
    static const char *const outcomes[] = {"1", "1", "1", "1", "1", "2", "3.1", "3.2", "3.3", "3.5", "3.6", "3.7", "3.8", "4.1", "4.1", "4.1", "4.2",
                                           "5.1", "5.3", "5.5"};
    struct request r = {.kind = ONE_OF(kinds), .with_outcome = true, .with_number = true, .with_subject = true};
    snprintf(r.number, sizeof r.number, "SQ-2025-%07u", number);
    r.channel = ONE_OF(channels);
    r.outcome = ONE_OF(outcomes);
    r.delivery = draw(3) ? "S4" : "S3";
    r.received = FIRST_DAY + (int)draw(LAST_DAY - FIRST_DAY + 1);
    r.answered = r.received + 7 + (int)draw(8);
    while (!is_working(r.answered)) r.answered++;
    r.letter = r.answered;
    bool eventful = draw(200) == 0 && fault == NONE;
    if (fault != NONE && fault != AGAIN) spoil(&r, fault, events);
    fprintf(f, "%s,%s,", r.number, r.kind);
    applicant(f, r.kind);
    fprintf(f, ",%s,%s,", r.channel, iso(r.received));
    if (dirty) fprintf(f, "%s,", r.registered ? iso(r.registered) : "");
    if (r.popular) fputs(r.popular, f);
    else if (r.with_subject) subject(f);
    if (r.answered <= TODAY) {
        fprintf(f, ",%s,", r.with_outcome ? r.outcome : "");
        if (r.with_number) fprintf(f, "云自然资公开答〔%.4s〕%u号", iso(r.answered), number);
        fprintf(f, ",%s,%s,%s\n", iso(r.letter), r.delivery, iso(r.answered));
    } else {
        fputs(",,,,,\n", f);
    }
    if (eventful && r.received + 11 <= TODAY) course(events, number, r.received, number % 2);
}

static void write_requests(const char *folder, unsigned n, bool dirty)
{
    FILE *f = table(folder, "requests", dirty ? "受理编号,申请人类型,申请人名称,申请方式,提交日期,登记日期,信息名称或描述,办理结果,文书号,落款日期,送达方式,交邮或发出日期"
                                              : "受理编号,申请人类型,申请人名称,申请方式,提交日期,信息名称或描述,办理结果,文书号,落款日期,送达方式,交邮或发出日期");
    FILE *events = table(folder, "events", "受理编号,序号,事件,日期,期限日期,工作日数,批准人,批准日期,意见");
    uint64_t before = state;
    for (unsigned i = 1; i <= n; i++) {
        enum fault fault = dirty && draw_from(&luck, 10) == 0 ? (enum fault)draw_from(&luck, FAULTS) : NONE;
        if (fault == AGAIN && i > 1) state = before;   /* the same request under another number */
        before = state;
        request(f, events, i, fault, dirty);
    }
    finish(f);
    finish(events);
}

/* ---- decisions ---- */

static void write_decisions(const char *folder, unsigned n, bool dirty)
{
    static const struct { const char *code, *word; } kinds[] = {{"XK", "许"}, {"XK", "许"}, {"XK", "许"}, {"CF", "罚"}, {"CF", "罚"}, {"QZ", "强"}};
    FILE *f = table(folder, "decisions", "决定日期,类别,决定书文号,数量,公示日期");
    for (unsigned i = 1; i <= n; i++) {
        int day = 366 + (int)draw(365);
        unsigned kind = draw(sizeof kinds / sizeof *kinds);
        for (bool again = dirty && draw_from(&luck, 100) == 0, once = true; once || again; again = again && once, once = false)
            fprintf(f, "%s,%s,云自然资%s〔2025〕%u号,1,%s\n", iso(day), kinds[kind].code, kinds[kind].word, i, iso(day + 3));
    }
    finish(f);
}

int main(int argc, char **argv)
{
    char *end = NULL;
    unsigned long n = argc == 4 ? strtoul(argv[3], &end, 10) : 0;
    const char *kind = argc == 4 ? argv[2] : "";
    bool dirty = strstr(kind, "-dirty"), requests = !strcmp(kind, "requests") || !strcmp(kind, "requests-dirty");
    if (!n || *end || n > 99999999 || (!requests && strcmp(kind, "decisions") && strcmp(kind, "decisions-dirty"))) {
        fprintf(stderr, "generate FOLDER requests|requests-dirty|decisions|decisions-dirty NUMBER\n");
        return 3;
    }
    const char *folder = argv[1];
    if (mkdir(folder, 0777) && errno != EEXIST) stop(folder);
    FILE *agencies = table(folder, "agencies", "机关代码,机关名称,机关类型,层级,联系地址,联系电话");
    fputs("113699210073140615,江州市云溪县自然资源局,B,4,江州市云溪县城关镇云溪大道66号,0789-6223180\n", agencies);
    finish(agencies);
    finish(table(folder, "documents", "文件编号,机关代码,类型,名称,文号,成文日期"));
    finish(table(folder, "disputes", "案件编号,机关代码,类别,收案日期"));
    finish(table(folder, "fees", "机关代码,年度,项目名称,金额(万元)"));
    finish(table(folder, "items", "机关代码,年度,类别"));
    write_requests(folder, requests ? (unsigned)n : 0, dirty);
    if (!requests) write_decisions(folder, (unsigned)n, dirty);
    else finish(table(folder, "decisions", "决定日期,类别,决定书文号,数量,公示日期"));
    return 0;
}
