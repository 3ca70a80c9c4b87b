/* The pages of a comparison: their files, and what each says of an agency. Drawn as plain lines. */
#include "base/text.h"
#include "documents/comparison.h"
#include "render/plain/plain.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct comparison_settings settings = {.cases = 30, .outlier = 3090, .peers = 2, .pooled = 3, .first = 20};
static struct form_shelf *shelf;
static struct indicators *indicators;

static int open_all(void **state)
{
    struct diag diag;
    (void)state;
    shelf = form_shelf_new(PROJECT_SOURCE_DIR "/report_templates");
    return indicators_load(&indicators, PROJECT_SOURCE_DIR "/report_templates/indicators.yaml", shelf, &diag) ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    indicators_free(indicators);
    form_shelf_free(shelf);
    return 0;
}

/* A report with so many closed requests, and of those granted. */
struct made { const char *code, *name; int year; int64_t closed, granted; bool draft, faulty; };

static void add(struct comparison *c, const struct made *m)
{
    const struct { const char *address; int64_t value; } cells[] = {
        {"requests/closed/total", m->closed}, {"requests/1/total", m->granted}, {"requests/2/total", 0}, {"review/reconsideration/corrected", 1},
        {"review/reconsideration/total", 9}, {"review/reconsideration/pending", 4}, {"requests/6.1/total", 1}, {"requests/6.2/total", 2}, {"requests/6.3/total", 3}};
    enum { CELLS = sizeof cells / sizeof *cells };
    struct submission_cell list[CELLS];
    struct submission s = {.kind = SUBMISSION_JSON, .path = "p", .shown = "报送/一份.json", .code = m->code, .name = m->name, .form = "2021", .year = m->year,
                           .draft = m->draft, .cells = list, .n = CELLS, .timeliness = {-1, -1, -1, -1, -1, -1, -1}};
    for (int i = 0; i < CELLS; i++) list[i] = (struct submission_cell){.address = cells[i].address, .number = {cells[i].value, 0}};
    size_t report = comparison_add(c, &s, &(struct digests){.sha256 = "0"});
    if (m->faulty) comparison_add_fault(c, report, &(struct comparison_fault){"D01", "总计不平", "requests/1/total", "予以公开/总计"});
}

static struct comparison *compare(const struct made *list, size_t n)
{
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    for (size_t i = 0; i < n; i++) add(c, &list[i]);
    comparison_finish(c);
    return c;
}
#define COMPARE(list) compare(list, sizeof(list) / sizeof *(list))

static size_t agency_named(const struct comparison *c, const char *name)
{
    for (size_t i = 0; i < c->n_agencies; i++)
        if (!strcmp(c->agencies[i].name, name)) return i;
    fail_msg("no agency %s", name);
    return 0;
}

static void has_all(const char *text, const char *const *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strstr(text, wanted[i])) fail_msg("no %s in\n%s", wanted[i], text);
}
#define HAS(text, ...) has_all(text, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* ---- files ---- */

static void each_agency_has_a_file_of_its_own(void **state)
{
    (void)state;
    static const struct made list[] = {
        {"1", "甲局", 2025, 40, 4}, {"2", "乙局", 2025, 40, 4}, {"3", "乙局", 2025, 40, 4}, {"4", "ABC", 2025, 40, 4}, {"5", "abc", 2025, 40, 4},
        {"6", "../上级", 2025, 40, 4}, {"7", "乙局（2）", 2025, 40, 4}};
    static const char *const files[] = {"机关/甲局.html", "机关/乙局（2）.html", "机关/乙局（3）.html", "机关/ABC（4）.html", "机关/abc（5）.html", "机关/___上级.html",
                                        "机关/7 乙局（2）.html"};
    struct comparison *c = COMPARE(list);
    struct arena a = {0};
    const struct comparison_pages *pages = comparison_pages(&a, c);
    assert_int_equal(c->n_agencies, sizeof files / sizeof *files);
    for (size_t i = 0; i < c->n_agencies; i++) assert_string_equal(comparison_page_file(pages, i), files[i]);
    arena_release(&a);
    comparison_free(c);
}

/* ---- pages ---- */

static const struct made two_years[] = {
    {"1", "甲局", 2025, 20, 10}, {"1", "甲局", 2024, 40, 10},                              /* few, judged with the year before */
    {"2", "乙局", 2025, 90, 80, .draft = true, .faulty = true}, {"2", "乙局", 2024, 90, 70},
    {"3", "丙局", 2024, 50, 20},                                                           /* none of 2025 */
    {"4", "丁局", 2025, 400, 390}, {"4", "丁局", 2024, 400, 100}};                         /* unlike its year before */

