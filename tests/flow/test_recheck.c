/* Reports of a county checked by themselves, and its table of agencies read for a comparison. */
#include "flow/expected.h"
#include "flow/recheck.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNTY PROJECT_SOURCE_DIR "/data/sample-county"

static const char *const inputs[] = {COUNTY};
static struct session session;
static struct options options = {.program = "nianbao", .data = PROJECT_SOURCE_DIR "/data", .inputs = inputs, .n_inputs = 1, .out = "out"};

static int open_session(void **state)
{
    struct diag diag = {0};
    (void)state;
    options.as_of = civil_day(2026, 4, 1);
    if (session_open(&session, &options, &diag)) return 0;
    print_error("%s\n", diag.text);
    return -1;
}

static int close_session(void **state)
{
    (void)state;
    session_close(&session);
    return 0;
}

struct doubted { const char *cells[8]; size_t n; };

static void doubt(void *context, const char *address)
{
    struct doubted *d = context;
    if (d->n < 8) d->cells[d->n++] = address;
}

/* Blocking findings of the report in that file. */
static size_t check(struct recheck *r, const char *file, struct findings *findings, struct doubted *doubted)
{
    struct arena arena = {0};
    struct submission_source *list;
    struct submission s;
    struct problems problems = {0};
    struct diag diag = {0};
    const struct form *form;
    size_t n, blocking = 0;
    assert_true(submission_find(&arena, arena_printf(&arena, "%s/%s", COUNTY, file), session.schema, &list, &n, &problems, &diag));
    assert_int_equal(n, 1);
    assert_true(submission_read(&s, list, session.shelf, &problems, &diag));
    if (!recheck_report(r, &s, &problems, 0, findings, &diag)) fail_msg("%s", diag.text);
    assert_true(form_shelf_id(session.shelf, s.form, &form, &diag));
    recheck_doubts(&s, form, findings, doubt, doubted);
    for (size_t i = 0; i < findings->n; i++) blocking += findings->list[i].blocking;
    submission_release(&s);
    problems_release(&problems);
    arena_release(&arena);
    return blocking;
}

/* One wrong number breaks a row and a column: which cell is wrong is certain. The next reports, also of another year, know nothing of it. */
static void test_reports(void **state)
{
    (void)state;
    static const char *const sound[] = {"报送/2025/清河县财政局", "报送/2024/清河县民政局", "报送/2025/清河县柳河镇人民政府.csv"};
    struct recheck r;
    struct findings findings = {0};
    struct doubted doubted = {0};
    recheck_init(&r, &session);
    assert_int_equal(check(&r, "报送/2025/清河县民政局2025年政府信息公开工作年度报告.xlsx", &findings, &doubted), 2);
    assert_string_equal(findings.list[0].id, "D01");
    assert_string_equal(findings.list[0].cell_name, "新收/总计");
    assert_true(doubted.n > 0);
    for (size_t i = 0; i < doubted.n; i++) assert_string_equal(doubted.cells[i], "requests/new/total");
    findings_release(&findings);
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        findings = (struct findings){0};
        doubted.n = 0;
        assert_int_equal(check(&r, sound[i], &findings, &doubted), 0);
        assert_int_equal(doubted.n, 0);
        findings_release(&findings);
    }
    recheck_release(&r);
}

/* Sixteen agencies stand directly below the county and have to report for 2025: not the vertical ones, the closed one, nor the county. */
static void test_table(void **state)
{
    (void)state;
    struct indicators *indicators;
    struct problems problems = {0};
    struct diag diag = {0};
    struct peers *peers;
    const struct comparison_settings how = {.cases = 30, .outlier = 3090, .peers = 4, .pooled = 3, .spread = 8, .first = 20};
    assert_true(indicators_load(&indicators, PROJECT_SOURCE_DIR "/report_templates/indicators.yaml", session.shelf, &diag));
    assert_true(peers_load(&peers, PROJECT_SOURCE_DIR "/report_templates/peers.yaml", &diag));
    struct comparison *c = comparison_new(indicators, peers, &how);
    if (!expected_put(c, &session, &options, inputs, 1, 2025, &problems, &diag)) fail_msg("%s", diag.text);
    assert_int_equal(problems.n, 0);
    comparison_finish(c);
    assert_true(c->tree);
    assert_int_equal(c->n_missing, 16);
    for (size_t i = 0; i < c->n_missing; i++) {
        assert_string_not_equal(c->missing[i].name, "清河县粮食和物资储备局");
        assert_string_not_equal(c->missing[i].name, "清河县人民政府");
    }
    assert_string_equal(c->groups[0].label, "县级政府办公室");
    assert_string_equal(c->groups[c->missing[15].group].label, "乡镇街道");
    comparison_free(c);
    peers_free(peers);
    indicators_free(indicators);
    problems_release(&problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reports), cmocka_unit_test(test_table)};
    return cmocka_run_group_tests(tests, open_session, close_session);
}
