/* A table in memory, column by column, for a million rows and more: it is filled once, row by row, and then read many times.
 *
 * Rows are numbered from 0. A column holds integers (all but INT64_MIN) or texts of UTF-8; any value may be NULL. Rows lie in
 * segments, in which an integer takes 0, 1, 2, 4 or 8 bytes, as few as its neighbours allow, so a condition on a column is one
 * comparison of small numbers, and a segment in which no value can meet it is passed over. A text column of few words holds numbers
 * of words. What exceeds the budget of the pool lies in a file without a name (base/scratch.h) and is read in blocks.
 *
 *     struct columns_pool *pool = columns_pool_new(64 << 20, COLUMNS_SEGMENT);
 *     struct columns *c = columns_new(pool, kinds, 2);
 *     columns_put_integer(c, 0, 20454);                              // the other column of this row is NULL
 *     if (!columns_end_row(c) || !columns_seal(c)) …                 // errno says why
 *     columns_free(c);
 *     columns_pool_free(pool);
 *
 * Functions that may fail return false, and errno says why: the file could not be written or read.
 */
#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H
#include "base/diag.h"
#include <stddef.h>
#include <stdint.h>

enum { COLUMNS_SEGMENT = 1 << 14, COLUMNS_BLOCK = 2048 };
enum columns_kind { COLUMNS_INTEGER, COLUMNS_RISING, COLUMNS_TEXT };   /* RISING: integers that grow by one a row, as lines of a file */
#define COLUMNS_NULL_VALUE INT64_MIN                   /* NULL in a list of integers; it lies outside their range */

struct columns_pool;
struct columns;
/* `segment` is a power of two of at least COLUMNS_BLOCK. The pool outlives its tables. */
struct columns_pool *columns_pool_new(size_t budget, size_t segment);
void columns_pool_free(struct columns_pool *pool);

struct columns *columns_new(struct columns_pool *pool, const enum columns_kind *kinds, size_t n);
void columns_free(struct columns *c);                  /* NULL is allowed */

/* ---- writing ---- */

/* The values of the row that is being filled; what is not put is NULL. A text is at most 1 GiB. */
void columns_put_integer(struct columns *c, size_t column, int64_t value);
MUST_CHECK bool columns_put_text(struct columns *c, size_t column, const char *text, size_t n);
MUST_CHECK bool columns_end_row(struct columns *c);
/* Makes all rows readable. More may follow after columns_unseal. */
MUST_CHECK bool columns_seal(struct columns *c);
MUST_CHECK bool columns_unseal(struct columns *c);
bool columns_sealed(const struct columns *c);
/* Changes an integer. It is seen after columns_settle, which no one may read beside. */
void columns_set(struct columns *c, uint32_t row, size_t column, int64_t value);
MUST_CHECK bool columns_settle(struct columns *c);
/* The row is no longer there, and those after it keep their numbers. */
void columns_drop(struct columns *c, uint32_t row);

/* ---- what is in it ---- */

uint32_t columns_rows(const struct columns *c);        /* those dropped included */
uint32_t columns_left(const struct columns *c);        /* without them */
uint32_t columns_readable(const struct columns *c);    /* those sealed */
bool columns_dropped(const struct columns *c, uint32_t row);
/* Of the sealed rows. An upper bound of how many different values there are; for texts 0 = not known. */
uint64_t columns_spread(const struct columns *c, size_t column);
uint32_t columns_nulls(const struct columns *c, size_t column);
enum columns_kind columns_kind_of(const struct columns *c, size_t column);
/* The number of a word in a text column whose words are numbered; 0: it does not occur among the numbered ones. */
int64_t columns_code(const struct columns *c, size_t column, const char *text, size_t n);
bool columns_are_coded(const struct columns *c, size_t column);        /* all its texts are numbered words */
bool columns_are_words(const struct columns *c, size_t column);        /* the same, and none of them has a NUL within */
const char *columns_word(const struct columns *c, size_t column, int64_t number);      /* of those words, from 1; as long as the table */

/* ---- reading ---- */

/* Only NULL, or values from lo to hi; with `listed`, only those whose bit value - lo is set in `bits`. Of a text column: numbers of
 * words; its other texts always meet the condition. RISING columns have no conditions. */
struct columns_condition { size_t column; bool null, listed; int64_t lo, hi; uint64_t bits; };
enum columns_value_kind { COLUMNS_NULL, COLUMNS_NUMBER, COLUMNS_WORDS };
/* `lasts`: the text lives as long as the table; otherwise until the next value of this column. `ends`: a NUL stands behind it and none
 * within. */
struct columns_value { enum columns_value_kind kind; bool lasts, ends; int64_t integer; const char *text; size_t n; };

struct columns_cursor;
struct columns_cursor *columns_cursor_new(const struct columns *c);
void columns_cursor_free(struct columns_cursor *cursor);
/* Before the next read: forgets what it has read, if the table has changed since. */
void columns_cursor_renew(struct columns_cursor *cursor);
MUST_CHECK bool columns_get(struct columns_cursor *cursor, size_t column, uint32_t row, struct columns_value *value);
/* The integers of a column in `n` rows of one block; of a text column positions or numbers, which tell only whether a text is there. */
MUST_CHECK bool columns_get_numbers(struct columns_cursor *cursor, size_t column, const uint32_t *rows, uint32_t n, int64_t *values);
/* The rows from `from` on in its block that meet all conditions and are not dropped, ascending: *n numbers in `rows`, which has room
 * for COLUMNS_BLOCK. *next is the row to go on with: the next block, or that after a segment in which no row can meet them. */
MUST_CHECK bool columns_find(struct columns_cursor *cursor, const struct columns_condition *conditions, size_t n_conditions, uint32_t from,
                             uint32_t *rows, uint32_t *n, uint32_t *next);
MUST_CHECK bool columns_meets(struct columns_cursor *cursor, const struct columns_condition *conditions, size_t n_conditions, uint32_t row, bool *meets);

/* ---- rows by value ---- */

/* Rows by the hash of one column, or of one with a second (`with`, -1 = none). Rows in which `column` is NULL are not in it. It is
 * made when it is first asked for, and again after more rows have come. */
#define COLUMNS_NO_ROW UINT32_MAX
struct columns_index;
MUST_CHECK bool columns_index(struct columns *c, size_t column, int with, const struct columns_index **index);
/* NULL unless it was made. */
const struct columns_index *columns_indexed(const struct columns *c, size_t column, int with);
/* Makes it, and a bit for each row: whether another row has most likely the same values. The caller frees it. */
MUST_CHECK bool columns_doubles(struct columns *c, size_t column, int with, uint8_t **doubles);
uint32_t columns_index_distinct(const struct columns_index *index);   /* nearly: how many different values */
uint64_t columns_hash(const struct columns_value *value, const struct columns_value *with);
/* The first row, ascending, that may have this hash, and the one behind `row`. */
uint32_t columns_index_first(const struct columns_index *index, uint64_t hash);
uint32_t columns_index_next(const struct columns_index *index, uint32_t row);

#endif
