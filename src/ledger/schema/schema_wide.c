#include "base/yaml.h"
#include "ledger/schema/schema_inside.h"
#include <string.h>

struct wide_reading { struct schema *schema; struct yaml *y; const struct ledger_table *from; struct wide *wide; };

static int column_of(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; heading && i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return (int)i;
    return -1;
}

/* ---- headings: numbered as they are met ---- */

static int known_heading(const struct wide *w, const char *heading)
{
    for (size_t i = 0; i < w->n_headings; i++)
        if (!strcmp(w->headings[i], heading)) return (int)i;
    return -1;
}

/* A heading that nothing else has: it stands for one thing, and a table's own heading is not a wide one. */
static bool new_heading(struct wide_reading *r, const yaml_item *item, const char *heading, int *place, struct diag *diag)
{
    struct wide *w = r->wide;
    if (!heading || column_of(r->from, heading) >= 0 || known_heading(w, heading) >= 0)
        return yaml_fail(diag, r->y, item, "“%s”已有别的用处", heading ? heading : "");
    if (w->n_headings == WIDE_MAX_HEADINGS) return yaml_fail(diag, r->y, item, "列太多，最多 %d 列", WIDE_MAX_HEADINGS);
    *place = (int)w->n_headings;
    w->headings[w->n_headings++] = arena_dup(&r->schema->arena, heading);
    return true;
}

/* ---- one kind of event ---- */

static bool read_parts(struct wide_reading *r, struct wide_event *e, const yaml_item *map, bool own, struct diag *diag)
{
    for (size_t i = 0; i < yaml_count(map); i++) {
        const yaml_item *at = yaml_at(r->y, map, i);
        const char *heading = yaml_text(r->y, at);
        struct wide_part *part = &e->parts[e->n_parts++];
        part->own = own;
        part->column = column_of(r->wide->into, yaml_key(r->y, map, i));
        if (part->column < 0) return yaml_fail(diag, r->y, at, "“%s”表中没有“%s”这一列", r->wide->into->name, yaml_key(r->y, map, i));
        if (own) {
            if (!new_heading(r, at, heading, &part->heading, diag)) return false;
        } else {
            part->heading = heading ? known_heading(r->wide, heading) : -1;
            if (part->heading < 0) return yaml_fail(diag, r->y, at, "前面没有“%s”这一列", heading ? heading : "");
        }
    }
    return true;
}

static bool read_event(struct wide_reading *r, struct wide_event *e, const yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"event", "date", "flag", "with", "shared", NULL};
    const char *code, *day;
    if (!yaml_only(r->y, item, keys, diag)) return false;
    if (!yaml_need(r->y, item, "event", &code, diag) || !yaml_need(r->y, item, "date", &day, diag)) return false;
    e->kind = code_find(r->wide->into->columns[r->wide->event].codes, code);
    if (!e->kind) return yaml_fail(diag, r->y, item, "没有“%s”这种事件", code);
    if (!new_heading(r, item, day, &e->day, diag)) return false;
    const yaml_item *flag = yaml_get(r->y, item, "flag"), *with = yaml_get(r->y, item, "with"), *shared = yaml_get(r->y, item, "shared");
    e->flag = -1;
    if (flag && !new_heading(r, flag, yaml_text(r->y, flag), &e->flag, diag)) return false;
    e->parts = arena_alloc(&r->schema->arena, (yaml_count(with) + yaml_count(shared)) * sizeof *e->parts);
    return read_parts(r, e, with, true, diag) && read_parts(r, e, shared, false, diag);
}

/* ---- the whole ---- */

static bool read_copied(struct wide_reading *r, const yaml_item *map, struct diag *diag)
{
    struct wide *w = r->wide;
    w->copied = arena_alloc(&r->schema->arena, yaml_count(map) * sizeof *w->copied);
    for (size_t i = 0; i < yaml_count(map); i++) {
        const yaml_item *at = yaml_at(r->y, map, i);
        struct wide_part *part = &w->copied[w->n_copied++];
        part->column = column_of(w->into, yaml_key(r->y, map, i));
        part->heading = column_of(r->from, yaml_text(r->y, at));
        if (part->column < 0 || part->heading < 0) return yaml_fail(diag, r->y, at, "copy 应是“%s的列: %s的列”", w->into->name, r->from->name);
    }
    return true;
}

static bool read_wide(struct wide_reading *r, const char *from, const yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"into", "copy", "order", "event", "date", "events", NULL};
    const char *into, *order, *event, *day;
    struct arena *a = &r->schema->arena;
    if (!yaml_only(r->y, item, keys, diag)) return false;
    if (!yaml_need(r->y, item, "into", &into, diag) || !yaml_need(r->y, item, "order", &order, diag)) return false;
    if (!yaml_need(r->y, item, "event", &event, diag) || !yaml_need(r->y, item, "date", &day, diag)) return false;
    struct wide *w = r->wide = arena_alloc(a, sizeof *w);
    r->from = schema_table(r->schema, from);
    w->into = schema_table(r->schema, into);
    if (!r->from || !w->into) return yaml_fail(diag, r->y, item, "没有“%s”这张表", r->from ? into : from);
    w->order = column_of(w->into, order);
    w->event = column_of(w->into, event);
    w->day = column_of(w->into, day);
    if (w->order < 0 || w->event < 0 || w->day < 0 || w->into->columns[w->event].type != COLUMN_CODE)
        return yaml_fail(diag, r->y, item, "order、event、date 应是“%s”的列，event 是代码", w->into->name);
    const yaml_item *events = yaml_get(r->y, item, "events");
    w->headings = arena_alloc(a, WIDE_MAX_HEADINGS * sizeof *w->headings);
    w->events = arena_alloc(a, yaml_count(events) * sizeof *w->events);
    if (!read_copied(r, yaml_get(r->y, item, "copy"), diag)) return false;
    for (size_t i = 0; i < yaml_count(events); i++)
        if (!read_event(r, &w->events[w->n_events++], yaml_at(r->y, events, i), diag)) return false;
    r->schema->tables[r->from - r->schema->tables].wide = w;
    return true;
}

bool schema_read_wide(struct schema *schema, const char *path, struct diag *diag)
{
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    yaml_item *root = yaml_root(y);
    bool ok = true;
    for (size_t i = 0; ok && i < yaml_count(root); i++) {
        struct wide_reading r = {.schema = schema, .y = y};
        ok = read_wide(&r, yaml_key(y, root, i), yaml_at(y, root, i), diag);
    }
    yaml_close(y);
    return ok;
}
