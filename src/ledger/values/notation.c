#include "ledger/values/notation.h"
#include "ledger/rows/lines.h"
#include <stdio.h>
#include <stdlib.h>

struct notation_count {
    size_t n;
    struct lines lines;
    struct notation first;                             /* its words live in the arena */
};

static const struct { const char *id, *words; } kinds[NOTATION_KINDS] = {
    [NOTATION_BLANK] = {"S05", "有 %zu 格带着全角空格、不换行空格或看不见的字符，已去掉"},
    [NOTATION_GUARD] = {"S05", "有 %zu 格带着电子表格的防护符（开头的 ' 或 `，或 =\"…\"），已去掉"},
    [NOTATION_DATE] = {"S15", "有 %zu 格日期不是 2025-03-31 这样的写法，已照读"},
    [NOTATION_TIME] = {"S15", "有 %zu 格日期后面带着时刻，只读了日期"},
    [NOTATION_SERIAL] = {"S15", "有 %zu 格日期是电子表格的序号，已换算成日期"},
    [NOTATION_SHOWN] = {"S15", "有 %zu 格存的数由数字格式显示成别的样子，按显示的读"},
    [NOTATION_ROUNDED] = {"S15", "有 %zu 格显示的数由数字格式省去了几位，按存的数读"},
    [NOTATION_CODE] = {"S15", "有 %zu 格代码不是表里的写法，但只能是这一个，已照读"},
    [NOTATION_NUMBER] = {"S15", "有 %zu 格数字带着分隔符、单位、末尾多余的零或全角字符，已照读"},
};

void notations_init(struct notations *all, size_t n_columns)
{
    *all = (struct notations){.n_columns = n_columns};
    all->counts = memory_alloc(n_columns * NOTATION_KINDS * sizeof *all->counts);
}

void notations_release(struct notations *all)
{
    for (size_t i = 0; i < all->n_columns * NOTATION_KINDS; i++) lines_release(&all->counts[i].lines);
    free(all->counts);
    arena_release(&all->arena);
    *all = (struct notations){0};
}

static struct notation_count *count_of(const struct notations *all, size_t column, enum notation_kind kind)
{
    return &all->counts[column * NOTATION_KINDS + kind];
}

bool notations_first(const struct notations *all, size_t column, enum notation_kind kind) { return !count_of(all, column, kind)->n; }

void notations_add(struct notations *all, size_t column, enum notation_kind kind, const struct notation *one)
{
    struct notation_count *c = count_of(all, column, kind);
    if (!c->n++) {
        struct text before = {0};
        spelling_show(&before, one->before);
        c->first = *one;
        c->first.before = (struct slice){arena_dup(&all->arena, text_get(&before)), before.n};
        c->first.after = one->after && *one->after ? arena_dup(&all->arena, one->after) : "空";
        text_release(&before);
    }
    lines_add(&c->lines, one->line);
}

static void say(const struct notation_count *c, enum notation_kind kind, const struct row_report *report, const struct row_place *column)
{
    struct fault fault;
    struct text lines = {0};
    char words[160];
    snprintf(words, sizeof words, kinds[kind].words, c->n);
    lines_text(&c->lines, &lines);
    fault_set(&fault, kinds[kind].id, "%s：%s", words, text_get(&lines));
    if (!c->first.personal) fault_expect(&fault, "%s", c->first.after);
    struct row_place place = *column;
    place.line = c->first.line;
    place.value = c->first.before;
    place.personal = c->first.personal;
    row_report(report, &place, &fault, false);
    text_release(&lines);
}

void notations_report(const struct notations *all, const struct row_report *report, const struct headings *headings)
{
    for (size_t i = 0; i < all->n_columns; i++)
        for (enum notation_kind kind = NOTATION_BLANK; kind <= NOTATION_NUMBER; kind++) {
            const struct notation_count *c = count_of(all, i, kind);
            if (c->n) say(c, kind, report, &(struct row_place){.column = headings->seen[i], .cell = headings->cell_of[i] + 1});
        }
}
