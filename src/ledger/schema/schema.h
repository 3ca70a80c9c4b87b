/* The definitions of a ledger: its tables, columns, codes and heading aliases, read from data/ledger and data/headings.
 *
 * The same definitions drive reading, the schema of the store and the names in messages. Code lists are stored as the
 * place of a code in its list, from 1. Everything lives until schema_free.
 */
#ifndef LEDGER_SCHEMA_H
#define LEDGER_SCHEMA_H
#include "base/diag.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/spelling.h"
#include <stddef.h>
#include <stdint.h>

enum column_type {
    COLUMN_KEY, COLUMN_TEXT, COLUMN_PROSE, COLUMN_DATE, COLUMN_MONTH, COLUMN_YEAR, COLUMN_COUNT, COLUMN_SIGNED,
    COLUMN_NUMBER, COLUMN_MONEY, COLUMN_FLAG, COLUMN_CODE, COLUMN_AGENCY
};
/* What a column of keys or words holds, so that its cells may be repeated when they look like it (discretion.h); of other types it is 0. */
enum column_holds { HOLDS_FREE, HOLDS_NUMBER, HOLDS_UNIT, HOLDS_WORDS, HOLDS_PUBLIC, HOLDS_OWN, HOLDS_PRINTED, HOLDS_ADDRESS };
/* What becomes of a cell of words when its row is read: itself, a number that is the same for the same words, 1, nothing. */
enum column_kept { KEPT_VALUE, KEPT_LINK, KEPT_PRESENCE, KEPT_NO };
/* What becomes of a personal value (docs/privacy.md): only an integer that links, only whether it is there (1), or whether
 * it is there and well formed (1, 0). NULL where the cell is empty. */
enum column_personal { PERSONAL_NO, PERSONAL_LINK, PERSONAL_PRESENCE, PERSONAL_IDENTITY };

struct code {
    const char *code, *label;
    const char *choice;                                /* what a drop-down list offers, and reading accepts: "S1 直接送达" */
    const char **aliases;
    size_t n_aliases;
    bool shared;                                       /* its spellings may be those of another code; a blank ledger does not offer it */
};
struct code_list {
    const char *name;
    struct code *codes;
    size_t n;
    /* Seen in real ledgers, of unclear meaning: refused, but where a code of those that begin with `among` stands beside it. */
    struct { const char *label, *advice, *among; } *ambiguous;
    size_t n_ambiguous;
    struct intern *spellings;                          /* every way to write a code, as it stands and folded … */
    int *meanings;                                     /* … by its number: place of the code, or minus that of the ambiguous */
    size_t n_meanings, cap_meanings;
    struct intern *shared;                             /* the spellings of shared codes; NULL in a list without one */
    int *shared_codes;                                 /* by its number */
    size_t n_shared, cap_shared;
};

/* When an empty cell of a column is worth a look: another cell of the row is filled, or holds one of these codes; a code
 * that ends with "." stands for those that begin so ("3."). */
struct wanted { int column; const char **codes; size_t n_codes; };   /* no codes = whatever stands there */

/* What a word in a column is in this office (--headings), whatever the code lists say of it: a code, or no value. */
struct column_word {
    const char *folded, *file; /* the file that says so */
    int code;                  /* a place in the list of codes; of a flag 1 = 否, 2 = 是; 0 = no value */
    const struct column_word *next;
};

struct ledger_column {
    const char *heading, *name;                        /* 受理编号, no */
    enum column_type type;
    int decimals;                                      /* money: digits allowed behind the point */
    const struct code_list *codes;
    bool needed;                                       /* need: R of tables.yaml: without it the row cannot be counted */
    enum column_personal personal;
    enum column_holds holds;
    enum column_kept kept;
    const char *note, *example;                        /* for the blank ledger; NULL = none */
    bool untrue;                                       /* the example's value is one that no record has */
    struct wanted *wanted;
    size_t n_wanted;
    const struct column_word *words; /* the last one first; NULL = none */
};

struct ledger_table;

