#include "compare/indicators.h"
#include "base/text.h"
#include "form/addresses.h"
#include "base/yaml.h"
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const units[] = {"percent", "days", "count", NULL};
static const char *const directions[] = {"none", "higher", "lower", NULL};

/* The figures of report.json that are no cells of a form. */
static const struct { const char *address, *name; size_t offset; } figures[] = {
    {"timeliness/answered", "办理时限/答复", offsetof(struct timeliness, answered)},
    {"timeliness/in_time", "办理时限/按期", offsetof(struct timeliness, in_time)},
    {"timeliness/disputed", "办理时限/有争议", offsetof(struct timeliness, disputed)},
    {"timeliness/late", "办理时限/超期", offsetof(struct timeliness, late)},
    {"timeliness/unknown", "办理时限/无法判断", offsetof(struct timeliness, unknown)},
    {"timeliness/median_working_days", "办理时限/用时中位数", offsetof(struct timeliness, median_days)},
    {"timeliness/p90_working_days", "办理时限/九成用时不超过", offsetof(struct timeliness, p90_days)},
};
enum { WORD = 64 };                                     /* of the name of a place */
enum { FIGURES = sizeof figures / sizeof *figures };

const char *indicator_unit_id(enum indicator_unit unit) { return units[unit]; }
const char *indicator_direction_id(enum indicator_direction direction) { return directions[direction]; }

const struct indicator_cells *indicators_cells(const struct indicators *all, size_t i, const char *form)
{
    for (size_t f = 0; f < all->n_forms; f++)
        if (!strcmp(all->forms[f], form)) return &all->list[i].cells[f];
    return NULL;
}

enum indicator_answer indicator_value(const struct indicator_term *term, const struct submission *s, int64_t *value)
{
    for (size_t i = 0; i < FIGURES; i++)
        if (!strcmp(figures[i].address, term->address)) {
            memcpy(value, (const char *)&s->timeliness + figures[i].offset, sizeof *value);
            return *value >= 0 ? INDICATOR_NUMBER : INDICATOR_ABSENT;
        }
    const struct submission_cell *c = submission_cell(s, term->address);
    if (!c || (!c->empty && c->number.scale)) return INDICATOR_ABSENT;
    if (c->empty) return INDICATOR_BLANK;
    *value = c->number.value;
    return INDICATOR_NUMBER;
}

const char *indicator_sum_text(struct arena *arena, const struct indicator_sum *sum)
{
    struct text t = {0};
    for (size_t i = 0; i < sum->n; i++)
        text_printf(&t, "%s%s", sum->terms[i].sign < 0 ? "－" : i ? "＋" : "", sum->terms[i].address);
    const char *copy = arena_dup(arena, text_get(&t));
    text_release(&t);
    return copy;
}

static const char *value_of(const struct indicator_place *places, size_t n, const char *name, size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(places[i].name) == length && !memcmp(places[i].name, name, length)) return places[i].value ? places[i].value : "";
    return "";
}

const char *indicator_say(struct arena *arena, const struct indicators *all, enum indicator_sentence sentence, const struct indicator_place *places, size_t n)
{
    struct text t = {0};
    for (const char *s = all->sentences[sentence], *open; *s; s = open) {
        open = s + strcspn(s, "{");
        text_printf(&t, "%.*s", (int)(open - s), s);
        if (!*open) break;
        size_t length = strcspn(open, "}");
        text_add(&t, value_of(places, n, open + 1, length - 1));
        open += length + 1;
    }
    const char *copy = arena_dup(arena, text_get(&t));
    text_release(&t);
    return copy;
}

/* ---- reading ---- */

static int word_of(const char *const *words, const char *word)
{
    for (int i = 0; word && words[i]; i++)
        if (!strcmp(words[i], word)) return i;
    return -1;
}

static bool read_word(struct yaml *y, yaml_item *map, const char *key, const char *const *words, const char *what, int *out, struct diag *diag)
{
    const char *s;
    if (!yaml_need(y, map, key, &s, diag)) return false;
    *out = word_of(words, s);
    return *out >= 0 || yaml_fail(diag, y, yaml_get(y, map, key), "不认识“%s”，%s 应是 %s", s, key, what);
}

