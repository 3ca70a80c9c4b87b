/* report.json and findings.json: keys, their order, and how empty cells, zeros, money and broken texts are written. */
#include "sample_report.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static bool try_write(struct sample *s, draw_document *write, char **bytes,
                      struct diag *diag)
{
    struct outdir *out;
    char *folder = sample_folder();
    assert_true(outdir_open(&out, folder, diag));
    bool ok = write(s, out, "x.json", diag) && outdir_commit(out, diag);
    outdir_close(out);
    *bytes = ok ? sample_read(folder, "x.json", NULL) : NULL;
    sample_remove_folder(folder);
    return ok;
}

static char *written(struct sample *s, draw_document *write)
{
    struct diag diag;
    char *bytes;
    assert_true(try_write(s, write, &bytes, &diag));
    return bytes;
}

static json_t *at(json_t *root, const char *a, const char *b, const char *c)
{
    return json_object_get(json_object_get(json_object_get(json_object_get(root, "tables"), a), b), c);
}

static void assert_keys(json_t *object, const char *wanted)
{
    char keys[512] = "";
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) {
        strncat(keys, *keys ? " " : "", sizeof keys - strlen(keys) - 1);
        strncat(keys, key, sizeof keys - strlen(keys) - 1);
    }
    assert_string_equal(keys, wanted);
}

static void keeps_the_schema(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    char *bytes = written(&s, draw_report_json);
    json_t *root = json_loads(bytes, 0, NULL);
    assert_non_null(root);
    assert_int_equal(bytes[strlen(bytes) - 1], '\n');
    assert_keys(root, "schema agency year form status tables notes narrative timeliness findings provenance");
    assert_keys(json_object_get(root, "agency"), "code name type level");
    assert_keys(json_object_get(root, "timeliness"), "answered in_time disputed late unknown median_working_days p90_working_days");
    assert_keys(json_object_get(root, "findings"), "blocking late errors warnings disputed hints waived not_assessable");
    assert_keys(json_object_get(root, "provenance"), "program form rules calendar settings findings as_of inputs");
    assert_keys(json_object_get(json_object_get(root, "tables"), "beta"), "new 1 3.1 closed carried_out");
    assert_string_equal(json_string_value(json_object_get(root, "status")), "final");
    json_decref(root);
    free(bytes);
    sample_release(&s);
}

static void tells_empty_zero_and_money_apart(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    char *bytes = written(&s, draw_report_json);
    json_t *root = json_loads(bytes, 0, NULL);
    assert_true(json_is_null(at(root, "alpha", "rules", "in_force")));
    assert_true(json_is_integer(at(root, "beta", "3.1", "firm")));
    assert_int_equal(json_integer_value(at(root, "beta", "3.1", "firm")), 0);
    assert_string_equal(json_string_value(at(root, "alpha", "fees", "amount")), "24252.311082");
    assert_null(at(root, "alpha", "fees", "made"));
    assert_int_equal(json_integer_value(at(root, "beta", "closed", "total")), 9);
    assert_true(json_is_null(json_object_get(json_object_get(root, "timeliness"), "p90_working_days")));
    assert_string_equal(json_string_value(json_object_get(json_object_get(root, "notes"), "alpha/rules/made")), "其中修订\"16\"件");
    json_decref(root);
    free(bytes);
    sample_release(&s);
}

static void writes_the_narrative_as_markdown(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    char *bytes = written(&s, draw_report_json);
    json_t *root = json_loads(bytes, 0, NULL), *narrative = json_object_get(root, "narrative");
    assert_keys(narrative, "overview other");
    assert_string_equal(json_string_value(json_object_get(narrative, "overview")),
                        "### （一）主动公开\n\n全年主动公开信息<26>条，同比增长5%，其中“政策解读”3条&图解1条。\n\n依申请公开办理及时。");
    assert_string_equal(json_string_value(json_object_get(narrative, "other")), "");
    json_decref(root);
    free(bytes);
    sample_release(&s);
}

static void refuses_broken_text(void **state)
{
    (void)state;
    struct sample s;
    struct diag diag = {0};
    char *bytes;
    sample_init(&s);
    s.report->agency.name = "\xC3\x28";
    assert_false(try_write(&s, draw_report_json, &bytes, &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    assert_non_null(strstr(diag.text, "UTF-8"));
    sample_release(&s);
}

static void always_writes_findings(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    char *empty = written(&s, draw_findings_json);
    assert_string_equal(empty, "[]\n");
    sample_make_draft(&s);
    char *two = written(&s, draw_findings_json);
    json_t *root = json_loads(two, 0, NULL);
    assert_int_equal(json_array_size(root), 2);
    assert_keys(json_array_get(root, 0), "id class severity blocking state table file row column key cell cell_name value expected article message advice");
    assert_true(json_is_null(json_object_get(json_array_get(root, 0), "row")));
    assert_int_equal(json_integer_value(json_object_get(json_array_get(root, 1), "row")), 17);
    assert_string_equal(json_string_value(json_object_get(json_array_get(root, 1), "state")), "disputed");
    json_decref(root);
    free(empty);
    free(two);
    sample_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_schema), cmocka_unit_test(tells_empty_zero_and_money_apart),
        cmocka_unit_test(writes_the_narrative_as_markdown), cmocka_unit_test(refuses_broken_text), cmocka_unit_test(always_writes_findings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
