/* Chinese addresses mean the cells that a reader of the form means; what could mean two is refused with both. */
#include "form_fixture.h"
#include "form/addresses.h"

static void expect(const struct form *f, const char *typed, const char *address)
{
    const struct form_table *t;
    struct text why = {0};
    int slot;
    if (!address_find(f, typed, &t, &slot, &why)) fail_msg("%s：%s", typed, text_get(&why));
    assert_string_equal(t->slots[slot].address, address);
    assert_string_equal(text_get(&why), "");
    text_release(&why);
}

static void refuse(const struct form *f, const char *typed, const char *expected)
{
    const struct form_table *t;
    struct text why = {0};
    int slot;
    if (address_find(f, typed, &t, &slot, &why)) fail_msg("%s", typed);
    assert_string_equal(text_get(&why), expected);
    assert_false(address_find(f, typed, &t, &slot, NULL));
    text_release(&why);
}

static void labels_are_addresses(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    expect(f, "requests/3.4/enterprise", "requests/3.4/enterprise");
    expect(f, "新收/总计", "requests/new/total");
    expect(f, "本年新收政府信息公开申请数量/总计", "requests/new/total");
    expect(f, "予以公开/商业企业", "requests/1/enterprise");
    expect(f, "部分公开/其他", "requests/2/other_org");
    expect(f, "属于国家秘密/自然人", "requests/3.1/natural_person");
    expect(f, "国家秘密/自然人", "requests/3.1/natural_person");
    expect(f, "不予公开/属于国家秘密/法人或其他组织/科研机构", "requests/3.1/research");
    expect(f, "危及“三安全一稳定”/总计", "requests/3.3/total");
    expect(f, "结转下年度/总计", "requests/carried_out/total");
    expect(f, "行政许可/本年处理决定数量", "proactive/licences/decisions");
    expect(f, "行政事业性收费/本年收费金额（单位：万元）", "proactive/fees/amount");
    expect(f, "规范性文件/现行有效件数", "proactive/normative/in_force");
    expect(f, "行政复议/结果纠正", "review/reconsideration/corrected");
    expect(f, "四、政府信息公开行政复议、行政诉讼情况/行政诉讼/复议后起诉/尚未审结", "review/suit_after_reconsideration/pending");
    expect(f, "总计/总计", "requests/closed/total");
    expect(f, "其他/其他", "requests/6.3/other_org");
    form_free(f);
    f = load(TEMPLATES "/2019");
    expect(f, "其他处理/总计", "requests/6/total");
    expect(f, "行政强制/本年增/减", "proactive/coercion/items_change");
    expect(f, "政府集中采购/采购总金额", "proactive/procurement/amount");
    form_free(f);
}

static void width_blanks_and_ids_do_not_matter(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    expect(f, " 新收　／ 总 计 ", "requests/new/total");
    expect(f, "新收：总计", "requests/new/total");
    expect(f, "新收:total", "requests/new/total");
    expect(f, "requests/新收/total", "requests/new/total");
    expect(f, "requests/3.4/商业企业", "requests/3.4/enterprise");
    expect(f, "Ｒｅｑｕｅｓｔｓ/３.４/Total", "requests/3.4/total");
    expect(f, "（三）不予公开/1.属于国家秘密/总计", "requests/3.1/total");
    form_free(f);
}

static void what_is_unclear_is_refused_with_the_choices(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    refuse(f, "行政诉讼/总计", "可以是几个单元格，请写明是哪一个：未经复议直接起诉/总计、复议后起诉/总计");
    refuse(f, "无法提供/总计", "可以是几个单元格，请写明是哪一个：本机关不掌握相关政府信息/总计、没有现成信息需要另行制作/总计、补正后申请内容仍不明确/总计");
    refuse(f, "规章", "可以是几个单元格，请写明是哪一个：规章/本年制发件数、规章/本年废止件数、规章/现行有效件数");
    refuse(f, "部分公开/法人或其他组织", "可以是几个单元格，请写明是哪一个：部分公开/商业企业、部分公开/科研机构、部分公开/社会公益组织、部分公开/法律服务机构、部分公开/其他");
    refuse(f, "不予公开/商业企业", "可以是几个单元格，请写明是哪一个：属于国家秘密/商业企业、其他法律行政法规禁止公开/商业企业、危及三安全一稳定/商业企业、"
                                   "保护第三方合法权益/商业企业、属于三类内部事务信息/商业企业、属于四类过程性信息/商业企业、属于行政执法案卷/商业企业、"
                                   "属于行政查询事项/商业企业");
    refuse(f, "自然人", "可以是几个单元格，请写明是哪一个：新收/自然人、上年结转/自然人、予以公开/自然人、部分公开/自然人、属于国家秘密/自然人、"
                        "其他法律行政法规禁止公开/自然人、危及三安全一稳定/自然人、保护第三方合法权益/自然人……共25个");
    refuse(f, "行政许可", "表单里没有这个单元格，最接近的是 行政许可/本年处理决定数量（proactive/licences/decisions）");
    form_free(f);
}

