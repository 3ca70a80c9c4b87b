/* Markdown, and numbers put into texts. */
#include "tally/markdown.h"
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
    assert_refuses("年{{requests/new/nobody}}", 3, "requests/new/nobody");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_from_cells), cmocka_unit_test(percentages_round_half_up), cmocka_unit_test(differences_keep_their_sign),
        cmocka_unit_test(faults_are_named_with_their_place), cmocka_unit_test(every_fault_is_told), cmocka_unit_test(markdown_is_paragraphs_and_headings),
    };
    return cmocka_run_group_tests(tests, open_report, close_report);
}
