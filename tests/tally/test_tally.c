/* Markdown, and the numbers that replace placeholders in texts. */
#include "form/markdown.h"
#include "tally/placeholder.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct form *form;
static struct report *report;
static struct schema *schema;
static struct store *store;

static void set(const char *address, int64_t value, int scale)
{
    const struct form_table *t;
    int slot;
    assert_true(form_address(form, address, &t, &slot));
    report_set(report, report_table(report, t->id), slot, (struct decimal){value, scale});
}

static int open_report(void **state)
{
    (void)state;
    struct diag diag;
    if (!form_load(&form, PROJECT_SOURCE_DIR "/report_templates/2021", &diag) || !schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) ||
        !store_open(&store, NULL, schema, &diag))
        return 1;
    report = report_new(form);
    report->year = 2025;
    report->agency.id = 1;
    set("requests/new/natural_person", 2, 0);
    set("requests/new/enterprise", 1, 0);
    set("proactive/fees/amount", 24252311082, 6);
    if (!report_add_up(report, &diag)) return 1;
    struct cell_record last = {.set = "declared", .agency = 1, .year = 2024, .table = "requests", .row = "new", .col = "total", .value = 10, .shown = "10"};
    return store_put_cell(store, &last, &diag) ? 0 : 1;
}

static int close_report(void **state)
{
    (void)state;
    report_free(report);
    form_free(form);
    store_close(store);
    schema_free(schema);
    return 0;
}

struct fault_seen { size_t n; const char *at; char why[256]; };

static void see_fault(void *context, const char *at, const char *why)
{
    struct fault_seen *f = context;
    if (!f->n++) {
        f->at = at;
        snprintf(f->why, sizeof f->why, "%s", why);
    }
}

static void assert_fills(const char *source, const char *expected)
{
    struct placeholders p = {report, store, false};
    struct fault_seen seen = {0};
    struct placeholder_faults faults = {see_fault, &seen, 0};
    struct text out = {0};
    struct diag diag;
    assert_true(placeholders_fill(&p, source, &out, &faults, &diag));
    if (faults.n) fail_msg("%s: %s", source, seen.why);
    assert_string_equal(text_get(&out), expected);
    text_release(&out);
}

static void assert_refuses(const char *source, size_t where, const char *words)
{
    struct placeholders p = {report, store, false};
    struct fault_seen seen = {0};
    struct placeholder_faults faults = {see_fault, &seen, 0};
    struct text out = {0};
    struct diag diag;
    assert_true(placeholders_fill(&p, source, &out, &faults, &diag));
    assert_true(faults.n > 0);
    assert_int_equal(seen.at - source, where);
    assert_non_null(strstr(seen.why, words));
    text_release(&out);
}

static void every_fault_is_told(void **state)
{
    (void)state;
    struct placeholders p = {report, store, false};
    struct fault_seen seen = {0};
    struct placeholder_faults faults = {see_fault, &seen, 0};
    struct text out = {0};
    struct diag diag;
    assert_true(placeholders_fill(&p, "{{sum}}，{{requests/new/total}}，{{pct a}}，{{avg x}}", &out, &faults, &diag));
    assert_int_equal(faults.n, 3);
    assert_string_equal(text_get(&out), "，3，，");
    text_release(&out);
}

static void numbers_come_from_cells(void **state)
{
    (void)state;
    assert_fills("新收{{requests/new/total}}件。", "新收3件。");
    assert_fills("{{ proactive/fees/amount }}万元", "24252.311082万元");
    assert_fills("{{sum requests/new/natural_person requests/new/enterprise}}", "3");
    assert_fills("没有占位符", "没有占位符");
}

static void percentages_round_half_up(void **state)
{
    (void)state;
    assert_fills("{{pct requests/new/natural_person requests/new/total}}%", "66.67%");
    assert_fills("{{pct requests/new/enterprise requests/new/total}}%", "33.33%");
    assert_fills("{{pct requests/new/total requests/new/total}}", "100.00");
}

static void differences_keep_their_sign(void **state)
{
    (void)state;
    assert_fills("比上年{{diff requests/new/total}}件", "比上年-7件");
    assert_refuses("{{diff requests/new/enterprise}}", 0, "上年数");
}

static void faults_are_named_with_their_place(void **state)
{
    (void)state;
    assert_refuses("年{{requests/new/nonesuch}}", 3, "requests/new/nonesuch");
    assert_refuses("{{average requests/new/total x}}", 0, "average");
    assert_refuses("{{pct requests/new/total requests/1/total}}", 0, "分母");
    assert_refuses("a {{requests/new/total", 2, "}}");
    assert_refuses("{{ }}", 0, "没有内容");
}

