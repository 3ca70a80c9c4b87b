/* The records of one run in SQLite, and guarded queries over them.
 *
 * The schema is that of data/ledger/tables.yaml: one STRICT table a ledger table, dates as day numbers since 1970-01-01,
 * codes as places in their lists, money as integers scaled by 10^6 beside the digits given, agencies by id; every row
 * knows its file and line. Beside them stand
 *
 *     files(id, name)                                  the files the rows came from
 *     loaded(tbl, complete)                            ledger tables that could be read, if only a header; complete is 0
 *                                                      where a row was set aside
 *     loaded_columns(tbl, col)                         the columns that their files had, by store names
 *     clock(request, …)                                the clock's result for every request (clock/clock.h)
 *     clock_faults(request, event, kind, …)            every breach of its rules
 *     cells(set_id, agency, year, tbl, row, col, value, scale, shown, file, line, place)
 *                                                      numbers of reports: computed, declared, previous, submission, other;
 *                                                      value is NULL where the cell is empty, shown what stood there, place
 *                                                      where it stands in a workbook
 *     filings(agency, state, counted, …)               what a superior's agencies handed over, or did not (store_filings.c)
 *     alike(agency, other, section, percent)           texts of two agencies that are largely the same
 *     texts_printed(agency, section, place, body)      the words that a report prints
 *     texts_hidden(agency, section, place, digest, kinds, sure, file, line)
 *                                                      what in them tells who a person is, never the thing itself
 *     last_lists(agency, source)                       agencies whose requests of last year are at hand, and where from
 *     carried_last(agency, no, receipt, applicant_kind, decisive)
 *                                                      those requests, as last year's records had them
 *     run(year, close)                                 what the store was made for; of use in a kept one
 *     texts_previous(agency, section, place, body)     the same of last year's report, where one was handed over
 *     texts_body(text_id, body)                        the files that 文本 names
 *     text_numbers(agency, section, place, n, …)       the numbers in those words (tally/text_numbers.h)
 *
 * and one table of texts for every list of data/lists (store_add_lists).
 *
 * Personal values are not in the store at all: an applicant is a number, an identity number a flag (ledger.md 4).
 * Without a path the store is in memory, and of a large ledger what does not fit in 32 MiB is in a temporary file that has
 * no name; a kept one has mode 0600.
 *
 * Queries from form and rule folders are text from outside. They run through struct query, on a connection that is set
 * read-only for them, and may name only the tables above and a fixed list of functions (docs/sql.md).
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include "base/diag.h"
#include "base/problem.h"
#include "base/intern.h"
#include "base/settings.h"
#include "base/text.h"
#include "calendar/calendar.h"
#include "calendar/civil.h"
#include "ledger/rows/ledger.h"
#include <stdint.h>

struct store;

/* path NULL: for this run only. An existing file is replaced only when the store is kept whole (store_keep). */
MUST_CHECK bool store_open(struct store **store, const char *path, const struct schema *schema, struct diag *diag);
/* A store that an earlier run has kept, to be read only. Refused with words: a file of another program, a store whose
 * tables or codes are not those of this schema, a damaged one. *year and *close are those of store_put_run. */
MUST_CHECK bool store_open_kept(struct store **store, const char *path, const struct schema *schema, int *year, int *close, struct diag *diag);
bool store_is_kept(const char *path);                  /* by its first bytes: an SQLite file */
void store_close(struct store *store);
/* What setting() of a query reads; without it such a query fails. `settings` is borrowed. */
void store_use_settings(struct store *store, const struct settings *settings);
/* Every CSV file of the folder becomes a table named as the file: n, the place in the list, and its columns as texts.
 * Names are plain (a–z, _). */
MUST_CHECK bool store_add_lists(struct store *store, const char *dir, struct diag *diag);
/* Flushes a kept store and puts it under its final name; nothing to do for one without a path. */
MUST_CHECK bool store_keep(struct store *store, struct diag *diag);

/* Loads one file of the ledger; what is wrong with it is in context->problems. `rows` and `encoding` tell what was
 * read (encoding is borrowed from static text). */
MUST_CHECK bool store_load(struct store *store, const struct row_context *context, const struct ledger_file *file,
                           int64_t *rows, const char **encoding, struct diag *diag);
