/* The table request_shapes(): for any columns it counts what requests and clock count, in columns and in plain tables. */
#include "calendar/civil.h"
#include "store/store.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { ROWS = 40000, FIRST_DAY = 20000, DAYS = 900 };  /* of receipts; by their days there are more different requests than are gathered at once */
static struct schema *schema;
static struct store *stores[2];                        /* columns, plain tables */
static char folder[] = "/tmp/shapes-XXXXXX", ledger[64], kept[64];
static unsigned state = 20250131;

static unsigned draw(unsigned below) { return ((state = state * 1103515245u + 12345u) >> 16) % below; }

/* One number in fifty stands twice. Some have no digits at their ends, some more than a serial number has. */
static const char *form_of(unsigned i) { return i % 50 == 0 ? "SQ-%u" : i % 1000 == 3 ? "甲%u号" : i % 11 == 5 ? "SQ-%019u" : i % 1000 < 100 ? "乙%06u" : "SQ-%u"; }

static void write_ledger(void)
{
    static const char *const kinds[] = {"A1", "B1", "B2", "B3"}, *const outcomes[] = {"1", "3.6", "6.1", ""}, *const agencies[] = {"海东区教育局", "海东区民政局"};
    FILE *f = fopen(ledger, "w");
    assert_non_null(f);
    fputs("机关代码,受理编号,申请人类型,申请方式,办理结果\n", f);
    for (unsigned i = 0; i < ROWS; i++) {
        char no[64];
        snprintf(no, sizeof no, form_of(i), i % 50 ? i : 50);
        fprintf(f, "%s,%s,%s,C1,%s\n", agencies[i % 7 == 0], no, kinds[draw(4)], outcomes[draw(4)]);
    }
    assert_int_equal(fclose(f), 0);
}

/* Some requests have no receipt, and some no reply. */
static bool next_record(void *context, struct clock_record *record)
{
    static const char *const states[] = {"in_time", "late", "open"};
    int64_t *request = context;
    do ++*request;
    while (!draw(9));
    int receipt = FIRST_DAY + (int)draw(DAYS);
    *record = (struct clock_record){
        .request = *request, .regime = "L711", .receipt = receipt, .receipt_by = "提交日期", .clock_start = receipt, .due_strict = receipt + 30, .due_lenient = NO_DAY,
        .decisive = draw(5) ? receipt + (int)draw(400) : NO_DAY, .used_days = (int)draw(40), .over_days = NO_COUNT, .passed = NO_COUNT,
        .state = states[draw(3)], .calendar = "全国", .replied = draw(2), .counted_as = (int)draw(3)};
    return *request <= ROWS;
}

static void load(struct store **store, const char *path)
{
    struct diag diag;
    struct problems problems = {0};
    struct ledger_agencies agencies = {0};
    int64_t rows, request = 0;
    const char *encoding;
    const struct row_context context = {.schema = schema, .problems = &problems, .agencies = &agencies, .applicants = intern_new(), .people = intern_new(), .today = civil_day(2026, 1, 20)};
    const struct ledger_file file = {.path = ledger, .shown = "requests.csv", .table = schema_table(schema, "requests")};
    ledger_agencies_add(&agencies, NULL, "海东区教育局", NULL);
    ledger_agencies_add(&agencies, NULL, "海东区民政局", NULL);
    assert_true(store_open(store, path, schema, &diag));
    assert_true(store_add_agency(*store, NULL, "海东区教育局", &diag) && store_add_agency(*store, NULL, "海东区民政局", &diag));
    if (!store_load(*store, &context, &file, &rows, &encoding, &diag) || !store_link(*store, &problems, &diag)) fail_msg("%s", diag.text);
    assert_int_equal(rows, ROWS);
    state = 7;
    assert_true(store_fill_clock(*store, (struct clock_source){next_record, &request}, &diag));
    problems_release(&problems);
    ledger_agencies_release(&agencies);
    intern_free(context.applicants);
    intern_free(context.people);
}

