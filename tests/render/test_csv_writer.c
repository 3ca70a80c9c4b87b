/* CSV that spreadsheet programs read correctly and never execute, and the two drivers that write it. */
#include "render/csv/csv_writer.h"
#include "calendar/civil.h"
#include "sample_report.h"
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define BOM "\xEF\xBB\xBF"

static void writes_bom_and_crlf(void **state)
{
    (void)state;
    struct csv_writer w = {0};
    csv_writer_text(&w, "编号");
    csv_writer_text(&w, NULL);
    csv_writer_number(&w, -17);
    csv_writer_end_row(&w);
    csv_writer_text(&w, "a");
    csv_writer_end_row(&w);
    assert_string_equal(text_get(&w.text), BOM "编号,,-17\r\na\r\n");
    csv_writer_release(&w);
}

static void quotes_what_needs_it(void **state)
{
    (void)state;
    struct csv_writer w = {0};
    csv_writer_text(&w, "一,二");
    csv_writer_text(&w, "说“\"好\"”");
    csv_writer_text(&w, "上\n下");
    csv_writer_text(&w, "平常");
    csv_writer_end_row(&w);
    assert_string_equal(text_get(&w.text), BOM "\"一,二\",\"说“\"\"好\"\"”\",\"上\n下\",平常\r\n");
    csv_writer_release(&w);
}

/* The dates and counts of deadlines.csv: what is unknown is empty, also in front. */
static void writes_days_and_counts(void **state)
{
    (void)state;
    static const int counts[] = {DEADLINE_NO_COUNT, 0, 9, 10, 999, 1000, INT_MAX};
    static const int days[] = {NO_DAY, -1, 0, 10956, 10957, 29219, 29220};
    struct csv_writer w = {0};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) csv_writer_count(&w, counts[i]);
    csv_writer_end_row(&w);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) csv_writer_day(&w, days[i]);
    csv_writer_end_row(&w);
    csv_writer_day(&w, 20000);
    csv_writer_count(&w, 7);
    csv_writer_text(&w, "");
    csv_writer_end_row(&w);
    assert_string_equal(text_get(&w.text), BOM ",0,9,10,999,1000,2147483647\r\n,1969-12-31,1970-01-01,1999-12-31,2000-01-01,2049-12-31,2050-01-01\r\n2024-10-04,7,\r\n");
    csv_writer_release(&w);
}

static void disarms_formulas(void **state)
{
    (void)state;
    static const char *const armed[] = {"=1+1", "+86", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"};
    for (size_t i = 0; i < sizeof armed / sizeof *armed; i++) {
        struct csv_writer w = {0};
        assert_true(csv_looks_like_formula(armed[i]));
        csv_writer_text(&w, armed[i]);
        assert_non_null(strchr(text_get(&w.text), '\''));
        csv_writer_release(&w);
    }
    assert_false(csv_looks_like_formula("2025-001"));
    assert_false(csv_looks_like_formula(""));
}

static char *written(struct sample *s, draw_document *write)
{
    struct outdir *out;
    struct diag diag;
    char *folder = sample_folder();
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(write(s, out, "x", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    char *bytes = sample_read(folder, "x", NULL);
    sample_remove_folder(folder);
    return bytes;
}

static void lists_findings_in_chinese(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    char *empty = written(&s, draw_findings_csv);
    assert_string_equal(empty, BOM "编号,类别,级别,是否阻断,状态,表,文件,行,列,键,单元格,单元格名称,所见值,应为,依据,问题,怎么办\r\n");
    sample_make_draft(&s);
    char *two = written(&s, draw_findings_csv);
    assert_non_null(strstr(two, ",是,未通过,,,,,,beta/new/person,,9,10,国办公开办函〔2021〕30号,勾稽关系不成立,请核对\r\n"));
    assert_non_null(strstr(two, ",否,有争议,requests,申请登记.csv,17,交邮或发出日期,2025-017,,,'=1+1,<= 2025-10-30,"));
    assert_non_null(strstr(two, "\"答复逾期,\"\"待核\"\"\""));
    free(empty);
    free(two);
    sample_release(&s);
}

static void lists_deadlines(void **state)
{
    (void)state;
    struct deadline lines[] = {
        {"2025-001", civil_day(2025, 3, 3), civil_day(2025, 3, 4), 0, 20, civil_day(2025, 3, 31), civil_day(2025, 4, 1), civil_day(2025, 3, 28), 19, 0, "in_time"},
        {"=2", NO_DAY, NO_DAY, DEADLINE_NO_COUNT, DEADLINE_NO_COUNT, NO_DAY, NO_DAY, NO_DAY, DEADLINE_NO_COUNT, DEADLINE_NO_COUNT, "unknown"}};
    struct sample s;
    sample_init(&s);
    s.deadlines = lines;
    s.n_deadlines = 2;
    char *bytes = written(&s, draw_deadlines);
    assert_string_equal(bytes, BOM "request,receipt,clock_start,excluded_days,extended_days,due_strict,due_lenient,decisive,used_days,state\r\n"
                                   "2025-001,2025-03-03,2025-03-04,0,20,2025-03-31,2025-04-01,2025-03-28,19,in_time\r\n"
                                   "'=2,,,,,,,,,unknown\r\n");
    free(bytes);
    sample_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_bom_and_crlf), cmocka_unit_test(quotes_what_needs_it), cmocka_unit_test(writes_days_and_counts), cmocka_unit_test(disarms_formulas),
        cmocka_unit_test(lists_findings_in_chinese), cmocka_unit_test(lists_deadlines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
