/* Tables of columns against plain tables of SQLite that hold the same: each query gives the same rows of both. */
#include "base/memory.h"
#include "base/text.h"
#include "store/columns/columns_table.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <cmocka.h>

enum { OWNER, CODE, WIDE, DAY, SAME, NONE, LINE, WORD, KEY, NOTE, COLUMNS };
static const enum columns_kind kinds[COLUMNS] = {[LINE] = COLUMNS_RISING, [WORD] = COLUMNS_TEXT, [KEY] = COLUMNS_TEXT, [NOTE] = COLUMNS_TEXT};
static const char names[] = "owner INTEGER, code INTEGER, wide INTEGER, day INTEGER, same INTEGER, none INTEGER, line INTEGER, word TEXT, key TEXT, note TEXT";
enum { ROWS = 9000, SEGMENT = 4096, OWNERS = 40 };

static uint64_t state;
static uint32_t any(uint32_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % below);
}

struct pair {
    sqlite3 *db;
    struct columns_pool *pool;
    struct columns_table table;
    struct columns_tables all;
    uint32_t lookups[COLUMNS];
    int64_t steps;                                     /* that queries may still take */
};

static bool take_steps(void *pair, int64_t steps) { return (((struct pair *)pair)->steps -= steps) >= 0; }

static void run(struct pair *p, const char *sql)
{
    if (sqlite3_exec(p->db, sql, NULL, NULL, NULL) != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(p->db));
}

static void begin(struct pair *p, size_t budget)
{
    struct text sql = {0};
    memset(p, 0, sizeof *p);
    p->steps = INT64_MAX;
    p->pool = columns_pool_new(budget, SEGMENT);
    text_printf(&sql, "CREATE TABLE x(id INTEGER, %s)", names);
    p->table = (struct columns_table){.name = "c", .declared = memory_dup(text_get(&sql)), .columns = columns_new(p->pool, kinds, COLUMNS), .owner = OWNER, .unique = KEY,
                                      .charge = take_steps, .charged = p, .lookups = p->lookups};
    p->all = (struct columns_tables){&p->table, 1};
    assert_int_equal(sqlite3_open(":memory:", &p->db), SQLITE_OK);
    assert_int_equal(columns_table_register(p->db, &p->all), SQLITE_OK);
    text_clear(&sql);
    text_printf(&sql, "CREATE VIRTUAL TABLE c USING columns; CREATE TABLE p(id INTEGER PRIMARY KEY, %s); CREATE INDEX by_key ON p(key)", names);
    run(p, text_get(&sql));
    text_release(&sql);
}

static void end(struct pair *p)
{
    assert_int_equal(sqlite3_close(p->db), SQLITE_OK);
    columns_free(p->table.columns);
    columns_pool_free(p->pool);
    free((char *)p->table.declared);
}

/* ---- rows ---- */

static void put_integer(struct pair *p, sqlite3_stmt *q, int column, int64_t value)
{
    columns_put_integer(p->table.columns, (size_t)column, value);
    sqlite3_bind_int64(q, column + 1, value);
}

