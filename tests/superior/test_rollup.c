/* The tree, the state of each agency's report, the sum, and texts that are alike. */
#include "calendar/civil.h"
#include "superior/alike.h"
#include "superior/rollup.h"
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct schema *schema;
static struct store *store;
static struct form *form;
static struct diag diag;

static int open_all(void **state)
{
    (void)state;
    return schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) && store_open(&store, NULL, schema, &diag) &&
                   form_load(&form, PROJECT_SOURCE_DIR "/report_templates/2021", &diag) ? 0 : 1;
}

static int close_all(void **state)
{
    (void)state;
    store_close(store);
    schema_free(schema);
    form_free(form);
    return 0;
}

/* ---- the tree ---- */

enum { ROOT = 1, BUREAU, BRANCH, OFFICE, VERTICAL, ENTERPRISE, INTERNAL, OLD, NEW, MERGED, ENDED, ELSEWHERE, CIRCLE, CIRCLE_TOO, AGENCIES };

static struct tree_agency agency(int64_t id, int64_t parent, const char *type)
{
    return (struct tree_agency){.id = id, .parent = parent, .name = "机关", .type = type, .from = NO_DAY, .until = NO_DAY, .submitted = NO_DAY,
                                .published = NO_DAY, .due = civil_day(2026, 1, 31), .soft = civil_day(2026, 2, 2)};
}

static void plant(struct agency_tree *t, struct tree_agency *list, size_t *at)
{
    static const struct { int64_t parent; const char *type; } given[AGENCIES] = {
        [ROOT] = {0, "G"}, [BUREAU] = {ROOT, "B"}, [BRANCH] = {BUREAU, "P"}, [OFFICE] = {ROOT, "O"}, [VERTICAL] = {ROOT, "B"}, [ENTERPRISE] = {BUREAU, "E"},
        [INTERNAL] = {ROOT, "N"}, [OLD] = {ROOT, "B"}, [NEW] = {ROOT, "B"}, [MERGED] = {ROOT, "B"}, [ENDED] = {ROOT, "B"}, [ELSEWHERE] = {0, "B"},
        [CIRCLE] = {CIRCLE_TOO, "B"}, [CIRCLE_TOO] = {CIRCLE, "B"}};
    for (int i = ROOT; i < AGENCIES; i++) {
        list[i - 1] = agency(i, given[i].parent, given[i].type);
        at[i] = (size_t)i;
    }
    list[VERTICAL - 1].vertical = true;
    list[OLD - 1].until = civil_day(2024, 12, 31);
    list[NEW - 1].from = civil_day(2026, 1, 1);
    list[MERGED - 1].until = list[ENDED - 1].until = civil_day(2025, 6, 30);
    list[MERGED - 1].successor = BUREAU;
    *t = (struct agency_tree){.list = list, .n = AGENCIES - 1, .at = at, .n_ids = AGENCIES - 1, .root = ROOT, .first = civil_day(2025, 1, 1), .last = civil_day(2025, 12, 31)};
}

static void every_agency_has_a_state(void **state)
{
    (void)state;
    static const char *const expected[AGENCIES] = {
        [ROOT] = "root", [BUREAU] = "summed", [BRANCH] = "below", [OFFICE] = "summed", [VERTICAL] = "vertical", [ENTERPRISE] = "enterprise", [INTERNAL] = "internal",
        [OLD] = "closed", [NEW] = "not_yet", [MERGED] = "merged", [ENDED] = "summed", [ELSEWHERE] = "stranger", [CIRCLE] = "stranger", [CIRCLE_TOO] = "stranger"};
    struct agency_tree tree;
    struct tree_agency list[AGENCIES];
    size_t at[AGENCIES] = {0};
    plant(&tree, list, at);
    for (int i = ROOT; i < AGENCIES; i++) assert_string_equal(agency_standing_id(agency_tree_standing(&tree, &list[i - 1])), expected[i]);
    assert_int_equal(agency_tree_branch(&tree, &list[BRANCH - 1])->id, BUREAU);
    assert_null(agency_tree_branch(&tree, &list[CIRCLE - 1]));
    assert_null(agency_tree_find(&tree, 0));
    assert_null(agency_tree_find(&tree, AGENCIES));
}

static enum filing_state state_of(const struct filings *f, int64_t id)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->list[i].agency == id) return f->list[i].state;
    return FILING_STATES;
}

static void limits_are_kept_or_not(void **state)
{
    (void)state;
    static const struct { int y, m, d; enum filing_state wanted; } came[] = {
        {2026, 1, 31, FILING_IN_TIME}, {2026, 2, 1, FILING_GRACE}, {2026, 2, 2, FILING_GRACE}, {2026, 2, 3, FILING_LATE}};
    struct agency_tree tree;
    struct tree_agency list[AGENCIES];
    size_t at[AGENCIES] = {0};
    for (size_t i = 0; i < sizeof came / sizeof *came; i++) {
        struct arena arena = {0};
        struct filings f;
        plant(&tree, list, at);
        list[BUREAU - 1].submitted = civil_day(came[i].y, came[i].m, came[i].d);
        filings_init(&f, &arena, &tree);
        filings_of(&f, BUREAU)->file = filings_of(&f, ENDED)->file = filings_of(&f, BRANCH)->file = filings_of(&f, OLD)->file = "a";
        filings_settle(&f, civil_day(2026, 2, i ? 3 : 2));
        assert_int_equal(state_of(&f, BUREAU), came[i].wanted);
        assert_int_equal(state_of(&f, OFFICE), i ? FILING_MISSING : FILING_PENDING);
        assert_int_equal(state_of(&f, ENDED), FILING_UNDATED);
        assert_int_equal(state_of(&f, MERGED), FILING_MERGED);
        assert_int_equal(state_of(&f, BRANCH), FILING_LEFT_OUT);
        assert_int_equal(state_of(&f, OLD), FILING_LEFT_OUT);
        assert_int_equal(state_of(&f, NEW), FILING_STATES);       /* need not report, and did not */
        assert_int_equal(state_of(&f, ROOT), FILING_STATES);
        filings_release(&f);
        arena_release(&arena);
    }
}

