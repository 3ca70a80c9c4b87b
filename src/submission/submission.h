/* One report that was submitted to a superior, in any of its forms: our report.json (schema nianbao.report/1), our workbook (also
 * after it was edited elsewhere), a workbook in the standard form that was filled in by hand, a CSV of cells, a Word file, a web page,
 * a PDF with text (docs/zh/交来的年报.md).
 *
 * A fault of one submission is a problem (R… of the catalogue) that names file, sheet and cell; the other submissions are
 * still read. A file without anything usable is left out: submission_read then returns true with kind SUBMISSION_NONE,
 * and a problem says why. A diag means that the run cannot go on.
 *
 * Strings live in the submission's arena (`form` too: the id of a form of the shelf). Money is read as text and never passes
 * through a binary float. Memory holds one submission at a time.
 *
 *     if (!submission_find(&arena, "报送", schema, &list, &n, &problems, diag)) return false;
 *     for (size_t i = 0; i < n; i++) {
 *         struct submission s;
 *         if (!submission_read(&s, &list[i], shelf, &problems, diag)) return false;
 *         if (s.kind) …                                  // s.code may be NULL: then s.name tells whose it is
 *         submission_release(&s);
 *     }
 */
#ifndef SUBMISSION_SUBMISSION_H
#define SUBMISSION_SUBMISSION_H
#include "base/decimal.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/problem.h"
#include "form/report.h"
#include "form/shelf.h"
#include <stddef.h>

enum submission_kind {
    SUBMISSION_NONE,                                   /* left out */
    SUBMISSION_JSON,                                   /* report.json */
    SUBMISSION_OURS,                                   /* our workbook: cells by their defined names */
    SUBMISSION_WORKBOOK,                               /* tables found by their labels */
    SUBMISSION_CELLS,                                  /* lines of a CSV: 机关代码,年度,单元格,数值 */
    SUBMISSION_WORD, SUBMISSION_PAGE, SUBMISSION_PDF   /* a manuscript: tables found by their labels */
};

/* 本年是否收到申请: a report without a request must be declared, not inferred from its zeros. */
enum submission_received { RECEIVED_UNSAID, RECEIVED_NO, RECEIVED_YES };

struct submission_cell {
    const char *address;                               /* requests/3.4/enterprise; always one of the form's */
    bool empty;                                        /* nothing stands there, or a word for nothing: “/”, “-” */
    struct decimal number;                             /* counts have scale 0 */
    const char *shown;                                 /* the number as digits; of an empty cell what stands there, or NULL */
    const char *note;                                  /* 其中修订16件; or NULL */
    const char *place;                                 /* where it stands: "年报!D17", "第17行"; NULL in a report.json */
};
struct submission_text { const char *section, *markdown; bool twice; };     /* twice: its heading stood in several places, and only the first words were read */
/* Where the report came from; NULL where it does not say. */
struct submission_origin { const char *form_hash, *rules_hash, *calendar_hash, *program, *as_of; };

enum { SUBMISSION_HEADINGS = 4 };
struct submission {
    struct arena arena;
    enum submission_kind kind;
    const char *path;                                  /* as given or found: to open it */
    const char *shown;                                 /* for people: relative to the folder on the command line */
    const char *code, *name;                           /* of the agency; code NULL where it is not given; name NULL in a CSV of cells */
    const char *form;                                  /* id of its form, which the shelf has */
    int year;
    bool draft;
    int edition;                                       /* of a report.json: 1 where it does not say; 0 of other kinds, and where it is not 1..999 */
    bool filled_in;                                    /* from the workbook of nianbao init --form: words in front of the sections are its own */
    enum submission_received received;
    struct submission_cell *cells;                     /* at most one for an address; none for a cell that was not found */
    size_t n, cap;
    struct submission_text *texts;                     /* narrative of the sections that had one */
    size_t n_texts, cap_texts;
    struct submission_text *beside;                    /* paragraphs in the sections of tables, outside of the tables: whole ones, in order */
    size_t n_beside, cap_beside;
    struct timeliness timeliness;                      /* -1 = not known */
    struct submission_origin origin;
    const char *other_book, *other_shown;              /* a workbook beside it that is another report; or NULL */
    const char *unread;                                /* why it was left out, and what to do; NULL = it was read */
    const char *headings[SUBMISSION_HEADINGS];         /* title and first headings of a web page, which may name the agency; or NULL */
    bool of_several;                                   /* from a list of cells of several agencies: its path names no agency; a workbook of several reports, left out */
    bool document;                                     /* left out without a problem: the caller knows whether the report also came in another form */
    int other_year;                                    /* the year in its path where that is not `year`; else 0. A report is read all the same where a
                                                          folder names the next year, in which reports are submitted */
};

