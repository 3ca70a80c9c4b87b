/* A document: what is said, in blocks, before any format draws it.
 *
 * The functions of this room turn reports, findings, filings and comparisons into documents; the drivers of render/ draw
 * documents and know nothing of what they are about. A new list, letter or notice is a new file here; a new format is a new
 * driver there.
 *
 *     struct document d;
 *     document_init(&d, &(struct document_facts){.title = "报送情况", .stamp = stamp, …});
 *     document_heading(&d, "一、已经报送的");
 *     struct list *list = document_list(&d, "filings", columns, n);
 *     list->n_rows = filings->n, list->fill = fill, list->context = filings;
 *     bool ok = xlsx_write(&d, out, "a.xlsx", diag);
 *     document_release(&d);
 *
 * Strings are borrowed where nothing else is said: they live in what the document is made of, or in d.arena. The strings that
 * show numbers are made where the numbers are known, never by a driver.
 */
#ifndef DOCUMENTS_DOCUMENT_H
#define DOCUMENTS_DOCUMENT_H
#include "base/decimal.h"
#include "base/memory.h"
#include "documents/axis.h"
#include "form/table.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- lists ---- */

enum item_type {
    ITEM_EMPTY,                                        /* nothing is there; in a share's place: no such number */
    ITEM_TEXT,
    ITEM_COUNT,                                        /* `number` is the value */
    ITEM_DECIMAL,                                      /* `decimal` */
    ITEM_SHARE,                                        /* `number` of `whole` cases; shown as a percentage */
    ITEM_DATE                                          /* `number` is a civil day */
};

enum item_tone {
    TONE_PLAIN,
    TONE_TOTAL,                                        /* of a line that sums up */
    TONE_ALERT,                                        /* to be mended before anything is published */
    TONE_FEW,                                          /* not to be compared: too few cases, or in doubt, as its text says */
    TONE_ID,                                           /* an id or code for machines */
    TONE_NEEDED, TONE_WANTED, TONE_OPEN                /* like the headings of a sheet to be filled in (enum entry_need) */
};

/* Another cell of the same document: a row of a list, from 0, and a column. */
struct place { const struct list *list; size_t row; int column; };

/* How a cell follows from others. A workbook makes it a formula; elsewhere the item's own value stands. */
enum live_kind {
    LIVE_COPY,                                         /* of[0]; empty where that is empty */
    LIVE_SUM,                                          /* of[0 … n-1] */
    LIVE_DIFFERENCE,                                   /* of[0] - of[1], to six decimals */
    LIVE_EXCESS,                                       /* likewise, where it is more than 0; else 0 */
    LIVE_QUOTIENT,                                     /* of[0] / of[1] */
    LIVE_AGREES                                        /* words[0] where of[0] is 0, else words[1] */
};
struct live { enum live_kind kind; const struct place *of; size_t n; const char *words[2]; };

struct item {
    enum item_type type;
    enum item_tone tone;
    const char *text;                                  /* what is printed; NULL prints nothing */
    const char *note, *more;                           /* printed small beside or below it; `more` only where there is room. A sheet shows `note` behind texts only */
    int64_t number, whole;
    struct decimal decimal;
    const struct live *live;                           /* NULL = the value stands for itself */
    const char *link;                                  /* a cell of the same workbook, "申请登记!D17"; NULL = none */
    const char *name;                                  /* the cell's own name in a workbook; NULL = none */
    const char *file;                                  /* a file beside the document, or in a folder there (机关/财政局.html), which the text opens on a page; NULL = none */
    int option;                                        /* of a row's first item: the option of list->choice that the row belongs to, from 1; 0 = none */
};

