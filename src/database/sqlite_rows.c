/* The rows of a relation of a SQLite file, each value as text. */
#include "base/characters.h"
#include "database/sqlite_inside.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sqlite_rows {
    struct raw_rows face;
    struct sqlite_file *of;
    size_t relation;
    sqlite3_stmt *query;                               /* NULL until the first row behind the headings is wanted */
    bool headed, ended;
    int64_t given;                                     /* rows, without the headings */
    struct slice *cells;
    unsigned char *marks;
    struct text numbers;                               /* of the current row: floating-point numbers as texts */
    size_t *offsets;
};

/* ---- the query ---- */

/* Columns are called by numbers, so that no name of the file stands in it but that of the relation. */
void sqlite_add_query(const struct sqlite_file *f, size_t relation, struct text *sql)
{
    const struct sqlite_relation *own = &f->own[relation];
    const size_t n = f->relations[relation].n_headings;
    text_add(sql, "WITH q(");
    for (size_t i = 0; i < n; i++) text_printf(sql, "c%zu, ", i);
    text_printf(sql, "r) AS (SELECT *, %s FROM %s) SELECT ", own->order ? own->order : "0", own->from);
    for (size_t i = 0; i < n; i++) {
        if (i) text_add(sql, ", ");
        if (!own->plan.fetched[i]) text_add(sql, "NULL");
        else text_printf(sql, own->order ? "c%zu" : "nianbao_bounded(c%zu)", i);
    }
    text_add(sql, " FROM q");
    if (own->order) text_add(sql, " ORDER BY r");
    for (size_t i = 0; !own->order && i < own->plan.n_places; i++) text_printf(sql, "%s CAST(c%zu AS TEXT) COLLATE BINARY", i ? "," : " ORDER BY", own->plan.places[i]);
}

/* ---- values ---- */

/* As a sheet has it: 15 digits, without an exponent. What has more before its point, or is no number, has lost some. */
static enum raw_mark add_number(struct text *out, double v)
{
    enum { DIGITS = 15, MOST_BEHIND = 30 };
    char power[DIGITS + 16];
    snprintf(power, sizeof power, "%.*e", DIGITS - 1, v);
    const char *e = strchr(power, 'e');
    if (!e) {                                          /* beyond all numbers */
        text_add(out, power);
        return RAW_LONG_NUMBER;
    }
    int before = (int)strtol(e + 1, NULL, 10) + 1, behind = DIGITS - before;
    behind = behind < 0 ? 0 : behind > MOST_BEHIND ? MOST_BEHIND : behind;
    text_printf(out, "%.*f", behind, v);
    while (behind && out->bytes[out->n - 1] == '0') out->n--, behind--;
    if (out->bytes[out->n - 1] == '.') out->n--;
    return before > DIGITS ? RAW_LONG_NUMBER : RAW_NUMBER;
}

static enum raw_result refuse(struct sqlite_rows *r, struct fault *fault, const char *id, size_t column, const char *what, const char *expected)
{
    fault_set(fault, id, "列“%s”%s；%s", r->of->relations[r->relation].headings[column], what, expected);
    fault->line = r->given + 1;
    return RAW_BROKEN;
}

static enum raw_result refuse_text(struct sqlite_rows *r, size_t column, struct fault *fault)
{
    return refuse(r, fault, "S02", column, r->of->utf16 ? "里有的内容不是文字（有半个字，或有空字节）" : "里有的内容不是文字（不是 UTF-8，或有空字节）", "请那个系统改正，或在视图里去掉");
}

/* Whether each half of a character is followed by its other half. */
static bool is_utf16(const uint16_t *s, size_t n)
{
    enum { FIRST = 0xD800, SECOND = 0xDC00, KIND = 0xFC00 };
    for (size_t i = 0; i < n; i++)
        if ((s[i] & KIND) == SECOND || ((s[i] & KIND) == FIRST && (++i == n || (s[i] & KIND) != SECOND))) return false;
    return true;
}

static enum raw_result take_text(struct sqlite_rows *r, size_t i, bool *plain, struct fault *fault)
{
    struct character_scan scan;
    struct slice *cell = &r->cells[i];
    if (r->of->utf16) {
        const uint16_t *wide = sqlite3_column_text16(r->query, (int)i);
        if (wide && !is_utf16(wide, (size_t)sqlite3_column_bytes16(r->query, (int)i) / sizeof *wide)) return refuse_text(r, i, fault);
    }
    cell->s = (const char *)sqlite3_column_text(r->query, (int)i);
    cell->n = (size_t)sqlite3_column_bytes(r->query, (int)i);
    if (!cell->s) return RAW_END;
    if (cell->n > RAW_MAX_CELL_BYTES) return refuse(r, fault, "S03", i, "的一格超过 1 MiB", "在视图里截短它，或不给出这一列");
    if (!characters_scan(cell->s, cell->n, &scan) || scan.none < cell->n || memchr(cell->s, 0, cell->n))
        return refuse_text(r, i, fault);
    *plain &= scan.plain;
    return RAW_ROW;
}

