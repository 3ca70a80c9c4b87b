/* The equations of a form: left terms add up to right terms in each column or row of a table. */
#include "form/form_inside.h"
#include <string.h>

/* Every term is a row (or column) of the table, and each is there wherever one of them is: else the equation could not
 * be said of that column (or row). */
static bool terms_exist(struct yaml *y, const yaml_item *list, const struct form_identity *e, const char **ids, size_t n, struct diag *diag)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < e->table->n_slots && strcmp(e->by_row ? e->table->slots[k].col : e->table->slots[k].row, ids[i])) k++;
        if (k == e->table->n_slots)
            return yaml_fail(diag, y, yaml_at(y, list, i), "等式“%s”里的“%s”：本表没有这一%s", e->id, ids[i], e->by_row ? "列" : "行");
    }
    for (size_t k = 0; k < e->table->n_slots; k++) {
        const struct form_slot *s = &e->table->slots[k];
        size_t has = 0, missing = n;
        for (size_t i = 0; i < n; i++) {
            bool there = form_slot(e->table, e->by_row ? s->row : ids[i], e->by_row ? ids[i] : s->col) >= 0;
            has += there;
            if (!there) missing = i;
        }
        if (has && missing < n)
            return yaml_fail(diag, y, yaml_at(y, list, missing), "等式“%s”要用 %s/%s/%s，本表没有这一格", e->id, e->table->id,
                             e->by_row ? s->row : ids[missing], e->by_row ? ids[missing] : s->col);
    }
    return true;
}

/* Both sides must be there in the same columns or rows. */
static bool sides_match(struct yaml *y, const yaml_item *item, const struct form_identity *e, struct diag *diag)
{
    for (size_t k = 0; k < e->table->n_slots; k++) {
        const struct form_slot *s = &e->table->slots[k];
        bool left = form_slot(e->table, e->by_row ? s->row : e->left[0], e->by_row ? e->left[0] : s->col) >= 0;
        bool right = form_slot(e->table, e->by_row ? s->row : e->right[0], e->by_row ? e->right[0] : s->col) >= 0;
        if (left != right)
            return yaml_fail(diag, y, item, "等式“%s”的左右两边不在相同的%s上：%s", e->id, e->by_row ? "行" : "列", e->by_row ? s->row : s->col);
    }
    return true;
}

static bool read_side(struct form *form, struct yaml *y, const yaml_item *item, const char *key, const struct form_identity *e,
                      const char ***ids, size_t *n, struct diag *diag)
{
    const yaml_item *list = yaml_get(y, item, key);
    if (!list) return yaml_fail(diag, y, item, "缺少“%s”", key);
    return form_ids(&form->arena, y, list, ids, n, diag) && terms_exist(y, list, e, *ids, *n, diag);
}

static const int *slots_of(struct arena *arena, const struct form_identity *e, const char *line, const char **ids, size_t n)
{
    int *slots = arena_alloc(arena, n * sizeof *slots);
    for (size_t i = 0; i < n; i++) slots[i] = form_slot(e->table, e->by_row ? line : ids[i], e->by_row ? ids[i] : line);
    return slots;
}

/* What was proved above: where one term is, all are. */
static void find_lines(struct arena *arena, struct form_identity *e)
{
    e->lines = arena_alloc(arena, e->table->n_slots * sizeof *e->lines);
    for (size_t k = 0; k < e->table->n_slots; k++) {
        const char *id = e->by_row ? e->table->slots[k].row : e->table->slots[k].col;
        size_t i = 0;
        while (i < e->n_lines && strcmp(e->lines[i].id, id)) i++;
        if (i < e->n_lines || form_slot(e->table, e->by_row ? id : e->left[0], e->by_row ? e->left[0] : id) < 0) continue;
        e->lines[e->n_lines++] = (struct form_line){id, slots_of(arena, e, id, e->left, e->n_left), slots_of(arena, e, id, e->right, e->n_right)};
    }
}

static bool one_of(struct yaml *y, const yaml_item *item, const char *text, const char *const *words, const char *what, struct diag *diag)
{
    for (; *words; words++)
        if (!strcmp(*words, text)) return true;
    return yaml_fail(diag, y, item, "不认识“%s”，应是 %s", text, what);
}

/* The `short` of a term's row or column. */
static const char *short_of(const struct form_identity *e, const char *id)
{
    for (size_t k = 0; k < e->table->n_slots; k++) {
        const struct form_slot *s = &e->table->slots[k];
        const struct label_node *node = e->by_row ? s->col_node : s->row_node;
        if (node && !strcmp(e->by_row ? s->col : s->row, id)) return node->short_label;
    }
    return NULL;
}

