#include "store/cells_table.h"
#include <stdlib.h>
#include <string.h>

enum { SET_ID, AGENCY, YEAR, TBL, ROW, COL, VALUE, SCALE, SHOWN, FILE_ID, LINE, PLACE };
/* A plan is two characters for each condition: what it is, and the column. OP_THERE has no value. */
enum { OP_EQUAL = '=', OP_LESS = '<', OP_AT_MOST = 'l', OP_MORE = '>', OP_AT_LEAST = 'm', OP_IN = 'I', OP_THERE = 't', FIRST_COLUMN = 'a', MOST_CONDITIONS = 24 };
/* What rows cost of a query's steps that it is not given. */
enum { ROWS_A_STEP = 16 };

struct cells_view { sqlite3_vtab base; struct cells_table *of; };

/* Numbers of ids, or of sets. `any`: of all that have no bit too, since there are more of them than bits. */
enum { WORDS = 4, BITS = 64 };
struct cells_choice { bool limited; uint64_t bits[WORDS]; };

struct cells_cursor {
    sqlite3_vtab_cursor base;
    struct cells_table *of;
    int64_t agency[2], year[2];                        /* least and most */
    bool there;                                        /* only cells with a value */
    struct cells_choice set, ids[3];
    bool one;                                          /* only the cell of that rank */
    uint32_t rank;
    size_t at;                                         /* of the sheets */
    uint32_t i, end;                                   /* of its cells */
    const struct cells_sheet *sheet;                   /* NULL = behind the last */
};

/* ---- the plan ---- */

static char op_of(unsigned char op)
{
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ: case SQLITE_INDEX_CONSTRAINT_IS: return OP_EQUAL;
    case SQLITE_INDEX_CONSTRAINT_LT: return OP_LESS;
    case SQLITE_INDEX_CONSTRAINT_LE: return OP_AT_MOST;
    case SQLITE_INDEX_CONSTRAINT_GT: return OP_MORE;
    case SQLITE_INDEX_CONSTRAINT_GE: return OP_AT_LEAST;
    case SQLITE_INDEX_CONSTRAINT_ISNOTNULL: return OP_THERE;
    default: return 0;
    }
}

static bool is_words(int column) { return column == SET_ID || (column >= TBL && column <= COL); }

/* What the condition is here; 0: it is left to SQLite. */
static char usable(sqlite3_index_info *info, int i)
{
    const struct sqlite3_index_constraint *k = &info->aConstraint[i];
    char op = k->usable ? op_of(k->op) : 0;
    if (!op || k->iColumn < 0 || k->iColumn > VALUE) return 0;
    if ((op == OP_THERE) != (k->iColumn == VALUE)) return 0;
    if (is_words(k->iColumn) && strcmp(sqlite3_vtab_collation(info, i), "BINARY")) return 0;
    if (k->iColumn >= TBL && k->iColumn <= COL && op != OP_EQUAL) return 0;
    return op;
}

/* The columns in which all rows are the same are passed over. */
static bool in_order(const sqlite3_index_info *info, unsigned equal)
{
    static const int key[] = {AGENCY, YEAR, SET_ID, TBL, ROW, COL};
    size_t next = 0, n = sizeof key / sizeof *key;
    for (int i = 0; i < info->nOrderBy; i++) {
        int column = info->aOrderBy[i].iColumn;
        if (column >= 0 && equal >> column & 1) continue;
        while (next < n && equal >> key[next] & 1) next++;
        if (next == n) return true;                    /* the key is whole: one row */
        if (info->aOrderBy[i].desc || key[next++] != column) return false;
    }
    return true;
}

/* Fixed numbers, so that a query has one plan whatever the store holds when it is prepared: a thousand agencies with two years of two hundred cells. */
static void estimate(sqlite3_index_info *info, unsigned equal, unsigned some)
{
    static const struct { int column; double parts; } of[] = {{AGENCY, 1000}, {YEAR, 2}, {SET_ID, 1.5}, {TBL, 3}, {ROW, 15}, {COL, 7}};
    double rows = 400000, walked = equal >> AGENCY & 1 ? 20 : 20000;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        if (equal >> of[i].column & 1) rows /= of[i].parts;
        else if (some >> of[i].column & 1) rows /= of[i].parts > 2 ? 2 : 1.2;
    }
    info->estimatedRows = rows < 1 ? 1 : (sqlite3_int64)rows;
    info->estimatedCost = walked + rows;
}

