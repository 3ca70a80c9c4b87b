#include "base/yaml.h"
#include "base/characters.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

struct yaml {
    yaml_document_t document;
    char *path;
};

/* Two equal keys in one mapping are nearly always a typing mistake; libyaml lets them pass. */
static bool keys_are_unique(struct yaml *y, const yaml_node_t *map, struct diag *diag)
{
    struct intern *seen = intern_new();
    bool ok = true;
    for (size_t i = 0; ok && i < yaml_count(map); i++) {
        const char *key = yaml_key(y, map, i);
        if (!key) ok = yaml_fail(diag, y, map, "键必须是文字");
        else if (intern_number(seen, key, strlen(key)) != (int64_t)i + 1) ok = yaml_fail(diag, y, yaml_at(y, map, i), "“%s”写了两次", key);
    }
    intern_free(seen);
    return ok;
}

static bool all_keys_are_unique(struct yaml *y, struct diag *diag)
{
    for (yaml_node_t *n = y->document.nodes.start; n < y->document.nodes.top; n++)
        if (n->type == YAML_MAPPING_NODE && !keys_are_unique(y, n, diag)) return false;
    return true;
}

/* Invisible characters of a rule or a form would be printed, or turn the printed text around. */
static bool texts_are_allowed(struct yaml *y, struct diag *diag)
{
    struct character_fault fault;
    for (yaml_node_t *n = y->document.nodes.start; n < y->document.nodes.top; n++)
        if (n->type == YAML_SCALAR_NODE && !characters_allowed((const char *)n->data.scalar.value, n->data.scalar.length, &fault))
            return yaml_fail(diag, y, n, "文字里不能有 %s", fault.words);
    return true;
}

/* Items of the tree below a node, aliases written out, and how deep it goes; 0 = not weighed yet. */
struct weight { int64_t items; int depth; };

/* An alias cycle ends here too: it exceeds the depth limit. */
static bool weigh(struct yaml *y, struct weight *weights, const yaml_item *item, int depth, struct diag *diag)
{
    struct weight *w = &weights[item - y->document.nodes.start];
    if (!w->items) {
        struct weight sum = {1, 1};
        if (depth >= YAML_MAX_DEPTH) return yaml_fail(diag, y, item, "层次过深");
        for (size_t i = 0; i < yaml_count(item); i++) {
            const yaml_item *below = yaml_at(y, item, i);
            if (!weigh(y, weights, below, depth + 1, diag)) return false;
            const struct weight *b = &weights[below - y->document.nodes.start];
            sum.items += b->items;
            if (sum.items > YAML_MAX_ITEMS) return yaml_fail(diag, y, item, "内容过多");
            if (sum.depth <= b->depth) sum.depth = b->depth + 1;
        }
        *w = sum;
    }
    return depth + w->depth <= YAML_MAX_DEPTH || yaml_fail(diag, y, item, "层次过深");
}

static bool is_bounded(struct yaml *y, struct diag *diag)
{
    yaml_item *root = yaml_root(y);
    if (!root) return true;
    struct weight *weights = memory_alloc((size_t)(y->document.nodes.top - y->document.nodes.start) * sizeof *weights);
    bool ok = weigh(y, weights, root, 0, diag);
    free(weights);
    return ok;
}