static int set_up(void **unused)
{
    (void)unused;
    struct diag diag;
    if (!mkdtemp(folder) || !schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag)) return 1;
    snprintf(ledger, sizeof ledger, "%s/requests.csv", folder);
    snprintf(kept, sizeof kept, "%s/kept", folder);
    write_ledger();
    load(&stores[0], NULL);
    load(&stores[1], kept);
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
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
    if (!query_open(&q, store, sql, "f.sql", 1, &diag)) fail_msg("%s: %s", sql, diag.text);
    query_bind(q, ":first", FIRST_DAY + 200);
    query_bind(q, ":close", FIRST_DAY + 500);
    if (!query_next(q, &row, &diag)) fail_msg("%s: %s", sql, diag.text);
    int64_t n = row ? query_integer(q, 0) : 0;
    query_close(q);
    return n;
}

static const char *const of_tables =
    "SELECT r.*, c.*, CASE WHEN c.receipt < :first THEN 'before' WHEN c.receipt <= :close THEN 'within' ELSE 'after' END AS received,"
    " CASE WHEN c.decisive < :first THEN 'before' WHEN c.decisive <= :close THEN 'within' WHEN c.decisive IS NOT NULL THEN 'after' END AS decided"
    " FROM requests AS r JOIN clock AS c ON c.request = r.id WHERE r.agency = 1";

/* Groups of both by these columns have the same sizes. */
static void assert_counted(const char *columns, int64_t most)
{
    char sql[2048];
    for (int i = 0; i < 2; i++) {
        snprintf(sql, sizeof sql,
                 "WITH plain AS (SELECT %s, count(id) AS n FROM (%s) GROUP BY %s), counted AS (SELECT %s, sum(n) AS n FROM request_shapes(1, :first, :close) GROUP BY %s)"
                 " SELECT (SELECT count(n) FROM (SELECT * FROM plain EXCEPT SELECT * FROM counted)) + (SELECT count(n) FROM (SELECT * FROM counted EXCEPT SELECT * FROM plain))",
                 columns, of_tables, columns, columns, columns);
        assert_int_equal(number_of(stores[i], sql), 0);
        snprintf(sql, sizeof sql, "SELECT count(n) FROM (SELECT n, %s FROM request_shapes(1, :first, :close))", columns);
        int64_t given = number_of(stores[i], sql);
        assert_true(given > 0 && given <= most);
    }
}

static void requests_are_counted(void **unused)
{
    (void)unused;
    assert_counted("outcome", 4);
    assert_counted("received", 3);
    assert_counted("decided", 4);
    assert_counted("received, decided, outcome, applicant_kind, counted_as, replied, state", 3 * 4 * 4 * 4 * 3 * 2 * 3);
    assert_counted("receipt, decisive", ROWS);
    assert_counted("line, used_days, due_lenient, receipt_by", ROWS);
}

/* A number that stands twice is two requests. */
static void those_that_are_named_come_by_themselves(void **unused)
{
    (void)unused;
    char sql[2048];
    for (int i = 0; i < 2; i++) {
        snprintf(sql, sizeof sql, "SELECT count(id) FROM (%s)", of_tables);
        int64_t all = number_of(stores[i], sql);
        assert_true(all > ROWS / 2);
        assert_int_equal(number_of(stores[i], "SELECT count(no) FROM request_shapes(1, :first, :close) WHERE n = 1"), all);
        assert_int_equal(number_of(stores[i], "SELECT count(DISTINCT id) FROM request_shapes(1, :first, :close) WHERE n = 1"), all);
        assert_true(number_of(stores[i], "SELECT count(DISTINCT no) FROM request_shapes(1, :first, :close)") < all);
        snprintf(sql, sizeof sql, "WITH plain AS (%s) SELECT count(s.id) FROM request_shapes(1, :first, :close) AS s JOIN plain AS p ON p.id = s.id"
                                  " AND p.no IS s.no AND p.state = s.state AND p.decisive IS s.decisive AND p.decided IS s.decided AND p.received = s.received", of_tables);
        assert_int_equal(number_of(stores[i], sql), all);
    }
}

