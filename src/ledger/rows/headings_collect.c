#include "ledger/rows/headings.h"

bool headings_collect(const struct headings *h, const struct schema *schema, size_t column)
{
    const struct collected *c = &schema->collected;
    if (!h->collected_seen || h->cell_of[column] >= 0) return false;
    for (size_t i = 1; i <= c->table->columns[c->by].codes->n; i++)
        if (c->into[i] == (int)column) return true;
    return false;
}
