/* The agencies as a tree below one government: whose numbers go into its sum (条例第五十条; docs/zh/汇总.md).
 *
 * Directly below the government stand its departments, townships, lower governments and its own office; the report of each of
 * them already holds the numbers of agencies below it. Vertically led agencies report up their own line; public enterprises
 * (条例第五十五条) and units inside an agency do not report here. The successor of an agency closed in the year reports for it.
 *
 *     struct agency_tree tree;
 *     if (!agency_tree_read(&tree, store, "11360000", 2025, diag)) return false;
 *     enum agency_standing s = agency_tree_standing(&tree, agency);
 *     agency_tree_release(&tree);
 */
#ifndef SUPERIOR_AGENCY_TREE_H
#define SUPERIOR_AGENCY_TREE_H
#include "store/store.h"

enum agency_standing {
    AGENCY_ROOT,                                       /* the government itself */
    AGENCY_SUMMED,
    AGENCY_MERGED,                                     /* closed in the year, with a successor */
    AGENCY_CLOSED, AGENCY_NOT_YET,                     /* before the year began; after it ended */
    AGENCY_VERTICAL,
    AGENCY_ENTERPRISE,                                 /* kind E: not part of the report (条例第五十五条) */
    AGENCY_INTERNAL,                                   /* kind N */
    AGENCY_BELOW,                                      /* below a bureau or a lower government, whose report holds its numbers */
    AGENCY_STRANGER                                    /* not below the government at all */
};

struct tree_agency {
    int64_t id, parent, successor;                     /* ids of the store; 0 = none */
    const char *code, *name, *type;                    /* code may be NULL */
    int level;
    bool vertical;
    int from, until;                                   /* 启用日期, 停用日期: NO_DAY = not given */
    int due, soft;                                     /* last day for its report; the first working day from there on */
    const char *contact, *phone;                       /* 联系人, 联系电话; NULL = not given */
    int submitted, published;                          /* publication: NO_DAY = not recorded */
};

struct agency_tree {
    struct arena arena;
    struct tree_agency *list;                          /* in the order of the ledger */
    size_t n, cap;
    size_t *at;                                        /* by id: place in list + 1 */
    int64_t n_ids;
    int64_t root;
    int first, last;                                   /* the year's first and last day */
};

/* Reads agencies and publication; the store knows settings and calendars. Fails where `parent` (a code or a name) is not there. */
MUST_CHECK bool agency_tree_read(struct agency_tree *t, struct store *store, const char *parent, int year, struct diag *diag);
void agency_tree_release(struct agency_tree *t);
const struct tree_agency *agency_tree_find(const struct agency_tree *t, int64_t id);   /* NULL = not there */
enum agency_standing agency_tree_standing(const struct agency_tree *t, const struct tree_agency *a);
/* The agency directly below the government that `a` belongs to (or is); NULL where `a` is not below the government. */
const struct tree_agency *agency_tree_branch(const struct agency_tree *t, const struct tree_agency *a);
const char *agency_standing_id(enum agency_standing s);    /* "summed": what queries see */

#endif
