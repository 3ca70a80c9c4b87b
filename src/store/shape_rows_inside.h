/* Rows of integers that are counted: a row that was there already adds to its count. In memory only, and only so many rows: when they
 * are full, the caller takes them out and clears them.
 *
 *     struct shape_rows *rows = shape_rows_new(2, false);
 *     int64_t *values = shape_rows_room(rows);            // then values[0] = …, values[1] = …
 *     shape_rows_add(rows, SHAPE_NOTHING);
 *     shape_rows_free(rows);
 *
 * With runs, each row also has a serial number, and adds to the last row with the same values only if its number is the next one.
 */
#ifndef STORE_SHAPE_ROWS_INSIDE_H
#define STORE_SHAPE_ROWS_INSIDE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHAPE_NOTHING INT64_MIN                        /* a value that is missing; a row without a serial number */

struct shape_run { int64_t first, last; };

struct shape_rows;
struct shape_rows *shape_rows_new(size_t width, bool runs);
void shape_rows_free(struct shape_rows *rows);         /* NULL is allowed */
void shape_rows_clear(struct shape_rows *rows);        /* of words too */

int64_t *shape_rows_room(struct shape_rows *rows);     /* for the values of the row to be added */
void shape_rows_add(struct shape_rows *rows, int64_t serial);
bool shape_rows_full(const struct shape_rows *rows);   /* no more may be added */

size_t shape_rows_n(const struct shape_rows *rows);
const int64_t *shape_rows_values(const struct shape_rows *rows, size_t row);
int64_t shape_rows_count(const struct shape_rows *rows, size_t row);
struct shape_run shape_rows_run(const struct shape_rows *rows, size_t row);   /* only with runs */

/* A value that stands for words, and the words. */
int64_t shape_rows_number(struct shape_rows *rows, const char *s, size_t n);
const char *shape_rows_words(const struct shape_rows *rows, int64_t number);

#endif
