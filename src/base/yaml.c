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

struct yaml_item {
    enum yaml_kind kind;
    bool plain, block;                                 /* a text without quotes; one behind "|" or ">" */
    int line;
    size_t n;                                          /* bytes of a text, items of a list, pairs of a map */
    const char *text;
    yaml_item **below;                                 /* the items; of a map: key, value, key, value … */
    yaml_item *next;                                   /* in the order of the file */
    int64_t items;                                     /* of the tree from here, aliases written out, and how deep it goes; 0 = not weighed yet */
    int depth;
};

struct yaml {
    struct arena arena;
    struct text bytes;
    const char *path;
    yaml_item *root, *first, *last;
};

/* Two equal keys in one mapping are nearly always a typing mistake; libyaml lets them pass. */
static bool keys_are_unique(struct yaml *y, const yaml_item *map, struct diag *diag)
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
    for (const yaml_item *i = y->first; i; i = i->next)
        if (i->kind == YAML_MAP && !keys_are_unique(y, i, diag)) return false;
    return true;
}

/* Invisible characters of a rule or a form would be printed, or turn the printed text around. */
static bool texts_are_allowed(struct yaml *y, struct diag *diag)
{
    struct character_fault fault;
    for (const yaml_item *i = y->first; i; i = i->next)
        if (i->kind == YAML_TEXT && !characters_allowed(i->text, i->n, &fault)) return yaml_fail(diag, y, i, "文字里不能有 %s", fault.words);
    return true;
}

/* An alias cycle ends here too: it exceeds the depth limit. */
static bool weigh(struct yaml *y, yaml_item *item, int depth, struct diag *diag)
{
    if (!item->items) {
        int64_t items = 1;
        int deepest = 1;
        if (depth >= YAML_MAX_DEPTH) return yaml_fail(diag, y, item, "层次过深");
        for (size_t i = 0; i < yaml_count(item); i++) {
            yaml_item *below = yaml_at(y, item, i);
            if (!weigh(y, below, depth + 1, diag)) return false;
            items += below->items;
            if (items > YAML_MAX_ITEMS) return yaml_fail(diag, y, item, "内容过多");
            if (deepest <= below->depth) deepest = below->depth + 1;
        }
        item->items = items;
        item->depth = deepest;
    }
    return depth + item->depth <= YAML_MAX_DEPTH || yaml_fail(diag, y, item, "层次过深");
}

/* ---- from libyaml's events to items ---- */

struct anchor { const char *name; yaml_item *item; struct anchor *before; };
struct composer {
    struct yaml *y;
    yaml_parser_t parser;
    struct anchor *anchors;
    struct { yaml_item *of; size_t from; } open[YAML_MAX_DEPTH];   /* collections that have not ended, and where their items begin in `waiting` */
    int depth;
    yaml_item **waiting;                               /* items of open collections */
    size_t n, cap;
};

static bool syntax_fail(const struct yaml *y, size_t line, const char *what, struct diag *diag)
{
    return diag_fail(diag, DIAG_INPUT, "%s:%zu: YAML 写法有误：%s", y->path, line + 1, what);
}

/* libyaml's own words, of which these are parts, are English and speak of tokens; clerks write these files. */
static const char *what_to_do(const char *problem)
{
    static const struct { const char *part, *words; } known[] = {
        {"expected ':'", "这里缺少半角的冒号和空格，应是“键: 值”；或者引号没有配对"},
        {"mapping values", "这里不应有冒号：上一行或者这一行的缩进不对，或者文字里有半角冒号，要加引号"},
        {"unexpected ':'", "这里不应有冒号；文字里有冒号的，要加引号"},
        {"tab character", "缩进要用空格，不用制表符"},
        {"cannot start any token", "缩进要用空格，不用制表符；以 @ ` % 开头的文字要加引号"},
        {"',' or ']'", "[ ] 里缺少半角的逗号，或者后面缺少 ]"},
        {"',' or '}'", "{ } 里缺少半角的逗号，或者后面缺少 }"},
        {"unexpected end of stream", "引号没有配对"},
        {"unexpected document indicator", "引号没有配对"},
        {"escape", "双引号里的 \\ 有特别的意思；请改用单引号"},
        {"hexdecimal", "双引号里的 \\ 有特别的意思；请改用单引号"},
        {"alphabetic or numeric", "以 * & 开头的文字要加引号"},
        {"tag", "以 ! 开头的文字要加引号"},
        {"block sequence entries", "“- ”要另起一行"},
        {"expected key", "缩进与上面的不齐，或者引号后面还有文字"},
        {"'-' indicator", "列表的每一项要以 - 开头，缩进对齐"},
        {"comment or line break", "| 或 > 后面不能有文字；以它们开头的文字要加引号"}};
    for (size_t i = 0; problem && i < sizeof known / sizeof *known; i++)
        if (strstr(problem, known[i].part)) return known[i].words;
    return "请检查这里和上一行的引号、括号、冒号和缩进";
}

