/* The pieces that form_load puts together, and what they are read with.
 *
 * form_load (form_load.c) reads form.yaml, and form_sections.c asks table_load (form_table.c) for each table. A table's file holds blocks;
 * each has a tree of columns and, as a rule, a tree of rows (form_tree.c). Slots are made of the leaves, sums are resolved among the
 * slots (form_sums.c), and the printed grid is laid out (form_grid.c).
 *
 * Trees point into the YAML file that they came from, for the lines of later messages: they are of use only while it is
 * open. All else lies in the form's arena.
 */
#ifndef FORM_FORM_INSIDE_H
#define FORM_FORM_INSIDE_H
#include "base/yaml.h"
#include "form/form.h"

/* One label of a head or of the row labels. A leaf has an id and makes slots; a group has children; a line between the
 * rows (一、主动公开情况) has neither. */
struct label_node {
    const char *label, *id;                            /* id NULL in a group and in a line */
    const struct label_node *outer;                    /* the group around it, NULL at the roots */
    const char *short_label;                           /* what people call it, NULL = the label without its number and remark */
    const char **names;                                /* short_label and the other words of `names` */
    size_t n_names;
    int names_line;
    const char **keys;                                 /* label_key of all of these; n_keys 0 in a line */
    size_t n_keys;
    const char *row, *row_label;                       /* column leaves of a block without rows: the row they belong to */
    bool decimal;
    bool blank;                                        /* without postings its cells are empty, never 0 */
    const char **needs;                                /* ids of ledger tables: without one of them its cells without postings are empty */
    size_t n_needs;
    const char *under;                                 /* id of the row that it belongs to, printed further up: tells equal labels apart */
    int span;                                          /* grid columns (of a column) or grid rows (of a row), children's summed */
    const char **sum;                                  /* ids of the same axis */
    size_t n_sum;
    const char **words;                                /* texts printed right of a row's label: 件 */
    size_t n_words;
    struct label_node *children;
    size_t n_children;
    const yaml_item *item, *sum_item;
};

struct label_tree {
    struct label_node *roots;
    size_t n_roots;
    const struct label_node **leaves;
    size_t n_leaves;
    int depth;                                         /* levels of labels; 0 = empty tree */
    int span;                                          /* of all roots */
};

struct form_block {                                          /* a block of a table */
    const char *caption, *corner;
    const char **words;                                /* heads over the rows' words */
    size_t n_words;
    int label_columns;                                 /* grid columns that row labels share, words not counted */
    struct label_tree columns, rows;                         /* rows.n_roots 0: one data row, its ids from the column groups */
    const yaml_item *item;
};

/* What a slot was made of. */
struct slot_origin { const struct label_node *row, *col; };       /* row NULL in a block without rows */

/* Reads the column tree of a block; `names_rows` = the block has no rows, so that each leaf must lie in a group with `row`. */
MUST_CHECK bool tree_columns(struct arena *arena, struct yaml *y, const yaml_item *item, bool names_rows, struct label_tree *out, struct diag *diag);
MUST_CHECK bool tree_rows(struct arena *arena, struct yaml *y, const yaml_item *item, size_t n_words, struct label_tree *out, struct diag *diag);

/* Proves that the names of rows and columns each mean one, and gives every slot its name (form/addresses.h). */
MUST_CHECK bool addresses_name(struct form *form, struct diag *diag);

/* Once all slots are there: form_slot finds them by their ids. */
void form_index(struct arena *arena, struct form_table *table);

/* Fills `terms` and the table's sum_order; origins go with the slots. */
MUST_CHECK bool sums_resolve(struct form *form, struct form_table *table, const struct slot_origin *origins, struct yaml *y, struct diag *diag);

/* Lays the parts out, one under the other; widths are set already. */
void grid_lay_out(struct form *form, struct form_table *table, const struct form_block *parts, size_t n);

/* Reads ID.yaml of the form's folder; `place` is where form.yaml names it. */
MUST_CHECK bool table_load(struct form *form, struct form_table *table, const char *id, struct yaml *y, const yaml_item *place, struct diag *diag);

/* Reads `sections` and loads their tables; reads `identities`, which name rows and columns of the tables. */
MUST_CHECK bool sections_read(struct form *form, struct yaml *y, const yaml_item *list, struct diag *diag);
MUST_CHECK bool identities_read(struct form *form, struct yaml *y, const yaml_item *list, struct diag *diag);

/* Reads `entry`, which may be NULL: what a blank form knows beforehand. */
MUST_CHECK bool entry_read(struct form *form, struct yaml *y, const yaml_item *map, struct diag *diag);

/* Opens a YAML file that must not be empty. */
MUST_CHECK bool form_open(struct yaml **y, const char *path, struct diag *diag);
/* `years: [first, last]` of a form.yaml; ~ for last gives 0. */
MUST_CHECK bool form_years(struct yaml *y, int *first, int *last, struct diag *diag);
/* An id of rows, columns, tables and sections: a-z 0-9 _ . (it stands in addresses, in HTML and in names of sheets). */
MUST_CHECK bool form_check_id(struct yaml *y, const yaml_item *item, const char *id, struct diag *diag);
/* A list of ids, none twice, at least one; copied. */
MUST_CHECK bool form_ids(struct arena *arena, struct yaml *y, const yaml_item *list, const char ***out, size_t *n, struct diag *diag);
/* A required label or name of this mapping, one line; copied. */
MUST_CHECK bool form_label(struct arena *arena, struct yaml *y, const yaml_item *map, const char *key, const char **out, struct diag *diag);
/* A required query of this mapping, with the line on which it begins; copied. */
MUST_CHECK bool form_query(struct arena *arena, struct yaml *y, const yaml_item *map, const char *key, const char **out, int *line, struct diag *diag);
/* The path of a file that the folder must hold, named at `place`: a plain name with this suffix. NULL: diag is filled. */
const char *form_path(struct form *form, struct yaml *y, const yaml_item *place, const char *name, const char *suffix, struct diag *diag);
/* The whole of a file in strict UTF-8. */
MUST_CHECK bool form_read(struct arena *arena, const char *path, const char **text, struct diag *diag);
/* SHA-256 over the files of the folder in the order of their names. */
MUST_CHECK bool form_digest(const char *dir, char hex[DIGEST_HEX], struct diag *diag);

#endif
