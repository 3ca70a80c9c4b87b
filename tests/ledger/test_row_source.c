/* Files → typed rows: headings, values, and every problem at its place. No problem holds a personal value. */
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

static void reads(const char *name, const char *csv, const char *rows, const char *said)
{
    assert_true(fixture_read(&f, name, csv));
    assert_string_equal(fixture_said(&f), said);
    assert_string_equal(fixture_rows(&f), rows);
}

static void refused(const char *name, const char *csv, const char *said)
{
    assert_false(fixture_read(&f, name, csv));
    assert_string_equal(fixture_said(&f), said);
}

static const char *words(size_t i) { return f.problems.list[i].text; }
static const char *expected(size_t i) { return f.problems.list[i].expected; }

/* ---- rows ---- */

static void clean(void **state)
{
    (void)state;
    reads("requests.csv", HEAD "SQ-1,A1,C4,2025-03-01,\nSQ-2,商业企业,互联网平台,2025年3月2日,（一）予以公开\n",
          "no=SQ-1 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\n"
          "no=SQ-2 agency=1 applicant_kind=B1 channel=C4 submitted=2025-03-02 outcome=1\n", "S15 3 提交日期 2025年3月2日\n");
    reads("requests.csv", HEAD, "", "");
    reads("requests.csv", HEAD "\n,,,,\n \u3000,,,,\nSQ-1,A1,C4\n", "no=SQ-1 agency=1 applicant_kind=A1 channel=C4\n", "");
    reads("requests.csv", HEAD "SQ-1,A1,C4,/,无\nSQ-2,A1,C4,待定,—\n",
          "no=SQ-1 agency=1 applicant_kind=A1 channel=C4\nno=SQ-2 agency=1 applicant_kind=A1 channel=C4\n", "");
}

static void goes_on(void **state)
{
    (void)state;
    reads("requests.csv", HEAD "SQ-1,A7,C4,2025-02-30,9\nSQ-2,A1,C4,2025-03-01,\n,A1,C99,2025111,\n1.10101E+17,A1,C4,2025331日,\n",
          "no=SQ-2 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\n",
          "!A08 2 申请人类型 A7\n!A01 2 提交日期 2025-02-30\n!S07 2 办理结果 9\n!A11 4 申请方式 C99\n!A03 4 提交日期 2025111\n!A05 4 受理编号 -\n"
          "!A05 5 受理编号 1.10101E+17\nA02 5 提交日期 2025331日\n");
    assert_string_equal(expected(0), "A1 自然人、B1 商业企业、B2 科研机构、B3 社会公益组织、B4 法律服务机构、B9 其他");
    assert_string_equal(expected(1), "2025-03-31 这样的日期");
    assert_string_equal(f.problems.list[0].key, "SQ-1");
    assert_string_equal(f.problems.list[0].table, "requests");
    assert_string_equal(f.problems.list[0].file, "requests.csv");
    assert_string_equal(expected(4), "2025-01-11 或 2025-11-01");
    assert_string_equal(words(7), "日期缺少分隔，读作 2025-03-31");
    assert_string_equal(expected(7), "2025-03-31");
}

static void physical_lines(void **state)
{
    (void)state;
    reads("requests.csv", "受理编号,申请人类型,申请方式,法条依据\r\nSQ-1,A1,C4,\"一\r\n二\"\r\nSQ-2,A9,C4,\r\n",
          "no=SQ-1 agency=1 applicant_kind=A1 channel=C4 grounds=一\r\n二\n", "!A08 4 申请人类型 A9\n");
}

static void set_aside(void **state)
{
    (void)state;
    reads("proposals.csv", "编号,年度,类别,题目,交办日期,承办机关,答复日期,协办机关\n001,2025,政协提案,,,局,2025625日,局\n002,2025,政协提案,关于,2025-04-01,局,2025-06-25,\n",
          "no=002 agency=1 year=2025 kind=2 title=关于 assigned=2025-04-01 handler=局 replied=2025-06-25\n", "A02 2 答复日期 2025625日\nS08 2 题目 -\n");
}

