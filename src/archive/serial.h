/* The running number (件号) of a 档号, and the row of numbers that it is one of: the 档号 with {件号} where its figures stand.
 *
 *     struct serial s;
 *     serial_read(&arena, "J012-20250017", "J012-2025{件号}", &s);      // 17 of that row, not 20250017 of J012-
 */
#ifndef ARCHIVE_SERIAL_H
#define ARCHIVE_SERIAL_H
#include "base/memory.h"
#include <stdbool.h>
#include <stdint.h>

#define SERIAL_PLACE "件号"

struct serial { const char *number, *row; int64_t value; };

/* The row is the one given where the number is of it; else (also NULL) the figures at the end count. false: there are none, or more than 15.
 * Strings are borrowed or belong to the arena. */
bool serial_read(struct arena *a, const char *number, const char *row, struct serial *s);
int serial_order(const void *a, const void *b);        /* for qsort: by row, then by value */
bool serial_one_row(const struct serial *a, const struct serial *b);

#endif
