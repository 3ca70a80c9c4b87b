/* A report that somebody handed over, in whatever form it came: our report.json (schema nianbao.report/1), our workbook
 * (also after it was edited elsewhere), a workbook in the standard form that was filled by hand, a CSV of cells.
 *
 * What is wrong with one submission is a problem (R… of the catalogue) that names file, sheet and cell; the others are
 * still read. A file of which nothing can be used is left out: submission_read then is true with kind SUBMISSION_NONE,
 * and a problem says why. A diag means that the run cannot go on.
 *
 * Strings live in the submission's arena (`form` too: the id of a form of the shelf). Money is read as text; nothing
 * passes through a binary float. Memory holds one submission at a time.
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
    SUBMISSION_CELLS                                   /* lines of a CSV: 机关代码,年度,单元格,数值 */
};

struct submission_cell {
    const char *address;                               /* requests/3.4/enterprise; always one of the form's */
    bool empty;                                        /* nothing, or a word for it: “/”, “-” */
    struct decimal number;                             /* counts have scale 0 */
    const char *shown;                                 /* the number as digits; of an empty cell what stands there, or NULL */
    const char *note;                                  /* 其中修订16件; or NULL */
    const char *place;                                 /* where it stands: "年报!D17", "第17行"; NULL in a report.json */
};
struct submission_text { const char *section, *markdown; };
/* Where the report came from; NULL where it does not say. */
struct submission_origin { const char *form_hash, *rules_hash, *calendar_hash, *program, *as_of; };

enum { SUBMISSION_HEADINGS = 4 };
struct submission {
    struct arena arena;
    enum submission_kind kind;
    const char *path;                                  /* as given or found: to open it */
    const char *shown;                                 /* for people: relative to the folder that was named */
    const char *code, *name;                           /* code NULL where it is not given; name NULL in a CSV of cells */
    const char *form;                                  /* id of its form, which the shelf has */
    int year;
    bool draft;
    struct submission_cell *cells;                     /* at most one an address; what was not found has none */
    size_t n, cap;
    struct submission_text *texts;                     /* narrative of the sections that had one */
    size_t n_texts, cap_texts;
    struct timeliness timeliness;                      /* -1 = not known */
    struct submission_origin origin;
    const char *other_book, *other_shown;              /* a workbook beside it that is another report; or NULL */
    const char *unread;                                /* why it was left out, and what to do; NULL = it was read */
    const char *headings[SUBMISSION_HEADINGS];         /* a web page's title and first headings: whose it may be; or NULL */
    bool of_several;                                   /* a list of cells of several agencies, whose path names none of them */
    bool document;                                     /* left out, and not said: the caller knows whether a report came of it elsewhere */
    int other_year;                                    /* what its path says instead of `year`; else 0. Read all the same only where it is the next
                                                          year, and that of a folder: reports are handed over then */
};

/* One report that can be read: a file, or one agency's year in a CSV of cells. Made by submission_find. */
struct submission_rows;
struct submission_source {
    const char *path, *shown;
    const char *workbook;                              /* of a report.json: our workbook of the same report beside it, or NULL */
    const char *code;                                  /* CSV of cells: whose lines; else NULL */
    int year;                                          /* CSV of cells; else 0 */
    const struct submission_rows *rows;                /* CSV of cells; else NULL */
    bool document;                                     /* found in a folder: a Word file, a PDF, a picture, a CSV of something else … */
    bool beside;                                       /* a document in the folder of a report.json: a copy of it for printing */
};

/* The reports at or below `path` (a file, or a folder up to three folders deep: DIR/年/机关), sorted by path: report.json,
 * workbooks, CSV files of cells, and documents that may be a report in a form that cannot be read. Left aside are what this
 * program writes beside a report (问题清单.xlsx, tables of findings), lock files (~$…), hidden files, files of text (.md), and
 * below a folder what is named like a table of `schema` (which may be NULL). A report.json and our workbook in one folder are one submission: the
 * JSON counts, and submission_read says where the workbook differs (R03); a workbook that is another report is left over
 * (submission_left_over). The list belongs to the arena. */
struct schema;
MUST_CHECK bool submission_find(struct arena *arena, const char *path, const struct schema *schema, struct submission_source **list, size_t *n,
                                struct problems *problems, struct diag *diag);
/* A folder and one inside it may both be named: a file that was met by another way is the same report, not a second one. */
struct intern;
bool submission_is_new(struct intern *seen, const struct submission_source *source);
/* Reads one of them; told apart by content. */
MUST_CHECK bool submission_read(struct submission *s, const struct submission_source *source, struct form_shelf *shelf,
                                struct problems *problems, struct diag *diag);
/* The workbook that lay beside a report.json and turned out to be another report: *out is to be read on its own; false where
 * there is none. Its strings are the submission's. */
bool submission_left_over(const struct submission *s, struct submission_source *out);
void submission_release(struct submission *s);
/* The name of the file without its ending; the folders above it one after another, from the nearest on, NULL behind the last
 * (*rest begins as the name shown). */
const char *submission_file_stem(struct arena *arena, const char *shown);
const char *submission_folder_above(struct arena *arena, const char **rest);
/* Leaves a report out that was read, because its path says other_year, and says so (R05). */
void submission_refuse_year(struct submission *s, bool folder, struct problems *problems);
/* The cell of that address, or NULL. */
const struct submission_cell *submission_cell(const struct submission *s, const char *address);
/* The report that it is, for whoever prints or counts it: cells, notes, texts, agency, year. `form` is the one that s
 * names and must outlive it; the agency's id in a store is not known (0). */
struct report *submission_report(const struct submission *s, const struct form *form);

#endif
