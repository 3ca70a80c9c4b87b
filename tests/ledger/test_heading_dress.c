/* Decorated headings: what the reader removes, what it asks about, what it leaves alone. */
#include "ledger/schema/heading_words.h"
#include "ledger_fixture.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    f = fixture_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_release(&f);
    return 0;
}

/* "审结日期" as written, "~审结日期" without decoration, "?审结日期|…" similar to it, "()?…" except for a remark, "-" unknown, "=…" an alias. */
static const char *meaning(struct text *out, const char *table, const char *heading)
{
    const struct ledger_table *t = schema_table(f.schema, table);
    struct text folded = {0};
    spelling_fold(&folded, (struct slice){heading, strlen(heading)});
    struct heading_meaning m = heading_meaning(f.schema, t, (struct slice){text_get(&folded), folded.n});
    text_release(&folded);
    text_clear(out);
    if (m.dressed) text_add(out, "~");
    if (m.verdict == HEADING_ALIAS) text_add(out, "=");
    if (m.verdict == HEADING_SLIP || m.verdict == HEADING_NEAR) text_add(out, m.remark ? "()?" : "?");
    if (m.verdict == HEADING_UNKNOWN) text_add(out, "-");
    for (size_t i = 0; i < m.near.n; i++) {
        int place = m.near.list[i];
        text_printf(out, "%s%s", i ? "|" : "", place < (int)t->n_columns ? t->columns[place].heading : t->wide->headings[place - (int)t->n_columns]);
    }
    if (m.verdict == HEADING_NEAR) return text_get(out);
    if (m.column >= 0) text_add(out, t->columns[m.column].heading);
    if (m.wide >= 0) text_add(out, t->wide->headings[m.wide]);
    return text_get(out);
}

static void headings(void **state)
{
    (void)state;
    static const struct { const char *table, *heading, *meaning; } all[] = {
        {"disputes", "审结日期", "审结日期"}, {"disputes", "审结日期（必填）", "~审结日期"}, {"disputes", "【选填】审结日期", "~审结日期"},
        {"disputes", "＊审结 日期：", "~审结日期"}, {"disputes", "6.审结\n日期(YYYY-MM-DD)", "~审结日期"}, {"disputes", "（六）审结日期*", "~审结日期"},
        {"disputes", "⑥审结日期（如：2025-03-01）", "~审结日期"}, {"disputes", "三、审结日期〔2025-03-01〕", "~审结日期"}, {"disputes", "审结日期（必填）（年月日）", "~审结日期"},
        {"disputes", "结果（维持/纠正/其他结果）", "~结果"}, {"disputes", "结果（维持、纠正）", "~结果"}, {"disputes", "类别[下拉选择]", "~类别"},
        {"disputes", "★类别", "~类别"}, {"disputes", "审结日期（一审）", "~()?审结日期"}, {"disputes", "审结日期（王五）", "~()?审结日期"},
        {"disputes", "结果（胜/负）", "~()?结果"}, {"disputes", "案件审结日期", "?审结日期"}, {"disputes", "审结日", "?审结日期"}, {"disputes", "审结日期时间", "?审结日期"},
        {"disputes", "承办律师", "-"}, {"disputes", "备注二", "-"}, {"requests", "备注2", "-"}, {"requests", "签收日期2", "?签收日期"},
        {"disputes", "审结日期\n必填", "~审结日期"}, {"disputes", "审结日期：年月日", "~审结日期"}, {"disputes", "[审结日期]", "~审结日期"}, {"disputes", "【6.审结日期（必填）】", "~审结日期"},
        {"disputes", "审结时间", "?审结日期"}, {"disputes", "审结期日", "?审结日期"}, {"disputes", "审理终结日期", "?审结日期"}, {"disputes", "日期（审结）", "?收案日期|审结日期"},
        {"disputes", "结案时间", "?审结日期"}, {"disputes", "审结日期（2）", "~()?审结日期"}, {"disputes", "审结日期（代码）", "~()?审结日期"}, {"documents", "废止（失效）日期", "?废止日期"},
        {"documents", "失效时间", "?废止日期"}, {"requests", "第二次补正告知日期", "?补正告知日期"}, {"requests", "领导签批时间", "-"},
        {"documents", "废止日期（年月日）", "~废止日期"}, {"documents", "实际废止日期", "?废止日期"}, {"documents", "起草人", "-"},
        {"requests", "1受理编号", "~受理编号"}, {"requests", "1、受理编号", "~受理编号"}, {"requests", "办理结果（代码）", "~办理结果"},
        {"requests", "签收日期（申请人）", "~()?签收日期"}, {"requests", "补正告知日期（没有不填）", "~补正告知日期"}, {"requests", "延期天数（单位：天）", "~延期天数"},
        {"requests", "救济告知（是/否）", "~救济告知"}, {"requests", "办理人签字", "-"}, {"requests", "申请人地址（单位）", "-"}, {"requests", "备注（旧）", "-"},
        {"events", "金额（元）", "~金额"}, {"events", "金额（万元）", "~()?金额"}, {"fees", "金额(万元)", "金额(万元)"}, {"fees", "金额（万元）（必填）", "~金额(万元)"},
        {"fees", "（6）金额(万元)", "~金额(万元)"}, {"fees", "6.金额(万元)", "~金额(万元)"}, {"fees", "【必填】金额(万元)", "~金额(万元)"}, {"fees", "金额（元）", "=原始金额(元)"}, {"decisions", "数量（件）", "~数量"}, {"decisions", "数量(单位:件)", "~数量"}, {"decisions", "数量（万件）", "~()?数量"},
        {"catalogue", "公开日期（必填）", "~公开日期"}, {"catalogue", "网页点击", "-"},
    };
    struct text out = {0};
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const char *got = meaning(&out, all[i].table, all[i].heading);
        wrong += strcmp(got, all[i].meaning) != 0;
        if (strcmp(got, all[i].meaning)) print_error("%s “%s”: %s, expected %s\n", all[i].table, all[i].heading, got, all[i].meaning);
    }
    text_release(&out);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(headings, set_up, tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
