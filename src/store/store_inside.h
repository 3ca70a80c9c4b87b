/* The store's own parts: struct store, and what its files do for each other. */
#ifndef STORE_STORE_INSIDE_H
#define STORE_STORE_INSIDE_H
#include "store/store.h"
#include "base/digest.h"
#include "base/outdir.h"
#include "base/text.h"
#include "store/cells_table.h"
#include "store/columns/columns_table.h"
#include <sqlite3.h>

/* A column of the store: a part of a ledger column, or the place of the row. */
enum column_part { PART_FILE, PART_LINE, PART_VALUE, PART_DECIMALS, PART_SUGGESTS, PART_TEXT };
struct store_column { enum column_part part; int column; };   /* column by place in table->columns; -1 for file and line */
struct table_layout { const struct ledger_table *table; struct store_column *columns; size_t n; };

struct rows_feed { struct table_layout layout; struct row_source *source; int64_t file; };

/* A file whose columns gave rows of another table (table->wide->into). */
struct wide_file {
    int64_t file;                                      /* files.id */
    const char *name;
    const struct ledger_table *table;
    const char **headings;                             /* by kind of event, then column of the other table; NULL = it has none */
};

/* The steps that a query has left, and what one step of SQLite's machine costs of them. */
struct store_work { int64_t *steps_left; int step; };

/* A list of data/lists: its table, and of each row the first word and the second, "" where it has none. */
struct listed_word { struct slice word, second; };
struct listed_words { const char *name; struct listed_word *words; size_t n, cap; };

/* Where a text holds an ordinary word that is an applicant's name too: the beginning of its line. */
struct kept_mark { char digest[DIGEST_HEX]; size_t at; const char *kind; };

/* What a store has of the kept store that it was taken from (kept_ledger.h). */
struct taken_over {
    struct intern *words;                              /* public names whose link is known, … */
    int64_t *links;                                    /* … by their number; NULL = none */
    size_t n_links, cap_links;
    struct kept_mark *marks;
    size_t n_marks, cap_marks;
};

/* A table of the ledger in this store; columns: those that a file of it had, NULL while it has none. */
struct loaded { bool there, lost, *columns; };

enum { STORE_IDLE_BUCKETS = 256, STORE_PATTERNS = 1024 };

struct store {
    sqlite3 *db;
    const struct schema *schema;
    int year;                                          /* of store_put_run */
    const struct intern *people;                       /* names of the ledger's applicants; borrowed; NULL = none */
    struct text own;                                   /* the result of store_own_words when there were own_of - 1 rows */
    int64_t own_of;
    const struct settings *settings;                   /* NULL until store_use_settings */
    struct outdir *out;                                /* of a kept store, else NULL */
    struct rows_feed *feed;                            /* what the virtual table reads now */
    struct clock_source *clock;                        /* what fills the table clock now */
    const struct calendar **calendars;                 /* by agency; 0 is the default, NULL elsewhere means it */
    size_t n_calendars, cap_calendars;
    bool guarded;                                      /* a query of a folder is being prepared */
    struct columns_pool *pool;                         /* of the tables in columns; NULL = all are plain */
    struct columns_tables columned;
    struct cells_table celled;                         /* cells NULL: a plain table */
    size_t outcome;                                    /* the column of requests in columns that store_set_outcome changes */
    struct store_work *work;                           /* of the query that runs now; NULL while none does */
    size_t open_groups;                                /* of store_begin */
    int64_t rows;                                      /* of the ledger and beside it, put so far */
    struct loaded *loaded;                             /* by table of the schema */
    const struct intern *links;                        /* of the files loaded so far: words that stand in the store as numbers */
    struct arena arena;
    const char **reads;                                /* tables read by the statement being prepared, while guarded */
    size_t n_reads, cap_reads;
    sqlite3_stmt *put_cell, *read_cells, *put_fault, *set_outcome, *put_text, *put_hidden, *put_carried, *put_previous, *put_body, *put_number;
    struct query *idle[STORE_IDLE_BUCKETS];            /* closed, ready to be opened again; the last closed first */
    struct taken_over taken;
    struct pattern *patterns[STORE_PATTERNS];          /* of LIKE and GLOB, read; by a hash of their words, one a place */
    struct listed_words *lists;                           /* of store_add_lists */
    size_t n_lists, cap_lists;
    struct arena wide_words;
    struct wide_file *wide;
    size_t n_wide, cap_wide;
    int64_t wide_rows;
};