static void ambiguous_codes(void **state)
{
    (void)state;
    reads("requests.csv", HEAD "SQ-1,公民/法人,C4,2025-03-01,转办\n", "", "!A08 2 申请人类型 公民/法人\n!S07 2 办理结果 转办\n");
    assert_string_equal(words(0), "含义不定：请逐件改填 A1、B1、B2、B3、B4 或 B9");
    assert_string_equal(words(1), "含义不定：条例没有转办这一结果：应由其他机关公开的填 4.1，未答复的留空");
}

static void kinds_of_values(void **state)
{
    (void)state;
    reads("fees.csv", "年度,项目名称,金额(万元),原始金额(元)\n2025,占用费,\"1,234.50\",12345000元\n２０２５年,诉讼费,0.000001,\n",
          "agency=1 year=2025 name=占用费 amount=1234500000/2 amount_yuan=12345000000000/0\nagency=1 year=2025 name=诉讼费 amount=1/6\n",
          "S15 3 年度 ２０２５年\nS15 2 金额(万元) 1,234.50\nS15 2 原始金额(元) 12345000元\n");
    reads("decisions.csv", "月份,决定日期,类别,数量\n2025-03,,XK,\"1,234件\"\n,2025-03-02,行政处罚,1\n",
          "agency=1 month=2025-03-01 kind=XK amount=1234\nagency=1 decided=2025-03-02 kind=CF amount=1\n", "S15 2 数量 1,234件\n");
    reads("decisions.csv", "月份,决定日期,类别,数量\n,,XK,1\n2025-03,,XK,约10\n2025-03,,XK,-1\n2025-03,,XK,1.5\n2025-03,,XK,/\n", "",
          "!S08 2 决定日期 -\n!A20 3 数量 约10\n!A20 4 数量 -1\n!A20 5 数量 1.5\n!S08 6 数量 /\n");
    reads("declared.csv", "年度,单元格,数值\n2024,a/b/c,1.50\n2024,a/b/d,/\n2024,a/b/e,\n2024,a/b/f,-1\n2024,a/b/g,abc\n",
          "agency=1 year=2024 cell=a/b/c value=1500000/2\nagency=1 year=2024 cell=a/b/d\nagency=1 year=2024 cell=a/b/e\n"
          "agency=1 year=2024 cell=a/b/f value=-1000000/0\nagency=1 year=2024 cell=a/b/g\n", "!A20 6 数值 abc\n");
    reads("disputes.csv", "案件编号,类别,收案日期,结果,共同被告复议机关\nF1,FY,2025-03-01,尚未审结,否\nF2,行政复议,2025-03-01,,Ｙ\nF3,FY,2025-03-01,,无\nF4,FY,2025-03-01,,也许\n",
          "no=F1 agency=1 kind=FY received=2025-03-01 result=4 co_defendant=0\nno=F2 agency=1 kind=FY received=2025-03-01 co_defendant=1\n"
          "no=F3 agency=1 kind=FY received=2025-03-01 co_defendant=0\nno=F4 agency=1 kind=FY received=2025-03-01\n", "!S07 5 共同被告复议机关 （个人信息，不显示）\n");
    reads("narrative.csv", "年度,部分,文本\n2025,五,无\n", "agency=1 year=2025 section=problems text=无\n", "");
}

static void serial_only_in_dates(void **state)
{
    (void)state;
    reads("requests.csv", HEAD "45747,A1,C4,45747,\n", "no=45747 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-31\n", "S15 2 提交日期 45747\n");
    reads("decisions.csv", "月份,类别,数量\n45747,XK,45747\n", "", "!A01 2 月份 45747\n");
}

static void blanks(void **state)
{
    (void)state;
    reads("requests.csv", HEAD "\u3000SQ-1\u00A0,A1,C4,2025-03-01\u200B,\n\u3000SQ-2,A1,C4,\u30002025-03-01,\n S\u200BQ-3 ,A1 ,C4,2025-03-01,\n",
          "no=SQ-1 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\nno=SQ-2 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\n"
          "no=SQ-3 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\n", "S05 2 受理编号 <U+3000>SQ-1<U+00A0>\nS05 2 提交日期 2025-03-01<U+200B>\n");
}

/* ---- headings ---- */

static void header_row(void **state)
{
    (void)state;
    reads("requests.csv", "2025年依申请公开台账,,,,\n\n填报单位：区教育局,,,,\n" HEAD "SQ-1,A1,C4,2025-03-01,\n",
          "no=SQ-1 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\n", "S16 1 - -\n");
}

