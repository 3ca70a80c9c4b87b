/* The table doubles(): it gives every row that stands twice, few others, and the same from columns and from plain tables. And decision_shapes():
 * it counts what decisions count, in both. */
#include "calendar/civil.h"
#include "store/store.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { ROWS = 4000, ALONE = 3600 };                    /* of which most have a number of their own */
static struct schema *schema;
static struct store *stores[2];                        /* columns, plain tables */
static char folder[] = "/tmp/doubles-XXXXXX", ledger[64], kept[64];

/* The numbers of the others are of a few hundred, spelt in several ways, or missing. */
static void write_ledger(void)
{
    static const char *const spelt[] = {"海许〔2025〕%u号", "海许(2025)%u", "海许〔2025〕第%04u号", "海许[2025]%u号"};
    unsigned state = 20250131;
    FILE *f = fopen(ledger, "w");
    assert_non_null(f);
    fputs("决定日期,类别,决定书文号,数量\n", f);
    for (unsigned i = 0; i < ROWS; i++) {
        state = state * 1103515245u + 12345u;
        unsigned drawn = state >> 16;
        char number[64] = "";
        if (i % 20 && i < ALONE) snprintf(number, sizeof number, "海许〔2024〕%u号", i + 1);
        else if (drawn % 7) snprintf(number, sizeof number, spelt[drawn % 4], drawn % 300 + 1);
        fprintf(f, "2025-%02u-%02u,%s,%s,%u\n", drawn % 12 + 1, i % 28 + 1, drawn % 3 ? "XK" : "CF", number, 1 + i % 5);
    }
    assert_int_equal(fclose(f), 0);
}

static void load(struct store **store, const char *path)
{
    struct diag diag;
    struct problems problems = {0};
    struct ledger_agencies agencies = {0};
    int64_t rows;
    const char *encoding;
    const struct row_context context = {.schema = schema, .problems = &problems, .agencies = &agencies, .applicants = intern_new(), .today = civil_day(2026, 1, 20)};
    const struct ledger_file file = {.path = ledger, .shown = "decisions.csv", .table = schema_table(schema, "decisions")};
    ledger_agencies_add(&agencies, NULL, "海东区教育局", NULL);
    assert_true(store_open(store, path, schema, &diag) && store_add_agency(*store, NULL, "海东区教育局", &diag));
    assert_true(store_load(*store, &context, &file, &rows, &encoding, &diag) && store_link(*store, &problems, &diag));
    assert_int_equal(rows, ROWS);
    problems_release(&problems);
    ledger_agencies_release(&agencies);
    intern_free(context.applicants);
}

static int set_up(void **state)
{
    (void)state;
    struct diag diag;
    if (!mkdtemp(folder) || !schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag)) return 1;
    snprintf(ledger, sizeof ledger, "%s/decisions.csv", folder);
    snprintf(kept, sizeof kept, "%s/kept", folder);
    write_ledger();
    load(&stores[0], NULL);
    load(&stores[1], kept);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) store_close(stores[i]);
    schema_free(schema);
    unlink(ledger);
    return rmdir(folder);
}

static int64_t number_of(struct store *store, const char *sql)
{
    struct diag diag;
    struct query *q;
    bool row;
    if (!query_open(&q, store, sql, "f.sql", 1, &diag) || !query_next(q, &row, &diag)) fail_msg("%s: %s", sql, diag.text);
    int64_t n = query_integer(q, 0);
    query_close(q);
    return n;
}

/* `truth` is what rows that stand twice have in common. */
static void assert_found(const char *columns, const char *truth, const char *there)
{
    char sql[1024];
    int64_t given[2];
    for (int i = 0; i < 2; i++) {
        static const char twice[] = "WITH same AS (SELECT id, count(id) OVER (PARTITION BY %s) AS n FROM decisions WHERE %s), given AS (SELECT id FROM doubles('decisions', '%s', 1)) ";
        int n = snprintf(sql, sizeof sql, twice, truth, there, columns);
        snprintf(sql + n, sizeof sql - (size_t)n, "SELECT count(id) FROM same WHERE n > 1 AND id NOT IN (SELECT id FROM given)");
        assert_int_equal(number_of(stores[i], sql), 0);
        snprintf(sql + n, sizeof sql - (size_t)n, "SELECT count(id) FROM same WHERE n > 1");
        int64_t doubled = number_of(stores[i], sql);
        snprintf(sql + n, sizeof sql - (size_t)n, "SELECT count(id) FROM given");
        given[i] = number_of(stores[i], sql);
        assert_true(doubled > 20 && given[i] < doubled + ROWS / 20);
    }
    assert_int_equal(given[0], given[1]);
}

