#include "store/store_inside.h"
#include <string.h>

/* Single rows of the tables beside those of the ledger: each statement is prepared once. */

static bool prepare(struct store *s, sqlite3_stmt **statement, const char *sql, struct diag *diag)
{
    if (*statement) return true;
    return sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK || store_fail(s, diag, "准备语句");
}

/* A long text counts as more than a row: a query that reads it takes more steps. */
enum { BYTES_OF_A_ROW = 4096 };

static bool put(struct store *s, sqlite3_stmt *statement, struct diag *diag)
{
    s->rows++;
    bool ok = sqlite3_step(statement) == SQLITE_DONE;
    if (!ok) store_fail(s, diag, "写入");
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return ok;
}

static void bind_text(sqlite3_stmt *q, int i, const char *s) { sqlite3_bind_text(q, i, s, -1, SQLITE_STATIC); }

static bool put_words(struct store *s, sqlite3_stmt *q, int64_t agency, const char *section, const char *place, const char *body, struct diag *diag)
{
    sqlite3_bind_int64(q, 1, agency);
    bind_text(q, 2, section);
    bind_text(q, 3, place);
    bind_text(q, 4, body);
    s->rows += (int64_t)(strlen(body) / BYTES_OF_A_ROW);
    return put(s, q, diag);
}

bool store_put_text(struct store *s, int64_t agency, const char *section, const char *place, const char *body, struct diag *diag)
{
    return prepare(s, &s->put_text, "INSERT INTO texts_printed VALUES(?,?,?,?)", diag) && put_words(s, s->put_text, agency, section, place, body, diag);
}

bool store_put_hidden(struct store *s, const struct printed_text *p, bool sure, const char *kinds, const char *digest, struct diag *diag)
{
    if (!prepare(s, &s->put_hidden, "INSERT INTO texts_hidden VALUES(?,?,?,?,?,?,?,?)", diag)) return false;
    sqlite3_stmt *q = s->put_hidden;
    sqlite3_bind_int64(q, 1, p->agency);
    bind_text(q, 2, p->section);
    bind_text(q, 3, p->place);
    bind_text(q, 4, digest);
    bind_text(q, 5, kinds);
    sqlite3_bind_int(q, 6, sure);
    bind_text(q, 7, p->file);
    if (p->file) sqlite3_bind_int64(q, 8, p->line);
    return put(s, q, diag);
}

bool store_put_previous_text(struct store *s, int64_t agency, const char *section, const char *place, const char *body, struct diag *diag)
{
    return prepare(s, &s->put_previous, "INSERT INTO texts_previous VALUES(?,?,?,?)", diag) &&
           put_words(s, s->put_previous, agency, section, place, body, diag);
}

bool store_put_text_body(struct store *s, int64_t text, const char *body, size_t n, struct diag *diag)
{
    if (!prepare(s, &s->put_body, "INSERT INTO texts_body VALUES(?,?)", diag)) return false;
    sqlite3_bind_int64(s->put_body, 1, text);
    sqlite3_bind_text64(s->put_body, 2, body ? body : "", n, SQLITE_STATIC, SQLITE_UTF8);
    s->rows += (int64_t)(n / BYTES_OF_A_ROW);
    return put(s, s->put_body, diag);
}

bool store_put_number(struct store *s, const struct number_record *r, struct diag *diag)
{
    if (!prepare(s, &s->put_number, "INSERT INTO text_numbers VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)", diag)) return false;
    sqlite3_stmt *q = s->put_number;
    sqlite3_bind_int64(q, 1, r->agency);
    bind_text(q, 2, r->section);
    bind_text(q, 3, r->place);
    sqlite3_bind_int(q, 4, r->n);
    sqlite3_bind_int(q, 5, r->sentence);
    sqlite3_bind_int64(q, 6, r->value);
    sqlite3_bind_int(q, 7, r->decimals);
    sqlite3_bind_int(q, 8, r->percent);
    bind_text(q, 9, r->unit);
    bind_text(q, 10, r->before);
    bind_text(q, 11, r->after);
    bind_text(q, 12, r->words);
    bind_text(q, 13, r->period);
    sqlite3_bind_int(q, 14, r->depth);
    return put(s, q, diag);
}

bool store_put_carried(struct store *s, const struct carried_record *r, struct diag *diag)
{
    if (!prepare(s, &s->put_carried, "INSERT OR REPLACE INTO carried_last VALUES(?,?,?,?,?)", diag)) return false;
    sqlite3_stmt *q = s->put_carried;
    sqlite3_bind_int64(q, 1, r->agency);
    bind_text(q, 2, r->no);
    sqlite3_bind_int(q, 3, r->receipt);
    if (r->applicant_kind) sqlite3_bind_int(q, 4, r->applicant_kind);
    if (r->answered) sqlite3_bind_int(q, 5, r->decisive);
    return put(s, q, diag);
}

/* For rows that come once a run or once an agency: a statement prepared once is not worth while. */
static bool put_once(struct store *s, const char *sql, int64_t first, int64_t second, const char *text, struct diag *diag)
{
    sqlite3_stmt *q = NULL;
    if (!prepare(s, &q, sql, diag)) return false;
    sqlite3_bind_int64(q, 1, first);
    if (text) bind_text(q, 2, text);
    else sqlite3_bind_int64(q, 2, second);
    bool ok = put(s, q, diag);
    sqlite3_finalize(q);
    return ok;
}

bool store_put_last_list(struct store *s, int64_t agency, const char *source, struct diag *diag)
{
    return put_once(s, "INSERT OR REPLACE INTO last_lists VALUES(?,?)", agency, 0, source, diag);
}

bool store_put_run(struct store *s, int year, int close, struct diag *diag)
{
    s->year = year;
    return put_once(s, "INSERT INTO run VALUES(?,?)", year, close, NULL, diag);
}

void store_put_close(struct store *s)
{
    sqlite3_stmt **all[] = {&s->put_cell, &s->read_cells, &s->put_fault, &s->set_outcome, &s->put_text, &s->put_hidden, &s->put_carried, &s->put_previous, &s->put_body, &s->put_number};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        sqlite3_finalize(*all[i]);
        *all[i] = NULL;
    }
}
