#include "manuscript/docx_inside.h"
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 9, MOST_LISTS = 10000, MOST_NUMBERS = 40000 };

struct level {
    const char *format, *text, *style;                 /* of numbers; "（%1）"; whose paragraphs stand here without saying so */
    enum { TAB, BLANK, CLOSE } behind;
    int start, zeros, restart;                         /* zeros: least digits; restart: after which level; −1 = any above, 0 = never */
    bool decimal, hidden;
};
struct docx_list {                                          /* w:abstractNum: its numbers go on from one list to the next that uses it */
    int id;
    const char *name, *means;                          /* styleLink; numStyleLink: another list of that name stands for this one */
    struct docx_list *same;                            /* it, or NULL */
    struct level levels[LEVELS];
    int count[LEVELS];                                 /* 0 = none yet, or begun anew; else 1 + the last number */
};
struct number { int id, list, start[LEVELS]; struct level *own[LEVELS]; };   /* w:num; start −1: none of its own, or it was used */

struct docx_numbering {
    struct arena arena;
    struct docx_list *lists;
    struct number *numbers;
    size_t n_lists, cap_lists, n_numbers, cap_numbers;
};

struct reading_numbering {
    struct docx_numbering *of;
    struct package_pump pump;
    struct docx_list *list;
    struct number *number;
    struct level *level;
    int at;                                            /* level of the override that is open */
};

static struct level new_level(void) { return (struct level){.format = "decimal", .text = "", .start = 1, .restart = -1}; }

static void open_list(struct reading_numbering *r, const char **attributes)
{
    struct docx_numbering *of = r->of;
    if (of->n_lists == MOST_LISTS) {
        package_pump_fail(&r->pump, "自动编号过多");
        return;
    }
    of->lists = memory_grow(of->lists, of->n_lists, &of->cap_lists, sizeof *of->lists);
    r->list = &of->lists[of->n_lists++];
    *r->list = (struct docx_list){.id = docx_number(package_attribute(attributes, "abstractNumId"), -1, 1 << 30, -1)};
    for (int i = 0; i < LEVELS; i++) r->list->levels[i] = new_level();
}

static void open_number(struct reading_numbering *r, const char **attributes)
{
    struct docx_numbering *of = r->of;
    if (of->n_numbers == MOST_NUMBERS) {
        package_pump_fail(&r->pump, "自动编号过多");
        return;
    }
    of->numbers = memory_grow(of->numbers, of->n_numbers, &of->cap_numbers, sizeof *of->numbers);
    r->number = &of->numbers[of->n_numbers++];
    *r->number = (struct number){.id = docx_number(package_attribute(attributes, "numId"), 0, 1 << 30, -1), .list = -1};
    for (int i = 0; i < LEVELS; i++) r->number->start[i] = -1;
}

static void open_level(struct reading_numbering *r, const char **attributes)
{
    int at = docx_number(package_attribute(attributes, "ilvl"), 0, LEVELS - 1, 0);
    if (r->list) {
        r->level = &r->list->levels[at];
    } else if (r->number) {
        r->level = r->number->own[at] = arena_alloc(&r->of->arena, sizeof *r->level);
        *r->level = new_level();
    }
}

/* "001, 002, …": the least digits of a format that is drawn as an example. */
static void take_format(struct reading_numbering *r, const char **attributes)
{
    const char *format = package_attribute(attributes, "val"), *example = package_attribute(attributes, "format");
    if (!format) return;
    bool zeros = !strcmp(format, "custom") && example && *example == '0';
    r->level->format = zeros ? "decimal" : arena_dup(&r->of->arena, format);
    r->level->zeros = zeros ? (int)strspn(example, "0123456789") : 0;
}

static void take_of_level(struct reading_numbering *r, const char *name, const char **attributes)
{
    struct level *l = r->level;
    const char *value = package_attribute(attributes, "val");
    if (!strcmp(name, "numFmt")) take_format(r, attributes);
    else if (!strcmp(name, "lvlText")) l->text = arena_dup(&r->of->arena, value ? value : "");
    else if (!strcmp(name, "start")) l->start = docx_number(value, 0, 9999, 1);
    else if (!strcmp(name, "suff")) l->behind = value && !strcmp(value, "nothing") ? CLOSE : value && !strcmp(value, "space") ? BLANK : TAB;
    else if (!strcmp(name, "lvlRestart")) l->restart = docx_number(value, 0, LEVELS, -1);
    else if (!strcmp(name, "isLgl")) l->decimal = docx_on(attributes);
    else if (!strcmp(name, "pStyle")) l->style = arena_dup(&r->of->arena, value);
    else if (!strcmp(name, "vanish")) l->hidden = docx_on(attributes);
}

static void numbering_start(void *user, const char *name, const char **attributes)
{
    struct reading_numbering *r = user;
    const char *value = package_attribute(attributes, "val");
    if (!strcmp(name, "abstractNum")) open_list(r, attributes);
    else if (!strcmp(name, "num")) open_number(r, attributes);
    else if (!strcmp(name, "lvl")) open_level(r, attributes);
    else if (r->level) take_of_level(r, name, attributes);
    else if (r->list && !strcmp(name, "styleLink")) r->list->name = arena_dup(&r->of->arena, value);
    else if (r->list && !strcmp(name, "numStyleLink")) r->list->means = arena_dup(&r->of->arena, value);
    else if (r->number && !strcmp(name, "abstractNumId")) r->number->list = docx_number(value, -1, 1 << 30, -1);
    else if (r->number && !strcmp(name, "lvlOverride")) r->at = docx_number(package_attribute(attributes, "ilvl"), 0, LEVELS - 1, 0);
    else if (r->number && !strcmp(name, "startOverride")) r->number->start[r->at] = docx_number(value, 0, 9999, 1);
}