static void add_term(struct indicators *all, struct indicator_sum *sum, size_t *cap, const char *address, const char *name, int sign)
{
    sum->terms = memory_grow(sum->terms, sum->n, cap, sizeof *sum->terms);
    sum->terms[sum->n++] = (struct indicator_term){arena_dup(&all->arena, address), arena_dup(&all->arena, name), sign};
}

/* Only whole numbers can be cases. */
static bool add_cell(struct indicators *all, struct yaml *y, const yaml_item *item, const struct form_slot *slot, int sign, struct indicator_sum *sum,
                     size_t *cap, struct diag *diag)
{
    if (slot->type != CELL_COUNT) return yaml_fail(diag, y, item, "“%s”不是件数，不能作指标", slot->address);
    add_term(all, sum, cap, slot->address, slot->name, sign);
    return true;
}

/* A cell by its Chinese name. */
static bool add_named(struct indicators *all, struct yaml *y, const yaml_item *item, const struct form *form, const char *name, int sign,
                      struct indicator_sum *sum, size_t *cap, struct diag *diag)
{
    const struct form_table *t;
    struct text why = {0};
    int slot;
    bool ok = address_find(form, name, &t, &slot, &why) ? add_cell(all, y, item, &t->slots[slot], sign, sum, cap, diag)
                                                        : yaml_fail(diag, y, item, "表单 %s，“%s”：%s；见 nianbao form show %s", form->id, name, text_get(&why), form->id);
    text_release(&why);
    return ok;
}

/* Every cell of the form that the pattern names. */
static bool add_cells(struct indicators *all, struct yaml *y, const yaml_item *item, const struct form *form, const char *pattern, int sign,
                      struct indicator_sum *sum, size_t *cap, struct diag *diag)
{
    size_t before = sum->n;
    for (size_t i = 0; i < FIGURES; i++)
        if (!strcmp(figures[i].address, pattern)) add_term(all, sum, cap, pattern, figures[i].name, sign);
    for (size_t t = 0; t < form->n_tables; t++) {
        for (size_t i = 0; i < form->tables[t].n_slots; i++) {
            const struct form_slot *slot = &form->tables[t].slots[i];
            if (!fnmatch(pattern, slot->address, FNM_PATHNAME) && !add_cell(all, y, item, slot, sign, sum, cap, diag)) return false;
        }
    }
    return sum->n > before || add_named(all, y, item, form, pattern, sign, sum, cap, diag);
}

static bool read_sum(struct indicators *all, struct yaml *y, yaml_item *list, const struct form *form, struct indicator_sum *sum, struct diag *diag)
{
    struct indicator_sum found = {0};
    size_t cap = 0;
    bool ok = !list || yaml_kind(list) == YAML_LIST || yaml_fail(diag, y, list, "这里应是单元格的列表");
    for (size_t i = 0; ok && i < yaml_count(list); i++) {
        yaml_item *item = yaml_at(y, list, i);
        const char *s = yaml_text(y, item);
        int sign = s && *s == '-' ? -1 : 1;
        ok = s ? add_cells(all, y, item, form, sign < 0 ? s + 1 : s, sign, &found, &cap, diag) : yaml_fail(diag, y, list, "这里应是单元格的列表");
    }
    sum->terms = arena_alloc(&all->arena, (found.n + 1) * sizeof *sum->terms);
    if (found.n) memcpy(sum->terms, found.terms, found.n * sizeof *sum->terms);
    sum->n = found.n;
    free(found.terms);
    return ok;
}

