/* Words that identify no person, and advice where they were filled in: data/ledger/words.yaml.
 *
 *     cell_words_all(schema, (struct slice){"已告知另行查询", 21})      // true: nothing but known words
 *     cell_words_advice(schema, column, cell)                         // "没有期限、仍然有效的留空", or NULL
 */
#ifndef LEDGER_CELL_WORDS_H
#define LEDGER_CELL_WORDS_H
#include "base/spelling.h"
#include "ledger/schema/schema.h"

/* Needs the code lists of the schema, whose labels are words too. */
MUST_CHECK bool cell_words_read(struct schema *schema, const char *path, struct diag *diag);
/* Whether the cell is made of known words, with digits and marks between them, and of nothing else. */
bool cell_words_all(const struct schema *schema, struct slice cell);
/* What to do about this word in this column; NULL = nothing is known of it. */
const char *cell_words_advice(const struct schema *schema, const struct ledger_column *c, struct slice cell);

#endif
