/* A table of a form: TABLE.yaml with its blocks and the queries beside it. */
#include "base/decimal.h"
#include "form/form_inside.h"
#include <string.h>

struct table_reader {
    struct form *form;
    struct form_table *table;
    struct yaml *y;
    struct diag *diag;
    struct form_block *parts;
    size_t n_parts;
};

static bool read_widths(struct table_reader *r)
{
    static const int unit[DECIMAL_MAX_SCALE + 1] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    const yaml_item *root = yaml_root(r->y), *list = yaml_get(r->y, root, "widths");
    size_t n = yaml_count(list);
    if (yaml_kind(list) != YAML_LIST || !n) return yaml_fail(r->diag, r->y, list ? list : root, "widths 应列出每一栏的相对宽度，如 [3, 1, 1]");
    double *widths = arena_alloc(&r->form->arena, n * sizeof *widths);
    for (size_t i = 0; i < n; i++) {
        const yaml_item *item = yaml_at(r->y, list, i);
        const char *s = yaml_text(r->y, item);
        struct decimal d;
        if (!s || !decimal_parse(s, &d) || d.value <= 0) return yaml_fail(r->diag, r->y, item, "栏宽应是正数");
        widths[i] = (double)d.value / unit[d.scale];
    }
    r->table->grid.widths = widths;
    r->table->grid.n_cols = (int)n;
    return true;
}

static bool read_words(struct table_reader *r, const yaml_item *item, struct form_block *p)
{
    const yaml_item *words = yaml_get(r->y, item, "words");
    if (!words) return true;
    p->n_words = yaml_count(words);
    if (yaml_kind(words) != YAML_LIST || !p->n_words) return yaml_fail(r->diag, r->y, words, "words 应列出行名右边各栏的表头，如 [单位]");
    p->words = arena_alloc(&r->form->arena, p->n_words * sizeof *p->words);
    for (size_t i = 0; i < p->n_words; i++) {
        const char *s = yaml_text(r->y, yaml_at(r->y, words, i));
        if (!s) return yaml_fail(r->diag, r->y, words, "words 的每一项应是文字");
        p->words[i] = arena_dup(&r->form->arena, s);
    }
    return true;
}

/* A table may hold blocks whose label trees differ in depth; the shallower one says how many columns it fills. */
static bool read_label_columns(struct table_reader *r, const yaml_item *item, struct form_block *p)
{
    const yaml_item *columns = yaml_get(r->y, item, "label_columns");
    p->label_columns = p->rows.depth;
    if (!columns) return true;
    const char *s = yaml_text(r->y, columns);
    struct decimal d;
    if (!s || !decimal_parse(s, &d) || d.scale || d.value < p->rows.depth || d.value > r->table->grid.n_cols)
        return yaml_fail(r->diag, r->y, columns, "label_columns 应是不小于%d（行名的层数）的整数", p->rows.depth);
    p->label_columns = (int)d.value;
    return true;
}

static bool read_part(struct table_reader *r, const yaml_item *item, struct form_block *p)
{
    static const char *const with_rows[] = {"caption", "corner", "words", "label_columns", "columns", "rows", NULL};
    static const char *const without_rows[] = {"caption", "columns", NULL};
    struct arena *arena = &r->form->arena;
    const yaml_item *columns = yaml_get(r->y, item, "columns"), *rows = yaml_get(r->y, item, "rows");
    p->item = item;
    if (!yaml_only(r->y, item, rows ? with_rows : without_rows, r->diag)) return false;
    if (!columns) return yaml_fail(r->diag, r->y, item, "缺少“columns”");
    if (yaml_get(r->y, item, "caption") && !form_label(arena, r->y, item, "caption", &p->caption, r->diag)) return false;
    if (yaml_get(r->y, item, "corner") && !form_label(arena, r->y, item, "corner", &p->corner, r->diag)) return false;
    if (!p->corner) p->corner = "";
    if (!read_words(r, item, p) || !tree_columns(arena, r->y, columns, !rows, &p->columns, r->diag)) return false;
    if (rows && (!tree_rows(arena, r->y, rows, p->n_words, &p->rows, r->diag) || !read_label_columns(r, item, p))) return false;
    if (rows && !p->rows.n_leaves) return yaml_fail(r->diag, r->y, rows, "rows 里至少要有一行有 id");
    int wide = p->label_columns + (int)p->n_words + p->columns.span;
    if (wide != r->table->grid.n_cols) return yaml_fail(r->diag, r->y, item, "这一块占%d栏，widths 有%d栏", wide, r->table->grid.n_cols);
    return true;
}

static bool read_parts(struct table_reader *r)
{
    const yaml_item *root = yaml_root(r->y), *list = yaml_get(r->y, root, "blocks");
    r->n_parts = yaml_count(list);
    if (yaml_kind(list) != YAML_LIST || !r->n_parts) return yaml_fail(r->diag, r->y, list ? list : root, "blocks 应是块的列表，至少一块");
    r->parts = arena_alloc(&r->form->arena, r->n_parts * sizeof *r->parts);
    for (size_t i = 0; i < r->n_parts; i++)
        if (!read_part(r, yaml_at(r->y, list, i), &r->parts[i])) return false;
    return true;
}

/* A row id names one row: JSON and checks know no blocks. In a block without rows a row's columns stand side by side. */
static bool row_is_new(struct table_reader *r, const char *row, const yaml_item *item)
{
    const struct form_table *t = r->table;
    for (size_t i = 0; i < t->n_slots; i++)
        if (!strcmp(t->slots[i].row, row)) return yaml_fail(r->diag, r->y, item, "行标识“%s”写了两次", row);
    return true;
}

