/* The trees of labels: heads of columns and labels of rows. */
#include "base/decimal.h"
#include "form/form_inside.h"
#include "form/label.h"
#include <string.h>

/* Enough for any table, and an end for a YAML file whose aliases lead back to themselves or multiply. */
enum { MAX_DEPTH = 8, MAX_LEAVES = 1000, MAX_SPAN = 100 };

struct tree_reader {
    struct arena *arena;
    struct yaml *y;
    struct diag *diag;
    bool columns, names_rows;
    size_t n_words;
    struct label_tree *tree;
    size_t cap_leaves;
};

/* Which keys a node may have depends on the axis and on whether it has children. */
static bool known_keys(struct tree_reader *r, const yaml_item *item, bool group)
{
    static const char *const column_leaf[] = {"label", "short", "names", "id", "span", "type", "sum", NULL};
    static const char *const column_group[] = {"label", "children", NULL};
    static const char *const row_naming_group[] = {"label", "short", "names", "children", "row", NULL};
    static const char *const row_leaf[] = {"label", "short", "names", "id", "type", "sum", "words", "blank", "needs", "under", NULL};
    static const char *const row_group[] = {"label", "children", NULL};
    if (!r->columns) return yaml_only(r->y, item, group ? row_group : row_leaf, r->diag);
    if (!group) return yaml_only(r->y, item, column_leaf, r->diag);
    return yaml_only(r->y, item, r->names_rows ? row_naming_group : column_group, r->diag);
}

static bool read_type(struct tree_reader *r, const yaml_item *item, struct label_node *node)
{
    const yaml_item *type = yaml_get(r->y, item, "type");
    if (!type) return true;
    const char *s = yaml_text(r->y, type);
    node->decimal = s && !strcmp(s, "decimal");
    if (!node->decimal && (!s || strcmp(s, "count"))) return yaml_fail(r->diag, r->y, type, "type 只能是 count（整数）或 decimal（小数）");
    return true;
}

static bool read_span(struct tree_reader *r, const yaml_item *item, struct label_node *node)
{
    const yaml_item *span = yaml_get(r->y, item, "span");
    struct decimal d = {1, 0};
    if (span) {
        const char *s = yaml_text(r->y, span);
        if (!s || !decimal_parse(s, &d) || d.scale || d.value < 1 || d.value > MAX_SPAN)
            return yaml_fail(r->diag, r->y, span, "span 应是 1 到 %d 的整数", MAX_SPAN);
    }
    node->span = (int)d.value;
    return true;
}

static bool read_words(struct tree_reader *r, const yaml_item *item, struct label_node *node)
{
    const yaml_item *words = yaml_get(r->y, item, "words");
    size_t n = yaml_count(words);
    if ((words && yaml_kind(words) != YAML_LIST) || n != r->n_words)
        return yaml_fail(r->diag, r->y, words ? words : item, "words 应有%zu项，与本块 words 的表头一一对应", r->n_words);
    node->words = arena_alloc(r->arena, n * sizeof *node->words);
    for (size_t i = 0; i < n; i++) {
        const yaml_item *word = yaml_at(r->y, words, i);
        if (yaml_kind(word) != YAML_TEXT) return yaml_fail(r->diag, r->y, words, "words 的每一项应是文字");
        const char *s = yaml_text(r->y, word);
        node->words[i] = arena_dup(r->arena, s ? s : "");
    }
    node->n_words = n;
    return true;
}

