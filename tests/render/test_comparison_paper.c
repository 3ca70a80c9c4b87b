/* What the comparison says on paper and in its workbook, through the plain driver. */
#include "base/text.h"
#include "documents/comparison.h"
#include "render/plain/plain.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct comparison_settings settings = {.cases = 30, .outlier = 3090, .peers = 3, .pooled = 3, .spread = 8, .first = 20};
static const struct comparison_limits limits = {.charted = 3, .listed = 3};
static struct form_shelf *shelf;
static struct indicators *indicators;

static int open_all(void **state)
{
    struct diag diag;
    (void)state;
    shelf = form_shelf_new(PROJECT_SOURCE_DIR "/report_templates");
    return indicators_load(&indicators, PROJECT_SOURCE_DIR "/tests/compare/fixtures/indicators.yaml", shelf, &diag) ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    indicators_free(indicators);
    form_shelf_free(shelf);
    return 0;
}

struct made { const char *name; int year; int64_t closed, granted; };

static void add(struct comparison *c, const struct made *m)
{
    struct submission_cell cells[] = {{.address = "requests/closed/total", .number = {m->closed, 0}}, {.address = "requests/1/total", .number = {m->granted, 0}},
                                      {.address = "requests/2/total", .number = {0, 0}}};
    struct submission s = {.kind = SUBMISSION_JSON, .path = "p", .shown = m->name, .code = m->name, .name = m->name, .form = "2021", .year = m->year, .cells = cells,
                           .n = sizeof cells / sizeof *cells, .timeliness = {-1, -1, -1, -1, -1, -1, -1}};
    comparison_add(c, &s, &(struct digests){.sha256 = "0"});
}

/* The document's plain lines. */
static const char *lines_of(struct arena *a, const struct made *list, size_t n, void (*make)(struct document *, const struct comparison *, const char *, const struct comparison_limits *))
{
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    struct document d;
    struct text t = {0};
    for (size_t i = 0; i < n; i++) add(c, &list[i]);
    comparison_finish(c);
    document_init(&d, &(struct document_facts){.title = "比较", .stamp = "2026-01-20T00:00:00+08:00"});
    make(&d, c, "比较", &limits);
    plain_add(&t, &d);
    const char *lines = arena_dup(a, text_get(&t));
    text_release(&t);
    document_release(&d);
    comparison_free(c);
    return lines;
}

static void has(const char *lines, const char *words)
{
    if (!strstr(lines, words)) fail_msg("not said: %s\n%s", words, lines);
}

