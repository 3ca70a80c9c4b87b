#include "ledger/values/value_date_inside.h"

/* Latin, Greek and Cyrillic O, as typed for 〇 and 0: 二O二五年, 2O25-03-31. */
static bool is_letter_o(uint32_t c) { return c == 'O' || c == 'o' || c == 0x39F || c == 0x41E; }

/* 0–9 for a Chinese numeral, 10 for 十, 20 for 廿, 30 for 卅, -1 for anything else. */
static int numeral(uint32_t c)
{
    static const uint32_t ones[] = {0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    for (int i = 0; i < 10; i++)
        if (c == ones[i]) return i;
    if (c == 0x3007 || c == 0x25CB || c == 0x25EF || is_letter_o(c)) return 0;
    return c == 0x5341 ? 10 : c == 0x5EFF ? 20 : c == 0x5345 ? 30 : -1;
}

static bool add_digit(struct date_parts *p, int d)
{
    /* A blank between digits parts them as a mark does. */
    if (p->blank && p->n && (!p->n_marks || p->marks[p->n_marks - 1].at != p->n)) {
        if (p->n_marks == DATE_MAX_MARKS) return false;
        p->marks[p->n_marks++] = (struct date_mark){p->n, DATE_ANY_MARK};
    }
    p->blank = false;
    if (p->n == DATE_MAX_DIGITS) return false;
    p->digits[p->n++] = (char)('0' + d);
    return true;
}

/* A run of Chinese numerals beginning with `first`: 二〇二五 digit by digit, 三十一 by its value. */
static bool add_numerals(struct date_parts *p, struct slice *s, int first)
{
    int run[4] = {first}, n = 1;
    while (s->n) {
        uint32_t c;
        size_t used = utf8_next(s->s, s->n, &c);
        int v = numeral(spelling_narrow(c));
        if (v < 0) break;
        if (n == 4) return false;
        run[n++] = v;
        *s = (struct slice){s->s + used, s->n - used};
    }
    int tens = first >= 10 ? first : n > 1 && run[1] == 10 ? first * 10 : 0;
    if (!tens) {
        for (int i = 0; i < n; i++)
            if (run[i] >= 10 || !add_digit(p, run[i])) return false;
        return true;
    }
    int used = first >= 10 ? 1 : 2, ones = n > used ? run[used] : 0;
    return n <= used + 1 && ones < 10 && tens < 100 && add_digit(p, tens / 10) && add_digit(p, ones);
}

static uint32_t mark_of(uint32_t c)
{
    switch (c) {
    case '-': case '/': case '.': case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x3001: return DATE_ANY_MARK;
    case DATE_YEAR_MARK: case DATE_MONTH_MARK: case DATE_DAY_MARK: return c;
    case 0x53F7: return DATE_DAY_MARK;                 /* 号 */
    default: return 0;
    }
}

bool date_take_apart(struct slice s, struct date_parts *p)
{
    *p = (struct date_parts){0};
    while (s.n) {
        uint32_t c;
        size_t used = utf8_next(s.s, s.n, &c);
        s = (struct slice){s.s + used, s.n - used};
        c = spelling_narrow(c);
        int v = c >= '0' && c <= '9' ? -1 : numeral(spelling_narrow(c));
        if (spelling_blank(c)) {
            /* Blanks beside a mark mean nothing, and those with no width never do. */
            p->blank |= p->n > 0 && (c == ' ' || c == 0xA0 || c == 0x3000 || c == '\t');
        } else if (c >= '0' && c <= '9') {
            if (!add_digit(p, (int)(c - '0'))) return false;
        } else if (v >= 0) {
            if (!add_numerals(p, &s, v)) return false;
        } else {
            uint32_t what = mark_of(c);
            if (!what || !p->n || p->n_marks == DATE_MAX_MARKS) return false;
            if (p->n_marks && p->marks[p->n_marks - 1].at == p->n) return false;
            p->marks[p->n_marks++] = (struct date_mark){p->n, what};
            p->blank = false;
        }
    }
    return p->n > 0;
}

void date_drop_last(struct date_parts *p, uint32_t what)
{
    if (p->n_marks && p->marks[p->n_marks - 1].at == p->n && p->marks[p->n_marks - 1].what == what) p->n_marks--;
}
