#include "base/digest.h"
#include "ledger/values/personal.h"
#include "store/store_inside.h"
#include <string.h>

/* Words that are to be printed enter the store, and from it the model, with personal values blacked out. */

void store_know_people(struct store *s, const struct intern *people) { s->people = people; }

static const char columns[] = "SELECT name, aliases, address, phone, postcode, website FROM agencies";
enum { COLUMNS = 6 };

/* Name, address and telephone of the agency, and `own`, what it says of itself at the beginning of its report. */
static bool own_words(struct store *s, int64_t agency, const char *own, struct text *out, struct diag *diag)
{
    struct text sql = {0};
    struct query *q = NULL;
    bool row = false;
    text_printf(&sql, "%s WHERE id = :agency", columns);
    bool ok = query_open(&q, s, text_get(&sql), "agencies", 1, diag);
    text_release(&sql);
    if (!ok) return false;
    query_bind(q, ":agency", agency);
    ok = query_next(q, &row, diag);
    for (int i = 0; ok && row && i < COLUMNS; i++) text_printf(out, "%s\n", query_text(q, i) ? query_text(q, i) : "");
    if (own) text_add(out, own);
    query_close(q);
    return ok;
}

/* Called from an SQL function while a query runs, so this is a plain statement and no guarded query. */
const char *store_own_words(struct store *s)
{
    sqlite3_stmt *rows = NULL;
    if (s->own_of == s->rows + 1) return text_get(&s->own);
    text_clear(&s->own);
    int code = sqlite3_prepare_v2(s->db, columns, -1, &rows, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        if ((code = sqlite3_step(rows)) != SQLITE_ROW) break;
        for (int i = 0; i < COLUMNS; i++) text_printf(&s->own, "%s\n", sqlite3_column_text(rows, i) ? (const char *)sqlite3_column_text(rows, i) : "");
    }
    sqlite3_finalize(rows);
    if (code != SQLITE_DONE) return NULL;
    s->own_of = s->rows + 1;
    return text_get(&s->own);
}

/* What the office says of itself takes marks away and adds none: where there is none without it, it need not be asked for. */
static bool has_marks(const struct store *s, const char *text, struct personal_marks *marks)
{
    const struct personal_scope scope = {s->schema, s->people, NULL};
    personal_scan(&scope, text, marks);
    return marks->n > 0;
}

/* ---- ordinary words that are names of applicants too ---- */

static void add_mark(struct personal_marks *marks, struct personal_mark mark)
{
    marks->list = memory_grow(marks->list, marks->n, &marks->cap, sizeof *marks->list);
    size_t i = marks->n++;
    for (; i && marks->list[i - 1].from > mark.from; i--) marks->list[i] = marks->list[i - 1];
    marks->list[i] = mark;
}

/* Those that are found only because the ledger has such an applicant. */
static void find_names(const struct personal_scope *scope, const char *text, const struct personal_marks *all, struct personal_marks *names)
{
    struct personal_marks others = {0};
    personal_scan(&(struct personal_scope){scope->schema, NULL, scope->own}, text, &others);
    for (size_t i = 0, first = 0; i < all->n; i++) {   /* both are in the order of the text */
        bool known = false;
        while (first < others.n && others.list[first].from < all->list[i].from) first++;
        for (size_t k = first; k < others.n && others.list[k].from == all->list[i].from; k++) known |= !strcmp(others.list[k].kind, all->list[i].kind);
        if (!known) add_mark(names, all->list[i]);
    }
    personal_marks_release(&others);
}

