/* The catalogue, severities, and the stable order of findings. */
#include "rules/waivers.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct catalogue *catalogue;

static int load(void **state)
{
    (void)state;
    struct diag diag;
    return catalogue_load(&catalogue, PROJECT_SOURCE_DIR "/report_templates/rules", &diag) ? 0 : 1;
}

static int release(void **state)
{
    (void)state;
    catalogue_free(catalogue);
    return 0;
}

static void severities_only_fall(void **state)
{
    (void)state;
    const struct rule *e02 = catalogue_rule(catalogue, "E02"), *s06 = catalogue_rule(catalogue, "S06");
    struct finding f = rule_finding(e02);
    assert_true(f.blocking);
    finding_lower(&f, e02, SEVERITY_WARNING);
    assert_false(f.blocking);
    assert_int_equal(f.severity, SEVERITY_WARNING);
    f = rule_finding(s06);
    assert_false(f.blocking);
    finding_lower(&f, s06, SEVERITY_ERROR);
    assert_int_equal(f.severity, SEVERITY_HINT);
}

static void every_record_says_what_to_do(void **state)
{
    (void)state;
    assert_true(catalogue->n > 30);
    for (size_t i = 0; i < catalogue->n; i++) {
        const struct rule *r = &catalogue->rules[i];
        assert_true(r->message[0] && r->advice[0] && r->article[0]);
        if (i) assert_true(strcmp(catalogue->rules[i - 1].id, r->id) < 0);
        assert_ptr_equal(catalogue_rule(catalogue, r->id), r);
    }
}

static void every_query_prepares(void **state)
{
    (void)state;
    struct schema *schema;
    struct store *store;
    struct settings *settings;
    struct diag diag;
    struct problems problems = {0};
    assert_true(schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag));
    assert_true(store_open(&store, NULL, schema, &diag));
    assert_true(settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag));
    store_use_settings(store, settings);
    assert_true(store_add_lists(store, PROJECT_SOURCE_DIR "/data/lists", &diag));
    rules_lint(catalogue, store, &problems);
    for (size_t i = 0; i < problems.n; i++) fail_msg("%s", problems.list[i].text);
    problems_release(&problems);
    store_close(store);
    settings_free(settings);
    schema_free(schema);
}

static void blocking_findings_come_first(void **state)
{
    (void)state;
    struct findings all = {0};
    static const struct { const char *id, *file; int64_t row; } given[] = {{"S06", "b.csv", 1}, {"D05", "b.csv", 9}, {"D05", "b.csv", 10}, {"A02", "a.csv", 2}, {"A01", "a.csv", 2}};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        struct finding f = rule_finding(catalogue_rule(catalogue, given[i].id));
        f.file = given[i].file;
        f.row = given[i].row;
        findings_add(&all, &f);
    }
    findings_sort(&all);
    static const char *const order[] = {"A01", "D05", "D05", "A02", "S06"};
    for (size_t i = 0; i < all.n; i++) assert_string_equal(all.list[i].id, order[i]);
    assert_int_equal(all.list[1].row, 9);
    struct finding_counts n = findings_count(&all);
    assert_int_equal(n.blocking, 3);
    assert_int_equal(n.warnings, 1);
    assert_int_equal(n.hints, 1);
    findings_release(&all);
}

static void a_waiver_names_a_place(void **state)
{
    (void)state;
    static const struct { struct finding f; const char *place; } all[] = {
        {{.cell = "requests/new/total", .key = "x"}, "requests/new/total"},
        {{.key = "2025-1", .column = "送达方式", .file = "r.csv", .row = 3}, "2025-1 送达方式"},
        {{.file = "r.csv", .row = 3, .column = "文号"}, "r.csv:3 文号"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char *place = waiver_place(&all[i].f);
        assert_string_equal(place, all[i].place);
        free(place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(severities_only_fall), cmocka_unit_test(every_record_says_what_to_do), cmocka_unit_test(every_query_prepares),
        cmocka_unit_test(blocking_findings_come_first), cmocka_unit_test(a_waiver_names_a_place),
    };
    return cmocka_run_group_tests(tests, load, release);
}
