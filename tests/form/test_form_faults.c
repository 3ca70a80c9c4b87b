/* The loader reports a fault of a form with file and line. */
#include "form_fixture.h"

/* ---- faults and their places ---- */

static const struct { const char *file, *old, *new; int down; const char *words; } faults[] = {
    /* `down`: lines from the edit to the line that is named */
    {"form.yaml", "basis:", "base:", 0, "不认识“base”"},
    {"form.yaml", "id: '2021'", "id: '2022'", 0, "应与文件夹名相同"},
    {"form.yaml", "years: [2021, ~]", "years: [2021]", 0, "years 应是起止年份"},
    {"form.yaml", "years: [2021, ~]", "years: [2021, 2020]", 0, "起年在止年之后"},
    {"form.yaml", "years: [2021, ~]", "years: [MMXXI, ~]", 0, "应是年份"},
    {"form.yaml", "reads: [requests, events", "reads: [requests, requests, events", 0, "写了两次"},
    {"form.yaml", "table: requests, ", "table: petitions, ", 0, "没有文件 petitions.yaml"},
    {"form.yaml", "table: review, ", "table: requests, ", 0, "用了两次"},
    {"form.yaml", "sheet: 复议诉讼情况", "sheet: 申请处理情况", 0, "工作表的名称“申请处理情况”已经有了"},
    {"form.yaml", "sheet: 复议诉讼情况", "sheet: 汇总构成", 0, "工作表的名称“汇总构成”已经有了"},
    {"form.yaml", "sheet: 复议诉讼情况", "sheet: 复议/诉讼", 0, "工作表的名称“复议/诉讼”不行"},
    {"form.yaml", "{id: review,", "{id: requests,", 0, "部分“requests”写了两次"},
    {"form.yaml", "{id: review,", "{id: Review,", 0, "只能用小写字母"},
    {"form.yaml", "texts: overview.yaml", "texts: nowhere.yaml", 0, "没有文件 nowhere.yaml"},
    {"form.yaml", "texts: overview.yaml", "texts: ../overview.yaml", 0, "应是本文件夹里的一个 .yaml 文件"},
    {"form.yaml", "invented: false", "invented: perhaps", 0, "true 或 false"},
    {"form.yaml", "invented: true, texts: overview.yaml", "invented: true", 0, "要有 texts"},
    {"form.yaml", "invented: false", "invented: false, texts: overview.yaml", 0, "不能有 texts"},
    {"form.yaml", "left: [new, carried_in]", "left: [new, carried]", 0, "没有这一行"},
    {"form.yaml", "right: [total]", "right: [sum]", 0, "没有这一列"},
    {"form.yaml", "for: rows", "for: cells", 0, "不认识“cells”"},
    {"form.yaml", "standing: official", "standing: certain", 0, "不认识“certain”"},
    {"form.yaml", "id: I2", "id: I1", 0, "等式“I1”写了两次"},
    {"form.yaml", "table: review\n", "table: appeals\n", 0, "没有表“appeals”"},
    {"form.yaml", "zero: [requests, review]", "zero: [requests, reviews]", 0, "没有表“reviews”"},
    {"form.yaml", "zero: [requests, review]", "zeros: [requests]", 0, "不认识“zeros”"},
    {"form.yaml", "from: carried_out}", "from: carried_on}", 0, "没有行“carried_on”"},
    {"form.yaml", "{table: requests, into", "{table: petitions, into", 0, "没有表“petitions”"},
    {"form.yaml", "into: carried_in, ", "", 0, "缺少“into”"},
    {"overview.yaml", "query: |", "sql: |", 0, "不认识“sql”"},
    {"proactive.yaml", "widths: [1.3, 1, 1, 1]", "widths: [1.3, 1, 1]", 2, "占4栏，widths 有3栏"},
    {"proactive.yaml", "widths: [1.3, 1, 1, 1]", "widths: [1.3, 0, 1, 1]", 0, "栏宽应是正数"},
    {"proactive.yaml", "id: proactive", "id: active", 0, "应与文件名相同"},
    {"proactive.yaml", "query: proactive.sql", "query: lost.sql", 0, "没有文件 lost.sql"},
    {"proactive.yaml", "query: proactive.sql", "query: proactive.yaml", 0, ".sql 文件"},
    {"proactive.yaml", "type: decimal", "type: money", 0, "count（整数）或 decimal"},
    {"proactive.yaml", "span: 3}", "span: 0}", 0, "span 应是"},
    {"proactive.yaml", "span: 3}", "span: 2}", -3, "占3栏"},
    {"proactive.yaml", "id: coercion", "id: penalties", 0, "标识“penalties”写了两次"},
    {"proactive.yaml", "id: coercion", "id: licences", 0, "行标识“licences”写了两次"},
    {"proactive.yaml", "id: repealed}", "id: made}", 0, "标识“made”写了两次"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, id: rules, colour: red}", 0, "不认识“colour”"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章}", 0, "缺少“id”"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, names: [部门规章, 行政强制], id: rules}", 0, NULL},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, names: [行政规范性文件], id: rules}", 0, "“行政规范性文件”不止指一行"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, short: normative, id: rules}", 0, "“normative”不止指一行"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, names: 部门规章, id: rules}", 0, "names 应列出别的叫法"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, names: [[]], id: rules}", 0, "应是文字"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, short: “”, id: rules}", 0, "应有字"},
    {"proactive.yaml", "{label: 本年废止件数,", "{label: 本年废止件数, names: [制发, 本年制发件数],", 0, "“本年制发件数”不止指一列"},
    {"requests.yaml", "label: （三）不予公开", "label: （三）不予公开\n            short: 不予公开", 1, "不认识“short”"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, id: rules, blank: perhaps}", 0, "true 或 false"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, id: rules, needs: channels}", 0, "应是标识的列表"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, id: rules, under: normative}", 0, "under 应是上面一行的标识"},
    {"form.yaml", "standing: official", "standing: official\n    at_most: perhaps", 1, "true 或 false"},
    {"form.yaml", "standing: official", "standing: official\n    severity: hint", 1, "error 或 warning"},
    {"review.yaml", "row: direct_suit,", "row: direct_suit, short: 复议后起诉,", 0, "“复议后起诉”不止指一行"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{id: rules}", 0, "缺少“label”"},
    {"requests.yaml", "sum: [natural_person,", "sum: [persons,", 0, "没有这一列"},
    {"requests.yaml", "sum: [1, 2,", "sum: [0, 2,", 0, "没有这一行"},
    {"requests.yaml", "sum: [1, 2,", "sum: [2, 2,", 0, "写了两次"},
    {"requests.yaml", "sum: [1, 2,", "sum: [closed, 2,", 0, "合计绕成了圈：requests/closed/natural_person → requests/closed/natural_person"},
    {"requests.yaml", "id: carried_out}", "id: carried_out, sum: [new, closed]}\n      - {label: 小计, id: new, sum: [carried_out]}", 1, "写了两次"},
    {"requests.yaml", "id: new}", "id: new, sum: [carried_in]}\n      - {label: 小计, id: half, sum: [new, carried_out]}", 0, NULL},
    {"requests.yaml", "id: carried_in}", "id: carried_in, sum: [carried_out]}\n      - {label: 小计, id: half, sum: [carried_in]}", 0, NULL},
    {"proactive.yaml", "columns:\n      - {label: 本年处理决定数量, id: decisions, span: 3}", "columns: []", 0, "至少一项"},
    {"form.yaml", "table: requests\n    for: columns\n    left: [new, carried_in]\n    right: [closed, carried_out]",
     "table: proactive\n    for: columns\n    left: [rules, fees]\n    right: [normative]", 2, "要用 proactive/fees/made，本表没有这一格"},
    {"form.yaml", "table: requests\n    for: columns\n    left: [new, carried_in]\n    right: [closed, carried_out]",
     "table: proactive\n    for: columns\n    left: [rules]\n    right: [fees]", -2, "不在相同的列上"},
    {"review.yaml", "        row: reconsideration\n", "", 1, "不属于任何一行"},
    {"review.yaml", "row: direct_suit,", "row: reconsideration,", 0, "行标识“reconsideration”写了两次"},
    {"review.yaml", "- columns:", "- corner: 信息内容\n    columns:", 0, "不认识“corner”"},
};

