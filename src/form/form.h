/* A form: the official shape of an annual report, read from a folder under report_templates/ and from nothing else.
 *
 * The program knows no row, label or year of any form; it knows tables made of blocks, row trees and column trees
 * (docs/forms.md). Loading proves the folder: unknown ids, cycles among sums, overlapping spans and missing files are
 * reported with file and line. The SQL of a form is proved by tally_lint (tally/tally.h), which has a store to prepare it in.
 *
 * Cells are addressed table/row/column by ids ("requests/3.4/enterprise"), never by position. A `slot` is the index of
 * a cell within its table: the order in which JSON and machine sheets list cells (rows first, then columns).
 *
 * Everything in a form lives until form_free.
 */
#ifndef FORM_FORM_H
#define FORM_FORM_H
#include "base/diag.h"
#include "base/digest.h"
#include "base/memory.h"
#include <stddef.h>
#include <stdint.h>

enum cell_type { CELL_COUNT, CELL_DECIMAL };           /* a whole number; an exact decimal of up to 6 digits */

/* The sheets that the workbook of a report may have beside those of its tables; no table's sheet has one of these names. */
enum report_sheet { SHEET_REPORT, SHEET_SOURCES, SHEET_MOVES, SHEET_CHECKS, SHEET_NOTES, SHEET_TIMELINESS, SHEET_PARTS, SHEET_FILINGS, SHEET_CORRECTION, REPORT_SHEETS };
extern const char *const report_sheets[REPORT_SHEETS];

/* One place for a number. A slot with terms is a sum of other slots of its table; it takes no postings. */
struct form_slot {
    const char *row, *col;                             /* ids */
    const char *address;                               /* "requests/3.4/enterprise" */
    const char *row_label, *col_label;                 /* for people: "4.保护第三方合法权益", "商业企业" */
    enum cell_type type;
    const int *terms;                                  /* slots */
    size_t n_terms;
    bool may_be_empty;                                 /* `blank` or `needs` of its row, or a sum of such cells */
    bool blank;                                        /* without postings it is empty, never 0 */
    const char **needs;                                /* ids of ledger tables: without one of them likewise */
    size_t n_needs;
    const char *under;                                 /* the row that its row is a part of, by which equal labels are told apart; NULL = none */
    const char *name;                                  /* the shortest Chinese address, 保护第三方合法权益/商业企业; NULL in a table that no folder holds */
    const char *unit;                                  /* the words beside the row's label: 万元; NULL = none */
    const struct label_node *row_node, *col_node;      /* where the form's trees have them (form_inside.h); row NULL in a block without rows */
};

enum grid_role {
    GRID_CAPTION,                                      /* a full-width line that opens a block: 第二十条第（一）项 */
    GRID_CORNER,                                       /* the head over the row labels, or over their units; may be empty */
    GRID_HEAD,                                         /* a column head */
    GRID_LABEL,                                        /* a row label, a unit beside it, or words across the row between others */
    GRID_DATA
};

/* A cell of the printed grid, spans included; grid places are counted from 0. */
struct grid_cell {
    int row, col, rowspan, colspan;
    enum grid_role role;
    const char *text;                                  /* the label; NULL for data */
    int slot;                                          /* data only; else -1 */
    const char *id;                                    /* document-wide id of a head or label, for HTML headers=: "requests-h3" */
    bool word;                                         /* a unit beside a row's label, centred: 件 */
};

struct grid_row {
    bool head;                                         /* caption, corner and column heads */
    int head_first, head_count;                        /* the rows to repeat when a page begins with this row; 0 for heads */
};

struct grid {
    int n_rows, n_cols;
    struct grid_row *rows;                             /* n_rows */
    struct grid_cell *cells;                           /* by row, then column */
    size_t n_cells;
    const double *widths;                              /* n_cols relative widths */
};

struct form_table {
    const char *id;
    const char *sheet;                                 /* its sheet in workbooks: 申请处理情况; NULL in a table that no folder holds */
    struct form_slot *slots;
    size_t n_slots;
    const int *by_id;                                  /* the slots in the order of their ids; NULL in a table that no folder holds */
    const int *sum_order;                              /* the slots with terms, each after its terms */
    size_t n_sums;
    struct grid grid;
    const char *query, *query_file;                    /* postings: row, col, amount, source, key */
    int query_line;
    const char *notes, *notes_file;                    /* printed notes: row, col, text; NULL = none */
    int notes_line;
    int line;                                          /* of the table's file */
    const char **keys;                                 /* label_key of its section's headings; n_keys 0 in a table of no section */
    size_t n_keys;
};

/* A paragraph that is written when the ledger brings no text of its own. */
struct form_paragraph {
    const char *heading;                               /* （一）主动公开, or NULL */
    const char *query, *file;                          /* returns `text`; no row, no paragraph */
    int line;
};