static void aliases(void **state)
{
    (void)state;
    reads("requests.csv", "序号,受理 编号,申请人类型,\"申请\n方式\",答复日期,经办意见栏\n1,SQ-1,A1,C4,2025-02-30,好\n2,SQ-2,A1,C4,2025-02-28,好\n",
          "no=SQ-1 agency=1 applicant_kind=A1 channel=C4\nno=SQ-2 agency=1 applicant_kind=A1 channel=C4 letter_date=2025-02-28\n", "S06 1 经办意见栏 -\n!A01 3 答复日期 2025-02-30\n");
    reads("fees.csv", "年度,项目名称,金额（万元）\n2025,占用费,1\n", "agency=1 year=2025 name=占用费 amount=1000000/0\n", "");
}

static void headings_refused(void **state)
{
    (void)state;
    refused("requests.csv", "受里编号,申请人类型,申请方式\nSQ-1,A1,C4\n", "!S04 1 受里编号 -\n");
    assert_string_equal(words(0), "没有这个标题，是不是“受理编号”");
    refused("requests.csv", "受理编号,申请人类型,申请方式,备注,备注\n", "!S04 1 备注 -\n");
    refused("requests.csv", "受理编号,申请人类型,申请方式,落款日期,答复日期\n", "!S04 1 答复日期 -\n");
    assert_string_equal(words(0), "“落款日期”和“答复日期”是同一列，只能有一列");
    refused("requests.csv", "受理编号,申请方式\nSQ-1,C4\n", "!S04 1 申请人类型 -\n");
    refused("decisions.csv", "类别,数量\nXK,1\n", "!S04 1 - -\n");
    assert_string_equal(words(0), "至少要有其中一列：决定日期、月份");
    refused("requests.csv", "", "!S04 0 - -\n");
    refused("requests.csv", "\n\n", "!S04 0 - -\n");
    refused("requests.csv", "甲,乙\n1,2\n", "!S04 0 - -\n");
    refused("catalogue.csv", "索引号,名称\n1,2\n", "S04 1 所属栏目 -\nS04 1 公开属性 -\n");
}

static void columns_known(void **state)
{
    (void)state;
    char path[128];
    struct row_source *s;
    fixture_put(&f, "requests.csv", HEAD, sizeof HEAD - 1);
    snprintf(path, sizeof path, "%s/requests.csv", f.folder);
    struct ledger_file file = {.path = path, .shown = "requests.csv", .table = schema_table(f.schema, "requests")};
    assert_true(row_source_open(&s, &f.context, &file));
    assert_true(row_source_has(s, 0));
    assert_false(row_source_has(s, 1));
    assert_string_equal(row_source_encoding(s), "UTF-8");
    assert_false(row_source_next(s));
    assert_int_equal(row_source_rows(s), 0);
    row_source_close(s);
    fixture_remove(&f, "requests.csv");
}

/* ---- shape ---- */

static void shape(void **state)
{
    (void)state;
    reads("requests.csv", HEAD "SQ-1,A1,C4,2025-03-01,,,\nSQ-2,A1,C4,2025-03-01,,,多\nSQ-3,A1,\"C4\n", "no=SQ-1 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\n",
          "!S03 3 - -\n!S03 4 - -\n");
    assert_string_equal(words(0), "这一行 7 格，标题 5 格：可能是某一格里的逗号没有加引号");
    reads("requests.csv", HEAD "SQ-1,A1,C4,2025-03-01,\nSQ-2,A1,C4,2025,3,1,\n", "no=SQ-1 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\n", "!S03 3 - -\n");
    reads("requests.csv", HEAD "SQ-1,A1,C4,“2025-03-01,甲”\n", "", "!S03 2 - -\n");
    assert_string_equal(words(0), "这一行有一格被拆成了两格：中文引号“ ”在 CSV 里不起引号的作用，其中的逗号把一格拆成了两格");
    reads("requests.csv", HEAD "SQ-1,A1,C4, \"2025-03-01,甲\",\n", "", "!S03 2 - -\n");
    assert_string_equal(words(0), "这一行 6 格，标题 5 格：引号前面有空格，引号没有起作用，其中的逗号把一格拆成了两格");
    reads("requests.csv", "受理编号，申请人类型，申请方式\nSQ-1，A1，C4，\nSQ-2，A1，C4\n", "no=SQ-2 agency=1 applicant_kind=A1 channel=C4\n", "S27 1 - -\n!S03 2 - -\n");
    assert_string_equal(words(1), "这一行 4 格，标题 3 格：可能是某一格里的全角逗号没有加引号");
    reads("requests.csv", "受理编号,,申请人类型,申请方式\nSQ-1,x,A1,C4\n", "", "!S03 2 - -\n");
    assert_true(fixture_read(&f, "requests.csv", "\xCA\xDC\xC0\xED\xB1\xE0\xBA\xC5,\xC9\xEA\xC7\xEB\xC8\xCB\xC0\xE0\xD0\xCD,\xC9\xEA\xC7\xEB\xB7\xBD\xCA\xBD\nSQ-1,A1,C4\n"));
    assert_string_equal(fixture_rows(&f), "no=SQ-1 agency=1 applicant_kind=A1 channel=C4\n");
    refused("requests.csv", "受理编号\xFF\xFF", "!S02 1 - -\n");
}

