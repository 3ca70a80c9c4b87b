#include "intake/words.h"
#include "base/yaml.h"
#include "intake/carried.h"
#include <stdlib.h>
#include <string.h>

struct reader {
    struct intake_words *words;
    const struct schema *schema;
    struct yaml *y;
};

static bool read_list(struct reader *r, yaml_item *list, const char ***out, size_t *n, struct diag *diag)
{
    *n = yaml_count(list);
    *out = arena_alloc(&r->words->arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++) {
        const char *text = yaml_kind(list) == YAML_LIST ? yaml_text(r->y, yaml_at(r->y, list, i)) : NULL;
        if (!text) return yaml_fail(diag, r->y, list, "应是词的列表");
        (*out)[i] = arena_dup(&r->words->arena, text);
    }
    return true;
}

static bool add_detail(struct reader *r, const struct ledger_table *t, const char *key, yaml_item *list, struct diag *diag)
{
    struct intake_words *w = r->words;
    struct intake_detail one = {.table = t, .column = table_column(t, key)};
    if (one.column < 0 || !t->columns[one.column].codes) return yaml_fail(diag, r->y, list, "“%s”没有填代码的列“%s”", t->name, key);
    if (!read_list(r, list, &one.headings, &one.n, diag)) return false;
    w->details[w->n_details++] = one;
    return true;
}

/* The first event of the table's wide sheet with this code. */
static bool add_hint(struct reader *r, const struct ledger_table *t, const char *key, yaml_item *list, struct diag *diag)
{
    struct intake_words *w = r->words;
    struct intake_hint one = {.table = t};
    int kind = t->wide ? code_find(t->wide->into->columns[t->wide->event].codes, key) : 0;
    while (kind && one.event < t->wide->n_events && t->wide->events[one.event].kind != kind) one.event++;
    if (!kind || one.event == t->wide->n_events) return yaml_fail(diag, r->y, list, "宽台账里没有事件“%s”", key);
    if (!read_list(r, list, &one.words, &one.n, diag)) return false;
    w->hints[w->n_hints++] = one;
    return true;
}

static bool read_kept(struct reader *r, struct diag *diag)
{
    struct intake_words *w = r->words;
    yaml_item *map = yaml_get(r->y, yaml_root(r->y), "previous");
    w->kept = arena_alloc(&w->arena, (yaml_count(map) + 1) * sizeof *w->kept);
    for (; w->n_kept < yaml_count(map); w->n_kept++) {
        struct intake_kept *one = &w->kept[w->n_kept];
        yaml_item *list = yaml_at(r->y, map, w->n_kept);
        one->table = schema_table(r->schema, yaml_key(r->y, map, w->n_kept));
        if (!one->table) return yaml_fail(diag, r->y, list, "没有“%s”这张表", yaml_key(r->y, map, w->n_kept));
        if (!read_list(r, list, &one->headings, &one->n, diag)) return false;
        for (size_t i = 0; i < one->n; i++) {
            int column = table_column(one->table, one->headings[i]);
            if (column < 0 || one->table->columns[column].type != COLUMN_DATE) return yaml_fail(diag, r->y, list, "“%s”没有日期列“%s”", one->table->name, one->headings[i]);
        }
    }
    return true;
}

static bool add_doubt(struct reader *r, const struct ledger_table *t, const char *key, yaml_item *item, struct diag *diag)
{
    const char *other = yaml_text(r->y, item);
    struct intake_doubt one = {t, table_column(t, key), other ? table_column(t, other) : -1};
    if (one.column < 0 || one.other < 0) return yaml_fail(diag, r->y, item, "“%s”没有“%s”或“%s”这一列", t->name, key, other ? other : "");
    r->words->doubts[r->words->n_doubts++] = one;
    return true;
}

static size_t count_below(struct yaml *y, yaml_item *map)
{
    size_t n = 0;
    for (size_t i = 0; i < yaml_count(map); i++) n += yaml_count(yaml_at(y, map, i));
    return n;
}

static bool read_tables(struct reader *r, const char *key,
                        bool (*add)(struct reader *r, const struct ledger_table *t, const char *key, yaml_item *list, struct diag *diag),
                        struct diag *diag)
{
    yaml_item *map = yaml_get(r->y, yaml_root(r->y), key);
    for (size_t i = 0; i < yaml_count(map); i++) {
        yaml_item *of_table = yaml_at(r->y, map, i);
        const struct ledger_table *t = schema_table(r->schema, yaml_key(r->y, map, i));
        if (!t) return yaml_fail(diag, r->y, of_table, "没有“%s”这张表", yaml_key(r->y, map, i));
        for (size_t k = 0; k < yaml_count(of_table); k++)
            if (!add(r, t, yaml_key(r->y, of_table, k), yaml_at(r->y, of_table, k), diag)) return false;
    }
    return true;
}

static bool read_all(struct reader *r, struct diag *diag)
{
    static const char *const keys[] = {"numbers", "units", "agencies", "details", "hints", "denials", "doubts", "previous", NULL};
    struct intake_words *w = r->words;
    yaml_item *root = yaml_root(r->y);
    w->details = arena_alloc(&w->arena, (count_below(r->y, yaml_get(r->y, root, "details")) + 1) * sizeof *w->details);
    w->hints = arena_alloc(&w->arena, (count_below(r->y, yaml_get(r->y, root, "hints")) + 1) * sizeof *w->hints);
    w->doubts = arena_alloc(&w->arena, (count_below(r->y, yaml_get(r->y, root, "doubts")) + 1) * sizeof *w->doubts);
    return yaml_only(r->y, root, keys, diag) && read_list(r, yaml_get(r->y, root, "numbers"), &w->numbers, &w->n_numbers, diag) &&
           read_list(r, yaml_get(r->y, root, "units"), &w->units, &w->n_units, diag) &&
           read_list(r, yaml_get(r->y, root, "agencies"), &w->agencies, &w->n_agencies, diag) &&
           read_list(r, yaml_get(r->y, root, "denials"), &w->denials, &w->n_denials, diag) && read_tables(r, "details", add_detail, diag) &&
           read_tables(r, "hints", add_hint, diag) && read_tables(r, "doubts", add_doubt, diag) && read_kept(r, diag);
}

bool intake_words_load(struct intake_words *w, const struct schema *schema, const char *path, struct diag *diag)
{
    struct reader r = {w, schema, NULL};
    *w = (struct intake_words){0};
    if (!yaml_load(&r.y, path, diag)) return false;
    bool ok = read_all(&r, diag);
    yaml_close(r.y);
    return ok;
}

void intake_words_release(struct intake_words *w) { arena_release(&w->arena); }
