/* The table of cells: random cells, replaced, renamed and forgotten, read the same from sheets and from a plain table, in the same order. */
#include "base/text.h"
#include "store/store.h"
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { PLAIN = 1, ROUNDS = 40, CELLS = 300, AGENCIES = 5 };
static struct schema *schema;
static struct store *stores[2];
static char folder[] = "/tmp/cells-XXXXXX", kept[64];
static unsigned state;

static unsigned drawn(unsigned below)
{
    state = state * 1103515245u + 12345u;
    return (state >> 16) % below;
}

static int set_up(void **context)
{
    (void)context;
    struct diag diag;
    if (!mkdtemp(folder) || !schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag)) return 1;
    snprintf(kept, sizeof kept, "%s/kept", folder);
    return !store_open(&stores[0], NULL, schema, &diag) || !store_open(&stores[PLAIN], kept, schema, &diag);
}

static int tear_down(void **context)
{
    (void)context;
    for (int i = 0; i < 2; i++) store_close(stores[i]);
    schema_free(schema);
    return rmdir(folder);
}

static const char *const sets[] = {"computed", "declared", "previous", "submission", "other", "other2", "texts"};
static const char *const tables[] = {"requests", "review", "proactive"}, *const rows[] = {"new", "carried_in", "3.4", "3.10", "fees"}, *const cols[] = {"total", "other_org", "made"};
#define ONE_OF(list) list[drawn(sizeof list / sizeof *list)]

static struct cell_record cell(void)
{
    static const int64_t values[] = {0, 1, 7, 255, 256, 70000, 5000000000, -1, INT64_MAX, INT64_MIN, 12500000, 24252311082};
    static const char *const shown[] = {NULL, "0", "7", "12.5", "12.50", "24252.311082", "007", "/", "", "-1", "5000000000", "9223372036854775807"};
    static const char *const places[] = {NULL, NULL, "年报!D17", "第17行", ""};
    return (struct cell_record){
        .set = ONE_OF(sets), .agency = drawn(AGENCIES), .year = 2023 + (int)drawn(3), .table = ONE_OF(tables), .row = ONE_OF(rows), .col = ONE_OF(cols),
        .empty = !drawn(4), .value = ONE_OF(values), .scale = drawn(2) ? 6 : (int)drawn(7), .shown = ONE_OF(shown), .file = drawn(3), .line = drawn(2) ? 0 : drawn(100000), .place = ONE_OF(places)};
}

static void change(void)
{
    struct diag diag;
    struct cell_record c = cell();
    switch (drawn(40)) {
    case 0:
        for (int i = 0; i < 2; i++) assert_true(store_swap_sets(stores[i], c.agency, c.year, "submission", c.empty ? "other2" : "other", &diag));
        break;
    case 1:
        for (int i = 0; i < 2; i++) assert_true(store_forget_last_year(stores[i], c.agency, c.year, &diag));
        break;
    case 2:
        for (int i = 0; i < 2; i++) assert_true(store_forget_report(stores[i], c.agency, c.year, &diag));
        break;
    default:
        for (int i = 0; i < 2; i++) assert_true(store_put_cell(stores[i], &c, &diag));
    }
}

/* What a query gives, a line a row. */
static void answer(struct store *store, const char *sql, const struct cell_record *c, struct text *out)
{
    struct diag diag;
    struct query *q;
    bool row;
    assert_true(query_open(&q, store, sql, "test", 1, &diag));
    query_bind(q, ":agency", c->agency);
    query_bind(q, ":year", c->year);
    query_bind_text(q, ":set", c->set);
    query_bind_text(q, ":tbl", c->table);
    query_bind_text(q, ":row", c->row);
    query_bind_text(q, ":col", c->col);
    while (true) {
        assert_true(query_next(q, &row, &diag));
        if (!row) break;
        for (int i = 0; i < 12; i++) text_printf(out, "%s|", query_null(q, i) ? "NULL" : query_text(q, i));
        text_add(out, "\n");
    }
    query_close(q);
}

