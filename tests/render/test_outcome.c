/* 本次结果.html: how the report stands, what comes next, findings by cause, what changed, the limits. Drawn as plain lines. */
#include "calendar/civil.h"
#include "documents/outcome.h"
#include "render/plain/plain.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct sample sample;
static struct last_run last_run;
static struct text lines;

static int setup(void **state)
{
    (void)state;
    sample_init(&sample);
    sample.report->closing_day = civil_day(sample.report->year, 12, 31);
    last_run = (struct last_run){0};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    findings_release(&sample.findings);
    sample_release(&sample);
    text_release(&lines);
    return 0;
}

static const char *drawn(void)
{
    static const struct outcome_file files[] = {{"年报.pdf", "公布", true}, {"findings.csv", "内部", false}};
    struct document d;
    document_init(&d, &(struct document_facts){.title = "本次结果", .stamp = sample.report->stamp});
    outcome_document(&d, &(struct run_outcome){.report = sample.report, .findings = &sample.findings, .deadlines = sample_deadlines(&sample),
                                           .files = files, .n_files = 2, .last_run = &last_run});
    assert_true(d.internal && d.whole_page);
    text_clear(&lines);
    plain_add(&lines, &d);
    document_release(&d);
    return text_get(&lines);
}

static void has_all(const char *text, const char *const *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strstr(text, wanted[i])) fail_msg("no %s in\n%s", wanted[i], text);
}
#define HAS(text, ...) has_all(text, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void add(struct finding f)
{
    f.article = "条例第三十三条";
    f.advice = f.advice ? f.advice : "改正";
    findings_add(&sample.findings, &f);
}

static void forget_findings(void)
{
    findings_release(&sample.findings);
    sample.report->draft = false;
    sample.report->findings = (struct finding_counts){0};
}

static void says_how_the_report_stands(void **state)
{
    (void)state;
    forget_findings();
    const char *text = drawn();
    HAS(text, "年报已经写成，没有须改正的问题。\n", "没有发现问题。\n", "1. 把 Word 文档或者 PDF 送领导审阅", "3. 向主管部门报送",
        "published/0/file\t年报.pdf\n", "internal/0/file\tfindings.csv\n");
    assert_null(strstr(text, "草稿"));
    sample.report->draft = true;
    sample.report->findings.blocking = 3;
    text = drawn();
    HAS(text, "! 还是草稿：有 3 处须改正。\n", "1. 在台账里改正", "2. 再运行一次");
    assert_null(strstr(text, "\n3. "));
    sample.report->totals = true;
    HAS(drawn(), "1. 在填好的年报里改正", "按填报数做的年报没有台账");
    sample.report->closing_day = civil_day(sample.report->year, 11, 20);
    HAS(drawn(), "处须改正；2025年还没有结束，统计截至2025年11月20日。\n");
    sample.report->findings.blocking = 0;
    HAS(drawn(), "! 还是草稿：2025年还没有结束，统计截至2025年11月20日。\n", "1. 年度结束以后再运行一次");
}

/* Findings of one cause need not stand together; what one lacks is said once for all its checks. */
static void findings_of_a_cause_are_one_entry(void **state)
{
    (void)state;
    forget_findings();
    add((struct finding){.id = "B01", .message = "超期", .file = "a.csv", .row = 3, .column = "答复日期", .key = "A-1", .blocking = true, .value = "甲", .expected = "乙", .department = "办公室"});
    add((struct finding){.id = "B02", .message = "另一个", .file = "a.csv", .row = 4, .blocking = true});
    add((struct finding){.id = "B01", .message = "超期，三天", .file = "b.xlsx:申请登记", .sheet = true, .sheet_column = 4, .row = 17, .blocking = true});
    add((struct finding){.id = "E07", .message = "相同", .state = STATE_NOT_ASSESSABLE, .value = "没有上年正文"});
    add((struct finding){.id = "E08", .message = "没有改", .state = STATE_NOT_ASSESSABLE, .value = "没有上年正文", .advice = "看看"});
    const char *text = drawn();
    HAS(text, "## 须改正（3处）\nfindings/B01\t超期（2处）\n- a.csv:3　[答复日期]　A-1　所见“甲”　应为 乙　承办：办公室\n- b.xlsx:申请登记!D17　三天\n怎么办\t改正\n依据\t条例第三十三条\n"
              "findings/B02\t另一个\n- a.csv:4\n", "## 无法核对（2处）\nfindings/\t没有上年正文\n- E07　相同\n- E08　没有改\n#");
}

