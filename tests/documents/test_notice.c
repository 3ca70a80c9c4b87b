/* The list of reminders and the notice name every state of a filing, and the notice no person. */
#include "letters_found.h"
#include "documents/notice.h"
#include "documents/reminders.h"
#include "render/plain/plain.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void list_and_notice_name_every_state(void **state)
{
    (void)state;
    struct filing filings[] = {
        {.agency = 1, .name = "甲局", .state = FILING_MISSING, .contact = "周青禾", .phone = "0789-1", .due = civil_day(2026, 1, 31), .submitted = NO_DAY},
        {.agency = 2, .name = "乙局", .state = FILING_UNREAD, .unread = "乙.doc", .why = "另存为 .docx", .due = civil_day(2026, 1, 31), .submitted = NO_DAY},
        {.agency = 3, .name = "丙局", .state = FILING_LATE, .counted = true, .due = civil_day(2026, 1, 31), .submitted = civil_day(2026, 2, 9), .contact = "许知秋"},
        {.agency = 4, .name = "丁局", .state = FILING_IN_TIME, .counted = true, .due = civil_day(2026, 1, 31), .submitted = civil_day(2026, 1, 9)},
        {.name = "看不出是哪个机关", .state = FILING_UNREAD, .unread = "x.pdf", .due = NO_DAY, .submitted = NO_DAY},
    };
    struct rollup all = {.filings = filings, .n_filings = sizeof filings / sizeof *filings};
    struct report r = {.agency = {.name = "某县人民政府"}, .year = 2025, .as_of = civil_day(2026, 2, 19), .form = form, .rollup = &all};
    struct defect_kinds kinds = {0};
    struct findings found = {0};
    struct document d;
    struct text t = {0};
    document_init(&d, &(struct document_facts){.title = "单", .stamp = BLANK_STAMP});
    reminders_document(&d, words, &r);
    plain_add(&t, &d);
    document_release(&d);
    has(&t, "周青禾");
    has(&t, "0789-1");
    has(&t, "19");
    has(&t, "乙.doc");
    has(&t, "（看不出是哪个机关）");
    lacks(&t, "丙局");
    text_clear(&t);
    add(&found, of_text("D21", "problems 第1段", "XX"));
    add(&found, of_text("D21", "problems 第2段", "XX"));
    add(&found, of_text("D20", "overview", "2000字"));
    defect_kinds_take(&kinds, words, catalogue, &found);
    defect_kinds_take(&kinds, words, catalogue, &found);
    defect_kinds_sent(&kinds, &(struct sent_letter){"丁局", "退回修改意见/丁局", 2, false});
    assert_int_equal(kinds.n, 1);                      /* warnings are no fault of a notice */
    assert_int_equal(kinds.list[0].agencies, 2);
    assert_int_equal(kinds.list[0].places, 4);
    document_init(&d, &(struct document_facts){.title = "通报", .stamp = BLANK_STAMP});
    notice_document(&d, words, &r, &kinds);
    plain_add(&t, &d);
    document_release(&d);
    has(&t, "应报4个机关，已报2个，已交但文件不能用1个，缺报1个。");
    lacks(&t, "期限未到");                             /* nobody is */
    lacks(&t, "看不出是哪个机关");                     /* what nobody handed in is for the office's own list */
    has(&t, "请没有报送的机关立即报送。请文件不能用的机关");
    has(&t, "按时报送的有1个机关：丁局。");
    has(&t, "修改意见另发：丁局。");
    has(&t, "正文里还有没有填写的地方");
    lacks(&t, "周青禾");                               /* no names of persons */
    lacks(&t, "许知秋");
    lacks(&t, "0789");
    has(&t, "条例》第四十九条");
    text_clear(&t);
    struct form of_2018 = *form;                       /* a year before the regulation in force cites the earlier one */
    of_2018.earlier_law = true;
    r.form = &of_2018;
    document_init(&d, &(struct document_facts){.title = "通报", .stamp = BLANK_STAMP});
    notice_document(&d, words, &r, &kinds);
    plain_add(&t, &d);
    document_release(&d);
    has(&t, "（国务院令第492号）第三十一条");
    lacks(&t, "第四十九条");
    text_release(&t);
    findings_release(&found);
    defect_kinds_release(&kinds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_and_notice_name_every_state),
    };
    return cmocka_run_group_tests(tests, letters_load, letters_unload);
}
