/* What a server sends, as readers get it. The server is played here: its answers are what this file says, and libpq's functions are the
 * ones below, so that the lines of a row can be anything. */
#include "database/server_inside.h"
#include "../ledger/ledger_fixture.h"

struct pg_result { ExecStatusType status; const char *state; int rows, columns; const char *const *cells; const Oid *types; };
struct pg_conn { int unused; };

/* ---- the server that is played ---- */

static const char *const *lines;                       /* that COPY sends, NULL behind the last */
static const char *breaks_with;                        /* the state that it ends with, NULL = well; "" = the connection is gone */
static const char *broken_words = "";                      /* of libpq, where the connection is gone */
static size_t next_line;
static int copies, undone;
static bool ends_said = true;
static struct text asked;                              /* the last COPY */
static const char *const *columns;
static const Oid *types;
static int n_columns;
static const char *const *relations;                   /* name, column, whether it is a part, name … */
static int n_relations;
static const char *cut_short;                          /* the beginning of the question whose answer lacks a column */

static PGresult ok = {.status = PGRES_COMMAND_OK}, copy = {.status = PGRES_COPY_OUT}, failed = {.status = PGRES_FATAL_ERROR};

static PGresult *answer(int rows, int n, const char *const *cells, const Oid *of)
{
    PGresult *r = memory_alloc(sizeof *r);
    *r = (PGresult){PGRES_TUPLES_OK, NULL, rows, n, cells, of};
    return r;
}

static bool begins(const char *s, const char *with) { return !strncmp(s, with, strlen(with)); }

static PGresult *pending;                              /* to be heard next */

static PGresult *answer_to(const char *sql)
{
    static const char *const schema[] = {"public", "t"}, *const of_type[] = {"jsonb", "b", "U"}, *const kind[] = {"way", "e", "E"};
    if (begins(sql, "ROLLBACK TO")) undone++;
    if (begins(sql, "COPY")) {
        text_clear(&asked);
        text_add(&asked, sql);
        next_line = 0;
        ends_said = false;
        copies++;
        return &copy;
    }
    const int less = cut_short && begins(sql, cut_short);
    if (begins(sql, "SELECT nspname")) return answer(1, 2 - less, schema, NULL);
    if (begins(sql, "SELECT c.relname FROM")) return answer(0, 1, relations, NULL);      /* of other schemas */
    if (begins(sql, "SELECT c.relname")) return answer(n_relations, 3 - less, relations, NULL);
    if (begins(sql, "SELECT pg_catalog.format_type")) return answer(1, 3 - less, strstr(sql, "= 90000") ? kind : of_type, NULL);
    if (begins(sql, "SELECT * FROM")) return answer(0, n_columns, columns, types);
    return &ok;
}

static int play_ask(PGconn *c, const char *sql, int n, const Oid *t, const char *const *v, const int *l, const int *f, int format)
{
    (void)c, (void)n, (void)t, (void)v, (void)l, (void)f, (void)format;
    pending = answer_to(sql);
    return 1;
}

static int play_flush(PGconn *c) { (void)c; return 0; }
static int play_busy(PGconn *c) { (void)c; return 0; }

static int play_copy(PGconn *c, char **line, int async)
{
    (void)c, (void)async;
    *line = NULL;
    if (lines[next_line]) {
        *line = strdup(lines[next_line++]);
        return (int)strlen(*line);
    }
    return breaks_with && !*breaks_with ? -2 : -1;
}

static PGresult *play_result(PGconn *c)
{
    PGresult *r = pending;
    (void)c;
    pending = NULL;
    if (r || ends_said) return r;
    ends_said = true;
    failed.state = breaks_with;
    return breaks_with ? &failed : &ok;
}

static void play_clear(PGresult *r)
{
    if (r != &ok && r != &copy && r != &failed) free(r);
}

static void play_free(void *p) { free(p); }
static ExecStatusType play_status(const PGresult *r) { return r->status; }
static ConnStatusType play_connection(const PGconn *c) { (void)c; return breaks_with && !*breaks_with ? CONNECTION_BAD : CONNECTION_OK; }
static char *play_field(const PGresult *r, int field) { return field == PG_DIAG_SQLSTATE ? (char *)(uintptr_t)r->state : NULL; }
static char *play_message(const PGconn *c) { (void)c; return (char *)(uintptr_t)broken_words; }
static int play_tuples(const PGresult *r) { return r->rows; }
static int play_fields(const PGresult *r) { return r->columns; }
static char *play_value(const PGresult *r, int row, int column) { return (char *)(uintptr_t)r->cells[row * r->columns + column]; }
static char *play_name(const PGresult *r, int column) { return (char *)(uintptr_t)r->cells[column]; }
static Oid play_type(const PGresult *r, int column) { return r->types[column]; }

