/* Inside verify: what was found in one folder, and the steps that find it. */
#ifndef CLI_VERIFY_INSIDE_H
#define CLI_VERIFY_INSIDE_H
#include "archive/reread.h"
#include <jansson.h>
#include <stdio.h>

enum { VERIFY_MAX_FILE = 64 << 20 };                   /* bytes of a JSON or HTML file that is read whole */

/* report.html, page.html: archives of former versions have no page.html. */
enum { PAGE_FRAGMENT, PAGE_WHOLE, PAGES };
extern const char *const verify_pages[PAGES];

/* kind is a stable word: changed incomplete missing added name link number unreadable metadata catalogue. The texts are clean: no control characters,
 * no broken UTF-8, whatever the names on the disk were. */
struct verify_problem { const char *kind, *file, *cell, *message; };
struct verify_folder {
    struct arena arena;
    const char *path;                                  /* as shown */
    bool unreadable;                                   /* its manifest could not be read */
    bool comparison;                                   /* it is no report: there are files, but no cells to read back */
    bool package;                                      /* a transfer package; `cells` then counts its reports */
    size_t files, sm3, cells;                          /* checked; sm3: files that are listed with one too */
    struct verify_problem *problems;
    size_t n, cap;
    struct verify_problem *unseen;                     /* what could not be looked at here: no differences */
    size_t n_unseen, cap_unseen, undecided;            /* undecided: how many of these because time or memory gave out, which a file can be made for */
    bool findings_listed;                              /* findings.json is in the manifest */
    const char *workbook, *pages[PAGES], *report, *text, *findings, *findings_table;      /* of the manifest, when they are there to be read; else NULL */
};

/* A staging folder or lock, of a run that was killed or is still at work. */
#define VERIFY_LEFTOVER "是中断的运行留下的临时文件，可以删去"
bool verify_is_leftover(const char *name);

/* kinds "unseen" and "undecided" are kept apart. */
void verify_add(struct verify_folder *f, const char *kind, const char *file, const char *cell, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
const char *verify_path(struct arena *arena, const char *folder, const char *name);
/* A JSON file of at most VERIFY_MAX_FILE bytes; NULL when it cannot be read (diag is filled). */
json_t *verify_load_json(const char *path, struct diag *diag);
void verify_folder_release(struct verify_folder *f);

/* Hashes the files of the folder's manifest.json. */
void verify_manifest(struct verify_folder *f, const char *folder);
/* The same for a transfer package, and what its metadata say (archive/reread.h). */
void verify_package(struct verify_folder *f, const char *folder, const struct reread_own *own);
/* Takes a file that the numbers are read from; lists, letters and notices have no cells of the report. */
void verify_note_document(struct verify_folder *f, const char *name);
/* What was found, for the tests of a package; belongs to the arena. */
void verify_seen(struct arena *a, const struct verify_folder *f, struct archive_seen *seen);
/* The numbers of one item of a transfer package. */
void verify_item(struct arena *a, const struct archive_item *item, struct archive_seen *seen);
/* verify_findings.c: paths of a report and of its internal lists; NULL = it has no such file. */
struct verify_lists { const char *report, *list, *table; bool list_told; };      /* that the list cannot be read was told */
void verify_findings(struct verify_folder *f, const struct verify_lists *lists);
/* Those of an output folder whose files are those of its manifest. */
void verify_folder_findings(struct verify_folder *f, const char *folder);
/* Reads the numbers back and compares them. */
void verify_numbers(struct verify_folder *f, const char *folder);

void verify_print(const struct verify_folder *folders, size_t n, FILE *out);
MUST_CHECK bool verify_print_json(const struct verify_folder *folders, size_t n, FILE *out, struct diag *diag);

/* One number by its address, as each of the documents has it; NULL = it has no such cell, "" = empty. */
struct cell_reading { const char *address, *json, *html[PAGES], *xlsx, *docx; bool xlsx_is_number; };
struct readings {
    struct arena arena;
    struct cell_reading *list;
    size_t n, cap;
    json_t *by_address, *by_html_id;                   /* → place in the list */
    size_t *in_page, n_page, cap_page;                 /* places in the list, in the order of the page */
};
void readings_init(struct readings *r);
void readings_release(struct readings *r);
/* The reading of table/row/col; added when it is new. NULL when an id is not UTF-8. */
struct cell_reading *readings_at(struct readings *r, const char *table, const char *row, const char *col);
MUST_CHECK bool readings_from_json(struct readings *r, const char *path, struct diag *diag);
MUST_CHECK bool readings_from_html(struct readings *r, int page, const char *path, struct diag *diag);
/* A text document has the numbers in the order of the fragment, without their addresses: after readings_from_html. */
MUST_CHECK bool readings_from_docx(struct readings *r, const char *path, struct diag *diag);
MUST_CHECK bool readings_from_xlsx(struct readings *r, const char *path, struct diag *diag);

#endif
