/* Labels, titles and cells as people type them; names of a workbook's cells. */
#include "form/cell_names.h"
#include "form/label.h"
#include "submission/standard_form.h"
#include "submission/title.h"
#include "submission/typed_cell.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;

static int finish(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void labels_lose_decoration(void **state)
{
    (void)state;
    static const char *const alike[] = {"（三）不予公开", "(三) 不予公开", "三、不予公开", "3.不予公开", "③不予公开", "不予公开", "　不予\n公开：", "3不予公开", "【不予】公开", "其中：不予公开", "其中:(1) 不予公开",
                                       "其中　1.不予公开"};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) assert_string_equal(label_key(&arena, alike[i]), "不予公开");
    assert_string_equal(label_key(&arena, "第二十条第（一）项"), "第二十条第一项");
    assert_string_equal(label_key(&arena, "一"), "一");
    assert_string_equal(label_key(&arena, "其中："), "其中");
    assert_string_equal(label_key(&arena, "2025年"), "2025年");
    assert_string_equal(label_key(&arena, ""), "");
    assert_string_equal(label_short(&arena, "（二）部分公开（区分处理的，只计这一情形）"), "部分公开");
    assert_string_equal(label_short(&arena, "（二）部分公开"), "部分公开");
    assert_string_equal(label_short(&arena, "（本列数据）的关系"), "本列数据的关系");
}

static void near_labels_are_few_characters_apart(void **state)
{
    (void)state;
    assert_true(label_near("保护第三方合法权益", "保护第三人合法权益"));
    assert_true(label_near("科研机构", "科研单机构"));
    assert_true(label_near("结果维持", "结果维待"));
    assert_false(label_near("结果维持", "结果纠正"));
    assert_false(label_near("其他", "其它"));
    assert_false(label_near("属于三类内部事务信息", "属于四类过程性信息"));
    assert_false(label_near("行政复议", "行政诉讼"));
}

static void assert_title(const char *text, const char *name, int year)
{
    struct title t;
    assert_true(title_read(&arena, text, &t));
    if (name) assert_string_equal(t.name, name);
    else assert_null(t.name);
    assert_int_equal(t.year, year);
}

static void titles_give_agency_and_year(void **state)
{
    (void)state;
    struct title t;
    assert_title("清河县人社局2025年政府信息公开工作年度报告", "清河县人社局", 2025);
    assert_title("清河县人社局\n２０２５年度政府信息公开年报", "清河县人社局", 2025);
    assert_title("2025年清河县人社局政府信息公开工作年度报告", "清河县人社局", 2025);
    assert_title("清河县人社局关于2025年度的政府信息公开工作报告", "清河县人社局", 2025);
    assert_title("清河县人社局政府信息公开工作年度报告（2025年）", "清河县人社局", 2025);
    assert_title("清河县人社局政府信息公开工作年度报告(2025)", "清河县人社局", 2025);
    assert_title("清河县人社局二〇二五年政府信息公开工作年度报告", "清河县人社局", 2025);
    assert_title("平潭综合实验区（全区汇总）2019年政府信息公开工作年度报告", "平潭综合实验区（全区汇总）", 2019);
    assert_title("清河县2020工程指挥部2025年政府信息公开工作年度报告", "清河县2020工程指挥部", 2025);
    assert_title("2025年政府信息公开工作年度报告", NULL, 2025);
    assert_title("附表：清河县人社局2018年度政府信息公开情况统计表", "清河县人社局", 2018);
    assert_title("附件1：政府信息公开情况统计表（2018年度）", NULL, 2018);
    assert_title("附件2.清河县人社局政府信息公开情况统计表", "清河县人社局", 0);
    assert_true(title_is_annex(&arena, "政府信息公开情况统计表"));
    assert_false(title_is_annex(&arena, "清河县人社局2018年政府信息公开工作年度报告"));
    assert_false(title_is_annex(&arena, "网站访问量统计表"));
    assert_false(title_read(&arena, "根据《条例》编制2025年政府信息公开工作年度报告。", &t));
    assert_false(title_read(&arena, "二、主动公开政府信息情况", &t));
    assert_int_equal(title_year("报送表2024终稿"), 2024);
    assert_int_equal(title_year("120245"), 0);
    assert_int_equal(title_year("年报"), 0);
}

static void assert_teller(const char *text, const char *name)
{
    const char *found = title_teller(&arena, text);
    if (name) assert_string_equal(found, name);
    else assert_null(found);
}

static void tables_say_who_filled_them_in(void **state)
{
    (void)state;
    assert_teller("填报单位（盖章）：清河县人社局", "清河县人社局");
    assert_teller("　填报单位(盖章):清河县人社局　　　　2018年度", "清河县人社局");
    assert_teller("填报单位：清河县人社局（公章）  单位：条", "清河县人社局");
    assert_teller("填报单位：平潭综合实验区（全区汇总）", "平潭综合实验区（全区汇总）");
    assert_teller("填表单位 清河县人社局", NULL);
    assert_teller("填报单位（盖章）：", "");
    assert_teller("填报单位", "");
    assert_teller("填报单位：　　　　2018年度", "");
    assert_teller("填报单位负责人：张三", NULL);
    assert_teller("单位", NULL);
}

