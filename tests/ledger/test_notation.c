/* The reader says so wherever it reads a cell otherwise than it is written: notations by column, rows of sums, lines above the
 * header, names of agencies with one slip. */
#include "ledger/rows/lines.h"
#include "ledger_fixture.h"

#define HEAD "受理编号,申请人类型,申请方式,提交日期,办理结果\n"

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

/* "S15 2 数量 1,234件 → 1234 有 2 格…": one line for each problem, "!" before a problem that refuses the run. */
static void tells(const char *name, const char *csv, const char *said)
{
    assert_true(fixture_read(&f, name, csv));
    text_clear(&f.said);
    for (size_t i = 0; i < f.problems.n; i++) {
        const struct problem *p = &f.problems.list[i];
        text_printf(&f.said, "%s%s %lld %s %s → %s %s\n", p->refuses ? "!" : "", p->id, (long long)p->line, p->column ? p->column : "-", p->value ? p->value : "-",
                    p->expected ? p->expected : "-", p->text);
    }
    assert_string_equal(text_get(&f.said), said);
}

static void notations(void **state)
{
    (void)state;
    tells("decisions.csv", "决定日期,类别,数量\n2025-03-01,XK,1\n2025/3/2,XK,\"1,234件\"\n2025年3月3日,XK,２\n2025-03-04 09:00,XK,3\n45747,XK,4\n2025/3/6,XK,007\n",
          "S15 3 决定日期 2025/3/2 → 2025-03-02 有 3 格日期不是 2025-03-31 这样的写法，已照读：第 3–4、7 行\n"
          "S15 5 决定日期 2025-03-04 09:00 → 2025-03-04 有 1 格日期后面带着时刻，只读了日期：第 5 行\n"
          "S15 6 决定日期 45747 → 2025-03-31 有 1 格日期是电子表格的序号，已换算成日期：第 6 行\n"
          "S15 3 数量 1,234件 → 1234 有 3 格数字带着分隔符、单位、末尾多余的零或全角字符，已照读：第 3–4、7 行\n");
    tells("decisions.csv", "月份,类别,数量\n2025年3月,XK,1\n2025-04,XK,0\n", "S15 2 月份 2025年3月 → 2025-03 有 1 格日期不是 2025-03-31 这样的写法，已照读：第 2 行\n");
    tells("fees.csv", "年度,项目名称,金额(万元)\n2025年度,甲,1.50\n", "S15 2 年度 2025年度 → 2025 有 1 格数字带着分隔符、单位、末尾多余的零或全角字符，已照读：第 2 行\n");
    tells("decisions.csv", "月份,类别,数量\n2025-03,行政许可,1\n2025-03,XK,-1\n", "!A20 3 数量 -1 → 不小于 0 的准确整数 不能是负数\n");
}

static void repairs_stand_alone(void **state)
{
    (void)state;
    tells("requests.csv", HEAD "SQ-1,A1,C4,2025331日,\nSQ-2,A1,C4,2025-03-30T16:00:00Z,\nSQ-3,A1,C4,44285,\nSQ-4,A1,C4,2025331日,\n",
          "A02 2 提交日期 2025331日 → 2025-03-31 日期缺少分隔，读作 2025-03-31\n"
          "A02 3 提交日期 2025-03-30T16:00:00Z → 2025-03-31 时刻是格林尼治时间，按北京时间读作 2025-03-31\n"
          "A02 4 提交日期 44285 → 2021-03-30 日期是电子表格的序号，按 1900 日期系统读作 2021-03-30（1904 系统则是 2025-03-31）\n"
          "A02 5 提交日期 2025331日 → 2025-03-31 日期缺少分隔，读作 2025-03-31\n");
}

/* A message names only the place of a cell that it may not show. */
static void blanks(void **state)
{
    (void)state;
    tells("requests.csv", "受理编号,申请人类型,申请人名称,申请方式,信息名称或描述\nS\u200BQ-1,A1,\u3000李四,C4,\u3000甲\nSQ-2\u00A0,A1,李四,C4,甲\u202E\n",
          "S05 2 受理编号 S<U+200B>Q-1 → SQ-1 有 2 格带着全角空格、不换行空格或看不见的字符，已去掉：第 2–3 行\n"
          "S05 2 申请人名称 （个人信息，不显示） → - 有 1 格带着全角空格、不换行空格或看不见的字符，已去掉：第 2 行\n"
          "S05 2 信息名称或描述 （个人信息，不显示） → - 有 2 格带着全角空格、不换行空格或看不见的字符，已去掉：第 2–3 行\n");
    tells("requests.csv", HEAD "\u3000S\u200BQ-1,A1,C4,\u30002025/3/1,\n",
          "S05 2 受理编号 <U+3000>S<U+200B>Q-1 → SQ-1 有 1 格带着全角空格、不换行空格或看不见的字符，已去掉：第 2 行\n"
          "S05 2 提交日期 <U+3000>2025/3/1 → 2025/3/1 有 1 格带着全角空格、不换行空格或看不见的字符，已去掉：第 2 行\n"
          "S15 2 提交日期 2025/3/1 → 2025-03-01 有 1 格日期不是 2025-03-31 这样的写法，已照读：第 2 行\n");
    tells("requests.csv", HEAD "13\u200B900001111,A1,C4,2025-03-01,\n", "!A05 2 受理编号 （个人信息，不显示） → 另编的编号 编号像是身份证号码、手机号码或护照等证件的号码，会随编号公开出去\n");
    tells("requests.csv", HEAD "202503310000123000,A1,C4,2025-03-01,\n",
          "A05a 2 受理编号 202503310000123000 → 原来的编号（先把这一列设为文本再填） 编号第 16 位起全是 0，像是被电子表格抹去了末几位\n");
}

