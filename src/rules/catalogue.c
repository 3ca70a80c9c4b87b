#include "rules/catalogue.h"
#include "base/folder.h"
#include "base/text.h"
#include "base/yaml.h"
#include <stdlib.h>
#include <string.h>

/* The checks whose findings C itself makes. Exactly these must have records with found: reading. */
static const char *const known[] = {
    "A01", "A02", "A03", "A05", "A05a", "A08", "A11", "A14", "A15", "A16", "A20", "A26", "A27", "A28", "A34", "D16", "D28", "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12",
    "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S13", "S14", "S15", "S16", "S17", "S18", "S19",
    "S20", "S21", "S22", "S23", "S25", "S27", "S28", "S31", "S32", "S33", "S40", "S41", "S42", "S99", "W01"};

static bool blocks(enum finding_class class)
{
    return class == CLASS_SYNTAX || class == CLASS_VALIDITY || class == CLASS_IDENTITY || class == CLASS_CONTINUITY || class == CLASS_HIERARCHY;
}

struct finding rule_finding(const struct rule *rule)
{
    return (struct finding){
        .id = rule->id, .class = rule->class, .severity = rule->severity, .state = STATE_FAIL, .late = rule->late,
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
static const char *const scope_names[] = {"ledger", "submission", "rollup", "totals"};

/* runs: [ledger, submission]; without it a check is for ledgers. */
static bool read_scopes(struct yaml *y, yaml_item *list, unsigned *scopes, struct diag *diag)
{
    enum { SCOPES = sizeof scope_names / sizeof *scope_names };
    *scopes = list ? 0 : SCOPE_LEDGER;
    if (list && (yaml_kind(list) != YAML_LIST || !yaml_count(list))) return yaml_fail(diag, y, list, "runs 应是一列：ledger、submission、rollup、totals");
    for (size_t i = 0; i < yaml_count(list); i++) {
        const char *s = yaml_text(y, yaml_at(y, list, i));
        size_t k = 0;
        while (s && k < SCOPES && strcmp(scope_names[k], s)) k++;
        if (!s || k == SCOPES) return yaml_fail(diag, y, list, "runs 里只能有 ledger、submission、rollup、totals");
        *scopes |= 1u << k;
    }
    return true;
}

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

static bool read_needs(struct catalogue *c, struct yaml *y, yaml_item *needs, struct rule *r, struct diag *diag)
{
    static const char *const keys[] = {"tables", "columns", "last_rows", "last_year", "last_texts", "level", NULL};
    if (!needs) return true;
    return yaml_only(y, needs, keys, diag) && read_list(c, y, yaml_get(y, needs, "tables"), &r->tables, &r->n_tables, diag) &&
           read_list(c, y, yaml_get(y, needs, "columns"), &r->columns, &r->n_columns, diag) &&
           read_list(c, y, yaml_get(y, needs, "last_rows"), &r->last_rows, &r->n_last_rows, diag) &&
           yaml_flag(y, needs, "last_year", &r->needs_last_year, diag) &&
           yaml_flag(y, needs, "last_texts", &r->needs_last_texts, diag) && yaml_flag(y, needs, "level", &r->needs_level, diag);
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

static bool read_rule(struct catalogue *c, const char *path, const char *stem, struct rule *r, struct text *all, struct diag *diag)
{
    static const char *const keys[] = {"id", "class", "severity", "never_blocks", "late", "found", "article", "earlier", "message", "advice", "forms", "runs", "needs", "proof", "query", NULL};
    struct yaml *y = NULL;
    int class = 0, severity = 0, found = 0;
    if (!yaml_load(&y, path, diag)) return false;
    yaml_item *root = yaml_root(y), *query = NULL;
    bool ok = yaml_only(y, root, keys, diag) && read_words(c, y, root, r, diag) && pick(y, root, "class", class_name, CLASS_MACRO + 1, &class, diag) &&
              pick(y, root, "severity", severity_name, SEVERITY_HINT + 1, &severity, diag) && pick(y, root, "found", found_name, FOUND_QUERY + 1, &found, diag) &&
              yaml_flag(y, root, "never_blocks", &r->never_blocks, diag) && yaml_flag(y, root, "late", &r->late, diag) && read_list(c, y, yaml_get(y, root, "forms"), &r->forms, &r->n_forms, diag) &&
              read_scopes(y, yaml_get(y, root, "runs"), &r->scopes, diag) && read_needs(c, y, yaml_get(y, root, "needs"), r, diag);
    if (ok && strcmp(r->id, stem)) ok = yaml_fail(diag, y, yaml_get(y, root, "id"), "编号“%s”与文件名不符", r->id);
    if (ok) {
        yaml_item *proof = yaml_get(y, root, "proof");
        r->proof = arena_dup(&c->arena, yaml_text(y, proof));
        r->proof_line = yaml_line(proof) + 1;
        query = yaml_get(y, root, "query");
        r->class = (enum finding_class)class;
        r->severity = (enum finding_severity)severity;
        r->found = (enum rule_found)found;
        r->query = arena_dup(&c->arena, yaml_text(y, query));
        r->earlier = arena_dup(&c->arena, yaml_text(y, yaml_get(y, root, "earlier")));
        r->file = arena_dup(&c->arena, path);
        r->line = yaml_line(query) + 1;                /* the text of a block scalar begins on the line after its key */
        if (!r->query != (r->found != FOUND_QUERY)) ok = yaml_fail(diag, y, root, "只有 found: query 的检查有且必须有 query");
    }
    text_add_n(all, yaml_bytes(y)->bytes, yaml_bytes(y)->n);
    yaml_close(y);
    return ok;
}

/* ---- about.yaml: words around the records, for people ---- */

#define ABOUT "about.yaml"

static bool read_group(struct catalogue *c, struct yaml *y, yaml_item *map, struct rule_group *g, struct diag *diag)
{
    static const char *const keys[] = {"letter", "name", NULL};
    const char *letter, *name;
    if (!yaml_only(y, map, keys, diag) || !yaml_need(y, map, "letter", &letter, diag) || !yaml_need(y, map, "name", &name, diag)) return false;
    *g = (struct rule_group){arena_dup(&c->arena, letter), arena_dup(&c->arena, name)};
    return true;
}

static bool read_left_out(struct catalogue *c, struct yaml *y, yaml_item *map, struct rules_left_out *l, struct diag *diag)
{
    static const char *const keys[] = {"ids", "why", NULL};
    const char *why;
    if (!yaml_only(y, map, keys, diag) || !yaml_need(y, map, "why", &why, diag) || !read_list(c, y, yaml_get(y, map, "ids"), &l->ids, &l->n, diag)) return false;
    l->why = arena_dup(&c->arena, why);
    for (size_t i = 0; i < l->n; i++)
        if (catalogue_rule(c, l->ids[i])) return yaml_fail(diag, y, map, "%s 有检查，不应再列在 left_out 里", l->ids[i]);
    return true;
}

static bool read_about(struct catalogue *c, const char *path, struct diag *diag)
{
    static const char *const keys[] = {"groups", "left_out", NULL};
    struct yaml *y = NULL;
    if (!yaml_load(&y, path, diag)) return false;
    yaml_item *root = yaml_root(y), *groups = yaml_get(y, root, "groups"), *left_out = yaml_get(y, root, "left_out");
    bool ok = yaml_only(y, root, keys, diag);
    c->groups = arena_alloc(&c->arena, (yaml_count(groups) + 1) * sizeof *c->groups);
    c->left_out = arena_alloc(&c->arena, (yaml_count(left_out) + 1) * sizeof *c->left_out);
    for (size_t i = 0; ok && i < yaml_count(groups); i++) ok = read_group(c, y, yaml_at(y, groups, i), &c->groups[c->n_groups++], diag);
    for (size_t i = 0; ok && i < yaml_count(left_out); i++) ok = read_left_out(c, y, yaml_at(y, left_out, i), &c->left_out[c->n_left_out++], diag);
    yaml_close(y);
    return ok;
}

/* ---- the folder ---- */

static bool is_known(const char *id)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i], id)) return true;
    return false;
}