/* Rows that stood in columns of wide ledgers (schema.h: struct wide), those left out for doubles not among them. */
int64_t store_wide_rows(const struct store *store);
/* A row that stood in columns of a wide file: its table id becomes that of the file, the heading the one that is there.
 * Others are left as they are. `kind` is the event, a place in its list; *column may be NULL. */
void store_wide_place(const struct store *store, const char *file, int64_t kind, const char **table, const char **column);
MUST_CHECK bool store_add_agency(struct store *store, const char *name, struct diag *diag);
/* A name for `file` of cells that come from no table. */
MUST_CHECK bool store_add_file(struct store *store, const char *name, int64_t *id, struct diag *diag);
MUST_CHECK bool store_add_prose(struct store *store, int64_t agency, int year, int section, const char *text,
                                const char *file, struct diag *diag);
/* After the last file: indexes, duplicate keys, references to rows that are not there, events that stand twice. */
MUST_CHECK bool store_link(struct store *store, struct problems *problems, struct diag *diag);
bool store_has(const struct store *store, const char *table);          /* whether the table could be read */
bool store_has_all_of(const struct store *store, const char *table);   /* … and no row of it was set aside */
bool store_has_column(const struct store *store, const char *table, const char *column);   /* whether a file of it had the column */

struct cell_record {
    const char *set;                                   /* computed, declared, previous, submission, other */
    int64_t agency;
    int year;
    const char *table, *row, *col;
    bool empty;
    int64_t value;
    int scale;
    const char *shown;
    int64_t file, line;                                /* of a declared cell or a submission; else 0 */
    const char *place;                                 /* of a workbook's cell: 年报!D17; else NULL */
};
MUST_CHECK bool store_put_cell(struct store *store, const struct cell_record *cell, struct diag *diag);
MUST_CHECK bool store_put_text(struct store *store, int64_t agency, const char *section, const char *place, const char *body, struct diag *diag);
/* A text that is to be printed: what tells who a person is goes into texts_hidden, blacked out it goes into texts_printed, and
 * *as_printed is what may stand in the report, unless the office has waived A19 for it. *n: how many places were found. */
struct printed_text {
    int64_t agency;
    const char *section, *place, *body;
    const char *own;                                   /* what the office says of itself beside its row of agencies; or NULL */
    const char *file;                                  /* where it stands in the ledger; or NULL */
    int64_t line;
    bool unchecked;                                    /* the form's own words: they do not go into texts_printed */
};
MUST_CHECK bool store_put_printed(struct store *store, const struct printed_text *text, struct text *as_printed, size_t *n, struct diag *diag);
/* The marks alone (ledger/values/personal.h), in a text of the agency. */
struct personal_marks;
MUST_CHECK bool store_scan_text(struct store *store, int64_t agency, const char *own, const char *text, struct personal_marks *marks, struct diag *diag);
/* Adds the text to `out`, blacked out but for what an agency of the ledger says of itself, or `own` (NULL: nothing). */
MUST_CHECK bool store_black_out(struct store *store, const char *own, const char *text, struct text *out, struct diag *diag);
/* Whom the ledger names as its applicants: no text may. In memory only, borrowed, and no query sees them. */
void store_know_people(struct store *store, const struct intern *people);
MUST_CHECK bool store_put_previous_text(struct store *store, int64_t agency, const char *section, const char *place, const char *body, struct diag *diag);
/* The file that row `text` of 文本 names; not NUL-terminated. */
MUST_CHECK bool store_put_text_body(struct store *store, int64_t text, const char *body, size_t n, struct diag *diag);
struct number_record {
    int64_t agency;
    const char *section, *place;
    int n, sentence;                                   /* from 1, within the place */
    int64_t value;                                     /* scaled by 10^6 */
    int decimals;
    bool percent;
    const char *unit, *before, *after, *words, *period;    /* words: the whole sentence; period: the last clause that is only a time */
};
MUST_CHECK bool store_put_number(struct store *store, const struct number_record *number, struct diag *diag);
/* Days are civil days, or NO_DAY; counts may be STORE_NO_COUNT. Strings are borrowed until the next record. */
enum { STORE_NO_COUNT = -1 };
struct clock_record {
    int64_t request;
    const char *regime;
    int receipt;
    const char *receipt_by;                            /* heading of the column it was taken from */
    int clock_start, excluded_days, extended_days, due_strict, due_lenient, decisive;
    const char *decisive_by;                           /* NULL = not answered */
    int used_days, over_days;
    int passed;                                        /* 1, 0 or STORE_NO_COUNT */
    const char *state, *calendar;
    bool replied;                                      /* closed by a reply, not by waiting or withdrawal */
};
/* Gives the records of the clock one after another, by ascending requests; false at the end. It may ask and write the
 * store while it is being read. */
