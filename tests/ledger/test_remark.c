/* Remarks that belong to the sheet and to no record: the reader leaves out a row that holds only such a remark, says so, and reads
 * every other row. */
#include "ledger/schema/remark.h"
#include "ledger_fixture.h"

#define HEAD "受理编号,申请人类型,申请人名称,申请方式,提交日期,办理结果,救济告知\n"
#define ROW "SQ-1,A1,甲,C4,2025-03-01,1,\n"
#define READ_ROW "no=SQ-1 agency=1 applicant_kind=A1 applicant=1 channel=C4 submitted=2025-03-01 outcome=1\n"

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

static void is(enum remark expected, const char *const *cells)
{
    for (; *cells; cells++)
        if (remark_of(f.schema, (struct slice){*cells, strlen(*cells)}) != expected) fail_msg("%s is %d", *cells, (int)remark_of(f.schema, (struct slice){*cells, strlen(*cells)}));
}
#define IS(kind, ...) is(kind, (const char *const[]){__VA_ARGS__, NULL})

static void kinds(void **state)
{
    (void)state;
    IS(REMARK_LABEL, "填表人：", "审核人", "日 期：", "单位（盖章）：", "单位(盖章)");
    IS(REMARK_SIGNED, "填表人：张三", "审 核 人 ： 李四", "填报日期:2026年1月5日", "填报单位（盖章）：某局", "清河县农业农村局（盖章）");
    IS(REMARK_NOTE, "注：1.本表由办公室填写", "注1：如实填写", "备注:无", "※注", "说明：逐件登记", "（此表由办公室填写）", "说明｜逐件登记", "※带*为必填", "数据截止：2025年12月31日");
    IS(REMARK_END, "以下空白", "（以下空白）", "——以下无正文——", "此页无正文");
    IS(REMARK_PAGE, "第 1 页，共 3 页", "第1页/共3页", "第三页", "共3页", "Page 2 of 3", "- 第2页 -", "-1-", "－ 12 －");
    IS(REMARK_MONTH, "一、3月份", "（三）三月", "2025年3月", "12月：", "第一季度", "2025年上半年", "1-3月", "一月至三月", "3月（2件）", "2025年度4月份");
    IS(REMARK_SUM, "3月小计", "本月合计", "办公室小计：", "合计（3件）", "一季度累计数");
    IS(REMARK_DATE, "2026年1月5日", "2026-01-05");
    IS(REMARK_PIECES, "1件", "共3条");
    IS(REMARK_NONE, "NH-2025-001", "3", "2025", "3月报表", "说明书", "注册资本登记", "填表人员名单", "2025年3月申请", "以下空白处填写", "第1页附件", "日期不明", "",
       "关于合计发放补贴情况的统计公报", "13", "第五办公室", "单位负责人名单：");
}

