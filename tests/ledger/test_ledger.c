/* The reader sorts a folder into tables, texts and files that it leaves alone. */
#include "ledger_fixture.h"
#include <sys/stat.h>

static struct fixture f;
static struct ledger l;

static int set_up(void **state)
{
    (void)state;
    f = fixture_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "rm -r %s && mkdir %s", f.folder, f.folder);
    int rc = system(command);
    fixture_release(&f);
    ledger_release(&l);
    return rc;
}

static void put(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f.folder, name);
    for (char *slash = strchr(path + strlen(f.folder) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0700);
        *slash = '/';
    }
    fixture_put(&f, name, text, strlen(text));
}

static const char *under(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", f.folder, name);
    return path;
}

static void opens(const char *name)
{
    struct diag diag;
    if (!ledger_open(&l, under(name), f.schema, &f.problems, &diag)) fail_msg("%s", diag.text);
}

/* Everything in one line: "申请登记.csv:requests | overview.md:overview | ~ | others". */
static const char *shown(void)
{
    text_clear(&f.rows);
    for (size_t i = 0; i < l.n_files; i++) text_printf(&f.rows, "%s:%s ", l.files[i].shown, l.files[i].table->id);
    text_add(&f.rows, "|");
    for (size_t i = 0; i < l.n_prose; i++) text_printf(&f.rows, " %s:%s:%s", l.prose[i].shown, l.prose[i].section, l.prose[i].agency ? l.prose[i].agency : "");
    text_add(&f.rows, " |");
    for (size_t i = 0; i < l.n_others; i++) text_printf(&f.rows, " %s", l.others[i]);
    return text_get(&f.rows);
}

static void sorted(void **state)
{
    (void)state;
    put("a/申请登记.csv", "");
    put("a/events.CSV", "");
    put("a/agencies.csv", "");
    put("a/problems.md", "");
    put("a/总体情况.md", "");
    put("a/readme.md", "");
    put("a/notes.txt", "");
    put("a/.hidden.csv", "");
    put("a/~$申请登记.csv", "");
    put("a/narrative/HD01/overview.md", "");
    put("a/narrative/HD01/x.txt", "");
    put("a/narrative/other.md", "");
    put("a/old/requests.csv", "");
    opens("a");
    assert_string_equal(fixture_said(&f), "");
    assert_string_equal(shown(), "agencies.csv:agencies 申请登记.csv:requests events.CSV:events | narrative/HD01/overview.md:overview:HD01 "
                                 "narrative/other.md:other: problems.md:problems: 总体情况.md:overview: | narrative/HD01/x.txt notes.txt old/ readme.md");
    put("b/requests.csv", "");
    opens("b");
    assert_string_equal(l.files[2].path, under("b/requests.csv"));
    assert_int_equal(l.n_files, 4);
}

/* Two folders of one run may each have a requests.csv, and even be called the same. */
static void several(void **state)
{
    (void)state;
    put("a/requests.csv", "");
    put("a/overview.md", "");
    put("a/narrative/HD01/other.md", "");
    put("b/requests.csv", "");
    put("b/x.txt", "");
    put("c/b/requests.csv", "");
    l.several = true;
    opens("a");
    opens("b/");
    opens("c/b");
    assert_string_equal(l.files[0].shown, "a/requests.csv");
    assert_string_equal(l.files[1].shown, "b/requests.csv");
    assert_string_equal(l.files[2].shown, under("c/b/requests.csv"));
    assert_string_equal(l.prose[0].shown, "a/narrative/HD01/other.md");
    assert_string_equal(l.prose[1].shown, "a/overview.md");
    assert_string_equal(l.others[0], "b/x.txt");
}

static void wrong_names(void **state)
{
    (void)state;
    put("a/申请登记(最终).csv", "");
    put("a/requests.csv", "");
    put("a/申请登记.csv", "");
    opens("a");
    assert_string_equal(fixture_said(&f), "!S09 0 - -\n!S09 0 - -\n");
    assert_string_equal(f.problems.list[1].file, "申请登记(最终).csv");
    assert_non_null(strstr(f.problems.list[1].expected, "申请登记（requests.csv）"));
    assert_string_equal(f.problems.list[0].text, "“申请登记”这张表有两份，另一份是 requests.csv：不知道哪一份是后来的，没有读");
    assert_int_equal(l.n_files, 1);
}

#define HEADER "受理编号,申请人类型,申请方式,提交日期\n"

