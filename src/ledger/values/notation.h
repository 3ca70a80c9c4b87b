/* Notations: ways of writing a value that have one meaning and are read so, counted by column: 2025/3/31, 1,234件, an invisible
 * blank. A large file has thousands of one kind, so a column gets one hint a kind: how many, in which lines, and the first
 * of them before and after. What had to be changed or guessed is no notation: that is a problem of its own (A02).
 *
 *     notations_add(&n, column, NOTATION_DATE, &(struct notation){.line = 17, .before = cell, .after = "2025-03-31"});
 *     notations_report(&n, &report, &headings);         // at the end of the file
 */
#ifndef LEDGER_NOTATION_H
#define LEDGER_NOTATION_H
#include "base/text.h"
#include "ledger/rows/headings.h"
#include "ledger/rows/row_report.h"

enum notation_kind { NOTATION_NONE, NOTATION_BLANK, NOTATION_GUARD, NOTATION_DATE, NOTATION_TIME, NOTATION_SERIAL, NOTATION_SHOWN, NOTATION_ROUNDED, NOTATION_CODE,
                     NOTATION_NUMBER };
enum { NOTATION_KINDS = NOTATION_NUMBER + 1 };

struct notation {
    int64_t line;
    struct slice before;
    const char *after;
    bool personal;                                     /* neither may be shown */
};

struct notation_count;
struct notations {
    struct arena arena;
    struct notation_count *counts;                     /* by column and kind */
    size_t n_columns;
};

void notations_init(struct notations *all, size_t n_columns);
void notations_release(struct notations *all);
/* Whether this is the first of its kind in the column, so that it will be shown. */
bool notations_first(const struct notations *all, size_t column, enum notation_kind kind);
void notations_add(struct notations *all, size_t column, enum notation_kind kind, const struct notation *one);
void notations_report(const struct notations *all, const struct row_report *report, const struct headings *headings);

#endif
