#include "base/settings.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/yaml.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct setting { const char *key, *value; bool own; };   /* own: from --settings */
struct settings {
    struct arena arena;
    struct setting *list;
    size_t n, cap;
    char hash[DIGEST_HEX];
    const char *hashed;
};

enum kind { TEXT, NUMBER, YES_NO, PATHS };

/* The keys that C names. settings_load proves that each is there, and is a number, or yes or no, where C reads one. Keys that only
 * queries name stand in the file alone (a query that names a setting which is not there is refused). */
static const struct { const char *key; enum kind kind; } known[] = {
    {"alike.percent", NUMBER}, {"alike.shortest", NUMBER}, {"clock.agency_consult_max", NUMBER}, {"clock.supplement_period_max", NUMBER},
    {"clock.supplement_period_min", NUMBER}, {"clock.supplement_wait", NUMBER}, {"compare.cases", NUMBER}, {"compare.charted", NUMBER},
    {"compare.first", NUMBER}, {"compare.listed", NUMBER}, {"compare.outlier", NUMBER}, {"compare.peers", NUMBER}, {"compare.pooled", NUMBER}, {"compare.spread", NUMBER},
    {"font.body", TEXT}, {"font.fallback", TEXT}, {"font.hei", TEXT},
    {"font.kai", TEXT}, {"font.places", PATHS}, {"font.song", TEXT}, {"font.title", TEXT}, {"icc.srgb", PATHS}, {"layout.quarter_space", YES_NO},
    {"website.site_name", TEXT}, {"website.site_domain", TEXT}, {"website.site_id_code", TEXT}, {"website.column_name", TEXT},
    {"website.column_description", TEXT}, {"website.column_keywords", TEXT}, {"website.column_type", TEXT}};

static struct setting *find(const struct settings *s, const char *key)
{
    for (size_t i = 0; i < s->n; i++)
        if (!strcmp(s->list[i].key, key)) return &s->list[i];
    return NULL;
}

static bool is_number(const char *text)
{
    char *end;
    errno = 0;
    strtoll(text, &end, 10);
    return *text && !*end && !errno;
}

static bool is_yes_no(const char *text) { return !strcmp(text, "yes") || !strcmp(text, "no"); }

/* NULL when the text is of the kind, else what it should be. */
static const char *amiss(enum kind kind, const char *text)
{
    if (kind == NUMBER && !is_number(text)) return "应是整数";
    return kind == YES_NO && !is_yes_no(text) ? "应是 yes 或 no" : NULL;
}

static bool read_shipped(struct settings *s, struct yaml *y, struct diag *diag)
{
    static const char *const keys[] = {"value", "meaning", "source", NULL};
    yaml_item *root = yaml_root(y);
    for (size_t i = 0; i < yaml_count(root); i++) {
        yaml_item *item = yaml_at(y, root, i);
        const char *meaning, *source, *value;
        if (!yaml_only(y, item, keys, diag) || !yaml_need(y, item, "meaning", &meaning, diag) || !yaml_need(y, item, "source", &source, diag)) return false;
        if (!yaml_get(y, item, "value")) return yaml_fail(diag, y, item, "缺少“value”");
        value = yaml_text(y, yaml_get(y, item, "value"));
        s->list = memory_grow(s->list, s->n, &s->cap, sizeof *s->list);
        s->list[s->n++] = (struct setting){.key = arena_dup(&s->arena, yaml_key(y, root, i)), .value = arena_dup(&s->arena, value ? value : "")};
    }
    return true;
}

static bool has_known(const struct settings *s, const char *path, struct diag *diag)
{
    struct text words = {0};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct setting *one = find(s, known[i].key);
        const char *wrong = one ? amiss(known[i].kind, one->value) : NULL;
        if (!one) text_printf(&words, "%s“%s”", words.n ? "、" : "", known[i].key);
        if (wrong) text_printf(&words, "%s“%s”（%s）", words.n ? "、" : "", known[i].key, wrong);
    }
    bool ok = !words.n || diag_fail(diag, DIAG_INPUT, "%s 缺少程序要用的设置：%s；请恢复程序原来的文件，要改设置的用 --settings", path, text_get(&words));
    text_release(&words);
    return ok;
}

