/* The time of day behind a date, in every kind of file: the reader never drops it without a word. Where the program that wrote it
 * used the wrong zone, the reader takes the day in Beijing or names both days. */
#include "ledger/values/value_time.h"
#include "ledger_fixture.h"
#include <xlsxwriter.h>

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    f = fixture_new();
    fixture_one_agency(&f);
    f.context.problems = &f.problems;
    f.context.agencies = &f.agencies;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_release(&f);
    return 0;
}

/* The days that were read, and the problems: "2025-03-05 A02:2025-03-05 …", "-" for a refused cell. */
static void reads(const char *csv, const char *days, const char *said)
{
    struct text all = {0};
    assert_true(fixture_read(&f, "decisions.csv", csv));
    for (const char *p = text_get(&f.rows); (p = strstr(p, "decided="));) {
        p += strlen("decided=");
        text_printf(&all, "%s%.10s", all.n ? " " : "", p);
    }
    assert_string_equal(text_get(&all), days);
    text_clear(&all);
    for (size_t i = 0; i < f.problems.n; i++) {
        const struct problem *p = &f.problems.list[i];
        text_printf(&all, "%s%s%s:%lld:%s", all.n ? " " : "", p->refuses ? "!" : "", p->id, (long long)p->line, p->expected ? p->expected : "-");
    }
    assert_string_equal(text_get(&all), said);
    text_release(&all);
}

#define HEAD "决定日期,类别,数量\n"

/* Every time of the column is midnight in Beijing written in Greenwich time, or less than a minute off. */
static void slipped_columns(void **state)
{
    (void)state;
    reads(HEAD "2025-03-04 16:00:00,XK,1\n2025-03-06 16:00:00,XK,1\n", "2025-03-05 2025-03-07", "A02:2:2025-03-05 A02:3:2025-03-07");
    reads(HEAD "2024-12-31 15:59:17,XK,1\n2025/3/6 16:00:43,XK,1\n", "2025-01-01 2025-03-07", "A02:2:2025-01-01 A02:3:2025-03-07");
    reads(HEAD "2025-03-04 23:59:17,XK,1\n", "2025-03-05", "A02:2:2025-03-05");
    reads(HEAD "2025-03-04 4:00 PM,XK,1\n2025年3月6日下午4时,XK,1\n", "2025-03-05 2025-03-07", "A02:2:2025-03-05 A02:3:2025-03-07");
    reads(HEAD "45720.66666666667,XK,1\n45722.6667,XK,1\n", "2025-03-05 2025-03-07", "A02:2:2025-03-05 A02:3:2025-03-07");
    reads(HEAD "45720.66619,XK,1\n", "2025-03-05", "A02:2:2025-03-05");
    /* Days that were added by hand have no time and contradict nothing. */
    reads(HEAD "2025-03-04 16:00:00,XK,1\n2025-03-06T16:00:00,XK,1\n2025-03-09,XK,1\n", "2025-03-05 2025-03-07 2025-03-09", "A02:2:2025-03-05 A02:3:2025-03-07");
}

static void times_that_are_times(void **state)
{
    (void)state;
    /* The last minute of a day and the first minute after midnight belong to their own days. A written zone counts. */
    reads(HEAD "2025-03-04 23:59:59,XK,1\n2025-03-05 23:59,XK,1\n", "2025-03-04 2025-03-05", "S15:2:2025-03-04");
    reads(HEAD "2025-03-05 00:00:43,XK,1\n2025-03-06 08:00:00,XK,1\n", "2025-03-05 2025-03-06", "S15:2:2025-03-05");
    reads(HEAD "2025-03-05T16:00:00+08:00,XK,1\n", "2025-03-05", "S15:2:2025-03-05");
    reads(HEAD "2025-03-04T16:00:00.000+0000,XK,1\n2025-03-05T00:00:00Z,XK,1\n", "2025-03-05 2025-03-05", "A02:2:2025-03-05 S15:3:2025-03-05");
    reads(HEAD "45720.99999999,XK,1\n", "2025-03-05", "S15:2:2025-03-05");
    reads(HEAD "2025-03-05T16:00:00+09:00,XK,1\n", "", "!A01:2:2025-03-31 这样的日期");
}

/* Some cells have that time and others do not: the reader reports each, and refuses it where a slip is more likely. */
static void columns_that_disagree(void **state)
{
    (void)state;
    reads(HEAD "2025-03-04 16:00,XK,1\n2025-03-06,XK,1\n", "2025-03-06", "!A03:2:2025-03-04 或 2025-03-05，不带时刻");
    reads(HEAD "2025-03-04 16:00:00,XK,1\n2025-03-05 16:00:00,XK,1\n2025-03-06 10:21:00,XK,1\n", "2025-03-06",
          "!A03:2:2025-03-04 或 2025-03-05，不带时刻 !A03:3:2025-03-05 或 2025-03-06，不带时刻 S15:4:2025-03-06");
    reads(HEAD "2025-03-04 16:00,XK,1\n2025-03-05 9:30,XK,1\n2025-03-06 14:10,XK,1\n", "2025-03-04 2025-03-05 2025-03-06", "A02:2:2025-03-04 S15:3:2025-03-05");
}

