/* A source of rows, for the files of row_source.h: row_source.c is the struct's own functions, row_source_read.c drives it, and the
 * other row_*.c look at the current row. wide_source.c makes a source of the columns of a wide sheet. */
#ifndef LEDGER_ROW_INSIDE_H
#define LEDGER_ROW_INSIDE_H
#include "ledger/rows/encoding.h"
#include "ledger/rows/headings.h"
#include "ledger/rows/lines.h"
#include "ledger/rows/raw_rows.h"
#include "ledger/rows/row_report.h"
#include "ledger/rows/row_source.h"
#include "ledger/rows/totals.h"
#include "ledger/values/notation.h"
#include "ledger/values/value.h"

struct row_source {
    const struct row_context *context;
    const struct ledger_table *table;
    struct row_report report;
    struct encoded_text text;
    const struct separator *separator;                 /* of the cells of a CSV file */
    struct raw_rows *raw;
    struct raw_row row;                                /* its guards taken off (guard.h) … */
    const struct slice *stood;                         /* … and its cells as they stand in the file */
    struct slice unguarded[RAW_MAX_CELLS], trimmed[RAW_MAX_CELLS];     /* the cells without guards; without the blanks around them too */
    struct headings headings;
    struct spelling_set headings_begin;                /* of the table */
    struct value_reader reader;
    struct totals totals;
    struct lines sums, headers, remarks, prefilled;    /* rows that were left out: of sums, the header once more … */
    struct notations notations;
    struct value *values;
    bool *bad;                                         /* by column: a fault was reported in this row */
    bool *nameless;                                    /* by column: the key of the current row names none of the applicants */
    bool *unnamed;                                     /* by cell of a sheet: the hint of a missing heading was given */
    int *keys, *words;                                 /* the columns of keys; of words and keys that are not personal */
    size_t n_keys, n_words;
    struct text link_words;                            /* of the current row: words that become numbers, one behind the other … */
    struct row_link { int column; bool stays; size_t from, n; struct intern_key key; } *links;      /* … and where they are (row_redact.c) */
    struct untrue { int column; const char *rest; } *untrue;      /* columns with an example that no record has; what is behind its mark, or NULL */
    size_t n_untrue;
    int *needed;                                       /* columns without which a row cannot be counted */
    size_t n_needed;
    int link_column;                                   /* whose values only link rows; -1 = none */
    int kind_column;                                   /* 申请人类型, to tell applicants of one name apart; -1 = none */
    bool personal;                                     /* the table has personal columns */
    bool ended, set_aside;
    bool breaks;                                       /* false: no cell of the current row has a line feed */
    int collected;                                     /* the column that the collected date of the current row belongs to; -1 = its code is not known */
    struct { int own_cell; const char *own_seen; bool placed, twice; } collecting;
    struct row_times *times;                           /* of its columns (row_times.c); NULL until the first question */
    bool hides;                                        /* no value of the current row may be shown */
    int *view_headings;                                /* by column of such rows: the wide heading; -1 = reported with the wide row */
    int *view_cells;                                   /* by column of such rows: the cell in the file, from 1 */
    struct row_source *wide;                           /* whose columns these rows are (row_source_open_wide); of `raw` */
    struct ledger_table view;                                 /* of such rows: the table as messages speak of it */
    struct ledger_file view_file;
    bool apart, after_blank;                           /* blank rows lie before the current row; the row before was blank */
    bool after_remark;                                 /* the last row that was not blank was one */
    int64_t rows, header_line, last_line;
    size_t header_cells;                               /* of the row of headings of a CSV file, blank ones too */
    bool widths_known, all_wider;                      /* whether all its rows have more cells than the header */
};

/* ---- row_source.c ---- */

/* The rows of the file from its beginning; NULL where it cannot be read again. `text` is the bytes of CSV. */
struct raw_rows *row_source_rows_again(struct row_source *s, struct encoded_text *text, struct fault *fault);
/* The next raw row, its guards taken off. */
enum raw_result row_take(struct row_source *s, struct fault *fault);
/* The first cell of a row that is not blank, trimmed; s is NULL where all are. */
struct slice row_first_filled(const struct raw_row *row);
/* The trimmed cell at this place of the current row; s is NULL where there is none. */
static inline struct slice row_trimmed(const struct row_source *s, int cell)
{
    return cell < 0 || (size_t)cell >= s->row.n ? (struct slice){NULL, 0} : s->trimmed[cell];
}
/* The trimmed cell of a column in the current row; s is NULL where there is none. */
struct slice row_cell(const struct row_source *s, size_t column);
/* Where the column's cell stands in a row of the file, from 1; 0 = nowhere. */
int row_shown_cell(const struct row_source *s, size_t column);

/* ---- row_say.c ---- */

/* Reports a fault of the current row, in this column of the table; -1 = of the row as a whole. */
void row_say(struct row_source *s, int column, const struct fault *fault, bool error);
/* Whether messages may not repeat this value of the column in the current row. */
bool row_must_hide(const struct row_source *s, size_t column, struct slice value);

