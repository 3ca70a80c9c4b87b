/* What the files of intake.h share: columns.c decides what each column of a layout is, with
 * ambiguous.c, constants.c and uses.c; records.c which rows are
 * records, cells.c what stands in a cell of ours, rows.c makes the rows, numbers.c the keys, previous.c carries over from last year, build.c
 * drives them. */
#ifndef INTAKE_INTAKE_INSIDE_H
#define INTAKE_INTAKE_INSIDE_H
#include "intake/intake.h"
#include <string.h>

#define INTAKE_LEFT "只留在原样"
#define INTAKE_NOTE "写进备注"
#define INTAKE_ROW_BY_ROW "各行不同，在新台账里逐行填"
#define INTAKE_EMPTY "空着"
#define INTAKE_BY_NAME "按名称判断"

/* What may be answered; each word once. */
enum { CHOICES_MOST = 256 };
struct choices {
    const char *list[CHOICES_MOST];
    size_t n;
};
void choices_offer(struct choices *c, const char *word);

static inline struct slice slice_of(const char *s) { return (struct slice){s, strlen(s)}; }

/* What was done or left, for the office; strings live in k->arena. */
void intake_note(struct intake *k, const char *where, const char *text);
/* The sheets of a layout for people: 台账.xlsx:1月 等 12 张表. */
const char *layout_where(struct intake *k, const struct layout *l);
/* A row of a sheet for people. */
const char *row_where(struct intake *k, const struct old_sheet *sheet, const struct old_row *row);
const struct old_sheet *layout_sheet(const struct intake *k, const struct layout *l, size_t i);
/* The rows of the i-th sheet below its head, from *first up to the end. */
size_t layout_first_row(const struct intake *k, const struct layout *l, size_t i);
/* Whether a row below the head is a record: no sum, no signature, no repeated head, and more than a running number in it. */
bool row_is_record(const struct intake *k, const struct layout *l, const struct old_row *row);

/* parts.c: sets k->sheets to the sheets, each of several tables below one another by itself. */
void intake_parts(struct intake *k, const struct old_sheets *sheets);
/* Whether two heads have the same columns in one order. */
bool heads_same(const struct old_head *a, const struct old_head *b);
/* Asks what the rows of merged cells hold, and fills them in, in a copy of the rows. */
void part_fill_merged(struct intake *k, size_t part);

/* Decides the uses of the layout's columns, its constants and its column of numbers. */
void layout_decide(struct intake *k, struct layout *l);
/* ambiguous.c, constants.c: the parts of it. */
void decide_ambiguous(struct intake *k, struct layout *l, size_t cell);
void decide_spread(struct intake *k, struct layout *l);
void ask_constants(struct intake *k, struct layout *l);

/* uses.c: whether a column of the layout has this use already; a use that it has is not taken twice: both cannot stand in one cell. */
bool use_is_taken(const struct layout *l, struct column_use use);
bool use_take(struct layout *l, size_t cell, struct column_use use);
bool use_take_heading(struct layout *l, size_t cell, const char *heading);
/* Offers every heading that no column has. */
void use_offer_free(const struct layout *l, struct choices *choices);
/* The key of a question about a column. */
const char *use_key(struct intake *k, const struct layout *l, size_t cell);
/* Without an answer the column is read as is probable, so that what follows from it is asked in the same run; its cells are not carried. */
void use_answer(const struct intake *k, struct layout *l, size_t cell, const char *answer, const char *advice);

/* The text for our column of what stands in the old one; NULL = empty. `detail` is the word beside it that says more, or "". */
const char *cell_carry(struct intake *k, const struct layout *l, const struct ledger_column *c, const char *label, const char *cell,
                       const char *detail, const char *where);
/* The word of a column of several meanings: sets the columns that it may be. *column is the one it is, -1 = none. */
const char *cell_mixed(struct intake *k, const struct layout *l, const struct heading_alias *alias, const char *label, const char *cell,
                       const char *where, int *column);
/* How many of the distinct words of a column the list does not know; how many end as agencies' names do. */
struct word_count {
    size_t distinct, known, unknown, agencies;
};
struct word_count count_words(const struct intake *k, const struct layout *l, size_t cell, const struct code_list *list);

/* previous.c: `book` is a ledger in our tables. false: it has none of them. */
bool previous_carry(struct intake *k, const struct old_sheets *book);
/* people.c. Two or three characters that begin with a surname, and end as no unit does. */
bool intake_is_person(const struct schema *schema, const char *name);
/* The applicants of the rows that were carried; the caller frees it. */
struct intern *intake_people(const struct intake *k);
/* Whether a word of the old ledger may be a person's name or number: one of `people`, a number that proves itself, or, in a column of codes
 * (`list`; NULL for a heading), an address or a name that is like no code of it. */
bool intake_names_person(const struct intake *k, const struct intern *people, const struct code_list *list, const char *word);
/* rows.c: the rows of every layout. */
void carry_rows(struct intake *k);
/* agencies.c: the table of agencies, where the old ledger has none. After the rows. */
void agencies_carry(struct intake *k);
/* numbers.c: the column whose value names a row of the table; -1 where rows are named by another table's. */
int key_column(const struct ledger_table *t);
/* Keys for the rows that have none, or that share one. */
void number_rows(struct intake *k);

#endif
