#include "base/decimal.h"
#include "base/yaml.h"
#include "ledger/schema/schema_inside.h"
#include <string.h>

static bool word_among(const char *word, const char *const *words, size_t n, int *place)
{
    for (size_t i = 0; word && i < n; i++) {
        if (strcmp(word, words[i])) continue;
        *place = (int)i;
        return true;
    }
    return false;
}

static bool read_type(const struct schema *schema, struct ledger_column *c, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    static const char *const words[] = {"key", "text", "prose", "date", "month", "year", "count", "signed", "number", "money",
                                        "flag", "code", "agency"};
    const char *type;
    if (!yaml_need(y, item, "type", &type, diag)) return false;
    int place;
    if (!strncmp(type, "money:", 6)) {
        c->type = COLUMN_MONEY;
        c->decimals = type[6] - '0';
        if (type[6] && !type[7] && c->decimals >= 0 && c->decimals <= DECIMAL_MAX_SCALE) return true;
    } else if (!strncmp(type, "code:", 5)) {
        c->type = COLUMN_CODE;
        c->codes = schema_codes(schema, type + 5);
        if (c->codes) return true;
    } else if (word_among(type, words, sizeof words / sizeof *words, &place) && place != COLUMN_MONEY && place != COLUMN_CODE) {
        c->type = (enum column_type)place;
        return true;
    }
    return yaml_fail(diag, y, item, "不认识列的类型“%s”", type);
}

/* What a column of words holds, and what the records hold of it. */
static bool read_words(struct ledger_column *c, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    static const char *const all[] = {"free", "number", "unit", "words", "public", "own", "printed", "address"}, *const parts[] = {"value", "link", "presence", "no"};
    const char *holds = yaml_text(y, yaml_get(y, item, "holds")), *kept = yaml_text(y, yaml_get(y, item, "kept"));
    bool words = (c->type == COLUMN_TEXT || c->type == COLUMN_PROSE || c->type == COLUMN_KEY) && c->personal == PERSONAL_NO;
    int place = c->type == COLUMN_KEY ? HOLDS_NUMBER : HOLDS_FREE, part = KEPT_VALUE;
    if ((holds || kept) && !words) return yaml_fail(diag, y, item, "holds 和 kept 只用于文字和编号的列");
    if (holds && !word_among(holds, all, sizeof all / sizeof *all, &place)) return yaml_fail(diag, y, item, "holds 只能是 number、unit、words、public、own、printed 或 address");
    if (kept && !word_among(kept, parts, sizeof parts / sizeof *parts, &part)) return yaml_fail(diag, y, item, "kept 只能是 link、presence 或 no");
    c->holds = (enum column_holds)place;
    c->kept = (enum column_kept)part;
    return true;
}

static bool read_column(struct schema *schema, struct ledger_column *c, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"heading", "column", "type", "need", "personal", "holds", "kept", NULL};
    static const char *const personal[] = {"no", "link", "presence", "identity"};
    const char *heading, *name;
    if (!yaml_only(y, item, keys, diag)) return false;
    if (!yaml_need(y, item, "heading", &heading, diag) || !yaml_need(y, item, "column", &name, diag)) return false;
    *c = (struct ledger_column){.heading = arena_dup(&schema->arena, heading), .name = arena_dup(&schema->arena, name)};
    if (!read_type(schema, c, y, item, diag)) return false;
    const char *need = yaml_text(y, yaml_get(y, item, "need")), *how = yaml_text(y, yaml_get(y, item, "personal"));
    if (need && strcmp(need, "R")) return yaml_fail(diag, y, item, "need 只能是 R");
    c->needed = need;
    int place = PERSONAL_NO;
    if (how && !word_among(how, personal, sizeof personal / sizeof *personal, &place))
        return yaml_fail(diag, y, item, "personal 只能是 link、presence 或 identity");
    if (how && c->type != COLUMN_TEXT) return yaml_fail(diag, y, item, "个人信息的列只能是 text");
    c->personal = (enum column_personal)place;
    return read_words(c, y, item, diag);
}

/* Headings as places in the table's columns. */
static bool read_places(struct schema *schema, const struct ledger_table *t, struct yaml *y, const yaml_item *list, int **places,
                        size_t *n, struct diag *diag)
{
    *n = yaml_count(list);
    *places = arena_alloc(&schema->arena, *n * sizeof **places);
    for (size_t i = 0; i < *n; i++) {
        const char *heading = yaml_text(y, yaml_at(y, list, i));
        size_t k = 0;
        while (heading && k < t->n_columns && strcmp(t->columns[k].heading, heading)) k++;
        if (!heading || k == t->n_columns) return yaml_fail(diag, y, list, "表中没有“%s”这一列", heading ? heading : "");
        (*places)[i] = (int)k;
    }
    return true;
}

static bool read_year_columns(struct schema *schema, const struct ledger_table *t, struct yaml *y, const yaml_item *list, int **places, size_t *n,
                              struct diag *diag)
{
    if (!read_places(schema, t, y, list, places, n, diag)) return false;
    for (size_t i = 0; i < *n; i++) {
        const struct ledger_column *c = &t->columns[(*places)[i]];
        if (c->type != COLUMN_DATE && c->type != COLUMN_MONTH && c->type != COLUMN_YEAR)
            return yaml_fail(diag, y, list, "“%s”不是日期、月份或年度，看不出年度", c->heading);
    }
    return true;
}

