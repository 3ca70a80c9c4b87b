#include "calendar/civil.h"
#include "ledger/schema/schema_inside.h"
#include <string.h>

static struct ledger_column *column_named(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return &t->columns[i];
    return NULL;
}

/* The column that the i-th key of a map names. */
static bool keyed_column(struct ledger_column **c, const struct ledger_table *t, struct yaml *y, const yaml_item *map, size_t i, struct diag *diag)
{
    const char *heading = yaml_key(y, map, i);
    *c = column_named(t, heading);
    return *c || yaml_fail(diag, y, yaml_at(y, map, i), "表中没有“%s”这一列", heading);
}

static bool read_texts(struct schema *schema, const struct ledger_table *t, struct yaml *y, const yaml_item *map, bool notes, struct diag *diag)
{
    for (size_t i = 0; i < yaml_count(map); i++) {
        struct ledger_column *c;
        const char *text = yaml_text(y, yaml_at(y, map, i));
        if (!keyed_column(&c, t, y, map, i, diag)) return false;
        if (!text) return yaml_fail(diag, y, map, "“%s”后面应是文字", c->heading);
        if (notes) c->note = arena_dup(&schema->arena, text);
        else c->example = arena_dup(&schema->arena, text);
    }
    return true;
}

static bool begins(const char *text, const char *word) { return !strncmp(text, word, strlen(word)); }

/* Whether the example's value can be in no record: a text that says so, a number below zero, a day before the Regulation was in
 * force. Reading recognises by it what is left of an example. */
static bool untrue(const struct ledger_column *c)
{
    switch (c->type) {
    case COLUMN_KEY: case COLUMN_TEXT: case COLUMN_PROSE: case COLUMN_AGENCY: return begins(c->example, EXAMPLE_KEY) || begins(c->example, EXAMPLE_TEXT);
    case COLUMN_COUNT: case COLUMN_SIGNED: case COLUMN_NUMBER: case COLUMN_MONEY: return c->example[0] == '-';
    case COLUMN_DATE: case COLUMN_MONTH: case COLUMN_YEAR: return strncmp(c->example, "2008", 4) < 0;
    case COLUMN_CODE: case COLUMN_FLAG: break;
    }
    return false;
}

static bool find_untrue(struct ledger_table *t, struct yaml *y, const yaml_item *example, struct diag *diag)
{
    bool any = false;
    for (size_t i = 0; i < t->n_columns; i++) {
        struct ledger_column *c = &t->columns[i];
        c->untrue = c->example && untrue(c);
        any |= c->untrue;
        bool text = c->type == COLUMN_KEY || c->type == COLUMN_TEXT || c->type == COLUMN_PROSE || c->type == COLUMN_AGENCY;
        if (c->example && text && !c->untrue)
            return yaml_fail(diag, y, example, "示例行“%s”的文字要以“%s”或“%s”开头", c->heading, EXAMPLE_KEY, EXAMPLE_TEXT);
    }
    return !yaml_count(example) || any || yaml_fail(diag, y, example, "示例行至少要有一格不能像是真的");
}

static bool read_condition(struct schema *schema, struct wanted *w, const struct ledger_column *other, struct yaml *y, yaml_item *codes,
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

static bool read_wanted(struct schema *schema, const struct ledger_table *t, struct yaml *y, const yaml_item *map, struct diag *diag)
{
    for (size_t i = 0; i < yaml_count(map); i++) {
        struct ledger_column *c, *other;
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

bool schema_read_blank(struct schema *schema, struct ledger_table *t, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    const char *since = yaml_text(y, yaml_get(y, item, "since"));
    const yaml_item *example = yaml_get(y, item, "example");
    t->about = arena_dup(&schema->arena, yaml_text(y, yaml_get(y, item, "about")));
    t->since = civil_day(2008, 1, 1);
    if (since && !civil_parse_iso(since, &t->since)) return yaml_fail(diag, y, item, "since 应是 2008-01-01 这样的日期");
    return read_texts(schema, t, y, yaml_get(y, item, "notes"), true, diag) && read_texts(schema, t, y, example, false, diag) &&
           find_untrue(t, y, example, diag) && read_wanted(schema, t, y, yaml_get(y, item, "wanted"), diag);
}