static bool read_overrides(struct settings *s, struct yaml *y, struct diag *diag)
{
    yaml_item *root = yaml_root(y);
    if (root && yaml_kind(root) != YAML_MAP) return yaml_fail(diag, y, root, "设置文件应是“键: 值”");
    for (size_t i = 0; i < yaml_count(root); i++) {
        yaml_item *item = yaml_at(y, root, i);
        const char *value = yaml_text(y, item);
        struct setting *one = find(s, yaml_key(y, root, i));
        if (!one) return yaml_fail(diag, y, item, "没有名为“%s”的设置", yaml_key(y, root, i));
        if (yaml_kind(item) != YAML_TEXT) return yaml_fail(diag, y, item, "“%s”应是一个值", one->key);
        const char *wrong = amiss(is_number(one->value) ? NUMBER : is_yes_no(one->value) ? YES_NO : TEXT, value ? value : "");
        if (wrong) return yaml_fail(diag, y, item, "“%s”%s", one->key, wrong);
        one->value = arena_dup(&s->arena, value ? value : "");
        one->own = true;
    }
    return true;
}

/* Relative paths of the shipped file lie beside it: an installed folder may hold fonts of its own. */
static void place_paths(struct settings *s, const char *shipped)
{
    const char *slash = strrchr(shipped, '/');
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct setting *one = find(s, known[i].key);
        if (known[i].kind != PATHS || one->own) continue;
        struct text all = {0};
        for (const char *at = one->value; *(at += strspn(at, "; ")); at += strcspn(at, ";"))
            text_printf(&all, "%s%.*s%.*s", all.n ? "; " : "", *at != '/' && slash ? (int)(slash + 1 - shipped) : 0, shipped, (int)strcspn(at, ";"), at);
        one->value = arena_dup(&s->arena, text_get(&all));
        text_release(&all);
    }
}

bool settings_load(struct settings **out, const char *path, const char *overrides, struct diag *diag)
{
    struct settings *s = memory_alloc(sizeof *s);
    struct yaml *shipped = NULL, *own = NULL;
    bool ok = yaml_load(&shipped, path, diag) && read_shipped(s, shipped, diag) && has_known(s, path, diag);
    if (ok && overrides) ok = yaml_load(&own, overrides, diag) && read_overrides(s, own, diag);
    yaml_close(shipped);
    yaml_close(own);
    if (!ok) {
        settings_free(s);
        return false;
    }
    struct text all = {0};
    for (size_t i = 0; i < s->n; i++) text_printf(&all, "%s=%s\n", s->list[i].key, s->list[i].value);
    digest_sha256(text_get(&all), all.n, s->hash);
    s->hashed = arena_dup(&s->arena, text_get(&all));
    text_release(&all);
    place_paths(s, path);                              /* behind the digest, which is the same wherever the program is installed */
    *out = s;
    return true;
}

void settings_free(struct settings *s)
{
    if (!s) return;
    arena_release(&s->arena);
    free(s->list);
    free(s);
}

const char *settings_text(const struct settings *s, const char *key)
{
    const struct setting *one = find(s, key);
    if (!one) abort();                                 /* a key that is not in the table above: a mistake in C, which no data can cause */
    return one->value;
}

bool settings_has(const struct settings *s, const char *key) { return find(s, key) != NULL; }
bool settings_is(const struct settings *s, const char *key)
{
    const char *value = settings_text(s, key);
    return !strcmp(value, "yes");
}

int64_t settings_number(const struct settings *s, const char *key) { return strtoll(settings_text(s, key), NULL, 10); }
const char *settings_hash(const struct settings *s) { return s->hash; }
const char *settings_hashed(const struct settings *s) { return s->hashed; }
const char *settings_key(const struct settings *s, size_t i) { return i < s->n ? s->list[i].key : NULL; }
