#include "compare/peers.h"
#include "base/text.h"
#include "base/yaml.h"
#include <stdlib.h>
#include <string.h>

/* ---- what a name tells ---- */

static bool begins(const char *s, const char *word) { return !strncmp(s, word, strlen(word)); }

/* The longest of the words that stands there; its length, 0 where there is none. */
static size_t longest(const struct peer_words *words, const char *s)
{
    size_t most = 0;
    for (size_t i = 0; i < words->n; i++)
        if (strlen(words->list[i]) > most && begins(s, words->list[i])) most = strlen(words->list[i]);
    return most;
}

/* The end of a place's name of a lower level than `above` that stands there; its length and level. */
static size_t place_end(const struct peers *all, const char *s, int above, int *level)
{
    size_t most = 0;
    for (size_t i = 0; i < all->n_levels; i++) {
        size_t n = all->levels[i].code > above ? longest(&all->levels[i].names, s) : 0;
        if (n <= most) continue;
        most = n;
        *level = all->levels[i].code;
    }
    return most;
}

/* The last of the places that the name begins with. What is far behind is none. */
static int level_of(const struct peers *all, const char *name)
{
    enum { NAME = 12 };                                /* characters in front of the ending of a further place */
    int level = 0, found;
    size_t characters = 0;
    for (const char *s = name; *s && (!level || characters <= NAME);) {
        size_t n = longest(&all->not_places, s);
        if (!n && (characters || s == name) && (n = place_end(all, s, level, &found))) {
            level = found;
            characters = 0;
            s += n;
            continue;
        }
        if (!n) for (n = 1; ((unsigned char)s[n] & 0xC0) == 0x80; n++) {}
        s += n;
        characters++;
    }
    return level;
}

/* Words in brackets at the end (全市汇总) are no part of the name. */
static size_t name_length(const char *name)
{
    size_t n = strlen(name);
    for (const char *open = name; *open; open++)
        if (open != name && ((*open == '(' && name[n - 1] == ')') || (begins(open, "（") && n > 3 && begins(name + n - 3, "）")))) return (size_t)(open - name);
    return n;
}

static size_t kind_of(const struct peers *all, const char *name)
{
    size_t kind = all->n_kinds, most = 0, n = name_length(name);
    for (size_t k = 0; k < all->n_kinds; k++) {
        for (size_t i = 0; i < all->kinds[k].endings.n; i++) {
            size_t length = strlen(all->kinds[k].endings.list[i]);
            if (length <= most || length > n || memcmp(name + n - length, all->kinds[k].endings.list[i], length)) continue;
            most = length;
            kind = k;
        }
    }
    return kind;
}

struct peer peers_by_name(const struct peers *all, const char *name) { return (struct peer){kind_of(all, name), level_of(all, name)}; }

struct peer peers_by_codes(const struct peers *all, const char *type, int level, const char *name)
{
    struct peer p = peers_by_name(all, name);
    for (size_t k = 0; type && k < all->n_kinds; k++)
        for (size_t i = 0; i < all->kinds[k].types.n; i++)
            if (!strcmp(all->kinds[k].types.list[i], type)) p.kind = k;
    if (level) p.level = level;
    return p;
}

const char *peers_level_label(const struct peers *all, int level)
{
    for (size_t i = 0; i < all->n_levels; i++)
        if (all->levels[i].code == level) return all->levels[i].label;
    return "";
}

/* ---- reading ---- */

static bool read_words(struct peers *all, struct yaml *y, yaml_item *map, const char *key, struct peer_words *out, struct diag *diag)
{
    yaml_item *list = yaml_get(y, map, key);
    if (yaml_kind(list) != YAML_LIST) return yaml_fail(diag, y, list ? list : map, "%s 应是词的列表", key);
    out->list = arena_alloc(&all->arena, (yaml_count(list) + 1) * sizeof *out->list);
    for (size_t i = 0; i < yaml_count(list); i++) {
        const char *s = yaml_text(y, yaml_at(y, list, i));
        if (!s) return yaml_fail(diag, y, list, "%s 应是词的列表", key);
        out->list[out->n++] = arena_dup(&all->arena, s);
    }
    return true;
}

