/* A row of headings finds its table, whatever the file is called; what is not sure, and what is missing, is said. */
#include "ledger/rows/csv.h"
#include "ledger/rows/table_fit.h"
#include "ledger_fixture.h"

static struct schema *schema;
static struct arena arena;

static int set_up(void **state)
{
    struct diag diag;
    (void)state;
    return schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    schema_free(schema);
    return 0;
}

/* "requests 4/4 -受理编号 ?3": the table, known of all, what is missing, the cells that fail. */
static const char *shown(const struct table_fit *fit)
{
    struct text words = {0};
    text_printf(&words, "%s%s %zu/%zu", fit->fits ? "" : "~", fit->table ? fit->table->id : "-", fit->n_known, fit->n_headings);
    if (fit->also) text_printf(&words, " =%s", fit->also->id);
    for (size_t i = 0; i < fit->n_missing; i++) text_printf(&words, " -%s", fit->missing[i]);
    for (size_t i = 0; i < fit->n_failing; i++) text_printf(&words, " ?%zu", fit->failing[i].cell + 1);
    const char *result = arena_dup(&arena, text_get(&words));
    text_release(&words);
    return result;
}

static struct table_fit of_rows(const char *csv)
{
    char bytes[512];
    size_t n = strlen(csv);
    memcpy(bytes, csv, n + 1);
    struct raw_rows *rows = csv_open(bytes, n);
    struct table_fit fit = table_fit_rows(&arena, schema, rows);
    rows->close(rows);
    return fit;
}

static void fits(const char *csv, const char *expected)
{
    struct table_fit fit = of_rows(csv);
    assert_string_equal(shown(&fit), expected);
}

static void named_by_headings(void **state)
{
    (void)state;
    fits("受理编号,申请人类型,申请方式,办理结果\n", "requests 4/4");
    fits("序号,登记编号,申请人类别,提交方式,答复结果,经办人\n", "requests 4/6");
    fits("受理编号,序号,事件,日期,备注\n", "events 5/5");
    fits("年度,部分,文本\n", "narrative 3/3");
    fits("决定日期,类别,决定书文号,数量\n", "decisions 4/4");
}

static void below_a_title(void **state)
{
    (void)state;
    struct table_fit fit = of_rows("2025年台账,,,\n单位：某局,,,\n'受理编号,申请人类型（必填）,2.申请方式,收件日期\n1,A1,C1,2025-03-01\n");
    assert_string_equal(shown(&fit), "requests 4/4");
    assert_int_equal(fit.line, 3);
    assert_int_equal(fit.cell_of[0], 0);
    assert_int_equal(fit.cell_of[10], -1); /* 收件日期 may be 提交日期, and is not yet */
}

/* A slip stands for the column: the reader asks about it. What a table needs and has not is named. */
static void not_sure(void **state)
{
    (void)state;
    fits("受理编号,申请人类型,申请方试,办理结果\n", "requests 3/4 ?3");
    fits("受理编号,申请人类型,办理结果,甲\n", "~requests 3/4 -申请方式 ?4");
    fits("类别,决定书文号,数量\n", "~decisions 3/3 -决定日期或月份");
    fits("年度,项目\n", "~- 0/0");
    fits("行标签,计数项:受理编号\n", "~- 0/0");
    fits("月份,申请方式,件数,备注\n", "~requests 2/4 -受理编号 -申请人类型 ?1 ?3");
    fits("", "~- 0/0");
}

/* Two tables with the same words of their own: only the office knows. */
static void two_tables(void **state)
{
    (void)state;
    struct diag diag;
    char path[] = "/tmp/headings-XXXXXX";              /* the same unit may run beside this one, under valgrind */
    FILE *out = fdopen(mkstemp(path), "wb");
    assert_non_null(out);
    fputs("表,见到的标题,台账的标题\nsupervision,甲,事项\nitems,甲,类别\nitems,乙,上一年项目数量\nsupervision,乙,次数\n", out);
    fclose(out);
    assert_true(schema_add_headings(schema, path, &diag));
    remove(path);
    struct table_fit fit = of_rows("年度,甲,乙\n");
    assert_string_equal(shown(&fit), "~items 3/3 =supervision");
}

static void of_two_lines(void **state)
{
    (void)state;
    const struct slice upper[] = {{"受理编号", 12}, {"申请人", 9}, {"", 0}, {"申请", 6}, {"办理结果", 12}};
    const struct slice lower[] = {{"", 0}, {"类型", 6}, {"名称", 6}, {"方式", 6}, {"", 0}, {"备注", 6}};
    const struct raw_row first = {.cells = upper, .n = 5, .line = 2}, second = {.cells = lower, .n = 6, .line = 3};
    struct table_fit fit = table_fit_row(&arena, schema, &first, &second);
    assert_string_equal(shown(&fit), "requests 6/6");
    fit = table_fit_row(&arena, schema, &first, NULL);
    assert_string_equal(shown(&fit), "~requests 3/4 -申请方式 ?4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(named_by_headings, set_up, tear_down), cmocka_unit_test_setup_teardown(below_a_title, set_up, tear_down),
        cmocka_unit_test_setup_teardown(not_sure, set_up, tear_down),          cmocka_unit_test_setup_teardown(two_tables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_two_lines, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