/* A key, quoted text or bracket is told where it begins, not where its end was missed. */
static bool begins_there(const yaml_parser_t *p)
{
    static const char *const missed[] = {"did not find expected ','", "could not find expected ':'", "found unexpected end of stream", "found unexpected document indicator"};
    bool is = false;
    for (size_t i = 0; p->problem && i < sizeof missed / sizeof *missed; i++) is = is || !strncmp(p->problem, missed[i], strlen(missed[i]));
    return is && p->context;
}

/* A byte that is no text has no line with libyaml, only its place. */
static bool parse_fail(const struct yaml *y, const yaml_parser_t *p, struct diag *diag)
{
    const char *bytes = text_get(&y->bytes);
    size_t line = 0;
    if (p->error == YAML_MEMORY_ERROR) return diag_fail(diag, DIAG_SYSTEM, "读不了 %s：内存不足", y->path);
    if (p->error != YAML_READER_ERROR) return syntax_fail(y, begins_there(p) ? p->context_mark.line : p->problem_mark.line, what_to_do(p->problem), diag);
    for (size_t i = 0; i < p->problem_offset && i < y->bytes.n; i++) line += bytes[i] == '\n';
    if (p->problem && strstr(p->problem, "control characters")) return syntax_fail(y, line, "文字里有控制字符，请删去", diag);
    return syntax_fail(y, line, "不是 UTF-8 编码；请用记事本打开，另存为 UTF-8", diag);
}

static struct anchor *anchor_of(const struct composer *c, const yaml_char_t *name)
{
    struct anchor *a = c->anchors;
    while (a && strcmp(a->name, (const char *)name)) a = a->before;
    return a;
}

static yaml_item *new_item(struct yaml *y, enum yaml_kind kind, const yaml_event_t *event)
{
    yaml_item *item = arena_alloc(&y->arena, sizeof *item);
    item->kind = kind;
    item->line = (int)event->start_mark.line + 1;
    if (y->last) y->last->next = item;
    else y->first = item;
    y->last = item;
    return item;
}

static bool place(struct composer *c, yaml_item *item, const yaml_char_t *anchor, const yaml_event_t *event, struct diag *diag)
{
    if (anchor) {
        if (anchor_of(c, anchor)) return syntax_fail(c->y, event->start_mark.line, "& 的名称写了两次", diag);
        struct anchor *a = arena_alloc(&c->y->arena, sizeof *a);
        *a = (struct anchor){arena_dup(&c->y->arena, (const char *)anchor), item, c->anchors};
        c->anchors = a;
    }
    if (!c->depth) {
        c->y->root = item;
        return true;
    }
    c->waiting = memory_grow(c->waiting, c->n, &c->cap, sizeof(yaml_item *));
    c->waiting[c->n++] = item;
    return true;
}

static bool take_scalar(struct composer *c, const yaml_event_t *event, struct diag *diag)
{
    yaml_item *item = new_item(c->y, YAML_TEXT, event);
    item->n = event->data.scalar.length;
    item->text = arena_dup_n(&c->y->arena, (const char *)event->data.scalar.value, item->n);
    item->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    item->block = event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE || event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE;
    return place(c, item, event->data.scalar.anchor, event, diag);
}

/* libyaml looks back at every open bracket with each new one, so the depth is checked while the file is parsed. */
static bool begin(struct composer *c, enum yaml_kind kind, const yaml_char_t *anchor, const yaml_event_t *event, struct diag *diag)
{
    yaml_item *item = new_item(c->y, kind, event);
    if (c->depth == YAML_MAX_DEPTH) return yaml_fail(diag, c->y, item, "层次过深");
    if (!place(c, item, anchor, event, diag)) return false;
    c->open[c->depth].of = item;
    c->open[c->depth++].from = c->n;
    return true;
}

static void end(struct composer *c)
{
    size_t from = c->open[--c->depth].from, n = c->n - from;
    yaml_item *item = c->open[c->depth].of;
    item->n = item->kind == YAML_MAP ? n / 2 : n;
    item->below = arena_alloc(&c->y->arena, (n + 1) * sizeof(yaml_item *));
    if (n) memcpy(item->below, c->waiting + from, n * sizeof(yaml_item *));
    c->n = from;
}

