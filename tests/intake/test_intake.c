/* An old ledger: which table each sheet is, what its columns are, what is asked, what is carried. */
#include "intake/intake.h"
#include "intake/merge.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct schema *schema;
static struct intake_words words;

static int set_up(void **state)
{
    struct diag diag;
    (void)state;
    return schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) && intake_words_load(&words, schema, PROJECT_SOURCE_DIR "/data/ledger/intake.yaml", &diag) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    intake_words_release(&words);
    schema_free(schema);
    return 0;
}

/* The sheets of a CSV file with these lines, called 台账. */
static void read_lines(struct old_sheets *all, const char *lines)
{
    char folder[] = "/tmp/intake-XXXXXX", path[64];
    struct diag diag;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/台账.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(lines, file);
    assert_int_equal(fclose(file), 0);
    *all = (struct old_sheets){0};
    assert_true(old_sheets_add(all, schema, path, NULL, &diag));
    assert_int_equal(unlink(path) | rmdir(folder), 0);
}

static void build(struct intake *k, const struct old_sheets *sheets, const char *const answers[][2], size_t n)
{
    static const struct intake_facts facts = {.year = 2025, .agency = "清河县农业农村局"};
    intake_init(k, schema, &words, &facts);
    for (size_t i = 0; i < n; i++) questions_answer(&k->questions, answers[i][0], answers[i][1]);
    intake_build(k, sheets);
}

static const struct carried_table *table_of(const struct intake *k, const char *id) { return &k->tables[schema_table(schema, id) - schema->tables]; }

static const char *cell(const struct intake *k, const char *id, size_t row, const char *heading)
{
    const struct carried_table *t = table_of(k, id);
    assert_true(row < t->n_rows);
    for (size_t i = 0; i < carried_width(t->table); i++)
        if (!strcmp(carried_heading(t->table, i), heading)) return t->rows[row].cells[i] ? t->rows[row].cells[i] : "";
    fail_msg("no heading %s", heading);
    return NULL;
}

static const struct question *asked(const struct intake *k, const char *key)
{
    for (size_t i = 0; i < k->questions.n; i++)
        if (!strcmp(k->questions.list[i].key, key)) return &k->questions.list[i];
    return NULL;
}

/* ---- questions ---- */

static void a_usable_answer_is_a_choice_or_of_its_kind(void **state)
{
    static const char *const choices[] = {"签收日期", "A1 自然人"};
    struct questions q;
    (void)state;
    questions_init(&q);
    questions_answer(&q, "a", " 签收日期");
    questions_answer(&q, "b", "收到日期");
    questions_answer(&q, "c", "2025年3月5日");
    questions_answer(&q, "d", "三月");
    questions_answer(&q, "e", "Ａ1自然人");
    assert_string_equal(questions_ask(&q, &(struct question){.key = "a", .choices = choices, .n_choices = 2}), "签收日期");
    assert_null(questions_ask(&q, &(struct question){.key = "b", .choices = choices, .n_choices = 2}));
    assert_string_equal(questions_ask(&q, &(struct question){.key = "c", .kind = ANSWER_DATE}), "2025-03-05");
    assert_null(questions_ask(&q, &(struct question){.key = "d", .kind = ANSWER_DATE}));
    assert_string_equal(questions_ask(&q, &(struct question){.key = "e", .choices = choices, .n_choices = 2, .kind = ANSWER_WORDS}), "A1 自然人");
    assert_null(questions_ask(&q, &(struct question){.key = "f"}));
    assert_null(questions_ask(&q, &(struct question){.key = "f"}));
    assert_null(questions_ask(&q, &(struct question){.key = "g", .optional = true}));
    assert_int_equal(questions_open(&q), 3);           /* b, d, f */
    assert_int_equal(q.list[5].n_cells, 2);
    questions_release(&q);
}

/* ---- heads ---- */

