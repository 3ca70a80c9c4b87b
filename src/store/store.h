/* The records of one run in SQLite, and guarded queries over them.
 *
 * The schema is that of data/ledger/tables.yaml: one STRICT table a ledger table, dates as day numbers since 1970-01-01,
 * codes as places in their lists, money as integers scaled by 10^6 beside the digits given, agencies by id; every row
 * has its file and line. The other tables are
 *
 *     files(id, name)                                  the files the rows came from
 *     loaded(tbl, complete)                            ledger tables that could be read, even if only a header; complete is 0
 *                                                      where the reader left a row out
 *     loaded_columns(tbl, col)                         the columns that their files had, by store names
 *     clock(request, …)                                the clock's result for every request (clock/clock.h)
 *     clock_faults(request, event, kind, …)            every breach of its rules
 *     cells(set_id, agency, year, tbl, row, col, value, scale, shown, file, line, place)
 *                                                      numbers of reports: computed, declared, previous, submission, other;
 *                                                      value is NULL where the cell is empty, shown is what stood there, place
 *                                                      its place in a workbook
 *     filings(agency, state, counted, …)               what a superior's agencies have submitted, and what is missing
 *     alike(agency, other, section, percent)           texts of two agencies that are largely the same
 *     explained(set_id, tbl, row, col, agency, how, …) which agencies explain that published figures are not the sum
 *     texts_printed(agency, section, place, body)      the words that a report prints
 *     texts_hidden(agency, section, place, digest, kinds, sure, file, line)
 *                                                      the kinds of personal values in them, never the values themselves
 *     texts_taken(agency, what, section, file, line, body)
 *                                                      what --texts took from a report that people edited, and what it did not
 *     last_lists(agency, source)                       agencies whose requests of last year are at hand, and where from
 *     carried_last(agency, no, receipt, applicant_kind, decisive)
 *                                                      those requests, as last year's records had them
 *     run(year, close)                                 year and closing day of the run; read again from a kept store
 *     texts_previous(agency, section, place, body)     the words of last year's report, where one was given
 *     texts_body(text_id, body)                        the files that 文本 names
 *     text_numbers(agency, section, place, n, …)       the numbers in those words (tally/text_numbers.h)
 *
 * and one table of texts for every list of data/lists (store_add_lists).
 *
 * Personal values are not in the store at all: an applicant is a number, an identity number a flag (docs/privacy.md).
 * Without a path the store is in memory; what does not fit in 32 MiB goes into a temporary file without a name, and the tables of which a
 * platform can have a million rows lie in columns (store/columns.h), the cells in sheets (store/cells.h), which queries cannot tell from
 * tables. A kept store (--store) has plain tables: it is a file of mode 0600 that a later run may open, for last year (--previous) or as its
 * ledger (kept_ledger.h).
 *
 * Queries from form and rule folders are text from outside. They run through struct query, which lets them read only, and only
 * the tables above, by a fixed list of functions (docs/sql.md).
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
#include "form/asked.h"
#include "ledger/rows/ledger.h"
#include <stdint.h>

struct store;

/* path NULL: for this run only. store_keep replaces an existing file, and nothing before it does. */
MUST_CHECK bool store_open(struct store **store, const char *path, const struct schema *schema, struct diag *diag);
/* Opens a store that an earlier run has kept, for reading. Refuses a file of another program, a store whose tables or codes are
 * not those of this schema, and a damaged one (DIAG_INPUT). *year and *close are those of store_put_run. */
MUST_CHECK bool store_open_kept(struct store **store, const char *path, const struct schema *schema, int *year, int *close, struct diag *diag);
/* Whether its rows are those that were kept, where it has a digest of them: programs before 0.8 noted none. */
MUST_CHECK bool store_prove_digest(struct store *kept, const char *path, struct diag *diag);
bool store_is_kept(const char *path);                  /* by its first bytes: an SQLite file of this program */
void store_close(struct store *store);
/* The settings that a query reads with setting(); without them such a query fails. `settings` is borrowed. */
void store_use_settings(struct store *store, const struct settings *settings);
/* Makes a table of every CSV file of the folder, named like the file: n, the place in the list, and its columns as texts.
 * Names are plain (a–z, _). */
MUST_CHECK bool store_add_lists(struct store *store, const char *dir, struct diag *diag);
/* Flushes the store and gives it its final name; does nothing for a store without a path. The store is only good for
 * store_close afterwards. */
MUST_CHECK bool store_keep(struct store *store, struct diag *diag);

/* Loads one file of the ledger; its faults go to context->problems. *rows counts the rows read; *encoding is static text. */
MUST_CHECK bool store_load(struct store *store, const struct row_context *context, const struct ledger_file *file,
                           int64_t *rows, const char **encoding, struct diag *diag);
