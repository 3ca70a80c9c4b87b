/* Deadlines that courts reckoned or that were reckoned by hand: limits in working days, and whole requests through the clock. */
#include "clock_fixture.h"

/* ---- limits in working days ---- */

static const struct limit { const char *name, *region, *from; int days; const char *due; } limits[] = {
    {"V3 make-up days count", "全国", "2022-09-30", 20, "2022-11-02"},
    {"V4 strict", "全国", "2021-11-24", 20, "2021-12-22"}, {"V4 lenient", "全国", "2021-12-02", 20, "2021-12-30"},
    {"V5 the prolonged holiday", "全国", "2020-01-15", 20, "2020-02-19"}, {"V6", "全国", "2020-01-22", 7, "2020-02-10"},
    {"V7", "全国", "2025-01-20", 7, "2025-02-05"}, {"V7", "全国", "2025-01-20", 20, "2025-02-21"}, {"V8", "全国", "2025-04-25", 7, "2025-05-08"},
    {"V9", "全国", "2025-09-26", 20, "2025-10-30"}, {"V10", "全国", "2026-02-10", 20, "2026-03-16"}, {"V11", "全国", "2026-02-13", 7, "2026-03-02"},
    {"V12", "全国", "2026-09-18", 20, "2026-10-22"}, {"V12", "全国", "2026-09-18", 40, "2026-11-19"}, {"V13", "全国", "2025-12-31", 20, "2026-01-29"},
    {"V14", "全国", "2018-12-28", 15, "2019-01-21"}, {"V15", "全国", "2019-04-26", 15, "2019-05-20"}, {"V15 hint", "全国", "2019-04-26", 20, "2019-05-27"},
    {"V16 national", "全国", "2025-05-23", 20, "2025-06-23"}, {"V16 region", "新疆", "2025-05-23", 20, "2025-06-26"},
    {"V17 national", "全国", "2023-06-21", 20, "2023-07-20"}, {"V17 region", "新疆", "2023-06-21", 20, "2023-07-25"},
    {"V18 notice", "全国", "2025-03-03", 7, "2025-03-12"}, {"V18 restart", "全国", "2025-03-20", 20, "2025-04-18"},
    {"V21 pay", "全国", "2026-03-02", 20, "2026-03-30"}, {"V21 reply", "全国", "2026-03-16", 20, "2026-04-14"},
    {"V22", "全国", "2025-02-19", 20, "2025-03-19"}, {"V23", "全国", "2025-09-30", 3, "2025-10-11"}, {"V23", "全国", "2026-02-13", 3, "2026-02-25"},
};

static void limits_end_where_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const struct limit *v = &limits[i];
        int due, n;
        const struct calendar *c = calendars_find(calendars, v->region);
        if (!calendar_add(c, day(v->from), v->days, &due) || due != day(v->due)) fail_msg("%s: %s, not %s", v->name, shown(due), v->due);
        assert_true(calendar_count(c, day(v->from), due, &n) && n == v->days);
    }
    int n, next;
    assert_true(calendar_count(calendars_national(calendars), day("2025-02-19"), day("2025-02-28"), &n) && n == 7);             /* V22 */
    assert_true(calendar_next(calendars_national(calendars), day("2026-02-03") + 20, &next) && next == day("2026-02-24"));      /* V24 */
}

