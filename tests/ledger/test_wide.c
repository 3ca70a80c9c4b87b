/* Columns of a wide ledger → rows of the table of events; their places are those of the wide file. */
#include "ledger_fixture.h"

#define HEAD "受理编号,申请人类型,申请人名称,申请方式,"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    f = fixture_new();
    fixture_one_agency(&f);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_release(&f);
    return 0;
}

/* The rows of the table of events. */
static void wide(const char *csv, const char *rows, const char *said)
{
    char path[256];
    snprintf(path, sizeof path, "%s/requests.csv", f.folder);
    fixture_put(&f, "requests.csv", csv, strlen(csv));
    text_clear(&f.rows);
    problems_release(&f.problems);
    f.context.problems = &f.problems;
    f.context.agencies = &f.agencies;
    struct ledger_file file = {.path = path, .shown = "requests.csv", .table = schema_table(f.schema, "requests")};
    struct row_source *s;
    assert_true(row_source_open(&s, &f.context, &file));
    bool is_wide = row_source_is_wide(s);
    row_source_close(s);
    problems_release(&f.problems);
    assert_int_equal(is_wide, rows != NULL);
    if (is_wide) {
        assert_true(row_source_open_wide(&s, &f.context, &file));
        while (row_source_next(s)) fixture_show_row(&f.rows, schema_table(f.schema, "events"), row_source_values(s));
        row_source_close(s);
        assert_string_equal(fixture_rows(&f), rows);
        assert_string_equal(fixture_said(&f), said);
    }
    fixture_remove(&f, "requests.csv");
}

static void no_columns(void **state)
{
    (void)state;
    wide(HEAD "提交日期\nSQ-1,A1,甲,C1,2025-03-01\n", NULL, NULL);
}

static void events(void **state)
{
    (void)state;
    wide("台账\n" HEAD "补正告知日期,补正截止日期,补正收到日期,延期告知日期,延期天数,延期批准人,延期批准日期\n"
         "SQ-1,A1,甲,C1,2025-03-03,2025/3/17,2025年3月10日,,,,\n,,,,,,,,,,\nSQ-2,A1,乙,C1,,,,2025331日,20个工作日,王五,2025-03-30\nSQ-3,A1,丙,C1,/,/,无,,0,,\n合计,3\n",
         "request_no=SQ-1 agency=1 seq=3 event=BZ day=2025-03-03 until=2025-03-17\nrequest_no=SQ-1 agency=1 seq=4 event=BH day=2025-03-10\n"
         "request_no=SQ-2 agency=1 seq=13 event=YQ day=2025-03-31 days=20 approver=1 approved=2025-03-30\n",
         "A02 5 延期告知日期 2025331日\nS15 3 补正截止日期 2025/3/17\nS15 3 补正收到日期 2025年3月10日\nS15 5 延期天数 20个工作日\n");
    wide(HEAD "征求意见日期,征求对象,征求意见收到日期,意见回复日期,第三方意见\nSQ-1,A1,甲,C1,2025-03-03,乙、丙公司,2025-03-05,2025-03-10,不同意\n",
         "request_no=SQ-1 agency=1 seq=7 event=ZQ day=2025-03-03 party=1 party_received=2025-03-05\n"
         "request_no=SQ-1 agency=1 seq=8 event=ZF day=2025-03-10 party=1 opinion=2\n", "");
    wide(HEAD "收费通知日期,信息处理费,缴费日期\nSQ-1,A1,甲,C1,2025-03-03,\"1,220.00\",2025-03-09\n",
         "request_no=SQ-1 agency=1 seq=15 event=SF day=2025-03-03 amount=1220000000/2\nrequest_no=SQ-1 agency=1 seq=16 event=JF day=2025-03-09\n", "S15 2 信息处理费 1,220.00\n");
}

/* The place of an event is its line, heading and table in the wide file. */
static void places(void **state)
{
    (void)state;
    wide(HEAD "延期通知时间\nSQ-1,A1,甲,C1,2025-02-30\n", "", "!A01 2 延期通知时间 2025-02-30\n");
    assert_string_equal(f.problems.list[0].table, "requests");
    assert_string_equal(f.problems.list[0].file, "requests.csv");
    assert_string_equal(f.problems.list[0].key, "SQ-1");
}

