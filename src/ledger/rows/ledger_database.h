/* A database that holds tables of a ledger, as the readers of this room see it: the room database/ implements it, for servers and for
 * files of SQLite.
 *
 * Its relations (tables, views, queries) take the place of files and sheets. The first row of each is its headings, on line 1; the
 * others follow in a fixed order, on lines 2, 3 …, whatever order the database has them in: 第N行 of a message is the N-th of that order.
 * Rows are read as often as asked for, one reading within another, and are the same each time (one snapshot).
 *
 * `shown` names the database in messages, lists and the manifest: a file by its name, a server by the label that the office gives it.
 * No address, user or schema of a server stands in anything here.
 */
#ifndef LEDGER_LEDGER_DATABASE_H
#define LEDGER_LEDGER_DATABASE_H
#include "base/digest.h"
#include "base/problem.h"
#include "ledger/rows/raw_rows.h"
#include "ledger/schema/schema.h"

struct ledger_relation {
    const char *name, *shown;                          /* 申请登记; 数据库:申请登记 */
    const struct ledger_table *table;                  /* by its name, or as the office says; NULL = of no table so far as names go */
    const char *const *headings;                       /* as readers get them; of a relation with a table the ids of columns are headings already */
    size_t n_headings;
};

/* Its headings as the row that readers get first; in `cells`, of which there are n_headings. */
struct raw_row ledger_relation_head(const struct ledger_relation *relation, struct slice *cells);

struct ledger_database {
    const char *kind;                                  /* PostgreSQL, SQLite: stands where files have their encoding */
    const char *shown;
    const char *path;                                  /* of a file, whose digest is that of all its relations; NULL = a server */
    const struct ledger_relation *relations;
    size_t n_relations;
    /* The rows of a relation that has a table, from the beginning; they stop before the database is closed. NULL: *fault says why, where it
     * has an id; else it was said before. */
    struct raw_rows *(*rows)(struct ledger_database *self, size_t relation, struct fault *fault);
    /* Of a server: the digest of the rows of a relation as they came, in its last whole reading; false where there was none. */
    bool (*digests)(const struct ledger_database *self, size_t relation, struct digests *out);
    /* From now on rows whose agency is written exactly so need not come: those of agencies that no report is made for. NULL = not known. */
    void (*leave_out)(struct ledger_database *self, const char *const *words, size_t n);
    /* Whether nothing more can be read, since the connection is lost; then the diag says so. NULL = that cannot be. */
    bool (*lost)(const struct ledger_database *self, struct diag *diag);
    void (*close)(struct ledger_database *self);       /* frees it; a server stays connected for the next opening */
};

/* What opens databases; set in a ledger before it is opened. */
struct ledger_databases {
    /* Whether the path is one: the address of the server, or a file of SQLite that is no store of ours. */
    bool (*holds)(const struct ledger_databases *self, const char *path);
    /* false: a name, a right or a type in it is wrong, or it cannot be read; its first fault alone is said. */
    bool (*open)(struct ledger_databases *self, const char *path, const struct schema *schema, struct ledger_database **out, struct diag *diag);
};

#endif
