#include "ledger/value_number.h"
#include <string.h>

static bool digit(char c) { return c >= '0' && c <= '9'; }

static bool cut_end(char *s, const char *end)
{
    size_t n = strlen(s), k = strlen(end);
    if (n <= k || strcmp(s + n - k, end)) return false;
    s[n - k] = 0;
    return true;
}

static bool cut_count_unit(char *s)
{
    /* Longer ones first. */
    static const char *const units[] = {"个工作日", "工作日", "个月", "人次", "件", "个", "条", "次", "人", "项", "份", "页",
                                        "宗", "起", "部", "篇", "期", "场", "张", "例", "批", "名"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (cut_end(s, units[i])) return true;
    return false;
}

/* false where the amount is given in another unit than the column's. */
static bool cut_unit(char *s, enum number_unit unit)
{
    bool ten_thousand;
    switch (unit) {
    case UNIT_OF_COUNT:
        cut_count_unit(s);
        return true;
    case UNIT_YUAN: case UNIT_TEN_THOUSAND_YUAN:
        if (cut_end(s, "万元") || cut_end(s, "万")) ten_thousand = true;
        else if (cut_end(s, "元")) ten_thousand = false;
        else return true;
        return ten_thousand == (unit == UNIT_TEN_THOUSAND_YUAN);
    default:
        return true;
    }
}

static bool approximate(const char *s)
{
    static const char *const words[] = {"约", "余", "多", "近", "左右", "以上", "以下", "上下", "~", "～", "≈", "±", ">", "<"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(s, words[i])) return true;
    return false;
}

/* Takes the commas out of 1,234,567; false where they part something else than thousands. */
static bool join_thousands(char *s)
{
    char *from = s + (*s == '-'), *comma = strchr(from, ','), *to = comma, *p = comma;
    if (!comma) return true;
    if (comma == from || comma - from > 3) return false;
    while (*p == ',') {
        for (int i = 1; i <= 3; i++) {
            if (!digit(p[i])) return false;
            *to++ = p[i];
        }
        p += 4;
    }
    if (digit(*p) || strchr(p, ',')) return false;
    memmove(to, p, strlen(p) + 1);
    return true;
}

/* "12 3" is two numbers and no 123. */
static bool parted_by_blank(struct slice s)
{
    bool after_digit = false, blank = false;
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        i += utf8_next(s.s + i, s.n - i, &c);
        c = spelling_narrow(c);
        if (spelling_blank(c)) {
            blank = after_digit;
        } else {
            bool d = c >= '0' && c <= '9';
            if (d && blank) return true;
            after_digit = d;
            blank = false;
        }
    }
    return false;
}

/* Zeros behind the allowed digits say nothing: a program's 3.0 is the count 3. But 1.000 is a thousand to some. */
static void drop_idle_zeros(char *s, int decimals)
{
    char *point = strchr(s, '.');
    if (!point || !point[1] || (!decimals && strlen(point + 1) == 3)) return;
    char *keep = point + 1 + decimals, *end = s + strlen(s);
    while (end > keep && end[-1] == '0') end--;
    if (end == point + 1) end--;
    *end = 0;
}

static enum number_verdict understand(char *s, const struct number_rule *rule, struct decimal *out)
{
    if (approximate(s)) return NUMBER_APPROXIMATE;
    if (*s == '+') s++;
    if (rule->unit == UNIT_YUAN && !strncmp(s, "¥", strlen("¥"))) s += strlen("¥");
    if (!cut_unit(s, rule->unit)) return NUMBER_OTHER_UNIT;
    if (!join_thousands(s)) return NUMBER_BAD;
    drop_idle_zeros(s, rule->decimals);
    if (!decimal_parse(s, out)) {
        const char *p = s + (*s == '-');
        size_t whole = strspn(p, "0123456789");
        const char *rest = p + whole;
        bool many = whole && *rest == '.' && rest[1] && strspn(rest + 1, "0123456789") == strlen(rest + 1);
        return many ? NUMBER_FRACTION : NUMBER_BAD;
    }
    if (out->value < 0 && !rule->negative) return NUMBER_NEGATIVE;
    return out->scale > rule->decimals ? NUMBER_FRACTION : NUMBER_OK;
}

enum number_verdict number_read(struct slice s, const struct number_rule *rule, struct text *scratch, struct decimal *out)
{
    if (s.n <= 18) {                                   /* plain digits, as nearly every cell is */
        size_t i = 0;
        int64_t v = 0;
        for (; i < s.n && digit(s.s[i]); i++) v = v * 10 + (s.s[i] - '0');
        if (i && i == s.n) {
            *out = (struct decimal){v, 0};
            return NUMBER_OK;
        }
    }
    if (s.n > 200 || parted_by_blank(s)) return NUMBER_BAD;
    text_clear(scratch);
    spelling_fold(scratch, s);
    return scratch->n ? understand(scratch->bytes, rule, out) : NUMBER_BAD;
}
