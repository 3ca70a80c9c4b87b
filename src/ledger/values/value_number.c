#include "ledger/values/value_number.h"
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
    char *needed = point + 1 + decimals, *end = s + strlen(s);
    while (end > needed && end[-1] == '0') end--;
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

bool number_likely(struct decimal number, enum number_unit unit)
{
    static const int64_t most[] = {[UNIT_OF_COUNT] = 999999999, [UNIT_YUAN] = 999999999999, [UNIT_TEN_THOUSAND_YUAN] = 99999999, [UNIT_NONE] = 999999999999};
    for (int i = 0; i < number.scale; i++) number.value /= 10;
    return number.value <= most[unit] && number.value >= -most[unit];
}

static enum number_verdict read_number(struct slice s, const struct number_rule *rule, struct text *scratch, struct decimal *out)
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

/* Eleven bare figures that begin as a mobile does: 13812345678元, 13,812,345,678 and 13812345678.00 say that they are amounts. */
static bool is_mobile(struct slice s, struct text *scratch)
{
    enum { FIGURES = 11 };
    text_clear(scratch);
    if (s.n > 3 * FIGURES) return false;
    spelling_fold(scratch, s);
    const char *t = text_get(scratch);
    return scratch->n == FIGURES && strspn(t, "0123456789") == FIGURES && t[0] == '1' && t[1] >= '3';
}

enum number_verdict number_read(struct slice s, const struct number_rule *rule, struct text *scratch, struct decimal *out)
{
    enum number_verdict verdict = read_number(s, rule, scratch, out);
    return verdict == NUMBER_OK && (!number_likely(*out, rule->unit) || is_mobile(s, scratch)) ? NUMBER_NOT_LIKELY : verdict;
}

bool number_fault(const struct number_rule *rule, enum number_verdict why, struct fault *fault)
{
    bool whole = rule->unit == UNIT_OF_COUNT, ten_thousand = rule->unit == UNIT_TEN_THOUSAND_YUAN;
    switch (why) {
    case NUMBER_APPROXIMATE: fault_set(fault, "A20", "不能是约数"); break;
    case NUMBER_NEGATIVE: fault_set(fault, "A20", "不能是负数"); break;
    case NUMBER_FRACTION: fault_set(fault, "A20", whole ? "不是整数" : "小数位太多"); break;
    case NUMBER_OTHER_UNIT: fault_set(fault, "A20", "单位与这一列的不同"); break;
    case NUMBER_NOT_LIKELY:
        fault_set(fault, "A20", "像是手机号码、证件号码这样的号码填到了数里，或者数大得不可能");
        fault->hides = true;
        return fault_expect(fault, whole ? "准确的整数" : "金额；确是金额的，写上单位，或写到分（末尾加 .00，工作簿里先设成文本）");
    default: fault_set(fault, "A20", "不是数字");
    }
    if (whole) return fault_expect(fault, rule->negative ? "准确的整数" : "不小于 0 的准确整数");
    if (rule->unit == UNIT_NONE) return fault_expect(fault, "数字，小数不超过 %d 位", rule->decimals);
    return fault_expect(fault, "不小于 0 的金额，单位%s，小数不超过 %d 位", ten_thousand ? "万元" : "元", rule->decimals);
}
