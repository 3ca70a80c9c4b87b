/* The stream writer gives the same JSON as Jansson for the same tree: random trees, odd characters, broken texts. */
#include "base/json_out.h"
#include "base/memory.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static uint32_t seed;

static unsigned pick(unsigned n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static const char *const words[] = {"", "受理编号", "a\"b\\c", "行\n列\t\r\b\f", "\x01\x1f", "/", "😀", "requests/3.4"};
static const char *word(void) { return words[pick(sizeof words / sizeof *words)]; }

/* Writes the same value with both. */
static json_t *put(struct json_out *j, const char *key, int depth)
{
    char name[16];
    json_t *tree;
    unsigned kind = pick(depth ? 6 : 4), n = pick(4);
    const char *text = word();
    switch (kind) {
    case 0: json_out_text(j, key, text); return json_string(text);
    case 1: json_out_known(j, key, (int)n - 1); return n ? json_integer((int)n - 1) : json_null();
    case 2: json_out_count(j, key, INT64_MIN + (int64_t)n); return json_integer(INT64_MIN + (int64_t)n);
    case 3: json_out_flag(j, key, n & 1); return json_boolean(n & 1);
    case 4:
        json_out_array(j, key);
        tree = json_array();
        for (unsigned i = 0; i < n; i++) json_array_append_new(tree, put(j, NULL, depth - 1));
        break;
    default:
        json_out_object(j, key);
        tree = json_object();
        for (unsigned i = 0; i < n; i++) {
            snprintf(name, sizeof name, "键\"%u", i);
            json_object_set_new(tree, name, put(j, name, depth - 1));
        }
    }
    json_out_close(j);
    return tree;
}

static void is_what_jansson_writes(void **state)
{
    (void)state;
    for (seed = 1; seed < 4000; seed++) {
        const uint32_t start = seed;
        for (int indented = 0; indented < 2; indented++) {
            char *bytes = NULL;
            size_t n;
            FILE *to = open_memstream(&bytes, &n);
            struct json_out j;
            seed = start;
            json_out_begin(&j, to, indented);
            json_t *tree = put(&j, NULL, 5);
            assert_true(json_out_end(&j));
            fclose(to);
            char *wanted = json_dumps(tree, JSON_PRESERVE_ORDER | JSON_ENCODE_ANY | (indented ? JSON_INDENT(2) : 0));
            assert_string_equal(bytes, wanted);
            free(wanted);
            free(bytes);
            json_decref(tree);
        }
        seed = start;
    }
}

/* The writer escapes characters that no document may hold, so that a terminal shows them. */
static void says_what_may_not_be_shown(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t n;
    FILE *to = open_memstream(&bytes, &n);
    struct json_out j;
    json_out_begin(&j, to, true);
    json_out_text(&j, NULL, "a\xE2\x80\xAE" "b\x7f");
    assert_true(json_out_end(&j));
    fclose(to);
    assert_string_equal(bytes, "\"a\\u202eb\\u007f\"");
    free(bytes);
}

static void long_lists_are_written_as_they_come(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t n;
    FILE *to = open_memstream(&bytes, &n);
    struct json_out j;
    json_out_begin(&j, to, false);
    json_out_array(&j, NULL);
    for (int i = 0; i < 20000; i++) json_out_count(&j, NULL, i);
    assert_true(j.bytes.n < 20000);
    json_out_close(&j);
    assert_true(json_out_end(&j));
    fclose(to);
    json_t *list = json_loads(bytes, 0, NULL);
    assert_int_equal(json_array_size(list), 20000);
    json_decref(list);
    free(bytes);
}

static void a_text_that_is_not_utf8_is_kept_as_a_fault(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t n;
    FILE *to = open_memstream(&bytes, &n);
    struct json_out j;
    json_out_begin(&j, to, true);
    json_out_array(&j, NULL);
    json_out_text(&j, NULL, "\xff");
    json_out_text(&j, NULL, "后");
    json_out_close(&j);
    assert_false(json_out_end(&j));
    fclose(to);
    assert_non_null(strstr(bytes, "后"));
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_what_jansson_writes),
        cmocka_unit_test(says_what_may_not_be_shown),
        cmocka_unit_test(long_lists_are_written_as_they_come),
        cmocka_unit_test(a_text_that_is_not_utf8_is_kept_as_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