/* Loads the changed copy and expects "FILE:LINE: …words…"; without words it must load. */
static void expect_fault(const struct copy *c, const char *file, int line, const char *words)
{
    struct form *f = NULL;
    struct diag diag;
    char place[160];
    bool ok = form_load(&f, c->dir, &diag);
    if (!words) {
        if (!ok) fail_msg("%s", diag.text);
        form_free(f);
        return;
    }
    snprintf(place, sizeof place, "%s/%s:%d: ", c->dir, file, line);
    if (ok) fail_msg("没有发现：%s", words);
    if (!strstr(diag.text, words) || (line && strncmp(diag.text, place, strlen(place)))) fail_msg("应是 %s%s，却是 %s", place, words, diag.text);
    assert_int_equal(diag.kind, DIAG_INPUT);
}

static void faults_are_reported_with_file_and_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct copy c = {0};
        copy_form(&c, TEMPLATES "/2021", "2021");
        int line = edit(&c, faults[i].file, faults[i].old, faults[i].new);
        expect_fault(&c, faults[i].file, line + faults[i].down, faults[i].words);
        remove_folder(c.root);
    }
}

static void a_cycle_is_named_cell_by_cell(void **state)
{
    (void)state;
    struct copy c = {0};
    copy_form(&c, TEMPLATES "/2021", "2021");
    edit(&c, "requests.yaml", "id: new}", "id: new, sum: [carried_in]}");
    edit(&c, "requests.yaml", "id: carried_in}", "id: carried_in, sum: [carried_out]}");
    int line = edit(&c, "requests.yaml", "id: carried_out}", "id: carried_out, sum: [new]}");
    struct form *f = NULL;
    struct diag diag;
    assert_false(form_load(&f, c.dir, &diag));
    assert_non_null(strstr(diag.text, "requests/new/natural_person → requests/carried_in/natural_person → requests/carried_out/natural_person"
                                      " → requests/new/natural_person"));
    assert_true(line > 0);
    remove_folder(c.root);
}