/* The cells given for the form come before those for all forms. */
static bool read_cells(struct indicators *all, struct yaml *y, yaml_item *item, struct indicator *one, size_t f, struct form_shelf *shelf,
                       struct diag *diag)
{
    static const char *const keys[] = {"numerator", "denominator", "approximate", NULL};
    const struct form *form;
    struct indicator_cells *cells = &one->cells[f];
    yaml_item *own = yaml_get(y, yaml_get(y, item, "forms"), all->forms[f]);
    const char *none = yaml_text(y, own);
    if (none) return !strcmp(none, "none") || yaml_fail(diag, y, own, "表单 %s 没有这个指标的，写 none", all->forms[f]);
    cells->approximate = arena_dup(&all->arena, yaml_text(y, yaml_get(y, own, "approximate")));
    yaml_item *numerator = yaml_get(y, own, keys[0]), *denominator = yaml_get(y, own, keys[1]);
    if (own && !yaml_only(y, own, keys, diag)) return false;
    if (!numerator) numerator = yaml_get(y, item, keys[0]);
    if (!denominator) denominator = yaml_get(y, item, keys[1]);
    if (!form_shelf_id(shelf, all->forms[f], &form, diag) || !read_sum(all, y, numerator, form, &cells->numerator, diag) ||
        !read_sum(all, y, denominator, form, &cells->denominator, diag)) return false;
    if (!cells->numerator.n) return yaml_fail(diag, y, item, "指标“%s”没有 numerator", one->id);
    if ((one->unit == UNIT_COUNT) != !cells->denominator.n)
        return yaml_fail(diag, y, item, "指标“%s”%s denominator", one->id, one->unit == UNIT_COUNT ? "是件数，不要" : "没有");
    if (cells->numerator.n > all->most_terms) all->most_terms = cells->numerator.n;
    return true;
}

static bool read_flags(struct yaml *y, yaml_item *item, struct indicator *one, struct diag *diag)
{
    if (!yaml_flag(y, item, "chart", &one->chart, diag) || !yaml_flag(y, item, "alert", &one->alert, diag)) return false;
    if (one->chart && one->unit != UNIT_PERCENT) return yaml_fail(diag, y, yaml_get(y, item, "chart"), "只有百分比画图");
    return !one->alert || one->unit == UNIT_COUNT || yaml_fail(diag, y, yaml_get(y, item, "alert"), "只有件数可以写 alert");
}

static bool read_one(struct indicators *all, struct yaml *y, yaml_item *item, struct form_shelf *shelf, struct diag *diag)
{
    static const char *const keys[] = {"id", "group", "label", "formula", "unit", "direction", "chart", "alert", "numerator", "denominator", "forms", NULL};
    struct indicator *one = &all->list[all->n];
    const struct { const char *key, **out; } words[] = {{"id", &one->id}, {"group", &one->group}, {"label", &one->label}, {"formula", &one->formula}};
    int unit, direction;
    if (!yaml_only(y, item, keys, diag)) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *s;
        if (!yaml_need(y, item, words[i].key, &s, diag)) return false;
        if (!*s) return yaml_fail(diag, y, yaml_get(y, item, words[i].key), "%s 不能空着", words[i].key);
        *words[i].out = arena_dup(&all->arena, s);
    }
    for (size_t i = 0; i < all->n; i++)
        if (!strcmp(all->list[i].id, one->id)) return yaml_fail(diag, y, yaml_get(y, item, "id"), "指标“%s”写了两次", one->id);
    if (!read_word(y, item, "unit", units, "percent、days 或 count", &unit, diag) ||
        !read_word(y, item, "direction", directions, "none、higher 或 lower", &direction, diag)) return false;
    one->unit = (enum indicator_unit)unit;
    one->direction = (enum indicator_direction)direction;
    if (!read_flags(y, item, one, diag)) return false;
    yaml_item *forms = yaml_get(y, item, "forms");
    if (forms && !yaml_only(y, forms, all->forms, diag)) return false;
    one->cells = arena_alloc(&all->arena, all->n_forms * sizeof *one->cells);
    for (size_t f = 0; f < all->n_forms; f++)
        if (!read_cells(all, y, item, one, f, shelf, diag)) return false;
    all->n++;
    return true;
}

/* ---- what is said ---- */

