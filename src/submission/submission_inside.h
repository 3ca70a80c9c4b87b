/* The readers of the several forms of a submission, and what they share.
 *
 * A reader fills in what its file says. submission_read has set path, shown and kind NONE before, and looks over the result
 * after. A reader that leaves the file out reports that with submission_leave_out and returns true; false means that the run
 * cannot go on. */
#ifndef SUBMISSION_SUBMISSION_INSIDE_H
#define SUBMISSION_SUBMISSION_INSIDE_H
#include "ledger/rows/raw_rows.h"
#include "submission/standard_form.h"
#include "submission/submission.h"

struct submission_line { const char *address, *value, *note; int64_t line; };
/* One agency's year in a CSV of cells. */
struct submission_rows {
    const char *code;
    int year;
    bool one_year, one_agency;                         /* the file has no other */
    struct submission_line *lines;
    size_t n, cap;
};

struct submission_reading {
    struct submission *s;
    struct form_shelf *shelf;
    struct problems *problems;
    bool document;                                     /* where it is left out, the caller says so: it may be no report at all */
    const char *asked_name;                            /* as in the source */
    int asked_year;
};

MUST_CHECK bool json_read(struct submission_reading *r, struct diag *diag);
/* A workbook or a manuscript. */
MUST_CHECK bool book_read(struct submission_reading *r, struct diag *diag);
MUST_CHECK bool cells_read(struct submission_reading *r, const struct submission_rows *rows, struct diag *diag);
/* The agencies and years of a CSV of cells, by code and year. *yes tells whether the file is one; a file that is none adds nothing. */
MUST_CHECK bool cells_list(struct arena *arena, const char *path, const char *shown, bool *yes, struct submission_rows ***list, size_t *n,
                           struct problems *problems, struct diag *diag);

/* ---- submission.c ---- */

