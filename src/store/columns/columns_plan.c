#include "store/columns/columns_table_inside.h"
#include <string.h>

/* How a query is to read a table of columns: SQLite asks for several orders of its tables, and takes the cheapest. */

/* A column with fewer different values is walked through. */
enum { FEWEST_TO_HASH = 16 };
/* Checks ask for what is seldom: a column of two values has one of them in few rows. */
enum { LIKELY = 32 };
/* SQLite does not count the sorting of what a virtual table gives out of order: one that gives the rows in order seems smaller. */
#define NO_SORT 0.6

struct columns_choice {
    const struct columns_table *of;
    sqlite3_index_info *info;
    char text[2 * MOST_CONDITIONS + 1];
    int n_values;
    size_t n;                                          /* conditions in text */
    double left;                                       /* the part of the rows that meets them */
};

static bool has_room(const struct columns_choice *p) { return p->n < MOST_CONDITIONS; }

static void add(struct columns_choice *p, char op, int column)
{
    p->text[2 * p->n] = op;
    p->text[2 * p->n++ + 1] = (char)(FIRST_COLUMN + column);
}

static void add_value(struct columns_choice *p, int constraint, char op, int column)
{
    if (!has_room(p)) return;
    p->info->aConstraintUsage[constraint].argvIndex = ++p->n_values;
    add(p, op, column);
}

static bool plain_words(sqlite3_index_info *info, int i) { return !strcmp(sqlite3_vtab_collation(info, i), "BINARY"); }

static double part_of(const struct columns_table *of, size_t column)
{
    uint64_t spread = columns_spread(of->columns, column);
    return spread < 2 ? 1 : spread < LIKELY ? 1.0 / LIKELY : 1 / (double)spread;
}

static bool is_free_text(const struct columns_table *of, size_t column)
{
    return columns_kind_of(of->columns, column) == COLUMNS_TEXT && !columns_are_coded(of->columns, column);
}

/* How many rows have one value of the column; more than all of them where it is not to be hashed. */
static double rows_of_value(const struct columns_table *of, size_t column, int with)
{
    double rows = columns_rows(of->columns) - (double)columns_nulls(of->columns, column);
    const struct columns_index *index = columns_indexed(of->columns, column, with);
    uint64_t spread = columns_spread(of->columns, column);
    if (columns_kind_of(of->columns, column) == COLUMNS_RISING) return rows + 1;
    if (index && columns_index_distinct(index)) return rows / columns_index_distinct(index);
    if (is_free_text(of, column)) return (int)column == of->unique ? 1 : 4;
    return spread < FEWEST_TO_HASH ? rows + 1 : (double)spread < rows ? rows / (double)spread : 1;
}

static bool usable(const sqlite3_index_info *info, int i, bool or_is)
{
    const struct sqlite3_index_constraint *k = &info->aConstraint[i];
    return k->usable && (k->op == SQLITE_INDEX_CONSTRAINT_EQ || (or_is && k->op == SQLITE_INDEX_CONSTRAINT_IS));
}

/* The condition on the owner that may go together with that on a text; -1 = none. */
static int find_owner(const struct columns_table *of, sqlite3_index_info *info)
{
    if (of->owner < 0 || columns_spread(of->columns, (size_t)of->owner) < 2) return -1;
    for (int i = 0; i < info->nConstraint; i++)
        if (info->aConstraint[i].iColumn == of->owner + 1 && usable(info, i, true) && !sqlite3_vtab_in(info, i, -1)) return i;
    return -1;
}

/* The condition by whose hash the fewest rows are found. */
static int find_hash(const struct columns_table *of, sqlite3_index_info *info, int owner, double *fewest)
{
    int best = -1;
    *fewest = columns_rows(of->columns);
    for (int i = 0; i < info->nConstraint; i++) {
        int column = info->aConstraint[i].iColumn - 1;
        if (column < 0 || !usable(info, i, false)) continue;
        bool words = columns_kind_of(of->columns, (size_t)column) == COLUMNS_TEXT;
        if (words && !plain_words(info, i)) continue;
        double rows = rows_of_value(of, (size_t)column, is_free_text(of, (size_t)column) && owner >= 0 ? of->owner : -1);
        if (rows >= *fewest) continue;
        *fewest = rows;
        best = i;
    }
    return best;
}

static void take_word_condition(struct columns_choice *p, int i, int column)
{
    const struct columns_table *of = p->of;
    if (!plain_words(p->info, i)) return;
    p->left *= is_free_text(of, (size_t)column) ? 0.25 : part_of(of, (size_t)column);
    bool in = p->info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ && sqlite3_vtab_in(p->info, i, 1);
    add_value(p, i, in ? OP_IN : p->info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_IS ? OP_IS : OP_EQUAL, column + 1);
}