struct list_column {
    const char *id, *label;                            /* closing_day, 到期日 */
    enum item_type type;                               /* of most of its items */
    int pixels;                                        /* width on a sheet */
    double share;                                      /* of the width of a page, relative to the other columns */
    const char *group;                                 /* a head above this one and its neighbours of the same group; NULL = none.
                                                          Where none of them has a label, it is their one head */
    bool heads_row;                                    /* what it holds names the row */
    bool joined;                                       /* equal texts one below the other are one cell */
    bool centred;                                      /* a short word, centred like a number */
    bool live_alert;                                   /* on a sheet, what is not 0 turns red */
    bool hidden;                                       /* for machines: a sheet does not show it */
    size_t at;                                         /* of a list of records: offset of the member */
};

/* One list. fill() puts the items of row `row` (from 0) into items[n_columns], which are empty before; texts may be made in
 * `scratch`, which lasts until the next call. Drivers call it in the order of the rows, more than once for a row.
 *
 * A list of records has no fill: an item is a member of the row's record, by the type of its column: ITEM_TEXT a const char *, NULL or
 * "" = empty; ITEM_DATE an int, NO_DAY = empty; ITEM_COUNT an int, empty below 0. A driver may write them without making items. */
struct list {
    const char *id;                                    /* findings; for machines */
    const char *title;                                 /* above the table where it has one; NULL = none */
    const struct list_column *columns;
    int n_columns;
    size_t n_rows;
    void (*fill)(const struct list *list, size_t row, struct item *items, struct arena *scratch);
    const void *context;
    const void *records;                               /* NULL: fill() tells */
    size_t record_size;
    const char *without;                               /* said in the place of rows where there are none; NULL = nothing */
    const char *remark;                                /* one line below: 显示 20 / 31 个机关 */
    bool compact;                                      /* on paper, many rows in a type that is not larger than it must be to be read */
    bool wraps;                                        /* on a sheet, long texts wrap and rows grow; else one line a row */
    bool filtered;                                     /* on a sheet, with a filter above the columns */
    bool sortable;                                     /* on a page, by a click on a head */
    bool searched;                                     /* on a page with a box for it, by the heads of the rows (struct page_choices) */
    int choice;                                        /* which of the page's choices the rows belong to, from 0 */
    bool folded;                                       /* on a page, may be closed by a click on its title, which stands there alone */
    bool headless;                                     /* no line of heads */
    bool stacked;                                      /* on a page in a narrow window, a row is its items one below the other, with their labels */
    /* Heads are ids: the list is for machines and begins in the first cell of its sheet. Its first column names the rows and has no
     * head, nor has a column without an id; what labels there are stand below the rows. */
    bool of_ids;
    const char *defines;                               /* a name of the workbook for the rows of column `defined`; NULL = none */
    int defined;
    int frozen;                                        /* columns that stay in sight */
    int head_points;                                   /* height of the heads on a sheet; 0 = one line */
    int paper;                                         /* of a sheet that is printed, the columns that are; 0 = all */
    bool across;                                       /* printed over as many pages across as it needs, with the frozen columns on each */
};

/* ---- charts ---- */

/* Bars of shares, in hundredths of a percent. */
struct chart_bar {
    const char *name, *rate_words, *cases_words, *rank_words;
    int rate, low, high;                               /* low and high bound the interval; drawn where `ranked` */
    bool ranked, few, outstanding;                     /* hollow where few cases; dark where it stands out */
};
struct bar_chart {
    const char *heading, *caption;                     /* above it: 公开率（2025年，12个机关）; below it, how it is made and how to read it */
    const char *described;                             /* in words, for those who cannot see it */
    const char *label, *names_label;                   /* of the measure; of the names: 机关 */
    struct chart_bar *bars;
    size_t n, omitted, gap;                            /* before bar `gap` so many are left out; gap == n: none are */
    struct axis axis;
    bool has_all;                                      /* a dashed line at the share of all together */
    int all_rate;
    const char *all_words;
};
/* Shares over years, in hundredths of a percent, one line a series. */
struct line_chart {
    const char *heading, *described;
    const char *points_label;                          /* 年度 */
    const char *const *points;                         /* the oldest first */
    size_t n_points;
    const char *const *series;
    size_t n_series;
    const int *rates;                                  /* by series, then point; negative: there is none */
    struct axis axis;
};