/* A YAML alias that refers to itself gives a message and does not exhaust the stack. */
static void a_tree_in_itself_is_refused(void **state)
{
    (void)state;
    struct copy c = {0};
    copy_form(&c, TEMPLATES "/2021", "2021");
    edit(&c, "requests.yaml", "        children:\n          - {label: 自然人, id: natural_person}",
         "        children: &all\n          - {label: 自然人, children: *all}");
    expect_fault(&c, "requests.yaml", 0, "层次过深");
    remove_folder(c.root);
}

static void files_must_be_text_and_plain(void **state)
{
    (void)state;
    struct copy c = {0};
    char path[512];
    copy_form(&c, TEMPLATES "/2021", "2021");
    snprintf(path, sizeof path, "%s/review.sql", c.dir);
    char *sql = read_all(path);
    write_all(path, "SELECT '\xC4\xEA'");
    expect_fault(&c, "review.sql", 1, "字节 0xC4（不是 UTF-8 编码）");
    write_all(path, sql);
    free(sql);
    snprintf(path, sizeof path, "%s/old", c.dir);
    assert_int_equal(mkdir(path, 0777), 0);
    expect_fault(&c, "old", 0, "表单文件夹里只放文件");
    assert_int_equal(rmdir(path), 0);
    snprintf(path, sizeof path, "%s/form.yaml", c.dir);
    write_all(path, "# nothing\n");
    expect_fault(&c, "form.yaml", 1, "文件是空的");
    write_all(path, "id: [\n");
    expect_fault(&c, "form.yaml", 0, "YAML 写法有误");
    assert_int_equal(unlink(path), 0);
    struct form *f = NULL;
    struct diag diag;
    assert_false(form_load(&f, c.dir, &diag));
    assert_non_null(strstr(diag.text, "form.yaml"));
    remove_folder(c.root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_reported_with_file_and_line), cmocka_unit_test(a_cycle_is_named_cell_by_cell),
        cmocka_unit_test(a_tree_in_itself_is_refused), cmocka_unit_test(files_must_be_text_and_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