static char *quoted(const char *s, char mark)
{
    struct text t = {0};
    text_add_char(&t, mark);
    text_add(&t, s);
    text_add_char(&t, mark);
    return t.bytes;
}
static char *play_identifier(PGconn *c, const char *s, size_t n) { (void)c, (void)n; return quoted(s, '"'); }
static char *play_literal(PGconn *c, const char *s, size_t n) { (void)c, (void)n; return quoted(s, '\''); }

static const struct libpq played = {.PQclear = play_clear, .PQescapeIdentifier = play_identifier, .PQescapeLiteral = play_literal, .PQsendQueryParams = play_ask, .PQflush = play_flush, .PQisBusy = play_busy, .PQerrorMessage = play_message, .PQfname = play_name,
                                    .PQfreemem = play_free, .PQftype = play_type, .PQgetCopyData = play_copy, .PQgetResult = play_result, .PQgetvalue = play_value,
                                    .PQnfields = play_fields, .PQntuples = play_tuples, .PQresultErrorField = play_field, .PQresultStatus = play_status, .PQstatus = play_connection};

/* ---- opening it ---- */

enum { TEXT = 25, BOOL = 16, INT4 = 23, FLOAT8 = 701, DATE = 1082, MOMENT = 1184, JSON = 3802, ENUM = 90000 };
static struct pg_conn connection;
static struct server server;
static struct schema *schema;
static struct database_names none;

static int set_up(void **state)
{
    struct diag diag;
    (void)state;
    return schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    schema_free(schema);
    text_release(&asked);
    return 0;
}

static bool opens(struct ledger_database **d, const char *const *names, const Oid *of, int n, struct diag *diag)
{
    static const char *const one[] = {"fees", "项目名称", "f"};
    server = (struct server){.pq = &played, .connection = &connection};
    relations = one;
    n_relations = 1;
    columns = names;
    types = of;
    n_columns = n;
    breaks_with = NULL;
    copies = undone = 0;
    return server_open(&server, "数据库", NULL, &none, schema, d, diag);
}

static struct ledger_database *opened(void)
{
    static const char *const names[] = {"备注语", "年度", "name", "金额（万元）", "依据"};
    static const Oid of[] = {JSON, INT4, ENUM, FLOAT8, TEXT};
    struct ledger_database *d;
    struct diag diag;
    if (!opens(&d, names, of, 5, &diag)) fail_msg("%s", diag.text);
    return d;
}

static const char *next(struct raw_rows *rows)
{
    static char shown[1024];
    struct raw_row row;
    struct fault fault = {0};
    enum raw_result result = rows->next(rows, &row, &fault);
    if (result == RAW_END) return "end";
    if (result == RAW_BROKEN) {
        const char *remedy = strstr(fault.text, "；");
        assert_non_null(remedy);                       /* what to do stands behind it */
        snprintf(shown, sizeof shown, "%s %lld %.*s", fault.id, (long long)fault.line, (int)(remedy - fault.text), fault.text);
        return shown;
    }
    size_t n = (size_t)snprintf(shown, sizeof shown, "%lld", (long long)row.line);
    for (size_t i = 0; i < row.n; i++) n += (size_t)snprintf(shown + n, sizeof shown - n, "|%.*s", (int)row.cells[i].n, row.cells[i].s);
    return shown;
}

static struct raw_rows *rows_of(struct ledger_database *d)
{
    struct fault fault;
    struct raw_rows *rows = d->rows(d, 0, &fault);
    assert_non_null(rows);
    return rows;
}

/* ---- the query ---- */