/* libyaml looks back at every open bracket with each new one, so the depth is checked before the file is parsed. */
static bool is_shallow(FILE *f, const char *path, struct diag *diag)
{
    yaml_parser_t parser;
    yaml_event_t event;
    bool ended = false, ok = true;
    if (!yaml_parser_initialize(&parser)) return diag_fail(diag, DIAG_SYSTEM, "读不了 %s：内存不足", path);
    yaml_parser_set_input_file(&parser, f);
    for (int depth = 0; ok && !ended && yaml_parser_parse(&parser, &event);) {
        depth += event.type == YAML_SEQUENCE_START_EVENT || event.type == YAML_MAPPING_START_EVENT;
        depth -= event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
        if (depth > YAML_MAX_DEPTH) ok = diag_fail(diag, DIAG_INPUT, "%s:%zu: 层次过深", path, event.start_mark.line + 1);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    rewind(f);
    return ok;                                         /* loading reports what is not YAML */
}

bool yaml_load(struct yaml **out, const char *path, struct diag *diag)
{
    FILE *f;
    if (access(path, F_OK)) return diag_fail(diag, DIAG_INPUT, "缺少文件 %s", path);
    if (!file_open(&f, path, YAML_MAX_BYTES, diag)) return false;
    if (!is_shallow(f, path, diag)) {
        fclose(f);
        return false;
    }
    struct yaml *y = memory_alloc(sizeof *y);
    y->path = memory_dup(path);
    yaml_parser_t parser;
    bool ok = false;
    if (!yaml_parser_initialize(&parser)) {
        memset(&y->document, 0, sizeof y->document);
        diag_fail(diag, DIAG_SYSTEM, "读不了 %s：内存不足", path);
        goto out;
    }
    yaml_parser_set_input_file(&parser, f);
    ok = yaml_parser_load(&parser, &y->document);
    if (!ok) {
        memset(&y->document, 0, sizeof y->document);
        diag_fail(diag, DIAG_INPUT, "%s:%zu: YAML 写法有误：%s", path, parser.problem_mark.line + 1, parser.problem ? parser.problem : "");
    } else {
        ok = is_bounded(y, diag) && texts_are_allowed(y, diag) && all_keys_are_unique(y, diag);
    }
    yaml_parser_delete(&parser);
out:
    fclose(f);
    if (ok) *out = y;
    else yaml_close(y);
    return ok;
}

void yaml_close(struct yaml *y)
{
    if (!y) return;
    yaml_document_delete(&y->document);
    free(y->path);
    free(y);
}

yaml_item *yaml_root(struct yaml *y) { return yaml_document_get_root_node(&y->document); }
int yaml_line(const yaml_item *item) { return item ? (int)item->start_mark.line + 1 : 0; }

int yaml_text_line(const yaml_item *item)
{
    bool block = item && item->type == YAML_SCALAR_NODE
              && (item->data.scalar.style == YAML_LITERAL_SCALAR_STYLE || item->data.scalar.style == YAML_FOLDED_SCALAR_STYLE);
    return yaml_line(item) + block;
}

enum yaml_kind yaml_kind(const yaml_item *item)
{
    if (!item) return YAML_NONE;
    switch (item->type) {
    case YAML_SCALAR_NODE: return YAML_TEXT;
    case YAML_SEQUENCE_NODE: return YAML_LIST;
    case YAML_MAPPING_NODE: return YAML_MAP;
    default: return YAML_NONE;
    }
}

size_t yaml_count(const yaml_item *item)
{
    if (!item) return 0;
    if (item->type == YAML_SEQUENCE_NODE) return (size_t)(item->data.sequence.items.top - item->data.sequence.items.start);
    if (item->type == YAML_MAPPING_NODE) return (size_t)(item->data.mapping.pairs.top - item->data.mapping.pairs.start);
    return 0;
}

yaml_item *yaml_at(struct yaml *y, const yaml_item *item, size_t i)
{
    if (i >= yaml_count(item)) return NULL;
    int id = item->type == YAML_SEQUENCE_NODE ? item->data.sequence.items.start[i] : item->data.mapping.pairs.start[i].value;
    return yaml_document_get_node(&y->document, id);
}

const char *yaml_text(const struct yaml *y, const yaml_item *item)
{
    (void)y;
    if (!item || item->type != YAML_SCALAR_NODE) return NULL;
    const char *s = (const char *)item->data.scalar.value;
    bool plain = item->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (plain && (!*s || !strcmp(s, "~") || !strcmp(s, "null"))) return NULL;
    return s;
}

const char *yaml_key(struct yaml *y, const yaml_item *map, size_t i)
{
    if (yaml_kind(map) != YAML_MAP || i >= yaml_count(map)) return NULL;
    yaml_node_t *key = yaml_document_get_node(&y->document, map->data.mapping.pairs.start[i].key);
    return yaml_text(y, key);
}

yaml_item *yaml_get(struct yaml *y, const yaml_item *map, const char *key)
{
    if (yaml_kind(map) != YAML_MAP) return NULL;
    for (size_t i = 0; i < yaml_count(map); i++) {
        const char *k = yaml_key(y, map, i);
        if (k && !strcmp(k, key)) return yaml_at(y, map, i);
    }
    return NULL;
}

#undef yaml_fail
bool yaml_fail(struct diag *diag, const struct yaml *y, const yaml_item *item, const char *format, ...)
{
    char words[800];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    utf8_drop_cut(words);
    return diag_fail(diag, DIAG_INPUT, "%s:%d: %s", y->path, yaml_line(item), words);
}

bool yaml_only(struct yaml *y, const yaml_item *map, const char *const *keys, struct diag *diag)
{
    if (yaml_kind(map) != YAML_MAP) return yaml_fail(diag, y, map, "这里应是“键: 值”");
    for (size_t i = 0; i < yaml_count(map); i++) {
        const char *key = yaml_key(y, map, i);
        size_t k = 0;
        while (keys[k] && strcmp(keys[k], key)) k++;
        if (!keys[k]) return yaml_fail(diag, y, yaml_at(y, map, i), "不认识“%s”", key);
    }
    return true;
}

bool yaml_need(struct yaml *y, const yaml_item *map, const char *key, const char **out, struct diag *diag)
{
    const char *s = yaml_text(y, yaml_get(y, map, key));
    if (!s) return yaml_fail(diag, y, map, "缺少“%s”", key);
    *out = s;
    return true;
}

bool yaml_flag(struct yaml *y, const yaml_item *map, const char *key, bool *out, struct diag *diag)
{
    const yaml_item *item = yaml_get(y, map, key);
    const char *s = yaml_text(y, item);
    *out = s && !strcmp(s, "true");
    return !item || *out || (s && !strcmp(s, "false")) || yaml_fail(diag, y, item, "%s 应是 true 或 false", key);
}