static void put_text(struct pair *p, sqlite3_stmt *q, int column, const char *text, size_t n)
{
    assert_true(columns_put_text(p->table.columns, (size_t)column, text, n));
    sqlite3_bind_text64(q, column + 1, text, n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static const char *const words[] = {"按时", "超期", "", "in_time", "long word of many letters"};
static char long_text[200000];

static void put_row(struct pair *p, sqlite3_stmt *q, int row)
{
    static const int64_t extremes[] = {INT64_MAX, -INT64_MAX, 0, -1, 1, INT32_MAX, INT32_MIN, 255, 256, 65536};
    char key[32];
    int width = any(4) ? 3 : 12;
    if (any(20)) put_integer(p, q, OWNER, 1 + any(OWNERS));
    if (any(5)) put_integer(p, q, CODE, 1 + any(28));
    if (any(2)) put_integer(p, q, WIDE, any(3) ? (int64_t)any(1000) : extremes[any(sizeof extremes / sizeof *extremes)]);
    if (row > ROWS / 3 && any(3)) put_integer(p, q, DAY, 20000 + row / 10 + any(30));
    put_integer(p, q, SAME, 7);
    put_integer(p, q, LINE, row + 2 + (row > ROWS / 2 ? 3 : 0));
    const char *word = words[any(sizeof words / sizeof *words)];
    if (any(4)) put_text(p, q, WORD, word, strlen(word));
    int n = snprintf(key, sizeof key, "SQ-%0*d", width, any(3) ? row : (int)any(500));
    if (any(50)) put_text(p, q, KEY, key, (size_t)n);
    if (!any(40)) put_text(p, q, NOTE, long_text, any(200) ? any(300) : sizeof long_text);
    else if (!any(200)) put_text(p, q, NOTE, "a\0b", 3);
    assert_true(columns_end_row(p->table.columns));
    assert_int_equal(sqlite3_step(q), SQLITE_DONE);
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
}

static void put_rows(struct pair *p, int from, int until)
{
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_prepare_v2(p->db, "INSERT INTO p(owner, code, wide, day, same, none, line, word, key, note) VALUES(?,?,?,?,?,?,?,?,?,?)", -1, &q, NULL), SQLITE_OK);
    assert_true(columns_unseal(p->table.columns));
    p->table.filling = true;
    for (int row = from; row < until; row++) put_row(p, q, row);
    p->table.filling = false;
    sqlite3_finalize(q);
}

static void drop_row(struct pair *p, uint32_t row)
{
    char sql[64];
    columns_drop(p->table.columns, row);
    snprintf(sql, sizeof sql, "DELETE FROM p WHERE id = %u", row + 1);
    run(p, sql);
}

static void change_row(struct pair *p, uint32_t row, int code)
{
    char sql[96];
    columns_set(p->table.columns, row, CODE, code);
    snprintf(sql, sizeof sql, "UPDATE p SET code = %d WHERE id = %u", code, row + 1);
    run(p, sql);
}

/* ---- queries ---- */

/* All rows of a query over one of the tables, which stands for @ in it. */
static char *rows_of(struct pair *p, const char *query, const char *table)
{
    struct text sql = {0}, out = {0};
    sqlite3_stmt *q;
    for (const char *s = query; *s; s++)
        if (*s == '@') text_add(&sql, table);
        else text_add_char(&sql, *s);
    if (sqlite3_prepare_v2(p->db, text_get(&sql), -1, &q, NULL) != SQLITE_OK) fail_msg("%s: %s", text_get(&sql), sqlite3_errmsg(p->db));
    int rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            int type = sqlite3_column_type(q, i);
            text_printf(&out, "%d:", type);
            if (type != SQLITE_NULL) text_add_n(&out, (const char *)sqlite3_column_text(q, i), (size_t)sqlite3_column_bytes(q, i));
            text_add_char(&out, '|');
        }
        text_add_char(&out, '\n');
    }
    if (rc != SQLITE_DONE) fail_msg("%s: %d", text_get(&sql), rc);
    sqlite3_finalize(q);
    text_release(&sql);
    text_add_char(&out, '.');
    return out.bytes;
}

static void same_rows(struct pair *p, const char *query)
{
    char *ours = rows_of(p, query, "c"), *plain = rows_of(p, query, "p");
    size_t at = 0;                                     /* of the first line that differs */
    for (size_t i = 0; ours[i] && ours[i] == plain[i]; i++)
        if (ours[i] == '\n') at = i + 1;
    if (strcmp(ours, plain)) fail_msg("%s\nours:  %.200s\nplain: %.200s", query, ours + at, plain + at);
    free(ours);
    free(plain);
}

static void add_value(struct text *sql, bool word)
{
    static const char *const odd[] = {"NULL", "'7'", "7.0", "2.5", "x'07'", "9223372036854775807", "-9223372036854775807 - 1", "4611686018427387904", "'SQ-007'", "''"};
    if (!any(6)) text_add(sql, odd[any(sizeof odd / sizeof *odd)]);
    else if (word && any(2)) text_printf(sql, "'%s'", words[any(sizeof words / sizeof *words)]);
    else if (word) text_printf(sql, "'SQ-%0*d'", any(2) ? 3 : 12, (int)any(ROWS));
    else text_printf(sql, "%d", any(3) ? (int)any(45) : 20000 + (int)any(1000));
}

static void add_list(struct text *sql, bool word)
{
    text_add_char(sql, '(');
    for (uint32_t i = 0, n = 1 + any(5); i < n; i++) {
        if (i) text_add(sql, ", ");
        add_value(sql, word);
    }
    text_add_char(sql, ')');
}

/* One condition on a column of table `of`. */
static void add_condition(struct text *sql, const char *of)
{
    static const char *const columns[] = {"id", "owner", "code", "wide", "day", "same", "none", "line", "word", "key", "note"};
    static const char *const compared[] = {"=", "=", "<", "<=", ">", ">=", "<>", "IS", "IS NOT"};
    size_t i = any(sizeof columns / sizeof *columns);
    bool word = i >= 8;
    text_printf(sql, "%s.%s ", of, columns[i]);
    switch (any(8)) {
    case 0: text_add(sql, "IS NULL"); break;
    case 1: text_add(sql, "IS NOT NULL"); break;
    case 2: case 3:
        text_add(sql, any(4) ? "IN " : "NOT IN ");
        add_list(sql, word);
        break;
    case 4:
        text_add(sql, "BETWEEN ");
        add_value(sql, word);
        text_add(sql, " AND ");
        add_value(sql, word);
        break;
    default:
        text_printf(sql, "%s ", compared[any(sizeof compared / sizeof *compared)]);
        add_value(sql, word);
        if (word && !any(8)) text_add(sql, " COLLATE NOCASE");
    }
}