static void above_the_header(void **state)
{
    (void)state;
    tells("requests.csv", "2025年依申请公开台账\n\n填报单位：区教育局,,,\n" HEAD "SQ-1,A1,C4,2025-03-01,\n", "S16 1 - - → - 表头以上的内容没有读：第 1、3 行\n");
}

/* ---- rows of sums ---- */

#define MONTHS "月份,类别,数量\n2025-01,XK,10\n2025-02,XK,5\n"
#define LEFT_OUT(line, lines) "S16 " line " - - → - 合计（小计）行没有读：第 " lines " 行\n"

static void totals(void **state)
{
    (void)state;
    const char *const words[] = {"合计", "总计", "小计", "合　计", "合 \u00A0计", "总　　计：", "本页合计", "累计:"};
    char csv[256];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        snprintf(csv, sizeof csv, MONTHS "%s,,15\n,,\n", words[i]);
        tells("decisions.csv", csv, LEFT_OUT("4", "4"));
        assert_string_equal(fixture_rows(&f), "agency=1 month=2025-01-01 kind=XK amount=10\nagency=1 month=2025-02-01 kind=XK amount=5\n");
    }
    tells("decisions.csv", MONTHS "合计,,１6件\n", "S10 4 数量 １6件 → 15 合计行与各行之和 15 不等；这一行没有读\n" LEFT_OUT("4", "4"));
    tells("fees.csv", "年度,项目名称,金额(万元)\n2025,甲,0.10\n2025,乙,0.2\n总计,,0.4\n",
          "S10 4 金额(万元) 0.4 → 0.30 合计行与各行之和 0.30 不等；这一行没有读\n" LEFT_OUT("4", "4"));
}

static void parts(void **state)
{
    (void)state;
    tells("decisions.csv", MONTHS "小计,,15\n2025-03,XK,1\n小计,,1\n总计,,16\n", LEFT_OUT("4", "4、6–7"));
    tells("decisions.csv", MONTHS "合计,,15\n2025-03,XK,1\n合计,,1\n", LEFT_OUT("4", "4、6"));
    tells("decisions.csv", MONTHS "小计,,99\n2025-03,XK,1\n小计,,16\n合计,,/\n",
          "S10 4 数量 99 → 15 小计行与各行之和 15 不等；这一行没有读\nS10 6 数量 16 → 1 小计行与各行之和 1 不等；这一行没有读\n" LEFT_OUT("4", "4、6–7"));
    /* The reader left out a row, so it cannot check the sum. */
    tells("decisions.csv", "月份,类别,数量\n2025-01,XK,10\n2025-01,XK,一\n合计,,15\n",
          "!A20 3 数量 一 → 不小于 0 的准确整数 不是数字\nS16 4 - - → - 合计（小计）行没有读：第 4 行；有读不出的行，没有核对\n");
}

static void no_totals(void **state)
{
    (void)state;
    const char *const names[] = {"统计", "审计局", "合计费", "会计"};
    char csv[256];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(csv, sizeof csv, "项目名称,年度,金额(万元)\n%s,2025,1\n", names[i]);
        tells("fees.csv", csv, "");
        assert_non_null(strstr(fixture_rows(&f), names[i]));
    }
}

/* ---- lines ---- */

static void ranges(void **state)
{
    (void)state;
    struct lines l = {0};
    struct text out = {0};
    for (int64_t i = 1; i < 4000; i += i % 5 ? 1 : 3) lines_add(&l, i);
    lines_text(&l, &out);
    assert_memory_equal(out.bytes, "第 1–5、8–10、13–15、", strlen("第 1–5、8–10、13–15、"));
    assert_true(out.n < 400 && !strcmp(out.bytes + out.n - strlen(" 行等"), " 行等"));
    lines_release(&l);
    text_release(&out);
}

/* ---- agencies ---- */

static void near_names(void **state)
{
    (void)state;
    struct fixture own = fixture_new();
    assert_true(fixture_read(&own, "agencies.csv", "机关代码,机关名称,别名,机关类型,层级\n0006,第六师发展和改革委员会,,B,3\n0007,第七师发展和改革委员会,,B,3\n"
                                                   "0008,第六师工业和信息化局,师工信局；第六师工信（科技）局,B,3\n000-000,甲局,,B,3\n"));
    assert_string_equal(fixture_said(&own), "A16 5 机关代码 000-000\n");
    static const struct { const char *name, *near; } all[] = {
        {"第六发展和改革委员会", "第六师发展和改革委员会"}, {"第六师业和信息化局", "第六师工业和信息化局"}, {"师发展和改革委员会", NULL},
        {"第八师发展和改革委员会", "第六师发展和改革委员会 或 第七师发展和改革委员会"}, {"第六师工信(科枝)局", "第六师工业和信息化局"}, {"0009", "0006 或 0007 或 0008"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct text out = {0};
        bool found = ledger_agencies_near(&own.agencies, (struct slice){all[i].name, strlen(all[i].name)}, &out);
        if (found != (all[i].near != NULL) || strcmp(text_get(&out), found ? all[i].near : "")) fail_msg("%s → %s", all[i].name, text_get(&out));
        text_release(&out);
    }
    fixture_release(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notations), cmocka_unit_test(repairs_stand_alone), cmocka_unit_test(blanks), cmocka_unit_test(above_the_header),
        cmocka_unit_test(totals), cmocka_unit_test(parts), cmocka_unit_test(no_totals), cmocka_unit_test(ranges), cmocka_unit_test(near_names),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
