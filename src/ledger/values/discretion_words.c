#include "ledger/rows/row_source.h"
#include "ledger/schema/cell_words.h"
#include "ledger/schema/remark.h"
#include "ledger/values/discretion.h"
#include "ledger/values/personal.h"
#include <string.h>

/* Whether a cell looks like what its column of keys or words holds. */

enum { LONGEST_NUMBER = 120, LONGEST_UNIT = 150 };

static bool is_hidden(const char *text) { return personal_hidden(text) != text; }

static bool has_mail(const struct row_context *context, const char *text)
{
    struct personal_marks marks = {0};
    personal_scan(&(struct personal_scope){context->schema, NULL, NULL}, text, &marks);
    bool has = marks.n > 0;
    personal_marks_release(&marks);
    return has;
}

/* Tells of no person: no mobile, no identity number, whatever its check digit, no mailbox, no name of an applicant. */
static bool is_anonymous(const struct row_context *context, struct slice v, const struct personal_look *look)
{
    struct text t = {0};
    bool at = personal_look_has(look, '@');
    if (personal_key_looked_at(context, v, look) || (!look->nameless && personal_key_names(context, v))) return false;
    if (!look->number && !at) return true;
    text_add_n(&t, v.s, v.n);
    bool is = !(look->number && is_hidden(text_get(&t))) && !(at && has_mail(context, text_get(&t)));
    text_release(&t);
    return is;
}

static bool holds_any(const struct word_list *list, struct slice v)
{
    for (size_t i = 0; i < list->n; i++)
        if (slice_has(v, list->words[i])) return true;
    return false;
}

/* An address has figures too, but seldom a year: 中山路12号3室; 某路政〔2025〕3号 is a document. */
static bool is_number(const struct row_context *context, struct slice v, const struct personal_look *look)
{
    enum { DIGITS_OF_A_MOBILE = 11 };
    bool may_be = !look->ascii || look->digits >= DIGITS_OF_A_MOBILE || personal_look_has(look, '@');
    if (v.n > LONGEST_NUMBER || (may_be && !is_anonymous(context, v, look))) return false;
    if (!look->digits) return look->ascii && personal_look_has(look, '/');      /* requests/new/total */
    return look->ascii || look->year || !holds_any(&context->schema->places, v);
}

/* 办公室、法规科. */
static bool is_unit(const struct schema *schema, struct slice v, const struct personal_look *look)
{
    if (v.n > LONGEST_UNIT || look->digits) return false;
    for (size_t i = 0; i < schema->units_end.n; i++) {
        size_t n = strlen(schema->units_end.words[i]);
        if (n <= v.n && !memcmp(v.s + v.n - n, schema->units_end.words[i], n)) return true;
    }
    return false;
}

bool discretion_is_right_looked(const struct row_context *context, const struct ledger_column *c, struct slice v, const struct personal_look *look)
{
    if (personal_look_has(look, '\n')) return false;
    if (c->type == COLUMN_AGENCY) return look->ascii ? is_number(context, v, look) : is_unit(context->schema, v, look);
    switch (c->holds) {
    case HOLDS_FREE: case HOLDS_PRINTED: return false;
    case HOLDS_OWN: return true;
    case HOLDS_PUBLIC: return is_anonymous(context, v, look);
    default: break;
    }
    if (c->holds != HOLDS_WORDS && is_number(context, v, look)) return true;
    if (c->holds == HOLDS_UNIT && (is_unit(context->schema, v, look) || (context->agencies && ledger_agencies_find_slice(context->agencies, v)))) return true;
    return cell_words_all(context->schema, v) || sum_name_of(context->schema, v) == SUM_NAME_WORD;
}

bool discretion_is_right(const struct row_context *context, const struct ledger_column *c, struct slice v)
{
    const struct personal_look look = personal_look(v);
    return discretion_is_right_looked(context, c, v, &look);
}