static bool read_years(struct schema *schema, struct ledger_table *t, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"counted", "from", "until", NULL};
    const yaml_item *years = yaml_get(y, item, "years");
    if (!years) return true;
    return yaml_only(y, years, keys, diag) && read_year_columns(schema, t, y, yaml_get(y, years, "counted"), &t->counted, &t->n_counted, diag) &&
           read_year_columns(schema, t, y, yaml_get(y, years, "from"), &t->from, &t->n_from, diag) &&
           read_year_columns(schema, t, y, yaml_get(y, years, "until"), &t->until, &t->n_until, diag) &&
           (!t->n_until || t->n_from || yaml_fail(diag, y, years, "years 里有 until 的要有 from"));
}

static bool read_table(struct schema *schema, struct ledger_table *t, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"name", "about", "core", "people", "large", "key", "needs_one", "unique", "refers", "may_refer", "years", "columns", "since", "example", "wanted", "notes", NULL};
    const char *name, *core;
    if (!yaml_only(y, item, keys, diag)) return false;
    if (!yaml_need(y, item, "name", &name, diag) || !yaml_need(y, item, "core", &core, diag)) return false;
    t->name = arena_dup(&schema->arena, name);
    if (!yaml_flag(y, item, "core", &t->core, diag) || !yaml_flag(y, item, "people", &t->people, diag) || !yaml_flag(y, item, "large", &t->large, diag)) return false;
    const yaml_item *columns = yaml_get(y, item, "columns");
    t->columns = arena_alloc(&schema->arena, yaml_count(columns) * sizeof *t->columns);
    t->agency = -1;
    for (; t->n_columns < yaml_count(columns); t->n_columns++) {
        const yaml_item *at = yaml_at(y, columns, t->n_columns);
        struct ledger_column *c = &t->columns[t->n_columns];
        if (!read_column(schema, c, y, at, diag)) return false;
        for (size_t i = 0; i < t->n_columns; i++)
            if (!strcmp(t->columns[i].heading, c->heading) || !strcmp(t->columns[i].name, c->name))
                return yaml_fail(diag, y, at, "“%s”这一列写了两次", c->heading);
        if (c->type == COLUMN_AGENCY) t->agency = (int)t->n_columns;
    }
    return read_places(schema, t, y, yaml_get(y, item, "key"), &t->key, &t->n_key, diag) &&
           read_places(schema, t, y, yaml_get(y, item, "needs_one"), &t->needs_one, &t->n_needs_one, diag) &&
           read_places(schema, t, y, yaml_get(y, item, "unique"), &t->unique, &t->n_unique, diag) &&
           read_years(schema, t, y, item, diag) && schema_read_blank(schema, t, y, item, diag);
}

/* {受理编号: requests} */
static bool add_references(struct schema *schema, struct ledger_table *t, struct yaml *y, const yaml_item *map, bool may_be_outside, struct diag *diag)
{
    for (size_t i = 0; i < yaml_count(map); i++) {
        struct reference *r = &t->refers[t->n_refers++];
        const char *id = yaml_text(y, yaml_at(y, map, i));
        while ((size_t)r->column < t->n_columns && strcmp(t->columns[r->column].heading, yaml_key(y, map, i))) r->column++;
        r->table = id ? schema_table(schema, id) : NULL;
        r->may_be_outside = may_be_outside;
        if ((size_t)r->column == t->n_columns || !r->table || !r->table->n_key || (!may_be_outside && !r->table->n_unique))
            return yaml_fail(diag, y, yaml_at(y, map, i), "应是“列标题: 有 key 的表”，refers 里的还要有 unique");
        r->key = r->table->n_unique ? r->table->unique[r->table->n_unique - 1] : r->table->key[r->table->n_key - 1];
    }
    return true;
}

/* Read when all tables are known. */
static bool read_references(struct schema *schema, struct ledger_table *t, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    const yaml_item *must = yaml_get(y, item, "refers"), *may = yaml_get(y, item, "may_refer");
    t->refers = arena_alloc(&schema->arena, (yaml_count(must) + yaml_count(may)) * sizeof *t->refers);
    return add_references(schema, t, y, must, false, diag) && add_references(schema, t, y, may, true, diag);
}

bool schema_read_tables(struct schema *schema, const char *path, struct diag *diag)
{
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    yaml_item *root = yaml_root(y);
    schema->tables = arena_alloc(&schema->arena, yaml_count(root) * sizeof *schema->tables);
    bool ok = true;
    for (size_t i = 0; ok && i < yaml_count(root); i++) {
        struct ledger_table *t = &schema->tables[schema->n_tables++];
        t->id = arena_dup(&schema->arena, yaml_key(y, root, i));
        ok = read_table(schema, t, y, yaml_at(y, root, i), diag);
    }
    for (size_t i = 0; ok && i < schema->n_tables; i++) ok = read_references(schema, &schema->tables[i], y, yaml_at(y, root, i), diag);
    yaml_close(y);
    return ok;
}