/* short: 新收, names: [收件]: what a row or column is called besides its label. */
static bool read_names(struct tree_reader *r, const yaml_item *item, struct label_node *node)
{
    const yaml_item *list = yaml_get(r->y, item, "names"), *brief = yaml_get(r->y, item, "short");
    size_t n = yaml_count(list), words = n + 1;
    if (list && (yaml_kind(list) != YAML_LIST || !n)) return yaml_fail(r->diag, r->y, list, "names 应列出别的叫法，如 [规范性文件]");
    if (brief && !form_label(r->arena, r->y, item, "short", &node->short_label, r->diag)) return false;
    node->names = arena_alloc(r->arena, words * sizeof *node->names);
    if (brief) node->names[node->n_names++] = node->short_label;
    for (size_t i = 0; i < n; i++) {
        const char *name = yaml_text(r->y, yaml_at(r->y, list, i));
        if (!name) return yaml_fail(r->diag, r->y, list, "names 的每一项应是文字");
        node->names[node->n_names++] = arena_dup(r->arena, name);
    }
    node->names_line = yaml_line(brief ? brief : list ? list : item);
    node->keys = arena_alloc(r->arena, (words + 2) * sizeof *node->keys);
    node->keys[node->n_keys++] = label_key(r->arena, node->label);
    node->keys[node->n_keys++] = label_short(r->arena, node->label);
    for (size_t i = 0; i < node->n_names; i++) {
        node->keys[node->n_keys++] = label_key(r->arena, node->names[i]);
        if (!*node->keys[node->n_keys - 1]) return yaml_fail(r->diag, r->y, brief ? brief : list, "“%s”不能作名称：应有字", node->names[i]);
    }
    return true;
}

/* blank: true; needs: [渠道发布的标识]; under: the row that it is a part of. */
static bool read_absence(struct tree_reader *r, const yaml_item *item, struct label_node *node)
{
    const yaml_item *needs = yaml_get(r->y, item, "needs"), *under = yaml_get(r->y, item, "under");
    if (!yaml_flag(r->y, item, "blank", &node->blank, r->diag)) return false;
    if (needs && !form_ids(r->arena, r->y, needs, &node->needs, &node->n_needs, r->diag)) return false;
    if (!under) return true;
    for (size_t i = 0; i < r->tree->n_leaves; i++)
        if (yaml_text(r->y, under) && !strcmp(r->tree->leaves[i]->id, yaml_text(r->y, under))) node->under = r->tree->leaves[i]->id;
    return node->under || yaml_fail(r->diag, r->y, under, "under 应是上面一行的标识");
}

static bool read_leaf(struct tree_reader *r, const yaml_item *item, struct label_node *node)
{
    const yaml_item *id = yaml_get(r->y, item, "id");
    if (!yaml_need(r->y, item, "id", &node->id, r->diag) || !form_check_id(r->y, id, node->id, r->diag)) return false;
    node->id = arena_dup(r->arena, node->id);
    if (!read_type(r, item, node) || !read_span(r, item, node)) return false;
    if (!r->columns && (!read_words(r, item, node) || !read_absence(r, item, node))) return false;
    if (r->names_rows && !node->row)
        return yaml_fail(r->diag, r->y, item, "“%s”不属于任何一行：请在它上面的一层写 row，或者给本块写 rows", node->label);
    node->sum_item = yaml_get(r->y, item, "sum");
    if (node->sum_item && !form_ids(r->arena, r->y, node->sum_item, &node->sum, &node->n_sum, r->diag)) return false;
    for (size_t i = 0; i < r->tree->n_leaves; i++) {
        const struct label_node *other = r->tree->leaves[i];
        bool same_row = !r->names_rows || !strcmp(other->row, node->row);
        if (same_row && !strcmp(other->id, node->id)) return yaml_fail(r->diag, r->y, id, "标识“%s”写了两次", node->id);
    }
    struct label_tree *t = r->tree;
    if (t->n_leaves == MAX_LEAVES) return yaml_fail(r->diag, r->y, item, "行或列过多，最多%d个", MAX_LEAVES);
    if (t->n_leaves == r->cap_leaves) {
        const struct label_node **more = arena_alloc(r->arena, (r->cap_leaves = 2 * r->cap_leaves + 16) * sizeof *more);
        if (t->n_leaves) memcpy(more, t->leaves, t->n_leaves * sizeof *more);
        t->leaves = more;
    }
    t->leaves[t->n_leaves++] = node;
    return true;
}

