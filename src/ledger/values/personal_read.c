#include "base/yaml.h"
#include "ledger/values/personal_inside.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TRIES = 100000, WITHIN = 6, LONGEST = 200 };

static struct personal_word word_of(struct arena *a, const char *s, size_t n)
{
    struct personal_letters letters;
    personal_letters_of((struct slice){s, n}, &letters);
    struct personal_word w = {arena_alloc(a, (letters.n + 1) * sizeof *w.c), letters.n};
    for (size_t i = 0; i < letters.n; i++) w.c[i] = letters.list[i].c;
    free(letters.list);
    return w;
}

static bool read_words(struct arena *a, struct yaml *y, const yaml_item *list, struct personal_words *out, struct diag *diag)
{
    out->list = arena_alloc(a, (yaml_count(list) + 1) * sizeof *out->list);
    for (size_t i = 0; i < yaml_count(list); i++) {
        const char *s = yaml_text(y, yaml_at(y, list, i));
        if (!s) return yaml_fail(diag, y, list, "应是词的列表");
        out->list[out->n++] = word_of(a, s, strlen(s));
    }
    return true;
}

/* 路|街|巷, or 室? */
static void read_alternatives(struct arena *a, const char *s, struct personal_part *p)
{
    size_t n = strlen(s), most = 1;
    for (const char *bar = s; (bar = strchr(bar, '|')); bar++) most++;
    p->class = PERSONAL_WORDS;
    p->min = p->max = 1;
    if (n && s[n - 1] == '?') p->min = 0, n--;
    p->words.list = arena_alloc(a, most * sizeof *p->words.list);
    for (const char *from = s, *end = s + n; from <= end;) {
        const char *bar = memchr(from, '|', (size_t)(end - from)), *to = bar ? bar : end;
        p->words.list[p->words.n++] = word_of(a, from, (size_t)(to - from));
        from = to + 1;
    }
}

static bool read_part(struct arena *a, struct yaml *y, const yaml_item *item, struct personal_part *p, struct diag *diag)
{
    static const char *const classes[] = {[PERSONAL_DIGITS] = "digits ", [PERSONAL_NUMBER] = "number ", [PERSONAL_LETTERS] = "letters ", [PERSONAL_WORD] = "word ", [PERSONAL_CODED] = "coded ", [PERSONAL_GROUPS] = "groups ",
                                          [PERSONAL_MAIL] = "mail ", [PERSONAL_PLATE] = "plate ", [PERSONAL_MARKS] = "marks ", [PERSONAL_ANY] = "any "};
    const char *s = yaml_text(y, item);
    if (!s || !*s) return yaml_fail(diag, y, item, "pattern 里应是“种类 最少-最多”或“词|词”");
    for (size_t i = PERSONAL_DIGITS; i < sizeof classes / sizeof *classes; i++) {
        size_t n = strlen(classes[i]);
        if (strncmp(s, classes[i], n)) continue;
        char *rest;
        long min = strtol(s + n, &rest, 10), max = *rest == '-' ? strtol(rest + 1, &rest, 10) : min;
        if (*rest || min < 0 || max < min || max < 1 || max > LONGEST) return yaml_fail(diag, y, item, "“%s”的字数不对", s);
        *p = (struct personal_part){.class = (enum personal_class)i, .min = (int)min, .max = (int)max};
        return true;
    }
    read_alternatives(a, s, p);
    return true;
}

