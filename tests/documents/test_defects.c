/* What an agency must mend, of the findings in its report: one fault a cause, with its places. */
#include "letters_found.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void equations_that_one_cell_mends_are_one_fault(void **state)
{
    (void)state;
    struct findings all = {0};
    struct defects d = {0};
    add(&all, broken("D01", "requests/carried_out/total", "只改这一格：新收/总计 7→6", "6"));
    add(&all, broken("D03", "requests/new/total", "只改这一格：新收/总计 7→6", "6"));
    find(&d, &all);
    assert_int_equal(d.n, 1);
    assert_int_equal(d.list[0].n_places, 1);
    assert_int_equal(d.list[0].n_keys, 2);
    assert_string_equal(d.list[0].places[0].place, "新收/总计（年报!J26）");
    assert_string_equal(d.list[0].places[0].expected, "6");
    assert_non_null(strstr(d.list[0].what, "；"));
    defects_release(&d);
    findings_release(&all);
}

static void equations_that_nothing_explains_stand_with_their_sides(void **state)
{
    (void)state;
    struct findings all = {0};
    struct defects d = {0};
    add(&all, broken("D01", "requests/carried_out/total", "请逐格核对", NULL));
    add(&all, broken("D01", "requests/carried_out/enterprise", "请逐格核对", NULL));
    add(&all, broken("D03", "requests/new/total", "请逐格核对", NULL));
    all.list[1].line_name = "商业企业";
    find(&d, &all);
    assert_int_equal(d.n, 2);
    assert_int_equal(d.list[0].n_places, 2);
    assert_string_equal(d.list[0].places[0].found, "新收 7，而 办理结果总计 6");
    assert_string_equal(d.list[0].places[0].expected, "两边相等");      /* the other side may be the wrong one */
    defects_release(&d);
    findings_release(&all);
}

/* The letter must not ask for a number that it asks to change elsewhere. */
static void a_number_of_a_text_waits_for_its_table(void **state)
{
    (void)state;
    struct finding text = of_text("D11", "overview 第1段 第1个数", "新收申请6件"), other = of_text("D11", "overview 第1段 第2个数", "制发3件");
    text.cell = "requests/new/total", text.expected = "表中的 7";
    other.cell = "proactive/normative/made", other.expected = "表中的 2";
    struct findings all = {0};
    struct defects d = {0};
    add(&all, broken("D01", "requests/carried_out/total", "只改这一格：新收/总计 7→6", "6"));
    add(&all, text);
    add(&all, other);
    find(&d, &all);
    assert_int_equal(d.n, 3);
    assert_string_equal(d.list[0].places[0].expected, "表中的 2");
    for (size_t i = 1; i < d.n; i++)
        if (!d.list[i].certain) assert_string_equal(d.list[i].places[0].expected, "与改正后的表一致（现在是表中的 7）");
    defects_release(&d);
    findings_release(&all);
}

static void findings_of_one_check_are_one_fault_with_its_places(void **state)
{
    (void)state;
    struct findings all = {0};
    struct defects d = {0};
    struct finding waived = of_text("D21", "problems 第9段", "XX"), hint = of_text("D21", "problems 第8段", "XX");
    waived.state = STATE_WAIVED;
    hint.severity = SEVERITY_HINT, hint.blocking = false;
    add(&all, of_text("D21", "problems 第1段", "XX"));
    add(&all, of_text("D21", "problems 第2段", "某某"));
    add(&all, of_text("D21", "overview 第1段", "某某"));
    add(&all, waived);
    add(&all, hint);
    find(&d, &all);
    assert_int_equal(d.n, 2);                          /* by part of the report, in its order */
    assert_int_equal(d.list[0].n_places, 1);
    assert_int_equal(d.list[1].n_places, 2);
    assert_string_equal(d.list[1].places[1].place, "“五、存在的主要问题及改进情况”第2段");
    assert_true(letter_is_due(words, &d));
    defects_release(&d);
    findings_release(&all);
}

static void warnings_alone_make_no_letter(void **state)
{
    (void)state;
    struct findings all = {0};
    struct defects d = {0};
    struct finding warning = of_text("D20", "overview", "2000字");
    add(&all, warning);
    find(&d, &all);
    assert_int_equal(d.n, 1);
    assert_false(letter_is_due(words, &d));
    defects_release(&d);
    findings_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equations_that_one_cell_mends_are_one_fault), cmocka_unit_test(equations_that_nothing_explains_stand_with_their_sides),
        cmocka_unit_test(a_number_of_a_text_waits_for_its_table), cmocka_unit_test(findings_of_one_check_are_one_fault_with_its_places),
        cmocka_unit_test(warnings_alone_make_no_letter),
    };
    return cmocka_run_group_tests(tests, letters_load, letters_unload);
}
