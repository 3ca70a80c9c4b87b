#include "ledger/rows/part_order.h"
#include "base/spelling.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 2000, LAST_YEAR = 2099, MONTHS = 12, QUARTER = 3, HALF = 6 };

/* A number that begins at s, in digits or as 一 … 十二; *end is behind it. 0 where there is none. */
static int number_at(const char *s, const char **end)
{
    int tens = spelling_numeral(s), ones;
    *end = s;
    if (isdigit((unsigned char)*s)) {
        enum { LONGEST = 6 };
        long n = 0;
        for (; isdigit((unsigned char)**end); (*end)++) n = *end - s < LONGEST ? n * 10 + (**end - '0') : 0;
        return (int)n;
    }
    if (!tens) return 0;
    *end += SPELLING_NUMERAL;
    ones = tens == 10 ? spelling_numeral(*end) : 0;
    if (ones && ones < 10) *end += SPELLING_NUMERAL;
    return tens + (ones < 10 ? ones : 0);
}

static bool begins(const char *s, const char *word) { return !strncmp(s, word, strlen(word)); }

static bool is_year(int n) { return n >= FIRST_YEAR && n <= LAST_YEAR; }

static void take_month(struct part_order *o, int month)
{
    if (month < 1 || month > MONTHS) return;
    o->kind = PART_MONTH;
    o->place = month;
}

/* What the number at hand says with the words behind it. */
static void take(struct part_order *o, int n, const char *behind)
{
    if (begins(behind, "月")) take_month(o, n);
    else if (begins(behind, "季") && n >= 1 && n <= MONTHS / QUARTER) take_month(o, (n - 1) * QUARTER + 1);
    else if (is_year(n)) o->year = n;
    else if (is_year(n / 100) && n % 100 >= 1 && n % 100 <= MONTHS) o->year = n / 100, take_month(o, n % 100);
    else if (o->year && o->kind != PART_MONTH && n >= 1 && n <= MONTHS) take_month(o, n);
    else if (o->kind == PART_NONE && !o->year) o->kind = PART_NUMBER, o->place = n;
}

struct part_order part_order(const char *name)
{
    struct part_order o = {PART_NONE, 0, 0};
    struct text folded = {0};
    spelling_fold(&folded, (struct slice){name, strlen(name)});
    for (const char *s = text_get(&folded), *end; *s && o.kind != PART_MONTH; s = end > s ? end : s + 1) {
        int n = number_at(s, &end);
        if (n) take(&o, n, end);
        else if (begins(s, "上半年")) take_month(&o, 1);
        else if (begins(s, "下半年")) take_month(&o, HALF + 1);
        else if (*s == 'Q' && s[1] >= '1' && s[1] <= '4' && !isdigit((unsigned char)s[2])) take_month(&o, (s[1] - '1') * QUARTER + 1);
    }
    text_release(&folded);
    return o;
}

int part_order_compare(const struct part_order *a, const struct part_order *b)
{
    int years = a->year && b->year ? a->year - b->year : 0;
    return years ? years : a->place - b->place;
}
