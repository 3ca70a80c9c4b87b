#include "ledger/schema/codes.h"
#include "base/yaml.h"
#include <stdlib.h>
#include <string.h>

/* ---- looking up ---- */

static int meaning(const struct code_list *list, const char *s, size_t n)
{
    int64_t number = intern_find(list->spellings, s, n);
    return number ? list->meanings[number - 1] : 0;
}

/* Past "（一）", "(1)", "一、", "1." or "1、" of a folded text; the text itself where there is no such number. */
static const char *past_number(const char *s)
{
    static const char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
                                         "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    static const char *const ends[] = {".", "、", "．"};
    const char *p = s + (*s == '(');
    size_t count = 0;
    for (size_t i = 0; i < sizeof digits / sizeof *digits && count < 3;) {
        size_t n = strlen(digits[i]);
        if (strncmp(p, digits[i], n)) {
            i++;
            continue;
        }
        p += n;
        count++;
        i = 0;
    }
    if (!count) return s;
    if (*s == '(') return *p == ')' ? p + 1 : s;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (!strncmp(p, ends[i], strlen(ends[i]))) return p + strlen(ends[i]);
    return s;
}

/* "A1自然人" or "A1-自然人": the code and the rest must agree. */
static int with_label(const struct code_list *list, const char *s)
{
    for (size_t i = 0; i < list->n; i++) {
        size_t n = strlen(list->codes[i].code);
        if (strncmp(s, list->codes[i].code, n) || !s[n]) continue;
        const char *rest = s + n;
        rest += strspn(rest, "-.:");
        if ((unsigned char)*rest >= 0x80 && meaning(list, rest, strlen(rest)) == (int)i + 1) return (int)i + 1;
    }
    return 0;
}

int codes_find(const struct code_list *list, struct slice cell, struct text *scratch)
{
    int found = meaning(list, cell.s, cell.n);
    if (found || cell.n > 512) return found;
    text_clear(scratch);
    spelling_fold(scratch, cell);
    const char *folded = text_get(scratch);
    if ((found = meaning(list, folded, scratch->n)) || (found = with_label(list, folded))) return found;
    const char *rest = past_number(folded);
    /* Behind a number stands a label; "1.1" is not code 1. */
    return rest != folded && (unsigned char)*rest >= 0x80 ? meaning(list, rest, strlen(rest)) : 0;
}

/* 3.60 and 1.0 are what programs make of 3.6 and 1. */
static int without_zeros(const struct code_list *list, const char *s, size_t n)
{
    size_t whole = strspn(s, "0123456789");
    if (!whole || s[whole] != '.' || whole + 1 + strspn(s + whole + 1, "0123456789") != n || s[n - 1] != '0') return 0;
    while (s[n - 1] == '0') n--;
    return meaning(list, s, n - (s[n - 1] == '.'));
}

/* The narrow word must be one of what the wide one can mean, or say the same; else the wide one is as unclear as alone. */
static int together(const struct code_list *list, int wide, int narrow)
{
    if (wide >= 0) return wide == narrow ? wide : 0;
    const char *among = list->ambiguous[-wide - 1].among;
    return narrow > 0 && among && !strncmp(list->codes[narrow - 1].code, among, strlen(among)) ? narrow : wide;
}

static const char *const marks[] = {"(", ":", "-", "—", "/", "[", "〔", "【"}, *const ends[] = {")", "]", "〕", "】"};

/* 不予公开（商业秘密): the word before the mark and the word behind it. */
static bool parted(const char *s, size_t n, const char *mark, struct slice *wide, struct slice *narrow)
{
    const char *at = strstr(s, mark), *behind = at;
    if (!at || at == s) return false;
    while (!strncmp(behind, mark, strlen(mark))) behind += strlen(mark);
    size_t rest = n - (size_t)(behind - s);
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
        size_t end = strlen(ends[k]);
        if (rest > end && !memcmp(behind + rest - end, ends[k], end)) rest -= end;
    }
    *wide = (struct slice){s, (size_t)(at - s)};
    *narrow = (struct slice){behind, rest};
    return true;
}