static void what_is_misspelt_names_the_nearest(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    refuse(f, "新受/总计", "表单里没有这个单元格，最接近的是 新收/总计（requests/new/total）");
    refuse(f, "予与公开/商业企业", "表单里没有这个单元格，最接近的是 予以公开/商业企业（requests/1/enterprise）");
    refuse(f, "request/carried_in/total", "表单里没有这个单元格，最接近的是 上年结转/总计（requests/carried_in/total）");
    refuse(f, "本年新收政府信息申请数量/自然人", "表单里没有这个单元格，最接近的是 新收/自然人（requests/new/natural_person）");
    refuse(f, "张三/李四", "表单里没有这个单元格");
    refuse(f, "", "表单里没有这个单元格");
    refuse(f, "///", "表单里没有这个单元格");
    refuse(f, "/////////////////////////", "表单里没有这个单元格");
    char long_one[2000];
    memset(long_one, 'a', sizeof long_one - 1);
    long_one[sizeof long_one - 1] = 0;
    refuse(f, long_one, "表单里没有这个单元格");
    form_free(f);
}

/* What is shown may be typed again, in every form: the name means its cell, and so does every id with it. */
static void every_name_leads_back(void **state)
{
    (void)state;
    static const char *const dirs[] = {TEMPLATES "/2021", TEMPLATES "/2019", FIXTURES "/before2019"};
    for (size_t d = 0; d < 3; d++) {
        struct form *f = load(dirs[d]);
        size_t named = 0, all = 0;
        for (size_t t = 0; t < f->n_tables; t++)
            for (size_t i = 0; i < f->tables[t].n_slots; i++, all++) {
                const struct form_slot *s = &f->tables[t].slots[i];
                if (!s->name) continue;
                named++;
                expect(f, s->name, s->address);
                assert_string_equal(address_name(f, s->address), s->name);
            }
        assert_int_equal(named, all);
        form_free(f);
    }
}

static void an_address_is_shown_with_its_name(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    struct text t = {0};
    address_show(&t, f, "requests/6.3/total");
    assert_string_equal(text_get(&t), "其他处理/其他/总计（requests/6.3/total）");
    text_clear(&t);
    address_show(&t, f, "requests/7/total");
    assert_string_equal(text_get(&t), "requests/7/total");
    assert_null(address_name(f, "requests/7/total"));
    text_clear(&t);
    assert_false(address_show_all(&t, f, "2024/12/31 的 requests.csv 和 requests/7/total"));
    assert_string_equal(text_get(&t), "");
    assert_false(address_show_all(&t, f, "最接近的是 新收/总计（requests/new/total）"));
    assert_true(address_show_all(&t, f, "有3格不同，如 requests/new/total、requests/7/total，又如（proactive/fees/amount）。"));
    assert_string_equal(text_get(&t), "有3格不同，如 新收/总计（requests/new/total）、requests/7/total，又如（行政事业性收费/本年收费金额（proactive/fees/amount））。");
    text_release(&t);
    form_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_addresses), cmocka_unit_test(width_blanks_and_ids_do_not_matter),
        cmocka_unit_test(what_is_unclear_is_refused_with_the_choices), cmocka_unit_test(what_is_misspelt_names_the_nearest),
        cmocka_unit_test(every_name_leads_back), cmocka_unit_test(an_address_is_shown_with_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