/* V1 and V2 lie before the first calendar of the data folder. */
static void old_cases_with_calendars_of_their_own(void **state)
{
    (void)state;
    struct calendars *old = calendars_new();
    struct text why = {0};
    int due;
    calendars_add(old, &(struct calendar_row){.day = day("2011-06-06"), .official = true, .name = "端午节", .source = "x", .region = CALENDAR_NATIONAL, .place = "a:2"});
    calendars_add(old, &(struct calendar_row){.day = day("2017-05-30"), .official = true, .name = "端午节", .source = "x", .region = CALENDAR_NATIONAL, .place = "a:3"});
    calendars_add(old, &(struct calendar_row){.day = day("2014-12-31"), .work = false, .official = true, .name = "x", .source = "x", .region = CALENDAR_NATIONAL, .place = "a:4"});
    calendars_add(old, &(struct calendar_row){.day = day("2015-01-01"), .work = false, .official = true, .name = "元旦", .source = "x", .region = CALENDAR_NATIONAL, .place = "a:5"});
    assert_true(calendars_build(old, &why));
    assert_true(calendar_add(calendars_national(old), day("2011-06-01"), 15, &due) && due == day("2011-06-23"));
    struct clock_event none[1];
    struct clock_request r = request_of("2017-06-18", NULL, "2017-07-10", NULL, "2017-12-01", "", none);
    r.national = r.calendar = calendars_national(old);
    clock_request_settle(&r, law);
    struct verdict v = {0};
    verdict_reach(&v, law, &r);
    assert_string_equal(r.regime->id, "L492");
    assert_int_equal(v.strict->due, day("2017-07-07"));
    assert_int_equal(v.lenient->due, day("2017-07-10"));
    assert_int_equal(v.state, CLOCK_DISPUTED);

    /* Guiding case 26: on the web on 1 June, answered on 4 August. Guiding case 101: signed for on 19 November. */
    static const struct { const char *receipt, *reply, *due; } guiding[] = {{"2011-06-01", "2011-08-04", "2011-06-23"}, {"2014-11-19", "2015-01-23", "2014-12-10"}};
    for (size_t i = 0; i < sizeof guiding / sizeof *guiding; i++) {
        r = request_of(guiding[i].receipt, NULL, guiding[i].reply, NULL, "2017-12-01", "", none);
        r.national = r.calendar = calendars_national(old);
        clock_request_settle(&r, law);
        verdict_reach(&v, law, &r);
        assert_int_equal(v.strict->due, day(guiding[i].due));
        assert_int_equal(v.lenient->due, day(guiding[i].due));
        assert_int_equal(v.state, CLOCK_LATE);
    }
    verdict_release(&v);
    calendars_free(old);
    text_release(&why);
}

/* ---- whole requests ---- */

