#include "ledger/schema/cell_words.h"
#include "base/yaml.h"
#include <string.h>

enum { LONGEST_CELL = 240, LONGEST_WORD = 60 };

/* ---- reading ---- */

static const char *fold(struct arena *arena, const char *s, size_t *n)
{
    struct text folded = {0};
    spelling_fold(&folded, (struct slice){s, strlen(s)});
    const char *word = arena_dup(arena, text_get(&folded));
    *n = folded.n;
    text_release(&folded);
    return word;
}

static void learn(struct schema *s, const char *word)
{
    size_t n;
    const char *folded = fold(&s->arena, word, &n);
    if (n) intern_number(s->words, folded, n);
}

static bool read_texts(struct arena *arena, const char ***out, size_t *n, struct yaml *y, const yaml_item *list, struct diag *diag)
{
    *out = arena_alloc(arena, (yaml_count(list) + 1) * sizeof **out);
    for (*n = 0; *n < yaml_count(list); ++*n) {
        const char *text = yaml_text(y, yaml_at(y, list, *n));
        if (!text) return yaml_fail(diag, y, list, "应是词的列表");
        (*out)[*n] = arena_dup(arena, text);
    }
    return true;
}

static bool read_advice(struct schema *s, struct yaml *y, const yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"words", "columns", "advice", NULL};
    struct cell_advice *a = &s->advice[s->n_advice++];
    const char *advice;
    if (!yaml_only(y, item, keys, diag) || !yaml_need(y, item, "advice", &advice, diag)) return false;
    a->advice = arena_dup(&s->arena, advice);
    if (!read_texts(&s->arena, &a->words, &a->n_words, y, yaml_get(y, item, "words"), diag) ||
        !read_texts(&s->arena, &a->columns, &a->n_columns, y, yaml_get(y, item, "columns"), diag)) return false;
    for (size_t i = 0; i < a->n_words; i++) {
        size_t n;
        learn(s, a->words[i]);
        a->words[i] = fold(&s->arena, a->words[i], &n);
    }
    return true;
}

static void learn_codes(struct schema *s)
{
    for (size_t i = 0; i < s->n_lists; i++) {
        const struct code_list *list = &s->lists[i];
        for (size_t k = 0; k < list->n; k++) {
            learn(s, list->codes[k].label);
            for (size_t j = 0; j < list->codes[k].n_aliases; j++) learn(s, list->codes[k].aliases[j]);
        }
        for (size_t k = 0; k < list->n_ambiguous; k++) learn(s, list->ambiguous[k].label);
    }
}

bool cell_words_read(struct schema *s, const char *path, struct diag *diag)
{
    static const char *const keys[] = {"words", "units", "places", "advice", NULL};
    struct yaml *y;
    const char **words;
    size_t n;
    if (!yaml_load(&y, path, diag)) return false;
    const yaml_item *root = yaml_root(y), *advice = yaml_get(y, root, "advice");
    bool ok = yaml_only(y, root, keys, diag) && read_texts(&s->arena, &words, &n, y, yaml_get(y, root, "words"), diag) &&
              read_texts(&s->arena, &s->units_end.words, &s->units_end.n, y, yaml_get(y, root, "units"), diag) &&
              read_texts(&s->arena, &s->places.words, &s->places.n, y, yaml_get(y, root, "places"), diag);
    s->words = intern_new();
    for (size_t i = 0; ok && i < n; i++) learn(s, words[i]);
    learn_codes(s);
    s->advice = arena_alloc(&s->arena, (yaml_count(advice) + 1) * sizeof *s->advice);
    for (size_t i = 0; ok && i < yaml_count(advice); i++) ok = read_advice(s, y, yaml_at(y, advice, i), diag);
    yaml_close(y);
    return ok;
}

/* ---- asking ---- */

static bool is_letter(uint32_t c)
{
    if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
    return !(c >= 0x2010 && c <= 0x2E7F) && !(c >= 0x3000 && c <= 0x303F);
}

bool cell_words_all(const struct schema *s, struct slice cell)
{
    bool reached[LONGEST_CELL + 1] = {true}, word = false;
    struct text folded = {0};
    if (cell.n > LONGEST_CELL) return false;
    spelling_fold(&folded, cell);
    const char *f = text_get(&folded);
    size_t n = folded.n <= LONGEST_CELL ? folded.n : 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c;
        if (!reached[i]) continue;
        size_t used = utf8_next(f + i, n - i, &c);
        if (!is_letter(c)) reached[i + used] = true;
        for (size_t k = 1; k <= LONGEST_WORD && i + k <= n; k++)
            if (((unsigned char)f[i + k] & 0xC0) != 0x80 && intern_find(s->words, f + i, k)) reached[i + k] = word = true;
    }
    text_release(&folded);
    return word && n && reached[n];
}

static bool is_for(const struct cell_advice *a, const struct ledger_column *c)
{
    static const char *const kinds[] = {[COLUMN_DATE] = "date", [COLUMN_MONTH] = "month", [COLUMN_YEAR] = "year", [COLUMN_CODE] = "code", [COLUMN_FLAG] = "code",
                                        [COLUMN_COUNT] = "count", [COLUMN_SIGNED] = "count", [COLUMN_NUMBER] = "count", [COLUMN_MONEY] = "count"};
    const char *kind = (size_t)c->type < sizeof kinds / sizeof *kinds ? kinds[c->type] : NULL;
    for (size_t i = 0; i < a->n_columns; i++)
        if (!strcmp(a->columns[i], c->heading) || (kind && !strcmp(a->columns[i], kind))) return true;
    return !a->n_columns;
}

const char *cell_words_advice(const struct schema *s, const struct ledger_column *c, struct slice cell)
{
    const char *advice = NULL;
    struct text folded = {0};
    if (cell.n > LONGEST_CELL) return NULL;
    spelling_fold(&folded, cell);
    for (size_t i = 0; i < s->n_advice && !advice; i++)
        for (size_t k = 0; k < s->advice[i].n_words && !advice; k++)
            if (!strcmp(s->advice[i].words[k], text_get(&folded)) && is_for(&s->advice[i], c)) advice = s->advice[i].advice;
    text_release(&folded);
    return advice;
}