/* Numbers of one prefix and so many digits, in the order of the ledger: each that is not the one behind the last begins a run. */
static void serial_numbers_come_in_runs(void **unused)
{
    (void)unused;
    char sql[4096];
    for (int i = 0; i < 2; i++) {
        snprintf(sql, sizeof sql,
                 "WITH parted AS (SELECT id, rtrim(no, '0123456789') AS prefix, substr(no, length(rtrim(no, '0123456789')) + 1) AS tail FROM (%s)),"
                 " numbered AS (SELECT id, prefix, length(tail) AS digits, iif(length(tail) BETWEEN 1 AND 18, CAST(tail AS INTEGER), NULL) AS v FROM parted),"
                 " marked AS (SELECT *, v <> lag(v, 1, v) OVER same + 1 AS begins FROM numbered WINDOW same AS (PARTITION BY prefix, digits ORDER BY id)),"
                 " counted AS (SELECT *, sum(begins) OVER (PARTITION BY prefix, digits ORDER BY id) AS run FROM marked),"
                 " plain AS (SELECT prefix, digits, min(v) AS serial, max(v) AS last, count(id) AS n FROM counted GROUP BY prefix, digits, run),"
                 " given AS (SELECT prefix, digits, serial, last_serial, n FROM request_shapes(1, :first, :close))"
                 " SELECT (SELECT count(n) FROM (SELECT * FROM plain EXCEPT SELECT * FROM given)) + (SELECT count(n) FROM (SELECT * FROM given EXCEPT SELECT * FROM plain))", of_tables);
        assert_int_equal(number_of(stores[i], sql), 0);
        assert_true(number_of(stores[i], "SELECT count(n) FROM request_shapes(1, :first, :close) WHERE serial < last_serial") > 1000);
        assert_int_equal(number_of(stores[i], "SELECT count(n) FROM request_shapes(1, :first, :close) WHERE digits = 19 AND serial IS NOT NULL"), 0);
    }
}

/* Without serial numbers those of one prefix are one row; by itself a request has its own. */
static void numbers_are_parted(void **unused)
{
    (void)unused;
    for (int i = 0; i < 2; i++) {
        assert_true(number_of(stores[i], "SELECT count(n) FROM request_shapes(1, :first, :close) WHERE digits >= 0") < 10);
        assert_int_equal(number_of(stores[i], "SELECT count(n) FROM request_shapes(1, :first, :close) WHERE prefix = 'SQ-'"), 1);
        assert_int_equal(number_of(stores[i], "SELECT count(id) FROM request_shapes(1, :first, :close) WHERE prefix IS NOT rtrim(no, '0123456789')"
                                              " OR digits IS NOT length(no) - length(prefix) OR last_serial IS NOT serial"
                                              " OR serial IS NOT iif(digits BETWEEN 1 AND 18, CAST(substr(no, length(prefix) + 1) AS INTEGER), NULL)"), 0);
    }
}

static void another_agency_has_its_own(void **unused)
{
    (void)unused;
    for (int i = 0; i < 2; i++) {
        int64_t one = number_of(stores[i], "SELECT sum(n) FROM request_shapes(1, 0, 0)"), other = number_of(stores[i], "SELECT sum(n) FROM request_shapes(2, 0, 0)");
        assert_true(one > other && other > 0);
        assert_int_equal(one + other, number_of(stores[i], "SELECT count(request) FROM clock"));
        assert_int_equal(number_of(stores[i], "SELECT count(n) FROM request_shapes(0, 0, 0)"), 0);
        assert_int_equal(number_of(stores[i], "SELECT count(n) FROM request_shapes(NULL, 0, 0)"), 0);
        assert_int_equal(number_of(stores[i], "SELECT count(n) FROM request_shapes(1, 0, 'x')"), 0);
    }
}

/* A form may leave a cell empty where the ledger has no requests. */
static void it_reads_requests(void **unused)
{
    (void)unused;
    struct diag diag;
    struct query *q;
    assert_true(query_open(&q, stores[0], "SELECT n FROM request_shapes(1, 0, 0)", "f.sql", 1, &diag));
    assert_string_equal(query_reads(q, 0), "requests");
    assert_null(query_reads(q, 1));
    query_close(q);
    assert_false(query_open(&q, stores[0], "SELECT n FROM request_shapes(1, 0)", "f.sql", 1, &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_counted), cmocka_unit_test(those_that_are_named_come_by_themselves), cmocka_unit_test(another_agency_has_its_own),
        cmocka_unit_test(it_reads_requests), cmocka_unit_test(serial_numbers_come_in_runs), cmocka_unit_test(numbers_are_parted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
