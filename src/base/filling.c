#include "base/filling.h"
#include "base/text.h"
#include <string.h>

static bool is_allowed(const char *list, const char *name, size_t n)
{
    for (const char *s = list; *s; s += strcspn(s, " ") + (s[strcspn(s, " ")] == ' '))
        if (strcspn(s, " ") == n && !strncmp(s, name, n)) return true;
    return false;
}

bool filling_prove(const struct yaml *y, const yaml_item *item, const char *key, const char *words, const char *places, struct diag *diag)
{
    if (strstr(words, "｛") || strstr(words, "｝")) return yaml_fail(diag, y, item, "“%s”里有全角的｛｝：由程序填写的词，两边用半角的 { }", key);
    for (const char *s = strpbrk(words, "{}"); s; s = strpbrk(s + 1, "{}")) {
        if (*s == '}') return yaml_fail(diag, y, item, "“%s”里的 } 前面没有 {", key);
        size_t n = strcspn(s + 1, "{}\n");
        if (s[n + 1] != '}') return yaml_fail(diag, y, item, "“%s”里的 { 后面没有 }", key);
        if (!is_allowed(places, s + 1, n)) return yaml_fail(diag, y, item, "“%s”里不能用 {%.*s}；能用的：%s", key, (int)n, s + 1, *places ? places : "没有");
        s += n + 1;
    }
    return true;
}

static const char *value_of(const struct filling *values, const char *place, size_t n)
{
    for (const struct filling *v = values; v->place; v++)
        if (strlen(v->place) == n && !strncmp(v->place, place, n) && v->value) return v->value;
    return "";
}

/* Its bytes; out: NULL where they are only counted. */
static size_t fill(struct text *out, const char *words, const struct filling *values)
{
    size_t all = 0;
    for (const char *s = words; *s;) {
        size_t n = strcspn(s, "{");
        if (out) text_add_n(out, s, n);
        all += n;
        s += n;
        if (!*s) break;
        n = strcspn(s, "}");
        const char *value = value_of(values, s + 1, n - 1);
        if (out) text_add(out, value);
        all += strlen(value);
        s += n + (s[n] == '}');
    }
    return all;
}

size_t filling_size(const char *words, const struct filling *values) { return fill(NULL, words, values); }

const char *filling_in(struct arena *a, const char *words, const struct filling *values)
{
    struct text out = {0};
    fill(&out, words, values);
    const char *copy = arena_dup(a, text_get(&out));
    text_release(&out);
    return copy;
}

static yaml_item *find(struct yaml *y, const char *key)
{
    char map[32];
    const char *dot = strchr(key, '.');
    if (!dot) return yaml_get(y, yaml_root(y), key);
    memcpy(map, key, (size_t)(dot - key));
    map[dot - key] = 0;
    return yaml_get(y, yaml_get(y, yaml_root(y), map), dot + 1);
}

const char *filling_trimmed(struct arena *a, const char *s)
{
    size_t n = strlen(s);
    while (n && (s[n - 1] == '\n' || s[n - 1] == ' ')) n--;
    return arena_dup_n(a, s, n);
}

bool filling_read(struct arena *a, struct yaml *y, const char *key, const char *places, const char **out, struct diag *diag)
{
    yaml_item *item = find(y, key);
    const char *s = yaml_text(y, item);
    if (!s || !*s) return yaml_fail(diag, y, item ? item : yaml_root(y), "缺少“%s”，或者不是文字", key);
    *out = filling_trimmed(a, s);
    return filling_prove(y, item, key, s, places, diag);
}
