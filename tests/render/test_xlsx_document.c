/* Documents as workbooks, read back: every kind of item with its value, formulas with theirs, sheets of each kind. */
#include "render/xlsx/xlsx.h"
#include "render/xlsx/xlsx_inside.h"
#include "toy_document.h"
#include "toy_workbook.h"
#include "written_book.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *folder;
static struct sample sample;

static void write_document(const struct document *d, const char *name)
{
    struct outdir *out;
    struct diag diag;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(xlsx_write(d, out, name, &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
}

static const char *cell(const char *name, const char *sheet, int row, int col, enum xlsx_kind *kind) { return written_cell(folder, name, sheet, row, col, kind); }
static char *part(const char *name, const char *entry) { return written_part(folder, name, entry); }

static void assert_has(const char *name, const char *entry, const char *const *texts)
{
    char *bytes = part(name, entry);
    for (; *texts; texts++)
        if (!strstr(bytes, *texts)) fail_msg("%s lacks %s", entry, *texts);
    free(bytes);
}

static int setup(void **state)
{
    struct document d;
    (void)state;
    folder = sample_folder();
    sample_init(&sample);
    toy_workbook(&d, &sample);
    write_document(&d, "a.xlsx");
    document_release(&d);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    sample_release(&sample);
    sample_remove_folder(folder);
    return 0;
}

/* Title, caution, heading, two paragraphs (the driver writes the second after the copy), the tally, two rows of heads. */
enum { TOP_TALLY = 5, TOP_HEADS = 7, TOP_ROWS = 8 };

static void items_have_their_types(void **state)
{
    enum xlsx_kind kind;
    (void)state;
    assert_string_equal(cell("a.xlsx", "清单", 4, 0, NULL), "副本已经写好。");
    assert_string_equal(cell("a.xlsx", "清单", TOP_HEADS - 1, TOY_FIRST, NULL), "数");
    assert_string_equal(cell("a.xlsx", "清单", TOP_HEADS, TOY_SECOND, NULL), "后");
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS, TOY_NAME, &kind), "甲<局>");
    assert_int_equal(kind, XLSX_TEXT);
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS + 1, TOY_FIRST, &kind), "20");
    assert_int_equal(kind, XLSX_NUMBER);
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS, TOY_DATE, &kind), "45747");
    assert_int_equal(kind, XLSX_DATE);
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS + 3, TOY_DATE, NULL), "");
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS, TOY_MONEY, &kind), "24252.31");
    assert_int_equal(kind, XLSX_NUMBER);
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS + 2, TOY_MONEY, &kind), "1234567890123.456789");
    assert_int_equal(kind, XLSX_TEXT);                 /* a spreadsheet would lose digits */
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS + 1, TOY_SHARE, &kind), "0.5");
    assert_int_equal(kind, XLSX_NUMBER);
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS + 2, TOY_SHARE, NULL), "—");
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS, TOY_WORDS, NULL), "短\n小字");
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS + 4, 0, NULL), "显示 4 / 4 行");
}

static void formulas_follow_the_cells(void **state)
{
    (void)state;
    assert_has("a.xlsx", "xl/worksheets/sheet1.xml", (const char *const[]){
        "<f>SUM(B9:C9)</f><v>3</v>", "<f>ROUND(B9-C9,6)</f><v>-1</v>", "<f>IF(E9=0,\"相符\",\"不符\")</f><v>不符</v>", "<f>B10/D10</f><v>0.5</v>",
        "<f>IF(COUNTIF(E9:E12,\"&lt;&gt;0\")=0,\"全部相符\",COUNTIF(E9:E12,\"&lt;&gt;0\")&amp;\"处不符\")</f><v>3处不符</v>",
        "<autoFilter ref=\"A8:J12\"/>", "<mergeCell ref=\"B7:D7\"/>", "<mergeCell ref=\"A7:A8\"/>", "sqref=\"E9:E12\"",
        "<pane xSplit=\"1\" ySplit=\"8\"", NULL});
    /* A sum that differs from the total of its terms is a plain number. */
    assert_string_equal(cell("a.xlsx", "清单", TOP_ROWS + 3, TOY_SUM, NULL), "99");
    char *sheet = part("a.xlsx", "xl/worksheets/sheet1.xml");
    assert_null(strstr(sheet, "SUM(B12:C12)"));
    free(sheet);
}