/* Files of one table are that table in the order of their months, and this is said once. */
static void in_parts(void **state)
{
    (void)state;
    put("a/申请登记202502.csv", HEADER "2,A1,C1,2025-02-01\n");
    put("a/十月.csv", HEADER "10,A1,C1,2025-10-01\n");
    put("a/2025年1月（台账）.csv", "台账\n提交日期,登记编号,申请人类别,提交方式,备用\n2025-01-01,1,A1,C1,\n");
    put("a/第二季度.csv", HEADER "4,A1,C1,2025-04-01\n");
    put("a/事件.csv", "受理编号,序号,事件,日期\n");
    opens("a");
    assert_string_equal(fixture_said(&f), "S40 2 - -\nS40 1 - -\n");
    assert_string_equal(f.problems.list[0].file, "2025年1月（台账）.csv");
    assert_string_equal(f.problems.list[0].text,
                        "“申请登记”分成了 4 个文件，标题相同，合作一张来读，依次是：2025年1月（台账）.csv、申请登记202502.csv、第二季度.csv、十月.csv");
    assert_string_equal(f.problems.list[1].text, "这个文件按标题读作“办理过程”");
    assert_int_equal(l.n_files, 5);
    assert_string_equal(l.files[0].shown, "2025年1月（台账）.csv");
    assert_string_equal(l.files[3].shown, "十月.csv");
}

/* What may stand twice is refused; a copy of a table whose rows stand there once is one. */
static void parts_repeat(void **state)
{
    (void)state;
    static const char one[] = HEADER "1,A1,C1,2025-01-01\n", two[] = HEADER "2,A1,C1,2025-02-01\n合计,,,\n";
    put("a/1月.csv", one);
    put("a/2月.csv", two);
    put("a/申请登记.csv", HEADER "'1,A1,Ｃ1,2025-01-01\n2,A1,C1,2025-02-01\n");
    put("a/3月.csv", HEADER ",,,\n");
    opens("a");
    assert_string_equal(fixture_said(&f), "!S09 0 - -\nS40 1 - -\n");
    assert_string_equal(f.problems.list[0].file, "申请登记.csv");
    assert_string_equal(f.problems.list[0].text, "“申请登记”的这些行，1月.csv、2月.csv 里都有：不知道用哪一种，没有读");
    assert_string_equal(l.others[0], "3月.csv");
    assert_int_equal(l.n_files, 2);
}

static void parts_that_say_so(void **state)
{
    (void)state;
    put("b/1月.csv", HEADER "1,A1,C1,2025-01-01\n");
    put("b/2025年汇总.csv", HEADER "1,A1,C2,2025-01-01\n");
    put("b/机关.csv", "机关代码,机关名称,机关类型,层级\nHD01,海东区教育局,B,4\n");
    put("b/机关（副本）.csv", "机关代码,机关名称,机关类型,层级\nHD01,海东区教育局,B,4\n");
    put("b/单位.csv", "机关代码,机关名称,机关类型,层级\nHD01,海东区教育局,B,4\n");
    opens("b");
    assert_string_equal(fixture_said(&f), "!S09 0 - -\nS40 1 - -\n!S09 0 - -\nS40 1 - -\n");
    assert_string_equal(f.problems.list[0].text, "名称像是“机关”的汇总、副本或模板，又有 单位.csv、机关.csv：不知道用哪一种，没有读");
    assert_string_equal(f.problems.list[1].text, "“机关”在 单位.csv 里一行不差又有一份，只读这一份");
    assert_string_equal(f.problems.list[1].file, "机关.csv");
    assert_string_equal(f.problems.list[2].file, "2025年汇总.csv");
    assert_int_equal(l.n_files, 2);
}

/* Other headings are another table; what the two have otherwise is named. */
static void parts_differ(void **state)
{
    (void)state;
    put("a/1月.csv", HEADER "1,A1,C1,2025-01-01\n");
    put("a/2月.csv", "受理编号,申请人类型,申请方式,签收日期,备注\n2,A1,C2,2025-02-01,\n");
    put("a/3月.csv", "受理编号,申请人类型,申请方式,提交日期,经办\n3,A1,C1,2025-03-01,\n");
    opens("a");
    assert_string_equal(fixture_said(&f), "!S09 0 - -\n");
    assert_string_equal(f.problems.list[0].text, "“申请登记”分成了 3 个文件，列不一样，不能合成一张：与 1月.csv 比，2月.csv 没有“提交日期”，多了“签收日期”、“备注”");
}

/* A file that is no table names the nearest one; twelve alike are one fault. */
static void nearest(void **state)
{
    (void)state;
    put("a/1月.csv", "受理编号,申请人类型,王小明\n");
    put("a/2月.csv", "受理编号,申请人类型,王小明\n");
    put("a/3月.csv", "受理编号,申请人类型,申请主题\n");
    put("a/统计.csv", "月份,件数\n");
    put("a/清单.csv", "机关代码,年度,单元格,数值\n");
    opens("a");
    assert_int_equal(f.problems.n, 4);
    assert_string_equal(f.problems.list[0].text, "这个文件没有读，还有 1 个（2月.csv）也没有读：最像“申请登记”，缺少“申请方式”，不认识第3列");
    assert_string_equal(f.problems.list[1].text, "这个文件没有读：最像“申请登记”，缺少“申请方式”，不认识“申请主题”");
    assert_string_equal(f.problems.list[2].text, "这个文件没有读：最像“年报申报数”");
    assert_string_equal(f.problems.list[2].expected, "是这张表的，文件改名为 年报申报数；不是的移走");
    assert_non_null(strstr(f.problems.list[3].expected, "申请登记（requests.csv）"));
    assert_true(l.in_parts[schema_table(f.schema, "requests") - f.schema->tables]);
}