/* ---- the sum ---- */

static void put(int64_t id, const char *col, int64_t value, const char *shown)
{
    bool money = !strcmp(col, "amount");
    const struct cell_record c = {.set = "submission", .agency = id, .year = 2025, .table = "proactive", .row = money ? "fees" : "normative", .col = col, .value = value,
                                  .scale = money ? 6 : 0, .shown = shown};
    assert_true(store_put_cell(store, &c, &diag));
}

static bool sum(struct report **r)
{
    struct filing list[] = {{.agency = 21, .name = "甲", .counted = true}, {.agency = 22, .name = "乙", .counted = true}, {.agency = 23, .name = "丙"}};
    struct filings f = {.list = list, .n = 3};
    struct collection none = {0};
    *r = report_new(form);
    (*r)->year = 2025;
    return rollup_sum(store, *r, &f, &none, &diag);
}

static const char *shown_at(struct report *r, const char *row, const char *col)
{
    struct report_table *t = report_table(r, "proactive");
    return t->cells[form_slot(t->form, row, col)].text;
}

static void cells_are_added_as_given(void **state)
{
    (void)state;
    struct report *r;
    put(21, "made", 3, "3");
    put(22, "made", 4, "4");
    put(23, "made", 100, "100");                       /* handed over, not summed */
    put(21, "amount", 12500000, "12.50");
    put(22, "amount", 250000, "0.25");
    assert_true(sum(&r));
    assert_string_equal(shown_at(r, "normative", "made"), "7");
    assert_string_equal(shown_at(r, "fees", "amount"), "12.75");
    assert_string_equal(shown_at(r, "normative", "repealed"), "");   /* no agency has a number there */
    assert_int_equal(r->rollup->n_parts, 2);
    assert_int_equal(r->rollup->n_filings, 3);
    report_free(r);
}

static void a_sum_that_does_not_fit_fails(void **state)
{
    (void)state;
    struct report *r;
    put(21, "made", INT64_MAX, "9223372036854775807");
    assert_false(sum(&r));
    assert_non_null(strstr(diag.text, "proactive/normative/made"));
    assert_non_null(strstr(diag.text, "乙"));
    report_free(r);
    put(21, "made", 3, "3");
}

/* ---- texts ---- */

static const char first_text[] =
    "收购网点的公示栏位置偏僻，来卖粮的人看不见价格，已经移到大门口并且加装了照明灯。山区住户上网不便，公开的信息到不了每一户，乡里每月印一期两页的明白纸，由护林员带到各家。"
    "扶持项目的验收结果公开不全，只写合格与否，今后连同验收人和存在的缺陷一并公布，接受群众查询。";
static const char other_text[] =
    "部门预算公开的格式年年相同，看不出绩效目标完成得怎样，已在附表里加了目标与完成情况的对照。直达资金的去向分散在各部门的网站，今后由本局按季汇总到一个专栏，附上每一笔的用途。"
    "招聘考试的成绩复核渠道写在公告末尾，考生常打电话来问，新公告把复核办法放在首段，并附表格下载。";

static void put_text(int64_t id, const char *body)
{
    const struct filing_record f = {.agency = id, .name = "机关", .standing = "summed", .state = "in_time", .due = NO_DAY, .submitted = NO_DAY, .published = NO_DAY};
    assert_true(store_put_filing(store, &f, &diag) && store_put_text(store, id, "problems", "第1段", body, &diag));
}

static int64_t count(const char *sql)
{
    struct query *q;
    bool row;
    assert_true(query_open(&q, store, sql, "test", 1, &diag) && query_next(q, &row, &diag));
    int64_t n = query_integer(q, 0);
    query_close(q);
    return n;
}

static void copies_are_found_and_not_squared(void **state)
{
    (void)state;
    enum { COPIES = 40 };
    for (int i = 0; i < COPIES; i++) put_text(100 + i, first_text);
    put_text(200, other_text);
    put_text(201, "2025年，本机关未收取政府信息公开信息处理费。");
    put_text(202, "2025年，本机关未收取政府信息公开信息处理费。");
    assert_true(alike_find(store, form, 80, 60, &diag));
    assert_int_equal(count("SELECT count(DISTINCT agency) FROM alike"), COPIES - 1);
    assert_true(count("SELECT count(agency) FROM alike") < 3 * COPIES);
    assert_int_equal(count("SELECT count(agency) FROM alike WHERE agency >= 200 OR other >= 200"), 0);
    assert_int_equal(count("SELECT min(percent) FROM alike"), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_agency_has_a_state), cmocka_unit_test(limits_are_kept_or_not), cmocka_unit_test(cells_are_added_as_given),
        cmocka_unit_test(a_sum_that_does_not_fit_fails), cmocka_unit_test(copies_are_found_and_not_squared)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
