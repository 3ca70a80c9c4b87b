#include "group/typed_cell.h"
#include "ledger/value.h"
#include "ledger/value_number.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_DIGITS = 15, MAX_DIGITS = 40 };

/* Rounds digits[0..n) half up to SHOWN_DIGITS; *point is where the decimal point stands among them. */
static size_t cut_digits(char *digits, size_t n, long *point)
{
    if (n > SHOWN_DIGITS) {
        bool up = digits[SHOWN_DIGITS] >= '5';
        n = SHOWN_DIGITS;
        while (up && n) {
            if (digits[n - 1] == '9') n--;
            else digits[n - 1]++, up = false;
        }
        if (up) digits[n++] = '1', (*point)++;
    }
    while (n && digits[n - 1] == '0') n--;
    return n;
}

const char *typed_digits(struct arena *arena, const char *s)
{
    char digits[MAX_DIGITS + 1];
    size_t n = 0;
    long point = 0, exponent = 0;
    bool minus = *s == '-', seen = false, behind = false;
    for (s += minus || *s == '+'; isdigit((unsigned char)*s) || (*s == '.' && !behind); s++) {
        seen |= *s != '.';
        if (*s == '.') behind = true;
        else if (n || *s != '0') {
            if (n < MAX_DIGITS) digits[n++] = *s;
            point += !behind;
        } else {
            point -= behind;
        }
    }
    if (seen && (*s == 'e' || *s == 'E')) {
        char *end;
        exponent = strtol(s + 1, &end, 10);
        if (end == s + 1 || exponent > MAX_DIGITS || exponent < -MAX_DIGITS) return NULL;
        s = end;
    }
    if (!seen || *s || point > MAX_DIGITS || point < -MAX_DIGITS) return NULL;
    point += exponent;
    n = cut_digits(digits, n, &point);
    if (!n) return "0";
    struct text t = {0};
    if (minus) text_add_char(&t, '-');
    if (point <= 0) text_add(&t, "0.");
    for (long i = point; i < 0; i++) text_add_char(&t, '0');
    for (long i = 0; i < (long)n || i < point; i++) {
        if (i == point && i > 0) text_add_char(&t, '.');
        text_add_char(&t, i < (long)n ? digits[i] : '0');
    }
    const char *out = arena_dup(arena, text_get(&t));
    text_release(&t);
    return out;
}

/* 22（其中修订16件） → the number and the note; a cell that begins with its bracket is not taken apart. */
static struct slice cut_note(struct arena *arena, const char *text, const char **note)
{
    bool odd = false;
    struct slice all = spelling_trim((struct slice){text, strlen(text)}, &odd);
    uint32_t c, last = 0;
    size_t open = 0, inner = 0, end = 0;
    *note = NULL;
    for (size_t i = 0; i < all.n;) {
        size_t used = utf8_next(all.s + i, all.n - i, &c);
        c = spelling_narrow(c);
        if (c == '(' && i && !inner) open = i, inner = i + used;
        if (i + used == all.n) last = c, end = i;
        i += used;
    }
    if (!inner || last != ')' || end < inner) return all;
    struct slice words = spelling_trim((struct slice){all.s + inner, end - inner}, &odd);
    if (words.n) *note = arena_dup_n(arena, words.s, words.n);
    return spelling_trim((struct slice){all.s, open}, &odd);
}

static const char *reason(enum number_verdict verdict)
{
    switch (verdict) {
    case NUMBER_APPROXIMATE: return "不是准数";
    case NUMBER_FRACTION: return "小数位数过多";
    case NUMBER_OTHER_UNIT: return "单位与这一列不同";
    default: return "不是数";
    }
}

static bool read_number(struct arena *arena, const struct form_slot *slot, struct slice cell, struct submission_cell *out, const char **why)
{
    bool money = slot->type == CELL_DECIMAL, ten_thousand = strstr(slot->col_label, "万元");
    struct number_rule rule = {money ? DECIMAL_MAX_SCALE : 0, true, !money ? UNIT_OF_COUNT : ten_thousand ? UNIT_TEN_THOUSAND_YUAN : UNIT_YUAN};
    struct text scratch = {0};
    char shown[DECIMAL_TEXT];
    enum number_verdict verdict = number_read(cell, &rule, &scratch, &out->number);
    text_release(&scratch);
    if (verdict != NUMBER_OK) *why = verdict == NUMBER_FRACTION && !money ? "应是整数" : reason(verdict);
    else out->shown = arena_dup(arena, decimal_format(out->number, shown));
    return verdict == NUMBER_OK;
}

bool typed_cell(struct arena *arena, const struct form_slot *slot, enum xlsx_kind kind, const char *text, struct submission_cell *out, const char **why)
{
    const char *digits;
    *out = (struct submission_cell){.address = slot->address, .empty = true};
    switch (kind) {
    case XLSX_DATE: *why = "是日期"; return false;
    case XLSX_BOOL: *why = "是真假值"; return false;
    case XLSX_ERROR: *why = "公式出错"; return false;
    case XLSX_NUMBER:
        digits = typed_digits(arena, text);
        *why = "不是数";
        out->empty = false;
        return digits && read_number(arena, slot, (struct slice){digits, strlen(digits)}, out, why);
    default: break;
    }
    struct slice number = cut_note(arena, text, &out->note);
    if (value_absent(number)) {
        out->shown = number.n ? arena_dup_n(arena, number.s, number.n) : NULL;
        return true;
    }
    out->empty = false;
    return read_number(arena, slot, number, out, why);
}

bool typed_data(enum xlsx_kind kind, const char *text)
{
    static const struct form_slot any = {.col_label = "", .type = CELL_DECIMAL};
    struct arena arena = {0};
    struct submission_cell ignored;
    const char *why;
    bool data = kind != XLSX_TEXT || typed_cell(&arena, &any, kind, text, &ignored, &why);
    struct form_slot count = {.col_label = "", .type = CELL_COUNT};
    data = data || typed_cell(&arena, &count, kind, text, &ignored, &why);
    arena_release(&arena);
    return data;
}
