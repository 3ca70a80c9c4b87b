/* A source of typed rows: reads one file of one ledger table, row by row.
 *
 * It understands the headings, converts every cell to the column's type, and puts
 * what is wrong into `problems` with file, line, heading and value (never a personal value). A row that cannot be read
 * is reported and left out; the reader goes on, so that one pass finds everything. Of a core table, where a fault refuses the run,
 * a faulty row that has all it needs is given without the cells that cannot be read: what refers to it is there.
 *
 *     struct row_source *s;
 *     if (!row_source_open(&s, &context, file)) …                        // the file as a whole could not be read
 *     while (row_source_next(s)) { const struct value *v = row_source_values(s); … }
 *     row_source_close(s);
 *
 * values[i] belongs to table->columns[i]; texts are valid until the next call.
 */
#ifndef LEDGER_ROW_SOURCE_H
#define LEDGER_ROW_SOURCE_H
#include "base/intern.h"
#include "base/problem.h"
#include "base/spelling.h"
#include "ledger/schema/heading_log.h"
#include "ledger/schema/schema.h"
#include <stdint.h>

enum value_kind { VALUE_NONE, VALUE_INTEGER, VALUE_TEXT };
/* Dates and months (their first day) are day numbers, codes places in their list, flags 0 or 1, agencies ids, links
 * numbers of the applicant (`suggests` is the kind of applicant that the name speaks of, a place in the list of codes of
 * applicant_kinds, 0 = none; of a code, the shared code that the word can mean too). Money and numbers are `integer` scaled by 10^6 with `decimals` digits as given; a number's
 * `text` is the cell as it stood. */
struct value {
    enum value_kind kind;
    int64_t integer;
    int decimals;
    int suggests;
    const char *text;
    size_t n;
};
enum { MONEY_SCALE = 6 };

/* The agencies of a ledger, known after its agencies table was read: ids are 1, 2, … in the order of their rows. */
struct agency_word { struct slice folded; const char *means; };            /* as words are compared; the code or name to write instead */
struct ledger_agency { const char *code, *name, *aliases; struct agency_word *words; size_t n_words; };
struct ledger_agencies {
    struct arena arena;
    struct ledger_agency *list;
    size_t n, cap;
    struct intern *spellings;                          /* codes, names and aliases in every width … */
    int64_t *owners;                                   /* … and by their numbers the agencies that go by them */
    size_t n_owners, cap_owners;
    struct text own;                                   /* all names and aliases, a line each */
};
int64_t ledger_agencies_add(struct ledger_agencies *all, const char *code, const char *name, const char *aliases);
int64_t ledger_agencies_find(const struct ledger_agencies *all, const char *code_or_name);   /* 0 = none, or two */
bool ledger_agencies_share(const struct ledger_agencies *all, const char *name);              /* two or more have it */
int64_t ledger_agencies_find_slice(const struct ledger_agencies *all, struct slice code_or_name);
/* The agency that was probably meant: adds the codes or names that are one slip away, "甲 或 乙" where they are of two agencies. */
bool ledger_agencies_near(const struct ledger_agencies *all, struct slice code_or_name, struct text *out);
void ledger_agencies_release(struct ledger_agencies *all);

enum { ROW_LINK_MARK = '=' };                          /* before such words among the applicants */
struct sheet_places;
/* What all sources of one run share. */
struct row_context {
    const struct schema *schema;
    struct problems *problems;
    struct ledger_agencies *agencies;
    struct intern *applicants;                         /* kind and name → number, and words of KEPT_LINK; lives in memory only */
    int today;                                         /* day number of the as-of day: serial dates lie up to a year behind it */
    const char *encoding;                              /* --encoding, or NULL */
    struct sheet_places *places;                       /* learns where the columns of sheets stand; NULL = not asked for */
    struct heading_log *headings;                      /* how headings are understood; NULL = not asked for */
    int close;                                         /* the last day that the report counts, for advice; 0 = not known */
    struct intern *people;                             /* those whom the ledger names as applicants (personal.h); in memory only; NULL = not asked for */
};

/* A table of the ledger: a CSV file, a sheet of a workbook, or a relation of a database. `shown` is its name in messages, relative to the ledger:
 * 申请登记.csv, 台账.xlsx:申请登记, 数据库:申请登记. The book belongs to the ledger. */
struct xlsx_reader;
struct ledger_database;
struct ledger_file {
    const char *path, *shown;                          /* the path is NULL where a server has it */
    const struct ledger_table *table;
    struct xlsx_reader *book;                          /* NULL = CSV, or … */
    size_t sheet;
    const char *book_shown;                            /* 台账.xlsx */
    struct ledger_database *database;                  /* … a relation of a database, which belongs to the ledger */
    size_t relation;
};

struct row_source;
/* false: `problems` has the reason (unreadable, encoding, quoting, headings); the run goes on with the next file. */
MUST_CHECK bool row_source_open(struct row_source **s, const struct row_context *context, const struct ledger_file *file);
/* The same file once more, for the rows of table->wide->into that stand in its columns (row_source_is_wide). What is said of
 * them has the places of the wide file. */
MUST_CHECK bool row_source_open_wide(struct row_source **s, const struct row_context *context, const struct ledger_file *file);
MUST_CHECK bool row_source_next(struct row_source *s);
const struct value *row_source_values(const struct row_source *s);
int64_t row_source_line(const struct row_source *s);               /* of the current row, from 1 */
int64_t row_source_rows(const struct row_source *s);               /* rows given so far */
const char *row_source_encoding(const struct row_source *s);       /* "UTF-8", "GB18030", "XLSX", "PostgreSQL", … for the summary */
/* Whether the file has this column (by place in table->columns): checks of an absent column are not assessable. */
bool row_source_has(const struct row_source *s, size_t column);
/* Whether the file has columns of table->wide. */
bool row_source_is_wide(const struct row_source *s);
/* The heading in the file of what stands in a column of the rows of one kind (a place in the list of codes), of a source of
 * row_source_open_wide; NULL where the file has no such column. */
const char *row_source_wide_heading(const struct row_source *s, int kind, size_t column);
void row_source_close(struct row_source *s);

#endif