static void take_condition(struct columns_choice *p, int i)
{
    const struct sqlite3_index_constraint *k = &p->info->aConstraint[i];
    int column = k->iColumn < 0 ? -1 : k->iColumn - 1;
    enum columns_kind kind = column < 0 ? COLUMNS_INTEGER : columns_kind_of(p->of->columns, (size_t)column);
    double rows = columns_rows(p->of->columns) + 1.0;
    if (kind == COLUMNS_RISING || !has_room(p)) return;
    switch (k->op) {
    case SQLITE_INDEX_CONSTRAINT_EQ: case SQLITE_INDEX_CONSTRAINT_IS:
        if (kind == COLUMNS_TEXT) {
            take_word_condition(p, i, column);
            break;
        }
        bool in = k->op == SQLITE_INDEX_CONSTRAINT_EQ && column >= 0 && sqlite3_vtab_in(p->info, i, 1);
        p->left *= column < 0 ? 1 / rows : in ? 0.3 : part_of(p->of, (size_t)column);
        add_value(p, i, in ? OP_IN : k->op == SQLITE_INDEX_CONSTRAINT_IS ? OP_IS : OP_EQUAL, column + 1);
        break;
    case SQLITE_INDEX_CONSTRAINT_LT: case SQLITE_INDEX_CONSTRAINT_LE: case SQLITE_INDEX_CONSTRAINT_GT: case SQLITE_INDEX_CONSTRAINT_GE:
        if (kind == COLUMNS_TEXT) return;
        p->left *= 0.8;
        add_value(p, i, k->op == SQLITE_INDEX_CONSTRAINT_LT ? OP_LESS : k->op == SQLITE_INDEX_CONSTRAINT_LE ? OP_AT_MOST : k->op == SQLITE_INDEX_CONSTRAINT_GT ? OP_MORE : OP_AT_LEAST,
                  column + 1);
        break;
    default: break;
    }
}

static void take_null(struct columns_choice *p, int i)
{
    const struct sqlite3_index_constraint *k = &p->info->aConstraint[i];
    int column = k->iColumn - 1;
    if (column < 0 || !has_room(p) || columns_kind_of(p->of->columns, (size_t)column) == COLUMNS_RISING) return;
    double nulls = columns_nulls(p->of->columns, (size_t)column) / (columns_rows(p->of->columns) + 1.0);
    p->left *= k->op == SQLITE_INDEX_CONSTRAINT_ISNULL ? nulls : 1 - nulls;
    add(p, k->op == SQLITE_INDEX_CONSTRAINT_ISNULL ? OP_NULL : OP_THERE, column + 1);
}

static bool by_number(const sqlite3_index_info *info, int *at)
{
    for (*at = 0; *at < info->nConstraint; ++*at)
        if (info->aConstraint[*at].iColumn <= 0 && usable(info, *at, false)) return true;
    return false;
}

int columns_plan(const struct columns_table *of, sqlite3_index_info *info)
{
    struct columns_choice p = {.of = of, .info = info, .left = 1};
    int one;
    bool in_order = info->nOrderBy && info->aOrderBy[0].iColumn <= 0 && !info->aOrderBy[0].desc;
    info->orderByConsumed = in_order;
    if (by_number(info, &one)) {
        add_value(&p, one, OP_EQUAL, 0);
        info->idxNum = PLAN_ROW;
        info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
        info->estimatedRows = 1;
        info->estimatedCost = 2;
    } else {
        int owner = find_owner(of, info);
        double fewest, all = columns_left(of->columns) + 1.0;
        int hash = find_hash(of, info, owner, &fewest);
        if (hash >= 0) {
            int column = info->aConstraint[hash].iColumn;
            bool with = owner >= 0 && owner != hash && is_free_text(of, (size_t)column - 1);
            add_value(&p, hash, OP_HASH, column);
            if (with) add_value(&p, owner, info->aConstraint[owner].op == SQLITE_INDEX_CONSTRAINT_IS ? OP_OWNER_IS : OP_OWNER, of->owner + 1);
            else owner = hash;
        }
        for (int i = 0; i < info->nConstraint; i++)
            if (info->aConstraint[i].usable && (hash < 0 || (i != hash && i != owner))) take_condition(&p, i);
        for (int i = 0; i < info->nConstraint; i++)
            if (info->aConstraint[i].usable && (info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_ISNULL || info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_ISNOTNULL)) take_null(&p, i);
        if (in_order) all *= NO_SORT;
        double rows = (hash >= 0 ? fewest : all) * p.left;
        info->idxNum = hash >= 0 ? PLAN_HASH : p.n ? PLAN_CONDITIONS : PLAN_ALL;
        info->estimatedRows = (sqlite3_int64)rows + 1;
        info->estimatedCost = hash >= 0 ? 4 + 2 * fewest : p.n ? 0.02 * all + rows : all;
    }
    info->idxStr = sqlite3_mprintf("%s", p.text);
    info->needToFreeIdxStr = 1;
    return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}