/* A column of other systems that holds one of several dates, by a code of its row (data/ledger/collected.yaml): 收件日期. */
struct collected {
    const struct ledger_table *table;
    const char *word; /* what a file of headings calls it: 按申请方式 */
    int by;           /* the column with the code */
    int *into;        /* by place in the list of codes, from 1: the column that the date belongs to */
};

/* A wide ledger has one row a request, and the steps of its handling stand in columns of that row: they become rows of
 * another table (data/ledger/wide.yaml). `heading` is a place in headings; of a copied part, in the wide table's columns. */
enum { WIDE_MAX_HEADINGS = 128 };
struct wide_part { int heading, column; bool own; };   /* own: of this event alone, so that it speaks of it */
struct wide_event {
    int kind;                                          /* a place in the list of codes */
    int day, flag;                                     /* headings; flag says yes or no, -1 = there is none */
    struct wide_part *parts;
    size_t n_parts;
};
struct wide {
    const struct ledger_table *into;
    const char **headings;
    size_t n_headings;
    struct wide_part *copied;
    size_t n_copied;
    int order, event, day;                             /* columns of `into` */
    struct wide_event *events;                         /* in the order of one day */
    size_t n_events;
};

/* The column holds the key of a row of another table (of the same agency), which stands in its column `key`: it must be there,
 * or may lie outside the ledger. */
struct reference { int column; const struct ledger_table *table; int key; bool may_be_outside; };

struct ledger_table {
    const char *id, *name;                             /* requests, 申请登记 */
    bool core;                                         /* unreadable rows refuse the run; else they are set aside */
    struct ledger_column *columns;
    size_t n_columns;
    int *key;                                          /* columns that name a row in messages */
    size_t n_key;
    int *needs_one;                                    /* at least one of these is filled; empty = no such rule */
    size_t n_needs_one;
    int *unique;                                       /* columns that together stand once; the last one is shown */
    size_t n_unique;
    struct reference *refers;
    size_t n_refers;
    /* The columns that say of which year a row speaks: of that alone in which it is counted; or of all from the first `from` to the last
     * `until`, without end where the table has none or they are empty (cli/year.h). */
    int *counted, *from, *until;
    size_t n_counted, n_from, n_until;
    int agency;                                        /* the column of type agency, or -1 */
    bool large;                                        /* a platform can have a million rows of it: kept column by column (store/columns.h) */
    bool people;                                       /* rows are about people, though no column is personal: cells are shown with care */
    const char *about;                                 /* what a row of it is, for the blank ledger; NULL = nothing said */
    int since;                                         /* its dates begin on this day (calendar/civil.h) */
    const struct wide *wide;                           /* columns that become rows of another table; NULL = none */
};

/* What a heading of other systems means. Where it may mean several things, `meanings` names them and `advice` says in a
 * sentence how to choose: only the office can. */
struct heading_alias {
    const char *table;                                 /* NULL: of every table */
    const char *seen, *folded;                         /* as the file has it; as it is compared */
    const char *heading;                               /* a heading of the table or its wide ones; NULL: left alone, or `meanings` */
    const char *meanings, *advice;                     /* "签收日期、实收日期"; NULL unless it is ambiguous */
    bool collected;                                    /* one of several dates, by a code of the row */
    const char *file;                                  /* the file of data/headings that says so */
};

/* An ending of applicants' names and the kind it speaks of, a place in applicant_kinds; 0 = it speaks of none. */
struct name_ending { const char *text; size_t n; int kind; };

/* What to do about such a word in such a column (cell_words.h); words are folded, no columns = all. */
struct cell_advice { const char **words, **columns, *advice; size_t n_words, n_columns; };

struct word_list { const char **words; size_t n; };      /* folded */
/* What may stand in brackets beside a heading and leaves its meaning alone (data/ledger/remarks.yaml), folded. */
enum heading_remark {
    HEADING_REMARK_ANY, HEADING_REMARK_BEGINS, HEADING_REMARK_DATE, HEADING_REMARK_MONTH, HEADING_REMARK_YEAR, HEADING_REMARK_COUNT,
    HEADING_REMARK_FLAG, HEADING_REMARK_CODE, HEADING_REMARK_AGAIN, HEADING_REMARK_BARE, HEADING_REMARK_KINDS
};
struct remark_list { const char *heading; struct word_list words; };

