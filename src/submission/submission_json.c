/* report.json, schema nianbao.report/1. */
#include "base/file.h"
#include "submission/submission_inside.h"
#include "submission/typed_cell.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 16 << 20 };

static const char *text_of(const json_t *object, const char *key) { return json_string_value(json_object_get(object, key)); }

static void unreadable(struct submission_reading *r, const struct form_slot *slot, const json_t *value, bool hides)
{
    enum { MAX_SHOWN = 60 };
    char *dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
    const char *what = hides ? PROBLEM_PERSONAL : dumped && strlen(dumped) <= MAX_SHOWN ? dumped : NULL;
    problems_add(r->problems, &(struct problem){.id = "R02", .file = r->s->shown, .cell = slot->address, .value = what, .key = r->s->name,
                                                .expected = slot->type == CELL_COUNT ? "整数" : "写成文字的金额，如 \"24252.311082\""});
    free(dumped);
}

static void add_cell(struct submission_reading *r, const struct form_slot *slot, const json_t *value, const char *note)
{
    struct submission *s = r->s;
    struct submission_cell c = {.address = slot->address, .note = arena_dup(&s->arena, note)};
    if (json_is_null(value)) {
        c.empty = true;
    } else if (json_is_integer(value)) {
        c.number.value = json_integer_value(value);
        char digits[DECIMAL_TEXT];
        c.shown = arena_dup(&s->arena, decimal_format(c.number, digits));
    } else if (json_is_string(value) && decimal_parse(json_string_value(value), &c.number) && (slot->type == CELL_DECIMAL || !c.number.scale)) {
        c.shown = arena_dup(&s->arena, json_string_value(value));
    } else {
        unreadable(r, slot, value, false);
        return;
    }
    if (!c.empty && !number_likely(c.number, typed_unit(slot))) {
        unreadable(r, slot, value, true);
        return;
    }
    submission_add(s, c);
}

/* A cell that the form does not have is never added up. */
static void say_unknown(struct submission_reading *r, const char *address)
{
    problems_add(r->problems, &(struct problem){.id = "D16", .file = r->s->shown, .key = r->s->name, .value = address, .text = "表单里没有这个单元格"});
}

static void read_tables(struct submission_reading *r, const struct form *form, json_t *tables, json_t *notes, bool *given)
{
    const char *table, *row, *col;
    json_t *rows, *cols, *value;
    json_object_foreach(tables, table, rows)
        json_object_foreach(rows, row, cols)
            json_object_foreach(cols, col, value) {
                const struct form_table *t = form_table(form, table);
                int slot = t ? form_slot(t, row, col) : -1;
                if (slot < 0) {
                    say_unknown(r, arena_printf(&r->s->arena, "%s/%s/%s", table, row, col));
                    continue;
                }
                size_t before = 0;
                for (const struct form_table *other = form->tables; other < t; other++) before += other->n_slots;
                given[before + (size_t)slot] = true;
                add_cell(r, &t->slots[slot], value, text_of(notes, t->slots[slot].address));
            }
}

static void say_missing(struct submission_reading *r, const struct form *form, const bool *given)
{
    submission_say_missing(r, standard_form_of(r->shelf, form), given, NULL);
}

static void read_narrative(struct submission *s, json_t *narrative)
{
    const char *section;
    json_t *markdown;
    json_object_foreach(narrative, section, markdown)
        if (json_is_string(markdown) && json_string_length(markdown)) submission_add_text(s, section, json_string_value(markdown));
}

static int64_t count_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) && json_integer_value(value) >= 0 ? json_integer_value(value) : -1;
}

static const char *hash_of(struct submission *s, const json_t *object, const char *key)
{
    static const char mark[] = "sha256:";
    const char *hash = text_of(object, key);
    return hash && !strncmp(hash, mark, strlen(mark)) ? arena_dup(&s->arena, hash + strlen(mark)) : NULL;
}

