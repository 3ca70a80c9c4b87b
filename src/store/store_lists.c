#include "store/store_inside.h"
#include "base/folder.h"
#include "ledger/rows/csv.h"
#include "ledger/rows/encoding.h"
#include <stdlib.h>
#include <string.h>

/* The program's own small lists (data/lists): obligations, words, phrases of a statute. They are data of the program and not of
 * an office, so a fault in them ends the run with file and line. */

static bool plain(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!((s[i] >= 'a' && s[i] <= 'z') || s[i] == '_')) return false;
    return n > 0;
}

static bool fault_fail(const char *path, const struct fault *fault, struct diag *diag)
{
    return diag_fail(diag, DIAG_INPUT, "%s:%lld: %s", path, (long long)fault->line, fault->text);
}

static bool create_list(struct store *s, const char *path, const char *name, const struct raw_row *head, struct diag *diag)
{
    struct text sql = {0};
    bool ok = true;
    text_printf(&sql, "CREATE TABLE \"%s\"(n INTEGER PRIMARY KEY", name);
    for (size_t i = 0; ok && i < head->n; i++) {
        ok = plain(head->cells[i].s, head->cells[i].n) || diag_fail(diag, DIAG_INPUT, "%s:1: 列名只可用小写字母和下划线", path);
        text_printf(&sql, ", \"%.*s\" TEXT", (int)head->cells[i].n, head->cells[i].s);
    }
    text_printf(&sql, ") STRICT; CREATE INDEX \"%s_by_word\" ON \"%s\"(\"%.*s\")", name, name, (int)head->cells[0].n, head->cells[0].s);
    ok = ok && store_run(s, text_get(&sql), diag);
    text_release(&sql);
    return ok;
}

static bool prepare_row(struct store *s, const char *name, size_t columns, sqlite3_stmt **q, struct diag *diag)
{
    struct text sql = {0};
    text_printf(&sql, "INSERT INTO \"%s\" VALUES(NULL", name);
    for (size_t i = 0; i < columns; i++) text_add(&sql, ",?");
    text_add(&sql, ")");
    bool ok = store_prepare(s, text_get(&sql), q, diag);
    text_release(&sql);
    return ok;
}

static struct slice kept(struct store *s, const struct raw_row *row, size_t i)
{
    return i < row->n ? (struct slice){arena_dup_n(&s->arena, row->cells[i].s, row->cells[i].n), row->cells[i].n} : (struct slice){"", 0};
}

static void keep_words(struct store *s, struct listed_words *list, const struct raw_row *row)
{
    list->words = memory_grow(list->words, list->n, &list->cap, sizeof *list->words);
    list->words[list->n++] = (struct listed_word){kept(s, row, 0), kept(s, row, 1)};
}

/* An empty cell is NULL. */
static bool put_row(struct store *s, sqlite3_stmt *q, const struct raw_row *row, struct diag *diag)
{
    for (size_t i = 0; i < row->n; i++) {
        if (row->cells[i].n) sqlite3_bind_text(q, (int)i + 1, row->cells[i].s, (int)row->cells[i].n, SQLITE_STATIC);
        else sqlite3_bind_null(q, (int)i + 1);
    }
    bool ok = sqlite3_step(q) == SQLITE_DONE || store_fail(s, diag, "写入");
    sqlite3_reset(q);
    return ok;
}

static bool read_rows(struct store *s, struct raw_rows *rows, const char *path, struct listed_words *list, struct diag *diag)
{
    struct raw_row row;
    struct fault fault = {0};
    sqlite3_stmt *q = NULL;
    enum raw_result result = rows->next(rows, &row, &fault);
    if (result != RAW_ROW) return diag_fail(diag, DIAG_INPUT, "%s: 没有标题行", path);
    size_t columns = row.n;
    bool ok = create_list(s, path, list->name, &row, diag) && prepare_row(s, list->name, columns, &q, diag);
    while (ok && (result = rows->next(rows, &row, &fault)) == RAW_ROW) {
        if (row.n != columns) ok = diag_fail(diag, DIAG_INPUT, "%s:%lld: 应有%zu列", path, (long long)row.line, columns);
        else ok = put_row(s, q, &row, diag);
        if (ok) keep_words(s, list, &row);
    }
    sqlite3_finalize(q);
    if (ok && result == RAW_BROKEN) ok = fault_fail(path, &fault, diag);
    return ok;
}

static bool read_list(struct store *s, const char *path, const char *name, struct diag *diag)
{
    struct encoded_text text = {0};
    struct fault fault = {0};
    if (!encoding_open(&text, path, "UTF-8", &fault)) return fault_fail(path, &fault, diag);
    struct raw_rows *rows = csv_open(text.text, text.n);
    s->lists = memory_grow(s->lists, s->n_lists, &s->cap_lists, sizeof *s->lists);
    struct listed_words *list = &s->lists[s->n_lists++];
    *list = (struct listed_words){.name = name};
    bool ok = read_rows(s, rows, path, list, diag);
    rows->close(rows);
    encoding_close(&text);
    return ok;
}

const struct listed_words *store_list(const struct store *s, const char *name)
{
    for (size_t i = 0; i < s->n_lists; i++)
        if (!strcmp(s->lists[i].name, name)) return &s->lists[i];
    return NULL;
}

void store_lists_free(struct store *s)
{
    for (size_t i = 0; i < s->n_lists; i++) free(s->lists[i].words);
    free(s->lists);
}

bool store_add_lists(struct store *s, const char *dir, struct diag *diag)
{
    const char **names;
    size_t n;
    if (!folder_names(&s->arena, dir, "", ".csv", &names, &n, diag)) return false;
    bool ok = store_begin(s, diag);
    for (size_t i = 0; ok && i < n; i++) {
        const char *name = arena_dup_n(&s->arena, names[i], strlen(names[i]) - strlen(".csv"));
        if (plain(name, strlen(name))) ok = read_list(s, arena_printf(&s->arena, "%s/%s", dir, names[i]), name, diag);
    }
    return ok && store_commit(s, diag);
}