/* A store that was taken from a kept one knows of each such text the lines in which they stand. */
static bool know_names(struct store *s, const struct personal_scope *scope, const char *text, struct personal_marks *marks, struct diag *diag)
{
    char digest[DIGEST_HEX] = "";
    struct personal_marks names = {0};
    if (s->taken.n_marks || (s->out && marks->n)) digest_sha256(text, strlen(text), digest);
    for (size_t i = 0; i < s->taken.n_marks; i++)
        if (!strcmp(s->taken.marks[i].digest, digest) && s->taken.marks[i].at <= strlen(text))
            add_mark(&names, (struct personal_mark){s->taken.marks[i].at, s->taken.marks[i].at, s->taken.marks[i].kind, false});
    for (size_t i = 0; i < names.n; i++) add_mark(marks, names.list[i]);
    if (s->out && s->people && marks->n) find_names(scope, text, marks, &names);
    bool ok = !s->out || !names.n || store_note_marks(s, digest, text, &names, diag);
    personal_marks_release(&names);
    return ok;
}

bool store_scan_text(struct store *s, int64_t agency, const char *own, const char *text, struct personal_marks *marks, struct diag *diag)
{
    struct text words = {0};
    if (!has_marks(s, text, marks) && !s->taken.n_marks) return true;
    bool ok = own_words(s, agency, own, &words, diag);
    const struct personal_scope scope = {s->schema, s->people, text_get(&words)};
    if (ok) personal_scan(&scope, text, marks);
    ok = ok && know_names(s, &scope, text, marks, diag);
    text_release(&words);
    return ok;
}

bool store_black_out(struct store *s, const char *own, const char *text, struct text *out, struct diag *diag)
{
    struct personal_marks marks = {0};
    struct text words = {0};
    const char *all = NULL;
    bool ok = !has_marks(s, text, &marks) || (all = store_own_words(s)) || store_fail(s, diag, "机关表");
    if (all) {
        text_add(&words, all);
        text_add(&words, own ? own : "");
        personal_scan(&(struct personal_scope){s->schema, s->people, text_get(&words)}, text, &marks);
    }
    if (ok) personal_black_out(text, &marks, out);
    personal_marks_release(&marks);
    text_release(&words);
    return ok;
}

/* Whether the office has waived A19 for this very text (docs/checks.md). */
static bool is_waived(struct store *s, const struct printed_text *p, const char *digest, bool *waived, struct diag *diag)
{
    static const char sql[] =
        "SELECT 1 FROM waivers WHERE agency = :agency AND year = :year AND rule = 'A19' AND trim(place, ' ''') = :place";
    struct query *q = NULL;
    struct text place = {0};
    text_printf(&place, "%s %s #%s", p->section, p->place, digest);
    bool ok = query_open(&q, s, sql, "waivers", 1, diag);
    if (ok) {
        query_bind(q, ":agency", p->agency);
        query_bind(q, ":year", s->year);
        query_bind_text(q, ":place", text_get(&place));
        ok = query_next(q, waived, diag);
    }
    query_close(q);
    text_release(&place);
    return ok;
}

static bool note_hidden(struct store *s, const struct printed_text *p, const struct personal_marks *marks, bool sure, const char *digest, struct diag *diag)
{
    struct text kinds = {0};
    bool ok = !personal_kinds(marks, sure, &kinds) || store_put_hidden(s, p, sure, text_get(&kinds), digest, diag);
    text_release(&kinds);
    return ok;
}

bool store_put_printed(struct store *s, const struct printed_text *p, struct text *as_printed, size_t *n, struct diag *diag)
{
    enum { SHOWN = 12 };
    struct personal_marks marks = {0};
    char digest[DIGEST_HEX];
    bool waived = false, ok = store_scan_text(s, p->agency, p->own, p->body, &marks, diag);
    *n = marks.n;
    text_clear(as_printed);
    if (ok && marks.n) {
        digest_sha256(p->body, strlen(p->body), digest);
        digest[SHOWN] = 0;                             /* as digest_text() has it */
        ok = is_waived(s, p, digest, &waived, diag) && note_hidden(s, p, &marks, true, digest, diag) &&
             (p->opening || note_hidden(s, p, &marks, false, digest, diag));
    }
    if (waived) text_add(as_printed, p->body);
    else if (ok) personal_black_out(p->body, &marks, as_printed);
    personal_marks_release(&marks);
    return ok && (p->unchecked || store_put_text(s, p->agency, p->section, p->place, text_get(as_printed), diag));
}