static void months(void **state)
{
    (void)state;
    assert_true(fixture_read(&f, "decisions.csv", "月份,类别,数量\n2025-02-28 16:00:00,XK,1\n2025-03-31 16:00:00,XK,1\n"));
    assert_string_equal(text_get(&f.rows), "agency=1 month=2025-03-01 kind=XK amount=1\nagency=1 month=2025-04-01 kind=XK amount=1\n");
    assert_string_equal(fixture_said(&f), "A02 2 月份 2025-02-28 16:00:00\nA02 3 月份 2025-03-31 16:00:00\n");
    assert_true(fixture_read(&f, "decisions.csv", "月份,类别,数量\n2025-02-28 09:00:00,XK,1\n"));
    assert_string_equal(fixture_said(&f), "!A01 2 月份 2025-02-28 09:00:00\n");
}

/* The clocks of China were an hour ahead in these summers. */
static void summers(void **state)
{
    (void)state;
    struct time_of_day three = {.second = 15 * 3600};
    assert_true(time_may_have_slipped(&three, civil_day(1988, 7, 1)));
    assert_false(time_may_have_slipped(&three, civil_day(1988, 12, 1)));
    assert_false(time_may_have_slipped(&three, civil_day(2025, 7, 1)));
}

/* The same in each column of a wide sheet on its own. */
static void wide_columns(void **state)
{
    (void)state;
    struct row_source *s;
    static const char csv[] = "受理编号,申请人类型,申请方式,提交日期,延期告知日期\nSQ-1,A1,C4,2025-03-04 16:00:00,2025-04-01 09:00\n"
                              "SQ-2,A1,C4,2025-03-05 16:00:00,2025-04-02 16:00\nSQ-3,A1,C4,2025-03-05 16:00:00,2025-04-02 10:00\n";
    fixture_put(&f, "requests.csv", csv, strlen(csv));
    char path[64];
    snprintf(path, sizeof path, "%s/requests.csv", f.folder);
    const struct ledger_file file = {.path = path, .shown = "requests.csv", .table = schema_table_named(f.schema, "requests")};
    assert_true(row_source_open_wide(&s, &f.context, &file));
    text_clear(&f.rows);
    while (row_source_next(s)) fixture_show_row(&f.rows, file.table->wide->into, row_source_values(s));
    row_source_close(s);
    assert_non_null(strstr(text_get(&f.rows), "2025-04-01"));
    assert_string_equal(fixture_said(&f), "A02 3 延期告知日期 2025-04-02 16:00\nS15 2 延期告知日期 2025-04-01 09:00\n");
    fixture_remove(&f, "requests.csv");
}

/* A date of a workbook is a number: the reader also reports a time that the cell's style hides. */
static void dates_of_workbooks(void **state)
{
    (void)state;
    static const double serials[] = {45720.66666666667, 45722.666666666664, 45724};
    char path[64];
    struct ledger l = {0};
    struct diag diag;
    snprintf(path, sizeof path, "%s/a.xlsx", f.folder);
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "处理决定");
    lxw_format *date = workbook_add_format(book);
    format_set_num_format_index(date, 14);
    static const char *const headings[] = {"决定日期", "类别", "数量", "公示日期"};
    for (lxw_col_t c = 0; c < 4; c++) worksheet_write_string(sheet, 0, c, headings[c], NULL);
    for (lxw_row_t r = 0; r < 3; r++) {
        worksheet_write_number(sheet, r + 1, 0, serials[r], r < 2 ? date : NULL);
        worksheet_write_string(sheet, r + 1, 1, "XK", NULL);
        worksheet_write_number(sheet, r + 1, 2, 1, NULL);
        worksheet_write_number(sheet, r + 1, 3, 45730 + r + 0.4, date);
    }
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    assert_true(ledger_open(&l, path, f.schema, &f.problems, &diag));
    struct row_source *s;
    text_clear(&f.rows);
    assert_true(row_source_open(&s, &f.context, &l.files[0]));
    while (row_source_next(s)) fixture_show_row(&f.rows, l.files[0].table, row_source_values(s));
    row_source_close(s);
    assert_string_equal(text_get(&f.rows), "agency=1 decided=2025-03-05 kind=XK amount=1 shown=2025-03-14\nagency=1 decided=2025-03-07 kind=XK amount=1 shown=2025-03-15\n"
                                           "agency=1 decided=2025-03-08 kind=XK amount=1 shown=2025-03-16\n");
    assert_string_equal(fixture_said(&f), "A02 2 决定日期 2025-03-04 16:00:00\nA02 3 决定日期 2025-03-06 16:00:00\nS15 4 决定日期 45724\n"
                                          "S15 2 公示日期 2025-03-14 09:36:00\n");
    ledger_release(&l);
    fixture_remove(&f, "a.xlsx");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(slipped_columns, set_up, tear_down), cmocka_unit_test_setup_teardown(times_that_are_times, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_that_disagree, set_up, tear_down), cmocka_unit_test_setup_teardown(months, set_up, tear_down),
        cmocka_unit_test(summers), cmocka_unit_test_setup_teardown(wide_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_of_workbooks, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