struct form_section {
    const char *id, *heading;                          /* overview, 一、总体情况 */
    const char **also;                                 /* other headings under which reports have it; only read, never written */
    size_t n_also;
    const struct form_table *table;                    /* NULL for a section of text */
    struct form_paragraph *defaults;                   /* of a section of text */
    size_t n_defaults;
    bool invented;                                     /* false: without the office's text it prints 【待填写】 and a check asks for it */
    struct form_paragraph always;                      /* query NULL = none: added unless the office's text has `always_word` */
    const char *always_word;
    struct form_paragraph summed;                      /* in its place in a report that is the sum of others; query NULL = none */
};

/* A column or row of which an identity speaks, with the slots of its terms. */
struct form_line { const char *id; const int *left, *right; };
/* left terms add up to right terms, or to no more than they (at_most), for every column or row of the table. */
struct form_identity {
    const char *id, *check, *standing, *wording;       /* I1, D01, official, 一+二=三（七）+四 */
    const struct form_table *table;
    bool by_row;                                       /* for each row over columns; else for each column over rows */
    const char **left, **right;                        /* ids of rows, or of columns when by_row */
    const char **left_names, **right_names;            /* short names of the terms, for messages; NULL = the label */
    size_t n_left, n_right;
    int line;                                          /* of form.yaml */
    struct form_line *lines;                           /* in the order of the slots */
    size_t n_lines;
    bool at_most, warns;                               /* warns: what does not hold is a warning, whatever the check says */
};

/* A row of a table whose numbers are those of another row in the report of the year before: 上年结转 of 结转下年度. */
struct form_carry { const struct form_table *table; const char *into, *from; };

struct form {
    struct arena arena;
    const char *id, *name, *basis, *dir;
    int first_year, last_year;                         /* last_year 0 = open-ended */
    bool earlier_law;                                  /* of years before the regulation in force: checks cite the earlier one */
    const char *title_query, *preamble_query;          /* each returns `text` rows: the title, the opening paragraph */
    const char *file;                                  /* form.yaml's path, for messages */
    int title_line, preamble_line;
    struct form_section *sections;
    size_t n_sections;
    bool own_headings;                                 /* agencies name the sections as they like: D28 does not compare headings */
    struct form_table *tables;                         /* in the order of the sections */
    size_t n_tables;
    struct form_identity *identities;
    size_t n_identities;
    const struct form_table **zero;                    /* the tables that are all 0 in a year without requests */
    size_t n_zero;
    struct form_carry *carried;
    size_t n_carried;
    const char **reads;                                /* ids of the ledger tables that the queries read */
    size_t n_reads;
    const char **may_read;                             /* likewise, of tables that a ledger need not have */
    size_t n_may_read;
    int reads_line;
    char hash[DIGEST_HEX];                             /* SHA-256 over the folder */
};

MUST_CHECK bool form_load(struct form **form, const char *dir, struct diag *diag);
void form_free(struct form *form);
/* Of a line of the identity, by left minus right. */
bool form_holds(const struct form_identity *identity, int64_t gap);
/* All terms of the line have numbers, but for those that the form takes for 0 when they are empty; `empty` by slot. */
bool form_line_known(const struct form_identity *identity, const struct form_line *line, bool (*empty)(const void *cells, int slot), const void *cells);
/* The table of that id, or NULL. */
const struct form_table *form_table(const struct form *form, const char *id);
/* The slot of row/col in the table, or -1. */
int form_slot(const struct form_table *table, const char *row, const char *col);
/* The keys (form/label.h) of what the folder calls the row, or the column, besides its label; none for the row of a block without rows. */
size_t form_row_names(const struct form_slot *slot, const char *const **keys);
size_t form_col_names(const struct form_slot *slot, const char *const **keys);
/* The first of two rows with one label that nothing tells apart: neither their groups nor `under`. NULL = none; of the second, *other. */
const struct form_slot *form_twins(const struct form_table *table, const struct form_slot **other);
/* "requests/3.4/enterprise" → table and slot; false when the form has no such cell. */
bool form_address(const struct form *form, const char *address, const struct form_table **table, int *slot);

/* Every form under `root` (report_templates), in the order of ids; a folder is a form when it has form.yaml. The list
 * and its strings belong to the arena. */
MUST_CHECK bool form_list(struct arena *arena, const char *root, const char ***ids, size_t *n, struct diag *diag);
/* The id of the form whose years hold `year`, NULL where there is none; it belongs to the arena. Of several the one that
 * began last is meant; where two began in one year, `preferred` (may be NULL), else it fails and asks for --form. */
MUST_CHECK bool form_of_year(struct arena *arena, const char *root, int year, const char *preferred, const char **id, struct diag *diag);

#endif
