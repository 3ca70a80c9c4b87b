#include "store/store_inside.h"
#include "base/problem.h"
#include "ledger/values/personal.h"

/* Blanks the personal numbers in the words of the report before the store is kept. The checks of this run have found them, and a
 * later run that opens the store does not need them. Other words of the ledger never enter the store (docs/privacy.md). */

/* Also true for mistyped numbers, which are not certain but must not stand in a finding either. */
static void fn_must_blank(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    const char *s = (const char *)sqlite3_value_text(argv[0]);
    sqlite3_result_int(out, s && personal_hidden(s) != s);
}

static void add_blank(struct text *sql, const char *table, const char *column)
{
    text_printf(sql, "UPDATE \"%s\" SET \"%s\" = '" PROBLEM_PERSONAL "' WHERE personal_pattern(\"%s\") IS NOT NULL OR must_blank(\"%s\");", table, column, column, column);
}

bool store_blank(struct store *s, struct diag *diag)
{
    static const char *const words[] = {"texts_printed", "texts_previous", "texts_body"};
    struct text sql = {0};
    if (sqlite3_create_function(s->db, "must_blank", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fn_must_blank, NULL, NULL) != SQLITE_OK)
        return store_fail(s, diag, "登记函数");
    text_add(&sql, "BEGIN;DELETE FROM text_numbers WHERE personal_pattern(words) IS NOT NULL OR must_blank(words);");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) add_blank(&sql, words[i], "body");
    for (size_t i = 0; i < s->schema->n_tables; i++) {
        const struct ledger_table *t = &s->schema->tables[i];
        for (size_t k = 0; k < t->n_columns; k++)
            if (t->columns[k].holds == HOLDS_PRINTED && t->columns[k].kept == KEPT_VALUE) add_blank(&sql, t->id, t->columns[k].name);
    }
    text_add(&sql, "COMMIT;");
    bool ok = store_run(s, text_get(&sql), diag);
    text_release(&sql);
    return ok;
}
