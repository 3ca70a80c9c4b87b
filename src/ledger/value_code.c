#include "ledger/value_code.h"
#include "ledger/codes.h"
#include "ledger/value.h"
#include <string.h>

bool flag_value(struct text *scratch, struct slice s, struct value *v, struct fault *fault)
{
    static const char *const yes[] = {"Y", "是", "有", "1", "YES", "TRUE", "√", "✓"};
    static const char *const no[] = {"N", "否", "无", "0", "NO", "FALSE", "×"};
    text_clear(scratch);
    if (s.n <= 32) spelling_fold(scratch, s);
    struct slice folded = {text_get(scratch), scratch->n};
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

static bool unknown_code(const struct column *c, int found, struct fault *fault)
{
    const struct code_list *list = c->codes;
    const char *id = !strcmp(list->name, "applicant_kinds") ? "A08" : !strcmp(list->name, "channels") ? "A11" : "S07";
    if (found < 0) fault_set(fault, id, "含义不定：%s", list->ambiguous[-found - 1].advice);
    else fault_set(fault, id, "不认识的%s", c->heading);
    struct text all = {0};
    for (size_t i = 0; i < list->n; i++) {
        text_add(&all, i ? "、" : "");
        text_add(&all, list->codes[i].code);
        if (list->n <= 12 && strcmp(list->codes[i].code, list->codes[i].label)) text_printf(&all, " %s", list->codes[i].label);
    }
    fault_expect(fault, "%s", text_get(&all));
    text_release(&all);
    return false;
}

bool code_value(struct text *scratch, const struct column *c, struct slice s, struct value *v, struct fault *fault)
{
    int found = codes_find(c->codes, s, scratch);
    if (found <= 0 && value_absent(s)) return true;
    if (found <= 0) return unknown_code(c, found, fault);
    *v = (struct value){.kind = VALUE_INTEGER, .integer = found};
    return true;
}
