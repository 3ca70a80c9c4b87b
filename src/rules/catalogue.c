#include "rules/catalogue.h"
#include "base/text.h"
#include "base/yaml.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static bool blocks(enum finding_class class)
{
    return class == CLASS_SYNTAX || class == CLASS_VALIDITY || class == CLASS_IDENTITY || class == CLASS_CONTINUITY || class == CLASS_HIERARCHY;
}

struct finding rule_finding(const struct rule *rule)
{
    return (struct finding){
        .id = rule->id, .class = rule->class, .severity = rule->severity, .state = STATE_FAIL,
        .blocking = !rule->never_blocks && rule->severity == SEVERITY_ERROR && blocks(rule->class),
        .article = rule->article, .message = rule->message, .advice = rule->advice,
    };
}

void finding_lower(struct finding *f, const struct rule *rule, enum finding_severity severity)
{
    if (severity <= rule->severity) return;
    f->severity = severity;
    f->blocking = false;
}

const struct rule *catalogue_rule(const struct catalogue *c, const char *id)
{
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->rules[i].id, id)) return &c->rules[i];
    return NULL;
}

/* ---- reading ---- */

static bool pick(struct yaml *y, yaml_item *map, const char *key, const char *(*name)(int), int n, int *out, struct diag *diag)
{
    const char *s;
    if (!yaml_need(y, map, key, &s, diag)) return false;
    for (*out = 0; *out < n; ++*out)
        if (!strcmp(name(*out), s)) return true;
    return yaml_fail(diag, y, yaml_get(y, map, key), "%s 不能是“%s”", key, s);
}

static const char *class_name(int i) { return finding_class_id((enum finding_class)i); }
static const char *severity_name(int i) { return finding_severity_id((enum finding_severity)i); }
static const char *found_name(int i) { return ((const char *const[]){"reading", "identity", "query"})[i]; }

static bool read_list(struct catalogue *c, struct yaml *y, yaml_item *list, const char ***out, size_t *n, struct diag *diag)
{
    if (list && yaml_kind(list) != YAML_LIST) return yaml_fail(diag, y, list, "这里应是一列名称");
    *n = yaml_count(list);
    *out = arena_alloc(&c->arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++) {
        const char *s = yaml_text(y, yaml_at(y, list, i));
        if (!s) return yaml_fail(diag, y, list, "这里应是一列名称");
        (*out)[i] = arena_dup(&c->arena, s);
    }
    return true;
}

static bool read_flag(struct yaml *y, yaml_item *map, const char *key, bool *out, struct diag *diag)
{
    const char *s = yaml_text(y, yaml_get(y, map, key));
    *out = s && !strcmp(s, "true");
    if (s && !*out && strcmp(s, "false")) return yaml_fail(diag, y, yaml_get(y, map, key), "%s 应是 true 或 false", key);
    return true;
}

static bool read_needs(struct catalogue *c, struct yaml *y, yaml_item *needs, struct rule *r, struct diag *diag)
{
    static const char *const keys[] = {"tables", "columns", "last_year", "last_texts", "level", NULL};
    if (!needs) return true;
    return yaml_only(y, needs, keys, diag) && read_list(c, y, yaml_get(y, needs, "tables"), &r->tables, &r->n_tables, diag) &&
           read_list(c, y, yaml_get(y, needs, "columns"), &r->columns, &r->n_columns, diag) &&
           read_flag(y, needs, "last_year", &r->needs_last_year, diag) &&
           read_flag(y, needs, "last_texts", &r->needs_last_texts, diag) && read_flag(y, needs, "level", &r->needs_level, diag);
}

static bool read_words(struct catalogue *c, struct yaml *y, yaml_item *map, struct rule *r, struct diag *diag)
{
    struct { const char *key, **out; } words[] = {{"id", &r->id}, {"article", &r->article}, {"message", &r->message}, {"advice", &r->advice}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *s;
        if (!yaml_need(y, map, words[i].key, &s, diag)) return false;
        *words[i].out = arena_dup(&c->arena, s);
    }
    return true;
}

static bool read_rule(struct catalogue *c, const char *path, const char *stem, struct rule *r, struct diag *diag)
{
    static const char *const keys[] = {"id", "class", "severity", "never_blocks", "found", "article", "message", "advice", "forms", "needs", "query", NULL};
    struct yaml *y = NULL;
    int class = 0, severity = 0, found = 0;
    if (!yaml_load(&y, path, diag)) return false;
    yaml_item *root = yaml_root(y), *query = NULL;
    bool ok = yaml_only(y, root, keys, diag) && read_words(c, y, root, r, diag) && pick(y, root, "class", class_name, CLASS_MACRO + 1, &class, diag) &&
              pick(y, root, "severity", severity_name, SEVERITY_HINT + 1, &severity, diag) && pick(y, root, "found", found_name, FOUND_QUERY + 1, &found, diag) &&
              read_flag(y, root, "never_blocks", &r->never_blocks, diag) && read_list(c, y, yaml_get(y, root, "forms"), &r->forms, &r->n_forms, diag) &&
              read_needs(c, y, yaml_get(y, root, "needs"), r, diag);
    if (ok && strcmp(r->id, stem)) ok = yaml_fail(diag, y, yaml_get(y, root, "id"), "编号“%s”与文件名不符", r->id);
    if (ok) {
        query = yaml_get(y, root, "query");
        r->class = (enum finding_class)class;
        r->severity = (enum finding_severity)severity;
        r->found = (enum rule_found)found;
        r->query = arena_dup(&c->arena, yaml_text(y, query));
        r->file = arena_dup(&c->arena, path);
        r->line = yaml_line(query) + 1;                /* the text of a block scalar begins a line below its key */
        if (!r->query != (r->found != FOUND_QUERY)) ok = yaml_fail(diag, y, root, "只有 found: query 的检查有且必须有 query");
    }
    yaml_close(y);
    return ok;
}

static int is_record(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return e->d_name[0] != '.' && n > 5 && !strcmp(e->d_name + n - 5, ".yaml");
}

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

bool catalogue_load(struct catalogue **out, const char *dir, struct diag *diag)
{
    struct dirent **entries = NULL;
    int n = scandir(dir, &entries, is_record, by_bytes);
    if (n < 0) return diag_fail_errno(diag, "读不了检查目录 %s", dir);
    struct catalogue *c = memory_alloc(sizeof *c);
    const char **names = arena_alloc(&c->arena, ((size_t)n + 1) * sizeof *names);
    bool ok = true;
    c->rules = arena_alloc(&c->arena, ((size_t)n + 1) * sizeof *c->rules);
    for (int i = 0; i < n; i++) {
        names[i] = arena_dup(&c->arena, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    for (int i = 0; ok && i < n; i++) {
        const char *stem = arena_dup_n(&c->arena, names[i], strlen(names[i]) - strlen(".yaml"));
        ok = read_rule(c, arena_printf(&c->arena, "%s/%s", dir, names[i]), stem, &c->rules[c->n++], diag);
    }
    ok = ok && digest_files(dir, names, (size_t)n, c->hash, diag);
    if (ok) *out = c;
    else catalogue_free(c);
    return ok;
}

void catalogue_free(struct catalogue *c)
{
    if (!c) return;
    arena_release(&c->arena);
    free(c);
}
