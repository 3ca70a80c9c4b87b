/* A cell that was left blank is no number: the indicator is shown as not filled in, and is in no sum and no change. */
#include "compare/comparison_words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

enum { OPEN, FIXED };
enum { BLANK = -1 };

static const struct comparison_settings settings = {.cases = 30, .outlier = 3090, .peers = 1, .pooled = 3, .spread = 8, .first = 20};
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

static void add(struct comparison *c, const char *code, int year, int64_t closed, int64_t whole, int64_t part)
{
    const struct { const char *address; int64_t value; } cells[] = {{"requests/closed/total", closed}, {"requests/1/total", whole}, {"requests/2/total", part}};
    enum { CELLS = sizeof cells / sizeof *cells };
    struct submission_cell list[CELLS];
    const struct submission s = {.kind = SUBMISSION_JSON, .path = "p", .shown = code, .code = code, .name = code, .form = "2021", .year = year,
                                 .cells = list, .n = CELLS, .timeliness = {-1, -1, -1, -1, -1, -1, -1}};
    for (int i = 0; i < CELLS; i++)
        list[i] = (struct submission_cell){.address = cells[i].address, .empty = cells[i].value == BLANK, .number = {cells[i].value == BLANK ? 0 : cells[i].value, 0}};
    comparison_add(c, &s, &(struct digests){.sha256 = "0"});
}

static const struct measure *measure_of(const struct comparison *c, size_t agency, size_t indicator) { return &comparison_entry(c, agency, 0)->measures[indicator]; }

static void test_words(void **state)
{
    (void)state;
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    char words[WORDS];
    add(c, "A", 2025, BLANK, 30, 0);                   /* not 30 of 0, which would contradict itself */
    add(c, "B", 2025, 60, 30, BLANK);                  /* not 30 of 60 */
    add(c, "C", 2025, BLANK, BLANK, BLANK);            /* not 0/0 */
    add(c, "D", 2025, 60, 15, 0);
    comparison_finish(c);
    for (size_t agency = 0; agency < 3; agency++) {
        assert_string_equal(measure_words(UNIT_PERCENT, measure_of(c, agency, OPEN), words), "未填");
        assert_string_equal(cases_words(UNIT_PERCENT, measure_of(c, agency, OPEN), words), "");
        assert_int_equal(measure_of(c, agency, OPEN)->judged.years, 0);
    }
    assert_string_equal(measure_words(UNIT_PERCENT, measure_of(c, 0, FIXED), words), "—");     /* the report has no such cell */
    assert_int_equal(measure_of(c, 3, OPEN)->judged.rank, 1);
    assert_int_equal(c->years[0].pooled[OPEN].cases.part, 15);
    assert_int_equal(c->years[0].pooled[OPEN].cases.whole, 60);
    assert_int_equal(c->years[0].blank, 3);
    comparison_free(c);
}

/* 2024: 42/105; 2025: 30/60 of B alone. A has no change of its own, C no report of 2025: the whole says what their numbers made of it,
 * and tells a blank from no report. */
static void test_change(void **state)
{
    (void)state;
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    struct arena a = {0};
    add(c, "A", 2024, 50, 30, 0);
    add(c, "A", 2025, 50, BLANK, 0);
    add(c, "B", 2024, 50, 10, 0);
    add(c, "B", 2025, 60, 30, 0);
    add(c, "C", 2024, 5, 2, 0);
    comparison_finish(c);
    const struct comparison_change *x = &c->changes[0];
    static const struct { size_t agency; const char *now; } expected[] = {{1, "30/60"}, {0, "未填"}, {2, "无"}};
    assert_int_equal(x->n, 3);
    for (size_t i = 0; i < x->n; i++) {
        assert_int_equal(x->list[i].agency, expected[i].agency);
        assert_int_equal(x->list[i].kind, i ? CONTRIBUTION_WENT : CONTRIBUTION_BOTH);
        assert_string_equal(contribution_cases_words(&a, c, x->indicator, &x->list[i], true), expected[i].now);
    }
    assert_int_equal(x->went, 2);
    assert_int_equal(x->blank, 1);
    assert_int_equal(x->unreported, 1);
    assert_int_equal(x->apart, x->list[1].amount + x->list[2].amount);
    assert_string_equal(change_note(&a, c, x), "两年的机关不尽相同：2个只有2024年的数；另一年没有报告的1个，未填的1个。全体的变化包含这个原因，不是这些机关自己的变化。");
    assert_int_equal(x->now.whole, 60);
    size_t n, said = 0;
    const char *const *cautions = comparison_cautions(&a, c, &n);
    for (size_t i = 0; i < n; i++) said += strstr(cautions[i], "2025年有1份报告有没有填的格") != NULL;
    assert_int_equal(said, 1);
    arena_release(&a);
    comparison_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_change)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