static void test_query(void **state)
{
    static const char *const names[] = {"照片", "实收日期", "no", "主动公开转化", "提交日期", "备注"};
    static const Oid of[] = {JSON, DATE, TEXT, BOOL, MOMENT, TEXT};
    static const char *const requests[] = {"requests", "no", "f"}, *const others[] = {"甲局"}, *const rows[] = {NULL};
    struct ledger_database *d;
    struct diag diag;
    (void)state;
    lines = rows;
    if (opens(&d, names, of, 6, &diag)) d->close(d);
    relations = requests;
    if (!server_open(&server, "数据库", NULL, &none, schema, &d, &diag)) fail_msg("%s", diag.text);
    assert_string_equal(d->relations[0].shown, "数据库:requests");
    assert_string_equal(d->relations[0].headings[2], "受理编号");
    d->leave_out(d, others, 1);
    struct raw_rows *all = rows_of(d);
    assert_string_equal(next(all), "1|照片|实收日期|受理编号|主动公开转化|提交日期|备注");
    assert_int_equal(copies, 0);                       /* headings ask for no row */
    assert_string_equal(next(all), "end");
    /* What is not known stays there; the key is the first of the order; no column of the agency, so no row is left out. */
    assert_string_equal(text_get(&asked),
                        "COPY (SELECT NULL::text, (CASE WHEN octet_length(c1::text) > 1048576 THEN left(c1::text, 1048577) ELSE c1::text END) COLLATE \"C\","
                        " (CASE WHEN octet_length(c2::text) > 1048576 THEN left(c2::text, 1048577) ELSE c2::text END) COLLATE \"C\", c3::text COLLATE \"C\","
                        " ((c4 AT TIME ZONE INTERVAL '+08:00' HOUR TO MINUTE)::text || CASE WHEN isfinite(c4) THEN '+08:00' ELSE '' END) COLLATE \"C\","
                        " (CASE WHEN octet_length(c5::text) > 1048576 THEN left(c5::text, 1048577) ELSE c5::text END) COLLATE \"C\""
                        " FROM \"public\".\"requests\" AS q(c0, c1, c2, c3, c4, c5) ORDER BY 3 NULLS FIRST, 5 NULLS FIRST, 2 NULLS FIRST, 4 NULLS FIRST, 6 NULLS FIRST)"
                        " TO STDOUT WITH (FORMAT text, NULL '')");
    all->close(all);
    d->close(d);
}

static void test_types(void **state)
{
    static const char *const names[] = {"项目名称", "年度"};
    static const char *const all[] = {"项目名称", "年度", "依据", "标准"};
    static const Oid json[] = {JSON, INT4}, number[] = {FLOAT8, INT4}, both[] = {FLOAT8, JSON, FLOAT8, JSON};
    struct ledger_database *d;
    struct diag diag;
    (void)state;
    assert_false(opens(&d, names, json, 2, &diag));
    assert_non_null(strstr(diag.text, "数据库:fees 的列“项目名称”（jsonb）的类型读不了"));
    assert_false(opens(&d, names, number, 2, &diag));
    assert_non_null(strstr(diag.text, "是浮点数"));
    assert_false(opens(&d, all, both, 4, &diag));      /* one run says all of them */
    assert_non_null(strstr(diag.text, "数据库:fees 的列“年度”（jsonb）、“标准”（jsonb）的类型读不了，列“项目名称”（jsonb）、“依据”（jsonb）是浮点数"));
    d = opened();                                      /* of a column that is not read, of a number, of an enumeration */
    d->close(d);
}

/* Nothing is looked for in a column that the answer has not. */
static void test_answers_cut_short(void **state)
{
    static const char *const names[] = {"备注语"}, *const questions[] = {"SELECT nspname", "SELECT c.relname", "SELECT pg_catalog.format_type"};
    static const Oid json[] = {JSON};
    struct ledger_database *d;
    struct diag diag;
    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        cut_short = questions[i];
        assert_false(opens(&d, names, json, 1, &diag));
        assert_non_null(strstr(diag.text, "数据库服务器内部出错（XX000）"));
    }
    cut_short = NULL;
}

/* ---- rows ---- */

static void test_lines_as_cells(void **state)
{
    static const char *const rows[] = {"\t2025\ta\\tb\\\\c\t1.5\t\\n\\r\\b\n", "\t\t\t\t\n", "\t2024\t汉\t\\N\tx", NULL};
    (void)state;
    struct ledger_database *d = opened();
    struct digests digests;
    lines = rows;
    assert_false(d->digests(d, 0, &digests));
    struct raw_rows *all = rows_of(d);
    (void)next(all);
    assert_string_equal(next(all), "2||2025|a\tb\\c|1.5|\n\r\b");
    assert_string_equal(next(all), "3|||||");
    assert_string_equal(next(all), "4||2024|汉|N|x");  /* NULL is empty: COPY was told so */
    assert_string_equal(next(all), "end");
    assert_string_equal(next(all), "end");
    all->close(all);
    assert_true(d->digests(d, 0, &digests));
    assert_int_equal(digests.size, strlen(rows[0]) + strlen(rows[1]) + strlen(rows[2]) + 1);
    d->close(d);
}