/* The number of rows read out of columns of wide ledgers (schema.h: struct wide), without those dropped as doubles. */
int64_t store_wide_rows(const struct store *store);
/* Names the place of a row as the office sees it: for a row out of columns of a wide file, *table becomes the id of the file's
 * table and *column the heading in the file; other rows are left as they are. `kind` is the event, a place in its list; *column
 * may be NULL. */
void store_wide_place(const struct store *store, const char *file, int64_t kind, const char **table, const char **column);
MUST_CHECK bool store_add_agency(struct store *store, const char *code, const char *name, struct diag *diag);
/* Adds a file that cells or words come from and no table does; *id is its row in `files`. */
MUST_CHECK bool store_add_file(struct store *store, const char *name, int64_t *id, struct diag *diag);
/* `line` 1: Markdown. 0: paragraphs of a document, which has no lines, each a line as it is printed ("### " before a heading). */
MUST_CHECK bool store_add_prose(struct store *store, int64_t agency, int year, int section, const char *text,
                                const char *file, int64_t line, struct diag *diag);
/* Deletes the texts of the section: others take their place. */
MUST_CHECK bool store_drop_prose(struct store *store, int64_t agency, int year, int section, struct diag *diag);
/* One row of texts_taken (docs/sql.md); what is not given is NULL or 0. */
struct taken_record { int64_t agency; const char *what, *section, *file; int64_t line; const char *body; };
MUST_CHECK bool store_put_taken(struct store *store, const struct taken_record *taken, struct diag *diag);
/* After the last file: makes the indexes, and finds duplicate keys (A05), references to missing rows (A14, A34) and events that
 * stand both in a wide ledger and in the table of events (A28). */
MUST_CHECK bool store_link(struct store *store, struct problems *problems, struct diag *diag);
bool store_has(const struct store *store, const char *table);          /* whether the table could be read */
bool store_has_all_of(const struct store *store, const char *table);   /* … and no row of it was left out */
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
    const char *place;                                 /* in a workbook: 年报!D17; else NULL */
};
MUST_CHECK bool store_put_cell(struct store *store, const struct cell_record *cell, struct diag *diag);
/* Gives `take` the cells of one set of an agency's year; strings last until the next. A query over them takes ten times as long. */
MUST_CHECK bool store_each_cell(struct store *store, int64_t agency, int year, const char *set, void (*take)(void *context, const struct cell_record *cell),
                                void *context, struct diag *diag);
MUST_CHECK bool store_put_text(struct store *store, int64_t agency, const char *section, const char *place, const char *body, struct diag *diag);
/* Puts a text that is to be printed: the places with personal values go into texts_hidden, the text with these blacked out into
 * texts_printed and *as_printed. The office may have waived A19 for this text: then it is printed as it is. *n counts the places. */
struct printed_text {
    int64_t agency;
    const char *section, *place, *body;
    const char *own;                                   /* what the office says of itself besides its row of agencies; or NULL */
    const char *file;                                  /* where it stands in the ledger; or NULL */
    int64_t line;
    bool unchecked;                                    /* the form's own words: they do not go into texts_printed */
    bool opening;                                      /* where an office says how to reach it: what may be its own is not asked about (A38) */
};
MUST_CHECK bool store_put_printed(struct store *store, const struct printed_text *text, struct text *as_printed, size_t *n, struct diag *diag);
/* Finds the personal values (ledger/values/personal.h) in a text of the agency. */
struct personal_marks;
MUST_CHECK bool store_scan_text(struct store *store, int64_t agency, const char *own, const char *text, struct personal_marks *marks, struct diag *diag);
/* Adds the text to `out` with personal values blacked out, except what an agency of the ledger says of itself and what `own`
 * says (or NULL). */