static void add_conditions(struct text *sql, const char *of)
{
    for (uint32_t i = 0, n = 1 + any(4); i < n; i++) {
        if (i) text_add(sql, any(5) ? " AND " : " OR ");
        add_condition(sql, of);
    }
}

static void one_table(struct pair *p)
{
    static const char *const what[] = {"id", "id, owner, code, wide, day, same, none, line, word, key, length(note)", "count(*), min(key), max(day), sum(length(word))", "DISTINCT code, word"};
    static const char *const orders[] = {" ORDER BY id", " ORDER BY id DESC", " ORDER BY code, id", " ORDER BY day DESC, id LIMIT 20"};
    size_t k = any(sizeof what / sizeof *what);
    struct text sql = {0};
    text_printf(&sql, "SELECT %s FROM @ a WHERE (", what[k]);
    add_conditions(&sql, "a");
    text_printf(&sql, ")%s", k == 3 ? " ORDER BY code, word" : k == 2 ? "" : orders[any(sizeof orders / sizeof *orders)]);
    same_rows(p, text_get(&sql));
    text_release(&sql);
}

static void two_tables(struct pair *p)
{
    static const char *const joins[] = {"b.key = a.key", "b.key = a.key AND b.owner = a.owner", "b.key = a.key AND b.owner IS a.owner", "b.id = a.code", "b.id = a.id", "b.code = a.owner AND b.id < 300",
                                        "b.wide = a.wide AND b.id < a.id", "b.day = a.day AND b.owner = a.owner", "b.owner IS a.owner AND b.word IS a.word AND b.code = a.code", "b.key IS a.key AND b.code < a.code",
                                        "b.note = a.note", "b.word = a.key"};
    static const char *const shapes[] = {"SELECT a.id, b.id, b.key, b.wide FROM @ a JOIN @ b ON %s WHERE a.id %% 7 = 0 AND (", "SELECT a.id, b.id, b.word FROM @ a LEFT JOIN @ b ON %s WHERE a.id %% 7 = 0 AND (",
                                         "SELECT a.id, 0 AS i FROM @ a WHERE EXISTS (SELECT 1 FROM @ b WHERE %s) AND (", "SELECT a.id, 0 AS i FROM @ a WHERE NOT EXISTS (SELECT 1 FROM @ b WHERE %s) AND ("};
    struct text sql = {0};
    size_t k = any(4);
    text_printf(&sql, shapes[k], joins[any(sizeof joins / sizeof *joins)]);
    add_conditions(&sql, "a");
    text_add(&sql, ") AND a.id < 3000");
    if (k == 1 && !any(3)) {
        text_add(&sql, " AND (");
        add_condition(&sql, "b");
        text_add_char(&sql, ')');
    }
    text_add(&sql, " ORDER BY 1, 2 LIMIT 3000");
    same_rows(p, text_get(&sql));
    text_release(&sql);
}

static void ask(struct pair *p, int times)
{
    static const char *const fixed[] = {
        "SELECT count(*) FROM @", "SELECT id FROM @ ORDER BY id", "SELECT id, note FROM @ WHERE note IS NOT NULL ORDER BY id", "SELECT id, line FROM @ WHERE line > 100 AND line < 120 ORDER BY id",
        "SELECT id FROM @ WHERE key IN (SELECT key FROM @ WHERE code = 3) ORDER BY id", "SELECT id FROM @ WHERE owner IN (SELECT code FROM @ WHERE code < 5) ORDER BY id",
        "SELECT owner, count(*) FROM @ GROUP BY owner ORDER BY owner", "SELECT key, count(*) FROM @ GROUP BY key HAVING count(*) > 1 ORDER BY key",
        "SELECT id FROM @ WHERE rowid = 17", "SELECT id FROM @ WHERE id = '17'", "SELECT id FROM @ WHERE id = 17.0", "SELECT id FROM @ WHERE id IN (5, 3, 99999, 3, -1) ORDER BY id",
        "SELECT (SELECT b.key FROM @ b WHERE b.id > a.id ORDER BY b.id LIMIT 1) FROM @ a WHERE a.code = 2 ORDER BY a.id", "SELECT typeof(note), hex(note) FROM @ WHERE length(note) < 4 ORDER BY id",
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) same_rows(p, fixed[i]);
    for (int i = 0; i < times; i++) {
        one_table(p);
        if (i % 3 == 0) two_tables(p);
    }
}