static bool has_known(const struct catalogue *c, const char *dir, struct diag *diag)
{
    struct text words = {0};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct rule *rule = catalogue_rule(c, known[i]);
        if (!rule || rule->found != FOUND_READING) text_printf(&words, "%s%s.yaml", words.n ? "、" : "", known[i]);
    }
    for (size_t i = 0; !words.n && i < c->n; i++)
        if (c->rules[i].found == FOUND_READING && !is_known(c->rules[i].id))
            return diag_fail(diag, DIAG_INPUT, "%s: 程序读台账时不找 %s；found 应是 query 或 identity", c->rules[i].file, c->rules[i].id);
    bool ok = !words.n || diag_fail(diag, DIAG_INPUT, "%s 缺少程序要用的检查（found: reading）：%s；请恢复程序原来的文件", dir, text_get(&words));
    text_release(&words);
    return ok;
}

bool catalogue_load(struct catalogue **out, const char *dir, struct diag *diag)
{
    struct catalogue *c = memory_alloc(sizeof *c);
    const char **names;
    size_t n_names, n = 0;
    struct text all = {0};                             /* of each rule: its file's name, NUL, its bytes */
    bool ok = folder_names(&c->arena, dir, "检查目录", ".yaml", &names, &n_names, diag);
    for (size_t i = 0; ok && i < n_names; i++)
        if (strcmp(names[i], ABOUT)) names[n++] = names[i];
    c->rules = arena_alloc(&c->arena, (n + 1) * sizeof *c->rules);
    for (size_t i = 0; ok && i < n; i++) {
        const char *stem = arena_dup_n(&c->arena, names[i], strlen(names[i]) - strlen(".yaml"));
        text_add_n(&all, names[i], strlen(names[i]) + 1);
        ok = read_rule(c, arena_printf(&c->arena, "%s/%s", dir, names[i]), stem, &c->rules[c->n++], &all, diag);
    }
    ok = ok && read_about(c, arena_printf(&c->arena, "%s/" ABOUT, dir), diag) && has_known(c, dir, diag);
    digest_sha256(text_get(&all), all.n, c->hash);
    text_release(&all);
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