/* The row that the columns of this group belong to. */
static bool read_row(struct tree_reader *r, const yaml_item *item, struct label_node *node)
{
    const char *id = yaml_text(r->y, item);
    if (node->row) return yaml_fail(r->diag, r->y, item, "外面一层已写了 row");
    if (!id) return yaml_fail(r->diag, r->y, item, "row 应是一个标识");
    if (!form_check_id(r->y, item, id, r->diag)) return false;
    for (size_t i = 0; i < r->tree->n_leaves; i++)
        if (!strcmp(r->tree->leaves[i]->row, id)) return yaml_fail(r->diag, r->y, item, "行标识“%s”写了两次", id);
    node->row = arena_dup(r->arena, id);
    node->row_label = node->label;
    return true;
}

/* Words across the whole table, over the rows that follow. */
static bool read_line(struct tree_reader *r, const yaml_item *item, struct label_node *node)
{
    static const char *const keys[] = {"line", NULL};
    node->span = 1;
    return yaml_only(r->y, item, keys, r->diag) && form_label(r->arena, r->y, item, "line", &node->label, r->diag);
}

static bool read_list(struct tree_reader *r, const yaml_item *list, const struct label_node *outer, int depth, struct label_node **out, size_t *n, int *span);

/* `outer` is the group around it, NULL at the roots. */
static bool read_node(struct tree_reader *r, const yaml_item *item, const struct label_node *outer, int depth, struct label_node *node)
{
    const yaml_item *children = yaml_get(r->y, item, "children"), *row = yaml_get(r->y, item, "row");
    node->item = item;
    if (!r->columns && yaml_get(r->y, item, "line")) return read_line(r, item, node);
    if (!known_keys(r, item, children != NULL) || !form_label(r->arena, r->y, item, "label", &node->label, r->diag)) return false;
    if (!read_names(r, item, node)) return false;
    node->outer = outer;
    if (outer) {
        node->row = outer->row;
        node->row_label = outer->row_label;
    }
    if (row && !read_row(r, row, node)) return false;
    if (!children) return read_leaf(r, item, node);
    return read_list(r, children, node, depth + 1, &node->children, &node->n_children, &node->span);
}

static bool read_list(struct tree_reader *r, const yaml_item *list, const struct label_node *outer, int depth, struct label_node **out, size_t *n, int *span)
{
    if (yaml_kind(list) != YAML_LIST || !yaml_count(list)) return yaml_fail(r->diag, r->y, list, "这里应是一个列表，至少一项");
    if (depth > MAX_DEPTH) return yaml_fail(r->diag, r->y, list, "层次过深，最多%d层", MAX_DEPTH);
    if (depth > r->tree->depth) r->tree->depth = depth;
    size_t count = yaml_count(list);
    struct label_node *nodes = arena_alloc(r->arena, count * sizeof *nodes);
    *span = 0;
    for (size_t i = 0; i < count; i++) {
        if (!read_node(r, yaml_at(r->y, list, i), outer, depth, &nodes[i])) return false;
        *span += nodes[i].span;
    }
    *out = nodes;
    *n = count;
    return true;
}

static bool read_tree(struct tree_reader *r, const yaml_item *item)
{
    return read_list(r, item, NULL, 1, &r->tree->roots, &r->tree->n_roots, &r->tree->span);
}

bool tree_columns(struct arena *arena, struct yaml *y, const yaml_item *item, bool names_rows, struct label_tree *out, struct diag *diag)
{
    struct tree_reader r = {.arena = arena, .y = y, .diag = diag, .columns = true, .names_rows = names_rows, .tree = out};
    return read_tree(&r, item);
}

bool tree_rows(struct arena *arena, struct yaml *y, const yaml_item *item, size_t n_words, struct label_tree *out, struct diag *diag)
{
    struct tree_reader r = {.arena = arena, .y = y, .diag = diag, .n_words = n_words, .tree = out};
    return read_tree(&r, item);
}
