/* Every kind of breach: a request that has it, with the day, the limit and the number of days, and a request that has not. */
#include "clock_fixture.h"
#include "base/text.h"

static const struct breach { const char *receipt, *reply, *outcome, *as_of, *events, *found; } breaches[] = {
    {"2025-03-03", "2025-03-31", "1", "2025-12-31", "", ""},
    {"2025-03-03", "2025-04-18", "1", "2025-12-31", "BZ 2025-03-12 until=2025-03-26; BH 2025-03-20", ""},
    {"2025-03-03", "2025-04-18", "1", "2025-12-31", "BZ 2025-03-13 until=2025-03-27; BH 2025-03-20", "supplement_notice_late@1 2025-03-13 2025-03-12 1"},
    {"2025-03-03", "2025-04-18", "1", "2025-12-31", "BZ 2025-03-05 until=2025-03-20; BH 2025-03-10; BZ 2025-03-12 until=2025-03-26; BH 2025-03-21", "supplement_notice_again@3 2025-03-12"},
    {"2025-03-03", "2025-03-31", "1", "2025-12-31", "BZ 2025-03-12; BH 2025-03-20", "supplement_no_deadline@1 2025-03-12"},
    {"2025-03-03", "2025-03-31", "1", "2025-12-31", "BZ 2025-03-12 until=2025-03-12; BH 2025-03-20", "supplement_deadline_not_after@1 2025-03-12 2025-03-12"},
    {"2025-03-03", "2025-03-31", "1", "2025-12-31", "BZ 2025-03-12 until=2025-03-18; BH 2025-03-20", "supplement_deadline_short@1 2025-03-18 2025-03-19 4"},
    {"2025-03-03", "2025-03-31", "1", "2025-12-31", "BZ 2025-03-12 until=2025-04-03; BH 2025-03-20", "supplement_deadline_long@1 2025-04-03 2025-04-02 16"},
    {"2025-03-03", "2025-03-26", "6.1", "2025-12-31", "BZ 2025-03-12 until=2025-03-26", "closed_before_supplement_deadline@1 2025-03-26 2025-03-26"},
    {"2025-03-03", "2025-03-27", "6.1", "2025-12-31", "BZ 2025-03-12 until=2025-03-26", ""},
    {"2025-03-03", "", "", "2025-04-02", "BZ 2025-03-12 until=2025-03-26", ""},
    {"2025-03-03", "", "", "2025-04-03", "BZ 2025-03-12 until=2025-03-26", "supplement_waiting_long@1 2025-04-03 2025-03-26 6"},
    {"2025-03-03", "2025-03-19", "1", "2025-12-31", "BZ 2025-03-12 until=2025-03-26; BH 2025-03-20", "reply_before_supplement@2 2025-03-19 2025-03-20"},
    {"2019-04-01", "2019-05-20", "J2", "2019-12-31", "BZ 2019-04-24 until=2019-05-10", "event_after_due@1 2019-04-24 2019-04-23 1"},
    {"2019-05-14", "2019-05-20", "3.4", "2019-12-31", "", "outcome_of_other_law@0  《中华人民共和国政府信息公开条例》（国务院令第492号）"},
    {"2019-05-15", "2019-05-20", "J4.2", "2019-12-31", "", "outcome_of_other_law@0  《中华人民共和国政府信息公开条例》（国务院令第711号）"},
    {"2019-05-14", "2019-05-20", "6.3", "2019-12-31", "", ""},

    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "YQ 2025-03-28 approved=2025-03-28 days=20", "extension_no_approver@1 2025-03-28"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "YQ 2025-03-28 days=20 approver", "extension_no_approval_date@1 2025-03-28"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "YQ 2025-03-27 approved=2025-03-28 days=20 approver", "extension_approved_after_notice@1 2025-03-28 2025-03-27"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "YQ 2025-04-02 approved=2025-03-28 days=20 approver", "extension_late@1 2025-04-02 2025-03-31 2"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "YQ 2025-03-28 approved=2025-03-28 days=21 approver", "extension_days_wrong@1 2025-03-28 - 21"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "YQ 2025-03-28 approved=2025-03-28 days=0 approver", "extension_days_wrong@1 2025-03-28 - 0"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "YQ 2025-03-28 approved=2025-03-28 approver", "extension_no_days@1 2025-03-28"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "YQ 2025-03-31 approved=2025-03-28 days=20 approver", "extension_last_day@1 2025-03-31 2025-03-31"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "YQ 2025-03-26 approved=2025-03-26 days=10 approver; YQ 2025-03-28 approved=2025-03-28 days=10 approver", "extension_again@2 2025-03-28"},

    {"2025-04-01", "2025-05-20", "1", "2025-12-31", "ZQ 2025-04-08 received=2025-04-10; ZF 2025-05-06", "consult_over_cap@1 2025-05-06 2025-04-30 1"},
    {"2025-04-01", "2025-05-20", "1", "2025-12-31", "ZQ 2025-04-08 received=2025-04-10", "consult_over_cap@1 2025-05-20 2025-04-30 11; consult_open@1 2025-04-08"},
    {"2025-04-01", "", "", "2025-04-20", "ZQ 2025-04-08 received=2025-04-10", ""},
    {"2025-04-01", "", "", "2025-05-06", "ZQ 2025-04-08 received=2025-04-10", "consult_over_cap@1 2025-05-06 2025-04-30 1; consult_open@1 2025-04-08"},
    {"2025-04-01", "2025-05-20", "1", "2025-12-31", "ZQ 2025-04-08; ZF 2025-04-20", "consult_no_party_receipt@1 2025-04-08"},
    {"2025-04-01", "2025-05-20", "1", "2025-12-31", "XB 2025-04-30; XF 2025-05-06", "consult_after_due@1 2025-04-30 2025-04-29 1"},
    {"2025-04-01", "2025-05-20", "1", "2025-12-31", "XB 2025-04-08; XF 2025-04-30", "consult_long@1 2025-04-30 - 17"},
    {"2025-04-01", "2025-04-15", "1", "2025-12-31", "XB 2025-04-08", "consult_open@1 2025-04-08"},

    {"2025-03-03", "2025-06-30", "1", "2025-12-31", "YC 2025-03-20 until=2025-06-30", "delay_without_reasons@1 2025-03-20"},
    {"2025-03-03", "2025-06-30", "1", "2025-12-31", "LY 2025-03-04; LF 2025-03-04; YC 2025-03-20", "delay_no_date@3 2025-03-20"},
    {"2025-03-03", "2025-06-30", "1", "2025-12-31", "LY 2025-03-04; LF 2025-03-04; YC 2025-04-01 until=2025-06-30", "delay_late@3 2025-04-01 2025-03-31 1"},
    {"2025-03-03", "2025-06-30", "1", "2025-12-31", "LY 2025-04-01; LF 2025-04-02", "event_after_due@1 2025-04-01 2025-03-31 1"},
    {"2025-03-03", "2025-06-30", "1", "2025-12-31", "SF 2025-04-01 received=2025-04-01; JF 2025-04-02", "fee_notice_late@1 2025-04-01 2025-03-31 1"},
    {"2026-02-27", "2026-03-30", "6.2", "2026-05-01", "SF 2026-03-02 received=2026-03-02", "closed_before_payment_limit@1 2026-03-30 2026-03-30"},
    {"2026-02-27", "2026-04-30", "1", "2026-05-01", "SF 2026-03-02 received=2026-03-02 amount=100; JF 2026-04-01 amount=100", "payment_after_limit@2 2026-04-01 2026-03-30 2"},

    {"2026-02-27", "2026-04-30", "1", "2026-05-01", "SF 2026-03-02 amount=30000; JF 2026-03-03 amount=10000; JF 2026-03-04 amount=10000", "payment_short@3 2026-03-04 应缴300.00元，已缴200.00元"},
    {"2026-02-27", "2026-04-01", "1", "2026-05-01", "SF 2026-03-02 amount=30000; JF 2026-03-03 amount=10000; JF 2026-03-04 amount=20000", ""},
    {"2026-02-27", "2026-04-01", "1", "2026-05-01", "SF 2026-03-02 amount=30000; JF 2026-03-04 amount=30001", "payment_too_much@2 2026-03-04 应缴300.00元，已缴300.01元"},
    {"2026-02-27", "2026-04-01", "1", "2026-05-01", "SF 2026-03-02 amount=30000; JF 2026-03-04", "payment_no_amount@2 2026-03-04"},
    {"2025-03-03", "2025-04-18", "1", "2025-12-31", "SF 2025-03-10 amount=0; JF 2025-03-20 amount=0", "payment_of_nothing@1 2025-03-10; payment_of_nothing@2 2025-03-20"},
    {"2025-03-03", "2025-04-18", "1", "2025-12-31", "SF 2025-03-10 amount=0; JF 2025-03-20 amount=100", "payment_of_nothing@1 2025-03-10; payment_too_much@2 2025-03-20 应缴0.00元，已缴1.00元"},
    {"2025-03-03", "2025-04-18", "1", "2025-12-31", "SF 2025-03-10; JF 2025-03-20 amount=0", "payment_of_nothing@2 2025-03-20"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "SF 2025-03-10 amount=30000; JF 2025-03-20 amount=30000; JF 2025-04-10 amount=30000", "payment_too_much@3 2025-04-10 应缴300.00元，已缴600.00元"},
    {"2025-03-03", "2025-04-08", "1", "2025-12-31", "SF 2025-03-10 amount=30000; JF 2025-03-20 amount=30000; JF 2025-04-10 amount=100", "payment_too_much@3 2025-04-10 应缴300.00元，已缴301.00元"},
    {"2025-03-03", "2025-04-08", "1", "2025-12-31", "SF 2025-03-10 amount=30000; JF 2025-03-20 amount=30000; SF 2025-03-21 amount=100; JF 2025-03-24 amount=100", ""},
    {"2026-02-27", "", "", "2026-04-07", "SF 2026-03-02 received=2026-03-02 amount=100", ""},
    {"2026-02-27", "", "", "2026-04-08", "SF 2026-03-02 received=2026-03-02 amount=100", "payment_waiting_long@1 2026-04-08 2026-03-30 6"},
    {"2026-02-27", "2026-04-08", "6.2", "2026-12-31", "SF 2026-03-02 received=2026-03-02 amount=100", ""},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "LD 2025-03-04; LH 2025-03-11; BZ 2025-03-20 until=2025-04-03; BH 2025-03-21", ""},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "LD 2025-03-04; LH 2025-03-11; BZ 2025-03-21 until=2025-04-03; BH 2025-03-24", "supplement_notice_late@3 2025-03-21 2025-03-20 1"},
    {"2026-12-10", "", "", "2027-03-31", "BZ 2026-12-10 until=2026-12-20; BH 2026-12-14; SF 2027-01-15 amount=100; JF 2027-02-20 amount=50", "calendar_unknown@0 2027-01-01 没有全国2027年的工作日历"},
    {"2025-03-03", "2025-03-31", "1", "2025-12-31", "XB 2025-02-28; XF 2025-03-06", "event_before_receipt@1 2025-02-28 2025-03-03"},
    {"2025-03-03", "2025-03-31", "1", "2025-12-31", "CX 2025-04-02; GD 2025-04-02", "event_after_reply@1 2025-04-02 2025-03-31"},
    {"2025-03-03", "2025-03-02", "1", "2025-12-31", "", "reply_before_receipt@0 2025-03-02 2025-03-03"},
    {"2025-03-03", "", "", "2025-12-31", "LD 2025-03-04", "lost_contact_without_return@1 2025-03-04"},
    {"2025-03-03", "2025-04-15", "1", "2025-12-31", "LD 2025-04-01", "event_after_due@1 2025-04-01 2025-03-31 1"},
    {"2026-12-17", "2026-12-31", "1", "2027-01-15", "", "calendar_unknown@0 2027-01-01 没有全国2027年的工作日历"},
    {"2025-03-03", "2025-03-20", "1", "2025-03-10", "XB 2025-03-14", ""},
};

