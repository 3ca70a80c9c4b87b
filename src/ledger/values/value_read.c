#include "ledger/schema/cell_words.h"
#include "ledger/values/identity.h"
#include "ledger/values/personal.h"
#include "ledger/values/value_inside.h"
#include "ledger/values/value_key.h"
#include "ledger/values/value_number.h"
#include <string.h>

/* ---- texts and keys ---- */

static void text_value(struct value *v, struct slice s) { *v = (struct value){.kind = VALUE_TEXT, .text = s.s, .n = s.n}; }

/* Without invisible characters: two texts that look alike are the same text wherever they are joined or compared. */
static struct slice uncovered(struct value_reader *r, struct slice s)
{
    if (r->plain_characters) return s;
    text_clear(&r->scratch);
    if (!spelling_uncover(&r->scratch, s)) return s;
    s = (struct slice){arena_dup_n(&r->odd, text_get(&r->scratch), r->scratch.n), r->scratch.n};
    value_note(r, NOTATION_BLANK, s.s);
    return s;
}

static bool read_key(struct value_reader *r, struct slice s, struct value *v, struct fault *fault)
{
    s = uncovered(r, s);
    if (key_in_exponents(s)) {
        fault_set(fault, "A05", "编号被电子表格改成了科学记数法，原来的数字丢失了");
        return fault_expect(fault, "原来的编号（先把这一列设为文本再填）");
    }
    r->looked_at = s;
    r->look = personal_look(s);
    if (personal_key_looked_at(r->context, s, &r->look)) {
        fault_set(fault, "A05", "编号像是身份证号码、手机号码或护照等证件的号码，会随编号公开出去");
        return fault_expect(fault, "另编的编号");
    }
    if (key_cut_short(s)) {
        fault_set(fault, "A05a", "编号第 16 位起全是 0，像是被电子表格抹去了末几位");
        fault_expect(fault, "原来的编号（先把这一列设为文本再填）");
    }
    text_value(v, s);
    return true;
}

/* ---- numbers ---- */

static struct number_rule rule_of(const struct ledger_column *c)
{
    switch (c->type) {
    case COLUMN_COUNT: return (struct number_rule){0, false, UNIT_OF_COUNT};
    case COLUMN_SIGNED: return (struct number_rule){0, true, UNIT_OF_COUNT};
    case COLUMN_MONEY:
        return (struct number_rule){c->decimals, false, strstr(c->heading, "万元") ? UNIT_TEN_THOUSAND_YUAN : UNIT_YUAN};
    default: return (struct number_rule){DECIMAL_MAX_SCALE, true, UNIT_NONE};
    }
}

/* In counts 无 and 待定 are no numbers, and what is missing must not look like zero. */
static bool count_absent(struct slice s) { return value_absent(s) && !slice_is(s, "无") && !slice_is(s, "待定") && !slice_is(s, "——"); }

/* 1,234件 is 1234, and that is said; plain digits are nearly all that there is. */
static void note_number(struct value_reader *r, const struct ledger_column *c, struct slice s, struct decimal d)
{
    char plain[DECIMAL_TEXT];
    size_t i = 0;
    while (i < s.n && s.s[i] >= '0' && s.s[i] <= '9') i++;
    if (i == s.n && (i == 1 || s.s[0] != '0')) return;
    decimal_format(d, plain);
    bool sign = c->type == COLUMN_SIGNED && *s.s == '+';    /* a rise is written so */
    if (!slice_is((struct slice){s.s + sign, s.n - sign}, plain)) value_note(r, NOTATION_NUMBER, plain);
}

static bool read_number(struct value_reader *r, const struct ledger_column *c, struct slice s, struct value *v, struct fault *fault)
{
    struct number_rule rule = rule_of(c);
    struct decimal d = {0, 0}, scaled;
    bool exact = c->type == COLUMN_MONEY || c->type == COLUMN_NUMBER;
    if (count_absent(s)) {
        if (c->type == COLUMN_NUMBER && s.n) *v = (struct value){.kind = VALUE_NONE, .text = s.s, .n = s.n};
        return true;
    }
    enum number_verdict verdict = number_read(s, &rule, &r->scratch, &d);
    if (verdict == NUMBER_OK && exact && !decimal_rescale(d, MONEY_SCALE, &scaled)) verdict = NUMBER_BAD;
    if (verdict != NUMBER_OK) return number_fault(&rule, verdict, fault);
    note_number(r, c, s, d);
    *v = (struct value){.kind = VALUE_INTEGER, .integer = exact ? scaled.value : d.value, .decimals = d.scale};
    if (c->type == COLUMN_NUMBER) v->text = s.s, v->n = s.n;
    return true;
}

/* ---- agencies ---- */

/* 0 = none, or two. A register names the same ones again and again. */
static int64_t agency_of(struct value_reader *r, struct slice s)
{
    if (!r->agency_words) r->agency_words = intern_new();
    int64_t word = intern_find(r->agency_words, s.s, s.n);
    if (word) return r->agency_ids[word - 1];
    int64_t id = ledger_agencies_find_slice(r->context->agencies, s);
    if (!id) return 0;
    size_t place = (size_t)intern_number(r->agency_words, s.s, s.n) - 1;
    r->agency_ids = memory_grow(r->agency_ids, place, &r->cap_agency_ids, sizeof *r->agency_ids);
    return r->agency_ids[place] = id;
}

