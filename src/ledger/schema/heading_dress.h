/* The dress of a heading, which does not change its meaning: 1.受理编号, 审结日期（必填）, 办理结果*, 金额（单位：元）.
 *
 *     struct heading_dress d;
 *     for (heading_dress_begin(&d, folded); !known(d.core) && heading_undress(&d, schema);) {}
 *
 * Numbers and marks are taken off always. Words in brackets are a remark; only one that data/ledger/remarks.yaml knows for the column
 * leaves the meaning alone.
 */
#ifndef LEDGER_HEADING_DRESS_H
#define LEDGER_HEADING_DRESS_H
#include "base/spelling.h"
#include "ledger/schema/schema.h"

enum { HEADING_MAX_REMARKS = 4 };
struct heading_dress {
    struct slice core;                                 /* of the folded heading */
    struct slice remarks[HEADING_MAX_REMARKS];
    size_t n_remarks;
    bool numbered;                                     /* one of them is a number: 补正告知日期（2） */
};

void heading_dress_begin(struct heading_dress *d, struct slice folded);
/* Takes one layer off; false where there is none, or nothing would be left. */
bool heading_undress(struct heading_dress *d, const struct schema *schema);
/* Whether every remark is one that the column may bear; `c` is NULL for a column of a wide ledger, whose heading it is. */
bool heading_remarks_fit(const struct schema *schema, const struct ledger_column *c, const char *heading, const struct heading_dress *d);
/* Whether it repeats another column for a second time: 第二次补正告知日期. */
bool heading_says_again(const struct schema *schema, struct slice folded);
/* Reads data/ledger/remarks.yaml. */
MUST_CHECK bool heading_remarks_read(struct schema *schema, const char *path, struct diag *diag);

#endif
