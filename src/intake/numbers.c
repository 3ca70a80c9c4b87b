/* Keys for rows that have none (序号 → 受理编号), or that share one: how, the office says. */
#include "intake/intake_inside.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_TRIES = 8 };
/* A document has a number of its own. */
#define BY_DOCUMENT "{文号}"

int key_column(const struct ledger_table *t)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        bool refers = false;
        for (size_t k = 0; k < t->n_refers; k++) refers |= t->refers[k].column == (int)i;
        if (t->columns[i].type == COLUMN_KEY && t->columns[i].needed && !refers && t->n_unique) return (int)i;
    }
    return -1;
}

/* ---- patterns: 2025-{序号} ---- */

static void add_number(struct text *out, const char *number)
{
    enum { DIGITS = 3 };
    size_t n = strspn(number, "0123456789");
    for (size_t i = n; i < DIGITS && !number[n] && n; i++) text_add_char(out, '0');
    text_add(out, number);
}

/* 3 of 2025年3月 or 三月; "" where the name has no month. */
static const char *month_in(struct intake *k, const char *name)
{
    const char *at = strstr(name, "月");
    if (!at || at == name) return "";
    const char *from = at;
    while (from > name && from[-1] >= '0' && from[-1] <= '9') from--;
    if (from < at) return arena_printf(&k->arena, "%02d", (int)strtol(from, NULL, 10) % 100);
    int month = at - name >= SPELLING_NUMERAL ? spelling_numeral(at - SPELLING_NUMERAL) : 0;
    if (month && month <= 2 && at - name >= 2 * SPELLING_NUMERAL && spelling_numeral(at - 2 * SPELLING_NUMERAL) == 10) month += 10;
    return month ? arena_printf(&k->arena, "%02d", month) : "";
}

/* The text of a name in braces; NULL = there is none. */
static const char *field(struct intake *k, const struct carried_table *t, const struct carried_row *row, size_t at, const char *name, size_t n)
{
    struct slice word = {name, n};
    if (slice_is(word, "序号")) return row->number;
    if (slice_is(word, "顺序")) return arena_printf(&k->arena, "%zu", at + 1);
    if (slice_is(word, "表")) return row->tab;
    if (slice_is(word, "月")) {
        const char *month = month_in(k, row->tab);
        return *month ? month : month_in(k, row->sheet);
    }
    for (size_t i = 0; i < t->table->n_columns; i++)
        if (slice_is(word, t->table->columns[i].heading)) return row->cells[i] ? row->cells[i] : "";
    return NULL;
}

/* NULL where the pattern has a name that is none, an open brace, or gives nothing of the row. */
static const char *expand(struct intake *k, const struct carried_table *t, size_t at, const char *pattern)
{
    struct text out = {0};
    bool ok = strchr(pattern, '{');
    while (ok && *pattern) {
        const char *end = *pattern == '{' ? strchr(pattern, '}') : NULL;
        const char *value = end ? field(k, t, &t->rows[at], at, pattern + 1, (size_t)(end - pattern - 1)) : NULL;
        if (*pattern != '{') text_add_char(&out, *pattern++);
        else if ((ok = value && *value)) add_number(&out, value), pattern = end + 1;
    }
    const char *key = ok ? arena_dup(&k->arena, text_get(&out)) : NULL;
    text_release(&out);
    return key;
}

/* ---- which rows, which pattern ---- */

static bool is_distinct(struct intake *k, const struct carried_table *t, const char *pattern)
{
    struct intern *seen = intern_new();
    bool ok = true;
    for (size_t i = 0; i < t->n_rows && ok; i++) {
        const char *key = expand(k, t, i, pattern);
        ok = key && !intern_find(seen, key, strlen(key));
        if (ok) intern_number(seen, key, strlen(key));
    }
    intern_free(seen);
    return ok;
}

static void count_keys(const struct carried_table *t, int column, size_t *without, size_t *twice)
{
    struct intern *seen = intern_new();
    struct text both = {0};
    *without = *twice = 0;
    for (size_t i = 0; i < t->n_rows; i++) {
        const char *key = t->rows[i].cells[column], *agency = t->table->agency >= 0 ? t->rows[i].cells[t->table->agency] : NULL;
        *without += !key;
        if (!key) continue;
        text_clear(&both);
        text_printf(&both, "%s|%s", agency ? agency : "", key);
        *twice += intern_find(seen, both.bytes, both.n) != 0;
        intern_number(seen, both.bytes, both.n);
    }
    text_release(&both);
    intern_free(seen);
}

static size_t patterns_of(struct intake *k, const struct carried_table *t, int column, bool twice, const char **tries)
{
    int doc = carried_named(t->table, "doc_no");
    const char *heading = t->table->columns[column].heading, *year = k->facts.year ? arena_printf(&k->arena, "%d-", k->facts.year) : "";
    const char *const all[] = {twice ? arena_printf(&k->arena, "{月}-{%s}", heading) : NULL,
                               twice ? arena_printf(&k->arena, "{表}-{%s}", heading) : NULL,
                               doc >= 0 && t->table->columns[doc].needed ? BY_DOCUMENT : NULL,
                               arena_printf(&k->arena, "%s{序号}", year),
                               arena_printf(&k->arena, "%s{月}-{序号}", year),
                               "{表}-{序号}",
                               arena_printf(&k->arena, "%s{顺序}", year)};
    size_t n = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] && is_distinct(k, t, all[i])) tries[n++] = all[i];
    return n;
}

static void use_pattern(struct intake *k, struct carried_table *t, int column, bool all, const char *pattern)
{
    for (size_t i = 0; i < t->n_rows; i++) {
        const char *key = all || !t->rows[i].cells[column] ? expand(k, t, i, pattern) : NULL;
        if (key) t->rows[i].cells[column] = key;
    }
}

static void number_table(struct intake *k, struct carried_table *t)
{
    const char *tries[MOST_TRIES];
    int column = key_column(t->table);
    size_t without, twice;
    if (column < 0 || !t->n_rows) return;
    count_keys(t, column, &without, &twice);
    if (!without && !twice) return;
    const char *heading = t->table->columns[column].heading;
    size_t n = patterns_of(k, t, column, twice, tries);
    if (!twice && n && !strcmp(tries[0], BY_DOCUMENT)) {
        intake_note(k, t->table->name, arena_printf(&k->arena, "没有“%s”，用文号编号", heading));
        use_pattern(k, t, column, false, BY_DOCUMENT);
        return;
    }
    const char *answer = questions_ask(
        &k->questions,
        &(struct question){.key = arena_printf(&k->arena, "编号/%s", t->table->name),
                           .where = arena_printf(&k->arena, twice ? "%zu 行，有 %zu 行的%s重复" : "%zu 行", twice ? t->n_rows : without, twice, heading),
                           .text = arena_printf(&k->arena, twice ? "“%s”有重复：重新怎样编" : "没有“%s”：怎样编", heading),
                           .advice = n ? tries[0] : NULL,
                           .note = "可以写本机关的编法，如 某公开〔2025〕{序号}号；大括号里可以是 序号、月、表（工作表的名称）、顺序（从头数）或一列的标题",
                           .choices = tries,
                           .n_choices = n,
                           .kind = ANSWER_WORDS});
    if (!answer) return;
    if (!is_distinct(k, t, answer))
        intake_note(k, t->table->name, arena_printf(&k->arena, "“%s”这样编，有的行编不出来，或者有重复：请换一种", answer));
    use_pattern(k, t, column, twice, answer);
}

void number_rows(struct intake *k)
{
    for (size_t i = 0; i < k->schema->n_tables; i++) number_table(k, &k->tables[i]);
}