/* names: {closed: 办理结果总计}: of some terms, where another name than `short` is wanted in messages. */
static bool read_names(struct form *form, struct yaml *y, const yaml_item *map, struct form_identity *e, struct diag *diag)
{
    if (map && yaml_kind(map) != YAML_MAP) return yaml_fail(diag, y, map, "names 应是“标识: 简称”");
    e->left_names = arena_alloc(&form->arena, e->n_left * sizeof *e->left_names);
    e->right_names = arena_alloc(&form->arena, e->n_right * sizeof *e->right_names);
    for (size_t i = 0; i < e->n_left; i++) e->left_names[i] = short_of(e, e->left[i]);
    for (size_t i = 0; i < e->n_right; i++) e->right_names[i] = short_of(e, e->right[i]);
    for (size_t k = 0; k < yaml_count(map); k++) {
        const char *id = yaml_key(y, map, k), **place = NULL;
        for (size_t i = 0; i < e->n_left; i++)
            if (!strcmp(e->left[i], id)) place = &e->left_names[i];
        for (size_t i = 0; i < e->n_right; i++)
            if (!strcmp(e->right[i], id)) place = &e->right_names[i];
        if (!place) return yaml_fail(diag, y, yaml_at(y, map, k), "等式“%s”里没有“%s”", e->id, id);
        if (!form_label(&form->arena, y, map, id, place, diag)) return false;
    }
    return true;
}

static bool read_identity(struct form *form, struct yaml *y, const yaml_item *item, struct form_identity *e, struct diag *diag)
{
    static const char *const keys[] = {"id", "check", "table", "for", "left", "right", "standing", "wording", "names", "at_most", "severity", NULL};
    static const char *const severities[] = {"error", "warning", NULL};
    static const char *const directions[] = {"columns", "rows", NULL};
    static const char *const standings[] = {"official", "implied", "derived", NULL};
    struct arena *arena = &form->arena;
    const char *table, *direction;
    if (!yaml_only(y, item, keys, diag)) return false;
    if (!form_label(arena, y, item, "id", &e->id, diag) || !form_label(arena, y, item, "check", &e->check, diag)) return false;
    for (const struct form_identity *other = form->identities; other < e; other++)
        if (!strcmp(other->id, e->id)) return yaml_fail(diag, y, yaml_get(y, item, "id"), "等式“%s”写了两次", e->id);
    e->line = yaml_line(item);
    if (!form_label(arena, y, item, "wording", &e->wording, diag) || !form_label(arena, y, item, "standing", &e->standing, diag)) return false;
    if (!one_of(y, yaml_get(y, item, "standing"), e->standing, standings, "official（表上印明）、implied（表意所含）或 derived（推得）", diag)) return false;
    if (!yaml_need(y, item, "for", &direction, diag)) return false;
    if (!one_of(y, yaml_get(y, item, "for"), direction, directions, "columns（逐列）或 rows（逐行）", diag)) return false;
    if (!yaml_need(y, item, "table", &table, diag)) return false;
    e->by_row = !strcmp(direction, "rows");
    const yaml_item *severity = yaml_get(y, item, "severity");
    if (!yaml_flag(y, item, "at_most", &e->at_most, diag)) return false;
    if (severity && !one_of(y, severity, yaml_text(y, severity) ? yaml_text(y, severity) : "", severities, "error 或 warning", diag)) return false;
    e->warns = severity && !strcmp(yaml_text(y, severity), "warning");
    e->table = form_table(form, table);
    if (!e->table) return yaml_fail(diag, y, yaml_get(y, item, "table"), "本表单没有表“%s”", table);
    if (!read_side(form, y, item, "left", e, &e->left, &e->n_left, diag) || !read_side(form, y, item, "right", e, &e->right, &e->n_right, diag)) return false;
    if (!sides_match(y, item, e, diag) || !read_names(form, y, yaml_get(y, item, "names"), e, diag)) return false;
    find_lines(arena, e);
    return true;
}

bool form_holds(const struct form_identity *e, int64_t gap) { return e->at_most ? gap <= 0 : !gap; }

bool form_line_known(const struct form_identity *e, const struct form_line *line, bool (*empty)(const void *cells, int slot), const void *cells)
{
    for (size_t i = 0; i < e->n_left + e->n_right; i++) {
        int slot = i < e->n_left ? line->left[i] : line->right[i - e->n_left];
        bool unknown = slot >= 0 && (e->table->slots[slot].may_be_empty || (e->at_most && i >= e->n_left));   /* a whole that was not given is not 0 */
        if (unknown && empty(cells, slot)) return false;
    }
    return true;
}

bool identities_read(struct form *form, struct yaml *y, const yaml_item *list, struct diag *diag)
{
    size_t n = yaml_count(list);
    if (!list) return true;
    if (yaml_kind(list) != YAML_LIST) return yaml_fail(diag, y, list, "identities 应是等式的列表");
    form->identities = arena_alloc(&form->arena, n * sizeof *form->identities);
    for (size_t i = 0; i < n; i++, form->n_identities++)
        if (!read_identity(form, y, yaml_at(y, list, i), &form->identities[i], diag)) return false;
    return true;
}
