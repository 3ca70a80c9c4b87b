/* What the files of ledger.h share. ledger.c is the struct and the names of its files; ledger_open.c sorts a folder or a workbook into
 * it, with ledger_book.c, ledger_prose.c and ledger_unknown.c; ledger_batch.c finds the ledgers of a folder of ledgers. */
#ifndef LEDGER_LEDGER_INSIDE_H
#define LEDGER_LEDGER_INSIDE_H
#include "base/folder.h"
#include "ledger/rows/ledger.h"

/* A file or sheet whose name is no table's. */
struct unknown {
    const char *name, *shown;                          /* 申请登记3月, 台账.xlsx:申请登记3月 */
    bool sheet, pivot, hidden;
    const struct ledger_table *part_of;                       /* the table whose part it looks like, or NULL … */
    bool monthly;                                      /* … or it has the name of a month alone */
};

/* While one folder or workbook is sorted: which file already holds a table, by its place in the schema. */
struct sorting {
    struct ledger *ledger;
    const struct schema *schema;
    struct problems *problems;
    const char **shown_of;
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
/* Adds a table, unless this folder or workbook has it already: then that is a problem. */
void ledger_add_table(const struct sorting *s, const struct ledger_file *file);

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

/* ledger_book.c: sorts the sheets of the workbook at `path`. */
MUST_CHECK bool ledger_add_book(struct sorting *s, const char *path, struct diag *diag);
/* Whether the workbook has a sheet that is a table's, or cannot be opened: then a run must say why. */
bool ledger_is_ledger_book(const char *path, const struct schema *schema);
/* Whether the file, in a folder of tables in CSV, is or was meant as a workbook of the same tables: then it is not clear which counts. */
bool ledger_is_second(const char *path, const char *name, const struct schema *schema);

#endif