static void without_day(void **state)
{
    (void)state;
    wide(HEAD "是否延期,延期告知日期,延期批准人,是否补正,征求第三方\nSQ-1,A1,甲,C1,是,,,,\nSQ-2,A1,甲,C1,否,,,否,\nSQ-3,A1,甲,C1,,,王五,,√\nSQ-4,A1,甲,C1,也许,,,Y,\n"
         "SQ-5,A1,甲,C1,否,2025-03-03,王五,,\n",
         "request_no=SQ-5 agency=1 seq=13 event=YQ day=2025-03-03 approver=1\n",
         "A26 2 是否延期 是\nA26 4 征求第三方 是\nA26 4 延期批准人 -\nA26 5 是否补正 是\n!S07 5 是否延期 -\nA27 6 是否延期 否\n");
    assert_string_equal(f.problems.list[0].expected, "填上延期告知日期");
    assert_string_equal(f.problems.list[0].text, "有“是否延期”而没有它的日期，没有算作延期");
}

static void two_in_a_cell(void **state)
{
    (void)state;
    wide(HEAD "补正告知日期,征求意见日期,征求对象\nSQ-1,A1,甲,C1,2025-03-03、2025-03-10,,\nSQ-2,A1,甲,C1,\"2025年3月3日\n2025年3月10日\",,\nSQ-3,A1,甲,C1,2025-03-03；2025-03-10,,\n"
         "SQ-4,A1,甲,C1,2025-03-03 10:20,,\nSQ-5,A1,甲,C1,2025-03-03、补,,\nSQ-6,A1,甲,C1,,2025-03-03,乙公司；丙公司\n",
         "request_no=SQ-4 agency=1 seq=3 event=BZ day=2025-03-03\n",
         "!S17 2 补正告知日期 2025-03-03、2025-03-10\n!S17 3 补正告知日期 -\n!S17 5 补正告知日期 -\n!A01 7 补正告知日期 （个人信息，不显示）\n!S17 8 征求对象 -\nS15 6 补正告知日期 2025-03-03 10:20\n");
    assert_string_equal(f.problems.list[0].expected, "写到“办理过程”（events）表里，一次一行");
}

/* A row has slipped so that a name stands in a wide column: no message repeats it. */
static void names_stay_hidden(void **state)
{
    (void)state;
    wide(HEAD "联系方式,是否延期,延期告知日期\nSQ-1,A1,C1,13900000001,赵六,李四,孙七\nSQ-2,A1,周八,C1,,,13900000002\nSQ-3,A1,C1,2025-02-30,孙七,2025-02-31\n", "",
         "!S07 2 是否延期 -\n!A01 2 延期告知日期 （个人信息，不显示）\n!A01 3 延期告知日期 （个人信息，不显示）\n!S07 4 是否延期 -\n");
    for (size_t i = 0; i < f.problems.n; i++)
        assert_true(!f.problems.list[i].value || !strstr(f.problems.list[i].value, "孙七"));
}

static void headings(void **state)
{
    (void)state;
    struct heading_log log = {0};
    f.context.headings = &log;
    assert_false(fixture_read(&f, "requests.csv", "序号,申请单编号,申请人性质,申请方式,延期通知时间,征求对象,收到日期,延期告知日,神秘,提交时间,提交日期\n"));
    f.context.headings = NULL;
    struct text words = {0};
    for (size_t i = 0; i < log.n; i++)
        text_printf(&words, "%zu %s %d %s %s\n", log.list[i].cell, log.list[i].seen, (int)log.list[i].verdict, log.list[i].heading ? log.list[i].heading : "-",
                    log.list[i].event ? log.list[i].event : "-");
    assert_string_equal(text_get(&words), "1 序号 3 - -\n2 申请单编号 1 受理编号 -\n3 申请人性质 1 申请人类型 -\n4 申请方式 0 申请方式 -\n5 延期通知时间 1 延期告知日期 延期·日期\n"
                        "6 征求对象 0 征求对象 征求第三方·对方、第三方回复·对方、告知第三方·对方\n7 收到日期 6 签收日期、实收日期、确认日期 -\n8 延期告知日 5 延期告知日期 延期·日期\n"
                        "9 第9列 4 - -\n10 提交时间 1 提交日期 -\n11 提交日期 7 提交日期 -\n");
    text_release(&words);
    heading_log_release(&log);
    assert_string_equal(fixture_said(&f), "!S04 1 收到日期 -\n!S04 1 延期告知日 -\nS06 1 第9列 -\n!S04 1 提交日期 -\n");
    assert_string_equal(f.problems.list[0].expected, "签收日期、实收日期、确认日期");
    assert_string_equal(f.problems.list[1].text, "没有这个标题，是不是“延期告知日期”");
    /* A column that an ambiguous heading may mean is not reported as missing too. */
    assert_false(fixture_read(&f, "requests.csv", "受理编号,申请人,申请方式,提交日期\n"));
    assert_string_equal(fixture_said(&f), "!S04 1 申请人 -\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_columns), cmocka_unit_test(events), cmocka_unit_test(places), cmocka_unit_test(without_day),
        cmocka_unit_test(two_in_a_cell), cmocka_unit_test(names_stay_hidden), cmocka_unit_test(headings),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
