/* Which cells of a table with names a message may repeat: a date, a code, an agency and words that are no name. It never repeats
 * a name of two to four characters, a number or an address, in whatever column they stand. */
#include "ledger/schema/cell_words.h"
#include "ledger/values/discretion.h"
#include "ledger_fixture.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    f = fixture_new();
    fixture_one_agency(&f);
    ledger_agencies_add(&f.agencies, "11369925007314088N", "清河县农业农村局", "");
    f.context.agencies = &f.agencies;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_release(&f);
    return 0;
}

static const struct ledger_column *column(const char *heading)
{
    const struct ledger_table *t = schema_table(f.schema, "requests");
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return &t->columns[i];
    fail_msg("%s", heading);
    return NULL;
}

static bool shows(const char *heading, const char *value) { return discretion_may_show(&f.context, column(heading), (struct slice){value, strlen(value)}); }

static const char *const columns[] = {"申请人类型", "申请方式", "提交日期", "办理结果", "落款日期", "救济告知"};

static void hides_persons(void **state)
{
    (void)state;
    static const char *const hidden[] = {
        "张三", "李四光", "欧阳锋", "司马相如", "周三", "王公开", "李撤回", "张三网络", "王五网上申请", "张三丰撤回申请表", "安全平", "申公豹", "成公开", "左公明", "时传祥",
        "全部主动张", "公开李", "Zhang San", "Tom", "阿依古丽", "13812345678", "138-1234-5678", "１３８１２３４５６７８", "110101199003072316", "中心路12号", "清河县中心路1号3栋201",
        "2栋301", "6550000", "0789-6550000", "丙公司", "张三的申请", "不予公开张三", "张三（公开）", "星期三张", "12340000MB0X123456",
    };
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
        for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
            bool short_ascii = strlen(hidden[i]) <= 4 && (unsigned char)*hidden[i] < 0x80;
            bool figure = strspn(hidden[i], "0123456789") == strlen(hidden[i]) && strlen(hidden[i]) < 11;
            if (!short_ascii && !figure && shows(columns[k], hidden[i])) fail_msg("%s: %s", columns[k], hidden[i]);
        }
    assert_false(shows("办理结果", "6550000"));
    assert_false(shows("申请人名称", "公开"));
    assert_false(shows("备注", "公开"));
    assert_false(shows("机关代码", "张三"));
    assert_false(shows("文书号", "zhangsan@qq.com"));
    assert_false(shows("文书号", "答复2025年ｚｈａｎｇ＠１６３.com"));
    assert_true(shows("文书号", "清农公开答〔2025〕3号@1"));
    assert_false(shows("机关代码", "区教张三"));
}

static void shows_others(void **state)
{
    (void)state;
    static const char *const shown[] = {
        "星期三", "同上", "〃", "当日", "#VALUE!", "#N/A", "####", "2025-03-05", "2025-03-05 星期四", "3月6日", "二O二五年三月五日", "C4", "A1", "11369925007314088N",
        "清河县农业农村局", "网上申请", "已告知另行查询", "正在办理", "不予公开（信息不存在）", "未办结", "2025年3月",
    };
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
        for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
            bool code = strlen(shown[i]) == 2 && k != 0 && k != 1 && k != 3;
            if (!code && !shows(columns[k], shown[i])) fail_msg("%s: %s", columns[k], shown[i]);
        }
    assert_true(shows("办理结果", "申请人无正当理由逾期不补正"));
    assert_true(shows("机关代码", "清河县农业农林局"));
}

static bool shows_in(const char *table, const char *heading, const char *value)
{
    const struct ledger_table *t = schema_table(f.schema, table);
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return discretion_may_show(&f.context, &t->columns[i], (struct slice){value, strlen(value)});
    fail_msg("%s", heading);
    return false;
}

/* What a database's own dates and numbers look like; a telephone number behind the number of a list is none. */
static void values_of_types(void **state)
{
    (void)state;
    static const char *const shown[] = {"infinity", "-infinity", "Infinity", "5874897-12-31", "10000-01-01 00:00+08", "10000-01-01 08:00:00.123456+08:00", "0044-03-15 BC", "0044-03-15 00:00:00 BC+08:00"};
    static const char *const numbers[] = {"三十八", "一百零二", "二〇二五", "12.3400000000", "12.3400000000000000", "-0.00120000000000000000", "0.0000000000000000"};
    static const char *const hidden[] = {"13812345678-12-31", "0789655-12-31 1", "6550000-13-31", "6550000-12-31 张", "6550000-12-31 13812345678", "6550000-12-31B", "1.13812345678", "1.138123456780000000", "1.110101199003072316",
                                         "1.13800000000", "13812345678.0000000000000000", "万三千", "百一", "一三八一二三四五六七八", "三十八张", "infinity张", "--infinity", "12.340000000000000张"};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
            if (!shows(columns[k], shown[i])) fail_msg("%s: %s", columns[k], shown[i]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!shows_in("fees", "金额(万元)", numbers[i]) || !shows_in("decisions", "数量", numbers[i])) fail_msg("%s", numbers[i]);
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (shows("落款日期", hidden[i]) || shows_in("fees", "金额(万元)", hidden[i])) fail_msg("%s", hidden[i]);
    assert_false(shows("备注", "infinity"));
}

/* The list of words must not have a family name: followed by another word of the list, a person's name would pass as words. */
static void no_family_names(void **state)
{
    (void)state;
    static const char *const names[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩",
                                        "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎",
                                        "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜", "范", "方", "石", "姚", "谭", "廖", "邹", "熊", "金", "陆", "郝", "孔", "白", "崔", "康",
                                        "毛", "邱", "秦", "江", "史", "顾", "侯", "邵", "孟", "龙", "万", "段", "雷", "钱", "汤", "尹", "黎", "易", "常", "武", "乔", "贺", "赖", "龚", "文",
                                        "和", "时", "年", "向", "安", "平", "成", "全", "左", "申", "明", "公", "单", "代", "终", "经", "能", "后", "由", "前"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (cell_words_all(f.schema, (struct slice){names[i], strlen(names[i])})) fail_msg("%s", names[i]);
}

static void advice(void **state)
{
    (void)state;
    const struct ledger_table *t = schema_table(f.schema, "documents");
    const struct ledger_column *until = NULL;
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, "有效期至")) until = &t->columns[i];
    assert_non_null(until);
    assert_string_equal(cell_words_advice(f.schema, until, (struct slice){"长 期", strlen("长 期")}), "没有期限、仍然有效的留空");
    assert_null(cell_words_advice(f.schema, column("提交日期"), (struct slice){"长期", strlen("长期")}));
    assert_string_equal(cell_words_advice(f.schema, column("落款日期"), (struct slice){"正在办理", strlen("正在办理")}), "还没有的留空，有了日期再填");
    assert_null(cell_words_advice(f.schema, column("落款日期"), (struct slice){"张三", strlen("张三")}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hides_persons), cmocka_unit_test(shows_others), cmocka_unit_test(values_of_types), cmocka_unit_test(no_family_names), cmocka_unit_test(advice)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
