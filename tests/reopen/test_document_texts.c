/* JSON, CSV and pages are read by their grammar, within bounds. */
#include "written_documents.h"
#include "base/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void texts_have_their_grammar(void **state)
{
    (void)state;
    assert_true(text_sound("a.json", "[]"));
    assert_true(text_sound("a.json", " {\"a\": [1, -0.5e+3, true, false, null, \"\\u519c\\n\"], \"b\": {}}\n"));
    const char *const not_json[] = {"", "[", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "[01]", "[1.]", "[-]", "[1e]", "[tru]", "[\"\n\"]", "[\"\\x\"]",
                                    "[\"\\u12g4\"]", "[]]", "[] x", "\"", "{\"a\":1,}", "[\xE5\x86]", "[\"\xE5\x86\"]"};
    for (size_t i = 0; i < sizeof not_json / sizeof *not_json; i++)
        if (text_sound("a.json", not_json[i])) fail_msg("%s is called JSON", not_json[i]);
    assert_true(text_sound("a.csv", "a,b\r\n\"x\r\n\",\"\"\"\"\r\n"));
    const char *const not_csv[] = {"", "a", "a\n", "a,b\r\n1\r\n", "a\r\n\"1\r\n", "a\r\n1", "a\r\n1\r", "a\r\n1\rx\r\n", "a\xFF\r\n"};
    for (size_t i = 0; i < sizeof not_csv / sizeof *not_csv; i++)
        if (text_sound("a.csv", not_csv[i])) fail_msg("%s is called CSV", not_csv[i]);
    assert_true(text_sound("a.html", "<!DOCTYPE html>\n<div><br/></div>\n"));
    const char *const not_html[] = {"", "<div>", "<div></p>", "<div/><div/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<p>\xFF</p>"};
    for (size_t i = 0; i < sizeof not_html / sizeof *not_html; i++)
        if (text_sound("a.html", not_html[i])) fail_msg("%s is called a page", not_html[i]);
}

/* A character may lie across the chunks in which a file is read. */
static void characters_may_lie_across_chunks(void **state)
{
    (void)state;
    enum { CHUNK = 1 << 16 };
    static char bytes[2 * CHUNK];
    for (int before = 4; before >= 0; before--) {
        size_t n = 0;
        bytes[n++] = '"';
        while (n < (size_t)(CHUNK - before)) bytes[n++] = 'a';
        memcpy(bytes + n, "𠀀", 4);
        n += 4;
        bytes[n] = '"';
        assert_true(bytes_sound("a.json", bytes, n + 1));
        bytes[n - 1] = '"';
        assert_false(bytes_sound("a.json", bytes, n));
        assert_non_null(strstr(diag.text, "UTF-8"));
    }
}

/* A page of `depth` nested elements with one attribute of `length` bytes. */
static bool page_of(int depth, int length)
{
    struct text t = {0};
    for (int i = 0; i < depth; i++) text_add(&t, "<p>");
    text_add(&t, "<p a='");
    for (int i = 0; i < length; i++) text_add_char(&t, 'x');
    text_add(&t, "'/>");
    for (int i = 0; i < depth; i++) text_add(&t, "</p>");
    bool fine = text_sound("a.html", text_get(&t));
    text_release(&t);
    return fine;
}

static void the_reader_of_a_page_is_bounded(void **state)
{
    (void)state;
    assert_true(page_of(90, 1000));
    assert_false(page_of(110, 1));
    assert_false(page_of(1, 300000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_have_their_grammar), cmocka_unit_test(characters_may_lie_across_chunks),
        cmocka_unit_test(the_reader_of_a_page_is_bounded),
    };
    return cmocka_run_group_tests(tests, documents_folder, documents_remove);
}
