/* What the files of a SQLite file share: sqlite_file.c opens it, sqlite_guard.c keeps it from doing harm, sqlite_tables.c finds its
 * relations, sqlite_rows.c reads one. */
#ifndef DATABASE_SQLITE_INSIDE_H
#define DATABASE_SQLITE_INSIDE_H
#include "base/memory.h"
#include "base/text.h"
#include "database/relation_plan.h"
#include "database/sqlite_file.h"
#include <sqlite3.h>
#include <sys/stat.h>

struct sqlite_relation {
    const char *from;                                  /* "申请登记", or a query in brackets */
    const char *order;                                 /* rowid, by a name that no column has; NULL = by all columns */
    struct relation_plan plan;
};

struct sqlite_file {
    struct ledger_database face;
    struct arena arena;
    sqlite3 *db;
    sqlite3_vfs files;                                 /* SQLite's own, without a clock; in its list while the file is open */
    const struct schema *schema;
    struct stat opened;                                /* the file as it was */
    int64_t steps_left, bytes_left;                    /* of what is being read: one relation, or the list of them */
    bool utf16;                                        /* texts are stored so: SQLite turns half of a character into another one */
    bool denied;                                       /* what was prepared last wants to do more than read */
    bool unfilled;                                     /* what was prepared last has parameters: nothing gives them values, and NULL would lose rows */
    bool failed;                                       /* SQLite had no memory or no room for temporary files */
    struct ledger_relation *relations;
    struct sqlite_relation *own;
    size_t cap, own_cap;
};

/* The name of f->files, by which the file is opened; sqlite3_vfs_unregister ends it. NULL: no memory. */
const char *sqlite_files_without_clock(struct sqlite_file *f);
/* Sets the bounds, before anything of the file is read; false: the file is not one that can be read. */
bool sqlite_guard(struct sqlite_file *f);
/* A reading begins: gives it all steps and bytes, so that one without end does not take those of the next. */
void sqlite_begin_reading(struct sqlite_file *f);
/* What the last failure of the connection means, in words for people; never a value. */
const char *sqlite_words(struct sqlite_file *f, const char **expected);
/* One statement and nothing behind it; NULL where it fails. */
sqlite3_stmt *sqlite_ask(struct sqlite_file *f, const char *sql);
/* sqlite_tables.c */
MUST_CHECK bool sqlite_find_tables(struct sqlite_file *f, const struct database_names *names, struct diag *diag);
/* sqlite_rows.c */
void sqlite_add_query(const struct sqlite_file *f, size_t relation, struct text *sql);
struct raw_rows *sqlite_rows_open(struct ledger_database *self, size_t relation, struct fault *fault);

#endif