static void markdown_is_paragraphs_and_headings(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct block *blocks = NULL;
    size_t n = 0, cap = 0;
    markdown_blocks(&arena, "### （一）公开\r\n　　第一行\n第二行 a\nb\n\n第二段\n", &blocks, &n, &cap);
    assert_int_equal(n, 3);
    assert_true(blocks[0].heading);
    assert_string_equal(blocks[0].text, "（一）公开");
    assert_string_equal(blocks[1].text, "第一行第二行 a b");
    assert_string_equal(blocks[2].text, "第二段");
    n = 0;
    markdown_blocks(&arena, "甲。\n乙：\n1.丙\n（2）丁\n　　戊\n己\n1.5万元\n（二）申请\n（见附件）\n（三）其他，\n庚", &blocks, &n, &cap);
    static const char *const wanted[] = {"甲。", "乙：", "1.丙", "（2）丁", "戊己1.5万元", "（二）申请", "（见附件）", "（三）其他，庚"};
    assert_int_equal(n, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(blocks[i].text, wanted[i]);
        assert_int_equal(blocks[i].heading, i == 5);
    }
    free(blocks);
    arena_release(&arena);
}

/* One line for each block: = is a heading, - a paragraph. */
static void assert_blocks(const char *source, const char *expected)
{
    struct arena arena = {0};
    struct block *blocks = NULL;
    size_t n = 0, cap = 0;
    struct text got = {0};
    markdown_blocks(&arena, source, &blocks, &n, &cap);
    for (size_t i = 0; i < n; i++) text_printf(&got, "%s%s\n", blocks[i].heading ? "=" : "-", blocks[i].text);
    assert_string_equal(text_get(&got), expected);
    text_release(&got);
    free(blocks);
    arena_release(&arena);
}

static void numbered_lines_stand_alone(void **state)
{
    (void)state;
    assert_blocks("（一）“双公示”情况（共12件）\n正文若干", "=（一）“双公示”情况（共12件）\n-正文若干\n");
    assert_blocks("（二）健全制度，压实责任，强化培训，主动公开和依申请公开各项工作取得新成效\n正文", "=（二）健全制度，压实责任，强化培训，主动公开和依申请公开各项工作取得新成效\n-正文\n");
    assert_blocks("1.主动公开\n正文甲\n（1）目录\n正文乙\n2）渠道\n正文丙\n⑶平台\n正文丁", "-1.主动公开\n-正文甲\n-（1）目录\n-正文乙\n-2）渠道\n-正文丙\n-⑶平台\n-正文丁\n");
    assert_blocks("工作如下\n一是强化组织领导\n二是抓培训\n正文", "-工作如下\n-一是强化组织领导\n-二是抓培训\n-正文\n");
    assert_blocks("第一，抓制度\n第二，抓落实\n正文\n首先，学习\n其次是检查\n正文", "-第一，抓制度\n-第二，抓落实\n-正文\n-首先，学习\n-其次是检查\n-正文\n");
    assert_blocks("1.公开目录、\n指南\n第一季度\n收到申请", "-1.公开目录、指南第一季度收到申请\n");
    assert_blocks("（一）\n正文", "-（一）\n-正文\n");
}

static void count_faults(void *context, int line, const char *names)
{
    (void)line;
    (void)names;
    ++*(int *)context;
}

static int marks_in(const char *line)
{
    int n = 0;
    markdown_marks(line, (struct markdown_faults){count_faults, &n});
    return n;
}

static void a_star_in_a_name_is_no_emphasis(void **state)
{
    (void)state;
    assert_int_equal(marks_in("分为A*B*C三类"), 0);
    assert_int_equal(marks_in("甲*乙*丙"), 0);
    assert_int_equal(marks_in("2*3和4*5"), 0);
    assert_int_equal(marks_in("这是**重点**"), 1);
    assert_int_equal(marks_in("A**重点**"), 1);
    assert_int_equal(marks_in("，*重点*，"), 1);
    assert_int_equal(marks_in("*重点*"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_from_cells), cmocka_unit_test(percentages_round_half_up), cmocka_unit_test(differences_keep_their_sign),
        cmocka_unit_test(faults_are_named_with_their_place), cmocka_unit_test(every_fault_is_told), cmocka_unit_test(markdown_is_paragraphs_and_headings),
        cmocka_unit_test(numbered_lines_stand_alone), cmocka_unit_test(a_star_in_a_name_is_no_emphasis),
    };
    return cmocka_run_group_tests(tests, open_report, close_report);
}
