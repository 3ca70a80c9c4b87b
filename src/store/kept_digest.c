#include "store/store_inside.h"
#include "base/digest.h"
#include <string.h>

/* A kept store notes a SHA-256 of all its rows: the later run that takes it believes places in lists, keys and counts that no
 * constraint of SQLite proves, and a value that was changed within what its column may hold looks like any other. It is no secret: it finds
 * damage and slips, but no change after which it was computed anew. */

/* Type and length stand before each value, so that no two rows have the same bytes. */
static void add_value(struct text *out, sqlite3_stmt *q, int i)
{
    int type = sqlite3_column_type(q, i);
    const char *bytes = type == SQLITE_NULL || type == SQLITE_INTEGER ? NULL : sqlite3_column_blob(q, i);
    int64_t number = type == SQLITE_NULL ? 0 : type == SQLITE_INTEGER ? sqlite3_column_int64(q, i) : sqlite3_column_bytes(q, i);
    char raw[sizeof number + 1] = {(char)type};
    for (size_t k = 0; k < sizeof number; k++) raw[k + 1] = (char)((uint64_t)number >> 8 * k);
    text_add_n(out, raw, sizeof raw);
    if (bytes) text_add_n(out, bytes, (size_t)number);
}

static bool add_table(struct store *s, const char *table, struct digest_stream *d, struct diag *diag)
{
    struct text sql = {0}, row = {0};
    sqlite3_stmt *q;
    int rc = SQLITE_DONE;
    text_printf(&sql, "SELECT * FROM \"%s\" NOT INDEXED", table);      /* in the order of the table itself */
    bool ok = store_prepare(s, text_get(&sql), &q, diag);
    digest_more(d, table, strlen(table) + 1);
    while (ok && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        text_clear(&row);
        for (int i = 0; i < sqlite3_column_count(q); i++) add_value(&row, q, i);
        digest_more(d, row.bytes, row.n);
    }
    ok = ok && (rc == SQLITE_DONE || store_fail(s, diag, "读取"));
    sqlite3_finalize(q);
    text_release(&sql);
    text_release(&row);
    return ok;
}

static bool digest_of(struct store *s, char hex[DIGEST_HEX], struct diag *diag)
{
    static const char sql[] = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' AND name <> 'kept_digest' ORDER BY name";
    struct digest_stream *d = digest_begin();
    sqlite3_stmt *q = NULL;
    int rc = SQLITE_DONE;
    bool ok = store_prepare(s, sql, &q, diag);
    while (ok && (rc = sqlite3_step(q)) == SQLITE_ROW) ok = add_table(s, (const char *)sqlite3_column_text(q, 0), d, diag);
    ok = ok && (rc == SQLITE_DONE || store_fail(s, diag, "读取"));
    sqlite3_finalize(q);
    digest_end(d, hex);
    return ok;
}

bool store_note_digest(struct store *s, struct diag *diag)
{
    char hex[DIGEST_HEX];
    sqlite3_stmt *q;
    if (!digest_of(s, hex, diag) || !store_prepare(s, "INSERT INTO kept_digest VALUES(?)", &q, diag)) return false;
    sqlite3_bind_text(q, 1, hex, -1, SQLITE_STATIC);
    return store_finish(s, q, diag);
}

/* One text at most; false: SQLite cannot read it. */
static bool text_of(struct store *s, const char *sql, struct text *out, struct diag *diag)
{
    sqlite3_stmt *q;
    bool ok = store_prepare(s, sql, &q, diag);
    int rc = ok ? sqlite3_step(q) : SQLITE_DONE;
    const char *words = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(q, 0) : NULL;
    if (words) text_add(out, words);
    ok = ok && (rc == SQLITE_ROW || rc == SQLITE_DONE || store_fail(s, diag, "读取"));
    sqlite3_finalize(q);
    return ok;
}

static bool compare(struct store *s, struct text *noted, struct text *n, char hex[DIGEST_HEX], struct diag *diag)
{
    return text_of(s, "SELECT count(*) FROM kept_digest", n, diag) && text_of(s, "SELECT sha256 FROM kept_digest", noted, diag) && digest_of(s, hex, diag);
}

bool store_prove_digest(struct store *s, const char *path, struct diag *diag)
{
    char hex[DIGEST_HEX];
    struct text there = {0}, n = {0}, noted = {0};
    const char *wrong = NULL;
    bool ok = text_of(s, "SELECT max(name = 'kept_digest') FROM sqlite_schema WHERE type = 'table' AND name IN ('kept_digest', 'kept_problems')", &there, diag);
    const bool lost = ok && !strcmp(text_get(&there), "0");      /* of a program that had one */
    ok = ok && (lost || !there.n || compare(s, &noted, &n, hex, diag));
    if (!ok) wrong = store_lacks_means(s) ? NULL : "读不出来";
    else if (lost || (there.n && strcmp(text_get(&n), "1"))) wrong = "kept_digest";
    else if (there.n && strcmp(text_get(&noted), hex)) wrong = "内容与留下时的不一样";
    if (wrong) ok = diag_fail(diag, DIAG_INPUT, "%s 损坏了，或被改动过（%s）；请用原来的台账", path, wrong);
    text_release(&there);
    text_release(&n);
    text_release(&noted);
    return ok;
}
