/* The meaning of one heading in a table: its own word, a wide one, or one that data/headings knows.
 *
 *     struct heading_meaning m = heading_meaning(schema, table, folded);
 *     if (m.column >= 0) … else if (m.wide >= 0) …
 */
#ifndef LEDGER_HEADING_WORDS_H
#define LEDGER_HEADING_WORDS_H
#include "base/spelling.h"
#include "ledger/schema/heading_log.h"
#include "ledger/schema/schema.h"

enum { HEADING_MAX_NEAR = 4 };
/* A column of the table or, from `n_columns` on, a wide heading of it. */
struct heading_near { int list[HEADING_MAX_NEAR]; size_t n; };

struct heading_meaning {
    enum heading_verdict verdict;                      /* OWN, ALIAS, COLLECTED, LEFT, AMBIGUOUS, SLIP, NEAR or UNKNOWN */
    int column, wide;                                  /* place in table->columns, in table->wide->headings; or -1 (also of a slip: what it is near to) */
    const struct heading_alias *alias;                 /* where a file said so */
    bool dressed;                                      /* once numbers, marks and known remarks were taken off */
    bool remark;                                       /* NEAR: only a remark in brackets is not known */
    bool again;                                        /* NEAR: of a column that the file may have, once more */
    struct heading_near near;                          /* NEAR: the columns it may be, if the file has them not */
};

/* `folded` as spelling_fold makes it. */
struct heading_meaning heading_meaning(const struct schema *schema, const struct ledger_table *t, struct slice folded);
/* Whether it is known at all, as anything but a slip, and then what it means: much cheaper. */
bool heading_is_known(const struct schema *schema, const struct ledger_table *t, struct slice folded, struct heading_meaning *m);
bool heading_same(struct slice folded, const char *heading);
/* Whether an ambiguous heading may stand for this one: meanings are "甲、乙". */
bool heading_among(const char *meanings, const char *heading);
/* "补正告知·期限日期、…": what the wide column becomes. */
const char *heading_event(struct arena *a, const struct wide *w, int wide);

#endif
