#include "ledger/values/value_serial.h"
#include "ledger/rows/row_source.h"
#include "ledger/values/discretion.h"
#include "ledger/values/personal.h"
#include "ledger/values/value_key.h"
#include <string.h>

enum { WORD = sizeof(uint64_t) };
static const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;

/* The high bits of bytes that are no figures of ASCII. */
static uint64_t no_figures(uint64_t word)
{
    word ^= '0' * ones;
    return (((word & ~high) + (0x7F - 9) * ones) | word) & high;
}

/* Where the word of this number begins: the last one may overlap the one before it. */
static size_t place_of(size_t word, size_t n) { return (word + 1) * WORD <= n ? word * WORD : n - WORD; }
static size_t words_of(size_t n) { return (n + WORD - 1) / WORD; }

static bool is_one(const struct serial *s, struct slice cell)
{
    uint64_t differ = 0;
    for (size_t i = 0; i < words_of(cell.n); i++) {
        uint64_t word;
        memcpy(&word, cell.s + place_of(i, cell.n), sizeof word);
        differ |= ((word ^ s->text[i]) & s->fixed[i]) | (no_figures(word) & ~s->fixed[i]);
    }
    return !differ;
}

static bool is_figure(char c) { return c >= '0' && c <= '9'; }

/* The last figures: from `from` to before the end that is returned; 0 = there are none. */
static size_t last_figures(struct slice s, size_t *from)
{
    size_t end = s.n;
    while (end && !is_figure(s.s[end - 1])) end--;
    *from = end;
    while (*from && is_figure(s.s[*from - 1])) --*from;
    return end;
}

static void remember(struct serial *s, const struct ledger_column *c, struct slice cell)
{
    char fixed[SERIAL_LONGEST];
    size_t from, end = last_figures(cell, &from);
    *s = (struct serial){.column = end ? c : NULL, .n = cell.n};
    if (!end) return;
    memset(fixed, 0xFF, cell.n);
    memset(fixed + from, 0, end - from);
    for (size_t i = 0; i < words_of(cell.n); i++) {
        memcpy(&s->text[i], cell.s + place_of(i, cell.n), sizeof *s->text);
        memcpy(&s->fixed[i], fixed + place_of(i, cell.n), sizeof *s->fixed);
    }
}

/* The places at which a mobile may begin decide how many figures are too many. Of all figures that may stand there, 1313… or 3131… puts a
 * 1 before a 3 first. */
static bool is_proved(const struct row_context *context, struct slice cell)
{
    static const char begins[] = "13";
    char text[SERIAL_LONGEST];
    size_t from, end = last_figures(cell, &from);
    memcpy(text, cell.s, cell.n);
    for (size_t first = 0; first < 2; first++) {
        for (size_t i = from; i < end; i++) text[i] = begins[(first + i - from) % 2];
        struct slice one = {text, cell.n};
        if (personal_may_be_number(one) || key_in_exponents(one) || !discretion_is_serial(context, one, from, end)) return false;
    }
    return true;
}

struct serial *serial_of(struct serial all[SERIALS], const struct row_context *context, const struct ledger_column *c, struct slice cell)
{
    if (cell.n < WORD || cell.n > SERIAL_LONGEST || (c->holds != HOLDS_NUMBER && c->holds != HOLDS_UNIT)) return NULL;
    struct serial *first = &all[((uintptr_t)c / sizeof *c + cell.n) % (SERIALS / SERIALS_ALIKE) * SERIALS_ALIKE], *s = first;
    while (s < first + SERIALS_ALIKE && !(s->column == c && s->n == cell.n && is_one(s, cell))) s++;
    if (s == first + SERIALS_ALIKE) {
        remember(s - 1, c, cell);
        return NULL;
    }
    if (s > first) {                                   /* frequent ones come to the front, and others leave from the end */
        struct serial before = s[-1];
        s[-1] = *s;
        *s-- = before;
    }
    if (s->state == SERIAL_SEEN) s->state = is_proved(context, cell) ? SERIAL_PROVED : SERIAL_REFUSED;
    return s->state == SERIAL_PROVED ? s : NULL;
}

bool serial_names_nobody(struct serial *s, const struct row_context *context, size_t beginnings, struct slice cell)
{
    if (s->beginnings == beginnings + 1) return true;
    if (context->people && personal_may_name(context->people, cell)) return !personal_key_names(context, cell);
    s->beginnings = beginnings + 1;
    return true;
}