static void test_unsound_lines(void **state)
{
    static const char *const bytes[] = {"\t2025\t\xB9\xAB\t\t\n", NULL}, *const none_such[] = {"\t\t\xEF\xBF\xBF\t\t\n", NULL}, *const few[] = {"\t2025\n", NULL},
                            *const many[] = {"\t\t\t\t\t\n", NULL};
    static const struct { const char *const *rows; const char *said; } all[] = {{bytes, "S02 2 这一行里有的字不是数据库声明的编码"}, {none_such, "S02 2 这一行里有不是字符的内容"},
                                                                             {few, "S01 2 数据库发来的这一行列数不对"}, {many, "S01 2 数据库发来的这一行列数不对"}};
    (void)state;
    struct ledger_database *d = opened();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        lines = all[i].rows;
        struct raw_rows *rows = rows_of(d);
        (void)next(rows);
        assert_string_equal(next(rows), all[i].said);
        rows->close(rows);
    }
    d->close(d);
}

static void test_long_cell(void **state)
{
    char *line = memory_alloc(RAW_MAX_CELL_BYTES + 16);
    const char *const rows[] = {line, NULL};
    (void)state;
    struct ledger_database *d = opened();
    lines = rows;
    for (int more = 0; more < 2; more++) {
        memcpy(line, "\t\t\t\t", 4);
        memset(line + 4, 'x', (size_t)RAW_MAX_CELL_BYTES + (size_t)more);
        memcpy(line + 4 + RAW_MAX_CELL_BYTES + more, "\n", 2);
        struct raw_rows *all = rows_of(d);
        (void)next(all);
        const char *said = next(all);
        if (more) assert_string_equal(said, "S03 2 列“依据”的一格超过 1 MiB");
        else assert_true(begins(said, "2|"));
        all->close(all);
    }
    free(line);
    d->close(d);
}

/* The current row of the outer one stays as it was, and no row of it is lost or comes twice. */
static void test_reading_within_another(void **state)
{
    static const char *const rows[] = {"\t1\ta\t\t\n", "\t2\tb\t\t\n", "\t3\tc\t\t\n", NULL};
    struct raw_row row;
    struct fault fault;
    (void)state;
    struct ledger_database *d = opened();
    lines = rows;
    struct raw_rows *outer = rows_of(d);
    (void)next(outer);
    (void)next(outer);
    assert_int_equal(outer->next(outer, &row, &fault), RAW_ROW);
    struct raw_rows *inner = rows_of(d);
    (void)next(inner);
    assert_string_equal(next(inner), "2||1|a||");
    assert_true(slice_is(row.cells[2], "b"));
    assert_string_equal(next(outer), "4||3|c||");
    assert_string_equal(next(inner), "3||2|b||");      /* and once more the other way round */
    inner->close(inner);
    assert_string_equal(next(outer), "end");
    assert_int_equal(copies, 5);
    outer->close(outer);
    d->close(d);
}

static void test_broken_off(void **state)
{
    static const char *const rows[] = {"\t1\ta\t\t\n", NULL};
    struct fault fault;
    struct diag diag;
    struct digests digests;
    (void)state;
    struct ledger_database *d = opened();
    lines = rows;
    breaks_with = "22P02";
    struct raw_rows *all = rows_of(d);
    (void)next(all);
    (void)next(all);
    assert_string_equal(next(all), "S01 0 有一个值转换不了（视图或查询里的转换、计算）（22P02）");
    all->close(all);
    assert_int_equal(undone, 1);                       /* other tables can still be read */
    assert_false(d->lost(d, &diag));
    assert_false(d->digests(d, 0, &digests));
    breaks_with = "";
    all = rows_of(d);
    (void)next(all);
    (void)next(all);
    assert_string_equal(next(all), "S01 0 与数据库的连接断了");
    all->close(all);
    assert_true(d->lost(d, &diag));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
    assert_null(d->rows(d, 0, &fault));                /* not said anew of every other table */
    assert_null(fault.id);
    d->close(d);
    d = opened();
    breaks_with = "";
    broken_words = "FATAL:  25P03: terminating connection due to idle-in-transaction timeout\nserver closed the connection unexpectedly\n";
    all = rows_of(d);
    (void)next(all);
    (void)next(all);
    assert_string_equal(next(all), "S01 0 数据库服务器断开了连接（事务空闲太久）（25P03）");
    all->close(all);
    d->close(d);
    broken_words = "";
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_query), cmocka_unit_test(test_types), cmocka_unit_test(test_answers_cut_short), cmocka_unit_test(test_lines_as_cells),
                                       cmocka_unit_test(test_unsound_lines), cmocka_unit_test(test_long_cell), cmocka_unit_test(test_reading_within_another), cmocka_unit_test(test_broken_off)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