/* used, excluded: -1 where there is none. */
static const struct vector {
    const char *name, *region, *receipt, *lenient, *reply, *outcome, *as_of;
    const char *events;
    struct { const char *start; int excluded, extended; const char *strict, *lenient; int used; const char *state; } is;
} vectors[] = {
    {"V3 answered at the trial", NULL, "2022-09-30", NULL, "2022-12-20", NULL, "2023-01-20", "", {"2022-09-30", 0, 0, "2022-11-02", "2022-11-02", 54, "late"}},
    {"answered on the rest day behind the limit", NULL, "2025-02-14", NULL, "2025-03-15", NULL, "2025-12-31", "",
     {"2025-02-14", 0, 0, "2025-03-14", "2025-03-14", 20, "late"}},
    {"signed by post in March, answered in June", NULL, "2022-03-14", NULL, "2022-06-23", NULL, "2023-01-20", "",
     {"2022-03-14", 0, 0, "2022-04-12", "2022-04-12", 70, "late"}},
    {"V4 logged late", NULL, "2021-11-24", "2021-12-02", "2021-12-28", NULL, "2022-01-20", "", {"2021-12-02", 0, 0, "2021-12-22", "2021-12-30", 18, "disputed"}},
    {"V15 old law", NULL, "2019-04-26", NULL, "2019-05-20", NULL, "2020-01-01", "", {"2019-04-26", 0, 0, "2019-05-20", "2019-05-20", 15, "in_time"}},
    {"V16 region", "新疆", "2025-05-23", NULL, "2025-06-24", NULL, "2026-01-01", "", {"2025-05-23", 0, 0, "2025-06-23", "2025-06-26", 18, "disputed"}},
    {"V18 supplement", NULL, "2025-03-03", NULL, "2025-04-18", NULL, "2026-01-01", "BZ 2025-03-12 until=2025-03-26; BH 2025-03-20",
     {"2025-03-20", 0, 0, "2025-04-18", "2025-04-18", 20, "in_time"}},
    {"V19 third party", NULL, "2025-04-01", NULL, "2025-05-16", NULL, "2026-01-01", "ZQ 2025-04-10 received=2025-04-10; ZF 2025-04-24",
     {"2025-04-01", 10, 0, "2025-05-16", "2025-05-16", 20, "in_time"}},
    {"V19 extended", NULL, "2025-04-01", NULL, "2025-06-17", NULL, "2026-01-01",
     "ZQ 2025-04-10 received=2025-04-10; ZF 2025-04-24; YQ 2025-05-16 approved=2025-05-16 days=20 approver",
     {"2025-04-01", 10, 20, "2025-06-16", "2025-06-16", 41, "late"}},
    {"V20 united", NULL, "2025-04-01", NULL, "2025-05-23", NULL, "2026-01-01",
     "ZQ 2025-04-10 received=2025-04-10; XB 2025-04-17; ZF 2025-04-24; XF 2025-04-30",
     {"2025-04-01", 15, 0, "2025-05-23", "2025-05-23", 20, "in_time"}},
    {"V21 paid", NULL, "2026-02-27", NULL, "2026-04-14", NULL, "2026-05-01", "SF 2026-03-02 received=2026-03-02; JF 2026-03-16",
     {"2026-03-16", 0, 0, "2026-04-14", "2026-04-14", 20, "in_time"}},

    {"received on a rest day", NULL, "2025-03-01", NULL, "2025-03-31", NULL, "2026-01-01", "", {"2025-03-03", 0, 0, "2025-03-28", "2025-03-31", 20, "disputed"}},
    {"on the spot", NULL, "2025-03-18", NULL, "2025-03-18", NULL, "2026-01-01", "", {"2025-03-18", 0, 0, "2025-04-16", "2025-04-16", 0, "in_time"}},
    {"open", NULL, "2025-12-23", NULL, "", NULL, "2026-01-21", "", {"2025-12-23", 0, 0, "2026-01-21", "2026-01-21", -1, "open"}},
    {"overdue", NULL, "2025-12-23", NULL, "", NULL, "2026-01-22", "", {"2025-12-23", 0, 0, "2026-01-21", "2026-01-21", -1, "overdue"}},
    {"answered after the day that is today", NULL, "2025-12-23", NULL, "2026-01-23", NULL, "2026-01-20", "", {"2025-12-23", 0, 0, "2026-01-21", "2026-01-21", -1, "open"}},

    {"waits for a supplement", NULL, "2025-03-03", NULL, "", NULL, "2025-12-31", "BZ 2025-03-12 until=2025-03-26", {"2025-03-03", 0, 0, "", "", -1, "open"}},
    {"not supplemented", NULL, "2025-03-03", NULL, "2025-04-30", "6.1", "2025-12-31", "BZ 2025-03-12 until=2025-03-26", {"2025-03-03", 0, 0, "", "", 42, "in_time"}},
    {"closed on the last day to supplement", NULL, "2025-03-03", NULL, "2025-03-26", "6.1", "2025-12-31", "BZ 2025-03-12 until=2025-03-26",
     {"2025-03-03", 0, 0, "", "", 17, "disputed"}},
    {"answered without waiting", NULL, "2025-03-03", NULL, "2025-04-02", "1", "2025-12-31", "BZ 2025-03-12 until=2025-03-26",
     {"2025-03-03", 0, 0, "2025-03-31", "2025-03-31", 22, "late"}},
    {"late notice", NULL, "2025-03-03", NULL, "2025-04-10", "1", "2025-12-31", "BZ 2025-03-13 until=2025-03-26; BH 2025-03-20",
     {"2025-03-20", 0, 0, "2025-03-31", "2025-04-18", 14, "disputed"}},
    {"late notice, not supplemented", NULL, "2025-03-03", NULL, "2025-04-30", "6.1", "2025-12-31", "BZ 2025-03-13 until=2025-03-26",
     {"2025-03-03", 0, 0, "2025-03-31", "", 42, "disputed"}},
    {"late notice, open", NULL, "2025-03-03", NULL, "", NULL, "2025-12-31", "BZ 2025-03-13 until=2025-03-26", {"2025-03-03", 0, 0, "2025-03-31", "", -1, "open"}},
    {"asked twice", NULL, "2025-03-03", NULL, "2025-05-06", "1", "2025-12-31",
     "BZ 2025-03-07 until=2025-03-21; BH 2025-03-20; BZ 2025-03-25 until=2025-04-10; BH 2025-04-08",
     {"2025-04-08", 0, 0, "2025-04-18", "2025-05-08", 18, "disputed"}},
    {"a supplement drops what was before it", NULL, "2025-03-03", NULL, "2025-04-18", "1", "2025-12-31",
     "XB 2025-03-04; BZ 2025-03-05 until=2025-03-26; XF 2025-03-10; BH 2025-03-20",
     {"2025-03-20", 0, 0, "2025-04-18", "2025-04-18", 20, "in_time"}},
    {"supplement without notice", NULL, "2025-03-03", NULL, "2025-04-01", "1", "2025-12-31", "BH 2025-03-20", {"2025-03-03", 0, 0, "2025-03-31", "2025-03-31", 21, "late"}},

    {"extension without days", NULL, "2025-03-03", NULL, "2025-04-15", "1", "2025-12-31", "YQ 2025-03-28 approved=2025-03-28 approver",
     {"2025-03-03", 0, 20, "2025-03-31", "2025-04-28", 30, "disputed"}},
    {"an extension without days, then one with", NULL, "2025-03-03", NULL, "2025-04-15", "1", "2025-12-31",
     "YQ 2025-03-20 approved=2025-03-20 approver; YQ 2025-03-28 approved=2025-03-28 days=10 approver",
     {"2025-03-03", 0, 10, "2025-03-31", "2025-04-15", 30, "disputed"}},
    {"the other way round", NULL, "2025-03-03", NULL, "2025-04-15", "1", "2025-12-31",
     "YQ 2025-03-20 approved=2025-03-20 days=10 approver; YQ 2025-03-28 approved=2025-03-28 approver",
     {"2025-03-03", 0, 10, "2025-04-15", "2025-04-15", 30, "in_time"}},
    {"the one with days too late", NULL, "2025-03-03", NULL, "2025-04-15", "1", "2025-12-31",
     "YQ 2025-03-20 approved=2025-03-20 approver; YQ 2025-04-10 approved=2025-04-10 days=5 approver",
     {"2025-03-03", 0, 20, "2025-03-31", "2025-04-28", 30, "disputed"}},
    {"extension of thirty days", NULL, "2025-03-03", NULL, "2025-04-28", "1", "2025-12-31", "YQ 2025-03-31 approved=2025-03-28 days=30 approver",
     {"2025-03-03", 0, 20, "2025-04-28", "2025-04-28", 40, "in_time"}},
    {"extension a day late", NULL, "2025-03-03", NULL, "2025-04-15", "1", "2025-12-31", "YQ 2025-04-01 approved=2025-03-28 days=20 approver",
     {"2025-03-03", 0, 0, "2025-03-31", "2025-03-31", 30, "late"}},
    {"extension without approval", NULL, "2025-03-03", NULL, "2025-04-15", "1", "2025-12-31", "YQ 2025-03-28 approved=2025-03-28 days=20",
     {"2025-03-03", 0, 0, "2025-03-31", "2025-03-31", 30, "late"}},
    {"extended twice", NULL, "2025-03-03", NULL, "2025-04-30", "1", "2025-12-31",
     "YQ 2025-03-28 approved=2025-03-28 days=20 approver; YQ 2025-04-28 approved=2025-04-28 days=20 approver",
     {"2025-03-03", 0, 20, "2025-04-28", "2025-04-28", 42, "late"}},
    {"extended while a consultation runs", NULL, "2025-04-01", NULL, "2025-05-30", "1", "2025-12-31",
     "XB 2025-04-28; YQ 2025-05-08 approved=2025-05-08 days=10 approver; XF 2025-05-12",
     {"2025-04-01", 7, 10, "2025-05-27", "2025-05-27", 33, "late"}},

    {"silent third party", NULL, "2025-04-01", NULL, "2025-05-23", "3.4", "2025-12-31", "ZQ 2025-04-08 received=2025-04-10",
     {"2025-04-01", 17, 0, "2025-05-27", "2025-05-27", 18, "in_time"}},
    {"third party after its time", NULL, "2025-04-01", NULL, "2025-05-28", "3.4", "2025-12-31", "ZQ 2025-04-08 received=2025-04-10; ZF 2025-05-20",
     {"2025-04-01", 17, 0, "2025-05-27", "2025-05-27", 21, "late"}},
    {"answered while the third party was asked", NULL, "2025-04-01", NULL, "2025-04-14", "1", "2025-12-31", "ZQ 2025-04-08 received=2025-04-10",
     {"2025-04-01", 4, 0, "2025-05-08", "2025-05-08", 4, "in_time"}},
    {"consulted on the last day", NULL, "2025-04-01", NULL, "2025-05-12", "1", "2025-12-31", "XB 2025-04-29; XF 2025-05-12",
     {"2025-04-01", 6, 0, "2025-05-12", "2025-05-12", 20, "in_time"}},
    {"consulted a day late", NULL, "2025-04-01", NULL, "2025-05-12", "1", "2025-12-31", "XB 2025-04-30; XF 2025-05-12",
     {"2025-04-01", 0, 0, "2025-04-29", "2025-04-29", 26, "late"}},
    {"two parties, told apart", NULL, "2025-04-01", NULL, "2025-05-12", "1", "2025-12-31",
     "ZQ 2025-04-08 received=2025-04-08 party=b; ZQ 2025-04-08 received=2025-04-08 party=a; ZF 2025-04-10 party=a; ZF 2025-04-15 party=b",
     {"2025-04-01", 5, 0, "2025-05-09", "2025-05-09", 21, "late"}},
    {"still asking another agency", NULL, "2025-12-01", NULL, "", NULL, "2026-01-05", "XB 2025-12-08", {"2025-12-01", 19, 0, "2026-01-26", "2026-01-26", -1, "open"}},

    {"reasons asked for", NULL, "2025-10-20", NULL, "2025-11-19", "5.4", "2025-12-31", "LY 2025-10-23; LF 2025-10-29",
     {"2025-10-20", 4, 0, "2025-11-17", "2025-11-21", 18, "disputed"}},
    {"told a later day", NULL, "2025-03-03", NULL, "2025-06-30", "1", "2025-12-31", "LY 2025-03-05; LF 2025-03-05; YC 2025-03-20 until=2025-06-30",
     {"2025-03-03", 0, 0, "2025-06-30", "2025-06-30", 81, "in_time"}},
    {"told a later day too late", NULL, "2025-03-03", NULL, "2025-06-30", "1", "2025-12-31", "YC 2025-04-01 until=2025-06-30",
     {"2025-03-03", 0, 0, "2025-03-31", "2025-03-31", 81, "late"}},

    {"told an earlier day", NULL, "2025-03-03", NULL, "2025-03-31", "1", "2025-12-31", "LY 2025-03-05; LF 2025-03-05; YC 2025-03-06 until=2025-03-14",
     {"2025-03-03", 0, 0, "2025-03-31", "2025-03-31", 20, "in_time"}},

    {"paid in two parts", NULL, "2026-02-27", NULL, "2026-04-14", NULL, "2026-05-01",
     "SF 2026-03-02 received=2026-03-02 amount=30000; JF 2026-03-05 amount=10000; JF 2026-03-16 amount=20000",
     {"2026-03-16", 0, 0, "2026-04-14", "2026-04-14", 20, "in_time"}},
    {"a part of it paid, then answered", NULL, "2026-02-27", NULL, "2026-04-14", NULL, "2026-05-01", "SF 2026-03-02 received=2026-03-02 amount=30000; JF 2026-03-05 amount=29999",
     {"2026-02-27", 0, 0, "2026-03-26", "2026-03-26", 32, "late"}},
    {"a part of it paid, open", NULL, "2026-02-27", NULL, "", NULL, "2026-05-01", "SF 2026-03-02 amount=30000; JF 2026-03-05 amount=10000", {"2026-02-27", 0, 0, "", "", -1, "open"}},
    {"a part of it paid, abandoned", NULL, "2026-02-27", NULL, "2026-03-31", "6.2", "2026-05-01", "SF 2026-03-02 received=2026-03-02 amount=30000; JF 2026-03-05 amount=10000",
     {"2026-02-27", 0, 0, "", "", 23, "in_time"}},
    {"two notices add up", NULL, "2026-02-27", NULL, "2026-04-14", NULL, "2026-05-01",
     "SF 2026-03-02 amount=20000; SF 2026-03-03 amount=10000; JF 2026-03-04 amount=20000; JF 2026-03-16 amount=10000",
     {"2026-03-16", 0, 0, "2026-04-14", "2026-04-14", 20, "in_time"}},
    {"asked for nothing, paid nothing", NULL, "2025-03-03", NULL, "2025-04-18", NULL, "2025-12-31", "SF 2025-03-10 amount=0; JF 2025-03-20 amount=0",
     {"2025-03-03", 0, 0, "2025-03-31", "2025-03-31", 33, "late"}},
    {"asked without an amount, paid nothing", NULL, "2025-03-03", NULL, "", NULL, "2025-12-31", "SF 2025-03-10; JF 2025-03-20 amount=0", {"2025-03-03", 0, 0, "", "", -1, "open"}},
    {"paid too much", NULL, "2026-02-27", NULL, "2026-04-14", NULL, "2026-05-01", "SF 2026-03-02 amount=20000; JF 2026-03-16 amount=20001",
     {"2026-03-16", 0, 0, "2026-04-14", "2026-04-14", 20, "in_time"}},
    {"paid without an amount", NULL, "2026-02-27", NULL, "2026-04-14", NULL, "2026-05-01", "SF 2026-03-02 amount=20000; JF 2026-03-16",
     {"2026-03-16", 0, 0, "2026-04-14", "2026-04-14", 20, "in_time"}},
    {"asked without an amount", NULL, "2026-02-27", NULL, "2026-04-14", NULL, "2026-05-01", "SF 2026-03-02; SF 2026-03-03 amount=20000; JF 2026-03-16 amount=100",
     {"2026-03-16", 0, 0, "2026-04-14", "2026-04-14", 20, "in_time"}},
    {"supplemented on a rest day", NULL, "2025-03-03", NULL, "2025-04-28", "1", "2025-12-31", "BZ 2025-03-07 until=2025-03-21; BH 2025-03-29",
     {"2025-03-31", 0, 0, "2025-04-27", "2025-04-28", 20, "disputed"}},
    {"paid on a rest day", NULL, "2025-03-03", NULL, "2025-04-28", "1", "2025-12-31", "SF 2025-03-07 amount=100; JF 2025-03-29 amount=100",
     {"2025-03-31", 0, 0, "2025-04-27", "2025-04-28", 20, "disputed"}},
    {"contact restored on a rest day, and seven days from it", NULL, "2025-03-03", NULL, "2025-05-07", "1", "2025-12-31",
     "LD 2025-03-04; LH 2025-03-29; BZ 2025-04-10 until=2025-04-25; BH 2025-04-11",
     {"2025-04-11", 0, 0, "2025-04-27", "2025-05-13", 16, "disputed"}},
    {"not paid", NULL, "2026-02-27", NULL, "2026-03-31", "6.2", "2026-05-01", "SF 2026-03-02 received=2026-03-02", {"2026-02-27", 0, 0, "", "", 23, "in_time"}},
    {"closed on the last day to pay", NULL, "2026-02-27", NULL, "2026-03-30", "6.2", "2026-05-01", "SF 2026-03-02 received=2026-03-02", {"2026-02-27", 0, 0, "", "", 22, "disputed"}},
    {"waits for the fee", NULL, "2026-02-27", NULL, "", NULL, "2026-05-01", "SF 2026-03-02 received=2026-03-02", {"2026-02-27", 0, 0, "", "", -1, "open"}},
    {"fee asked too late", NULL, "2026-02-27", NULL, "2026-05-06", "6.2", "2026-06-01", "SF 2026-04-01 received=2026-04-01", {"2026-02-27", 0, 0, "2026-03-26", "2026-03-26", 45, "late"}},

    {"lost and found", NULL, "2025-03-03", NULL, "2025-04-09", "1", "2025-12-31", "LD 2025-03-04; LH 2025-03-11", {"2025-03-11", 0, 0, "2025-04-09", "2025-04-09", 20, "in_time"}},
    {"lost", NULL, "2025-03-03", NULL, "", NULL, "2025-12-31", "LD 2025-03-04", {"2025-03-03", 0, 0, "", "", -1, "open"}},
    {"lost after the extension", NULL, "2025-03-03", NULL, "2025-04-30", "1", "2025-12-31",
     "YQ 2025-03-28 approved=2025-03-28 days=20 approver; LD 2025-03-31; LH 2025-04-25",
     {"2025-03-03", 0, 20, "2025-04-28", "2025-04-28", 42, "late"}},
    {"withdrawn", NULL, "2025-07-08", NULL, "2025-07-15", "6.3", "2025-12-31", "CX 2025-07-15", {"2025-07-08", 0, 0, "2025-08-05", "2025-08-05", 5, "in_time"}},

    {"due in an unknown year, answered before", NULL, "2026-12-17", NULL, "2026-12-31", NULL, "2027-01-15", "", {"2026-12-17", 0, 0, "", "", 10, "in_time"}},
    {"due in an unknown year, not yet today", NULL, "2026-12-17", NULL, "", NULL, "2026-12-31", "", {"2026-12-17", 0, 0, "", "", -1, "open"}},
    {"answered in an unknown year", NULL, "2026-12-10", NULL, "2027-01-12", NULL, "2027-01-15", "", {"2026-12-10", 0, 0, "", "", -1, "unknown"}},
    {"too late whatever the calendar will say", NULL, "2026-11-30", NULL, "2027-01-12", NULL, "2027-01-15", "", {"2026-11-30", 0, 0, "2026-12-28", "2026-12-28", -1, "late"}},
    {"open in an unknown year", NULL, "2026-12-10", NULL, "", NULL, "2027-01-12", "", {"2026-12-10", 0, 0, "", "", -1, "unknown"}},
    {"received in an unknown year", NULL, "2027-01-11", NULL, "2027-03-15", NULL, "2027-04-01", "", {"", -1, 0, "", "", -1, "unknown"}},
    {"the region's year is unknown, the nation's is not", "新疆", "2026-03-02", NULL, "2026-03-20", NULL, "2026-12-31", "", {"", -1, 0, "2026-03-30", "", -1, "in_time"}},
    {"an earlier day told, in an unknown year", NULL, "2026-12-07", NULL, "2026-12-30", "1", "2026-12-31", "LY 2026-12-08; LF 2026-12-08; YC 2026-12-10 until=2026-12-15",
     {"2026-12-07", 0, 0, "", "", 17, "in_time"}},
    {"the same, answered in the unknown year", NULL, "2026-12-07", NULL, "2027-01-15", "1", "2027-01-31", "LY 2026-12-08; LF 2026-12-08; YC 2026-12-10 until=2026-12-15",
     {"2026-12-07", 0, 0, "", "", -1, "unknown"}},
    {"a fee notice in doubt", NULL, "2026-12-10", NULL, "2027-02-20", "1", "2027-03-31", "BZ 2026-12-10 until=2026-12-20; BH 2026-12-14; SF 2027-01-15 amount=100; JF 2027-01-20 amount=100",
     {"", -1, -1, "", "", -1, "unknown"}},
    {"a fee notice in doubt, waiting", NULL, "2026-12-10", NULL, "", NULL, "2027-03-31", "BZ 2026-12-10 until=2026-12-20; BH 2026-12-14; SF 2027-01-15 amount=100",
     {"", -1, -1, "", "", -1, "unknown"}},
    {"a 补正 notice late on the strict reading or not", NULL, "2026-12-25", NULL, "", NULL, "2027-03-31", "BZ 2027-01-06 until=2027-01-20", {"2026-12-25", 0, 0, "", "", -1, "open"}},
    {"a later day told, in an unknown year", NULL, "2026-12-01", NULL, "", NULL, "2026-12-31", "LY 2026-12-02; LF 2026-12-02; YC 2026-12-03 until=2027-03-31",
     {"2026-12-01", 0, 0, "2027-03-31", "2027-03-31", -1, "open"}},
};

