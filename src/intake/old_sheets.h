/* The ledgers that an office kept before, as cells: every sheet and CSV file of the paths given, in the order of their names and tabs.
 *
 * A path is a workbook, a CSV file or a folder of them (its subfolders too). Nothing is interpreted here but what the reader of ledgers
 * interprets as well: encodings, separators, dates by their style. Files of a folder that are no tables (pictures, texts) are named.
 *
 *     struct old_sheets all = {0};
 *     if (!old_sheets_add(&all, schema, "旧台账.xlsx", NULL, diag)) …
 *     old_sheets_release(&all);
 */
#ifndef INTAKE_OLD_SHEETS_H
#define INTAKE_OLD_SHEETS_H
#include "base/digest.h"
#include "ledger/rows/raw_rows.h"
#include "ledger/schema/schema.h"

/* Characters that a cell of the workbook that is written can hold: a longer one is refused, with its place. */
enum { OLD_CELL_MOST = 32000, OLD_SHEETS_WRITTEN = 2 };

struct old_row {
    int64_t line;               /* in the file, from 1 */
    const char **cells;         /* trimmed, "" where nothing stands; never NULL */
    const unsigned char *marks; /* by cell, an enum raw_mark; NULL = all RAW_PLAIN */
    size_t n;
};
struct old_sheet {
    const char *shown;    /* 台账2025.xlsx:1月, or the name of a CSV file: for people */
    const char *name;     /* 1月; of a CSV file its name without .csv */
    const char *book;     /* 台账2025; "" for a CSV file */
    struct old_row *rows; /* those with anything in them */
    size_t n_rows, cap_rows;
    size_t width;           /* cells of the widest row */
    size_t n_cleaned;       /* characters that no text may hold, which were left out */
    struct raw_note *notes; /* merged and hidden ones */
    size_t n_notes, cap_notes;
};
struct old_sheets {
    struct arena arena;
    struct old_sheet *list;
    size_t n, cap;
    const char **others; /* files of folders that were left alone */
    size_t n_others, cap_others;
    const char *written[OLD_SHEETS_WRITTEN]; /* paths that this run writes, or NULL: in a folder that is read they are none of the old ledger */
    char digest[DIGEST_HEX]; /* of all files, in order */
    size_t n_files;
};

/* Reads what lies at the path; `encoding` is that of --encoding or NULL. Fails where a file cannot be read, with the reason; of a folder
 * with all of them. */
MUST_CHECK bool old_sheets_add(struct old_sheets *all, const struct schema *schema, const char *path, const char *encoding, struct diag *diag);
void old_sheets_release(struct old_sheets *all);
/* The cell, "" behind the end of a row. */
const char *old_cell(const struct old_row *row, size_t cell);

#endif
