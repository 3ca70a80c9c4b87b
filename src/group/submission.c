#include "group/submission.h"
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

bool submission_read(struct submission *s, const struct submission_source *source, struct form_shelf *shelf, struct problems *problems,
                     struct diag *diag)
{
    (void)shelf;
    (void)problems;
    const char *path = source->path;
    json_error_t error;
    *s = (struct submission){.kind = SUBMISSION_JSON, .timeliness = {-1, -1, -1, -1, -1, -1, -1}};
    s->path = arena_dup(&s->arena, path);
    s->shown = arena_dup(&s->arena, source->shown);
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    bool ok = false;
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

struct found { struct arena *arena; size_t root; struct submission_source *list; size_t n, cap; };

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
                f->list = memory_grow(f->list, f->n, &f->cap, sizeof *f->list);
                f->list[f->n++] = (struct submission_source){.path = path, .shown = path + f->root};
            }
        }
        free(entries[i]);
    }
    if (n >= 0) free(entries);
    return ok;
}

bool submission_find(struct arena *arena, const char *path, struct submission_source **list, size_t *n, struct problems *problems,
                     struct diag *diag)
{
    (void)problems;
    enum { DEPTH = 3 };
    struct stat st;
    struct found f = {.arena = arena, .root = strlen(path) + 1};
    if (stat(path, &st)) return diag_fail_errno(diag, "读不了 %s", path);
    bool ok = true;
    if (S_ISDIR(st.st_mode)) {
        ok = look_in(&f, path, DEPTH, diag);
    } else {
        const char *slash = strrchr(path, '/');
        f.list = memory_grow(f.list, f.n, &f.cap, sizeof *f.list);
        f.list[f.n++] = (struct submission_source){.path = arena_dup(arena, path), .shown = arena_dup(arena, slash ? slash + 1 : path)};
    }
    *list = arena_alloc(arena, (f.n + 1) * sizeof **list);
    if (f.n) memcpy(*list, f.list, f.n * sizeof **list);
    *n = f.n;
    free(f.list);
    return ok;
}

const struct submission_cell *submission_cell(const struct submission *s, const char *address)
{
    for (size_t i = 0; i < s->n; i++)
        if (!strcmp(s->cells[i].address, address)) return &s->cells[i];
    return NULL;
}

struct report *submission_report(const struct submission *s, const struct form *form)
{
    struct report *r = report_new(form);
    const struct form_table *t;
    int slot;
    r->year = s->year;
    r->draft = s->draft;
    r->agency.code = arena_dup(&r->arena, s->code);
    r->agency.name = arena_dup(&r->arena, s->name);
    r->timeliness = s->timeliness;
    for (size_t i = 0; i < s->n; i++) {
        const struct submission_cell *c = &s->cells[i];
        if (!form_address(form, c->address, &t, &slot)) continue;
        struct report_table *table = report_table(r, t->id);
        if (!c->empty) report_set(r, table, slot, c->number);
        if (c->note) report_set_note(r, table, slot, c->note);
    }
    return r;
}