struct clock_source {
    bool (*next)(void *context, struct clock_record *record);
    void *context;
};
MUST_CHECK bool store_fill_clock(struct store *store, struct clock_source source, struct diag *diag);
struct clock_fault_record {
    int64_t request, event;                            /* event 0 = none */
    const char *kind;
    int day, limit, days;
    const char *note;                                  /* or NULL */
};
MUST_CHECK bool store_put_clock_fault(struct store *store, const struct clock_fault_record *fault, struct diag *diag);
/* Which working days an agency keeps, for the functions of queries; agency 0: all that were not given one. The calendar
 * must outlive the store. */
void store_set_calendar(struct store *store, int64_t agency, const struct calendar *calendar);
const struct calendar *store_calendar(const struct store *store, int64_t agency);   /* NULL while none was set */
struct carried_record {
    int64_t agency;                                    /* of this store */
    const char *no;
    int receipt, applicant_kind;                       /* kind: a place in applicant_kinds, 0 = not known */
    bool answered;                                     /* decisive is set */
    int decisive;
};
MUST_CHECK bool store_put_carried(struct store *store, const struct carried_record *record, struct diag *diag);
/* When all are put: the number of a request that this year's ledger has in another dress becomes what stands there. */
MUST_CHECK bool store_match_carried(struct store *store, struct diag *diag);
MUST_CHECK bool store_put_last_list(struct store *store, int64_t agency, const char *source, struct diag *diag);
MUST_CHECK bool store_put_run(struct store *store, int year, int close, struct diag *diag);
/* A superior's list (docs/rollup.md). Strings may be NULL but for name, standing and state; ids 0 and days NO_DAY are none. */
struct filing_record {
    int64_t agency, above;                             /* above: whose report holds its numbers already, or took over */
    const char *code, *name, *standing, *state, *file, *other_file, *said, *form_hash, *rules_hash, *calendar_hash;
    bool counted, zero, twice, draft;
    int due, submitted, published;
    int64_t blocking, unequal;                         /* findings on the report: all that block, and broken identities */
};
MUST_CHECK bool store_put_filing(struct store *store, const struct filing_record *filing, struct diag *diag);
MUST_CHECK bool store_put_alike(struct store *store, int64_t agency, int64_t other, const char *section, int percent, struct diag *diag);
/* A second report of one agency and year turned out to be the one that counts: its cells, kept as set `b`, change places with
 * those of set `a`, and the words of the first are forgotten. */
MUST_CHECK bool store_swap_sets(struct store *store, int64_t agency, int year, const char *a, const char *b, struct diag *diag);
/* Cells and words of the agency's report of that year, the one before this: another one takes their place. */
MUST_CHECK bool store_forget_last_year(struct store *store, int64_t agency, int year, struct diag *diag);
/* Groups many puts into one transaction. */
MUST_CHECK bool store_begin(struct store *store, struct diag *diag);
MUST_CHECK bool store_commit(struct store *store, struct diag *diag);

/* ---- queries ---- */
struct query;
/* One statement from `file`, beginning at `line`; a fault is reported with both. Unbound parameters are NULL. */
MUST_CHECK bool query_open(struct query **q, struct store *store, const char *sql, const char *file, int line, struct diag *diag);
void query_bind(struct query *q, const char *name, int64_t value);              /* a name the query lacks is ignored */
void query_bind_text(struct query *q, const char *name, const char *value);
/* *row tells whether there is one. */
MUST_CHECK bool query_next(struct query *q, bool *row, struct diag *diag);
int query_column(const struct query *q, const char *name);                      /* -1 = not there */
bool query_null(const struct query *q, int column);                             /* also for column -1 */
bool query_is_integer(const struct query *q, int column);
int64_t query_integer(const struct query *q, int column);
const char *query_text(const struct query *q, int column);                      /* NULL for SQL NULL and column -1; until query_next */
/* The ledger tables that the statement reads: the i-th id, NULL past the end. */
const char *query_reads(const struct query *q, size_t i);
void query_close(struct query *q);                                              /* NULL is allowed */
const struct schema *store_schema(const struct store *store);

#endif