/* The places that a sentence may have. */
static const char *const said_of_reports[] = {"count", "fault", NULL};
static const char *const said_of_counts[] = {"indicator", "own", NULL};
static const char *const said_of_shares[] = {"indicator", "own", "cases", "other", "others", "side", "cell", NULL};
static const struct { const char *key; const char *const *places; } sentences[INDICATOR_SENTENCES] = {
    [SENTENCE_FAULTY] = {"faulty", said_of_reports}, [SENTENCE_ALERT] = {"alert", said_of_counts},  [SENTENCE_WORSE] = {"worse", said_of_shares},
    [SENTENCE_PEERS] = {"peers", said_of_shares},    [SENTENCE_YEARS] = {"years", said_of_shares},
};

static bool prove_sentence(struct yaml *y, yaml_item *item, const char *s, const char *const *places, struct diag *diag)
{
    char name[WORD];
    for (const char *open = s; (open = strchr(open, '{')); open++) {
        size_t length = strcspn(open + 1, "}");
        snprintf(name, sizeof name, "%.*s", length < WORD ? (int)length : WORD - 1, open + 1);
        if (!open[1 + length] || word_of(places, name) < 0) return yaml_fail(diag, y, item, "句子里不能有“{%s}”", name);
    }
    return true;
}

static bool read_words(struct indicators *all, struct yaml *y, yaml_item *root, struct diag *diag)
{
    const char *keys[INDICATOR_SENTENCES + 1] = {0}, *s;
    yaml_item *said = yaml_get(y, root, "sentences"), *meant = yaml_get(y, root, "directions");
    for (int i = 0; i < INDICATOR_SENTENCES; i++) keys[i] = sentences[i].key;
    if (!said || !meant) return yaml_fail(diag, y, root, "应有 directions 和 sentences");
    if (!yaml_only(y, said, keys, diag) || !yaml_only(y, meant, directions, diag)) return false;
    for (int i = 0; directions[i]; i++) {
        if (!yaml_need(y, meant, directions[i], &s, diag)) return false;
        all->directions[i] = arena_dup(&all->arena, s);
    }
    for (int i = 0; i < INDICATOR_SENTENCES; i++) {
        if (!yaml_need(y, said, keys[i], &s, diag) || !prove_sentence(y, yaml_get(y, said, keys[i]), s, sentences[i].places, diag)) return false;
        all->sentences[i] = arena_dup(&all->arena, s);
    }
    return true;
}

static bool read_all(struct indicators *all, struct yaml *y, struct form_shelf *shelf, struct diag *diag)
{
    static const char *const keys[] = {"forms", "directions", "sentences", "indicators", NULL};
    yaml_item *root = yaml_root(y), *forms = yaml_get(y, root, "forms"), *list = yaml_get(y, root, "indicators");
    if (yaml_kind(root) != YAML_MAP || yaml_kind(forms) != YAML_LIST || yaml_kind(list) != YAML_LIST || !yaml_count(forms) || !yaml_count(list))
        return yaml_fail(diag, y, root, "应有 forms（表单的列表）和 indicators（指标的列表）");
    if (!yaml_only(y, root, keys, diag) || !read_words(all, y, root, diag)) return false;
    all->forms = arena_alloc(&all->arena, (yaml_count(forms) + 1) * sizeof *all->forms);
    for (size_t i = 0; i < yaml_count(forms); i++) {
        const char *id = yaml_text(y, yaml_at(y, forms, i));
        if (!id) return yaml_fail(diag, y, forms, "forms 应是表单的列表");
        all->forms[all->n_forms++] = arena_dup(&all->arena, id);
    }
    all->list = arena_alloc(&all->arena, yaml_count(list) * sizeof *all->list);
    for (size_t i = 0; i < yaml_count(list); i++)
        if (!read_one(all, y, yaml_at(y, list, i), shelf, diag)) return false;
    return true;
}

bool indicators_load(struct indicators **out, const char *path, struct form_shelf *shelf, struct diag *diag)
{
    struct indicators *all = memory_alloc(sizeof *all);
    struct yaml *y = NULL;
    bool ok = yaml_load(&y, path, diag) && read_all(all, y, shelf, diag) && digest_file_sha256(path, all->hash, diag);
    yaml_close(y);
    if (ok) *out = all;
    else indicators_free(all);
    return ok;
}

void indicators_free(struct indicators *all)
{
    if (!all) return;
    arena_release(&all->arena);
    free(all);
}