static void separators(void **state)
{
    (void)state;
    static const char *const by[][2] = {{"\t", "制表符"}, {";", "分号"}, {"|", "竖线"}, {"，", "全角逗号"}};
    for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
        char csv[256], rows[256], said[64];
        const char *c = by[i][0];
        snprintf(csv, sizeof csv, "登记表\n受理编号%s申请人类型%s申请方式%s法条依据\nSQ-1%sA1%sC4%s\"一%s二\"\nSQ-2%sA1%sC4%s\n", c, c, c, c, c, c, c, c, c, c);
        snprintf(rows, sizeof rows, "no=SQ-1 agency=1 applicant_kind=A1 channel=C4 grounds=一%s二\nno=SQ-2 agency=1 applicant_kind=A1 channel=C4\n", c);
        reads("requests.csv", csv, rows, "S16 1 - -\nS27 2 - -\n");
        snprintf(said, sizeof said, "各列是用%s分隔的，不是逗号", by[i][1]);
        assert_string_equal(words(1), said);
    }
    /* A line separator within a text does not separate cells. */
    reads("requests.csv", "一，二；三|四\n" HEAD "SQ-1,A1,C4,,\n", "no=SQ-1 agency=1 applicant_kind=A1 channel=C4\n", "S16 1 - -\n");
}

/* ---- agencies ---- */

static void agencies(void **state)
{
    (void)state;
    struct fixture own = fixture_new();
    assert_true(fixture_read(&own, "agencies.csv", "机关代码,机关名称,别名,机关类型,层级\n91350100M000100Y43,海东区教育局,区教育局；教育局,B,4\n"
                                                   "91350100M000100Y44,海东区工业和信息化局,教育局,B,4\n91350100M000100Y43,又一个,,B,4\nHD03,,,B,4\nHD04,海东区（机关）事务局,,B,4\n"));
    assert_string_equal(fixture_said(&own), "A16 3 机关代码 91350100M000100Y44\n!A05 4 机关代码 91350100M000100Y43\n!S08 5 机关名称 -\n");
    assert_int_equal(own.agencies.n, 3);
    assert_int_equal(ledger_agencies_find(&own.agencies, "91350100M000100Y43"), 1);
    assert_int_equal(ledger_agencies_find(&own.agencies, "区教育局"), 1);
    assert_int_equal(ledger_agencies_find(&own.agencies, "教育局"), 0);
    assert_int_equal(ledger_agencies_find(&own.agencies, "海东区(机关)事务局"), 3);
    assert_true(fixture_read(&own, "disputes.csv", "案件编号,机关代码,类别,收案日期\n1,hd04,FY,2025-03-01\n2,区教育局,FY,2025-03-01\n3,,FY,2025-03-01\n"
                                                   "4,海东区业和信息化局,FY,2025-03-01\n5,HD05,FY,2025-03-01\n6,HD99,FY,2025-03-01\n7,HD04,FY,2025-03-01\n"));
    assert_string_equal(fixture_rows(&own), "no=1 agency=3 kind=FY received=2025-03-01\nno=2 agency=1 kind=FY received=2025-03-01\n"
                                            "no=7 agency=3 kind=FY received=2025-03-01\n");
    assert_string_equal(fixture_said(&own), "!S08 4 机关代码 -\n!A15 5 机关代码 海东区业和信息化局\n!A15 6 机关代码 HD05\n!A15 7 机关代码 HD99\n");
    assert_string_equal(own.problems.list[1].expected, "海东区工业和信息化局");
    assert_string_equal(own.problems.list[2].expected, "HD04");
    assert_false(fixture_read(&own, "requests.csv", "受理编号,申请人类型,申请方式\n1,A1,C4\n"));
    assert_string_equal(fixture_said(&own), "!S04 1 机关代码 -\n");
    const char *catalogue = "索引号,名称,发布机构,生成日期,公开日期,所属栏目,内容概述,公开属性\n1,甲,区教育局,2025-03-01,2025-03-01,NB,述,主动\n2,甲,,2025-03-01,2025-03-01,NB,述,主动\n";
    assert_true(fixture_read(&own, "catalogue.csv", catalogue));
    assert_string_equal(fixture_said(&own), "S08 3 机关代码 -\n");
    assert_memory_equal(fixture_rows(&own), "no=1 name=甲 agency=1 publisher=区教育局", 42);
    fixture_release(&own);
}