static int wrong(const struct vector *x, const struct verdict *v)
{
    const char *start = shown(v->clock_start), *state = clock_state_id(v->state);
    if (!strcmp(start, x->is.start) && v->excluded == x->is.excluded && v->extended == x->is.extended && v->strict->due == day(x->is.strict) &&
        v->lenient->due == day(x->is.lenient) && v->used == x->is.used && !strcmp(state, x->is.state)) return 0;
    print_error("%s: start %s excluded %d extended %d strict %s lenient %s used %d %s\n", x->name, start, v->excluded, v->extended, shown(v->strict->due),
                shown(v->lenient->due), v->used, state);
    return 1;
}

static void requests_are_due_when_they_should(void **state)
{
    (void)state;
    struct verdict v = {0};
    int n = 0;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        const struct vector *x = &vectors[i];
        struct clock_event events[MANY];
        struct clock_request r = request_of(x->receipt, x->lenient, x->reply, x->outcome, x->as_of, x->events, events);
        if (x->region) r.calendar = calendars_find(calendars, x->region);
        clock_request_settle(&r, law);
        verdict_reach(&v, law, &r);
        n += wrong(x, &v);
    }
    verdict_release(&v);
    assert_int_equal(n, 0);
}

static unsigned next(unsigned *seed, unsigned below) { return (*seed = *seed * 1103515245u + 12345u) / 65536 % below; }

