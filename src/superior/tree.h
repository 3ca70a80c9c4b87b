/* The agencies as a tree below one government: whose numbers go into its sum (form.md 4).
 *
 * Directly below the government stand its departments, townships, lower governments and its own office; what stands below
 * one of those is in that one's report already. Vertically led agencies report up their own line, public enterprises and
 * units inside an agency do not report here at all. An agency that was closed in the year is reported for by its successor.
 *
 *     struct tree tree;
 *     if (!tree_read(&tree, store, "11360000", 2025, diag)) return false;
 *     enum tree_standing s = tree_standing(&tree, agency);
 *     tree_release(&tree);
 */
#ifndef SUPERIOR_TREE_H
#define SUPERIOR_TREE_H
#include "store/store.h"

enum tree_standing {
    TREE_ROOT,                                         /* the government itself */
    TREE_SUMMED,
    TREE_MERGED,                                       /* closed in the year, with a successor */
    TREE_CLOSED, TREE_NOT_YET,                         /* before the year began; after it ended */
    TREE_VERTICAL,
    TREE_ENTERPRISE,                                   /* kind E: Article 55, not part of the report */
    TREE_INTERNAL,                                     /* kind N */
    TREE_BELOW,                                        /* of a bureau or a lower government, whose report holds its numbers */
    TREE_STRANGER                                      /* not below the government at all */
};

struct tree_agency {
    int64_t id, parent, successor;                     /* ids of the store; 0 = none */
    const char *code, *name, *type;                    /* code may be NULL */
    int level;
    bool vertical;
    int from, until;                                   /* 启用日期, 停用日期: NO_DAY = not given */
    int due, soft;                                     /* limit of its report; the first working day from there on */
    int submitted, published;                          /* publication: NO_DAY = not recorded */
};

struct tree {
    struct arena arena;
    struct tree_agency *list;                          /* in the order of the ledger */
    size_t n, cap;
    size_t *at;                                        /* by id: place in list + 1 */
    int64_t n_ids;
    int64_t root;
    int first, last;                                   /* the year's first and last day */
};

/* Reads agencies and publication; the store knows settings and calendars. Fails where `parent` (a code or a name) is not there. */
MUST_CHECK bool tree_read(struct tree *t, struct store *store, const char *parent, int year, struct diag *diag);
void tree_release(struct tree *t);
const struct tree_agency *tree_agency(const struct tree *t, int64_t id);   /* NULL = not there */
enum tree_standing tree_standing(const struct tree *t, const struct tree_agency *a);
/* Of one that stands below another: the agency right below the government, in whose report its numbers are. */
const struct tree_agency *tree_branch(const struct tree *t, const struct tree_agency *a);
const char *tree_standing_id(enum tree_standing s);    /* "summed": what queries see */

#endif
