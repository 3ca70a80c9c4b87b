/* The heads at hand while a sheet is walked: which column of the sheet is which column of the form. Inside of
 * standard_find. */
#ifndef SUBMISSION_HEADS_H
#define SUBMISSION_HEADS_H
#include "submission/standard.h"

enum { MAX_HEAD_ROWS = 8 };

/* A column of the sheet under the heads at hand. */
struct column {
    const char *key, *brief, *text;                    /* its lowest head; key NULL = none */
    int head_row, head_col;
    const char *above[MAX_HEAD_ROWS];
    size_t n_above;
    bool matched;
};
struct heads {
    const struct standard *form;
    const struct sheet *sheet;
    const char **keys;                                 /* MAX_HEAD_ROWS × n_cols: the labels of the rows of heads */
    int first, n;                                      /* rows of the sheet; n 0 = no table open */
    struct column *columns;                            /* n_cols */
    int first_col;                                     /* the first column of data; n_cols = none */
};
/* The rows of heads are complete: finds out the columns and first_col. Keys go to the arena. */
void heads_settle(struct heads *h, struct arena *arena);
/* The slot of the row that the column fits best, and how well; two that fit alike are none. */
const struct standard_slot *heads_slot(const struct heads *h, const struct standard_row *row, const struct column *k, enum label_fit *fit);
/* How many columns belong to the row. */
size_t heads_fit(const struct heads *h, const struct standard_row *row);

#endif
