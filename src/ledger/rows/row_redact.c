#include "ledger/rows/row_inside.h"
#include "ledger/schema/name_kinds.h"
#include "ledger/values/discretion.h"
#include "ledger/values/personal.h"
#include <inttypes.h>
#include <string.h>

/* What the records hold of words (docs/privacy.md). Queries may publish all that they read, so words that must not be repeated do
 * not reach the records. */

/* ---- numbers of words ---- */

/* The word is what was added behind `from`. Numbers are given later, for the place of a word among a million takes long to come near. */
static void expect(struct row_source *s, struct row_link *link, size_t from)
{
    link->from = from;
    link->n = s->link_words.n - from;
    link->key = intern_expect(s->context->applicants, s->link_words.bytes + from, link->n);
}

static int64_t number_of(struct row_source *s, const struct row_link *link)
{
    return intern_number_of(s->context->applicants, link->key, s->link_words.bytes + link->from, link->n);
}

/* One text is always one number, beside the applicants' (who have a kind and a '|' in front). */
static void expect_words(struct row_source *s, struct row_link *link, const struct value *v)
{
    size_t from = s->link_words.n;
    text_add_char(&s->link_words, ROW_LINK_MARK);
    text_add_n(&s->link_words, v->text, v->n);
    expect(s, link, from);
}

/* Applicants of one name and kind become one number; a name alone could be a person and a firm. */
static void expect_applicant(struct row_source *s, struct row_link *link, struct value *v)
{
    struct text *key = &s->link_words;
    size_t from = key->n;
    const struct value *kind = s->kind_column >= 0 ? &s->values[s->kind_column] : NULL;
    if (kind && kind->kind == VALUE_INTEGER) text_add(key, s->table->columns[s->kind_column].codes->codes[kind->integer - 1].code);
    text_add_char(key, '|');
    size_t name = key->n;
    spelling_fold(key, (struct slice){v->text, v->n});
    expect(s, link, from);
    v->suggests = name_kind(s->context->schema, (struct slice){key->bytes + name, key->n - name});
}

/* ---- words that may stay ---- */

/* The form that tells a misspelt address of a cell from other words is not known here; a name in the wrong place has no / or ：. */
static bool like_address(struct slice v)
{
    static const char *const cuts[] = {"/", ":", "／", "："};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (slice_has(v, cuts[i])) return true;
    return false;
}

/* Free words may be anything but a personal number; the words that the report prints are looked at by checks. */
static bool may_stay(struct row_source *s, int column)
{
    const struct ledger_column *c = &s->table->columns[column];
    const struct value *v = &s->values[column];
    if (c->holds == HOLDS_OWN || c->holds == HOLDS_PRINTED) return true;
    const struct slice words = {v->text, v->n};
    bool free = c->holds == HOLDS_FREE || (c->holds == HOLDS_ADDRESS && like_address(words));
    struct personal_look look = value_look(&s->reader, words);
    look.nameless = s->nameless[column];
    if (!free) return discretion_is_right_looked(s->context, c, words, &look);
    if (!look.number) return true;
    text_clear(&s->reader.scratch);
    text_add_n(&s->reader.scratch, v->text, v->n);
    const char *text = text_get(&s->reader.scratch);
    return !personal_pattern(text) && personal_hidden(text) == text;
}

static void redact(struct row_source *s, struct row_link *link)
{
    struct value *v = &s->values[link->column];
    switch (s->table->columns[link->column].kept) {
    case KEPT_NO:
        *v = (struct value){.kind = VALUE_NONE};
        return;
    case KEPT_PRESENCE:
        *v = (struct value){.kind = VALUE_INTEGER, .integer = 1};
        return;
    case KEPT_LINK:
        *v = (struct value){.kind = VALUE_INTEGER, .integer = number_of(s, link)};
        return;
    case KEPT_VALUE:
        if (link->stays) return;
        /* Two that differ must not become one: keys are joined and counted. */
        expect_words(s, link, v);
        v->text = arena_printf(&s->reader.odd, PROBLEM_PERSONAL "〔%" PRId64 "〕", number_of(s, link));
        v->n = strlen(v->text);
    }
}

void row_redact(struct row_source *s)
{
    struct row_link applicant;
    struct value *who = s->link_column >= 0 && s->values[s->link_column].kind == VALUE_TEXT ? &s->values[s->link_column] : NULL;
    size_t n = 0;
    text_clear(&s->link_words);
    if (who) expect_applicant(s, &applicant, who);
    for (size_t k = 0; k < s->n_words; k++) {
        const int i = s->words[k];
        if (s->values[i].kind != VALUE_TEXT) continue;
        s->links[n].column = i;
        if (s->table->columns[i].kept == KEPT_LINK) expect_words(s, &s->links[n], &s->values[i]);
        n++;
    }
    for (size_t k = 0; k < n; k++) {
        const int i = s->links[k].column;
        if (s->table->columns[i].kept == KEPT_VALUE) s->links[k].stays = may_stay(s, i);
    }
    if (who) *who = (struct value){.kind = VALUE_INTEGER, .integer = number_of(s, &applicant), .suggests = who->suggests};
    for (size_t k = 0; k < n; k++) redact(s, &s->links[k]);
}