static void every_double_is_given(void **state)
{
    (void)state;
    assert_found("doc_no", "doc_no", "doc_no IS NOT NULL");
    assert_found("kind, doc_no", "kind, doc_no", "doc_no IS NOT NULL");
    assert_found("kind, bare(doc_no)", "kind, bare(doc_no)", "doc_no IS NOT NULL");
    assert_found("kind , doc_no,amount", "kind, doc_no, amount", "doc_no IS NOT NULL");
}

static void another_agency_has_none(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(number_of(stores[i], "SELECT count(id) FROM doubles('decisions', 'kind', 2)"), 0);
        assert_int_equal(number_of(stores[i], "SELECT count(id) FROM doubles('decisions', 'kind', NULL)"), 0);
        assert_int_equal(number_of(stores[i], "SELECT count(id) FROM doubles('requests', 'applicant, subject', 1)"), 0);
        assert_int_equal(number_of(stores[i], "SELECT count(id) FROM doubles('decisions', 'kind', 1)"), ROWS);
    }
}

static void a_wrong_question_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"'files', 'name', 1", "'sqlite_schema', 'name', 1", "'decisions', '', 1", "'decisions', 'nothing', 1", "'decisions', 'kind,', 1",
                                      "'decisions', 'kind doc_no', 1", "'decisions', 'bare(doc_no', 1", "'decisions', 'fold(doc_no)', 1", "'decisions', 'kind\", sql', 1",
                                      "NULL, 'kind', 1", "'decisions', NULL, 1", "'decisions', 'kind,kind,kind,kind,kind,kind,kind,kind,kind', 1", "'decisions', 'kind'"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct diag diag;
        struct query *q;
        char sql[256];
        bool row;
        snprintf(sql, sizeof sql, "SELECT id FROM doubles(%s)", bad[i]);
        if (!query_open(&q, stores[i % 2], sql, "f.sql", 1, &diag)) continue;
        if (query_next(q, &row, &diag)) fail_msg("let through: %s", sql);
        assert_int_equal(diag.kind, DIAG_INPUT);
        query_close(q);
    }
}

/* Groups of both by these columns have the same sizes; `most` rows are given. */
static void assert_counted(const char *columns, int64_t most)
{
    char sql[1024];
    for (int i = 0; i < 2; i++) {
        snprintf(sql, sizeof sql,
                 "WITH plain AS (SELECT %s, count(id) AS n FROM decisions GROUP BY %s), counted AS (SELECT %s, sum(n) AS n FROM decision_shapes(1) GROUP BY %s)"
                 " SELECT (SELECT count(n) FROM (SELECT * FROM plain EXCEPT SELECT * FROM counted)) + (SELECT count(n) FROM (SELECT * FROM counted EXCEPT SELECT * FROM plain))",
                 columns, columns, columns, columns);
        assert_int_equal(number_of(stores[i], sql), 0);
        snprintf(sql, sizeof sql, "SELECT count(n), %s FROM decision_shapes(1)", columns);
        assert_int_equal(number_of(stores[i], sql), most);
    }
}

static void decisions_are_counted(void **state)
{
    (void)state;
    assert_counted("kind", 2);
    assert_counted("amount, shown", 5);
    assert_counted("kind, amount", 10);
    assert_counted("doc_no", ROWS);
    assert_counted("line, kind", ROWS);
    assert_counted("id, kind", ROWS);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(number_of(stores[i], "SELECT sum(n * amount) FROM decision_shapes(1)"), number_of(stores[i], "SELECT sum(amount) FROM decisions"));
        assert_int_equal(number_of(stores[i], "SELECT count(d.id) FROM decision_shapes(1) AS s JOIN decisions AS d ON d.id = s.id AND d.doc_no IS s.doc_no AND d.line = s.line"
                                              " AND d.decided = s.decided AND s.month IS NULL AND s.n = 1"), ROWS);
        assert_int_equal(number_of(stores[i], "SELECT count(n) FROM decision_shapes(2)"), 0);
        assert_int_equal(number_of(stores[i], "SELECT count(n) FROM decision_shapes(NULL)"), 0);
    }
}

/* A form may leave a cell empty where the ledger has no decisions. */
static void it_reads_decisions(void **state)
{
    (void)state;
    struct diag diag;
    struct query *q;
    assert_true(query_open(&q, stores[0], "SELECT n FROM decision_shapes(1)", "f.sql", 1, &diag));
    assert_string_equal(query_reads(q, 0), "decisions");
    assert_null(query_reads(q, 1));
    query_close(q);
    assert_false(query_open(&q, stores[0], "SELECT n FROM decision_shapes", "f.sql", 1, &diag));
    assert_string_equal(diag.text, "f.sql:1: 查询有误：request_shapes、decision_shapes、doubles 的参数没有给全");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_double_is_given), cmocka_unit_test(another_agency_has_none), cmocka_unit_test(a_wrong_question_is_refused),
        cmocka_unit_test(decisions_are_counted), cmocka_unit_test(it_reads_decisions),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