/* ---- personal data ---- */

#define PERSONAL_HEAD "受理编号,申请人类型,申请人名称,证件类型,证件号码,联系方式,通信地址,申请方式,提交日期\n"

static void personal(void **state)
{
    (void)state;
    reads("requests.csv", PERSONAL_HEAD "P1,A1,李四,身份证,11010519491231002X,13900001111,某路1号,C4,2025-03-01\nP2,B1,李四,,91350100M000100Y43,,,C4,2025-03-01\n"
                                        "P3,A1, 李　四,护照,E123,,,C4,2025-03-01\nP4,A1,,/,/,,,C4,2025-03-01\n",
          "no=P1 agency=1 applicant_kind=A1 applicant=1 identity_kind=1 identity=1 contact=1 applicant_address=1 channel=C4 submitted=2025-03-01\n"
          "no=P2 agency=1 applicant_kind=B1 applicant=2 identity=1 channel=C4 submitted=2025-03-01\n"
          "no=P3 agency=1 applicant_kind=A1 applicant=1 identity_kind=1 identity=0 channel=C4 submitted=2025-03-01\n"
          "no=P4 agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\n", "");
}

/* Problems hold no name and no number, wherever a comma too many or too few has moved them. */
/* In place of words the records keep a number, 1, or the text where it looks right. Equal texts have equal numbers. */
static void kept(void **state)
{
    (void)state;
    reads("requests.csv", "受理编号,申请人类型,申请方式,信息名称或描述,承办部门,法条依据,文书号,前件受理编号,备注\n"
          "SQ-1,A1,C4,张三的档案,张三,条例第15条,张三,SQ-0,张三\n"
          "SQ-2,A1,C4,张三的档案,法规科,打13900001111,某路3号,13900001111,\n"
          "SQ-3,A1,C4,别的,,,某路公开〔2025〕3号,110105194912310026,\n",
          "no=SQ-1 agency=1 applicant_kind=A1 channel=C4 subject=3 department=（个人信息，不显示）〔4〕 grounds=条例第15条 letter_no=（个人信息，不显示）〔4〕 earlier_no=SQ-0 note=1\n"
          "no=SQ-2 agency=1 applicant_kind=A1 channel=C4 subject=3 department=法规科 grounds=（个人信息，不显示）〔5〕 letter_no=（个人信息，不显示）〔6〕 earlier_no=（个人信息，不显示）〔7〕\n"
          "no=SQ-3 agency=1 applicant_kind=A1 channel=C4 subject=8 letter_no=某路公开〔2025〕3号 earlier_no=（个人信息，不显示）〔9〕\n", "");
}

