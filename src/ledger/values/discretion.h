/* Which cells may be repeated: in a message, in a marked copy, in what queries read (docs/privacy.md).
 *
 * Rows slide: a comma too many, and a name stands under 申请人类型, an address under 申请方式; and people type a name where a
 * number belongs. So a cell is repeated only when it looks like what belongs in its column; a clerk finds anything else by its
 * row and heading. Free words look like nothing, so they are never repeated.
 */
#ifndef LEDGER_DISCRETION_H
#define LEDGER_DISCRETION_H
#include "base/spelling.h"
#include "ledger/schema/schema.h"

/* A key without a figure is a name in the wrong place. */
bool discretion_is_key(struct slice value);
/* A date (a far one and infinity too, which databases give), a short code, a registered agency, an error of a formula and words of data/ledger/words.yaml identify no person, whatever
 * column they stand in; in columns of keys and words it must be what they hold (schema.h). */
struct row_context;
bool discretion_may_show(const struct row_context *context, const struct ledger_column *c, struct slice value);
/* Whether a cell of keys or words looks like what its column holds; HOLDS_FREE and HOLDS_PRINTED look like nothing. */
bool discretion_is_right(const struct row_context *context, const struct ledger_column *c, struct slice value);
struct personal_look;                                  /* of the value (personal.h) */
bool discretion_is_right_looked(const struct row_context *context, const struct ledger_column *c, struct slice value, const struct personal_look *look);
/* An unknown heading may be a cell of a row that a stray quote or a lost first line has put there: only one that has
 * a third in common with a known heading, and two characters at least, is repeated; none with words behind a colon. */
bool discretion_may_show_heading(const struct schema *schema, struct slice heading);

#endif
