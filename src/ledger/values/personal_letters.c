#include "ledger/values/personal_inside.h"

/* Figures in circles, brackets, bold … : the first of a run, and what it stands for. */
static const struct { uint32_t first; int digit, n; } figures[] = {
    {'0', 0, 10}, {0x0660, 0, 10}, {0x06F0, 0, 10}, {0x0966, 0, 10}, {0x2070, 0, 1}, {0xB9, 1, 1}, {0xB2, 2, 2}, {0x2074, 4, 6}, {0x2080, 0, 10},
    {0x2460, 1, 9}, {0x2474, 1, 9}, {0x2488, 1, 9}, {0x24EA, 0, 1}, {0x24F5, 1, 9}, {0x24FF, 0, 1}, {0x2776, 1, 9}, {0x2780, 1, 9}, {0x278A, 1, 9},
    {0x3220, 1, 9}, {0x3280, 1, 9}, {0xFF10, 0, 10}, {0x1D7CE, 0, 10}, {0x1D7D8, 0, 10}, {0x1D7E2, 0, 10}, {0x1D7EC, 0, 10}, {0x1D7F6, 0, 10},
    {0x1F100, 0, 1}, {0x1F101, 0, 10},
};

static bool is_common_han(uint32_t c) { return c >= 0x3400 && c <= 0x9FFF; }

/* Nor are there figures in common punctuation: “ … 〔 、. */
static bool has_no_figure(uint32_t c) { return is_common_han(c) || (c >= 0x2010 && c < 0x2070) || (c >= 0x3000 && c < 0x3220); }

int personal_figure(uint32_t c)
{
    if (c < 0x80) return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
    if (has_no_figure(c)) return -1;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (c >= figures[i].first && c < figures[i].first + (uint32_t)figures[i].n) return figures[i].digit + (int)(c - figures[i].first);
    return -1;
}

#define BIT(c) ((uint64_t)1 << ((c)&63))
const uint64_t personal_digit_bits = BIT(U'零') | BIT(U'一') | BIT(U'壹') | BIT(U'幺') | BIT(U'二') | BIT(U'贰') | BIT(U'两') | BIT(U'三') | BIT(U'叁') | BIT(U'叄') | BIT(U'四') | BIT(U'肆') |
                                     BIT(U'五') | BIT(U'伍') | BIT(U'六') | BIT(U'陆') | BIT(U'陸') | BIT(U'七') | BIT(U'柒') | BIT(U'八') | BIT(U'捌') | BIT(U'九') | BIT(U'玖');

int personal_digit(uint32_t c)
{
    if (is_common_han(c) && !(personal_digit_bits >> (c & 63) & 1)) return -1;
    switch (c) {
    case U'〇': case U'零': case U'○': return 0;
    case U'一': case U'壹': case U'幺': return 1;
    case U'二': case U'贰': case U'两': return 2;
    case U'三': case U'叁': case U'叄': return 3;
    case U'四': case U'肆': return 4;
    case U'五': case U'伍': return 5;
    case U'六': case U'陆': case U'陸': return 6;
    case U'七': case U'柒': return 7;
    case U'八': case U'捌': return 8;
    case U'九': case U'玖': return 9;
    default: return personal_figure(c);
    }
}

char personal_plain(uint32_t c)
{
    int digit = personal_digit(c);
    if (digit >= 0) return (char)('0' + digit);
    if (c >= 0x3400 && c <= 0x9FFF) return 0;
    switch (c) {
    case '*': case U'＊': case U'×': case U'✱': case U'∗': case U'﹡': case U'※': case U'●': case U'■': case U'□': case U'◆': case U'█': case U'▇': return '*';
    case 'X': case 'x': case 0xFF38: case 0xFF58: case 0x2169: case 0x2179: return 'X';
    default: return 0;
    }
}

bool personal_is_separator(uint32_t c)
{
    if (c < 0x80) return !((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'));
    if (is_common_han(c)) return false;
    return personal_digit(c) < 0 && (spelling_blank(c) || (c >= 0x80 && c < 0xC0) || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c < 0x2E80) || (c >= 0x3000 && c < 0x3040) ||
                                     (c >= 0xFE10 && c < 0xFE70) || (c >= 0xFF00 && c < 0xFF21) || (c >= 0xFF5B && c < 0xFF66) || c == 0x30FB || c == 0x30FC || c >= 0x1F000);
}

/* 〔 、 《: neither blank nor figure, and in most numbers of documents. */
static bool is_bracket(uint32_t c) { return c > 0x3000 && c < 0x302A; }

/* Marks that are set upon the letter before, as in 1️⃣. */
static bool is_upon(uint32_t c) { return (c >= 0x300 && c < 0x370) || (c >= 0x20D0 && c < 0x2100) || (c >= 0xFE00 && c < 0xFE10) || spelling_invisible(c); }

bool personal_letter_next_odd(struct slice text, size_t *i, struct personal_letter *letter)
{
    while (*i < text.n) {
        uint32_t c;
        size_t from = *i;
        *i += utf8_next(text.s + from, text.n - from, &c);
        if (c >= 0x80 && !is_common_han(c) && !is_bracket(c)) {
            if (is_upon(c)) continue;
            int digit = personal_figure(c);
            c = digit >= 0 ? (uint32_t)('0' + digit) : spelling_narrow(c);
        }
        if (c >= 'a' && c <= 'z') c -= 'a' - 'A';
        *letter = (struct personal_letter){c, (uint32_t)from, (uint32_t)*i};
        return true;
    }
    return false;
}

void personal_letters_of(struct slice text, struct personal_letters *out)
{
    size_t i = 0;
    *out = (struct personal_letters){memory_resize(NULL, (text.n + 1) * sizeof *out->list), 0, NULL};
    while (personal_letter_next(text, &i, &out->list[out->n])) out->n++;
}