/* Small line charts side by side, one an agency, on one axis from 0: shares over years, in hundredths of a percent. All together is a
 * dashed line in each. */
struct panel_point {
    int rate;                                          /* negative: there is none; the line has a gap */
    bool few, doubtful;                                /* hollow; crossed */
};
struct panel { const char *name, *words; const struct panel_point *points; };      /* words: below the name, 12.00% → 18.00%; each with n_points */
struct panel_chart {
    const char *heading, *caption;                     /* as in bar_chart */
    const char *described;                             /* in words, what a panel is not said to be: 折线图：各机关各年度的公开率 */
    const char *names_label;                           /* 机关 */
    const char *const *points;                         /* 2024; the oldest first */
    size_t n_points;
    const struct panel *panels;
    size_t n;
    const char *own_name, *all_name;                   /* of a panel's own line, and of the dashed one; all_name NULL = none */
    const int *all;                                    /* n_points; negative: there is none */
    struct axis axis;
};

/* Bars of counts with the numbers beside them, drawn so that a telephone shows them readable. */
struct count_bar { const char *name; int64_t count; bool outstanding; };
struct count_chart {
    const char *heading, *caption, *described;         /* as in bar_chart; caption NULL = none */
    const struct count_bar *bars;
    size_t n;
};

/* ---- matters: what has to be looked at, in groups that a reader of a page can hide ---- */

struct matter_line { const char *label, *text; };      /* 怎么办, and what */
struct matter {
    const char *mark, *text;                           /* an id, NULL = none; what is the matter */
    const char **places;                               /* where, one line each; also what stands there */
    size_t n_places;
    const char *remark;                                /* below the places: 显示 500 / 812 处; NULL = nothing */
    const struct matter_line *lines;
    size_t n_lines;
};
struct matter_group { const char *name; struct matter *matters; size_t n; bool alert; };     /* name: 须改正（3处） */
struct matter_groups {
    const char *id;                                    /* for machines */
    const char *choose;                                /* beside what the groups are chosen by: 只看 */
    struct matter_group *groups;
    size_t n;
};

/* ---- choices: what a reader of a page looks at ---- */

/* A page shows all, or what belongs to the option that is chosen and what belongs to none: by its style sheet, without a script. */
struct choice { const char *label, *all; const char *const *options; size_t n; };      /* 年度, 全部, 2025年 … */
enum { CHOICES = 2 };
/* They stand in one place, before what belongs to them. A choice of fewer than two options is not offered. */
struct page_choices {
    struct choice of[CHOICES];
    const char *search;                                /* beside a box that looks for words in lists that are `searched`, by a script; NULL = none */
};

/* ---- blocks ---- */

enum block_kind {
    BLOCK_SHEET,                                       /* what follows stands on a new sheet of a workbook; elsewhere nothing */
    BLOCK_TITLE,
    BLOCK_HEADING,                                     /* level 1 opens a section, level 2 a part of one */
    BLOCK_PROSE,
    BLOCK_CAUTION,                                     /* a paragraph that must be read before any number */
    BLOCK_GRID,                                        /* a table of a form */
    BLOCK_LIST,
    BLOCK_BARS,
    BLOCK_LINES,
    BLOCK_PANELS,
    BLOCK_COUNTS,                                      /* pages only */
    BLOCK_MATTERS,                                     /* pages only */
    BLOCK_CHOICES,                                     /* pages only */
    BLOCK_TALLY,                                       /* how many cells of a column are not 0, live on a sheet */
    BLOCK_COPY,                                        /* rows as they stood in a file, with marks: workbooks only (copy.h) */
    BLOCK_ENTRY,                                       /* a sheet to be filled in: workbooks only (entry.h) */
    BLOCK_FIELD,                                       /* a cell to be filled in, on the sheet of a grid: workbooks only */
    BLOCK_KINDS
};