static bool read_rule(struct arena *a, struct yaml *y, const yaml_item *item, struct personal_rule *r, struct diag *diag)
{
    static const char *const keys[] = {"kind", "pattern", "after", "within", "glued", "not", "unless", "ends_not", "is_not", "not_before", "own", "key", NULL};
    const char *kind, *within = yaml_text(y, yaml_get(y, item, "within"));
    const yaml_item *pattern = yaml_get(y, item, "pattern");
    long tries = 1;
    if (!yaml_only(y, item, keys, diag) || !yaml_need(y, item, "kind", &kind, diag)) return false;
    r->kind = arena_dup(a, kind);
    if (!yaml_flag(y, item, "glued", &r->glued, diag)) return false;
    if (r->glued && (within || !yaml_count(yaml_get(y, item, "after")))) return yaml_fail(diag, y, item, "glued 的要有 after，不能有 within");
    r->within = within ? (int)strtol(within, NULL, 10) : r->glued ? 0 : WITHIN;
    if (r->within < 0 || r->within > LONGEST) return yaml_fail(diag, y, item, "within 的字数不对");
    if (!yaml_count(pattern)) return yaml_fail(diag, y, item, "没有 pattern");
    r->parts = arena_alloc(a, yaml_count(pattern) * sizeof *r->parts);
    for (; r->n_parts < yaml_count(pattern); r->n_parts++) {
        struct personal_part *p = &r->parts[r->n_parts];
        if (!read_part(a, y, yaml_at(y, pattern, r->n_parts), p, diag)) return false;
        tries *= p->class == PERSONAL_WORDS ? 1 + !p->min : p->max - p->min + 1;
        if (tries > MOST_TRIES) return yaml_fail(diag, y, item, "pattern 里可长可短的太多");
    }
    const struct { const char *key; struct personal_words *words; } lists[] = {{"after", &r->after}, {"not", &r->none}, {"unless", &r->unless}, {"ends_not", &r->ends_not}, {"is_not", &r->is_not}, {"not_before", &r->not_before}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!read_words(a, y, yaml_get(y, item, lists[i].key), lists[i].words, diag)) return false;
    return yaml_flag(y, item, "own", &r->own, diag) && yaml_flag(y, item, "key", &r->key, diag);
}

/* A rule has to have one of its words: E|G, @. */
static void note_key_letters(struct personal_rules *rules, const struct personal_rule *r)
{
    const struct personal_part *p = r->parts, *end = r->parts + r->n_parts;
    while (p < end && (p->class != PERSONAL_WORDS || !p->min)) p++;
    if (p == end) rules->key_of_any = true;
    for (size_t k = 0; p < end && k < p->words.n; k++) {
        uint32_t c = p->words.list[k].n ? p->words.list[k].c[0] : 0x80;
        if (c < 0x80) rules->key_letters[c >> 6] |= (uint64_t)1 << (c & 63);
        else rules->key_of_any = true;
    }
}

static bool read_set(struct yaml *y, const char *key, struct intern **out, struct diag *diag)
{
    yaml_item *list = yaml_get(y, yaml_root(y), key);
    *out = intern_new();
    for (size_t i = 0; i < yaml_count(list); i++) {
        const char *s = yaml_text(y, yaml_at(y, list, i));
        if (!s) return yaml_fail(diag, y, list, "%s 里应是词", key);
        intern_number(*out, s, strlen(s));
    }
    return true;
}

/* One text, a surname a character. */
static void read_surnames(struct personal_rules *rules, const char *s)
{
    uint32_t c;
    rules->surnames = intern_new();
    for (size_t n = s ? strlen(s) : 0, used; n; s += used, n -= used) {
        used = utf8_next(s, n, &c);
        intern_number(rules->surnames, s, used);
    }
}

bool personal_rules_read(struct schema *schema, const char *path, struct diag *diag)
{
    static const char *const keys[] = {"persons", "office", "patterns", "surnames", "kinds", "no_names", "ordinary", NULL};
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    struct arena *a = &schema->arena;
    struct personal_rules *rules = schema->personal = arena_alloc(a, sizeof *rules);
    const yaml_item *list = yaml_get(y, yaml_root(y), "patterns");
    rules->list = arena_alloc(a, (yaml_count(list) + 1) * sizeof *rules->list);
    read_surnames(rules, yaml_text(y, yaml_get(y, yaml_root(y), "surnames")));
    bool ok = yaml_only(y, yaml_root(y), keys, diag) && read_set(y, "kinds", &rules->kinds, diag) && read_set(y, "no_names", &rules->no_names, diag) && read_set(y, "ordinary", &rules->ordinary, diag) &&
              read_words(a, y, yaml_get(y, yaml_root(y), "persons"), &rules->persons, diag) && read_words(a, y, yaml_get(y, yaml_root(y), "office"), &rules->office, diag);
    for (size_t i = 0; ok && i < yaml_count(list); i++) ok = read_rule(a, y, yaml_at(y, list, i), &rules->list[rules->n++], diag);
    for (size_t i = 0; i < rules->n; i++)
        if (rules->list[i].key) note_key_letters(rules, &rules->list[i]);
    yaml_close(y);
    return ok;
}

void personal_rules_release(struct personal_rules *rules)
{
    if (!rules) return;
    intern_free(rules->kinds);
    intern_free(rules->surnames);
    intern_free(rules->no_names);
    intern_free(rules->ordinary);
}
