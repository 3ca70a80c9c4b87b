#include "ledger/rows/row_source.h"
#include "ledger/schema/cell_words.h"
#include "ledger/schema/remark.h"
#include "ledger/values/discretion.h"
#include "ledger/values/personal.h"
#include <string.h>

/* Whether a cell looks like what its column of keys or words holds. */

enum { LONGEST_NUMBER = 120, LONGEST_UNIT = 150 };

static bool has_at(struct slice v) { return memchr(v.s, '@', v.n) || slice_has(v, "＠"); }

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
static bool is_anonymous(const struct row_context *context, struct slice v)
{
    struct text t = {0};
    bool number = personal_may_be_number(v), at = has_at(v);
    if (personal_key_looked_at(context, v, number) || personal_key_names(context, v)) return false;
    if (!number && !at) return true;
    text_add_n(&t, v.s, v.n);
    bool is = !(number && is_hidden(text_get(&t))) && !(at && has_mail(context, text_get(&t)));
    text_release(&t);
    return is;
}

struct looks { size_t digits; bool ascii, year, slash; };

static bool is_year(const char *run, size_t n) { return n == 4 && (!memcmp(run, "19", 2) || !memcmp(run, "20", 2)); }

/* The figures of a year stand alone: 2025, 〔2025〕, 二〇二五 is none. */
static struct looks looks_of(struct slice v)
{
    struct looks l = {.ascii = true};
    char run[5] = "";
    size_t n = 0;
    for (size_t i = 0; i < v.n;) {
        unsigned char first = (unsigned char)v.s[i];
        uint32_t c = first;
        if (first < 0x80) i++;
        else if (first >= 0xE4 && first <= 0xE9) i += 3;               /* a Han character */
        else i += utf8_next(v.s + i, v.n - i, &c), c = spelling_narrow(c);
        l.ascii &= first < 0x80;
        if (c >= '0' && c <= '9') {
            if (n < 4) run[n] = (char)c;
            n++, l.digits++;
        } else {
            if (n) l.year |= is_year(run, n);
            n = 0;
            l.slash |= l.ascii && c == '/';
        }
    }
    l.year |= is_year(run, n);
    return l;
}

static bool holds_any(const struct word_list *list, struct slice v)
{
    for (size_t i = 0; i < list->n; i++)
        if (slice_has(v, list->words[i])) return true;
    return false;
}

/* An address has figures too, but seldom a year: 中山路12号3室; 某路政〔2025〕3号 is a document. */
static bool is_number(const struct row_context *context, struct slice v)
{
    enum { DIGITS_OF_A_MOBILE = 11 };
    struct looks l = looks_of(v);
    if (v.n > LONGEST_NUMBER || ((!l.ascii || l.digits >= DIGITS_OF_A_MOBILE || has_at(v)) && !is_anonymous(context, v))) return false;
    if (!l.digits) return l.ascii && l.slash;           /* requests/new/total */
    return l.ascii || l.year || !holds_any(&context->schema->places, v);
}

/* 办公室、法规科. */
static bool is_unit(const struct schema *schema, struct slice v)
{
    if (v.n > LONGEST_UNIT || looks_of(v).digits) return false;
    for (size_t i = 0; i < schema->units_end.n; i++) {
        size_t n = strlen(schema->units_end.words[i]);
        if (n <= v.n && !memcmp(v.s + v.n - n, schema->units_end.words[i], n)) return true;
    }
    return false;
}

bool discretion_is_right(const struct row_context *context, const struct ledger_column *c, struct slice v)
{
    if (memchr(v.s, '\n', v.n)) return false;
    if (c->type == COLUMN_AGENCY) return looks_of(v).ascii ? is_number(context, v) : is_unit(context->schema, v);
    switch (c->holds) {
    case HOLDS_FREE: case HOLDS_PRINTED: return false;
    case HOLDS_OWN: return true;
    case HOLDS_PUBLIC: return is_anonymous(context, v);
    default: break;
    }
    if (c->holds != HOLDS_WORDS && is_number(context, v)) return true;
    if (c->holds == HOLDS_UNIT && (is_unit(context->schema, v) || (context->agencies && ledger_agencies_find_slice(context->agencies, v)))) return true;
    return cell_words_all(context->schema, v) || sum_name_of(context->schema, v) == SUM_NAME_WORD;
}