static char *page_of(const struct comparison *c, const char *name, bool *internal)
{
    struct arena a = {0};
    struct document d;
    struct text lines = {0};
    const struct comparison_pages *pages = comparison_pages(&a, c);
    document_init(&d, &(struct document_facts){.title = "页", .stamp = "2026-01-20T00:00:00+08:00"});
    if (name) comparison_agency_page(&d, pages, agency_named(c, name));
    else comparison_page(&d, c, "比较", &(struct comparison_limits){16, 60});
    if (internal) *internal = d.internal && d.whole_page;
    plain_add(&lines, &d);
    char *copy = memory_dup(text_get(&lines));
    text_release(&lines);
    document_release(&d);
    arena_release(&a);
    return copy;
}

static void an_agency_is_shown_by_year_among_its_peers(void **state)
{
    (void)state;
    struct comparison *c = COMPARE(two_years);
    bool internal;
    char *page = page_of(c, "甲局", &internal);
    assert_true(internal);
    HAS(page, "= 甲局：年报比较", "measures/0/2025年\t33.33%（近两年合计）\n", "measures/0/2025年/note\t20/60", "measures/0/2024年\t25.00%\n", "measures/0/rank\t", "sources/0/year\t2025\n",
        "sources/1/file\t报送/一份.json");
    assert_null(strstr(page, "faults/"));
    free(page);
    page = page_of(c, "丁局", NULL);
    HAS(page, "# 为什么先看", "why/0/cause\t与上年不同", "why/0/cell\t", "# 对全体变化的影响", "parts/0/amount\t", "# 离群");
    free(page);
    comparison_free(c);
}

static void what_is_missing_or_in_doubt_is_said(void **state)
{
    (void)state;
    struct comparison *c = COMPARE(two_years);
    char *page = page_of(c, "丙局", NULL);
    HAS(page, "! 没有2025年的报告。", "measures/0/2025年\t—");
    assert_null(strstr(page, "/rank\t"));              /* no column without a figure */
    free(page);
    page = page_of(c, "乙局", NULL);
    HAS(page, "! 2025年的报告是草稿", "! 2025年的报告有1处须改正", "faults/0/check\tD01", "faults/0/cell\t予以公开/总计（requests/1/total）", "why/0/cause\t须改正", "measures/0/2025年\t88.89%※");
    free(page);
    comparison_free(c);
}

static void a_year_without_a_report_is_a_gap_of_the_line(void **state)
{
    (void)state;
    static const struct made list[] = {{"1", "甲局", 2025, 40, 10}, {"1", "甲局", 2023, 40, 20}, {"2", "乙局", 2025, 40, 10}};
    struct comparison *c = COMPARE(list);
    struct arena a = {0};
    struct document d;
    const struct panel_chart *chart = NULL;
    document_init(&d, &(struct document_facts){.title = "页", .stamp = "2026-01-20T00:00:00+08:00"});
    comparison_agency_page(&d, comparison_pages(&a, c), agency_named(c, "甲局"));
    for (size_t i = 0; i < d.n_blocks; i++)
        if (d.blocks[i].kind == BLOCK_PANELS) chart = d.blocks[i].panels;
    assert_non_null(chart);
    assert_int_equal(chart->n_points, 3);
    assert_string_equal(chart->points[1], "2024");
    assert_int_equal(chart->panels[0].points[0].rate, 5000);
    assert_true(chart->panels[0].points[1].rate < 0);
    assert_int_equal(chart->panels[0].points[2].rate, 2500);
    document_release(&d);
    arena_release(&a);
    comparison_free(c);
}

static void the_page_leads_to_whom_to_look_at_first(void **state)
{
    (void)state;
    struct comparison *c = COMPARE(two_years);
    bool internal;
    char *page = page_of(c, NULL, &internal);
    assert_true(internal);
    HAS(page, "! 没有2025年报告的机关1个：丙局。", "choice/年度\t2025年\nchoice/年度\t2024年", "first/0/agency\t乙局\n", "first/0/cause\t须改正", "agencies2025/1/agency\t甲局",
        "agencies2025/0/agency\t全体", "件数不足，只列数：", "disclosed/0/amount\t");
    assert_null(strstr(page, "corrected_reconsideration/0/"));     /* 3 of 15 before, 2 of 10 now: too few for a sentence */
    free(page);
    comparison_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_agency_has_a_file_of_its_own), cmocka_unit_test(an_agency_is_shown_by_year_among_its_peers),
                                       cmocka_unit_test(what_is_missing_or_in_doubt_is_said), cmocka_unit_test(a_year_without_a_report_is_a_gap_of_the_line),
                                       cmocka_unit_test(the_page_leads_to_whom_to_look_at_first)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
