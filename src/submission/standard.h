/* The standard form in a workbook that bears none of our marks: its tables are found by their labels.
 *
 * The labels are those of the form folder. A table may stand anywhere in any visible sheet, under title rows, with
 * merged or repeated or left-out group labels, with row labels in one column or in several, with the vertical label or
 * without. What counts as a head is a row that has column heads of the form and no number; data rows below it are told
 * by the last label in front of the numbers. A label is taken when it is the official one but for blanks, brackets and
 * the number in front; one that is near a single official label is taken too and noted (LABEL_ALIKE).
 *
 *     struct standard form;
 *     struct standard_tables found;
 *     standard_init(&form, f);
 *     standard_find(&found, &form, &book);
 *     found.cells[i]                                     // of the i-th slot, the tables' slots one after another
 */
#ifndef SUBMISSION_STANDARD_H
#define SUBMISSION_STANDARD_H
#include "form/form.h"
#include "submission/sheet.h"

/* Labels of the form, made ready for comparing: the words without punctuation, and without a remark in brackets. */
struct label { const char *text, *key, *brief; };
struct standard_slot {
    const struct form_table *table;
    const struct form_slot *slot;
    struct label head;                                 /* of its column */
    const char *above;                                 /* key of the nearest head above that tells it from its like; NULL = none needed */
};
struct standard_row {
    const struct form_table *table;
    struct label label;                                /* key NULL where the table has no row labels */
    size_t first, n;                                   /* its slots */
};
struct standard {
    struct arena arena;
    const struct form *form;
    struct standard_slot *slots;
    size_t n_slots;
    struct standard_row *rows;
    size_t n_rows;
    const char **heads;                                /* keys of heads and corners */
    size_t n_heads;
    const char **breaks;                               /* keys of captions and of sections' headings: a table ends there */
    size_t n_breaks;
};
void standard_init(struct standard *s, const struct form *form);
void standard_release(struct standard *s);
/* Whether the key is a head, or ends a table. */
bool standard_is_head(const struct standard *s, const char *key);
bool standard_is_break(const struct standard *s, const char *key);
/* Whether two characters that follow each other stand so in a label of the form too: else it may be anything, also somebody's name. */
bool standard_is_like(const struct standard *s, const char *key);

enum label_fit { LABEL_OTHER, LABEL_ALIKE, LABEL_BRIEF, LABEL_SAME };
/* How well a label with this key and brief key fits an official one. Near keys fit only where `near` allows it. */
enum label_fit label_fit(const struct label *official, const char *key, const char *brief, bool near);

struct standard_cell { const struct sheet *sheet; int row, col; };     /* sheet NULL = not found */
enum standard_oddity_kind {
    ODD_LABEL,                                         /* not the official words, but taken for them */
    ODD_ROW, ODD_COLUMN,                               /* with numbers, but not of the form */
    ODD_ORDER,                                         /* a row or column before the one that it should follow */
    ODD_TWICE,                                         /* a cell that was found before, and says something else there */
    ODD_OUTSIDE                                        /* a number that no column of the heads is over */
};
struct standard_oddity {
    enum standard_oddity_kind kind;
    const struct sheet *sheet;
    int row, col;
    const char *text, *official;                       /* official: the label meant; of ODD_TWICE the address */
    struct standard_cell other;                        /* of ODD_TWICE */
};
struct standard_tables {
    struct arena arena;
    struct standard_cell *cells;                       /* form->n_slots */
    size_t n_found;
    struct standard_oddity *odd;
    size_t n_odd, cap_odd;
};
void standard_find(struct standard_tables *found, const struct standard *form, const struct sheets *book);
void standard_tables_release(struct standard_tables *found);

#endif
