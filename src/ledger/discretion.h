/* Which faulty cells may be repeated in a message, in a table that has personal columns (ledger.md 4).
 *
 * Rows slide: a comma too many, and a name stands under 申请人类型, an address under 申请方式. So a cell is repeated only
 * when it looks like what belongs in its column; a clerk finds anything else by its row and heading.
 */
#ifndef LEDGER_DISCRETION_H
#define LEDGER_DISCRETION_H
#include "ledger/schema.h"
#include "ledger/spelling.h"

/* A key without a figure is a name in the wrong place. */
bool discretion_is_key(struct slice value);
/* A date, a short code, a registered agency, an error of a formula and words of data/ledger/words.yaml are nobody's data, whatever
 * column they stand in; but in columns of words anything may be. */
struct row_context;
bool discretion_may_show(const struct row_context *context, const struct column *c, struct slice value);
/* An unknown heading may be a cell of a row that a stray quote or a lost first line has put there: only one that has
 * a third in common with a known heading, and two characters at least, is repeated; none with words behind a colon. */
bool discretion_may_show_heading(const struct schema *schema, struct slice heading);

#endif