static bool read_agency(struct value_reader *r, struct slice s, struct value *v, struct fault *fault)
{
    const struct ledger_agencies *all = r->context->agencies;
    if (value_absent(s)) return true;
    *v = (struct value){.kind = VALUE_INTEGER, .integer = agency_of(r, s)};
    if (v->integer) return true;
    v->kind = VALUE_NONE;
    if (all->n == 1 && !all->list[0].code) {           /* known by --agency alone */
        fault_set(fault, "A15", "台账里没有机关表，机关只有 --agency 写的“%s”", all->list[0].name);
        return fault_expect(fault, "加上机关表；都是这一个机关的，--agency 照这一格写");
    }
    text_clear(&r->scratch);
    if (!ledger_agencies_near(all, s, &r->scratch)) {
        fault_set(fault, "A15", "机关表里没有这个机关");
        return fault_expect(fault, "机关表里的机关代码、名称或别名");
    }
    fault_set(fault, "A15", "机关表里没有这个机关，是不是“%s”", text_get(&r->scratch));
    return fault_expect(fault, "%s", text_get(&r->scratch));
}

/* ---- personal columns ---- */

static bool identity_ok(struct value_reader *r, struct slice s)
{
    text_clear(&r->scratch);
    if (s.n <= 64) spelling_fold(&r->scratch, s);
    const char *folded = text_get(&r->scratch);
    return identity_resident(folded, r->scratch.n) || identity_organisation(folded, r->scratch.n);
}

static bool read_personal(struct value_reader *r, const struct ledger_column *c, struct slice s, struct value *v)
{
    if (value_absent(s)) return true;
    if (c->personal == PERSONAL_LINK) text_value(v, s);
    else *v = (struct value){.kind = VALUE_INTEGER, .integer = c->personal == PERSONAL_PRESENCE || identity_ok(r, s)};
    return true;
}

/* ---- words of the office ---- */

/* What the office's own file says of the word in this column, before all that anybody else says. */
static bool read_word(struct value_reader *r, const struct ledger_column *c, struct slice s, struct value *v)
{
    enum { LONGEST = 512 };
    if (s.n > LONGEST) return false;
    text_clear(&r->scratch);
    spelling_fold(&r->scratch, s);
    const struct column_word *w = c->words;
    while (w && strcmp(w->folded, text_get(&r->scratch))) w = w->next;
    if (w && w->code) *v = (struct value){.kind = VALUE_INTEGER, .integer = c->type == COLUMN_FLAG ? w->code - 1 : w->code};
    return w;
}

/* ---- the whole ---- */

/* Cells are many, and most are longer than any word for nothing. */
static bool absent(struct slice s) { return s.n <= VALUE_LONGEST_ABSENT && value_absent(s); }

static bool read_plain(struct value_reader *r, const struct ledger_column *c, struct slice s, struct value *v, struct fault *fault)
{
    switch (c->type) {
    case COLUMN_KEY: return absent(s) || read_key(r, s, v, fault);
    case COLUMN_TEXT:
        if (!absent(s)) text_value(v, uncovered(r, s));
        return true;
    case COLUMN_PROSE:
        text_value(v, s);
        return true;
    case COLUMN_DATE: case COLUMN_MONTH: return absent(s) || value_read_date(r, c, s, v, fault);
    case COLUMN_YEAR: return value_absent(s) || value_read_year(r, s, v, fault);
    case COLUMN_COUNT: case COLUMN_SIGNED: case COLUMN_NUMBER: case COLUMN_MONEY: return read_number(r, c, s, v, fault);
    case COLUMN_FLAG: return value_read_flag(r, s, v, fault);
    case COLUMN_CODE: return value_read_code(r, c, s, v, fault);
    case COLUMN_AGENCY: return read_agency(r, s, v, fault);
    }
    return true;
}

/* Of the column that it stands in, where the word is known. */
static void advise(const struct value_reader *r, const struct ledger_column *c, struct slice s, struct fault *fault)
{
    const char *advice = r->context->schema ? cell_words_advice(r->context->schema, c, s) : NULL;
    if (advice && !strstr(fault->text, "含义不定")) fault_expect(fault, "%s", advice);
}

static bool failed_formula(struct slice s, struct fault *fault)
{
    bool narrow = s.s[1] == '#';
    fault_set(fault, "S22", narrow ? "列太窄，存下来的只有 #" : "公式出错，这一格没有值");
    return fault_expect(fault, narrow ? "把列拉宽再存，或直接填值" : "改正公式，或直接填值");
}

bool value_read(struct value_reader *r, const struct ledger_column *c, struct slice s, struct value *v, struct fault *fault)
{
    fault->id = NULL;
    r->notation = NOTATION_NONE;
    v->kind = VALUE_NONE;
    v->text = NULL;
    v->n = 0;
    if (!s.n) return true;
    if (*s.s == '#' && value_is_error(s) && c->type != COLUMN_PROSE) return failed_formula(s, fault);
    if (c->personal != PERSONAL_NO) return read_personal(r, c, s, v);
    if (c->words && read_word(r, c, s, v)) return true;
    bool ok = read_plain(r, c, s, v, fault);
    if (!ok) advise(r, c, s, fault);
    return ok;
}
