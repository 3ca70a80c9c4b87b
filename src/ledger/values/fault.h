/* A fault of a file or a cell, still without its place: a caller that knows the place makes a problem of it (base/problem.h).
 *
 *     if (!number_read(…)) return fault_set(fault, "A20", "“%.*s”不是整数", …);
 *
 * `id` is a check of the catalogue; texts are cut where they do not fit, between characters.
 */
#ifndef LEDGER_FAULT_H
#define LEDGER_FAULT_H
#include <stdbool.h>
#include <stdint.h>

struct fault {
    const char *id;                                    /* NULL = nothing wrong */
    bool hides;                                        /* the cell may hold a person's number, and is not to be shown */
    int64_t line;                                      /* 0 = the file as a whole, or the row at hand */
    char text[512], expected[2048];
};

/* Fills f, with an empty `expected`, and returns false, so that it can stand in a return. */
bool fault_set(struct fault *f, const char *id, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Says what would be right; returns false. */
bool fault_expect(struct fault *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
