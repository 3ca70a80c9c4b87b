/* What comes back from the child of a parser: a manuscript as it was, or a refusal where the parser broke down or was taken over and sent
 * something else. */
#include "child_run.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* ---- what is sound ---- */

static void whole(struct manuscript *m, const char *bytes, size_t n)
{
    char *words = arena_dup_n(&m->arena, bytes, n);
    manuscript_add_paragraph(m, 0, words, NULL);
    manuscript_add_paragraph(m, 3, "“引号”\\\n第二行", "overview");
    manuscript_add_picture(m, 2, "表三");
    struct manuscript_table *t = manuscript_add_table(m, 1);
    manuscript_add_cell(m, t, &(struct manuscript_cell){.row = 0, .col = 0, .rows = 2, .cols = 1, .page = 1, .text = "一"});
    manuscript_add_cell(m, t, &(struct manuscript_cell){.row = 0, .col = 1, .rows = 1, .cols = 3, .page = 2, .text = "", .unsure = "两个数挤在一格里"});
    manuscript_add_property(m, "title", "标题");
    manuscript_remark(m, "有%s", "修订");
}

static void a_manuscript_comes_back_as_it_was(void **state)
{
    (void)state;
    struct manuscript m;
    child_run(&m, "某某局", whole);
    assert_null(m.refused);
    assert_int_equal(m.n, 4);
    assert_string_equal(m.parts[0].text, "某某局");
    assert_null(m.parts[0].mark);
    assert_string_equal(m.parts[1].text, "“引号”\\\n第二行");
    assert_string_equal(m.parts[1].mark, "overview");
    assert_int_equal(m.parts[1].page, 3);
    assert_int_equal(m.parts[2].kind, MANUSCRIPT_PICTURE);
    assert_string_equal(m.parts[2].text, "表三");
    const struct manuscript_table *t = &m.parts[3].table;
    assert_int_equal(t->n, 2);
    assert_int_equal(t->n_rows, 2);
    assert_int_equal(t->n_cols, 4);
    assert_null(t->cells[0].unsure);
    assert_int_equal(t->cells[1].cols, 3);
    assert_int_equal(t->cells[1].page, 2);
    assert_string_equal(t->cells[1].unsure, "两个数挤在一格里");
    assert_string_equal(manuscript_property(&m, "title"), "标题");
    assert_int_equal(m.n_remarks, 1);
    assert_string_equal(m.remarks[0], "有修订");
    manuscript_release(&m);
}

static void refuses(struct manuscript *m, const char *bytes, size_t n)
{
    (void)bytes, (void)n;
    manuscript_refuse(m, "是扫描件");
}

static void lacks(struct manuscript *m, const char *bytes, size_t n)
{
    (void)bytes, (void)n;
    manuscript_unable(m, "没有程序库");
}

static void a_refusal_comes_back(void **state)
{
    (void)state;
    child_refused(lacks, "没有程序库", true);
    child_refused(refuses, "是扫描件", false);
}

/* ---- what breaks down ---- */

static void crash(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    signal(SIGILL, SIG_DFL);                           /* cmocka's handler would run the other tests in the child */
    __builtin_trap();
}

static void end_early(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    _exit(0);
}

static void end_badly(struct manuscript *m, const char *bytes, size_t n)
{
    whole(m, bytes, n);
    _exit(3);
}

static void a_parser_that_breaks_down_is_a_refusal(void **state)
{
    (void)state;
    child_refused(crash, "内容损坏", false);
    child_refused(end_early, "内容损坏", false);
    child_refused(end_badly, "内容损坏", false);
}

/* ---- what it sends ---- */

static void flood(struct manuscript *m, const char *bytes, size_t n)
{
    static char much[1 << 16];
    (void)m, (void)bytes, (void)n;
    memset(much, ' ', sizeof much);
    for (;;) child_send(much, sizeof much);
}

static void send_text(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m;
    child_send(bytes, n);
    _exit(0);
}

static void a_flood_ends(void **state)
{
    (void)state;
    child_refused(flood, "内容损坏", false);                 /* and not for want of time */
}

/* What a child that was taken over could send instead of a manuscript. */
static void only_a_manuscript_is_taken(void **state)
{
    static const char *const bad[] = {
        "", "{}", "[]", "null", "1", "{\"refused\": null", "\xFF",
        "{\"refused\": 1, \"remarks\": [], \"properties\": [], \"parts\": []}",
        "{\"refused\": null, \"remarks\": {}, \"properties\": [], \"parts\": []}",
        "{\"refused\": null, \"remarks\": [1], \"properties\": [], \"parts\": []}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [[\"a\"]], \"parts\": []}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [], \"more\": 1}",
        "{\"refused\": null, \"remarks\": [\"a\\u202Eb\"], \"properties\": [], \"parts\": []}",
        "{\"refused\": \"\\u001b[2J\", \"remarks\": [], \"properties\": [], \"parts\": []}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 9, \"page\": 0, \"text\": \"\", \"mark\": null, \"cells\": []}]}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 0, \"page\": -1, \"text\": \"a\", \"mark\": null, \"cells\": []}]}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 0, \"page\": 0, \"text\": null, \"mark\": null, \"cells\": []}]}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 1, \"page\": 0, \"text\": \"\", \"mark\": null, \"cells\": [[0, 0, 1, 1, 0, \"a\"]]}]}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct manuscript m;
        child_run(&m, bad[i], send_text);
        if (!m.refused || !strstr(m.refused, "内容损坏")) fail_msg("taken: %s", bad[i]);
        manuscript_release(&m);
    }
}

/* Places outside of the limits are refused by the functions that build a manuscript. */
static void cells_keep_their_bounds(void **state)
{
    static const char *const places[] = {"-1, 0, 1, 1", "0, 0, 0, 1", "0, 0, 1, 129", "2999, 0, 2, 1", "2147483647, 0, 2147483647, 1", "0, 127, 1, 2"};
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct manuscript m;
        char sent[400];
        snprintf(sent, sizeof sent, "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 1, \"page\": 0, \"text\": \"\", \"mark\": null, "
                 "\"cells\": [[%s, 0, \"a\", null]]}]}", places[i]);
        child_run(&m, sent, send_text);
        assert_non_null(m.refused);
        manuscript_release(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manuscript_comes_back_as_it_was), cmocka_unit_test(a_refusal_comes_back), cmocka_unit_test(a_parser_that_breaks_down_is_a_refusal),
        cmocka_unit_test(a_flood_ends), cmocka_unit_test(only_a_manuscript_is_taken), cmocka_unit_test(cells_keep_their_bounds),
    };
    return cmocka_run_group_tests(tests, child_set_up, child_tear_down);
}