static void names_of_sums(void **state)
{
    (void)state;
    const struct { enum sum_name is; const char *cell; } cells[] = {
        {SUM_NAME_WORD, "合计（万元）"}, {SUM_NAME_WORD, "小计（渔业）"}, {SUM_NAME_WORD, "（汇总）"}, {SUM_NAME_WORD, "累计金额："}, {SUM_NAME_WORD, "合 计 数"},
        {SUM_NAME_LIKE, "其中：减免"}, {SUM_NAME_LIKE, "小计：渔业"}, {SUM_NAME_LIKE, "合计3件"}, {SUM_NAME_LIKE, "收费总额"}, {SUM_NAME_LIKE, "本年累计数"},
        {SUM_NAME_LIKE, "全部项目"}, {SUM_NAME_LIKE, "合计三月"},
        {SUM_NAME_NONE, "清农合计〔2025〕1号"}, {SUM_NAME_NONE, "合计〔2025〕1号"}, {SUM_NAME_NONE, "小计量器具检定费"}, {SUM_NAME_NONE, "总计划编制费"},
        {SUM_NAME_NONE, "汇总申报手续费"}, {SUM_NAME_NONE, "全部作物检疫费"}, {SUM_NAME_NONE, "渔业资源增殖保护费（其中成品渔船）"}, {SUM_NAME_NONE, "渔业资源增殖保护费"},
        {SUM_NAME_NONE, "审计费"}, {SUM_NAME_NONE, ""},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (sum_name_of(f.schema, (struct slice){cells[i].cell, strlen(cells[i].cell)}) != cells[i].is) fail_msg("%s", cells[i].cell);
}

static void reads(const char *csv, const char *rows, const char *said)
{
    assert_true(fixture_read(&f, "requests.csv", csv));
    assert_string_equal(fixture_said(&f), said);
    assert_string_equal(fixture_rows(&f), rows);
}

static void left_out(void **state)
{
    (void)state;
    reads(HEAD "一、3月份,,,,,,\n" ROW "3月小计,1件,,,,,\n填表人：张某,,,审核人：李某,,,2026年1月5日\n负责人：,王某,,日期：,2026-01-05,,\n第1页 共1页,,,,,,\n", READ_ROW,
          "S16 4 - -\nS16 2 - -\n");
    assert_string_equal(f.problems.list[0].text, "合计（小计）行没有读：第 4 行");
    assert_string_equal(f.problems.list[1].text, "落款、注、页码或各月的标题，不是记录，没有读：第 2、5–7 行");
    reads(HEAD ROW "\n注：以上为全部申请。,,,,,,\n以下空白,,,,,,\n", READ_ROW, "S16 4 - -\n");
    reads(HEAD ROW "审核人：李某,,,,,,\n2026年1月5日,,,,,,\n", READ_ROW, "S16 3 - -\n");
    reads(HEAD ROW "汇总,,,,,,\n", READ_ROW, "S16 3 - -\n");
    reads(HEAD ROW "共3件,,,,,,\n-1-,,,,,,\n某局（盖章）,,,,,,\n", READ_ROW, "S16 3 - -\n");
}

/* A row with any other content is a record, whatever it begins with. */
static void never_a_record(void **state)
{
    (void)state;
    reads(HEAD "3月,A1,甲,C4,2025-03-01,1,\n", "no=3月 agency=1 applicant_kind=A1 applicant=1 channel=C4 submitted=2025-03-01 outcome=1\n", "");
    reads(HEAD "注：1,A1,,C4,,,\n", "no=注：1 agency=1 applicant_kind=A1 channel=C4\n", "");
    reads(HEAD "1月小计,A1,,C4,,,\n", "no=1月小计 agency=1 applicant_kind=A1 channel=C4\n", "");
    reads(HEAD "3月,,甲,,,,\n", "", "!S08 2 申请人类型 -\n!S08 2 申请方式 -\n");
    reads(HEAD "2025年3月1日,,,,,,\n", "", "!S08 2 申请人类型 -\n!S08 2 申请方式 -\n");
    reads(HEAD "审核人：李某,,,,2025-03-01,1,\n", "", "!A05 2 受理编号 （个人信息，不显示）\n!S08 2 申请人类型 -\n!S08 2 申请方式 -\n");
}

static void tells(const char *file, const char *csv, const char *said)
{
    assert_true(fixture_read(&f, file, csv));
    assert_string_equal(fixture_said(&f), said);
}

/* Such a row would count the others twice. But a basis may mention parts, and a month stands for its decisions. */
static void sums_with_more_beside(void **state)
{
    (void)state;
    tells("fees.csv", "年度,项目名称,依据,标准,金额(万元)\n2025,甲费,其中：乙,共计10元,1\n2025,小计（渔业）,乙,,1\n2025,其中：减免,乙,,1\n2025,上半年,,,1\n",
          "!S28 3 项目名称 小计（渔业）\n!S28 4 项目名称 其中：减免\n!S28 5 项目名称 上半年\n");
    tells("fees.csv", "序号,年度,项目名称,金额(万元)\n1,2025,甲费,1\n合计（万元）,2025,甲费,1\n", "!S28 3 - -\n");
    tells("decisions.csv", "月份,类别,决定书文号,数量\n2025-03,XK,3月,3\n2025-03,XK,全年合计数,3\n", "!S28 3 决定书文号 （个人信息，不显示）\n");
    tells("documents.csv", "文件编号,类型,名称,文号,成文日期\n1,GZ,某局文件汇总,合计（3）,2025-01-02\n", "");
}

static void filled_beforehand(void **state)
{
    (void)state;
    reads("序号," HEAD "1," ROW "2,,,,,,,\n3,,,,,,,Y\n4,,,,,,3.1,\n", READ_ROW, "S16 3 - -\n");
    assert_string_equal(f.problems.list[0].text, "只有序号、机关等预先填好的内容，不是记录，没有读：第 3–5 行");
    reads(HEAD ",,,C4,,,\n", "", "!A05 2 受理编号 -\n!S08 2 申请人类型 -\n");
}

static void an_old_mark_of_the_end(void **state)
{
    (void)state;
    reads(HEAD ROW "\x1A", READ_ROW, "S16 2 - -\n");
    reads(HEAD ROW "\x1A\r\n\x1A\r\n", READ_ROW, "S16 2 - -\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(kinds, set_up, tear_down), cmocka_unit_test_setup_teardown(left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(never_a_record, set_up, tear_down), cmocka_unit_test_setup_teardown(filled_beforehand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_of_sums, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sums_with_more_beside, set_up, tear_down), cmocka_unit_test_setup_teardown(an_old_mark_of_the_end, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
