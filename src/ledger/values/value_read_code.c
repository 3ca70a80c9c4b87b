#include "ledger/schema/codes.h"
#include "ledger/values/date_near.h"
#include "ledger/values/value_inside.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

bool value_read_flag(struct value_reader *r, struct slice s, struct value *v, struct fault *fault)
{
    static const char *const yes[] = {"Y", "是", "有", "1", "YES", "TRUE", "√", "✓"};
    static const char *const no[] = {"N", "否", "无", "0", "NO", "FALSE", "×"};
    text_clear(&r->scratch);
    if (s.n <= 32) spelling_fold(&r->scratch, s);
    struct slice folded = {text_get(&r->scratch), r->scratch.n};
    if (folded.n == strlen("1.0") && !memcmp(folded.s + 1, ".0", 2)) folded.n = 1;
    *v = (struct value){.kind = VALUE_INTEGER, .integer = 1};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (slice_is(folded, yes[i])) return true;
    v->integer = 0;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (slice_is(folded, no[i])) return true;
    v->kind = VALUE_NONE;
    if (value_absent(s)) return true;
    fault_set(fault, "S07", "看不出是或否");
    return fault_expect(fault, "Y 或 N（是、否）");
}

/* The codes that begin so, with their names; a name that is a sentence is cut. */
static void expect_codes(const struct code_list *list, const char *begin, struct fault *fault)
{
    enum { LONGEST = 3 * 14 };
    struct text all = {0};
    for (size_t i = 0; i < list->n; i++) {
        const char *choice = list->codes[i].choice;
        if (list->codes[i].shared || strncmp(list->codes[i].code, begin, strlen(begin))) continue;
        bool cut = strlen(choice) > LONGEST + strlen("…");
        char shown[LONGEST + 1];
        snprintf(shown, sizeof shown, "%s", choice);
        utf8_drop_cut(shown);
        text_printf(&all, "%s%s%s", all.n ? "、" : "", cut ? shown : choice, cut ? "…" : "");
    }
    fault_expect(fault, "%s", text_get(&all));
    text_release(&all);
}

/* A spreadsheet makes the 6th of March of 3.6. */
static bool was_date(const struct ledger_column *c, struct slice s, struct fault *fault, const char *id)
{
    int month, day;
    char code[32];
    if (!month_and_day_read(s, &month, &day)) return false;
    snprintf(code, sizeof code, "%d.%d", month, day);
    int found = code_find(c->codes, code);
    fault_set(fault, id, found ? "%s被电子表格改成了日期，原来填的大概是 %s" : "%s里是日期，大概是填错了列，或被电子表格改过", c->heading, code);
    if (found) fault_expect(fault, "%s（先把这一列设为文本再填）", c->codes->codes[found - 1].choice);
    else expect_codes(c->codes, "", fault);
    return true;
}

static bool unknown_code(const struct ledger_column *c, struct slice s, int found, struct fault *fault)
{
    const struct code_list *list = c->codes;
    const char *id = !strcmp(list->name, "applicant_kinds") ? "A08" : !strcmp(list->name, "channels") ? "A11" : "S07";
    if (!found && was_date(c, s, fault, id)) return false;
    const char *among = found < 0 ? list->ambiguous[-found - 1].among : "";
    if (found < 0) fault_set(fault, id, "含义不定：%s", list->ambiguous[-found - 1].advice);
    else fault_set(fault, id, "不认识的%s", c->heading);
    if (among) expect_codes(list, among, fault);
    return false;
}

/* Where the spelling of a list is remembered; NULL where it is too long for that. */
static struct known_code *known_at(struct value_reader *r, const struct code_list *list, struct slice s)
{
    struct known_code *k = r->known + ((unsigned char)s.s[0] * 5 + (unsigned char)s.s[s.n - 1] * 3 + s.n + ((uintptr_t)list >> 4)) % VALUE_KNOWN_CODES;
    return s.n <= sizeof k->spelling ? k : NULL;
}

static bool is_known(const struct known_code *k, const struct code_list *list, struct slice s)
{
    return k && k->list == list && k->n == s.n && !memcmp(k->spelling, s.s, s.n);
}

bool value_read_code(struct value_reader *r, const struct ledger_column *c, struct slice s, struct value *v, struct fault *fault)
{
    struct known_code *known = known_at(r, c->codes, s);
    if (is_known(known, c->codes, s)) {
        *v = (struct value){.kind = VALUE_INTEGER, .integer = known->code, .suggests = known->suggests};
        return true;
    }
    int found = codes_find(c->codes, s, &r->scratch);
    bool odd = false;
    if (found <= 0 && value_absent(s)) return true;
    if (!found) odd = (found = codes_find_odd(c->codes, s, &r->scratch)) > 0;
    if (found <= 0) return unknown_code(c, s, found, fault);
    *v = (struct value){.kind = VALUE_INTEGER, .integer = found};
    if (c->codes->shared && !c->codes->codes[found - 1].shared) v->suggests = codes_find_shared(c->codes, s, &r->scratch);
    if (odd) value_note(r, NOTATION_CODE, c->codes->codes[found - 1].choice);
    else if (known) {
        *known = (struct known_code){.list = c->codes, .n = s.n, .code = found, .suggests = v->suggests};
        memcpy(known->spelling, s.s, s.n);
    }
    return true;
}
