/* Numbers in texts, and the tables of them that queries read; texts beside last year's. */
#include "tally/text_changes.h"
#include "tally/text_numbers.h"
#include "base/text.h"
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static struct form *form;
static struct report *report;
static struct schema *schema;
static struct store *store;

static int open_store(void **state)
{
    (void)state;
    struct diag diag;
    if (!form_load(&form, PROJECT_SOURCE_DIR "/report_templates/2021", &diag) || !schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag)) return 1;
    report = report_new(form);
    report->year = 2025;
    report->agency.id = 1;
    return 0;
}

static int close_store(void **state)
{
    (void)state;
    report_free(report);
    form_free(form);
    schema_free(schema);
    return 0;
}

/* "value unit before|after sentence" of every number in the words, a line each. */
static void assert_numbers(const char *words, const char *expected)
{
    struct diag diag;
    struct query *q;
    struct text got = {0};
    bool row;
    assert_true(store_open(&store, NULL, schema, &diag));
    assert_true(store_put_text(store, 1, "overview", "第1段", words, &diag));
    if (!text_numbers_write(store, report->agency.id, &diag)) fail_msg("%s", diag.text);
    assert_true(query_open(&q, store, "SELECT decimal_text(value, 6, decimals), unit, before, after, sentence FROM text_numbers ORDER BY n", "t", 1, &diag));
    while (query_next(q, &row, &diag) && row)
        text_printf(&got, "%s%s %s|%s %" PRId64 "\n", query_text(q, 0), query_text(q, 1), query_text(q, 2), query_text(q, 3), query_integer(q, 4));
    query_close(q);
    assert_string_equal(text_get(&got), expected);
    text_release(&got);
    store_close(store);
}

static void numbers_have_their_words(void **state)
{
    (void)state;
    assert_numbers("新收申请１６件，比上年增加-2件；办结1,234件。", "16件 新收申请| 1\n-2件 比上年增加| 1\n1234件 办结| 2\n");
    assert_numbers("收费12.50万元（占90.1%），百分之八；百分之12。", "12.50万元 收费| 1\n90.1% 占| 1\n12% | 2\n");
    assert_numbers("受理1462件，其中：甲962件、乙655件", "1462件 受理| 1\n962件 其中：甲| 1\n655件 乙| 1\n");
    assert_numbers("在20个工作日内答复", "20个工作日 在|内答复 1\n");
}

static void not_every_digit_is_a_number(void **state)
{
    (void)state;
    assert_numbers("2021-2025年", "2021 |-2025年 1\n2025年 2021-| 1\n");
    assert_numbers("见http://a.b/2025/1.html和B2", "");
    assert_numbers("账号1234567890123", "");
    assert_numbers("没有数", "");
    assert_numbers("末尾3", "3 末尾| 1\n");
}

static void a_joint_begins_anew(void **state)
{
    (void)state;
    assert_numbers("行政复议7件和行政诉讼5件", "7件 行政复议|和行政诉讼5件 1\n5件 行政诉讼| 1\n");
    assert_numbers("1月和2月", "1月 |和2月 1\n2月 1月和| 1\n");
}

static void a_list_is_shared_out(void **state)
{
    (void)state;
    assert_numbers("经核，行政复议、行政诉讼案件分别为7件和4件，共11件", "7件 行政复议分别为|和4件 1\n4件 行政诉讼案件分别为| 1\n11件 共| 1\n");
    assert_numbers("甲、乙分别有1件、2件、3件；甲分别有4件、5件", "1件 甲、乙分别有| 1\n2件 甲、乙分别有| 1\n3件 甲、乙分别有| 1\n4件 甲分别有| 2\n5件 甲分别有| 2\n");
    assert_numbers("甲、乙分别1件（丙2件）", "1件 乙分别| 1\n2件 丙| 1\n");
}

/* The depth of every number in the words. */
static void brackets_are_counted(void **state)
{
    (void)state;
    struct diag diag;
    struct query *q;
    bool row;
    int64_t expected[] = {0, 1, 1, 2, 0, 0, 0}, n = 0;
    assert_true(store_open(&store, NULL, schema, &diag));
    assert_true(store_put_text(store, 1, "overview", "第1段", "甲1件（乙2件、丙3件(丁4件)），戊5件）己6件（。庚7件", &diag));
    assert_true(text_numbers_write(store, report->agency.id, &diag));
    assert_true(query_open(&q, store, "SELECT depth FROM text_numbers ORDER BY n", "t", 1, &diag));
    while (query_next(q, &row, &diag) && row) assert_int_equal(query_integer(q, 0), expected[n++]);
    query_close(q);
    assert_int_equal(n, 7);
    store_close(store);
}