/* For any events in any order, the strict reading never gives more time than the lenient one. */
static void strict_is_never_later(void **state)
{
    (void)state;
    struct verdict v = {0};
    unsigned seed = 7;
    for (int run = 0; run < 20000; run++) {
        struct clock_event events[MANY];
        struct clock_request r = request_of("2025-01-01", NULL, NULL, NULL, "2025-12-31", "", events);
        r.receipt += run % 300;
        r.receipt_lenient = r.receipt + run % 5;
        int at = r.receipt;
        for (r.n_events = 0; r.n_events < 6; r.n_events++) {
            at += (int)next(&seed, 9);
            events[r.n_events] = (struct clock_event){.id = 1, .event = 1 + (int)next(&seed, 19), .day = at, .party_received = at, .until = at + 14, .approved = at,
                                                      .days = (int)next(&seed, 25), .has_approver = true};
        }
        clock_request_settle(&r, law);
        verdict_reach(&v, law, &r);
        assert_true(v.ordered);
        if (v.strict->due_kind == DUE_NONE) assert_int_equal(v.lenient->due_kind, DUE_NONE);
        if (v.strict->due_kind == DUE_DAY && v.lenient->due_kind == DUE_DAY) assert_true(v.strict->due <= v.lenient->due);
        assert_true(v.excluded >= 0 && v.extended >= 0 && v.extended <= 20);
    }
    verdict_release(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_end_where_they_should), cmocka_unit_test(old_cases_with_calendars_of_their_own),
        cmocka_unit_test(requests_are_due_when_they_should), cmocka_unit_test(strict_is_never_later),
    };
    return cmocka_run_group_tests(tests, open_law, close_law);
}