int codes_find_odd(const struct code_list *list, struct slice cell, struct text *scratch)
{
    if (cell.n > 512) return 0;
    text_clear(scratch);
    spelling_fold(scratch, cell);
    const char *s = text_get(scratch);
    size_t n = scratch->n;
    int found = without_zeros(list, s, n);
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !found; i++) {
        struct slice before, behind;
        if (!parted(s, n, marks[i], &before, &behind)) continue;
        int wide = meaning(list, before.s, before.n);
        if (wide) found = together(list, wide, meaning(list, behind.s, behind.n));
    }
    return found;
}

static int shared_meaning(const struct code_list *list, const char *s, size_t n)
{
    int64_t number = intern_find(list->shared, s, n);
    return number ? list->shared_codes[number - 1] : 0;
}

int codes_find_shared(const struct code_list *list, struct slice cell, struct text *scratch)
{
    if (!list->shared || cell.n > 512) return 0;
    text_clear(scratch);
    spelling_fold(scratch, cell);
    const char *s = text_get(scratch), *rest = past_number(s);
    int found = shared_meaning(list, s, scratch->n);
    if (!found) found = shared_meaning(list, rest, strlen(rest));
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !found; i++) {
        struct slice wide, narrow;
        if (!parted(s, scratch->n, marks[i], &wide, &narrow)) continue;
        int of_wide = meaning(list, wide.s, wide.n);
        if (of_wide < 0 && together(list, of_wide, meaning(list, narrow.s, narrow.n)) > 0) found = shared_meaning(list, narrow.s, narrow.n);
    }
    return found;
}

int code_find(const struct code_list *list, const char *code)
{
    for (size_t i = 0; i < list->n; i++)
        if (!strcmp(list->codes[i].code, code)) return (int)i + 1;
    return 0;
}

/* ---- reading codes.yaml ---- */

static bool learn(struct code_list *list, const char *s, size_t n, int what)
{
    int64_t number = intern_number(list->spellings, s, n);
    if ((size_t)number <= list->n_meanings) return list->meanings[number - 1] == what;
    list->meanings = memory_grow(list->meanings, list->n_meanings, &list->cap_meanings, sizeof *list->meanings);
    list->meanings[list->n_meanings++] = what;
    return true;
}

/* A shared code has all its spellings for itself, and those in the list that no other code has. */
static bool learn_shared(struct code_list *list, const char *s, size_t n, int code)
{
    int64_t number = intern_number(list->shared, s, n);
    if ((size_t)number <= list->n_shared) return list->shared_codes[number - 1] == code;
    list->shared_codes = memory_grow(list->shared_codes, list->n_shared, &list->cap_shared, sizeof *list->shared_codes);
    list->shared_codes[list->n_shared++] = code;
    return meaning(list, s, n) || learn(list, s, n, code);
}

static bool learn_spelling(struct code_list *list, const char *s, int what)
{
    struct text folded = {0};
    spelling_fold(&folded, (struct slice){s, strlen(s)});
    bool shared = what > 0 && list->codes[what - 1].shared;
    bool ok = (shared ? learn_shared : learn)(list, s, strlen(s), what) && (shared ? learn_shared : learn)(list, text_get(&folded), folded.n, what);
    text_release(&folded);
    return ok;
}

/* Codes that are only places in a list are not shown. */
static const char *choice_of(struct arena *arena, const struct code *c, bool labels)
{
    return labels || !strcmp(c->code, c->label) ? c->label : arena_printf(arena, "%s %s", c->code, c->label);
}