struct document_sheet {
    const char *name;
    bool landscape, large;                             /* A4 across; A3 */
    const char *hint;                                  /* beside the print area, grey; NULL = none */
};
struct document_title {
    const char *text;
    const char *name;                                  /* of an agency, which a break should not cut; "" = none */
    const char *best_break;                            /* the place in `text` for a break where it needs two lines; NULL = none */
};
/* A grid that is to be filled in: its sums follow, and equations that no sum fulfils say below it whether they hold. Workbooks only. */
struct grid_entry {
    const char *const *names;                          /* by slot: of the cells */
    const struct form_identity *const *checks;
    size_t n_checks;
    const char *agrees, *differs, *check_words;        /* 相符, 不符; 核对：%s in front of them */
    const char *error;                                 /* said where what is typed is no number from 0 on */
    bool noted;                                        /* words behind a number may be typed nevertheless: 3（其中修订1件） */
};
/* One cell to be filled in. */
struct document_field {
    const char *label;                                 /* in front of it; NULL: it takes the whole width */
    const char *name;                                  /* of the cell; NULL = none */
    const char *value;                                 /* what is known; NULL = nothing */
    const char *message;                               /* said while the cell is chosen; NULL = nothing */
    enum field_type { FIELD_TEXT, FIELD_PROSE, FIELD_WHOLE, FIELD_YES_NO } type;
    int least, most;                                   /* FIELD_WHOLE */
    double points;                                     /* its height; 0 = one line */
    bool optional;                                     /* it may stay empty; else it is coloured until something stands there */
};
struct document_grid {
    const struct grid_entry *entry;                    /* NULL: it is not to be filled in */
    const struct report_table *table;
    const char *title;                                 /* of its section, for captions and messages */
    const struct place *values, *notes;                /* by slot: where numbers and notes lie in lists of the document; NULL = nowhere */
};
struct document_tally { const struct list *list; int column; const char *none, *some, *without; int64_t count; };   /* 全部相符, "处不符" behind a number; without rows */

/* Where a paragraph stands on a page: as prose does; a letter's addressee; its signature, lines centred one below the other at the right. */
enum prose_place { PROSE_INDENTED, PROSE_FLUSH, PROSE_SIGNED };

struct document_block {
    enum block_kind kind;
    int options[CHOICES];                              /* by choice: the option that it belongs to, from 1; 0 = none */
    union {
        struct document_sheet sheet;
        struct document_title title;
        struct { const char *text, *where; int level; const char *id; bool small, new_page; enum prose_place place; } words;      /* heading, prose, caution; text NULL: nothing is drawn; where: for messages,
                                                                                       NULL = by its place; id: of the section that it opens, NULL = none;
                                                                                       small: prose in small type; new_page: a heading that begins a page on paper */
        struct document_grid grid;
        struct list *list;
        const struct bar_chart *bars;
        const struct line_chart *lines;
        const struct panel_chart *panels;
        const struct count_chart *counts;
        const struct matter_groups *matters;
        const struct page_choices *choices;
        struct document_tally tally;
        struct copy *copy;
        const struct entry *entry;
        const struct document_field *field;
    };
};

struct document_property { const char *name, *value; };

/* What the file says of itself. Strings may be NULL but for title and stamp. */
struct document_facts {
    const char *title, *subject, *author, *program;
    const char *stamp;                                 /* the instant that the file bears: 2026-01-20T00:00:00+08:00 */
    const char *draft;                                 /* on every page and sheet; NULL = it is no draft */
};
struct document {
    struct arena arena;
    struct document_facts facts;
    struct document_block *blocks;
    size_t n_blocks, cap_blocks;
    struct document_property *properties;              /* for programs that read a workbook or a text again; of a page, its named <meta> */
    size_t n_properties, cap_properties;
    bool whole_page;                                   /* HTML: a page of its own, else a fragment for another page */
    const char *up, *up_words;                         /* of a page: the file that it belongs to, and the words of the link to it above the title; NULL = none */
    bool internal;                                     /* such a page is for the office's eyes: browsers load nothing for it, search engines pass it over */
};

