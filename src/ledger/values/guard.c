#include "ledger/values/guard.h"
#include <string.h>

enum guard_mark { MARK_NONE, MARK_TICK, MARK_QUOTE, MARK_CURLY_QUOTE, MARK_EQUALS };

static enum guard_mark mark_of(uint32_t c)
{
    if (c == 0x201C || c == 0x201D) return MARK_CURLY_QUOTE;
    c = spelling_narrow(c);
    if (c == '\'' || c == '`' || c == 0xB4) return MARK_TICK;
    return c == '"' ? MARK_QUOTE : c == '=' ? MARK_EQUALS : MARK_NONE;
}

static bool is_quote(enum guard_mark m) { return m == MARK_QUOTE || m == MARK_CURLY_QUOTE; }

static enum guard_mark first_mark(struct slice s, size_t *used)
{
    uint32_t c;
    *used = s.n ? utf8_next(s.s, s.n, &c) : 0;
    return s.n ? mark_of(c) : MARK_NONE;
}

/* How many marks of the kind s has; *last is where one ends the text, else s.n. */
static size_t marks_in(struct slice s, bool quotes, size_t *last)
{
    size_t n = 0, used;
    uint32_t c;
    *last = s.n;
    for (size_t i = 0; i < s.n; i += used) {
        used = utf8_next(s.s + i, s.n - i, &c);
        enum guard_mark m = mark_of(c);
        if (quotes ? !is_quote(m) : m != MARK_TICK) continue;
        n++;
        if (i + used == s.n) *last = i;
    }
    return n;
}

static struct slice behind(struct slice s, size_t n) { return (struct slice){s.s + n, s.n - n}; }

/* s begins behind a quote: what stands before the one that ends it; false where it is not a pair around the whole. */
static bool inside_quotes(struct slice *s)
{
    size_t last, n = marks_in(*s, true, &last);
    if (n != 1 || last == s->n) return false;
    s->n = last;
    return true;
}

/* A tick that has a partner within the text quotes a part of it. */
static bool inside_ticks(struct slice *s)
{
    size_t last, n = marks_in(*s, false, &last);
    if (n > 1 || (n && last == s->n)) return false;
    s->n = last;
    return true;
}

/* Takes one guard off the trimmed text. */
static bool one_off(struct slice *s)
{
    bool odd = false;
    size_t used;
    enum guard_mark m = first_mark(*s, &used);
    struct slice rest = behind(*s, used);
    if (m == MARK_EQUALS) {
        rest = spelling_trim(rest, &odd);
        if (!is_quote(first_mark(rest, &used))) return false;
        rest = behind(rest, used);
        m = MARK_QUOTE;
    }
    if (m == MARK_TICK ? !inside_ticks(&rest) : m != MARK_QUOTE || !inside_quotes(&rest)) return false;
    *s = spelling_trim(rest, &odd);
    return true;
}

static bool may_begin(struct slice cell)
{
    unsigned char first = cell.n ? (unsigned char)*cell.s : 'A';
    return first <= '=' ? first < '(' || first == '=' : first == '`' || first == 0xC2 || first == 0xE2 || first == 0xE3 || first == 0xEF;
}

struct slice guard_off(struct slice cell)
{
    bool odd = false, any = false;
    if (!may_begin(cell)) return cell;
    struct slice s = spelling_trim(cell, &odd);
    while (one_off(&s)) any = true;
    return any ? s : cell;
}

bool guard_row(struct raw_row *row, struct slice *room)
{
    const struct slice *stood = row->cells;
    for (size_t i = 0; i < row->n; i++) {
        if (!may_begin(stood[i])) continue;
        struct slice plain = guard_off(stood[i]);
        if (plain.s == stood[i].s) continue;
        if (row->cells == stood) memcpy(room, stood, row->n * sizeof *room);
        room[i] = plain;
        row->cells = room;
    }
    return row->cells != stood;
}
