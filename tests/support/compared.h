/* Reports made by hand, side by side, by the indicators of tests/compare/fixtures.
 *
 *     static const struct made list[] = {{.code = "A", .name = "甲", .year = 2025, .closed = 60, .whole = 30}, …};
 *     struct comparison *c = compare(list, sizeof list / sizeof *list);
 *     measure_of(c, "A", 0, OPEN) …
 *     comparison_free(c);
 */
#ifndef TESTS_COMPARED_H
#define TESTS_COMPARED_H
#include "compare/comparison_words.h"

enum { OPEN, FIXED, LATE, DAYS };                      /* the indicators */

extern const struct comparison_settings settings;
extern struct form_shelf *shelf;
extern struct indicators *indicators;

/* For the group of tests. */
int compared_open(void **state);
int compared_close(void **state);

/* A report with this number of closed requests, and of those granted wholly and in part. */
struct made { const char *code, *name; int year; int64_t closed, whole, part; const char *form, *rules; bool draft; };

void add(struct comparison *c, const struct made *m);
struct comparison *compare(const struct made *list, size_t n);
/* With the groups of the shipped peers, and not finished. */
struct comparison *compare_peers(const struct made *list, size_t n, struct peers **peers);

const struct measure *measure_of(const struct comparison *c, const char *code, size_t year, size_t indicator);

#endif