static void never_shown(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "P1,A1,王五,王某,身份证,11010519491231002X,13900001111,某路1号,C4,2025-03-01\n",
        "P1,王五,身份证,11010519491231002X,13900001111,某路1号,C4,2025-03-01\n",
        "王五,身份证,11010519491231002X,13900001111,某路1号,C4\n",
        "P1,A1,王五,身份证,某路1号,C4,11010519491231002X,13900001111,2025-03-01\n",
        "P1,A1,\u3000王五,身份证,11010519491231002X,13900001111,某路1号,C4,139 0000 1111\n",
        "P1,11010519491231002X,王五,身份证,1,1,1,C4,13900001111\n",
        "11010519491231002X,A9,王五,身份证,11010519491231002X,13900001111,某路1号,C4,2025-03-01\n",
        "P1,A9,王五,身份证,11010519491231002X,13900001111,\"某路1号,C4,2025-03-01\n",
        "P1,王五,A1,身份证,C4,某路1号,1,13900001111,2025-03-01\n",
        "P1,某路1号,王五,身份证,1,1,1,王五,王五\n",
    };
    static const char *const secret[] = {"王五", "1101051949", "1390000", "139 0000", "某路", "王某"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char csv[1024];
        snprintf(csv, sizeof csv, "%s%s", PERSONAL_HEAD, rows[i]);
        bool opened = fixture_read(&f, "requests.csv", csv);
        assert_true(opened && f.problems.n);
        for (size_t p = 0; p < f.problems.n; p++) {
            const struct problem *x = &f.problems.list[p];
            const char *const said[] = {x->key, x->value, x->expected, x->text, x->column};
            for (size_t k = 0; k < 5; k++)
                for (size_t s = 0; said[k] && s < 6; s++)
                    if (strstr(said[k], secret[s])) fail_msg("第 %zu 例：%s", i, said[k]);
        }
    }
}

/* ---- headers among the rows ---- */

#define ROW(no) "SQ-" no ",A1,C4,2025-03-01,\n"
#define READ(no) "no=SQ-" no " agency=1 applicant_kind=A1 channel=C4 submitted=2025-03-01\n"

static void headers(void **state)
{
    (void)state;
    reads("requests.csv", HEAD ROW("1") HEAD ROW("2") HEAD ROW("3"), READ("1") READ("2") READ("3"), "S16 3 - -\n");
    assert_non_null(strstr(words(0), "第 3、5 行"));
    assert_true(fixture_read(&f, "requests.csv", HEAD ROW("1") "\n" HEAD ROW("2")));        /* another table */
    assert_string_equal(fixture_rows(&f), READ("1"));
    assert_string_equal(fixture_said(&f), "!S04 4 - -\n");
    assert_true(fixture_read(&f, "requests.csv", HEAD ROW("1") "受理编号,申请方式,申请人类型\nSQ-2,C4,A1\n"));
    assert_string_equal(fixture_rows(&f), READ("1"));
    assert_string_equal(fixture_said(&f), "!S04 3 - -\n");
    refused("requests.csv", "受理编号,申请人情况,申请方式,办理结果\n,申请人类型,,\nSQ-1,A1,C4,\n", "S06 1 申请人情况 -\n!S04 1 申请人类型 -\n");
    refused("requests.csv", "受理编号,申请人,,申请方式,办理结果\n,申请人类型,申请人名称,,\nSQ-1,A1,某,C4,\n", "!S04 1 申请人 -\n!S04 2 - -\n");
}

/* Without a table of agencies the one of --agency is all that is known: a row of another is not that of a slip. */
static void agency_of_the_option(void **state)
{
    (void)state;
    struct fixture own = fixture_new();
    ledger_agencies_add(&own.agencies, NULL, "海东区教育局", NULL);
    assert_true(fixture_read(&own, "requests.csv", "受理编号,机关代码,申请人类型,申请方式\nSQ-1,海东区教育局,A1,C4\nSQ-2,HD05,A1,C4\n"));
    assert_string_equal(fixture_said(&own), "!A15 3 机关代码 HD05\n");
    assert_string_equal(own.problems.list[0].text, "台账里没有机关表，机关只有 --agency 写的“海东区教育局”");
    fixture_release(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agency_of_the_option),
        cmocka_unit_test(clean), cmocka_unit_test(goes_on), cmocka_unit_test(physical_lines), cmocka_unit_test(set_aside),
        cmocka_unit_test(ambiguous_codes), cmocka_unit_test(kinds_of_values), cmocka_unit_test(serial_only_in_dates), cmocka_unit_test(blanks),
        cmocka_unit_test(header_row), cmocka_unit_test(aliases), cmocka_unit_test(headings_refused), cmocka_unit_test(columns_known),
        cmocka_unit_test(shape), cmocka_unit_test(separators), cmocka_unit_test(headers), cmocka_unit_test(agencies), cmocka_unit_test(personal), cmocka_unit_test(kept), cmocka_unit_test(never_shown),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
