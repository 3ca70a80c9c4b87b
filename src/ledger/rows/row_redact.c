#include "ledger/rows/row_inside.h"
#include "ledger/values/discretion.h"
#include "ledger/values/personal.h"
#include <inttypes.h>
#include <string.h>

/* What the records hold of words (docs/privacy.md). Queries may publish all that they read, so words that must not be repeated do
 * not reach the records. */

/* One text is always one number, beside the applicants' (who have a kind and a '|' in front). */
static int64_t number_of(struct row_source *s, const struct value *v)
{
    struct text *t = &s->reader.scratch;
    text_clear(t);
    text_add_char(t, ROW_LINK_MARK);
    text_add_n(t, v->text, v->n);
    return intern_number(s->context->applicants, t->bytes, t->n);
}

/* The form that tells a misspelt address of a cell from other words is not known here; a name in the wrong place has no / or ：. */
static bool like_address(struct slice v)
{
    static const char *const cuts[] = {"/", ":", "／", "："};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (slice_has(v, cuts[i])) return true;
    return false;
}

/* Free words may be anything but a personal number; the words that the report prints are looked at by checks. */
static bool may_stay(struct row_source *s, const struct ledger_column *c, const struct value *v)
{
    if (c->holds == HOLDS_OWN || c->holds == HOLDS_PRINTED) return true;
    const struct slice words = {v->text, v->n};
    bool free = c->holds == HOLDS_FREE || (c->holds == HOLDS_ADDRESS && like_address(words));
    if (!free) return discretion_is_right(s->context, c, words);
    if (!personal_may_be_number(words)) return true;
    text_clear(&s->reader.scratch);
    text_add_n(&s->reader.scratch, v->text, v->n);
    const char *text = text_get(&s->reader.scratch);
    return !personal_pattern(text) && personal_hidden(text) == text;
}

static void redact(struct row_source *s, const struct ledger_column *c, struct value *v)
{
    switch (c->kept) {
    case KEPT_NO:
        *v = (struct value){.kind = VALUE_NONE};
        return;
    case KEPT_PRESENCE:
        *v = (struct value){.kind = VALUE_INTEGER, .integer = 1};
        return;
    case KEPT_LINK:
        *v = (struct value){.kind = VALUE_INTEGER, .integer = number_of(s, v)};
        return;
    case KEPT_VALUE:
        if (may_stay(s, c, v)) return;
        /* Two that differ must not become one: keys are joined and counted. */
        v->text = arena_printf(&s->reader.odd, PROBLEM_PERSONAL "〔%" PRId64 "〕", number_of(s, v));
        v->n = strlen(v->text);
    }
}

void row_redact(struct row_source *s)
{
    for (size_t k = 0; k < s->n_words; k++) {
        int i = s->words[k];
        if (s->values[i].kind == VALUE_TEXT) redact(s, &s->table->columns[i], &s->values[i]);
    }
}