/* ---- rows that are no records ---- */

/* row_header.c: whether the row is the header once more, word for word. Behind blank rows it begins another table. */
bool row_is_header_again(const struct row_source *s);
/* Whether the row, `first` its first filled cell, is another header: what is below it belongs under other headings. */
bool row_is_other_header(const struct row_source *s, struct slice first);
/* Reports it: nothing below is read. */
void row_report_other_header(const struct row_source *s);
/* At the end: where the header stood once more. */
void row_report_headers(const struct row_source *s);
/* row_total.c: whether the row that was just found, `first` its first filled cell, is one of sums (totals.h). */
bool row_is_total(const struct row_source *s, struct slice first);
/* Leaves it out, and compares it with the rows before it. */
void row_compare_total(struct row_source *s, struct slice first);
/* Whether a row of a table that is counted is named as a sum or a part of one, with more in it; then that was reported. */
MUST_CHECK bool row_says_sum(struct row_source *s, struct slice first);
/* At the end: which rows of sums were left out. */
void row_report_totals(const struct row_source *s);
/* row_remark.c: whether the row that was just found, `first` its first filled cell, holds nothing but signatures, notes, the
 * end of the list, a page or a month; or nothing but what is filled in beforehand. */
bool row_is_remark(const struct row_source *s, struct slice first);
bool row_is_prefilled(const struct row_source *s);
/* At the end: which of them were left out. */
void row_report_remarks(const struct row_source *s);
/* row_example.c: whether the row is the example of a blank ledger; then that was reported. It is known by values that no record has
 * (column.untrue of schema.h). Unchanged the row is left out with a hint (S18). A row that still holds one such value refuses the
 * run, in any table (S19): it is a record in which part of the example was forgotten. */
bool row_is_example(struct row_source *s);
void row_example_prepare(struct row_source *s);

/* ---- one record ---- */

/* row_collected.c: puts the cell that holds one of several dates under the column that the code of the current row gives; before
 * anything is asked of the row. */
void row_collect(struct row_source *s);
/* Once the row is read: false where its code does not say which date it is, or the column itself has another one; that was reported. */
MUST_CHECK bool row_collected_well(struct row_source *s);

/* row_read.c: turns s->row into s->values; false when the row cannot be counted, with everything wrong with it reported. */
MUST_CHECK bool row_read(struct row_source *s);
/* row_shape.c: whether the cells of the current row stand under their headings; else that was reported. */
MUST_CHECK bool row_in_shape(struct row_source *s);
/* row_agency.c: makes the current row's agency known to the tables that are read later; false when its code is there already. */
MUST_CHECK bool row_add_agency(struct row_source *s);
/* row_people.c: adds the row's applicant to the names that the ledger knows; false where a key of the row (王小明2025-001) holds one
 * of them, which was reported. */
MUST_CHECK bool row_keys_are_anonymous(struct row_source *s);
/* row_redact.c: makes a number of the applicant, and takes out of the current row the words that the records may not hold. */
void row_redact(struct row_source *s);
/* row_times.c: what the times of day in one column, by its cell, say together: whether the program that wrote them slipped
 * (value_time.h). The first question reads the file once more, for the dates of all its columns. */
enum times_tell row_times_tell(struct row_source *s, size_t cell);

/* cell_marks.c: what a sheet knows of the cell beside its text. false: the value was not saved, is an error, or is not
 * what was once typed. Else *fault is left alone; a month is cut to YYYY-MM, a number is the one that is stored. */
MUST_CHECK bool cell_marks_allow(struct row_source *s, size_t column, struct slice *cell, struct fault *fault);
/* Whether the cell is shown otherwise than it is stored, so that it matters to its column; `read` is what was taken of the two. */
enum notation_kind cell_marks_notation(const struct row_source *s, size_t column, struct slice *seen, const char **read);
/* Adds the number that is stored to what is wrong with a cell that shows another. */
void cell_marks_explain(const struct row_source *s, size_t column, struct fault *fault);
/* What is to be said of a cell that was read all the same; else *fault is left alone. */
void cell_marks_warn(const struct row_source *s, size_t column, struct fault *fault);
/* After the last row: merged ranges, and what is hidden. */
void cell_marks_notes(struct row_source *s);

/* ---- row_source_read.c ---- */

/* Makes ready what depends on the table; once the headings are known. */
void row_source_prepare(struct row_source *s);
/* Whether the current raw row is empty, a 合计 row, a remark, filled beforehand only, or the header once more. */
bool row_is_no_record(const struct row_source *s);

/* ---- wide_rows.c ---- */

/* Rows of table->wide->into from what is left of `from`, which the reader then owns: one row a request and event, with the very
 * cells of the wide file. `to` is the source that they are read for: before each row its headings are set to those of the wide file.
 * What a wide row says without a date (是否延期 = 是) is no event: it is reported and left out, as is a cell with two dates. */
struct raw_rows *wide_rows_open(struct row_source *from, struct row_source *to);

#endif
