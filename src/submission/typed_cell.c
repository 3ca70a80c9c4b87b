#include "submission/typed_cell.h"
#include "ledger/values/guard.h"
#include "ledger/values/value.h"
#include "ledger/values/value_number.h"
#include "workbook/xlsx_number.h"
#include <string.h>

/* Words on a line below a number, with a number of their own: 其中修订16件. A unit below it is no note, nor is the rest of its digits. */
static size_t note_below(struct slice all)
{
    enum { HAN = 0x4E00, LAST_HAN = 0x9FFF };
    const char *line = memchr(all.s, '\n', all.n);
    size_t at = line ? (size_t)(line - all.s) + 1 : all.n;
    uint32_t c = 0;
    if (at < all.n) utf8_next(all.s + at, all.n - at, &c);
    bool holds = false;
    for (size_t i = at; i < all.n; i++) holds |= all.s[i] >= '0' && all.s[i] <= '9';
    return c >= HAN && c <= LAST_HAN && holds ? at : 0;
}

/* 22（其中修订16件） → the number and the note; also without brackets where it stands on a line below. A cell that begins with the
 * bracket is left whole. */
static struct slice cut_note(struct arena *arena, const char *text, const char **note)
{
    bool odd = false;
    struct slice all = spelling_trim(guard_off((struct slice){text, strlen(text)}), &odd);
    uint32_t c, last = 0;
    size_t open = 0, inner = 0, end = 0;
    *note = NULL;
    size_t below = note_below(all);
    if (below && !memchr(all.s + below, '\n', all.n - below)) {
        *note = arena_dup_n(arena, all.s + below, all.n - below);
        return spelling_trim((struct slice){all.s, below}, &odd);
    }
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

static const char not_likely[] = "像是手机号码、证件号码这样的号码，或者数大得不可能";

static const char *reason(enum number_verdict verdict)
{
    switch (verdict) {
    case NUMBER_APPROXIMATE: return "不是准数";
    case NUMBER_FRACTION: return "小数位数过多";
    case NUMBER_OTHER_UNIT: return "单位与这一列不同";
    case NUMBER_NOT_LIKELY: return not_likely;
    default: return "不是数";
    }
}

enum number_unit typed_unit(const struct form_slot *slot)
{
    const char *said = slot->unit ? slot->unit : slot->col_label;
    return slot->type != CELL_DECIMAL ? UNIT_OF_COUNT : strstr(said, "万元") ? UNIT_TEN_THOUSAND_YUAN : UNIT_YUAN;
}

bool typed_hides(const char *why) { return why == not_likely; }

static bool read_number(struct arena *arena, const struct form_slot *slot, struct slice cell, struct submission_cell *out, const char **why)
{
    bool money = slot->type == CELL_DECIMAL;
    struct number_rule rule = {money ? DECIMAL_MAX_SCALE : 0, true, typed_unit(slot)};
    struct text scratch = {0};
    char shown[DECIMAL_TEXT];
    enum number_verdict verdict = number_read(cell, &rule, &scratch, &out->number);
    if (verdict == NUMBER_NOT_LIKELY && rule.unit == UNIT_YUAN) {   /* the form's column says that it is an amount: 13812345678 */
        struct text yuan = {0};
        text_add_n(&yuan, cell.s, cell.n);
        text_add(&yuan, "元");
        verdict = number_read((struct slice){text_get(&yuan), yuan.n}, &rule, &scratch, &out->number);
        text_release(&yuan);
    }
    text_release(&scratch);
    if (verdict != NUMBER_OK) *why = verdict == NUMBER_FRACTION && !money ? "应是整数" : reason(verdict);
    else out->shown = arena_dup(arena, decimal_format(out->number, shown));
    return verdict == NUMBER_OK;
}

bool typed_cell(struct arena *arena, const struct form_slot *slot, enum xlsx_kind kind, const char *text, struct submission_cell *out, const char **why)
{
    struct text digits = {0};
    *out = (struct submission_cell){.address = slot->address, .empty = true};
    switch (kind) {
    case XLSX_DATE: *why = "是日期"; return false;
    case XLSX_BOOL: *why = "是真假值"; return false;
    case XLSX_ERROR: *why = "公式出错"; return false;
    case XLSX_NOT_COMPUTED: *why = "公式没有算出数"; return false;
    case XLSX_NUMBER:
        out->empty = false;
        xlsx_number_write(&digits, text, strlen(text));
        bool read = read_number(arena, slot, (struct slice){text_get(&digits), digits.n}, out, why);
        text_release(&digits);
        return read;
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
    const char *why = NULL;
    bool data = kind != XLSX_TEXT || typed_cell(&arena, &any, kind, text, &ignored, &why);
    struct form_slot count = {.col_label = "", .type = CELL_COUNT};
    data = data || typed_cell(&arena, &count, kind, text, &ignored, &why);
    arena_release(&arena);
    return data || typed_hides(why);
}

bool typed_number(enum xlsx_kind kind, const char *text)
{
    bool digit = false;
    for (const char *p = text; *p; p++) digit |= (*p >= '0' && *p <= '9') || (!strncmp(p, "\xEF\xBC", 2) && (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0x99);
    return (kind == XLSX_NUMBER || kind == XLSX_TEXT) && digit && typed_data(kind, text);
}