static void numbering_end(void *user, const char *name)
{
    struct reading_numbering *r = user;
    if (!strcmp(name, "abstractNum")) r->list = NULL;
    else if (!strcmp(name, "num")) r->number = NULL;
    else if (!strcmp(name, "lvl")) r->level = NULL;
}

static int lists_by_id(const void *a, const void *b)
{
    int x = ((const struct docx_list *)a)->id, y = ((const struct docx_list *)b)->id;
    return (x > y) - (x < y);
}

static int numbers_by_id(const void *a, const void *b)
{
    int x = ((const struct number *)a)->id, y = ((const struct number *)b)->id;
    return (x > y) - (x < y);
}

static void find_same(struct docx_numbering *n)
{
    for (size_t i = 0; i < n->n_lists; i++)
        for (size_t k = 0; n->lists[i].means && !n->lists[i].same && k < n->n_lists; k++)
            if (n->lists[k].name && !strcmp(n->lists[k].name, n->lists[i].means)) n->lists[i].same = &n->lists[k];
}

bool docx_numbering_read(struct docx_numbering **numbering, const struct package *package, const char *part, struct diag *diag)
{
    static const struct package_handlers handlers = {numbering_start, numbering_end, NULL};
    *numbering = NULL;
    if (!part) return true;
    struct reading_numbering r = {.of = memory_alloc(sizeof *r.of)};
    bool ok = package_pump_all(&r.pump, package, part, &handlers, &r, diag);
    if (!ok) {
        docx_numbering_free(r.of);
        return false;
    }
    if (r.of->n_lists) qsort(r.of->lists, r.of->n_lists, sizeof *r.of->lists, lists_by_id);
    if (r.of->n_numbers) qsort(r.of->numbers, r.of->n_numbers, sizeof *r.of->numbers, numbers_by_id);
    find_same(r.of);
    *numbering = r.of;
    return true;
}

/* ---- labels ---- */

static struct number *number_of(struct docx_numbering *n, int id)
{
    const struct number wanted = {.id = id};
    return n->n_numbers ? bsearch(&wanted, n->numbers, n->n_numbers, sizeof *n->numbers, numbers_by_id) : NULL;
}

static struct docx_list *list_of(struct docx_numbering *n, int id)
{
    const struct docx_list wanted = {.id = id};
    struct docx_list *l = n->n_lists ? bsearch(&wanted, n->lists, n->n_lists, sizeof *n->lists, lists_by_id) : NULL;
    return l && l->same ? l->same : l;
}

static const struct level *level_of(const struct docx_list *l, const struct number *n, int at) { return n->own[at] ? n->own[at] : &l->levels[at]; }

static int level_of_style(const struct docx_list *l, const char *style)
{
    for (int i = 0; style && i < LEVELS; i++)
        if (l->levels[i].style && !strcmp(l->levels[i].style, style)) return i;
    return 0;
}

/* Counts one more at a level; the levels below begin anew, unless they say after which level only. */
static void count_on(struct docx_list *l, struct number *n, int at)
{
    int start = level_of(l, n, at)->start;
    if (n->start[at] >= 0) {
        l->count[at] = 1 + n->start[at];
        n->start[at] = -1;
    } else {
        l->count[at] = l->count[at] ? l->count[at] + 1 : 1 + start;
    }
    for (int below = at + 1; below < LEVELS; below++) {
        int restart = level_of(l, n, below)->restart;
        if (restart < 0 || at < restart) l->count[below] = 0;
    }
}

static void add_number(const struct docx_list *l, const struct number *n, int at, bool decimal, struct text *label, const char **unknown)
{
    const struct level *level = level_of(l, n, at);
    int number = l->count[at] ? l->count[at] - 1 : level->start;
    if (level->zeros) text_printf(label, "%0*d", level->zeros > 9 ? 9 : level->zeros, number);
    else if (!docx_count(label, decimal ? "decimal" : level->format, number)) *unknown = level->format;
}

/* A bullet of a symbol font is a private character. */
static void add_bullet(struct text *label, const char *text)
{
    uint32_t c = 0;
    if (*text) utf8_next(text, strlen(text), &c);
    if (c >= 0xE000 && c <= 0xF8FF) text_add(label, "•");
    else text_add(label, text);
}

void docx_numbering_label(struct docx_numbering *numbering, int number, int level, const char *style, struct text *label, const char **unknown)
{
    struct number *n = numbering ? number_of(numbering, number) : NULL;
    struct docx_list *l = n ? list_of(numbering, n->list) : NULL;
    size_t before = label->n;
    if (!l) return;
    if (level < 0) level = level_of_style(l, style);
    const struct level *own = level_of(l, n, level);
    count_on(l, n, level);
    if (own->hidden) return;
    if (!strcmp(own->format, "bullet")) {
        add_bullet(label, own->text);
    } else {
        for (const char *t = own->text; *t; t++) {
            bool placed = t[0] == '%' && t[1] >= '1' && t[1] <= '9';
            if (placed) add_number(l, n, *++t - '1', own->decimal, label, unknown);
            else text_add_char(label, *t);
        }
    }
    if (label->n > before && own->behind != CLOSE) text_add_char(label, own->behind == TAB ? '\t' : ' ');
}

void docx_numbering_free(struct docx_numbering *numbering)
{
    if (!numbering) return;
    free(numbering->lists);
    free(numbering->numbers);
    arena_release(&numbering->arena);
    free(numbering);
}
