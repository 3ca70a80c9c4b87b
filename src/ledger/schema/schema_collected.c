#include "base/yaml.h"
#include "ledger/schema/schema_inside.h"
#include <string.h>

/* data/ledger/collected.yaml: a column that holds one of several dates, by a code of its row. */

static int column_of(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; heading && i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return (int)i;
    return -1;
}

static bool read_into(struct schema *s, struct yaml *y, const yaml_item *map, struct diag *diag)
{
    struct collected *c = &s->collected;
    const struct code_list *codes = c->table->columns[c->by].codes;
    c->into = arena_alloc(&s->arena, (codes->n + 1) * sizeof *c->into);
    for (size_t i = 0; i <= codes->n; i++) c->into[i] = -1;
    for (size_t i = 0; i < yaml_count(map); i++) {
        int code = code_find(codes, yaml_key(y, map, i)), column = column_of(c->table, yaml_text(y, yaml_at(y, map, i)));
        if (!code) return yaml_fail(diag, y, map, "没有“%s”这个代码", yaml_key(y, map, i));
        if (column < 0 || c->table->columns[column].type != COLUMN_DATE)
            return yaml_fail(diag, y, map, "“%s”应归入“%s”表的日期列", yaml_key(y, map, i), c->table->id);
        c->into[code] = column;
    }
    for (size_t i = 1; i <= codes->n; i++)
        if (c->into[i] < 0) return yaml_fail(diag, y, map, "缺少代码“%s”", codes->codes[i - 1].code);
    return true;
}

bool schema_read_collected(struct schema *s, const char *path, struct diag *diag)
{
    static const char *const keys[] = {"table", "word", "by", "into", NULL};
    struct collected *c = &s->collected;
    const char *table, *word, *by;
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    const yaml_item *root = yaml_root(y);
    if (!root) { /* no column is such a one */
        yaml_close(y);
        return true;
    }
    bool ok = yaml_only(y, root, keys, diag) && yaml_need(y, root, "table", &table, diag) && yaml_need(y, root, "word", &word, diag) &&
              yaml_need(y, root, "by", &by, diag);
    if (ok) {
        c->table = schema_table(s, table);
        c->word = arena_dup(&s->arena, word);
        c->by = c->table ? column_of(c->table, by) : -1;
        ok = (c->by >= 0 && c->table->columns[c->by].type == COLUMN_CODE) || yaml_fail(diag, y, root, "by 应是这张表的代码列");
    }
    ok = ok && read_into(s, y, yaml_get(y, root, "into"), diag);
    yaml_close(y);
    return ok;
}