MUST_CHECK bool store_black_out(struct store *store, const char *own, const char *text, struct text *out, struct diag *diag);
/* The names of the ledger's applicants, which no printed text may hold. Borrowed; in memory only; no query can read them. */
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
    const char *unit, *before, *after, *words, *period;    /* tally/text_numbers.h says what each holds */
    int depth;
};
MUST_CHECK bool store_put_number(struct store *store, const struct number_record *number, struct diag *diag);
/* Days are civil days, or NO_DAY; counts may be NO_COUNT. Strings are borrowed until the next record. */
enum { NO_COUNT = -1 };
struct clock_record {
    int64_t request;
    const char *regime;
    int receipt;
    const char *receipt_by;                            /* heading of the column it was taken from */
    int clock_start, excluded_days, extended_days, due_strict, due_lenient, decisive;
    const char *decisive_by;                           /* NULL = not answered */
    int used_days, over_days;
    int passed;                                        /* 1, 0 or NO_COUNT */
    const char *state, *calendar;
    bool replied;                                      /* closed by a reply, not by waiting or withdrawal */
    bool earlier;                                      /* its regime is not the newest */
    int counted_as;                                    /* its outcome in the list of the newest law; 0 = none */
};
/* Gives the records of the clock one after another, by ascending request; false at the end. next may query and write the store. */
struct clock_source {
    bool (*next)(void *context, struct clock_record *record);
    void *context;
};
MUST_CHECK bool store_fill_clock(struct store *store, struct clock_source source, struct diag *diag);
/* A word that is an outcome of several laws was taken for one of them: the record gets that of the law of its receipt. next may call it. */
MUST_CHECK bool store_set_outcome(struct store *store, int64_t request, int outcome, struct diag *diag);
struct clock_fault_record {
    int64_t request, event;                            /* event 0 = none */
    const char *kind;
    int day, limit, days;
    const char *note;                                  /* or NULL */
};
MUST_CHECK bool store_put_clock_fault(struct store *store, const struct clock_fault_record *fault, struct diag *diag);
/* The calendar that wd_add and its like use for an agency; agency 0: for all agencies without one. It must outlive the store. */
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
/* After the last store_put_carried: a request number that this year's ledger spells differently (width, dashes, zeros) takes
 * this year's spelling. */
MUST_CHECK bool store_match_carried(struct store *store, struct diag *diag);
MUST_CHECK bool store_put_last_list(struct store *store, int64_t agency, const char *source, struct diag *diag);
MUST_CHECK bool store_put_run(struct store *store, int year, int close, struct diag *diag);
/* A superior's list (docs/zh/汇总.md). Strings may be NULL but for name, standing and state; ids 0 and days NO_DAY are none. */
struct filing_record {
    int64_t agency, above;                             /* above: the agency whose report holds its numbers, or its successor */
    const char *code, *name, *standing, *state, *file, *other_file, *said, *form_hash, *rules_hash, *calendar_hash;
    bool counted, zero, twice, draft;
    int due, submitted, published;
    int64_t blocking, unequal;                         /* counts of findings on the report: all that block; broken identities */
};
MUST_CHECK bool store_put_filing(struct store *store, const struct filing_record *filing, struct diag *diag);
MUST_CHECK bool store_put_alike(struct store *store, int64_t agency, int64_t other, const char *section, int percent, struct diag *diag);
/* An agency of one set (`choice`, from 1) that explains a cell; or, with agency 0 and how NULL, that nothing explains it. */
struct explained_record {
    const char *set, *table, *row, *col, *how;
    int64_t choice, agency, choices;                   /* choices: how many sets there are */
    bool more;                                         /* than are noted */
    int searched;                                      /* up to this size no set was missed */
};
MUST_CHECK bool store_put_explained(struct store *store, const struct explained_record *record, struct diag *diag);
/* Exchanges the sets `a` and `b` of an agency's cells, when its second report turns out to be the one that counts, and deletes
 * the agency's words. */
MUST_CHECK bool store_swap_sets(struct store *store, int64_t agency, int year, const char *a, const char *b, struct diag *diag);
/* Deletes cells and words of the agency's report of that year, the year before the run's: another report takes their place. */
MUST_CHECK bool store_forget_last_year(struct store *store, int64_t agency, int year, struct diag *diag);
/* Deletes cells, words and numbers of the agency's report of that year, which was only checked. */
MUST_CHECK bool store_forget_report(struct store *store, int64_t agency, int year, struct diag *diag);
/* Groups many puts into one transaction, that of the outermost group: SQLite looks at every changed page when one ends. */
MUST_CHECK bool store_begin(struct store *store, struct diag *diag);
MUST_CHECK bool store_commit(struct store *store, struct diag *diag);

/* ---- queries ---- */
struct query;
/* One statement from `file`, beginning at `line`; a fault is reported with both. Unbound parameters are NULL. */
MUST_CHECK bool query_open(struct query **q, struct store *store, const char *sql, const char *file, int line, struct diag *diag);
void query_bind(struct query *q, const char *name, int64_t value);              /* a name the query lacks is ignored */
void query_bind_text(struct query *q, const char *name, const char *value);
void query_bind_asked(struct query *q, struct asked asked);                     /* :agency :year :first :close :as_of */
/* Steps to the next row; *row is false behind the last one. */
MUST_CHECK bool query_next(struct query *q, bool *row, struct diag *diag);
/* The same for a query of the program's own that gives columns as they are kept: they were looked through when they were loaded. */
MUST_CHECK bool query_next_kept(struct query *q, bool *row, struct diag *diag);
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
