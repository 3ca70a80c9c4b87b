/* The standard form of a year in a workbook without our marks: its tables are found by their labels.
 *
 * The labels are those of the form folder. A table may stand anywhere in any visible sheet, under title rows, with
 * merged or repeated or left-out group labels, with row labels in one column or in several, with the vertical label or
 * without. A head is a row with column heads of the form and no number; the last label before the numbers tells which row of
 * the form a data row is. A label fits when it is the official one apart from blanks, brackets and the number in front; a label
 * near a single official one fits too and is noted (LABEL_ALIKE). Where several rows of the form have the label (被依法纠错数 of reviews and
 * of suits), the row above tells which. The columns may stand side by side several times (指标, 单位, 数, 指标, 单位, 数).
 *
 *     struct standard_tables found;
 *     standard_tables_find(&found, standard_form_of(shelf, form), &book);
 *     found.cells[i]                                     // of the i-th slot, the tables' slots one after another
 */
#ifndef SUBMISSION_STANDARD_FORM_H
#define SUBMISSION_STANDARD_FORM_H
#include "form/shelf.h"
#include "submission/loaded_book.h"

/* A label of the form ready for comparing: key without punctuation, brief also without a remark in brackets, other names of the folder. */
struct standard_label {
    const char *text, *key, *brief;
    const char *const *names;
    size_t n_names;
};
struct standard_slot {
    const struct form_table *table;
    const struct form_slot *slot;
    struct standard_label head;                                 /* of its column */
    const char *above;                                 /* key of the nearest head above that tells it from columns with the same head; NULL = none needed */
};
struct standard_row {
    const struct form_table *table;
    struct standard_label label;                                /* key NULL where the table has no row labels */
    const struct standard_row *under;                  /* the row that it is a part of; NULL = none */
    size_t first, n;                                   /* its slots; n 0 in a line of words between the rows (一、主动公开情况) */
};
struct standard_form {
    struct arena arena;
    const struct form *form;
    struct standard_slot *slots;
    size_t n_slots;
    struct standard_row *rows;
    size_t n_rows;
    const char **section_keys;                         /* keys of headings, by section */
    const char **heads;                                /* keys of heads and corners */
    size_t n_heads;
    const char **words;                                /* keys of heads over units: no labels stand below them */
    size_t n_words;
    const char **breaks;                               /* keys of captions and of headings of sections: a table ends there */
    size_t n_breaks;
};
/* Made once for all reports of the form; the shelf's. */
const struct standard_form *standard_form_of(struct form_shelf *shelf, const struct form *form);
/* Whether the key is a head, one over units, or ends a table. */
bool standard_form_is_head(const struct standard_form *s, const char *key);
bool standard_form_is_words(const struct standard_form *s, const char *key);
bool standard_form_is_break(const struct standard_form *s, const char *key);
/* Whether two neighbouring characters of the key are neighbours in a label of the form too. Otherwise the key may be anything, such
 * as a person's name. */
bool standard_form_is_like(const struct standard_form *s, const char *key);

enum label_fit { LABEL_OTHER, LABEL_ALIKE, LABEL_BRIEF, LABEL_SAME };
/* How well a label with this key and brief key fits an official one; keys that are only near fit where `near` is true. */
enum label_fit label_fit(const struct standard_label *official, const char *key, const char *brief, bool near);

struct standard_cell {
    const struct loaded_sheet *sheet;                  /* NULL = not found */
    int row, col;
    bool disputed;                                     /* it is found elsewhere too, with another number */
};
enum standard_oddity_kind {
    ODD_LABEL,                                         /* near the official words, and taken for them */
    ODD_ROW, ODD_COLUMN,                               /* has numbers, and is not of the form */
    ODD_ANY,                                           /* has numbers, and may be several rows of the form */
    ODD_ORDER,                                         /* a row or column before the one that it should follow */
    ODD_TWICE,                                         /* a cell found twice, with different contents */
    ODD_OUTSIDE,                                       /* a number under no column of the heads */
    ODD_SHORT                                          /* a row that ends before the heads do */
};
struct standard_oddity {
    enum standard_oddity_kind kind;
    const struct loaded_sheet *sheet;
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
void standard_tables_find(struct standard_tables *found, const struct standard_form *form, const struct loaded_book *book);
void standard_tables_release(struct standard_tables *found);

#endif
