#include "ledger/schema.h"
#include "base/yaml.h"
#include "ledger/codes.h"
#include "ledger/csv.h"
#include "ledger/encoding.h"
#include "ledger/name_kinds.h"
#include "ledger/schema_tables.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

const struct table *schema_table(const struct schema *s, const char *id)
{
    for (size_t i = 0; i < s->n_tables; i++)
        if (!strcmp(s->tables[i].id, id)) return &s->tables[i];
    return NULL;
}

const struct table *schema_table_named(const struct schema *s, const char *name)
{
    for (size_t i = 0; i < s->n_tables; i++)
        if (!strcmp(s->tables[i].id, name) || !strcmp(s->tables[i].name, name)) return &s->tables[i];
    return NULL;
}

const struct code_list *schema_codes(const struct schema *s, const char *name)
{
    for (size_t i = 0; i < s->n_lists; i++)
        if (!strcmp(s->lists[i].name, name)) return &s->lists[i];
    return NULL;
}

/* ---- heading aliases ---- */

static bool add_alias(struct schema *s, const char *path, const struct raw_row *row, struct diag *diag)
{
    bool odd = false;
    const char *cells[3];
    if (row->n != 3) return diag_fail(diag, DIAG_INPUT, "%s:%lld: 应有三列：表,见到的标题,台账的标题", path, (long long)row->line);
    for (size_t i = 0; i < 3; i++) {
        struct slice cell = spelling_trim(row->cells[i], &odd);
        cells[i] = arena_dup_n(&s->arena, cell.s, cell.n);
    }
    bool every = !strcmp(cells[0], "*");
    const struct table *t = every ? NULL : schema_table_named(s, cells[0]);
    if (!every && !t) return diag_fail(diag, DIAG_INPUT, "%s:%lld: 没有名为“%s”的表", path, (long long)row->line, cells[0]);
    if (!*cells[1]) return diag_fail(diag, DIAG_INPUT, "%s:%lld: 没有写见到的标题", path, (long long)row->line);
    bool known = !*cells[2];
    for (size_t i = 0; t && i < t->n_columns; i++) known |= !strcmp(t->columns[i].heading, cells[2]);
    if (!known) return diag_fail(diag, DIAG_INPUT, "%s:%lld: “%s”表中没有标题“%s”", path, (long long)row->line, cells[0], cells[2]);
    s->aliases = memory_grow(s->aliases, s->n_aliases, &s->cap_aliases, sizeof *s->aliases);
    s->aliases[s->n_aliases++] = (struct heading_alias){t ? t->id : NULL, cells[1], *cells[2] ? cells[2] : NULL};
    return true;
}

bool schema_add_headings(struct schema *s, const char *path, struct diag *diag)
{
    struct encoded_text text;
    struct fault fault;
    struct raw_row row;
    if (!encoding_open(&text, path, NULL, &fault)) return diag_fail(diag, DIAG_INPUT, "%s：%s", path, fault.text);
    struct raw_rows *rows = csv_open(text.text, text.n);
    enum raw_result result = RAW_END;
    bool ok = true;
    for (bool title = true; ok && (result = rows->next(rows, &row, &fault)) == RAW_ROW; title = false)
        if (!title && !(row.n == 1 && !row.cells[0].n)) ok = add_alias(s, path, &row, diag);
    if (ok && result == RAW_BROKEN) ok = diag_fail(diag, DIAG_INPUT, "%s:%lld: %s", path, (long long)fault.line, fault.text);
    rows->close(rows);
    encoding_close(&text);
    return ok;
}

static int is_csv(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return entry->d_name[0] != '.' && n > 4 && !strcmp(entry->d_name + n - 4, ".csv");
}

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static bool read_headings(struct schema *s, const char *dir, struct diag *diag)
{
    struct dirent **entries = NULL;
    int n = scandir(dir, &entries, is_csv, by_bytes);
    if (n < 0) return diag_fail_errno(diag, "读不了 %s", dir);
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok = ok && schema_add_headings(s, arena_printf(&s->arena, "%s/%s", dir, entries[i]->d_name), diag);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

/* ---- sheets that are no tables ---- */

static bool read_sheets(struct schema *s, const char *path, struct diag *diag)
{
    static const char *const keys[] = {"left_alone", NULL};
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    yaml_item *list = yaml_get(y, yaml_root(y), keys[0]);
    bool ok = yaml_only(y, yaml_root(y), keys, diag);
    s->sheets_left_alone = arena_alloc(&s->arena, (yaml_count(list) + 1) * sizeof *s->sheets_left_alone);
    for (size_t i = 0; ok && i < yaml_count(list); i++) {
        const char *name = yaml_text(y, yaml_at(y, list, i));
        if (!name || schema_table_named(s, name)) ok = yaml_fail(diag, y, list, "left_alone 里应是工作表的名称，不能是台账的表");
        else s->sheets_left_alone[s->n_sheets_left_alone++] = arena_dup(&s->arena, name);
    }
    yaml_close(y);
    return ok;
}

/* ---- the whole ---- */

bool schema_load(struct schema **out, const char *data, struct diag *diag)
{
    struct schema *s = memory_alloc(sizeof *s);
    bool ok = codes_read(s, arena_printf(&s->arena, "%s/ledger/codes.yaml", data), diag) &&
              schema_read_tables(s, arena_printf(&s->arena, "%s/ledger/tables.yaml", data), diag) &&
              name_kinds_read(s, arena_printf(&s->arena, "%s/ledger/name_kinds.yaml", data), diag) &&
              read_sheets(s, arena_printf(&s->arena, "%s/ledger/sheets.yaml", data), diag) &&
              read_headings(s, arena_printf(&s->arena, "%s/headings", data), diag);
    if (ok) *out = s;
    else schema_free(s);
    return ok;
}

void schema_free(struct schema *s)
{
    if (!s) return;
    for (size_t i = 0; i < s->n_lists; i++) codes_release(&s->lists[i]);
    free(s->aliases);
    arena_release(&s->arena);
    free(s);
}
