#include "manuscript/docx_inside.h"
#include <stdio.h>
#include <string.h>

/* The n-th of so many characters of UTF-8, all of the same number of bytes. */
static void add_nth(struct text *out, const char *characters, size_t bytes, int n) { text_add_n(out, characters + bytes * (size_t)n, bytes); }

/* 十一, 一百零五: with the units of tens, hundreds and thousands; `one` says 一 before the first ten too. */
static void add_counted(struct text *out, int n, const char *digits, const char *units, bool one)
{
    enum { BYTES = 3 };
    bool zero = false, begun = false;
    for (int power = 1000, unit = 2; power; power /= 10, unit--) {
        int digit = n / power % 10;
        if (!digit) {
            zero = begun;
            continue;
        }
        if (zero) add_nth(out, digits, BYTES, 0);
        if (one || begun || unit != 0 || digit != 1) add_nth(out, digits, BYTES, digit);
        if (unit >= 0) add_nth(out, units, BYTES, unit);
        zero = false, begun = true;
    }
}

static void add_digits(struct text *out, int n, const char *digits, size_t bytes)
{
    char decimal[16];
    snprintf(decimal, sizeof decimal, "%d", n);
    for (const char *d = decimal; *d; d++) add_nth(out, digits, bytes, *d - '0');
}

static void add_roman(struct text *out, int n, bool upper)
{
    static const struct { int n; const char *upper, *lower; } parts[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"}, {100, "C", "c"},
        {90, "XC", "xc"}, {50, "L", "l"}, {40, "XL", "xl"}, {10, "X", "x"}, {9, "IX", "ix"}, {5, "V", "v"}, {4, "IV", "iv"}, {1, "I", "i"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (; n >= parts[i].n; n -= parts[i].n) text_add(out, upper ? parts[i].upper : parts[i].lower);
}

/* a … z, aa … zz: the letter again and again. */
static void add_letter(struct text *out, int n, char first)
{
    for (int i = 0; i <= (n - 1) / 26; i++) text_add_char(out, (char)(first + (n - 1) % 26));
}

enum how { DECIMAL, ZERO, WIDE, DASHED, ROMAN_UPPER, ROMAN_LOWER, LETTER_UPPER, LETTER_LOWER, COUNTING, THOUSAND, LEGAL, IDEOGRAPHS, STEMS, BRANCHES, CIRCLED, BRACKETED, DOTTED,
           BRACKETED_COUNTING, NOTHING, HOWS };

static enum how how_of(const char *format)
{
    static const struct { const char *format; enum how how; } all[] = {
        {"decimal", DECIMAL}, {"decimalHalfWidth", DECIMAL}, {"decimalZero", ZERO}, {"decimalFullWidth", WIDE}, {"decimalFullWidth2", WIDE}, {"numberInDash", DASHED},
        {"upperRoman", ROMAN_UPPER}, {"lowerRoman", ROMAN_LOWER}, {"upperLetter", LETTER_UPPER}, {"lowerLetter", LETTER_LOWER},
        {"chineseCounting", COUNTING}, {"taiwaneseCounting", COUNTING}, {"chineseCountingThousand", THOUSAND}, {"taiwaneseCountingThousand", THOUSAND},
        {"japaneseCounting", THOUSAND}, {"chineseLegalSimplified", LEGAL}, {"ideographDigital", IDEOGRAPHS}, {"japaneseDigitalTenThousand", IDEOGRAPHS},
        {"taiwaneseDigital", IDEOGRAPHS}, {"ideographTraditional", STEMS}, {"ideographZodiac", BRANCHES}, {"decimalEnclosedCircle", CIRCLED},
        {"decimalEnclosedCircleChinese", CIRCLED}, {"decimalEnclosedParen", BRACKETED}, {"decimalEnclosedFullstop", DOTTED},
        {"ideographEnclosedCircle", BRACKETED_COUNTING}, {"none", NOTHING}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(all[i].format, format)) return all[i].how;
    return HOWS;
}

bool docx_count(struct text *out, const char *format, int n)
{
    static const char digits[] = "零一二三四五六七八九", legal[] = "零壹贰叁肆伍陆柒捌玖", round[] = "○一二三四五六七八九", wide[] = "０１２３４５６７８９";
    enum how how = how_of(format);
    enum { HAN = 3 };
    /* What a format has no sign for is shown in digits. */
    if (n < 1 || n > 9999 || (how == STEMS && n > 10) || (how == BRANCHES && n > 12) || (how == CIRCLED && n > 20)) how = how == HOWS || how == NOTHING ? how : DECIMAL;
    switch (how) {
    case DECIMAL:
    case HOWS: text_printf(out, "%d", n); break;
    case ZERO: text_printf(out, "%02d", n); break;
    case WIDE: add_digits(out, n, wide, HAN); break;
    case DASHED: text_printf(out, "- %d -", n); break;
    case ROMAN_UPPER:
    case ROMAN_LOWER: add_roman(out, n, how == ROMAN_UPPER); break;
    case LETTER_UPPER: add_letter(out, n, 'A'); break;
    case LETTER_LOWER: add_letter(out, n, 'a'); break;
    case COUNTING:
        if (n < 100) add_counted(out, n, digits, "十百千", false);
        else add_digits(out, n, round, HAN);
        break;
    case THOUSAND: add_counted(out, n, digits, "十百千", false); break;
    case LEGAL: add_counted(out, n, legal, "拾佰仟", true); break;
    case IDEOGRAPHS: add_digits(out, n, round, HAN); break;
    case STEMS: add_nth(out, "甲乙丙丁戊己庚辛壬癸", HAN, n - 1); break;
    case BRANCHES: add_nth(out, "子丑寅卯辰巳午未申酉戌亥", HAN, n - 1); break;
    case CIRCLED: add_nth(out, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", HAN, n - 1); break;
    case BRACKETED: text_printf(out, "(%d)", n); break;
    case DOTTED: text_printf(out, "%d.", n); break;
    case BRACKETED_COUNTING:
        text_add(out, "(");
        add_counted(out, n, digits, "十百千", false);
        text_add(out, ")");
        break;
    case NOTHING: break;
    }
    return how != HOWS;
}