static bool read_level(struct peers *all, struct yaml *y, yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"code", "label", "names", NULL};
    struct peer_level *level = &all->levels[all->n_levels];
    const char *code, *label;
    if (!yaml_only(y, item, keys, diag) || !yaml_need(y, item, "code", &code, diag) || !yaml_need(y, item, "label", &label, diag)) return false;
    if (strspn(code, "0123456789") != strlen(code) || strlen(code) > 2) return yaml_fail(diag, y, yaml_get(y, item, "code"), "层级的代码应是 1、2、3 这样的数，所见“%s”", code);
    *level = (struct peer_level){.code = (int)strtol(code, NULL, 10), .label = arena_dup(&all->arena, label)};
    if (level->code <= (all->n_levels ? level[-1].code : 0)) return yaml_fail(diag, y, item, "层级的代码应从高到低：1、2、3 ……");
    all->n_levels++;
    return read_words(all, y, item, "names", &level->names, diag);
}

/* An ending belongs to one kind, a type too. */
static bool is_new(const struct peers *all, const struct peer_kind *kind, const char **word)
{
    for (const struct peer_kind *k = all->kinds; k < kind; k++) {
        if (!strcmp(*word = k->id, kind->id)) return false;
        for (size_t i = 0; i < kind->endings.n; i++)
            for (size_t j = 0; j < k->endings.n; j++)
                if (!strcmp(*word = kind->endings.list[i], k->endings.list[j])) return false;
        for (size_t i = 0; i < kind->types.n; i++)
            for (size_t j = 0; j < k->types.n; j++)
                if (!strcmp(*word = kind->types.list[i], k->types.list[j])) return false;
    }
    return true;
}

static bool read_kind(struct peers *all, struct yaml *y, yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"id", "label", "levelled", "types", "endings", NULL};
    struct peer_kind *kind = &all->kinds[all->n_kinds];
    const char *id, *label, *twice;
    if (!yaml_only(y, item, keys, diag) || !yaml_need(y, item, "id", &id, diag) || !yaml_need(y, item, "label", &label, diag)) return false;
    *kind = (struct peer_kind){.id = arena_dup(&all->arena, id), .label = arena_dup(&all->arena, label)};
    if (!yaml_flag(y, item, "levelled", &kind->levelled, diag)) return false;
    if (!read_words(all, y, item, "types", &kind->types, diag) || !read_words(all, y, item, "endings", &kind->endings, diag)) return false;
    if (!is_new(all, kind, &twice)) return yaml_fail(diag, y, item, "“%s”写了两次", twice);
    all->n_kinds++;
    return true;
}

static bool read_all(struct peers *all, struct yaml *y, struct diag *diag)
{
    static const char *const keys[] = {"levels", "not_places", "kinds", NULL};
    yaml_item *root = yaml_root(y), *levels = yaml_get(y, root, "levels"), *kinds = yaml_get(y, root, "kinds");
    if (yaml_kind(levels) != YAML_LIST || yaml_kind(kinds) != YAML_LIST || !yaml_count(kinds)) return yaml_fail(diag, y, root, "应有 levels（层级的列表）和 kinds（种类的列表）");
    if (!yaml_only(y, root, keys, diag) || !read_words(all, y, root, "not_places", &all->not_places, diag)) return false;
    all->levels = arena_alloc(&all->arena, (yaml_count(levels) + 1) * sizeof *all->levels);
    all->kinds = arena_alloc(&all->arena, (yaml_count(kinds) + 1) * sizeof *all->kinds);
    for (size_t i = 0; i < yaml_count(levels); i++)
        if (!read_level(all, y, yaml_at(y, levels, i), diag)) return false;
    for (size_t i = 0; i < yaml_count(kinds); i++)
        if (!read_kind(all, y, yaml_at(y, kinds, i), diag)) return false;
    return true;
}

bool peers_load(struct peers **out, const char *path, struct diag *diag)
{
    struct peers *all = memory_alloc(sizeof *all);
    struct yaml *y = NULL;
    bool ok = yaml_load(&y, path, diag) && read_all(all, y, diag) && digest_file_sha256(path, all->hash, diag);
    yaml_close(y);
    if (ok) *out = all;
    else peers_free(all);
    return ok;
}

void peers_free(struct peers *all)
{
    if (!all) return;
    arena_release(&all->arena);
    free(all);
}