/* Where one report can be read: a file, or one agency's year in a CSV of cells. Made by submission_find. */
struct submission_rows;
struct submission_source {
    const char *path, *shown;
    const char *workbook;                              /* of a report.json: our workbook of the same report beside it, or NULL */
    const char *code;                                  /* CSV of cells: the agency of the lines; else NULL */
    int year;                                          /* CSV of cells: the year of the lines; else 0 */
    const struct submission_rows *rows;                /* CSV of cells; else NULL */
    bool document;                                     /* found in a folder: a Word file, a PDF, a picture, a CSV of something else … */
    bool beside;                                       /* a document in the folder of a report.json: a copy of it for printing */
    const char *asked_name;                            /* the agency and the year of a report whose file says neither; NULL and 0 = it must say them */
    int asked_year;
};

/* Finds the reports at or below `path` (a file, or a folder up to three folders deep: DIR/年/机关), sorted by path: report.json,
 * workbooks, CSV files of cells, and documents that may be a report in a form that cannot be read. Passes over what this program
 * writes beside a report (问题清单.xlsx, tables of findings), lock files (~$…), hidden files, Markdown (.md), and in folders files
 * named like a table of `schema` (which may be NULL). A report.json and our workbook in one folder are one submission: the JSON
 * counts, and submission_read reports where the workbook differs (R03); a workbook that is another report is left over
 * (submission_left_over). The list belongs to the arena. */
struct schema;
MUST_CHECK bool submission_find(struct arena *arena, const char *path, const struct schema *schema, struct submission_source **list, size_t *n,
                                struct problems *problems, struct diag *diag);
/* Whether the source was not met before: a folder and one inside it may both be on the command line. `seen` remembers it. */
struct intern;
bool submission_is_new(struct intern *seen, const struct submission_source *source);
/* Reads one of them; its content, not its name, tells the form. */
MUST_CHECK bool submission_read(struct submission *s, const struct submission_source *source, struct form_shelf *shelf,
                                struct problems *problems, struct diag *diag);
/* The workbook beside a report.json where it turned out to be another report, which the caller reads on its own; false where there
 * is none. The strings of *out belong to the submission. */
bool submission_left_over(const struct submission *s, struct submission_source *out);
void submission_release(struct submission *s);
/* The name of the file without its ending; the folders above it one after another, from the nearest on, NULL behind the last
 * (*rest begins as the name shown). */
const char *submission_file_stem(struct arena *arena, const char *shown);
const char *submission_folder_above(struct arena *arena, const char **rest);
/* Leaves out a report that was read, because its path names other_year, and reports it (R05). */
void submission_refuse_year(struct submission *s, bool folder, struct problems *problems);
/* The cell of that address, or NULL. */
const struct submission_cell *submission_cell(const struct submission *s, const char *address);
/* Makes a report of it, with cells, notes, texts, agency and year; the caller frees it. `form` is the one that s names and must
 * outlive the report; the agency's id is 0. */
struct report *submission_report(const struct submission *s, const struct form *form);
/* Puts cells and notes into a report of the same form. */
void submission_fill(const struct submission *s, struct report *r);

#endif
