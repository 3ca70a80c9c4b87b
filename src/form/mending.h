/* A search for the cells that would have to be other numbers for a table's equations to hold.
 *
 * One wrong cell breaks a row and a column; the sums of both sides say neither which cell it is nor what should stand there.
 * So the smallest sets of cells are looked for whose change mends every equation that does not hold and breaks no other.
 * Where there is one such set its cells are named with their numbers; where there are several (an equation that stands
 * alone) each cell that may be meant is.
 *
 *     struct mending m;
 *     mending_find(&m, form, table, values, false);
 *     for (size_t i = 0; i < m.n; i++) … m.list[i] …
 *     mending_release(&m);
 */
#ifndef FORM_MENDING_H
#define FORM_MENDING_H
#include "base/decimal.h"
#include "base/text.h"
#include "form/form.h"

struct mending_value { bool there, empty; struct decimal number; };   /* there false: it was not given; empty: it counts as zero */

/* A cell, and the number that would have to stand there. */
struct mending_cell { int slot; struct decimal number; };

/* An equation that does not hold in one column or row. */
struct mending_line {
    const struct form_identity *identity;
    const struct form_line *line;
    struct decimal left, right;
    const struct mending_cell *cells;                  /* of this equation, that may be wrong; the first stands for all */
    size_t n_cells;
    bool certain;                                      /* there is one smallest set only, and here it is */
    const struct mending_cell *set;
    size_t n_set, n_mended;                            /* the equations that are mended together with this one */
};

struct mending {
    struct arena arena;
    struct mending_line *list;                         /* in the order of the identities, then of their lines */
    size_t n;
};

/* `values` by slot. With `adds_up` the sums of the form follow their terms and are never wrong themselves. Lines that lack a
 * cell, or have none that is filled, are left out, but for those whose given parts are more than the whole. */
void mending_find(struct mending *m, const struct form *form, const struct form_table *table, const struct mending_value *values, bool adds_up);
void mending_release(struct mending *m);

/* mending_words.c, for people */
/* The column or row of which the line speaks. */
void mending_line_label(struct text *out, const struct form_identity *identity, const struct form_line *line);
/* A side of a line: 新收 5 + 上年结转 2 = 7. Terms that are zero are left out where there are many. */
void mending_side(struct text *out, const struct form_identity *identity, const struct form_line *line, bool left, const struct mending_value *values);
/* Which cell, or which of several, would have to be another number. */
void mending_advice(struct text *out, const struct mending_line *line, const struct mending_value *values);
/* "空", or the number. */
const char *mending_shown(const struct mending_value *value, char buffer[DECIMAL_TEXT]);

#endif
