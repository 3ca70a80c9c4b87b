#include "ledger/schema/schema.h"
#include "base/spelling.h"
#include "ledger/schema/codes.h"
#include "ledger/values/personal_inside.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const struct ledger_table *schema_table(const struct schema *s, const char *id)
{
    for (size_t i = 0; i < s->n_tables; i++)
        if (!strcmp(s->tables[i].id, id)) return &s->tables[i];
    return NULL;
}

const struct ledger_table *schema_table_named(const struct schema *s, const char *name)
{
    bool odd = false;
    struct slice word = spelling_trim((struct slice){name, strlen(name)}, &odd);
    for (size_t i = 0; i < s->n_tables; i++)
        if (slice_is(word, s->tables[i].id) || slice_is(word, s->tables[i].name)) return &s->tables[i];
    return NULL;
}

const struct ledger_table *schema_table_called(const struct schema *s, const char *name)
{
    const struct ledger_table *t = schema_table_named(s, name);
    for (size_t i = 0; !t && i < s->n_tables; i++)
        if (!strcasecmp(name, s->tables[i].id)) t = &s->tables[i];
    return t;
}

const struct code_list *schema_codes(const struct schema *s, const char *name)
{
    for (size_t i = 0; i < s->n_lists; i++)
        if (!strcmp(s->lists[i].name, name)) return &s->lists[i];
    return NULL;
}

void schema_free(struct schema *s)
{
    if (!s) return;
    for (size_t i = 0; i < s->n_lists; i++) codes_release(&s->lists[i]);
    intern_free(s->words);
    personal_rules_release(s->personal);
    free(s->aliases);
    arena_release(&s->arena);
    free(s);
}
