/* What the files of ledger.h share. ledger.c is the struct and the names of its files; ledger_open.c sorts a folder, a workbook or a file into
 * it, with ledger_book.c, ledger_database.c, ledger_fit.c, ledger_parts.c, ledger_repeats.c, ledger_prose.c and ledger_unknown.c; ledger_batch.c finds the
 * ledgers of a folder of ledgers. */
#ifndef LEDGER_LEDGER_INSIDE_H
#define LEDGER_LEDGER_INSIDE_H
#include "base/folder.h"
#include "ledger/rows/encoding.h"
#include "ledger/rows/ledger.h"
#include "ledger/rows/table_fit.h"

/* A file or sheet that is a table, by its name or by its headings. */
struct ledger_part {
    struct ledger_file file;
    const char *name;                                  /* 申请登记3月, Sheet1 */
    const char *of;                                    /* the name of its workbook, which may be a month; NULL = CSV, or of a database */
    bool own;                                          /* it has the table's name */
    struct table_fit fit;                              /* of one by its name once there are others */
};

/* A file or sheet that is none. */
struct unknown {
    const char *name, *shown;                          /* 统计, 台账.xlsx:统计 */
    bool sheet, pivot, hidden;
    struct table_fit fit;                              /* which table it comes near to */
};

/* While one folder or workbook is sorted. */
struct sorting {
    struct ledger *ledger;
    const struct schema *schema;
    struct problems *problems;
    struct ledger_part *parts;
    size_t n_parts, cap_parts;
    struct unknown *unknown;
    size_t n_unknown, cap_unknown;
};

/* The name without this extension, in either case; NULL where it has another. */
const char *ledger_stem(struct arena *a, const char *name, const char *extension);
const char *ledger_join(struct arena *a, const char *dir, const char *name);
/* As messages show it: a name may hold bytes of another encoding, and what no terminal should get. `folder` may be NULL. */
const char *ledger_join_shown(struct arena *a, const char *folder, const char *name);
/* What the files of a folder are shown under: nothing where there is but one ledger, else the folder's name, else the whole path. */
const char *ledger_folder_shown(struct ledger *l, const char *path);
/* The files of a ledger's folder; hidden files and the locks of office programs (~$) are none. */
MUST_CHECK bool ledger_names(struct arena *arena, const char *path, const char ***names, size_t *n, struct diag *diag);

/* S09 of a whole file or sheet. */
void ledger_refuse(struct problems *problems, const char *shown, const char *text, const char *expected);
/* In the order of the tables, then in that of arrival. */
void ledger_add_file(struct ledger *l, const struct ledger_file *file);

/* ledger_fit.c: which table the headings of a sheet or a CSV file are nearest to. Tables of data/ledger/sheets.yaml that need
 * their name do not fit. */
struct table_fit ledger_fit_sheet(struct arena *a, const struct schema *schema, struct xlsx_reader *book, size_t sheet);
struct table_fit ledger_fit_csv(struct arena *a, const struct schema *schema, const char *path, const char *encoding);
struct table_fit ledger_fit_relation(struct arena *a, const struct schema *schema, const struct ledger_relation *relation);
struct table_fit ledger_fit_part(const struct sorting *s, const struct ledger_part *part);
/* The raw rows of a part; NULL where it cannot be read. `text` is the bytes of CSV, for encoding_close. */
struct raw_rows *ledger_part_rows(const struct sorting *s, const struct ledger_part *part, struct encoded_text *text);

/* ledger_parts.c: collects what is a table. Then the parts of each table become its files, in the order of their months; what
 * stands between them is reported. */
void ledger_add_part(struct sorting *s, const struct ledger_part *part);
void ledger_settle_parts(struct sorting *s);
/* ledger_repeats.c: of parts of one table how many rows each has, and whether each of them stands in another part, or in all that have any. */
struct repeats { size_t n; bool elsewhere, everywhere; };
void ledger_compare_rows(const struct sorting *s, const struct ledger_part *const *parts, size_t n, struct repeats *rows);

/* ledger_unknown.c: collects them, and reports them together. */
void ledger_add_unknown(struct sorting *s, struct unknown one);
void ledger_report_unknown(struct sorting *s);

/* ledger_prose.c: overview.md … by the code or the name of the section; any other file is named and left alone. */
void ledger_add_prose(struct ledger *l, const struct schema *schema, struct problems *problems, const char *path, const char *shown, const char *name,
                      const char *agency);
/* narrative/ and narrative/机关代码/. */
MUST_CHECK bool ledger_add_narrative(struct ledger *l, const char *dir, const char *shown_dir, const struct schema *schema, struct problems *problems, struct diag *diag);
/* overview.md … in the workbook's folder, and its narrative/: they are the workbook's as they are those of a folder of tables. */
MUST_CHECK bool ledger_add_prose_beside(const struct sorting *s, const char *book, struct diag *diag);
/* Whether the file is named as a section of the report is. */
bool ledger_is_prose(struct arena *a, const struct schema *schema, const char *name);

/* ledger_database.c: sorts the relations of the database at `path`. */
MUST_CHECK bool ledger_add_database(struct sorting *s, const char *path, struct diag *diag);

/* Whether it is named as CSV, and is a plain text. */
bool ledger_is_csv(const char *path);
/* The file is a table by its name or its headings. */
bool ledger_csv_holds(const char *path, const struct schema *schema);
/* A file in messages: with as many of its folders as it takes to distinguish it from the workbooks that are open. */
const char *ledger_shown_name(struct ledger *l, const char *path);
/* ledger_batch.c: whether the ledgers among these files of a folder are workbooks of months, and of single tables: one ledger. */
bool ledger_books_are_months(struct arena *a, const char *folder, const char **names, size_t n, const struct schema *schema);
/* ledger_book.c: sorts the sheets of the workbook at `path`. */
MUST_CHECK bool ledger_add_book(struct sorting *s, const char *path, struct diag *diag);
/* Whether the workbook has a sheet that is a table, by name or headings, or cannot be opened: then a run must say why. */
bool ledger_is_ledger_book(const char *path, const struct schema *schema);
/* Whether the file, in a folder of tables in CSV, is or was meant as a workbook of the same tables: then it is not clear which counts. */
bool ledger_is_second(const char *path, const char *name, const struct schema *schema);

#endif
