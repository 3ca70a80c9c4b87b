#include "group/submission.h"
#include "base/file.h"
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A report of a large agency has some 20 kB of numbers and as much prose as people write. */
enum { SUBMISSION_MAX_BYTES = 16 << 20 };

static bool add_cell(struct submission *s, const char *address, const json_t *value, struct diag *diag)
{
    struct submission_cell c = {.address = address};
    if (json_is_null(value)) {
        c.empty = true;
    } else if (json_is_integer(value)) {
        c.number.value = json_integer_value(value);
        c.shown = arena_printf(&s->arena, "%" PRId64, c.number.value);
    } else if (json_is_string(value) && decimal_parse(json_string_value(value), &c.number)) {
        c.shown = arena_dup(&s->arena, json_string_value(value));
    } else {
        return diag_fail(diag, DIAG_INPUT, "%s：单元格 %s 不是整数，也不是写成文字的金额", s->path, address);
    }
    s->cells = memory_grow(s->cells, s->n, &s->cap, sizeof *s->cells);
    s->cells[s->n++] = c;
    return true;
}

static bool read_tables(struct submission *s, json_t *tables, struct diag *diag)
{
    const char *table, *row, *col;
    json_t *rows, *cols, *value;
    json_object_foreach(tables, table, rows)
        json_object_foreach(rows, row, cols)
            json_object_foreach(cols, col, value)
                if (!add_cell(s, arena_printf(&s->arena, "%s/%s/%s", table, row, col), value, diag)) return false;
    return true;
}

/* A report without its words is still a report. */
static void read_narrative(struct submission *s, json_t *narrative)
{
    const char *section;
    json_t *markdown;
    json_object_foreach(narrative, section, markdown) {
        if (!json_is_string(markdown) || !json_string_length(markdown)) continue;
        s->texts = memory_grow(s->texts, s->n_texts, &s->cap_texts, sizeof *s->texts);
        s->texts[s->n_texts].section = arena_dup(&s->arena, section);
        s->texts[s->n_texts++].markdown = arena_dup(&s->arena, json_string_value(markdown));
    }
}

bool submission_read(struct submission *s, const char *path, struct diag *diag)
{
    json_error_t error;
    *s = (struct submission){0};
    s->path = arena_dup(&s->arena, path);
    json_t *root = NULL;
    FILE *f = NULL;
    bool ok = false;
    if (!file_open(&f, path, SUBMISSION_MAX_BYTES, diag)) goto out;
    root = json_loadf(f, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        diag_fail(diag, DIAG_INPUT, "%s:%d: 不是本程序写的 report.json（JSON 写法有误）", path, error.line);
        goto out;
    }
    const char *schema = json_string_value(json_object_get(root, "schema"));
    json_t *agency = json_object_get(root, "agency"), *year = json_object_get(root, "year"), *tables = json_object_get(root, "tables");
    if (!schema || strcmp(schema, "nianbao.report/1") || !json_is_integer(year) || !json_is_object(tables)) {
        diag_fail(diag, DIAG_INPUT, "%s：不是本程序写的 report.json", path);
        goto out;
    }
    s->code = arena_dup(&s->arena, json_string_value(json_object_get(agency, "code")));
    s->name = arena_dup(&s->arena, json_string_value(json_object_get(agency, "name")));
    s->form = arena_dup(&s->arena, json_string_value(json_object_get(root, "form")));
    s->year = (int)json_integer_value(year);
    const char *status = json_string_value(json_object_get(root, "status"));
    s->draft = !status || strcmp(status, "final");
    if (!s->name || !s->form) {
        diag_fail(diag, DIAG_INPUT, "%s：缺少机关名称或表单", path);
        goto out;
    }
    read_narrative(s, json_object_get(root, "narrative"));
    ok = read_tables(s, tables, diag);
out:
    if (f) fclose(f);
    json_decref(root);
    if (!ok) submission_release(s);
    return ok;
}

void submission_release(struct submission *s)
{
    arena_release(&s->arena);
    free(s->cells);
    free(s->texts);
    *s = (struct submission){0};
}

/* ---- finding ---- */

struct found { struct arena *arena; const char **files; size_t n, cap; };

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }
static int is_visible(const struct dirent *e) { return e->d_name[0] != '.'; }

static bool look_in(struct found *f, const char *dir, int depth, struct diag *diag)
{
    struct dirent **entries;
    int n = scandir(dir, &entries, is_visible, by_bytes);
    bool ok = n >= 0 || diag_fail_errno(diag, "读不了 %s", dir);
    for (int i = 0; i < n; i++) {
        const char *path = arena_printf(f->arena, "%s/%s", dir, entries[i]->d_name);
        struct stat st;
        if (ok && !lstat(path, &st)) {
            if (S_ISDIR(st.st_mode) && depth) ok = look_in(f, path, depth - 1, diag);
            if (S_ISREG(st.st_mode) && !strcmp(entries[i]->d_name, "report.json")) {
                f->files = memory_grow(f->files, f->n, &f->cap, sizeof *f->files);
                f->files[f->n++] = path;
            }
        }
        free(entries[i]);
    }
    if (n >= 0) free(entries);
    return ok;
}

bool submission_find(struct arena *arena, const char *path, const char ***files, size_t *n, struct diag *diag)
{
    enum { DEPTH = 3 };
    struct stat st;
    struct found f = {.arena = arena};
    if (stat(path, &st)) return diag_fail_errno(diag, "读不了 %s", path);
    bool ok = !S_ISDIR(st.st_mode) || look_in(&f, path, DEPTH, diag);
    *files = arena_alloc(arena, (f.n + 1) * sizeof **files);
    if (f.n) memcpy(*files, f.files, f.n * sizeof **files);
    *n = f.n;
    free(f.files);
    return ok;
}