static void assert_cell(const char *heading, enum xlsx_kind kind, const char *text, const char *shown, const char *notice)
{
    const struct form_slot slot = {.address = "t/r/c", .col_label = heading, .type = *heading ? CELL_DECIMAL : CELL_COUNT};
    struct submission_cell c;
    const char *why = NULL;
    assert_true(typed_cell(&arena, &slot, kind, text, &c, &why));
    assert_int_equal(c.empty, shown == NULL);
    if (shown) assert_string_equal(c.shown, shown);
    if (notice) assert_string_equal(c.note, notice);
    else assert_null(c.note);
}

static void assert_no_cell(const char *heading, enum xlsx_kind kind, const char *text, const char *word)
{
    const struct form_slot slot = {.address = "t/r/c", .col_label = heading, .type = *heading ? CELL_DECIMAL : CELL_COUNT};
    struct submission_cell c;
    const char *why = NULL;
    assert_false(typed_cell(&arena, &slot, kind, text, &c, &why));
    assert_non_null(strstr(why, word));
}

static void cells_hold_numbers_and_notes(void **state)
{
    (void)state;
    static const char money[] = "本年收费金额（单位：万元）";
    assert_cell("", XLSX_NUMBER, "17", "17", NULL);
    assert_cell("", XLSX_NUMBER, "1.7E1", "17", NULL);
    assert_cell("", XLSX_TEXT, " １，２３４ 件", "1234", NULL);
    assert_cell("", XLSX_TEXT, "22（其中修订16件）", "22", "其中修订16件");
    assert_cell("", XLSX_TEXT, "22\n其中修订16件", "22", "其中修订16件");
    assert_cell("", XLSX_TEXT, "22\n（其中修订16件）", "22", "其中修订16件");
    assert_cell("", XLSX_TEXT, "22\n件", "22", NULL);
    assert_cell("", XLSX_TEXT, "-3", "-3", NULL);
    assert_cell("", XLSX_TEXT, "/（不适用）", NULL, "不适用");
    assert_cell("", XLSX_TEXT, "　", NULL, NULL);
    assert_cell("", XLSX_TEXT, "—", NULL, NULL);
    assert_cell("", XLSX_TEXT, "无", NULL, NULL);
    assert_cell(money, XLSX_NUMBER, "24252.311082000001", "24252.311082", NULL);
    assert_cell(money, XLSX_TEXT, "380.50万元", "380.50", NULL);
    assert_cell("采购总金额", XLSX_NUMBER, "13812345678", "13812345678", NULL);   /* the spelling of the report's own workbook */
    assert_cell("采购总金额", XLSX_TEXT, "13812345678", "13812345678", NULL);
    assert_no_cell("采购总金额", XLSX_NUMBER, "110105194912310", "手机号码");
    assert_no_cell(money, XLSX_NUMBER, "13812345678", "手机号码");
    assert_no_cell("", XLSX_NUMBER, "13812345678", "手机号码");
    assert_no_cell("", XLSX_NUMBER, "17.5", "整数");
    assert_no_cell("", XLSX_DATE, "45000", "日期");
    assert_no_cell("", XLSX_ERROR, "#REF!", "公式");
    assert_no_cell("", XLSX_NOT_COMPUTED, "", "公式");
    assert_no_cell("", XLSX_TEXT, "约20", "准数");
    assert_no_cell("", XLSX_TEXT, "（22）", "不是数");
    assert_no_cell("", XLSX_TEXT, "22件其中16件", "不是数");
    assert_no_cell("", XLSX_TEXT, "22\n其中修订16件\n3", "不是数");
    assert_no_cell("", XLSX_TEXT, "规章\n其中修订16件", "不是数");
    assert_no_cell(money, XLSX_TEXT, "380元", "单位");
}

static void every_cell_has_a_name_and_a_label(void **state)
{
    (void)state;
    static const char *const ids[] = {"2019", "2021"};
    for (size_t i = 0; i < 2; i++) {
        const struct form *form;
        struct diag diag;
        struct form_shelf *shelf = form_shelf_new(PROJECT_SOURCE_DIR "/report_templates");
        assert_true(form_shelf_id(shelf, ids[i], &form, &diag));
        const char *const *names = cell_names(&arena, form);
        const struct standard_form *standard = standard_form_of(shelf, form);
        assert_ptr_equal(standard, standard_form_of(shelf, form));
        assert_int_equal(standard->n_slots, form_slots(form));
        for (size_t t = 0, n = 0; t < form->n_tables; t++)
            for (size_t k = 0; k < form->tables[t].n_slots; k++, n++) {
                assert_ptr_equal(standard->slots[n].slot, &form->tables[t].slots[k]);      /* names and labels have the same order */
                assert_true(strlen(names[n]) > 2 && *standard->slots[n].head.key);
            }
        if (i) assert_string_equal(names[0], "T_proactive_rules_made");
        form_shelf_free(shelf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_lose_decoration),
        cmocka_unit_test(near_labels_are_few_characters_apart),
        cmocka_unit_test(titles_give_agency_and_year), cmocka_unit_test(tables_say_who_filled_them_in),
        cmocka_unit_test(cells_hold_numbers_and_notes),
        cmocka_unit_test(every_cell_has_a_name_and_a_label),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
