#include "ledger/schema_blank.h"
#include "calendar/civil.h"
#include <string.h>

static const char marker_word[] = "示例";

static struct column *column_named(const struct table *t, const char *heading)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return &t->columns[i];
    return NULL;
}

/* The column that the i-th key of a map names. */
static bool keyed_column(struct column **c, const struct table *t, struct yaml *y, const yaml_item *map, size_t i, struct diag *diag)
{
    const char *heading = yaml_key(y, map, i);
    *c = column_named(t, heading);
    return *c || yaml_fail(diag, y, yaml_at(y, map, i), "表中没有“%s”这一列", heading);
}

static bool read_texts(struct schema *schema, const struct table *t, struct yaml *y, const yaml_item *map, bool notes, struct diag *diag)
{
    for (size_t i = 0; i < yaml_count(map); i++) {
        struct column *c;
        const char *text = yaml_text(y, yaml_at(y, map, i));
        if (!keyed_column(&c, t, y, map, i, diag)) return false;
        if (!text) return yaml_fail(diag, y, map, "“%s”后面应是文字", c->heading);
        if (notes) c->note = arena_dup(&schema->arena, text);
        else c->example = arena_dup(&schema->arena, text);
    }
    return true;
}

/* Reading must know an example again, so it holds a word that no record would. */
static bool find_marker(struct table *t, struct yaml *y, const yaml_item *example, struct diag *diag)
{
    t->marker = -1;
    for (size_t i = t->n_columns; i--;)
        if (t->columns[i].example && !strncmp(t->columns[i].example, marker_word, strlen(marker_word))) t->marker = (int)i;
    return !yaml_count(example) || t->marker >= 0 || yaml_fail(diag, y, example, "示例行要有一格以“%s”开头", marker_word);
}

static bool read_condition(struct schema *schema, struct wanted *w, const struct column *other, struct yaml *y, yaml_item *codes,
                           struct diag *diag)
{
    const char *word = yaml_text(y, codes);
    if (word ? strcmp(word, "any") != 0 : !yaml_count(codes) || !other->codes)
        return yaml_fail(diag, y, codes, "wanted 应是“条件列: any”，或代码列和它的代码");
    w->codes = arena_alloc(&schema->arena, yaml_count(codes) * sizeof *w->codes);
    for (; w->n_codes < yaml_count(codes); w->n_codes++) {
        const char *code = yaml_text(y, yaml_at(y, codes, w->n_codes));
        size_t n = code ? strlen(code) : 0;
        if (!n || (code[n - 1] != '.' && !code_find(other->codes, code)))
            return yaml_fail(diag, y, codes, "“%s”没有代码“%s”", other->heading, code ? code : "");
        w->codes[w->n_codes] = arena_dup(&schema->arena, code);
    }
    return true;
}

static bool read_wanted(struct schema *schema, const struct table *t, struct yaml *y, const yaml_item *map, struct diag *diag)
{
    for (size_t i = 0; i < yaml_count(map); i++) {
        struct column *c, *other;
        yaml_item *conditions = yaml_at(y, map, i);
        if (!keyed_column(&c, t, y, map, i, diag)) return false;
        c->wanted = arena_alloc(&schema->arena, yaml_count(conditions) * sizeof *c->wanted);
        for (size_t k = 0; k < yaml_count(conditions); k++) {
            struct wanted *w = &c->wanted[c->n_wanted++];
            if (!keyed_column(&other, t, y, conditions, k, diag)) return false;
            w->column = (int)(other - t->columns);
            if (!read_condition(schema, w, other, y, yaml_at(y, conditions, k), diag)) return false;
        }
    }
    return true;
}

bool schema_read_blank(struct schema *schema, struct table *t, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    const char *since = yaml_text(y, yaml_get(y, item, "since"));
    const yaml_item *example = yaml_get(y, item, "example");
    t->about = arena_dup(&schema->arena, yaml_text(y, yaml_get(y, item, "about")));
    t->since = civil_day(2008, 1, 1);
    if (since && !civil_parse_iso(since, &t->since)) return yaml_fail(diag, y, item, "since 应是 2008-01-01 这样的日期");
    return read_texts(schema, t, y, yaml_get(y, item, "notes"), true, diag) && read_texts(schema, t, y, example, false, diag) &&
           find_marker(t, y, example, diag) && read_wanted(schema, t, y, yaml_get(y, item, "wanted"), diag);
}