static void a_head_of_two_lines_is_one(void **state)
{
    struct old_sheets sheets;
    struct intake k;
    (void)state;
    read_lines(&sheets, "2025年申请台账,,,,,,,\n受理编号,申请人信息,,申请方式,签收日期,补正,,答复\n,姓名或名称,类别,,,告知日期,补正收到日期,日期\nN-1,清河甲公司,企业,EMS,2025-03-03,2025-03-05,2025-03-10,2025-03-20\n");
    build(&k, &sheets, NULL, 0);
    assert_string_equal(cell(&k, "requests", 0, "申请人类型"), "B1 商业企业");
    assert_string_equal(cell(&k, "requests", 0, "补正告知日期"), "2025-03-05");
    assert_string_equal(cell(&k, "requests", 0, "补正收到日期"), "2025-03-10");
    assert_string_equal(cell(&k, "requests", 0, "落款日期"), "2025-03-20");
    intake_release(&k);
    old_sheets_release(&sheets);
}

static void rows_of_sums_and_signatures_are_no_records(void **state)
{
    struct old_sheets sheets;
    struct intake k;
    (void)state;
    read_lines(&sheets, "受理编号,申请人类型,申请方式,签收日期,申请内容\n一月,,,,\nN-1,企业,EMS,2025-01-03,甲\n1月小计,,,,1件\n受理编号,申请人类型,申请方式,签收日期,申请内容\nN-2,企业,EMS,2025-02-03,乙\n,,,,以下空白\n填表人：王,,审核人：李,,\n");
    build(&k, &sheets, NULL, 0);
    assert_int_equal(table_of(&k, "requests")->n_rows, 2);
    assert_string_equal(cell(&k, "requests", 1, "受理编号"), "N-2");
    intake_release(&k);
    old_sheets_release(&sheets);
}

static void a_column_of_each_kind_becomes_rows(void **state)
{
    struct old_sheets sheets;
    struct intake k;
    (void)state;
    read_lines(&sheets, "月份,行政许可（件）,行政处罚件数,合计\n1月,3,0,3\n2月,,2,2\n合计,3,2,5\n");
    static const char *const answers[][2] = {{"年/处理决定/月份", "2025年"}};
    build(&k, &sheets, answers, 1);
    assert_int_equal(table_of(&k, "decisions")->n_rows, 3);
    assert_string_equal(cell(&k, "decisions", 0, "月份"), "2025-01");
    assert_string_equal(cell(&k, "decisions", 0, "数量"), "3");
    assert_string_equal(cell(&k, "decisions", 2, "类别"), "CF 行政处罚");
    intake_release(&k);
    old_sheets_release(&sheets);
}

/* ---- what is asked ---- */

static void a_detail_tells_which_of_several(void **state)
{
    struct old_sheets sheets;
    struct intake k;
    (void)state;
    read_lines(&sheets, "受理编号,申请人类型,申请方式,签收日期,办理结果,不予公开理由\nN-1,企业,EMS,2025-01-03,不予公开,商业秘密\nN-2,企业,EMS,2025-01-04,不予公开,说不清\nN-3,企业,EMS,2025-01-04,予以公开,\n");
    build(&k, &sheets, NULL, 0);
    assert_string_equal(cell(&k, "requests", 0, "办理结果"), "3.4 保护第三方合法权益");
    const struct question *q = asked(&k, "词/申请登记/办理结果/不予公开（说不清）");
    assert_non_null(q);
    assert_int_equal(q->n_choices, 8 + 2);             /* 3.1 … 3.8, empty, row by row */
    assert_string_equal(cell(&k, "requests", 1, "办理结果"), "不予公开（说不清）");      /* refused until it is answered, never empty */
    intake_release(&k);
    old_sheets_release(&sheets);
}

static void only_a_short_name_with_a_surname_is_a_person(void **state)
{
    static const char *const names[] = {"王小明", "赵六", "清河甲公司", "高桥中心小学", "欧阳修竹", "档案馆"};
    static const char *const answers[][2] = {{"全部/申请登记/台账.csv/申请人类型", "按名称判断"}};
    struct old_sheets sheets;
    struct intake k;
    char lines[1024] = "受理编号,申请人名称,申请方式,签收日期,申请内容\n", key[128];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        snprintf(lines + strlen(lines), sizeof lines - strlen(lines), "N-%zu,%s,EMS,2025-01-03,甲\n", i, names[i]);
    read_lines(&sheets, lines);
    build(&k, &sheets, answers, 1);
    for (size_t i = 0; i < 3; i++) assert_string_equal(cell(&k, "requests", i, "申请人类型"), i < 2 ? "A1 自然人" : "B1 商业企业");
    for (size_t i = 3; i < 6; i++) {
        snprintf(key, sizeof key, "名称/%s", names[i]);
        assert_non_null(asked(&k, key));
        assert_string_equal(cell(&k, "requests", i, "申请人类型"), "");
    }
    intake_release(&k);
    old_sheets_release(&sheets);
}

