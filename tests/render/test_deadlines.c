/* deadlines.csv and 结转清单.csv: which requests they list, and with which values. */
#include "calendar/civil.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *folder;
static struct sample sample;

static int setup(void **state)
{
    (void)state;
    folder = sample_folder();
    sample_init(&sample);
    sample.report->closing_day = civil_day(2025, 12, 31);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    sample_release(&sample);
    sample_remove_folder(folder);
    return 0;
}

static struct deadline deadline(const char *no, int decisive, const char *state)
{
    return (struct deadline){.request = no, .receipt = civil_day(2025, 12, 1), .clock_start = civil_day(2025, 12, 1), .excluded_days = 0, .extended_days = DEADLINE_NO_COUNT,
                             .due_strict = civil_day(2025, 12, 29), .due_lenient = civil_day(2025, 12, 30), .decisive = decisive, .used_days = DEADLINE_NO_COUNT, .state = state};
}

static char *written(const char *name, draw_document *write)
{
    struct outdir *out;
    struct diag diag;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(write(&sample, out, name, &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    return sample_read(folder, name, NULL);
}

static void open_requests_are_carried(void **state)
{
    (void)state;
    struct deadline list[] = {
        deadline("A-1", civil_day(2025, 12, 31), "late"), deadline("A-2", civil_day(2026, 1, 4), "late"), deadline("A-3", NO_DAY, "overdue"),
        deadline("=A-4", NO_DAY, "open"), deadline("A-5", NO_DAY, "unknown"),
    };
    list[4].due_strict = list[4].due_lenient = NO_DAY;
    sample.deadlines = list;
    sample.n_deadlines = sizeof list / sizeof *list;
    char *text = written("结转清单.csv", draw_carry_list);
    assert_string_equal(text, "\xEF\xBB\xBF受理编号,收到日期,到期日（从严）,到期日（从宽）,状态\r\n"
                              "A-2,2025-12-01,2025-12-29,2025-12-30,年后超期答复\r\n"
                              "A-3,2025-12-01,2025-12-29,2025-12-30,超期未答复\r\n"
                              "'=A-4,2025-12-01,2025-12-29,2025-12-30,在办\r\n"
                              "A-5,2025-12-01,,,无法判断\r\n");
    free(text);
    text = written("deadlines.csv", draw_deadlines);
    assert_non_null(strstr(text, "\r\nA-1,2025-12-01,2025-12-01,0,,2025-12-29,2025-12-30,2025-12-31,,late\r\n"));
    assert_non_null(strstr(text, "\r\nA-5,2025-12-01,2025-12-01,0,,,,,,unknown\r\n"));
    free(text);
}

static void without_open_requests_only_the_head(void **state)
{
    (void)state;
    sample.n_deadlines = 0;
    char *text = written("结转清单.csv", draw_carry_list);
    assert_string_equal(text, "\xEF\xBB\xBF受理编号,收到日期,到期日（从严）,到期日（从宽）,状态\r\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(open_requests_are_carried, setup, teardown), cmocka_unit_test_setup_teardown(without_open_requests_only_the_head, setup, teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