/* RAW_END: SQLite could not make it a text. */
static enum raw_result take_value(struct sqlite_rows *r, size_t i, bool *plain, struct fault *fault)
{
    r->cells[i] = (struct slice){"", 0};
    r->marks[i] = RAW_PLAIN;
    switch (sqlite3_column_type(r->query, (int)i)) {
    case SQLITE_INTEGER:
        r->marks[i] = RAW_NUMBER;
        return take_text(r, i, plain, fault);
    case SQLITE_FLOAT:
        r->offsets[i] = r->numbers.n;
        r->marks[i] = add_number(&r->numbers, sqlite3_column_double(r->query, (int)i));
        r->cells[i] = (struct slice){NULL, r->numbers.n - r->offsets[i]};
        text_add_char(&r->numbers, '\0');
        return RAW_ROW;
    case SQLITE_TEXT: return take_text(r, i, plain, fault);
    case SQLITE_BLOB: return refuse(r, fault, "S02", i, "的一格是二进制内容（BLOB），读不了", "在视图里转换成文字，或不给出这一列");
    default: return RAW_ROW;
    }
}

/* ---- the reader's functions ---- */

static enum raw_result broken(struct sqlite_rows *r, struct fault *fault)
{
    const char *expected, *words = sqlite_words(r->of, &expected);
    r->ended = true;
    fault_set(fault, "S01", "%s；%s", words, expected);
    fault->line = r->given ? r->given + 1 : 0;
    return RAW_BROKEN;
}

static enum raw_result head(struct sqlite_rows *r, struct raw_row *row)
{
    r->headed = true;
    *row = ledger_relation_head(&r->of->relations[r->relation], r->cells);
    return RAW_ROW;
}

static bool begin(struct sqlite_rows *r)
{
    struct text sql = {0};
    sqlite_begin_reading(r->of);
    sqlite_add_query(r->of, r->relation, &sql);
    r->query = sqlite_ask(r->of, text_get(&sql));
    text_release(&sql);
    return r->query;
}

static enum raw_result take_row(struct sqlite_rows *r, struct raw_row *row, struct fault *fault)
{
    const size_t n = r->of->relations[r->relation].n_headings;
    bool plain = true;
    enum raw_result result;
    text_clear(&r->numbers);
    for (size_t i = 0; i < n; i++)
        if ((result = take_value(r, i, &plain, fault)) != RAW_ROW) return result == RAW_END ? broken(r, fault) : result;
    for (size_t i = 0; i < n; i++)                     /* the bytes of numbers may have moved until now */
        if (!r->cells[i].s) r->cells[i].s = text_get(&r->numbers) + r->offsets[i];
    *row = (struct raw_row){.cells = r->cells, .n = n, .line = r->given + 1, .marks = r->marks, .plain = plain};
    return RAW_ROW;
}

static enum raw_result rows_next(struct raw_rows *self, struct raw_row *row, struct fault *fault)
{
    struct sqlite_rows *r = (struct sqlite_rows *)self;
    if (!r->headed) return head(r, row);
    if (r->ended) return RAW_END;
    if (!r->query && !begin(r)) return broken(r, fault);
    int rc = sqlite3_step(r->query);
    if (r->of->denied) return broken(r, fault);        /* it asked for the time */
    if (rc == SQLITE_DONE) r->ended = true;
    if (rc == SQLITE_DONE) return RAW_END;
    if (rc != SQLITE_ROW) return broken(r, fault);
    r->given++;
    return take_row(r, row, fault);
}

static void rows_close(struct raw_rows *self)
{
    struct sqlite_rows *r = (struct sqlite_rows *)self;
    sqlite3_finalize(r->query);
    text_release(&r->numbers);
    free(r->offsets);
    free(r->cells);
    free(r->marks);
    free(r);
}

struct raw_rows *sqlite_rows_open(struct ledger_database *self, size_t relation, struct fault *fault)
{
    struct sqlite_file *f = (struct sqlite_file *)self;
    struct sqlite_rows *r = memory_alloc(sizeof *r);
    const size_t n = f->relations[relation].n_headings + 1;
    (void)fault;
    r->face = (struct raw_rows){.next = rows_next, .close = rows_close, .sheet = true, .relation = true};
    r->of = f;
    r->relation = relation;
    r->cells = memory_alloc(n * sizeof *r->cells);
    r->marks = memory_alloc(n);
    r->offsets = memory_alloc(n * sizeof *r->offsets);
    return &r->face;
}