static void gives_the_same(size_t budget, int times)
{
    struct pair p;
    state = budget + 1;
    for (size_t i = 0; i < sizeof long_text; i++) long_text[i] = (char)('a' + i % 26);
    begin(&p, budget);
    ask(&p, 1);                                        /* no rows yet */
    put_rows(&p, 0, 700);
    ask(&p, times / 4);
    put_rows(&p, 700, ROWS);                           /* the segment begun before is filled */
    ask(&p, times);
    for (int i = 0; i < 300; i++) drop_row(&p, any(ROWS));
    for (int i = 0; i < 300; i++) change_row(&p, any(ROWS), 1 + (int)any(200));
    assert_true(columns_settle(p.table.columns));
    ask(&p, times);
    end(&p);
}

static void in_memory(void **unused)
{
    (void)unused;
    gives_the_same((size_t)64 << 20, 40);
}

static void in_the_file(void **unused)
{
    (void)unused;
    gives_the_same(0, 20);
}

static void in_both(void **unused)
{
    (void)unused;
    gives_the_same((size_t)200 << 10, 20);
}

/* Walking is charged to the query, though SQLite's machine takes no step for rows that are passed over. */
static void endless_walks_are_stopped(void **unused)
{
    (void)unused;
    struct pair p;
    sqlite3_stmt *q;
    begin(&p, 0);
    put_rows(&p, 0, ROWS);
    p.steps = 100000;
    assert_int_equal(sqlite3_prepare_v2(p.db, "SELECT count(*) FROM c a, c b WHERE b.wide > a.id + 1000000 AND b.code < 0", -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_INTERRUPT);
    sqlite3_finalize(q);
    end(&p);
}

/* It must not look like a query that SQLite does not understand. */
static void a_file_that_cannot_be_written_is_no_fault_of_the_query(void **unused)
{
    (void)unused;
    struct pair p;
    struct rlimit before, none;
    sqlite3_stmt *q;
    begin(&p, 0);
    put_rows(&p, 0, 100);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = before;
    none.rlim_cur = 0;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    int prepared = sqlite3_prepare_v2(p.db, "SELECT code FROM c WHERE owner = 1", -1, &q, NULL), stepped = sqlite3_step(q);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(prepared, SQLITE_OK);
    assert_int_equal(stepped, SQLITE_IOERR);
    sqlite3_finalize(q);
    end(&p);
}

/* The parts of a plan that say how the table is read. */
static void plan_is(struct pair *p, const char *sql, const char *expected)
{
    struct text explain = {0}, found = {0};
    sqlite3_stmt *q;
    text_printf(&explain, "EXPLAIN QUERY PLAN %s", sql);
    assert_int_equal(sqlite3_prepare_v2(p->db, text_get(&explain), -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *way = strstr((const char *)sqlite3_column_text(q, 3), "INDEX ");
        if (way) text_printf(&found, "%.1s", way + strlen("INDEX "));
        else text_add(&found, "+");
    }
    sqlite3_finalize(q);
    if (strcmp(text_get(&found), expected)) fail_msg("%s: %s", sql, text_get(&found));
    text_release(&explain);
    text_release(&found);
}

static void plans_are_good(void **unused)
{
    (void)unused;
    struct pair p;
    begin(&p, (size_t)64 << 20);
    put_rows(&p, 0, ROWS);
    assert_true(columns_seal(p.table.columns));
    plan_is(&p, "SELECT id FROM c", "0");
    plan_is(&p, "SELECT id FROM c WHERE day < 20100 ORDER BY id", "1");
    plan_is(&p, "SELECT id FROM c WHERE id = 3", "3");
    plan_is(&p, "SELECT id FROM c WHERE key = 'a' AND owner = 2", "2");
    plan_is(&p, "SELECT a.id FROM c a JOIN c b ON b.key = a.key AND b.owner IS a.owner WHERE a.code = 1", "22");
    plan_is(&p, "SELECT a.id FROM c a JOIN c b ON b.id = a.id WHERE b.day < 21000 ORDER BY a.id", "03");
    plan_is(&p, "SELECT id FROM c WHERE owner = 3", "2");
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_memory), cmocka_unit_test(in_the_file), cmocka_unit_test(in_both), cmocka_unit_test(endless_walks_are_stopped), cmocka_unit_test(plans_are_good),
        cmocka_unit_test(a_file_that_cannot_be_written_is_no_fault_of_the_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