/* The bound on one query, so that an endless one stops: so many steps of SQLite's machine, and so many more for every row of the
 * store. The longest query of the shipped folders takes 100,000 on a ledger of 600 rows. Work on texts is counted in steps too
 * (store_charge). A text is at most as long as a cell of a ledger. */
enum { STORE_QUERY_STEPS = 8000000, STORE_QUERY_STEPS_A_ROW = 5000, STORE_QUERY_TEXT = 1 << 20, STORE_LOADED_TEXT = 16 << 20 };
#define STORE_DISK_FULL "磁盘已满；台账大，临时文件夹（TMPDIR、/var/tmp、/tmp）也要有地方"

/* Whether the last failure was one of memory, disk or rights: then it is no fault of the query. */
bool store_lacks_means(const struct store *s);
bool store_fail(const struct store *s, struct diag *diag, const char *what);
bool store_scratch_fail(struct diag *diag, const char *what);   /* errno says why the file of the columns could not be written or read */
MUST_CHECK bool store_run(struct store *s, const char *sql, struct diag *diag);
MUST_CHECK bool store_prepare(struct store *s, const char *sql, sqlite3_stmt **q, struct diag *diag);
/* Runs a statement that returns no row, and finalizes it. */
MUST_CHECK bool store_finish(struct store *s, sqlite3_stmt *q, struct diag *diag);

/* store_open.c: opens the file and makes its functions and the guard; `pragmas` run before the connection is closed to them. */
MUST_CHECK bool store_connect(struct store *s, const char *file, int flags, const char *pragmas, struct diag *diag);
/* store_rows.c: a virtual table over a row source. */
MUST_CHECK bool store_rows_register(struct store *s, struct diag *diag);
/* store_columns.c: the large tables of a store for this run only, in columns. */
MUST_CHECK bool store_columns_create(struct store *s, struct diag *diag);
struct columns_table *store_columns_of(const struct store *s, const char *table);   /* NULL = a plain table */
MUST_CHECK bool store_columns_begin(struct columns_table *t, struct diag *diag);   /* rows follow; then `filling` must be false again */
/* Takes all rows of the source; `wanted` says which columns of the layout its file has. */
MUST_CHECK bool store_columns_take(struct columns_table *t, const struct rows_feed *feed, const bool *wanted, struct diag *diag);
/* Makes all rows that were taken readable. */
MUST_CHECK bool store_columns_see(struct store *s, struct diag *diag);
MUST_CHECK bool store_columns_fill_clock(struct store *s, struct columns_table *t, struct clock_source source, struct diag *diag);
/* Whether keys stand twice: then a table `doubled` has the ids of the rows that most likely have such a key. */
MUST_CHECK bool store_columns_note_doubles(struct store *s, struct columns_table *t, bool *any, struct diag *diag);
void store_columns_free(struct store *s);
/* store_cells.c: the table of cells; of a store for this run only, in sheets. */
extern const char store_cells_columns[];               /* and the key */
MUST_CHECK bool store_cells_create(struct store *s, struct diag *diag);
/* Gives a set of an agency's year another name; deletes one, or with NULL all. */
MUST_CHECK bool store_rename_cells(struct store *s, int64_t agency, int year, const char *from, const char *to, struct diag *diag);
MUST_CHECK bool store_forget_cells(struct store *s, int64_t agency, int year, const char *set, struct diag *diag);
/* store_functions.c: the functions of docs/sql.md. */
MUST_CHECK bool store_functions_register(struct store *s, struct diag *diag);
/* store_doubles.c: the table doubles(table, columns, agency) of docs/sql.md. */
MUST_CHECK bool store_doubles_register(struct store *s, struct diag *diag);
/* store_shapes.c: the table request_shapes(agency, first, close) of docs/sql.md. */
MUST_CHECK bool store_shapes_register(struct store *s, struct diag *diag);
/* decision_shapes.c: the table decision_shapes(agency). */
MUST_CHECK bool store_decision_shapes_register(struct store *s, struct diag *diag);
/* store_blank.c: takes personal numbers out of the words of the report, before the store is kept. */
MUST_CHECK bool store_blank(struct store *s, struct diag *diag);
/* kept_note.c: what a later run that takes the store as its ledger needs beside its rows. */
MUST_CHECK bool store_note_files(struct store *s, struct diag *diag);
/* kept_digest.c: SHA-256 of all rows but its own; noted last, when the rows are what the file will have. */
MUST_CHECK bool store_note_digest(struct store *s, struct diag *diag);
MUST_CHECK bool store_note_marks(struct store *s, const char *digest, const char *text, const struct personal_marks *marks, struct diag *diag);
/* store_printed.c: names and addresses of all agencies of the ledger; NULL where SQLite failed. Computed again only after new rows. */
const char *store_own_words(struct store *s);
/* store_put.c: a row of texts_hidden: the kinds found in a text, either the certain ones or the others. */
MUST_CHECK bool store_put_hidden(struct store *s, const struct printed_text *p, bool sure, const char *kinds, const char *digest, struct diag *diag);
/* store_put.c: finalizes the prepared statements. */
void store_put_close(struct store *s);
/* query.c: finalizes the idle queries. */
void store_queries_close(struct store *s);
/* store_alike.c: keys of one table that differ only in spelling (A05). */
MUST_CHECK bool store_find_alike(struct store *s, const struct ledger_table *t, struct problems *problems, struct diag *diag);
/* store_strays.c: references to missing rows (A14, A34). */
MUST_CHECK bool store_find_strays(struct store *s, const struct ledger_table *t, const struct reference *r, struct problems *problems, struct diag *diag);
/* store_load.c: the rows of `loaded` and `loaded_columns`, as in memory. */
MUST_CHECK bool store_mark_loaded(struct store *s, const char *table, bool complete, struct diag *diag);
MUST_CHECK bool store_mark_column(struct store *s, const struct ledger_table *table, size_t column, struct diag *diag);
/* store_wide.c: the columns of wide ledgers. */
void store_wide_note(struct store *s, int64_t file, const struct ledger_file *from, const struct row_source *source);
/* Puts back one heading as a kept store has it, of a kind of event (from 1) and a column of the other table; false where there is no such
 * place. When all are there, their rows are counted. */