static void one_file(void **state)
{
    (void)state;
    put("a/导出.csv", HEADER "1,A1,C1,2025-01-01\n");
    put("a/机关.csv", "机关代码\n");
    opens("a/导出.csv");
    assert_string_equal(fixture_said(&f), "S40 1 - -\n");
    assert_int_equal(l.n_files, 1);
    assert_string_equal(l.others[0], "机关.csv");
}

/* A workbook beside CSV files of the same tables: two states of one ledger. */
static void second(void **state)
{
    (void)state;
    struct diag diag;
    put("requests.csv", "");
    put("台账 - 副本.xls", "<html>");
    put("申请登记.xlsx", "PK\3\4");
    put("机关简介.xls", "<html>");
    put("台账.xlsx.bak", "PK\3\4");
    put("清单.csv", "\xD0\xCF\x11\xE0");
    assert_true(ledger_open(&l, under(""), f.schema, &f.problems, &diag));
    assert_int_equal(f.problems.n, 3);
    assert_string_equal(f.problems.list[0].file, "台账 - 副本.xls");
    assert_string_equal(f.problems.list[1].file, "清单.csv");
    assert_string_equal(f.problems.list[1].text, "是旧格式的 Office 文件，只是名称改成了 .csv，没有读");
    assert_string_equal(f.problems.list[2].file, "申请登记.xlsx");
    assert_int_equal(l.n_others, 2);
}

static void not_there(void **state)
{
    (void)state;
    struct diag diag;
    assert_false(ledger_open(&l, under("x"), f.schema, &f.problems, &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    assert_non_null(strstr(diag.text, "不存在"));
    put("x", "");
    assert_false(ledger_open(&l, under("x"), f.schema, &f.problems, &diag));
    assert_non_null(strstr(diag.text, "不是文件夹、CSV 文件，也不是 XLSX 工作簿"));
}

static struct ledger_batch batch_of(const char *name, struct arena *a)
{
    struct diag diag;
    struct ledger_batch batch;
    assert_true(ledger_is_batch(a, under(name), f.schema, &batch, &diag));
    return batch;
}

static void batches(void **state)
{
    (void)state;
    struct arena a = {0};
    put("all/乙/requests.csv", "");
    put("all/甲/requests.csv", "");
    put("all/c/notes.txt", "");
    put("all/说明.txt", "");
    put("one/requests.csv", "");
    put("one/b/requests.csv", "");
    put("all/台账.xlsx.bak", "PK\3\4");
    put("all/旧.xml", "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>");
    put("all/~$台账.xlsx", "");
    struct ledger_batch batch = batch_of("all", &a);
    assert_int_equal(batch.n, 3);
    assert_string_equal(batch.paths[0], under("all/乙"));
    assert_string_equal(batch.paths[1], under("all/旧.xml"));
    assert_string_equal(batch.paths[2], under("all/甲"));
    assert_int_equal(batch.n_others, 3);
    assert_string_equal(batch.others[0], under("all/c/notes.txt"));
    assert_string_equal(batch.others[1], under("all/台账.xlsx.bak"));
    assert_string_equal(batch.others[2], under("all/说明.txt"));
    ledger_batch_release(&batch);
    assert_int_equal(batch_of("one", &a).n, 0);
    assert_int_equal(batch_of("nothing", &a).n, 0);
    arena_release(&a);
}

static void prose(void **state)
{
    (void)state;
    char *text;
    size_t n;
    const char *used;
    put("overview.md", "\xC9\xEA\xC7\xEB");
    assert_true(ledger_text(under("overview.md"), "overview.md", NULL, &f.problems, &text, &n, &used));
    assert_string_equal(text, "申请");
    assert_int_equal(n, 6);
    assert_string_equal(used, "GB18030");
    free(text);
    put("overview.md", "\xFF");
    assert_false(ledger_text(under("overview.md"), "overview.md", NULL, &f.problems, &text, &n, &used));
    assert_string_equal(fixture_said(&f), "!S02 1 - -\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(several, set_up, tear_down), cmocka_unit_test_setup_teardown(sorted, set_up, tear_down), cmocka_unit_test_setup_teardown(wrong_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(second, set_up, tear_down), cmocka_unit_test_setup_teardown(in_parts, set_up, tear_down), cmocka_unit_test_setup_teardown(parts_repeat, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_that_say_so, set_up, tear_down), cmocka_unit_test_setup_teardown(parts_differ, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nearest, set_up, tear_down), cmocka_unit_test_setup_teardown(one_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(not_there, set_up, tear_down), cmocka_unit_test_setup_teardown(batches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(prose, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
