#include "database/names.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/text.h"
#include "base/yaml.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const struct database_name *database_names_of(const struct database_names *names, const struct ledger_table *table)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->list[i].table == table) return &names->list[i];
    return NULL;
}

static bool add(struct database_names *names, const struct schema *schema, const char *word, struct database_name name, struct diag *diag)
{
    name.table = schema_table_called(schema, word);
    if (!name.table) return diag_fail(diag, DIAG_INPUT, "%s：台账没有“%s”这张表；表名见 docs/zh/台账.md，如 申请登记（requests）", name.place, word);
    const struct database_name *other = database_names_of(names, name.table);
    if (other) return diag_fail(diag, DIAG_INPUT, "%s：“%s”在 %s 已经有了，只留一个", name.place, name.table->name, other->place);
    names->list = memory_grow(names->list, names->n, &names->cap, sizeof *names->list);
    names->list[names->n++] = name;
    return true;
}

/* ---- a file ---- */

static bool add_relation(struct database_names *names, const struct schema *schema, const char *word, const char *value, const char *place, struct diag *diag)
{
    const char *dot = value ? strchr(value, '.') : NULL, *relation = dot ? dot + 1 : value;
    if (!value || dot == value || !*relation) return diag_fail(diag, DIAG_INPUT, "%s：“%s”后面应是 表 或 模式.表", place, word);
    return add(names, schema, word, (struct database_name){.in = dot ? arena_dup_n(&names->arena, value, (size_t)(dot - value)) : NULL, .relation = arena_dup(&names->arena, relation), .place = place}, diag);
}

static bool read_file(struct database_names *names, const char *path, const struct schema *schema, struct diag *diag)
{
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    yaml_item *root = yaml_root(y);
    bool ok = (yaml_kind(root) == YAML_MAP && yaml_count(root)) || diag_fail(diag, DIAG_INPUT, "%s：--tables 的文件应是一行一张表，如 申请登记: 模式.表", path);
    for (size_t i = 0; ok && i < yaml_count(root); i++) {
        const yaml_item *value = yaml_at(y, root, i);
        ok = add_relation(names, schema, yaml_key(y, root, i), yaml_text(y, value), arena_printf(&names->arena, "%s:%d", path, yaml_line(value)), diag);
    }
    yaml_close(y);
    return ok;
}

/* ---- a folder of queries ---- */

static bool read_text(struct text *out, const char *path, struct diag *diag)
{
    char buffer[1 << 12];
    FILE *f;
    if (!file_open(&f, path, MEBIBYTE, diag)) return false;
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;) text_add_n(out, buffer, n);
    bool ok = !ferror(f) || diag_fail_errno(diag, "读不了 %s", path);
    fclose(f);
    return ok;
}

static bool add_query(struct database_names *names, const struct schema *schema, const char *path, const char *file, struct diag *diag)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct text sql = {0};
    bool ok = read_text(&sql, path, diag);
    const char *s = text_get(&sql);
    size_t n = strlen(s);
    if (ok && (n != sql.n || !utf8_valid(s, n, NULL))) ok = diag_fail(diag, DIAG_INPUT, "%s：查询应是 UTF-8 的文本", path);
    if (!strncmp(s, mark, sizeof mark - 1)) s += sizeof mark - 1, n -= sizeof mark - 1;
    while (n && (isspace((unsigned char)s[n - 1]) || s[n - 1] == ';')) n--;
    if (ok && !n) ok = diag_fail(diag, DIAG_INPUT, "%s：这个文件是空的；应是一句 SELECT", path);
    const char *word = arena_dup_n(&names->arena, file, strlen(file) - (sizeof ".sql" - 1));
    ok = ok && add(names, schema, word, (struct database_name){.query = arena_dup_n(&names->arena, s, n), .place = path}, diag);
    text_release(&sql);
    return ok;
}

/* A file that is named after a table and ends in another way, such as 申请登记.SQL or 申请登记.sql.txt, may be meant as its query. */
static bool check_other(const struct database_names *names, const struct schema *schema, const char *path, const char *file, struct diag *diag)
{
    struct arena a = {0};
    const struct ledger_table *t = schema_table_called(schema, arena_dup_n(&a, file, strcspn(file, ".")));
    arena_release(&a);
    return !t || database_names_of(names, t) || diag_fail(diag, DIAG_INPUT, "%s/%s：像“%s”的查询，没有读；是的，文件名改为 %s.sql，不是的，移走", path, file, t->name, t->name);
}

static bool read_folder(struct database_names *names, const char *path, const struct schema *schema, struct diag *diag)
{
    const char **files;
    size_t n;
    if (!folder_names(&names->arena, path, "查询的文件夹", ".sql", &files, &n, diag)) return false;
    if (!n) return diag_fail(diag, DIAG_INPUT, "%s 里没有查询：一张表一个文件，如 申请登记.sql", path);
    for (size_t i = 0; i < n; i++)
        if (!add_query(names, schema, arena_printf(&names->arena, "%s/%s", path, files[i]), files[i], diag)) return false;
    if (!folder_names(&names->arena, path, "查询的文件夹", NULL, &files, &n, diag)) return false;
    for (size_t i = 0; i < n; i++)
        if (!check_other(names, schema, path, files[i], diag)) return false;
    return true;
}

bool database_names_read(struct database_names *names, const char *path, const struct schema *schema, struct diag *diag)
{
    *names = (struct database_names){0};
    if (folder_is(path) ? read_folder(names, path, schema, diag) : read_file(names, path, schema, diag)) return true;
    database_names_release(names);
    return false;
}

void database_names_release(struct database_names *names)
{
    free(names->list);
    arena_release(&names->arena);
    *names = (struct database_names){0};
}

const char *database_heading(const struct ledger_table *table, const char *column)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (!strcasecmp(table->columns[i].name, column)) return table->columns[i].heading;
    return column;
}