static void read_facts(struct submission *s, const json_t *root)
{
    const json_t *agency = json_object_get(root, "agency"), *t = json_object_get(root, "timeliness"), *p = json_object_get(root, "provenance");
    const char *status = text_of(root, "status");
    s->code = arena_dup(&s->arena, text_of(agency, "code"));
    s->name = arena_dup(&s->arena, text_of(agency, "name"));
    const int64_t edition = json_object_get(root, "edition") ? count_of(root, "edition") : 1;
    s->edition = edition > 0 && edition < 1000 ? (int)edition : 0;
    s->draft = !status || strcmp(status, "final");
    s->timeliness = (struct timeliness){count_of(t, "answered"), count_of(t, "in_time"), count_of(t, "disputed"), count_of(t, "late"),
                                        count_of(t, "unknown"), count_of(t, "median_working_days"), count_of(t, "p90_working_days")};
    s->origin = (struct submission_origin){hash_of(s, p, "form"), hash_of(s, p, "rules"), hash_of(s, p, "calendar"),
                                           arena_dup(&s->arena, text_of(p, "program")), arena_dup(&s->arena, text_of(p, "as_of"))};
}

/* A report may use a form that was chosen by hand, also one that is not for its year: that is reported. */
static bool form_of(struct submission_reading *r, const char *id, const struct form **form, struct diag *diag)
{
    const char **ids;
    size_t n;
    *form = NULL;
    if (!form_shelf_ids(r->shelf, &ids, &n, diag)) return false;
    for (size_t i = 0; i < n; i++)
        if (!strcmp(ids[i], id) && !form_shelf_id(r->shelf, id, form, diag)) return false;
    if (!*form) {
        submission_leave_out(r, "没有它所用的表单“%s”", id);
        return true;
    }
    r->s->form = (*form)->id;
    if (r->s->year < (*form)->first_year || ((*form)->last_year && r->s->year > (*form)->last_year))
        problems_add(r->problems, &(struct problem){.id = "D16", .file = r->s->shown, .key = r->s->name, .value = (*form)->name,
                                                    .text = "用的不是这一年的表"});
    return true;
}

static bool read_report(struct submission_reading *r, json_t *root, struct diag *diag)
{
    struct submission *s = r->s;
    json_t *year = json_object_get(root, "year"), *tables = json_object_get(root, "tables");
    const char *schema = text_of(root, "schema"), *id = text_of(root, "form");
    const struct form *form;
    read_facts(s, root);
    if (!schema || strcmp(schema, "nianbao.report/1") || !json_is_integer(year) || !json_is_object(tables) || !s->name || !id) {
        submission_leave_out(r, "不是本程序写的 report.json");
        return true;
    }
    s->year = (int)json_integer_value(year);
    if (json_integer_value(year) < 2008 || json_integer_value(year) > 2100) {
        submission_leave_out(r, "年份不对");
        return true;
    }
    if (!form_of(r, id, &form, diag)) return false;
    if (!form) return true;
    size_t n_slots = 0;
    for (size_t i = 0; i < form->n_tables; i++) n_slots += form->tables[i].n_slots;
    bool *given = memory_alloc((n_slots + 1) * sizeof *given);
    read_tables(r, form, tables, json_object_get(root, "notes"), given);
    if (memchr(given, false, n_slots)) say_missing(r, form, given);
    free(given);
    read_narrative(s, json_object_get(root, "narrative"));
    s->kind = SUBMISSION_JSON;
    return true;
}

bool json_read(struct submission_reading *r, struct diag *diag)
{
    json_error_t error;
    struct diag why;
    FILE *file;
    if (!file_open(&file, r->s->path, MAX_BYTES, &why)) {
        submission_leave_out(r, "%s", why.text);
        return true;
    }
    json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
    fclose(file);
    bool ok = true;
    if (root) ok = read_report(r, root, diag);
    else submission_leave_out(r, "不是本程序写的 report.json（第%d行 JSON 写法有误）", error.line);
    json_decref(root);
    return ok;
}