static void ids_begin_in_the_first_cell(void **state)
{
    (void)state;
    assert_string_equal(cell("a.xlsx", "numbers", 0, 0, NULL), "");
    assert_string_equal(cell("a.xlsx", "numbers", 0, 1, NULL), "person");
    assert_string_equal(cell("a.xlsx", "numbers", 3, 0, NULL), "3.1");
    assert_string_equal(cell("a.xlsx", "numbers", 7, 2, NULL), "商业企业");
    assert_string_equal(cell("a.xlsx", "numbers", 1, 5, NULL), "一、本年新收政府信息公开申请数量");
    assert_has("a.xlsx", "xl/worksheets/sheet2.xml", (const char *const[]){"<f>SUM(B2:C2)</f><v>13</v>", "<f>SUM(B3:B4)</f><v>8</v>", NULL});
    assert_has("a.xlsx", "xl/workbook.xml", (const char *const[]){"<definedName name=\"T_beta_4\">'numbers'!$C$3</definedName>",
                                                                  "<definedName name=\"toy_names\">'清单'!$A$9:$A$12</definedName>",
                                                                  "<definedName name=\"toy_keys\">'填报'!$A$2:$A$2001</definedName>", NULL});
    assert_has("a.xlsx", "docProps/custom.xml", (const char *const[]){"name=\"toy\"", NULL});
}

static void tables_refer_to_their_numbers(void **state)
{
    (void)state;
    assert_has("a.xlsx", "xl/worksheets/sheet3.xml", (const char *const[]){"<f>IF('numbers'!$B$2=\"\",\"\",'numbers'!$B$2)</f><v>9</v>", NULL});
    assert_has("a.xlsx", "xl/sharedStrings.xml", (const char *const[]){"3（其中修订\"16\"件）", "要改请到后面改", NULL});
}

static void charts_stand_beside_their_figures(void **state)
{
    (void)state;
    assert_string_equal(cell("a.xlsx", "图表", 0, 12, NULL), "年度");
    assert_string_equal(cell("a.xlsx", "图表", 1, 12, NULL), "2023年");
    assert_string_equal(cell("a.xlsx", "图表", 3, 13, NULL), "0.375");
    assert_string_equal(cell("a.xlsx", "图表", 2, 14, NULL), "");
    assert_has("a.xlsx", "xl/charts/chart1.xml", (const char *const[]){"<c:lineChart>", "'图表'!$N$2:$N$4", NULL});
    assert_has("a.xlsx", "xl/charts/chart2.xml", (const char *const[]){"<c:barChart>", "公开率（2025年，3个机关）", NULL});
    assert_has("a.xlsx", "xl/drawings/drawing1.xml", (const char *const[]){"条形图：甲局50.00%", NULL});
}

static void copies_keep_their_rows(void **state)
{
    (void)state;
    assert_string_equal(cell("a.xlsx", "副本", 0, 0, NULL), "编号");
    assert_string_equal(cell("a.xlsx", "副本", 0, 4, NULL), "问题");
    assert_string_equal(cell("a.xlsx", "副本", 1, 1, NULL), "2025-02-30");
    assert_string_equal(cell("a.xlsx", "副本", 1, 4, NULL), "日期：没有这一天\n日期：请核对\n整行可疑");
    assert_string_equal(cell("a.xlsx", "副本", 2, 4, NULL), "");
    assert_has("a.xlsx", "xl/comments1.xml", (const char *const[]){"ref=\"B2\"", "没有这一天\n\n请核对", NULL});
}

static void entries_say_what_fits(void **state)
{
    (void)state;
    assert_string_equal(cell("a.xlsx", "填报", 1, 2, NULL), "12.5");
    assert_has("a.xlsx", "xl/worksheets/sheet6.xml", (const char *const[]){
        "<formula>AND($A2=\"\",COUNTA($A2:$D2)&gt;0)</formula>",
        "<formula>AND($C2=\"\",COUNTA($A2:$D2)&gt;0,OR($B2&amp;\"\"=\"1\",$B2&amp;\"\"=\"是\",LEFT($B2,2)=\"5.\"))</formula>",
        "<formula1>\"是,否\"</formula1>", "sqref=\"D2:D1048576\"", NULL});
}