static void blanks_part_no_words(void **state)
{
    (void)state;
    assert_numbers("新收\u00A0申请\u3000５\u200B件，办\uFEFF结 6 件，a 7", "5件 新收申请| 1\n6件 办结| 1\n7 a | 1\n");
}

/* The period of every number in the words, each followed by a stroke. */
static void assert_periods(const char *words, const char *expected)
{
    struct diag diag;
    struct query *q;
    struct text got = {0};
    bool row;
    assert_true(store_open(&store, NULL, schema, &diag));
    assert_true(store_put_text(store, 1, "overview", "第1段", words, &diag));
    if (!text_numbers_write(store, report->agency.id, &diag)) fail_msg("%s", diag.text);
    assert_true(query_open(&q, store, "SELECT period FROM text_numbers WHERE unit = '件' ORDER BY n", "t", 1, &diag));
    while (query_next(q, &row, &diag) && row) text_printf(&got, "%s/", query_text(q, 0));
    query_close(q);
    assert_string_equal(text_get(&got), expected);
    text_release(&got);
    store_close(store);
}

static void a_clause_may_be_a_time(void **state)
{
    (void)state;
    assert_periods("第一季度，收到申请1件，办结2件；收到3件", "第一季度/第一季度//");
    assert_periods("截至2024年底，有效文件1件，截至12月底，有效文件2件。", "截至2024年底/截至12月底/");
    assert_periods("根据条例（2019年4月3日修订），收到1件", "/");
    assert_periods("规范性文件（2024年）1件", "2024年/");
}

/* An agency of which no telephone is known: its own mailbox cannot be told from a person's. */
static void last_year_shows_no_mailbox(void **state)
{
    (void)state;
    struct diag diag;
    struct text_changes changes;
    assert_true(store_open(&store, NULL, schema, &diag));
    assert_true(store_add_agency(store, "A1", "甲县民政局", &diag));
    assert_true(store_put_text(store, 1, "overview", "第1段", "2025年，收到申请5件。联系人邮箱■■■■。", &diag));
    assert_true(store_put_previous_text(store, 1, "overview", "第1段", "2024年，收到申请4件。联系人邮箱wang.xm@example.com，手机13912345678。", &diag));
    assert_true(text_changes_read(&changes, store, form, 1, "甲县民政局", 2025, &diag));
    assert_int_equal(changes.n, 1);
    for (size_t i = 0; i < changes.parts[0].pairs.n; i++) {
        const char *before = changes.parts[0].pairs.list[i].before;
        assert_true(!before || (!strstr(before, "wang.xm") && !strstr(before, "139")));
    }
    text_changes_release(&changes);
    store_close(store);
}

static void lists_are_tables(void **state)
{
    (void)state;
    struct diag diag;
    struct query *q;
    bool row;
    assert_true(store_open(&store, NULL, schema, &diag));
    assert_true(store_add_lists(store, PROJECT_SOURCE_DIR "/data/lists", &diag));
    assert_true(query_open(&q, store, "SELECT count(id), max(n) FROM obligations", "t", 1, &diag));
    assert_true(query_next(q, &row, &diag) && row);
    assert_int_equal(query_integer(q, 0), 89);
    assert_int_equal(query_integer(q, 1), 89);
    query_close(q);
    assert_false(query_open(&q, store, "SELECT name FROM sqlite_master", "t", 1, &diag));
    store_close(store);
    assert_true(store_open(&store, NULL, schema, &diag));
    assert_false(store_add_lists(store, PROJECT_SOURCE_DIR "/no such folder", &diag));
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_have_their_words), cmocka_unit_test(not_every_digit_is_a_number), cmocka_unit_test(a_joint_begins_anew), cmocka_unit_test(a_list_is_shared_out), cmocka_unit_test(brackets_are_counted), cmocka_unit_test(blanks_part_no_words),
        cmocka_unit_test(a_clause_may_be_a_time), cmocka_unit_test(last_year_shows_no_mailbox), cmocka_unit_test(lists_are_tables)};
    return cmocka_run_group_tests(tests, open_store, close_store);
}