static void has_not(const char *lines, const char *words)
{
    if (strstr(lines, words)) fail_msg("said: %s\n%s", words, lines);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct made county[] = {{"甲", 2024, 20, 8}, {"甲", 2025, 20, 4}, {"乙", 2024, 40, 30}, {"乙", 2025, 60, 41}, {"丙", 2024, 50, 25},
                                     {"丙", 2025, 50, 20}, {"丁", 2025, 5, 5},   {"戊", 2025, 80, 40}, {"己", 2024, 10, 1}, {"庚", 2025, 33, 11}};

/* Small agencies are ranked by both years; those that stay small have their cases alone; what is left out is counted. */
static void the_paper_ranks_what_can_be_judged(void **state)
{
    (void)state;
    struct arena a = {0};
    const char *lines = lines_of(&a, county, COUNT(county), comparison_paper);
    has(lines, "没有2025年报告的机关1个：己。");
    has(lines, "# 一、先看哪些机关");
    has(lines, "## 公开率（2025年，机关，显示2 / 5个）");
    has(lines, "bars/甲\t30.00%\t12/40（近2年）\t");
    has(lines, "bars/乙\t68.33%\t41/60\t1\n");
    has_not(lines, "bars/丁");
    has(lines, "显示 3 / 6 个机关");
    has(lines, "“未填”是所用的格空着（空着不是0），“※”是所用的格有须改正之处");
    has(lines, "agencies/1/open\t5/5\n");                /* too few for a share */
    has(lines, "agencies/3/open\t68.33%\n");
    has(lines, "agencies/3/open/note\t41/60\n");
    arena_release(&a);
}

/* Bars of the same length say less than a sentence. */
static void equal_shares_are_said_once(void **state)
{
    (void)state;
    static const struct made equal[] = {{"甲", 2025, 40, 40}, {"乙", 2025, 60, 60}, {"丙", 2025, 50, 50}, {"丁", 2025, 5, 1}};
    struct arena a = {0};
    const char *lines = lines_of(&a, equal, COUNT(equal), comparison_paper);
    has_not(lines, "bars/");
    has(lines, "公开率：排名的3个都是100.00%。");
    arena_release(&a);
}

/* Of many that are missing the first page names some; paper has a part of the others, the workbook all. */
static void many_missing_stand_in_the_annex(void **state)
{
    (void)state;
    enum { GONE = 30 };
    struct made gone[GONE + 1] = {{"甲", 2025, 40, 10}};
    struct arena a = {0};
    for (int i = 0; i < GONE; i++) gone[i + 1] = (struct made){arena_printf(&a, "旧%02d局", i), 2024, 40, 10};
    const char *paper = lines_of(&a, gone, COUNT(gone), comparison_paper), *book = lines_of(&a, gone, COUNT(gone), comparison_workbook);
    has(paper, "旧19局等，全部见附录。");
    has(paper, "没有2025年报告的机关30个：旧00局、旧01局、旧02局等；显示 3 / 30，全部在同一文件夹的比较.xlsx。");
    has(book, "旧28局、旧29局。");
    arena_release(&a);
}

/* Each agency has a line; a year without a report is a gap; few cases are hollow. */
static void trends_have_every_year(void **state)
{
    (void)state;
    static const struct made gap[] = {{"甲", 2022, 40, 10}, {"甲", 2025, 40, 20}, {"乙", 2022, 8, 4}, {"乙", 2025, 40, 10}, {"丙", 2025, 60, 6}};
    struct arena a = {0};
    const char *lines = lines_of(&a, gap, COUNT(gap), comparison_paper);
    has(lines, "## 公开率（2个机关）");
    has(lines, "panels/甲/2022\t25.00%\n");
    has(lines, "panels/甲/2025\t50.00%\n");
    has(lines, "panels/乙/2022\t50.00% ○\n");
    has_not(lines, "panels/甲/2023");
    has_not(lines, "panels/丙");
    has_not(lines, "全体的变化从哪里来");                  /* the two latest years are not neighbours */
    arena_release(&a);
}

/* 2024: 64/120 = 53.33%; 2025: 121/248 = 48.79%. The parts and the rest make up the whole change. */
static void changes_add_up(void **state)
{
    (void)state;
    struct arena a = {0};
    const char *lines = lines_of(&a, county, COUNT(county), comparison_workbook);
    int rows = 0;
    long sum = 0, all = 0;
    for (const char *at = lines; (at = strstr(at, "changes/")); at++) {
        int row;
        long whole, part;
        if (sscanf(at, "changes/%d/amount\t", &row) != 1 || !strstr(at, "个百分点")) continue;
        const char *words = strchr(at, '\t') + 1;
        bool minus = !strncmp(words, "−", strlen("−"));
        if (sscanf(words + (minus ? strlen("−") : *words == '+'), "%ld.%2ld个百分点", &whole, &part) != 2) continue;
        long amount = (minus ? -1 : 1) * (whole * 100 + part);
        if (rows++) sum += amount;
        else all = amount;
    }
    assert_int_equal(all, -454);
    assert_true(rows > 5 && labs(sum - all) <= rows);
    has(lines, "其中只有一年有数的");
    has(lines, "只有一年有数的机关，另一年没有报告");
    arena_release(&a);
}

/* Nothing is ranked: said once, and no chart. One agency: no ranking, no part of a change. */
static void little_is_said_once(void **state)
{
    (void)state;
    static const struct made few[] = {{"甲", 2025, 5, 1}, {"乙", 2025, 6, 1}, {"丙", 2025, 7, 2}}, one[] = {{"甲", 2024, 50, 10}, {"甲", 2025, 50, 20}};
    struct arena a = {0};
    const char *lines = lines_of(&a, few, COUNT(few), comparison_paper);
    has(lines, "公开率：件数不足，只列数。");
    has_not(lines, "bars/");
    has_not(lines, "panels/");
    has(lines, "agencies/1/open\t2/7\n");
    lines = lines_of(&a, one, COUNT(one), comparison_paper);
    has(lines, "panels/甲/2025\t40.00%\n");
    has_not(lines, "各机关比较");
    has_not(lines, "全体的变化");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_paper_ranks_what_can_be_judged), cmocka_unit_test(equal_shares_are_said_once), cmocka_unit_test(many_missing_stand_in_the_annex), cmocka_unit_test(trends_have_every_year), cmocka_unit_test(changes_add_up),
                                       cmocka_unit_test(little_is_said_once)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
