/* A ledger on disk: which file or sheet holds which table (docs/zh/台账.md).
 *
 * ledger_open looks at a folder and sorts its files: CSV files are tables by id or Chinese name, else by their headings (table_fit.h),
 * which is said; narrative Markdown (overview.md, problems.md, other.md, also under narrative/机关代码/); other files are named and left
 * alone. A .csv file that is no table is a problem that refuses and names the nearest one. Several files of one table with the same
 * headings are that table, in the order of their months; whatever would count twice is refused. Order is that of the schema, then that.
 *
 * Or at a workbook, whose sheets are its tables in the same way; empty ones, chart sheets and those named in data/ledger/sheets.yaml are
 * left alone. The workbook stays open until ledger_release. Or at one CSV file, or a folder of the workbooks of its months. Texts that
 * lie beside a workbook or a file are read as in a folder of tables; beside several workbooks only those of narrative/机关代码/.
 *
 * Or at a database (ledger_database.h), whose relations are its tables by their names, or as the office says. One that is near to a
 * table by its name or its columns is named and left alone, and refuses where the ledger has no such table: it may be that one.
 */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H
#include "ledger/rows/ledger_database.h"
#include "ledger/rows/row_source.h"

struct ledger_prose {
    const char *path, *shown;
    const char *section;                               /* a code of narrative_sections: overview … */
    const char *agency;                                /* 机关代码 of its folder, or NULL */
    bool shared;                                       /* several workbooks lie beside it: the agency may be another one's */
};

struct ledger_book { const char *path, *shown; struct xlsx_reader *reader; };

struct ledger {
    struct arena arena;
    const char *path;                                  /* of the first */
    const char *encoding;                              /* --encoding, or NULL; set before the first is opened, as is … */
    struct ledger_databases *databases;                /* what opens databases; NULL = none are known */
    bool several;                                      /* more than one will be opened: files are shown with their folder */
    struct ledger_file *files;                         /* tables, in the order of the schema */
    size_t n_files, cap_files;
    struct ledger_prose *prose;
    size_t n_prose, cap_prose;
    const char **others;                               /* files and sheets left alone */
    size_t n_others, cap_others;
    bool *in_parts;                                    /* by table of the schema: parts of it were refused */
    struct ledger_book *books;
    size_t n_books, cap_books;
    struct ledger_database **bases;
    size_t n_bases, cap_bases;
};

/* Opens one ledger, a folder or a workbook. Several ledgers of one run are opened one after another into the
 * same struct, with `several` set: two of them may each have a requests.csv. */
MUST_CHECK bool ledger_open(struct ledger *l, const char *path, const struct schema *schema, struct problems *problems, struct diag *diag);
void ledger_release(struct ledger *l);
/* Whether a database of it can no longer be read, as the diag then says: what was read so far is not all. */
bool ledger_lost(const struct ledger *l, struct diag *diag);
/* From now on its databases leave out rows of agencies other than `own` (an id; 0 = none is left out) whose code or name is written just as the
 * table of agencies has it. What is written in another way still comes, so that a slip in the own name is found. */
void ledger_leave_out_others(const struct ledger *l, const struct ledger_agencies *all, int64_t own);
/* Refuses --encoding (DIAG_USAGE) where nothing that is read has one: ledgers in databases, no text beside them and no file of --waivers. */
MUST_CHECK bool ledger_prove_encoding(const struct ledger *l, bool waivers, struct diag *diag);
void ledger_add_other(struct ledger *l, const char *shown);   /* one more file that is left alone */
/* Whether the folder itself has a CSV file that is a table, or the path is a workbook with such a sheet, or such a file. */
MUST_CHECK bool ledger_holds_tables(struct arena *arena, const char *path, const struct schema *schema, bool *holds, struct diag *diag);
/* Whether a sheet of the workbook is a table, by its name or its headings. */
bool ledger_book_holds(struct xlsx_reader *book, const struct schema *schema);
/* Whether the file is a workbook, or something else that is no plain text (base/file_kind.h). */
bool ledger_is_book(const char *path);
/* Why such a file cannot be read as a workbook, and what to do; NULL where it may be one. */
const char *ledger_book_fault(struct arena *a, const char *path);
/* Whether the folder has table files of its own, or workbooks of its months (1月.xlsx, 2月.xlsx), which are one ledger; if not but its
 * subfolders have, or workbooks lie in it or in them, it is a batch: the folders and workbooks, sorted, and the other files of the
 * folders that were looked at. A file named as a workbook that cannot be opened is among the ledgers, so that its run says why. */
struct ledger_batch { const char **paths, **others; size_t n, n_others, cap, cap_others; };   /* lists to free, of strings of the arena */
MUST_CHECK bool ledger_is_batch(struct arena *arena, const char *path, const struct schema *schema, struct ledger_batch *batch, struct diag *diag);
void ledger_batch_release(struct ledger_batch *batch);
/* The file's text as UTF-8 (BOM, UTF-8, GB18030; else a problem with the byte offset, false). malloc()ed. */
MUST_CHECK bool ledger_text(const char *path, const char *shown, const char *encoding, struct problems *problems, char **text, size_t *n, const char **used);

#endif