static void add_slot(struct table_reader *r, const struct label_node *row, const struct label_node *col, struct slot_origin *origin)
{
    static const char indent[] = "　";                 /* its place on paper */
    struct form_slot *s = &r->table->slots[r->table->n_slots++];
    s->row = row ? row->id : col->row;
    s->col = col->id;
    s->row_label = row ? row->label : col->row_label;
    while (!strncmp(s->row_label, indent, strlen(indent))) s->row_label += strlen(indent);
    s->col_label = col->label;
    s->address = arena_printf(&r->form->arena, "%s/%s/%s", r->table->id, s->row, s->col);
    s->type = (row && row->decimal) || col->decimal ? CELL_DECIMAL : CELL_COUNT;
    if (row) {
        s->blank = row->blank;
        s->needs = row->needs;
        s->n_needs = row->n_needs;
        s->under = row->under;
        s->may_be_empty = s->blank || s->n_needs;
    }
    s->unit = row && row->n_words ? row->words[row->n_words - 1] : NULL;
    s->row_node = row;
    s->col_node = col;
    *origin = (struct slot_origin){row, col};
}

static bool make_slots(struct table_reader *r, struct slot_origin **out)
{
    struct form_table *t = r->table;
    size_t n = 0;
    for (size_t i = 0; i < r->n_parts; i++) n += r->parts[i].columns.n_leaves * (r->parts[i].rows.n_roots ? r->parts[i].rows.n_leaves : 1);
    t->slots = arena_alloc(&r->form->arena, n * sizeof *t->slots);
    struct slot_origin *origins = arena_alloc(&r->form->arena, n * sizeof *origins);
    for (size_t i = 0; i < r->n_parts; i++) {
        const struct form_block *p = &r->parts[i];
        const struct label_node *before = NULL;
        for (size_t c = 0; !p->rows.n_roots && c < p->columns.n_leaves; c++) {
            const struct label_node *col = p->columns.leaves[c];
            if ((!before || strcmp(before->row, col->row)) && !row_is_new(r, col->row, col->item)) return false;
            add_slot(r, NULL, col, &origins[t->n_slots]);
            before = col;
        }
        for (size_t k = 0; k < p->rows.n_leaves; k++) {
            const struct label_node *row = p->rows.leaves[k];
            if (!row_is_new(r, row->id, row->item)) return false;
            for (size_t c = 0; c < p->columns.n_leaves; c++) add_slot(r, row, p->columns.leaves[c], &origins[t->n_slots]);
        }
    }
    form_index(&r->form->arena, t);
    *out = origins;
    return true;
}

static bool read_query(struct table_reader *r, const char *key, bool required, const char **sql, const char **file, int *line)
{
    const yaml_item *root = yaml_root(r->y), *item = yaml_get(r->y, root, key);
    const char *name;
    if (!item && !required) return true;
    if (!yaml_need(r->y, root, key, &name, r->diag)) return false;
    *file = form_path(r->form, r->y, item, name, ".sql", r->diag);
    *line = 1;
    return *file && form_read(&r->form->arena, *file, sql, r->diag);
}

static bool read_table(struct table_reader *r)
{
    static const char *const keys[] = {"id", "widths", "query", "notes", "blocks", NULL};
    struct form_table *t = r->table;
    const yaml_item *root = yaml_root(r->y);
    const char *id;
    struct slot_origin *origins;
    if (!yaml_only(r->y, root, keys, r->diag) || !yaml_need(r->y, root, "id", &id, r->diag)) return false;
    if (strcmp(id, t->id)) return yaml_fail(r->diag, r->y, yaml_get(r->y, root, "id"), "id“%s”应与文件名相同：%s", id, t->id);
    if (!read_query(r, "query", true, &t->query, &t->query_file, &t->query_line)) return false;
    if (!read_query(r, "notes", false, &t->notes, &t->notes_file, &t->notes_line)) return false;
    if (!read_widths(r) || !read_parts(r) || !make_slots(r, &origins)) return false;
    if (!sums_resolve(r->form, t, origins, r->y, r->diag)) return false;
    grid_lay_out(r->form, t, r->parts, r->n_parts);
    return true;
}

bool table_load(struct form *form, struct form_table *table, const char *id, struct yaml *y, const yaml_item *place, struct diag *diag)
{
    struct table_reader r = {.form = form, .table = table, .diag = diag};
    table->id = arena_dup(&form->arena, id);
    const char *path = form_path(form, y, place, arena_printf(&form->arena, "%s.yaml", id), ".yaml", diag);
    if (!path || !form_open(&r.y, path, diag)) return false;
    table->line = 1;
    bool ok = read_table(&r);
    yaml_close(r.y);
    return ok;
}

static bool are_twins(const struct form_slot *a, const struct form_slot *b)
{
    const struct label_node *x = a->row_node, *y = b->row_node;
    if (!x || !y || x == y || x->outer != y->outer || strcmp(*x->keys, *y->keys)) return false;
    return !x->under || !y->under || !strcmp(x->under, y->under);
}

const struct form_slot *form_twins(const struct form_table *t, const struct form_slot **other)
{
    for (size_t i = 0; i < t->n_slots; i++)
        for (size_t k = i + 1; k < t->n_slots; k++)
            if (are_twins(&t->slots[i], &t->slots[k])) {
                *other = &t->slots[k];
                return &t->slots[i];
            }
    return NULL;
}