void submission_add(struct submission *s, struct submission_cell cell);
void submission_add_text(struct submission *s, const char *section, const char *markdown);
void submission_add_beside(struct submission *s, const char *section, const char *words);
/* The text of a cell for a problem, or PROBLEM_PERSONAL where it looks like a personal value. */
const char *submission_value(const char *text);
/* Leaves the file out, for the reason given (R01). */
void submission_leave_out(struct submission_reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The form of the submission's year; where there is none, *form is NULL and the file is left out. */
MUST_CHECK bool submission_form(struct submission_reading *r, const struct form **form, struct diag *diag);
/* Whether two cells hold the same number, or both none. */
bool submission_same(const struct submission_cell *a, const struct submission_cell *b);

/* ---- submission_owner.c ---- */

/* Fills in agency and year of a workbook or a manuscript. False: the file is left out. */
bool submission_take_owner(struct submission_reading *r, const struct loaded_book *book);

/* ---- answers.c ---- */

/* 是, 否, or nothing; false for any other words. */
bool answer_received(const char *words, enum submission_received *received);
/* What a workbook of nianbao init --form says beside its tables. Of any other book nothing. */
void submission_take_answers(struct submission_reading *r, const struct loaded_book *book);

/* ---- submission_manuscript.c ---- */

/* Whether so much of a PDF's tables was found that its numbers can be believed; else the file is left out. */
bool submission_believes(struct submission_reading *r, const struct standard_form *form, const struct standard_tables *found);
/* What its reader passed over (R10). */
void submission_say_remarks(struct submission_reading *r, const struct manuscript *m);
/* What a manuscript adds to its cells: remarks of its reader and pictures in the place of tables (R10); of a PDF, equations that do not
 * hold, since its numbers may have been read wrongly (R09). */
void submission_judge_manuscript(struct submission_reading *r, const struct form *form, const struct loaded_book *book);

/* ---- submission_path.c ---- */

/* Fills in agency and year where they are not known yet: from the name of the file, the year also from its folders. */
void submission_take_path(struct submission *s);
/* Whether the path names no other year than the report's; otherwise reports both (R05) and leaves the report out. */
bool submission_years_agree(struct submission_reading *r);
/* Leaves out a file of another kind, with the reason. */
void submission_take_document(struct submission_reading *r);

/* ---- submission_faults.c: D16, all rows, columns and blocks, in order, with their official labels ---- */

/* Reports each table of the form that came without a single number (R06). */
void submission_say_blank(struct submission_reading *r, const struct form *form);
/* Reports the parts of the form that are missing. `given` has an entry for each slot, tables one after another; `where` may be NULL. */
void submission_say_missing(struct submission_reading *r, const struct standard_form *form, const bool *given, const char *where);
/* Reports what is odd in the tables; cells that are found twice, with different numbers, become disputed. */
void submission_say_oddities(struct submission_reading *r, const struct standard_form *form, struct standard_tables *found);
/* Of these, only cells that are found twice. */
void submission_say_twice(struct submission_reading *r, const struct standard_form *form, struct standard_tables *found);
/* Where cells are missing and another form has all of them, the tables are those of another year: *said, and nothing else need
 * be reported about them. */
MUST_CHECK bool submission_say_other_form(struct submission_reading *r, const struct standard_form *form, const struct standard_tables *found,
                                          const struct loaded_book *book, bool *said, struct diag *diag);

/* The form, other than `own`, of whose cells the book has the largest share, `least` per cent of them or more; NULL = none. */
MUST_CHECK bool submission_other_form(struct submission_reading *r, const struct form *own, const struct loaded_book *book, int least, const struct form **found,
                                      struct diag *diag);

/* ---- section_titles.c ---- */

/* The section whose heading the words are, or are nearly; NULL = none. *exact is false where its spelling differs from the form's. */
const struct form_section *section_headed(const struct form *form, struct arena *arena, const char *words, bool *exact);
/* 一、总体情况：2025年，…: the section whose heading begins the paragraph, and the text behind it; NULL where none does. */
const struct form_section *section_run_in(const struct form *form, const char *words, const char **text);
/* Whether a heading of the section that is nearly the form's differs by more than 和, 及, 的, 它 and punctuation. */
bool section_words_differ(const struct form_section *section, struct arena *arena, const char *words);
/* The section of text behind `before` (NULL: the first), where the words can be its heading by their number alone: 一、概述. */
const struct form_section *section_numbered(const struct form *form, const struct form_section *before, const char *words);
/* As short as a heading, and no sentence. */
bool section_title_short(const char *words);
/* The section of that id; NULL where there is none, or id is NULL. */
const struct form_section *section_called(const struct form *form, const char *id);
/* Reports headings that are missing, have other words or another number, or stand in another order than the form's (D28), unless the
 * form leaves its headings to the agencies. Of a file
 * without a heading of a section of text nothing: only its tables were handed over. */
void section_titles_judge(struct submission_reading *r, const struct standard_form *standard, const struct standard_tables *found, const struct loaded_book *book);

/* ---- submission_words.c ---- */

/* The words of the sections of text and of the preamble, from the sheet that has their headings. */
void workbook_words(struct submission_reading *r, const struct standard_form *standard, const struct standard_tables *found, const struct loaded_sheet *sheet);

/* ---- cell_list.c: the head of a CSV of cells ----
 *
 * Programs and people put a line `sep=;` or a title before it, separate the cells by ; or tabs, and decorate the headings:
 * *机关代码, 年度（必填）. Lists may also stand side by side, each with its own headings. */

enum { AT_CODE, AT_YEAR, AT_CELL, AT_VALUE, AT_NOTE, CELL_LIST_COLUMNS, CELL_LISTS = 8 };
extern const char *const cell_list_headings[CELL_LIST_COLUMNS];

struct cell_list_head {
    char separator;
    int64_t line;                                      /* of the headings */
    size_t at[CELL_LISTS][CELL_LIST_COLUMNS];          /* for each list: which cell of a line; SIZE_MAX = none */
    size_t n;
    bool named[RAW_MAX_CELLS];                         /* the column has some heading */
};
/* Looks for the head in the first lines of a text; false where there is none. */
bool cell_list_find(struct cell_list_head *head, const char *text, size_t n);
/* 2025, 2025年, ２０２５年度, 2025.0; 0 where it is none. */
int cell_list_year(const char *words);
/* Whether the row is a head, which may stand again on a new page. Fills in everything but separator and line. */
bool cell_list_read(struct cell_list_head *head, const struct raw_row *row);

/* ---- heads.c: the heads at hand while standard_find.c walks a sheet: which column of the sheet is which of the form ---- */

enum { MAX_HEAD_ROWS = 8 };

/* A column of the sheet under the heads at hand. */
struct head_column {
    const char *key, *brief, *text;                    /* its lowest head; key NULL = none */
    int head_row, head_col;
    const char *above[MAX_HEAD_ROWS];
    size_t n_above;
    bool known, matched;                               /* one of the form's; of a row that was read */
};
/* Columns with all heads of the table: labels and data. A table may stand side by side in several. */
struct head_band {
    int from, first_col, end;                          /* its labels, its first column of data (end = none), behind its last */
    const struct standard_row *last;                   /* the row of the form that was met last */
    bool lost;                                         /* a row that is not of the form came since */
};
enum { MAX_BANDS = 6 };
struct heads {
    const struct standard_form *form;
    const struct loaded_sheet *sheet;
    const char **keys;                                 /* MAX_HEAD_ROWS × n_cols: the labels of the rows of heads */
    int first, n;                                      /* rows of the sheet; n 0 = no table is open */
    struct head_column *columns;                       /* n_cols */
    struct head_band bands[MAX_BANDS], *band;          /* band: the one at hand */
    int n_bands;
};
/* The rows of heads are complete: finds out the columns and bands. Keys go to the arena. */
void heads_settle(struct heads *h, struct arena *arena);
/* The slot of the row that the column fits best, and how well; NULL where two fit equally well. */
const struct standard_slot *heads_slot(const struct heads *h, const struct standard_row *row, const struct head_column *k, enum label_fit *fit);
/* How many columns of the band belong to the row. */
size_t heads_fit(const struct heads *h, const struct standard_row *row);

/* ---- sheet_row.c: which row of the form a row of the sheet is, in the band at hand ---- */

/* A row of the sheet and the keys of its labels by column; NULL where there is none. */
struct sheet_row { const struct heads *heads; const char **keys, **briefs; int at; };
/* Whether a label of the row may stand there: not over the columns of data, and not a unit. */
bool sheet_row_labelled(const struct sheet_row *r, int col);
/* The row that the label means; near labels count where only one of them is near. NULL: none, or *any of several. */
const struct standard_row *sheet_row_find(const struct sheet_row *r, int col, bool near, enum label_fit *fit, bool *any);
/* The row that comes next in the form, where the label may be a badly written one of it and is none of the others. */
const struct standard_row *sheet_row_next(const struct sheet_row *r, int col);
/* A line of words of the form between its rows, anywhere in the row; or NULL. */
const struct standard_row *sheet_row_line(const struct sheet_row *r);
/* Whether a label is that of a row of the form, even if its heads do not fit. */
bool sheet_row_named(const struct sheet_row *r, int col);

#endif
