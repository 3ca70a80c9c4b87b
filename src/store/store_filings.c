#include "store/store_inside.h"

/* What a superior's agencies have submitted: one row for each agency of the tree that has to report or did, and one for each report
 * that belongs to no agency of the tree. */

static void bind_id(sqlite3_stmt *q, int i, int64_t id)
{
    if (id) sqlite3_bind_int64(q, i, id);
}

static void bind_day(sqlite3_stmt *q, int i, int day)
{
    if (day != NO_DAY) sqlite3_bind_int(q, i, day);
}

bool store_put_filing(struct store *s, const struct filing_record *f, struct diag *diag)
{
    sqlite3_stmt *q = NULL;
    if (!store_prepare(s, "INSERT INTO filings VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", &q, diag)) return false;
    const char *const names[] = {f->code, f->name, f->standing, f->state};
    const char *const origin[] = {f->file, f->other_file, f->said, f->form_hash, f->rules_hash, f->calendar_hash};
    const bool flags[] = {f->zero, f->twice, f->draft};
    const int days[] = {f->due, f->submitted, f->published};
    int at = 0;
    bind_id(q, ++at, f->agency);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) sqlite3_bind_text(q, ++at, names[i], -1, SQLITE_STATIC);
    sqlite3_bind_int(q, ++at, f->counted);
    bind_id(q, ++at, f->above);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) sqlite3_bind_int(q, ++at, flags[i]);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) bind_day(q, ++at, days[i]);
    for (size_t i = 0; i < sizeof origin / sizeof *origin; i++) sqlite3_bind_text(q, ++at, origin[i], -1, SQLITE_STATIC);
    sqlite3_bind_int64(q, ++at, f->blocking);
    sqlite3_bind_int64(q, ++at, f->unequal);
    return store_finish(s, q, diag);
}

bool store_put_alike(struct store *s, int64_t agency, int64_t other, const char *section, int percent, struct diag *diag)
{
    sqlite3_stmt *q = NULL;
    if (!store_prepare(s, "INSERT INTO alike VALUES(?,?,?,?)", &q, diag)) return false;
    sqlite3_bind_int64(q, 1, agency);
    sqlite3_bind_int64(q, 2, other);
    sqlite3_bind_text(q, 3, section, -1, SQLITE_STATIC);
    sqlite3_bind_int(q, 4, percent);
    return store_finish(s, q, diag);
}

bool store_put_explained(struct store *s, const struct explained_record *r, struct diag *diag)
{
    sqlite3_stmt *q = NULL;
    if (!store_prepare(s, "INSERT INTO explained VALUES(?,?,?,?,?,?,?,?,?,?)", &q, diag)) return false;
    const char *const words[] = {r->set, r->table, r->row, r->col};
    int at = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) sqlite3_bind_text(q, ++at, words[i], -1, SQLITE_STATIC);
    bind_id(q, ++at, r->choice);
    bind_id(q, ++at, r->agency);
    sqlite3_bind_text(q, ++at, r->how, -1, SQLITE_STATIC);
    sqlite3_bind_int64(q, ++at, r->choices);
    sqlite3_bind_int(q, ++at, r->more);
    sqlite3_bind_int(q, ++at, r->searched);
    return store_finish(s, q, diag);
}

static bool forget(struct store *s, const char *sql, int64_t agency, struct diag *diag)
{
    sqlite3_stmt *q = NULL;
    if (!store_prepare(s, sql, &q, diag)) return false;
    sqlite3_bind_int64(q, 1, agency);
    return store_finish(s, q, diag);
}

static bool forget_words(struct store *s, int64_t agency, struct diag *diag)
{
    return forget(s, "DELETE FROM texts_printed WHERE agency = ?", agency, diag) && forget(s, "DELETE FROM texts_hidden WHERE agency = ?", agency, diag) &&
           forget(s, "DELETE FROM text_numbers WHERE agency = ?", agency, diag);
}

bool store_swap_sets(struct store *s, int64_t agency, int year, const char *a, const char *b, struct diag *diag)
{
    static const char aside[] = "aside";
    return store_rename_cells(s, agency, year, a, aside, diag) && store_rename_cells(s, agency, year, b, a, diag) &&
           store_rename_cells(s, agency, year, aside, b, diag) && forget_words(s, agency, diag);
}

bool store_forget_report(struct store *s, int64_t agency, int year, struct diag *diag)
{
    return store_forget_cells(s, agency, year, NULL, diag) && forget_words(s, agency, diag);
}

bool store_forget_last_year(struct store *s, int64_t agency, int year, struct diag *diag)
{
    return store_forget_cells(s, agency, year, "previous", diag) && forget(s, "DELETE FROM texts_previous WHERE agency = ?", agency, diag);
}