static bool read_code(struct schema *schema, struct code_list *list, bool labels, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"code", "label", "aliases", "shared", NULL};
    const char *code, *label;
    if (!yaml_only(y, item, keys, diag)) return false;
    if (!yaml_need(y, item, "code", &code, diag) || !yaml_need(y, item, "label", &label, diag)) return false;
    const yaml_item *aliases = yaml_get(y, item, "aliases");
    struct code *c = &list->codes[list->n++];
    *c = (struct code){.code = arena_dup(&schema->arena, code), .label = arena_dup(&schema->arena, label)};
    c->choice = choice_of(&schema->arena, c, labels);
    if (!yaml_flag(y, item, "shared", &c->shared, diag)) return false;
    if (c->shared && !list->shared) list->shared = intern_new();
    c->n_aliases = yaml_count(aliases);
    c->aliases = arena_alloc(&schema->arena, c->n_aliases * sizeof *c->aliases);
    int place = (int)list->n;
    bool known = learn_spelling(list, code, place) && learn_spelling(list, label, place);
    for (size_t i = 0; i < c->n_aliases; i++) {
        const char *alias = yaml_text(y, yaml_at(y, aliases, i));
        if (!alias) return yaml_fail(diag, y, item, "aliases 应是文字的列表");
        c->aliases[i] = arena_dup(&schema->arena, alias);
        known = known && learn_spelling(list, alias, place);
    }
    return known || yaml_fail(diag, y, item, "“%s”的写法与同表另一个代码相同", code);
}

static bool read_ambiguous(struct schema *schema, struct code_list *list, struct yaml *y, const yaml_item *items, struct diag *diag)
{
    static const char *const keys[] = {"label", "advice", "among", NULL};
    list->ambiguous = arena_alloc(&schema->arena, yaml_count(items) * sizeof *list->ambiguous);
    for (size_t i = 0; i < yaml_count(items); i++) {
        const yaml_item *item = yaml_at(y, items, i);
        const char *label, *advice;
        if (!yaml_only(y, item, keys, diag)) return false;
        if (!yaml_need(y, item, "label", &label, diag) || !yaml_need(y, item, "advice", &advice, diag)) return false;
        const char *among = yaml_text(y, yaml_get(y, item, "among"));
        list->ambiguous[i].among = among ? arena_dup(&schema->arena, among) : NULL;
        list->ambiguous[i].label = arena_dup(&schema->arena, label);
        list->ambiguous[i].advice = arena_dup(&schema->arena, advice);
        list->n_ambiguous = i + 1;
        if (!learn_spelling(list, label, -(int)(i + 1))) return yaml_fail(diag, y, item, "“%s”已是一个代码的写法", label);
    }
    return true;
}

static bool read_list(struct schema *schema, struct code_list *list, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"pick", "codes", "ambiguous", NULL};
    if (!yaml_only(y, item, keys, diag)) return false;
    const yaml_item *codes = yaml_get(y, item, "codes");
    const char *pick = yaml_text(y, yaml_get(y, item, "pick"));
    if (pick && strcmp(pick, "label")) return yaml_fail(diag, y, item, "pick 只能是 label");
    if (!yaml_count(codes)) return yaml_fail(diag, y, item, "代码表里没有代码");
    list->codes = arena_alloc(&schema->arena, yaml_count(codes) * sizeof *list->codes);
    for (size_t i = 0; i < yaml_count(codes); i++)
        if (!read_code(schema, list, pick, y, yaml_at(y, codes, i), diag)) return false;
    return read_ambiguous(schema, list, y, yaml_get(y, item, "ambiguous"), diag);
}

bool codes_read(struct schema *schema, const char *path, struct diag *diag)
{
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    yaml_item *root = yaml_root(y);
    schema->lists = arena_alloc(&schema->arena, yaml_count(root) * sizeof *schema->lists);
    bool ok = true;
    for (size_t i = 0; ok && i < yaml_count(root); i++) {
        struct code_list *list = &schema->lists[schema->n_lists++];
        list->name = arena_dup(&schema->arena, yaml_key(y, root, i));
        list->spellings = intern_new();
        ok = read_list(schema, list, y, yaml_at(y, root, i), diag);
    }
    yaml_close(y);
    return ok;
}

void codes_release(struct code_list *list)
{
    intern_free(list->spellings);
    free(list->meanings);
    if (list->shared) intern_free(list->shared);
    free(list->shared_codes);
}