static void a_cause_of_many_places_is_cut_and_says_so(void **state)
{
    (void)state;
    forget_findings();
    for (int i = 0; i < 501; i++) add((struct finding){.id = "A10", .message = "重复", .file = "a.csv", .row = 1000 + i});
    const char *text = drawn();
    HAS(text, "findings/A10\t重复（501处）\n- a.csv:1000\n", "- a.csv:1499\n* 显示 500 / 501 处，全部见 问题清单.xlsx 和 findings.csv。\n");
    assert_null(strstr(text, "a.csv:1500"));
}

static void says_what_changed(void **state)
{
    (void)state;
    static struct figure_change changes[] = {{"二、乙　新收　总计", "beta/new/total", "7", "6"}, {"二、乙　新收　自然人", "beta/new/person", NULL, "1"}};
    HAS(drawn(), "这个文件夹里第一次写年报");
    last_run = (struct last_run){.state = LAST_RUN_UNREAD, .why = "不是本程序写的 report.json"};
    HAS(drawn(), "! 上次的 report.json 没有比：不是本程序写的 report.json。\n");
    last_run = (struct last_run){.state = LAST_RUN_READ, .as_of = civil_day(2026, 1, 19), .draft = true};
    HAS(drawn(), "上次写的是草稿（--as-of 2026-01-19）；没有变化。\n");
    last_run.changes = changes, last_run.n_changes = 2;
    HAS(drawn(), "；变了 2 个数。\nchanges/0/figure\t二、乙　新收　总计\nchanges/0/figure/note\tbeta/new/total\nchanges/0/before\t7\nchanges/0/now\t6\n",
        "changes/1/before\t空\nchanges/1/now\t1\n");
}

static struct deadline deadline(const char *no, const char *state, int due, int passed)
{
    return (struct deadline){.request = no, .state = state, .due_strict = due, .due_lenient = due, .passed = passed,
                             .decisive = !strcmp(state, "in_time") || !strcmp(state, "late") ? civil_day(2025, 5, 1) : NO_DAY};
}

static void counts_the_limits_and_lists_what_is_open(void **state)
{
    (void)state;
    int today = sample.report->as_of;
    const struct deadline all[] = {deadline("A-1", "in_time", today - 9, 0), deadline("A-2", "in_time", today - 9, 0), deadline("A-3", "late", today - 9, 1),
                                   deadline("A-4", "open", today + 5, 0),    deadline("A-5", "open", today, 0),        deadline("A-6", "overdue", today - 2, 1),
                                   deadline("A-7", "unknown", NO_DAY, DEADLINE_NO_COUNT), deadline("A-8", "open", today - 1, 1)};
    sample.deadlines = all, sample.n_deadlines = sizeof all / sizeof *all;
    const char *text = drawn();
    HAS(text, "counts/按期答复\t2\ncounts/超期答复\t1\ncounts/在办，未到期\t2\ncounts/在办，从严已到期\t1\ncounts/在办，已超期\t1\ncounts/算不出期限\t1\n* 上年结转和本年收到的申请 8 件",
        "open/0/request\tA-6\n", "open/0/left\t已过 2 天\nopen/1/request\tA-8\n", "open/2/left\t今天到期\n", "open/3/left\t还有 5 天\n", "open/4/request\tA-7\nopen/4/left\t算不出\n");
    assert_null(strstr(text, "争议\t"));              /* no bar without a request */
    sample.n_deadlines = 2;
    HAS(drawn(), "- 没有在办的申请。\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(says_how_the_report_stands, setup, teardown),
        cmocka_unit_test_setup_teardown(findings_of_a_cause_are_one_entry, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cause_of_many_places_is_cut_and_says_so, setup, teardown),
        cmocka_unit_test_setup_teardown(says_what_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(counts_the_limits_and_lists_what_is_open, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