struct schema {
    struct arena arena;
    struct ledger_table *tables;
    size_t n_tables;
    struct code_list *lists;
    size_t n_lists;
    struct heading_alias *aliases;
    size_t n_aliases, cap_aliases;
    const char **sheets_left_alone;                    /* data/ledger/sheets.yaml: 使用说明 … */
    size_t n_sheets_left_alone;
    struct word_list whole_sheets;                     /* in names of sheets and files that repeat others: 全年, 汇总, 副本; folded */
    const struct ledger_table **by_name;               /* tables that only their name makes, not their headings */
    size_t n_by_name;
    struct word_list signed_words, note_words, end_words, sum_words, part_words, whole_words;   /* data/ledger/rows.yaml, folded */
    struct spelling_set sums_begin;                    /* the first characters of sum_words, part_words and whole_words */
    bool remarks_begin_with_figure;                    /* one of signed_words, note_words, end_words does */
    struct word_list remarks[HEADING_REMARK_KINDS];
    struct remark_list *units;                         /* of headings whose unit is known */
    size_t n_units;
    struct remark_list *endings_alike;                 /* 时间 for 日期: of a heading, how a table may end it */
    size_t n_endings_alike;
    struct personal_rules *personal;                   /* data/ledger/personal.yaml (personal_inside.h) */
    struct name_ending *endings;                       /* folded; longer ones first */
    size_t n_endings;
    struct spelling_set endings_end;                   /* their last characters */
    struct intern *words;                              /* folded words that identify no person */
    struct word_list units_end, places;                /* how names of units end; words of addresses */
    struct cell_advice *advice;
    size_t n_advice;
    struct collected collected;
    size_t n_said; /* lines of the file of headings that was added last */
};

/* `data` is the program's data folder. */
MUST_CHECK bool schema_load(struct schema **schema, const char *data, struct diag *diag);
/* Adds one more file of headings and words (docs/zh/台账.md): 表,见到的标题,台账的标题,说明,见到的词,读作. What an earlier file says of
 * the same heading or word no longer counts. */
MUST_CHECK bool schema_add_headings(struct schema *schema, const char *path, struct diag *diag);
/* Adds what one line of such a file says. Strings are copied, but for `file`: lines of one file have the same pointer, which
 * lives as long as the schema. Saying a thing twice in one file is refused. */
struct heading_line {
    const char *table;        /* id or Chinese name; "*" = every table */
    const char *seen;         /* the heading in the file, or "" where it speaks of a word */
    const char *heading;      /* of the table; "" = left alone; "甲|乙" = of several meanings; 按申请方式 */
    const char *advice;       /* how to choose between several meanings, else anything */
    const char *word, *reads; /* the word in the column `heading`, and its code or label; "" = it is no value */
    const char *file;         /* what --columns names as the source */
    const char *path;         /* the same for messages, where its line follows */
    int64_t line;
};
MUST_CHECK bool schema_add_heading(struct schema *schema, const struct heading_line *line, struct diag *diag);
MUST_CHECK bool schema_add_word(struct schema *schema, const struct heading_line *line, struct diag *diag);
void schema_free(struct schema *schema);
/* Whether each table, column and code list is there that the program itself names (known.c): in its own queries, and where it treats
 * a table in a way of its own. Everything else of data/ledger is data. `dir` is the folder of the definitions, for the message. */
MUST_CHECK bool schema_has_known(const struct schema *schema, const char *dir, struct diag *diag);
const struct ledger_table *schema_table(const struct schema *s, const char *id);          /* or NULL */
const struct ledger_table *schema_table_named(const struct schema *s, const char *name);  /* by id or Chinese name, blanks beside it left out; or NULL */
const struct ledger_table *schema_table_called(const struct schema *s, const char *name); /* the same of a database: the id in any case */
const struct code_list *schema_codes(const struct schema *s, const char *name);    /* or NULL */
int code_find(const struct code_list *list, const char *code);                     /* by code alone: 1..n, 0 = none */

#endif