bool store_wide_restore(struct store *s, int64_t file, const char *name, const struct ledger_table *table, int64_t kind, int64_t column, const char *heading);
MUST_CHECK bool store_wide_recount(struct store *s, struct diag *diag);
MUST_CHECK bool store_wide_link(struct store *s, struct problems *problems, struct diag *diag);
void store_wide_release(struct store *s);
/* store_clock.c: the clock's results as a virtual table. */
MUST_CHECK bool store_clock_register(struct store *s, struct diag *diag);
/* store_texts.c: replaces those text functions of SQLite whose work grows faster than the text. */
MUST_CHECK bool store_texts_register(struct store *s, struct diag *diag);
void store_patterns_free(struct store *s);
/* store_workdays.c: wd_add and its like. */
MUST_CHECK bool store_workdays_register(struct store *s, struct diag *diag);
/* store_names.c: proves that the settings, code lists and codes that a query names exist, before any row asks for them. */
MUST_CHECK bool store_names_known(const struct store *s, const char *sql, const char *file, int line, struct diag *diag);
/* store_lists.c: NULL where there is no such list. */
const struct listed_words *store_list(const struct store *s, const char *name);
void store_lists_free(struct store *s);
/* store_guard.c */
void store_guard_register(struct store *s);
void store_guard_begin(struct store *s);               /* from now on only allowed statements can be prepared */
void store_guard_end(struct store *s);
/* Takes `steps` from the query that runs; false when none are left: the SQL function has then failed. */
bool store_charge(sqlite3_context *out, int64_t steps);
bool store_take_steps(void *store, int64_t steps);
/* store_schema.c */
extern const char store_clock_columns[];               /* of the table clock, behind the request */
MUST_CHECK bool store_create(struct store *s, struct diag *diag);
/* The statements that make the tables of a kept store. */
void store_plain_tables(const struct schema *schema, struct text *out);
/* A number made of all tables, columns and codes: stores of one version mean the same. */
int store_version(const struct schema *schema);
/* The columns of a ledger table in the store, in order. */
struct table_layout store_layout(const struct ledger_table *t, struct arena *arena);
bool store_column_is_words(const struct table_layout *l, size_t i);
/* Adds `"no"`, or `"no" TEXT` with its type. */
void store_add_column(const struct table_layout *l, size_t i, bool type, struct text *out);
void store_add_columns(const struct table_layout *l, bool types, struct text *out);   /* all of them, parted by commas */

#endif