static const char *const queries[] = {
    "SELECT * FROM cells",
    "SELECT * FROM cells WHERE agency = :agency",
    "SELECT * FROM cells WHERE agency = :agency AND year = :year AND set_id = :set",
    "SELECT * FROM cells WHERE agency = :agency AND year = :year AND set_id = :set AND tbl = :tbl AND row = :row AND col = :col",
    "SELECT * FROM cells WHERE agency = :agency AND year = :year AND tbl = :tbl AND row = :row AND col = :col AND value IS NOT NULL",
    "SELECT * FROM cells WHERE year = :year AND set_id IN ('previous', 'declared', NULL, 'none') AND tbl = :tbl",
    "SELECT * FROM cells WHERE agency IN (3, 1, 2) AND year IN (:year, :year - 1) AND row IN ('3.4', 'fees')",
    "SELECT * FROM cells WHERE agency = :agency AND set_id GLOB 'other*' AND value <> 0",
    "SELECT * FROM cells WHERE agency = :agency AND year >= :year AND set_id > :set AND set_id <= 'submission'",
    "SELECT * FROM cells WHERE agency > :agency AND year < :year AND set_id < :set AND col IS :col",
    "SELECT * FROM cells WHERE agency = '2' AND year = 2024.0 AND set_id = 'computed'",
    "SELECT * FROM cells WHERE agency = NULL OR (agency = :agency AND tbl = NULL)",
    "SELECT * FROM cells WHERE agency = :agency AND (set_id = :set OR year = :year) AND (row = :row OR col = :col)",
    "SELECT * FROM cells WHERE agency = :agency AND tbl = 'REQUESTS' COLLATE NOCASE",
    "SELECT * FROM cells WHERE tbl = 'none' OR row = 17 OR set_id = 3",
    "SELECT * FROM cells WHERE agency = :agency ORDER BY year DESC, set_id, tbl, row, col",
    "SELECT * FROM cells WHERE agency = :agency AND year = :year ORDER BY set_id, tbl, row DESC, col",
    "SELECT * FROM cells WHERE tbl = :tbl AND row = :row AND col = :col ORDER BY agency, year, set_id",
    "SELECT min(set_id), max(set_id), count(*) FROM cells WHERE agency = :agency AND year = :year",
    "SELECT agency, year, set_id, count(*), sum(value / 1000), min(shown), max(place) FROM cells GROUP BY agency, year, set_id",
    "SELECT DISTINCT set_id, row FROM cells WHERE agency = :agency AND year = :year",
    "SELECT agency, row, shown, row_number() OVER (PARTITION BY agency, row ORDER BY set_id DESC, year, tbl, col) FROM cells WHERE year = :year",
    "WITH f(agency, year) AS (VALUES (1, 2024), (2, 2023), (9, 2024)) SELECT c.*, o.shown FROM f CROSS JOIN cells c ON c.agency = f.agency AND c.year = f.year AND c.set_id = :set"
    " LEFT JOIN cells o ON o.agency = c.agency AND o.year = c.year AND o.set_id = 'previous' AND o.tbl = c.tbl AND o.row = c.row AND o.col = c.col",
    "SELECT * FROM cells c WHERE EXISTS (SELECT 1 FROM cells o WHERE o.agency = c.agency AND o.year = c.year - 1 AND o.set_id = c.set_id AND o.tbl = c.tbl AND o.value IS NOT NULL)",
};

static void note(void *context, const struct cell_record *c)
{
    text_printf(context, "%s %" PRId64 " %d %s/%s/%s ", c->set, c->agency, c->year, c->table, c->row, c->col);
    if (!c->empty) text_printf(context, "%" PRId64, c->value);
    text_printf(context, " %d %s %" PRId64 " %" PRId64 " %s\n", c->scale, c->shown ? c->shown : "NULL", c->file, c->line, c->place ? c->place : "NULL");
}

static void test_same(void **context)
{
    (void)context;
    struct diag diag;
    for (unsigned round = 0; round < ROUNDS; round++) {
        state = round;
        for (int i = 0; i < CELLS; i++) change();
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
            struct text from[2] = {{0}, {0}};
            const struct cell_record c = cell();
            for (int k = 0; k < 2; k++) answer(stores[k], queries[i], &c, &from[k]);
            if (strcmp(text_get(&from[0]), text_get(&from[1]))) print_error("round %u: %s\n", round, queries[i]);
            assert_string_equal(text_get(&from[0]), text_get(&from[1]));
            for (int k = 0; k < 2; k++) text_release(&from[k]);
        }
        const struct cell_record c = cell();
        struct text from[2] = {{0}, {0}};
        for (int k = 0; k < 2; k++) assert_true(store_each_cell(stores[k], c.agency, c.year, c.set, note, &from[k], &diag));
        assert_string_equal(text_get(&from[0]), text_get(&from[1]));
        for (int k = 0; k < 2; k++) text_release(&from[k]);
    }
}

/* More sheets than may be open, and each filled again after it was packed. */
static void test_many(void **context)
{
    (void)context;
    enum { MANY = 700 };
    struct diag diag;
    struct query *q;
    bool row;
    static const char *const columns[] = {"a", "b", "c"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        for (int64_t agency = 1000; agency < 1000 + MANY; agency++) {
            const struct cell_record c = {.set = "submission", .agency = agency, .year = 2025, .table = "requests", .row = "new", .col = columns[i], .value = agency + (int64_t)i};
            for (int k = 0; k < 2; k++) assert_true(store_put_cell(stores[k], &c, &diag));
        }
    for (int k = 0; k < 2; k++) {
        assert_true(query_open(&q, stores[k], "SELECT count(*), sum(value), count(DISTINCT agency) FROM cells WHERE agency >= 1000 AND year = 2025", "test", 1, &diag));
        assert_true(query_next(q, &row, &diag));
        assert_int_equal(query_integer(q, 0), 3 * MANY);
        assert_int_equal(query_integer(q, 1), 3 * (1000 * MANY + MANY * (MANY - 1) / 2) + 3 * MANY);
        assert_int_equal(query_integer(q, 2), MANY);
        query_close(q);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same), cmocka_unit_test(test_many)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