/* Lists and charts between the tables of a form, all on one sheet that bears the title's name. */
static void a_document_without_sheets_has_one(void **state)
{
    struct document d;
    (void)state;
    toy_plain_workbook(&d, &sample);
    write_document(&d, "b.xlsx");
    document_release(&d);
    assert_string_equal(cell("b.xlsx", "玩具", 0, 0, NULL), "某县各局2025年的数");
    assert_has("b.xlsx", "xl/sharedStrings.xml", (const char *const[]){"甲&lt;局&gt;", "第二十条第（一）项", NULL});
    toy_document(&d, false);                           /* the toy of the drivers of pages */
    write_document(&d, "d.xlsx");
    document_release(&d);
    assert_string_equal(cell("d.xlsx", "表", 0, 0, NULL), "草稿：样本");
    toy_plain_workbook(&d, NULL);
    write_document(&d, "c.xlsx");
    document_release(&d);
    assert_string_equal(cell("c.xlsx", "玩具", 5, 0, NULL), "各局");
}

static void fill_one(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    (void)list;
    items[0] = item_count(scratch, (int64_t)row);
}

/* A sheet of many rows is written from the top down; its filter does not mind the remark below. */
static void a_long_list_has_filter_and_remark(void **state)
{
    enum { MANY = 5000 };
    static const struct list_column columns[] = {{.id = "n", .label = "数", .type = ITEM_COUNT, .pixels = 80}};
    (void)state;
    for (int remark = 0; remark < 2; remark++) {
        struct document d;
        document_init(&d, &(struct document_facts){.title = "样本", .stamp = ""});
        document_sheet(&d, "长", false);
        struct list *list = document_list(&d, "long", columns, 1);
        list->n_rows = MANY;
        list->fill = fill_one;
        list->filtered = true;
        list->remark = remark ? "说明在下面。" : NULL;
        write_document(&d, "long.xlsx");
        document_release(&d);
        assert_has("long.xlsx", "xl/worksheets/sheet1.xml", (const char *const[]){"<autoFilter ref=\"A1:A5001\"", NULL});
        assert_string_equal(cell("long.xlsx", "长", MANY, 0, NULL), "4999");
    }
}

/* The first row is the sum of every other one of those below it. */
static void fill_sum(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const size_t n = (list->n_rows - 1) / 2;
    items[0] = item_count(scratch, row ? (int64_t)row : (int64_t)(n * n));
    if (row) return;
    struct place *of = arena_alloc(scratch, n * sizeof *of);
    for (size_t i = 0; i < n; i++) of[i] = (struct place){list, 2 * i + 1, 0};
    items[0].live = live_from(scratch, LIVE_SUM, of, n);
}

/* A formula that names so many cells is more than a spreadsheet takes: the number stands there. */
static void a_sum_of_thousands_is_its_number(void **state)
{
    static const struct list_column columns[] = {{.id = "n", .label = "数", .type = ITEM_COUNT, .pixels = 60}};
    static const struct { size_t rows; const char *value; bool live; } sums[] = {{21, "100", true}, {6001, "9000000", false}};
    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        struct document d;
        document_init(&d, &(struct document_facts){.title = "和", .stamp = ""});
        document_sheet(&d, "和", false);
        struct list *list = document_list(&d, "sum", columns, 1);
        list->n_rows = sums[i].rows;
        list->fill = fill_sum;
        write_document(&d, "sum.xlsx");
        document_release(&d);
        char *sheet = part("sum.xlsx", "xl/worksheets/sheet1.xml");
        assert_string_equal(cell("sum.xlsx", "和", 1, 0, NULL), sums[i].value);
        assert_int_equal(strstr(sheet, "SUM(") != NULL, sums[i].live);
        free(sheet);
    }
}

/* The sheet holds as many rows as fit, and a line that says so. */
static void a_list_ends_with_its_sheet(void **state)
{
    const struct list list = {.n_rows = LXW_ROW_MAX + 5};
    (void)state;
    struct list_rows r = xlsx_plan_list(&list, 2);
    assert_true(r.end == r.remark && r.after <= LXW_ROW_MAX);
    assert_true(LXW_ROW_MAX - r.after < 8);
    assert_int_equal(xlsx_plan_list(&(struct list){.n_rows = 7}, 2).remark, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_have_their_types), cmocka_unit_test(formulas_follow_the_cells), cmocka_unit_test(ids_begin_in_the_first_cell),
        cmocka_unit_test(tables_refer_to_their_numbers), cmocka_unit_test(charts_stand_beside_their_figures), cmocka_unit_test(copies_keep_their_rows),
        cmocka_unit_test(entries_say_what_fits), cmocka_unit_test(a_document_without_sheets_has_one), cmocka_unit_test(a_list_ends_with_its_sheet),
        cmocka_unit_test(a_long_list_has_filter_and_remark), cmocka_unit_test(a_sum_of_thousands_is_its_number),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