/* Of a workbook to be filled in, which is the same on every day: that on which the Regulation of 2019 (国务院令第711号) came into force. */
#define BLANK_STAMP "2019-05-15T00:00:00+08:00"

void document_init(struct document *d, const struct document_facts *facts);
void document_release(struct document *d);

/* Each adds one block at the end. */
void document_sheet(struct document *d, const char *name, bool landscape);
void document_title(struct document *d, const char *text, const char *name, const char *best_break);
void document_heading(struct document *d, int level, const char *text);
void document_prose(struct document *d, const char *text, const char *where);
void document_note(struct document *d, const char *text, const char *where);      /* prose in small type: how something is made or read */
/* One paragraph for each line of the text. */
void document_lines_of(struct document *d, enum prose_place place, const char *text);
void document_caution(struct document *d, const char *text);
struct document_grid *document_grid(struct document *d, const struct report_table *table, const char *title);   /* until the next block */
/* The list and its columns live in the arena; the caller fills in the rest. */
struct list *document_list(struct document *d, const char *id, const struct list_column *columns, int n_columns);
void document_bars(struct document *d, const struct bar_chart *chart);
void document_lines(struct document *d, const struct line_chart *chart);
void document_panels(struct document *d, const struct panel_chart *chart);
struct document_block *document_add(struct document *d, enum block_kind kind);      /* a block of any other kind, zeroed; until the next block */
/* Both strings are copied; a NULL value adds nothing. */
void document_property(struct document *d, const char *name, const char *value);

/* 37.50%, with ○ behind few cases and × behind what is in doubt; "" where there is none. Returns buffer. */
enum { PANEL_WORDS = 40 };
char *panel_point_words(const struct panel_point *point, char buffer[PANEL_WORDS]);
/* What the signs of a legend mean; NULL: the chart has no such sign. */
enum panel_sign { PANEL_LINE, PANEL_FEW, PANEL_DOUBTFUL, PANEL_ALL, PANEL_SIGNS };
const char *panel_sign_words(const struct panel_chart *chart, enum panel_sign sign);
/* What `n` panels from `first` on show, every year of each, in words (panels.c). */
const char *panels_described(struct arena *a, const struct panel_chart *chart, size_t first, size_t n);

const char *document_ordinal(struct arena *a, int n);  /* of a heading: 1 → 一, to 99 */

/* ---- items ---- */

struct item item_text(const char *text);               /* NULL or "" gives an empty item */
struct item item_count(struct arena *a, int64_t count);
struct item item_decimal(const struct decimal *d, const char *text);    /* NULL: empty */
struct item item_number(struct arena *a, const struct decimal *d);      /* likewise, with its own digits */
struct item item_date(struct arena *a, int day);       /* NO_DAY: empty */
/* `text` is the percentage in words. */
struct item item_share(int64_t part, int64_t whole, const char *text);

/* How a cell follows from `n` others, which are copied into the arena too. */
const struct live *live_from(struct arena *a, enum live_kind kind, const struct place *of, size_t n);

/* Puts the items of a row into items[n_columns], which are empty before. */
void list_fill(const struct list *list, size_t row, struct item *items, struct arena *scratch);
/* The rows of a list one after another: items of the row, valid until the next call; false behind the last one. */
struct list_reader { const struct list *list; size_t next; struct item *items; int room; struct arena scratch; };
void list_reader_init(struct list_reader *r, const struct list *list);
void list_reader_begin(struct list_reader *r, const struct list *list);     /* the same for a reader that is zeroed, or has read another list */
bool list_reader_next(struct list_reader *r);
void list_reader_release(struct list_reader *r);
/* The column behind those that stand under one head with `column`; *labelled (may be NULL): their group has labels below it. */
int list_group_end(const struct list *list, int column, bool *labelled);

#endif
