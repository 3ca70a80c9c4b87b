#include "ledger/values/personal_inside.h"

/* Figures in circles, brackets, bold … : the first of a run, and what it stands for. */
static const struct { uint32_t first; int digit, n; } figures[] = {
    {'0', 0, 10}, {0x0660, 0, 10}, {0x06F0, 0, 10}, {0x0966, 0, 10}, {0x2070, 0, 1}, {0xB9, 1, 1}, {0xB2, 2, 2}, {0x2074, 4, 6}, {0x2080, 0, 10},
    {0x2460, 1, 9}, {0x2474, 1, 9}, {0x2488, 1, 9}, {0x24EA, 0, 1}, {0x24F5, 1, 9}, {0x24FF, 0, 1}, {0x2776, 1, 9}, {0x2780, 1, 9}, {0x278A, 1, 9},
    {0x3220, 1, 9}, {0x3280, 1, 9}, {0xFF10, 0, 10}, {0x1D7CE, 0, 10}, {0x1D7D8, 0, 10}, {0x1D7E2, 0, 10}, {0x1D7EC, 0, 10}, {0x1D7F6, 0, 10},
    {0x1F100, 0, 1}, {0x1F101, 0, 10},
};

int personal_figure(uint32_t c)
{
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (c >= figures[i].first && c < figures[i].first + (uint32_t)figures[i].n) return figures[i].digit + (int)(c - figures[i].first);
    return -1;
}

int personal_digit(uint32_t c)
{
    static const uint32_t words[] = U"〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖○幺两叄肆伍陸柒捌玖";
    for (size_t i = 0; c >= 0x80 && words[i]; i++)
        if (words[i] == c) return (int)(i % 10);
    return personal_figure(c);
}

bool personal_is_separator(uint32_t c)
{
    if (c < 0x80) return !((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'));
    return personal_digit(c) < 0 && (spelling_blank(c) || (c >= 0x80 && c < 0xC0) || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c < 0x2E80) || (c >= 0x3000 && c < 0x3040) ||
                                     (c >= 0xFE10 && c < 0xFE70) || (c >= 0xFF00 && c < 0xFF21) || (c >= 0xFF5B && c < 0xFF66) || c == 0x30FB || c == 0x30FC || c >= 0x1F000);
}

/* Marks that are set upon the letter before, as in 1️⃣. */
static bool is_upon(uint32_t c) { return (c >= 0x300 && c < 0x370) || (c >= 0x20D0 && c < 0x2100) || (c >= 0xFE00 && c < 0xFE10) || spelling_invisible(c); }

void personal_letters_of(struct slice text, struct personal_letters *out)
{
    *out = (struct personal_letters){memory_alloc((text.n + 1) * sizeof *out->list), 0};
    for (size_t i = 0, used; i < text.n; i += used) {
        uint32_t c;
        used = utf8_next(text.s + i, text.n - i, &c);
        if (is_upon(c)) continue;
        int digit = personal_figure(c);
        c = digit >= 0 ? (uint32_t)('0' + digit) : spelling_narrow(c);
        if (c >= 'a' && c <= 'z') c -= 'a' - 'A';
        out->list[out->n++] = (struct personal_letter){c, (uint32_t)i, (uint32_t)(i + used)};
    }
}