static bool take_event(struct composer *c, const yaml_event_t *event, struct diag *diag)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT: {
        const struct anchor *a = anchor_of(c, event->data.alias.anchor);
        return a ? place(c, a->item, NULL, event, diag) : syntax_fail(c->y, event->start_mark.line, "* 后面的名称前面没有用 & 写过；文字以 * 开头的，要加引号", diag);
    }
    case YAML_SCALAR_EVENT: return take_scalar(c, event, diag);
    case YAML_SEQUENCE_START_EVENT: return begin(c, YAML_LIST, event->data.sequence_start.anchor, event, diag);
    case YAML_MAPPING_START_EVENT: return begin(c, YAML_MAP, event->data.mapping_start.anchor, event, diag);
    case YAML_SEQUENCE_END_EVENT: case YAML_MAPPING_END_EVENT: end(c); return true;
    default: return true;
    }
}

static bool take_bytes(struct yaml *y, FILE *f, struct diag *diag)
{
    char buffer[16 << 10];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;) text_add_n(&y->bytes, buffer, n);
    return !ferror(f) || diag_fail_errno(diag, "读不了 %s", y->path);
}

/* A second document would be left out, whoever wrote it. */
static bool compose(struct yaml *y, struct diag *diag)
{
    struct composer c = {.y = y};
    yaml_event_t event;
    bool ok = true;
    if (!yaml_parser_initialize(&c.parser)) return diag_fail(diag, DIAG_SYSTEM, "读不了 %s：内存不足", y->path);
    yaml_parser_set_input_string(&c.parser, (const unsigned char *)text_get(&y->bytes), y->bytes.n);
    int documents = 0;
    for (bool ended = false; ok && !ended;) {
        ok = yaml_parser_parse(&c.parser, &event) || parse_fail(y, &c.parser, diag);
        if (!ok) break;
        if (event.type == YAML_DOCUMENT_START_EVENT && documents++)
            ok = diag_fail(diag, DIAG_INPUT, "%s:%zu: 一个文件只能有一份内容，这里又开始了一份（---）；请删去这一行，或者把下面的分成另一个文件", y->path, event.start_mark.line + 1);
        ok = ok && take_event(&c, &event, diag);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&c.parser);
    free(c.waiting);
    return ok;
}

bool yaml_load(struct yaml **out, const char *path, struct diag *diag)
{
    FILE *f;
    if (access(path, F_OK)) return diag_fail(diag, DIAG_INPUT, "缺少文件 %s", path);
    if (!file_open(&f, path, YAML_MAX_BYTES, diag)) return false;
    struct yaml *y = memory_alloc(sizeof *y);
    y->path = arena_dup(&y->arena, path);
    bool ok = take_bytes(y, f, diag) && compose(y, diag) && (!y->root || weigh(y, y->root, 0, diag)) && texts_are_allowed(y, diag) && all_keys_are_unique(y, diag);
    fclose(f);
    if (ok) *out = y;
    else yaml_close(y);
    return ok;
}

void yaml_close(struct yaml *y)
{
    if (!y) return;
    text_release(&y->bytes);
    arena_release(&y->arena);
    free(y);
}

yaml_item *yaml_root(struct yaml *y) { return y->root; }
const struct text *yaml_bytes(const struct yaml *y) { return &y->bytes; }
int yaml_line(const yaml_item *item) { return item ? item->line : 0; }
int yaml_text_line(const yaml_item *item) { return yaml_line(item) + (item && item->block); }
enum yaml_kind yaml_kind(const yaml_item *item) { return item ? item->kind : YAML_NONE; }
size_t yaml_count(const yaml_item *item) { return item && item->kind != YAML_TEXT ? item->n : 0; }

yaml_item *yaml_at(struct yaml *y, const yaml_item *item, size_t i)
{
    (void)y;
    if (i >= yaml_count(item)) return NULL;
    return item->kind == YAML_MAP ? item->below[2 * i + 1] : item->below[i];
}

const char *yaml_text(const struct yaml *y, const yaml_item *item)
{
    (void)y;
    if (!item || item->kind != YAML_TEXT) return NULL;
    return item->plain && (!*item->text || !strcmp(item->text, "~") || !strcmp(item->text, "null")) ? NULL : item->text;
}

const char *yaml_key(struct yaml *y, const yaml_item *map, size_t i)
{
    if (yaml_kind(map) != YAML_MAP || i >= yaml_count(map)) return NULL;
    return yaml_text(y, map->below[2 * i]);
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