static void numbers_that_begin_again_need_another_pattern(void **state)
{
    static const char *const answers[][2] = {{"编号/申请登记", "清公开〔2025〕{序号}号"}};
    struct old_sheets sheets;
    struct intake k;
    (void)state;
    read_lines(&sheets, "序号,申请人类型,申请方式,签收日期,申请内容\n1,企业,EMS,2025-01-03,甲\n2,企业,EMS,2025-01-03,乙\n");
    build(&k, &sheets, NULL, 0);
    assert_string_equal(asked(&k, "编号/申请登记")->advice, "2025-{序号}");
    intake_release(&k);
    build(&k, &sheets, answers, 1);
    assert_string_equal(cell(&k, "requests", 1, "受理编号"), "清公开〔2025〕002号");
    intake_release(&k);
    old_sheets_release(&sheets);
    read_lines(&sheets, "序号,申请人类型,申请方式,签收日期,申请内容\n1,企业,EMS,2025-01-03,甲\n1,企业,EMS,2025-02-03,乙\n");
    build(&k, &sheets, NULL, 0);
    assert_string_equal(asked(&k, "编号/申请登记")->advice, "2025-{顺序}");
    intake_release(&k);
    old_sheets_release(&sheets);
}

/* ---- what the office typed ---- */

static void typed_cells_win_and_moved_rows_are_refused(void **state)
{
    struct old_sheets sheets, book;
    struct intake now, before;
    struct diag diag;
    (void)state;
    read_lines(&sheets, "受理编号,申请人类型,申请方式,签收日期,申请内容\nN-1,企业,EMS,2025-01-03,甲\nN-2,企业,EMS,2025-01-04,乙\n");
    build(&before, &sheets, NULL, 0);
    build(&now, &sheets, NULL, 0);
    read_lines(&book, "受理编号,申请人类型,申请方式,签收日期,信息名称或描述,承办部门\nN-1,B1 商业企业,C2 挂号/EMS,2025-01-05,甲,办公室\nN-2,B1 商业企业,C2 挂号/EMS,2025-01-04,乙,\nN-3,B1 商业企业,C2 挂号/EMS,2025-01-06,丙,\n");
    book.list[0].name = "申请登记";
    assert_true(merge_edits(&now, &before, &book, &diag));
    assert_string_equal(cell(&now, "requests", 0, "签收日期"), "2025-01-05");
    assert_string_equal(cell(&now, "requests", 0, "承办部门"), "办公室");
    assert_string_equal(cell(&now, "requests", 1, "签收日期"), "2025-01-04");
    assert_string_equal(cell(&now, "requests", 2, "受理编号"), "N-3");
    intake_release(&now);
    build(&now, &sheets, NULL, 0);
    book.list[0].n_rows = 2;
    assert_false(merge_edits(&now, &before, &book, &diag));
    assert_non_null(strstr(diag.text, "第3行"));
    intake_release(&now);
    intake_release(&before);
    old_sheets_release(&book);
    old_sheets_release(&sheets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_usable_answer_is_a_choice_or_of_its_kind),
        cmocka_unit_test(a_head_of_two_lines_is_one),
        cmocka_unit_test(rows_of_sums_and_signatures_are_no_records),
        cmocka_unit_test(a_column_of_each_kind_becomes_rows),
        cmocka_unit_test(a_detail_tells_which_of_several),
        cmocka_unit_test(only_a_short_name_with_a_surname_is_a_person),
        cmocka_unit_test(numbers_that_begin_again_need_another_pattern),
        cmocka_unit_test(typed_cells_win_and_moved_rows_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
