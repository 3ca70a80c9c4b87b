/* Rows as the marked copy shows them: every cell keeps its place, and no cell shows a text that may be a person's name. */
#include "ledger/rows/shown_rows.h"
#include "ledger_fixture.h"

static struct text all;
static int phone_column;

static const char *shown(struct fixture *f, const char *csv)
{
    char path[256];
    const char *name = "requests.csv";
    struct shown_rows *rows;
    const struct shown_row *row;
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    fixture_put(f, name, csv, strlen(csv));
    f->context.agencies = &f->agencies;
    struct ledger_file file = {.path = path, .shown = name, .table = schema_table(f->schema, "requests")};
    text_clear(&all);
    assert_true(shown_rows_open(&rows, &f->context, &file));
    assert_int_equal(shown_rows_column(rows, "提交日期"), 0);
    while ((row = shown_rows_next(rows))) {
        text_printf(&all, "%lld%s", (long long)row->line, row->header ? "*" : "");
        for (size_t i = 0; i < row->n; i++) text_printf(&all, "|%.*s", (int)row->cells[i].n, row->cells[i].s ? row->cells[i].s : "");
        text_add_char(&all, '\n');
    }
    phone_column = shown_rows_column(rows, "手机");
    assert_int_equal(shown_rows_column(rows, "提交日期"), 3);
    shown_rows_close(rows);
    fixture_remove(f, name);
    return text_get(&all);
}

static void persons_are_hidden(void **state)
{
    (void)state;
    struct fixture f = fixture_new();
    fixture_one_agency(&f);
    const char *seen = shown(&f, "张三的台账\n受理编号,申请人名称,提交日期,内容描述,手机\nSQ-1,张三,2025-03-01,要一份文件,13812345678\nSQ-2,李四,张三丰,,\n");
    for (const char *const *word = (const char *const[]){"张三", "李四", "文件", "138", NULL}; *word; word++)
        if (strstr(seen, *word)) fail_msg("%s: %s", *word, seen);
    assert_string_equal(seen, "1|（个人信息，不显示）\n"
                              "2*|受理编号|申请人名称|提交日期|内容描述|手机\n"
                              "3|SQ-1|（个人信息，不显示）|2025-03-01|（有文字，5字）|（个人信息，不显示）\n"
                              "4|SQ-2|（个人信息，不显示）|（个人信息，不显示）||\n");
    assert_int_equal(phone_column, 5);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(persons_are_hidden)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    text_release(&all);
    return failed;
}