static int best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const unsigned key = 1u << AGENCY | 1u << YEAR | 1u << SET_ID | 1u << TBL | 1u << ROW | 1u << COL;
    char plan[2 * MOST_CONDITIONS + 1] = "";
    unsigned equal = 0, some = 0;                      /* columns with one value, and with several */
    int n_values = 0, n = 0;
    (void)base;
    for (int i = 0; i < info->nConstraint && n < MOST_CONDITIONS; i++) {
        char op = usable(info, i);
        int column = info->aConstraint[i].iColumn;
        if (!op) continue;
        /* An agency of a list is asked for by itself: SQLite goes through the list. */
        bool in = op == OP_EQUAL && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ && sqlite3_vtab_in(info, i, column == AGENCY ? -1 : 1);
        if (op != OP_THERE) info->aConstraintUsage[i].argvIndex = ++n_values;
        *(op == OP_EQUAL && (!in || column == AGENCY) ? &equal : &some) |= 1u << column;
        plan[2 * n] = in && column != AGENCY ? OP_IN : op;
        plan[2 * n++ + 1] = (char)(FIRST_COLUMN + column);
    }
    info->idxNum = equal >> AGENCY & 1 ? 2 : 0;        /* in a plan, as of columns: 2 rows that are found, 0 all sheets are gone through */
    info->orderByConsumed = in_order(info, equal);
    estimate(info, equal, some);
    if ((equal & key) == key) info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
    info->idxStr = sqlite3_mprintf("%s", plan);
    info->needToFreeIdxStr = 1;
    return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- conditions ---- */

static bool chosen(const struct cells_choice *c, uint32_t number) { return !c->limited || number >= WORDS * BITS || c->bits[number / BITS] >> number % BITS & 1; }

static void choose(struct cells_choice *c, int64_t number)
{
    if (number < WORDS * BITS) c->bits[number / BITS] |= (uint64_t)1 << number % BITS;
}

/* Of two conditions on one column both hold. */
static void narrow(struct cells_choice *c, const struct cells_choice *more)
{
    for (int i = 0; i < WORDS; i++) c->bits[i] = c->limited ? c->bits[i] & more->bits[i] : more->bits[i];
    c->limited = true;
}

/* The numbers of the ids of a column, or of sets, that compare to the words like this. */
static void choose_words(const struct cells *all, int column, char op, const char *words, struct cells_choice *out)
{
    if (column != SET_ID) {
        int64_t number = intern_find(all->ids, words, strlen(words));
        if (number) choose(out, number);
        return;
    }
    for (size_t i = 0; i < all->n_sets; i++) {
        int order = strcmp(all->sets[i], words);
        if (op == OP_EQUAL ? !order : op == OP_LESS ? order < 0 : op == OP_AT_MOST ? order <= 0 : op == OP_MORE ? order > 0 : order >= 0) choose(out, (int64_t)i);
    }
}

static struct cells_choice *choice_of(struct cells_cursor *c, int column) { return column == SET_ID ? &c->set : &c->ids[column - TBL]; }

static void take_number(int64_t range[2], char op, int64_t v)
{
    if (op == OP_EQUAL || op == OP_MORE || op == OP_AT_LEAST) range[0] = v > range[0] ? v : range[0];
    if (op == OP_EQUAL || op == OP_LESS || op == OP_AT_MOST) range[1] = v < range[1] ? v : range[1];
}

