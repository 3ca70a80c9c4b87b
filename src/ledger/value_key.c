#include "ledger/value_key.h"
#include "base/text.h"
#include "ledger/identity.h"

static bool digit(char c) { return c >= '0' && c <= '9'; }

bool key_in_exponents(struct slice s)
{
    size_t i = 0, points = 0;
    while (i < s.n && (digit(s.s[i]) || s.s[i] == '.')) points += s.s[i++] == '.';
    if (i == points || points > 1 || i == s.n || (s.s[i] != 'E' && s.s[i] != 'e')) return false;
    /* Without point and sign it may be a serial of the house: 12E3. */
    if (++i < s.n && s.s[i] == '+') i++;
    else if (!points) return false;
    size_t from = i;
    while (i < s.n && digit(s.s[i])) i++;
    return i == s.n && i > from;
}

bool key_cut_short(struct slice s)
{
    enum { KEPT = 15, AT_LEAST = 18 };
    if (s.n < AT_LEAST) return false;
    for (size_t i = 0; i < s.n; i++)
        if (i < KEPT ? !digit(s.s[i]) : s.s[i] != '0') return false;
    return s.s[0] != '0';
}

bool key_is_identity(struct slice s)
{
    enum { SHORTEST = 11, LONGEST = 100 };
    if (s.n < SHORTEST || s.n > LONGEST) return false;
    struct text folded = {0};
    spelling_fold(&folded, s);
    bool is = identity_as_key(text_get(&folded), folded.n);
    text_release(&folded);
    return is;
}