static bool write_down(void *context, const struct clock_fault *f)
{
    struct text *t = context;
    text_printf(t, "%s%s@%d %s", t->n ? "; " : "", f->kind, (int)f->event, shown(f->day));
    if (f->limit != NO_DAY) text_printf(t, " %s", shown(f->limit));
    else if (f->days != NO_COUNT) text_add(t, " -");
    if (f->days != NO_COUNT) text_printf(t, " %d", f->days);
    if (f->note) text_printf(t, " %s", f->note);
    return true;
}

static void breaches_are_found(void **state)
{
    (void)state;
    struct verdict v = {0};
    struct text found = {0};
    int wrong = 0;
    for (size_t i = 0; i < sizeof breaches / sizeof *breaches; i++) {
        const struct breach *b = &breaches[i];
        struct clock_event events[MANY];
        struct clock_request r = request_of(b->receipt, NULL, b->reply, b->outcome, b->as_of, b->events, events);
        clock_request_settle(&r, law);
        verdict_reach(&v, law, &r);
        text_clear(&found);
        assert_true(faults_find(&v, (struct fault_sink){write_down, &found}));
        if (!strcmp(text_get(&found), b->found)) continue;
        print_error("%s [%s]\n  found    %s\n  expected %s\n", b->receipt, b->events, text_get(&found), b->found);
        wrong++;
    }
    verdict_release(&v);
    text_release(&found);
    assert_int_equal(wrong, 0);
}

static bool only_one(void *context, const struct clock_fault *f)
{
    (void)f;
    ++*(int *)context;
    return false;
}

static void the_search_ends_when_told(void **state)
{
    (void)state;
    struct verdict v = {0};
    struct clock_event events[MANY];
    struct clock_request r = request_of("2025-04-01", NULL, "2025-05-20", "1", "2025-12-31", "ZQ 2025-04-08; YQ 2025-06-01", events);
    int n = 0;
    clock_request_settle(&r, law);
    verdict_reach(&v, law, &r);
    assert_false(faults_find(&v, (struct fault_sink){only_one, &n}));
    assert_int_equal(n, 1);
    verdict_release(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(breaches_are_found), cmocka_unit_test(the_search_ends_when_told)};
    return cmocka_run_group_tests(tests, open_law, close_law);
}