/* False: no row meets it, since no column of the key is NULL. A table, row or column that must be one is put into `equal`. */
static bool take_value(struct cells_cursor *c, int column, char op, sqlite3_value *v, const char *equal[3])
{
    if (sqlite3_value_type(v) == SQLITE_NULL) return false;
    if (!is_words(column)) {
        if (sqlite3_value_type(v) == SQLITE_INTEGER) take_number(column == AGENCY ? c->agency : c->year, op, sqlite3_value_int64(v));
        return true;                                   /* SQLite compares other values in a way of its own */
    }
    if (sqlite3_value_type(v) != SQLITE_TEXT) return true;
    struct cells_choice one = {.limited = true};
    const char *words = (const char *)sqlite3_value_text(v);
    choose_words(c->of->cells, column, op, words, &one);
    narrow(choice_of(c, column), &one);
    if (column != SET_ID) equal[column - TBL] = words;
    return true;
}

static bool take_list(struct cells_cursor *c, int column, sqlite3_value *list)
{
    struct cells_choice several = {.limited = true};
    int64_t range[2] = {INT64_MAX, INT64_MIN};
    sqlite3_value *one;
    int rc;
    for (rc = sqlite3_vtab_in_first(list, &one); rc == SQLITE_OK; rc = sqlite3_vtab_in_next(list, &one)) {
        if (sqlite3_value_type(one) == SQLITE_NULL) continue;
        if (sqlite3_value_type(one) != (is_words(column) ? SQLITE_TEXT : SQLITE_INTEGER)) return true;
        if (is_words(column)) {
            choose_words(c->of->cells, column, OP_EQUAL, (const char *)sqlite3_value_text(one), &several);
            continue;
        }
        int64_t v = sqlite3_value_int64(one);
        if (v < range[0]) range[0] = v;
        if (v > range[1]) range[1] = v;
    }
    if (rc != SQLITE_DONE) return false;
    if (is_words(column)) narrow(choice_of(c, column), &several);
    else take_number(c->year, OP_AT_LEAST, range[0]), take_number(c->year, OP_AT_MOST, range[1]);
    return true;
}

/* ---- the cursor ---- */

static int connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    struct cells_table *of = aux;
    (void)argc, (void)argv, (void)error;
    char *sql = sqlite3_mprintf("CREATE TABLE x(%s) WITHOUT ROWID", of->declared);
    int rc = sql ? sqlite3_declare_vtab(db, sql) : SQLITE_NOMEM;
    sqlite3_free(sql);
    if (rc != SQLITE_OK) return rc;
    struct cells_view *t = memory_alloc(sizeof *t);
    t->of = of;
    *out = &t->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *base)
{
    free(base);
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    struct cells_cursor *c = memory_alloc(sizeof *c);
    c->of = ((struct cells_view *)base)->of;
    *out = &c->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    free(base);
    return SQLITE_OK;
}

static bool meets(const struct cells_cursor *c)
{
    const struct cells_address *a = &c->of->cells->addresses[cells_get(c->sheet, CELLS_ADDRESS, c->i)];
    return (!c->there || !(cells_get(c->sheet, CELLS_MARKS, c->i) & CELLS_EMPTY)) && chosen(&c->ids[0], a->numbers[0]) && chosen(&c->ids[1], a->numbers[1]) &&
           chosen(&c->ids[2], a->numbers[2]);
}

/* Goes to the next sheet that is wanted, and to those of its cells that may be. */
static void next_sheet(struct cells_cursor *c)
{
    struct cells *all = c->of->cells;
    c->sheet = NULL;
    for (; c->at < all->n && all->sheets[c->at]->agency <= c->agency[1]; c->at++) {
        struct cells_sheet *s = all->sheets[c->at];
        if (s->year < c->year[0] || s->year > c->year[1] || !chosen(&c->set, s->set)) continue;
        cells_pack(all, s);
        c->at++;
        c->sheet = s;
        c->i = 0;
        c->end = s->n;
        if (c->one) c->i = cells_of_rank(all, s, c->rank), c->end = c->i + (c->i < s->n);
        return;
    }
}

