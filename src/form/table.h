/* A table of a form with its numbers, ready to be printed. The strings that show numbers are made once, with the numbers. */
#ifndef FORM_TABLE_H
#define FORM_TABLE_H
#include "base/decimal.h"
#include "form/form.h"

enum cell_state { CELL_EMPTY, CELL_NUMBER };           /* empty, zero and not applicable (no slot) are three things */

struct cell {
    enum cell_state state;
    struct decimal number;                             /* scale 0 for counts */
    const char *text;                                  /* as printed: "0", "24252.311082"; "" when empty */
    const char *note;                                  /* printed small beside it: 其中修订16件; NULL = none */
};

struct report_table {
    const struct form_table *form;
    struct cell *cells;                                /* form->n_slots */
    const char **footnotes;                            /* printed under the table */
    size_t n_footnotes;
    bool even, compact;                                /* of a list: one size of type a column; not larger than it must be to be read */
};

#endif
