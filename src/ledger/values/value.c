#include "ledger/values/value_inside.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What programs write where there is nothing. */
static bool is_null(struct slice s)
{
    static const char *const words[] = {"NULL", "(NULL)", "NAN", "NONE", "NAT", "NIL", "N/A", "NA", "<NA>", "UNDEFINED", "\\N"};
    if (s.n > VALUE_LONGEST_ABSENT || !strchr("Nn(<Uu\\", *s.s)) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == s.n && !strncasecmp(words[i], s.s, s.n)) return true;
    return false;
}

bool value_is_error(struct slice s)
{
    static const char in[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_?!#";
    if (s.n < 2 || *s.s != '#') return false;
    size_t hashes = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!s.s[i] || !strchr(in, s.s[i])) return false;
        hashes += s.s[i] == '#';
    }
    return hashes == s.n || slice_is(s, "#N/A") || s.s[s.n - 1] == '!' || s.s[s.n - 1] == '?';
}

bool value_absent(struct slice s)
{
    if (s.n > 1 && is_null(s)) return true;
    switch (s.n) {
    case 0: return true;
    case 1: return *s.s == '/' || *s.s == '-';
    case 2: return slice_is(s, "--");
    case 3: return slice_is(s, "—") || slice_is(s, "无") || slice_is(s, "／") || slice_is(s, "－") || slice_is(s, "–");
    case 6: return slice_is(s, "待定") || slice_is(s, "——");
    default: return false;
    }
}

bool value_looks_personal(struct slice s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        i += utf8_next(s.s + i, s.n - i, &c);
        c = spelling_narrow(c);
        digits = c >= '0' && c <= '9' ? digits + 1 : c == '-' || spelling_blank(c) ? digits : 0;
        if (digits >= 11) return true;
    }
    return false;
}

void value_reader_begin(struct value_reader *r)
{
    if (r->odd.blocks) arena_clear(&r->odd);
    r->looked_at = (struct slice){NULL, 0};
}

struct personal_look value_look(const struct value_reader *r, struct slice cell)
{
    return cell.n && cell.s == r->looked_at.s && cell.n == r->looked_at.n ? r->look : personal_look(cell);
}

void value_reader_release(struct value_reader *r)
{
    arena_release(&r->odd);
    text_release(&r->scratch);
    text_release(&r->plain);
    intern_free(r->agency_words);
    free(r->agency_ids);
}

void value_note(struct value_reader *r, enum notation_kind kind, const char *plain)
{
    r->notation = kind;
    text_clear(&r->plain);
    text_add(&r->plain, plain);
}