/* From the cell at hand to the first that is wanted. */
static int go_on(struct cells_cursor *c)
{
    while (c->sheet) {
        uint32_t from = c->i;
        while (c->i < c->end && !meets(c)) c->i++;
        if (c->i > from && !c->of->charge(c->of->charged, (c->i - from) / ROWS_A_STEP + 1)) return SQLITE_INTERRUPT;
        if (c->i < c->end) break;
        next_sheet(c);
    }
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
    struct cells_cursor *c = (struct cells_cursor *)base;
    c->i++;
    return go_on(c);
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *plan, int n_values, sqlite3_value **values)
{
    struct cells_cursor *c = (struct cells_cursor *)base;
    const char *equal[3] = {NULL};
    bool any = true;
    (void)number, (void)n_values;
    *c = (struct cells_cursor){.base = c->base, .of = c->of, .agency = {INT64_MIN, INT64_MAX}, .year = {INT64_MIN, INT64_MAX}};
    for (; *plan && any; plan += 2) {
        int column = plan[1] - FIRST_COLUMN;
        if (plan[0] == OP_THERE) c->there = true;
        else if (plan[0] == OP_IN) any = take_list(c, column, *values++);
        else any = take_value(c, column, plan[0], *values++, equal);
    }
    c->one = any && equal[0] && equal[1] && equal[2];
    const struct cells_address *a = c->one ? cells_address(c->of->cells, equal) : NULL;
    if (!any || (c->one && !a)) return SQLITE_OK;
    if (c->one) cells_rank(c->of->cells), c->rank = a->rank;
    c->at = cells_from(c->of->cells, c->agency[0], c->year[0]);
    next_sheet(c);
    return go_on(c);
}

static int eof(sqlite3_vtab_cursor *base) { return !((struct cells_cursor *)base)->sheet; }

static void words(sqlite3_context *out, const char *s) { sqlite3_result_text(out, s, -1, SQLITE_STATIC); }

static void number(sqlite3_context *out, int64_t v)
{
    if (v) sqlite3_result_int64(out, v);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *out, int i)
{
    const struct cells_cursor *c = (struct cells_cursor *)base;
    const struct cells *all = c->of->cells;
    const struct cells_sheet *s = c->sheet;
    char buffer[DECIMAL_TEXT];
    switch (i) {
    case SET_ID: words(out, all->sets[s->set]); break;
    case AGENCY: sqlite3_result_int64(out, s->agency); break;
    case YEAR: sqlite3_result_int(out, s->year); break;
    case TBL: case ROW: case COL: words(out, all->addresses[cells_get(s, CELLS_ADDRESS, c->i)].ids[i - TBL]); break;
    case VALUE:
        if (!(cells_get(s, CELLS_MARKS, c->i) & CELLS_EMPTY)) sqlite3_result_int64(out, cells_get(s, CELLS_VALUE, c->i));
        break;
    case SCALE: sqlite3_result_int64(out, cells_get(s, CELLS_MARKS, c->i) & CELLS_SCALE); break;
    case SHOWN: sqlite3_result_text(out, cells_shown(all, s, c->i, buffer), -1, SQLITE_TRANSIENT); break;
    case FILE_ID: number(out, cells_get(s, CELLS_FILE, c->i)); break;
    case LINE: number(out, cells_get(s, CELLS_LINE, c->i)); break;
    case PLACE: sqlite3_result_text(out, cells_words(all, cells_get(s, CELLS_PLACE, c->i)), -1, SQLITE_TRANSIENT); break;
    }
    return SQLITE_OK;
}

/* Never asked: the table has none. */
static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    (void)base;
    *id = 0;
    return SQLITE_OK;
}

int cells_table_register(sqlite3 *db, struct cells_table *of)
{
    static const sqlite3_module module = {
        .iVersion = 1, .xCreate = connect, .xConnect = connect, .xDisconnect = disconnect, .xDestroy = disconnect, .xBestIndex = best_index,
        .xOpen = open_cursor, .xClose = close_cursor, .xFilter = filter, .xNext = next, .xEof = eof, .xColumn = column, .xRowid = rowid,
    };
    return sqlite3_create_module(db, "cells", &module, of);
}
