#include "ledger/values/personal_inside.h"
#include <stdlib.h>
#include <string.h>

/* ---- what is counted or paid ---- */

static bool begins_with(const char *s, const char *word) { return !strncmp(s, word, strlen(word)); }

/* 元, and not 元旦; 次, and not 次日. */
struct counting_unit { const char *word, *not_before[2]; };
static bool is_unit_at(const char *s, const struct counting_unit *units, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!begins_with(s, units[i].word)) continue;
        const char *rest = s + strlen(units[i].word);
        for (size_t k = 0; k < 2 && units[i].not_before[k]; k++)
            if (begins_with(rest, units[i].not_before[k])) return false;
        return true;
    }
    return false;
}

/* Figures only, and a unit behind: 采购金额13812345678.50元. Eleven figures are more than what is counted by the piece. */
static bool is_amount(const char *text, const struct personal_mark *m)
{
    static const struct counting_unit large[] = {{"元", {"旦", "月"}}, {"万", {NULL}}, {"亿", {NULL}}, {"人次", {NULL}}, {"次", {"日", "年"}}};
    static const struct counting_unit small[] = {{"件", {NULL}}, {"条", {"件"}}, {"个", {"人"}}, {"张", {NULL}}, {"本", {"人"}}, {"份", {NULL}}, {"户", {"主"}}, {"人", {"民", "员"}}};
    enum { MOBILE = 11 };
    size_t n = 0;
    uint32_t c;
    for (size_t i = m->from; i < m->to; n++) {
        i += utf8_next(text + i, m->to - i, &c);
        if (personal_figure(c) < 0) return false;
    }
    const char *behind = text + m->to;
    if (*behind == '.') behind += 1 + strspn(behind + 1, "0123456789");
    return is_unit_at(behind, large, sizeof large / sizeof *large) || (n < MOBILE && is_unit_at(behind, small, sizeof small / sizeof *small));
}

/* ---- the whole ---- */

static int by_place(const void *left, const void *right)
{
    const struct personal_mark *a = left, *b = right;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    if (a->to != b->to) return a->to > b->to ? -1 : 1;
    return a->sure != b->sure ? b->sure - a->sure : strcmp(a->kind, b->kind);
}

/* Marks that overlap become one, of the kind of the first that is sure, else of the first. */
static void join(struct personal_marks *m)
{
    size_t n = 0;
    if (m->n) qsort(m->list, m->n, sizeof *m->list, by_place);
    for (size_t i = 0; i < m->n; i++) {
        struct personal_mark *last = n ? &m->list[n - 1] : NULL, next = m->list[i];
        if (!last || next.from >= last->to) {
            m->list[n++] = next;
            continue;
        }
        if (next.sure && !last->sure) last->kind = next.kind;
        last->sure = last->sure || next.sure;
        if (next.to > last->to) last->to = next.to;
    }
    m->n = n;
}

void personal_scan(const struct personal_scope *scope, const char *text, struct personal_marks *m)
{
    m->n = 0;
    personal_numbers(text, m);
    const struct personal_rules *rules = scope->schema ? scope->schema->personal : NULL;
    if (rules) {
        struct personal_letters t;
        personal_letters_of((struct slice){text, strlen(text)}, &t);
        personal_match(rules, &t, !scope->own || !strpbrk(scope->own, "0123456789"), m);
        if (scope->people) personal_find_names(rules, scope->people, &t, m);
        free(t.list);
    }
    personal_drop_own(m, scope->own, text);
    for (size_t i = 0; i < m->n; i++) m->list[i].sure = m->list[i].sure && (personal_proves_itself(m->list[i].kind) || !is_amount(text, &m->list[i]));
    join(m);
}

bool personal_names_in_full(const struct personal_scope *scope, struct slice text)
{
    struct personal_letters t;
    struct personal_marks marks = {0};
    bool sure = false;
    personal_letters_of(text, &t);
    personal_find_names(scope->schema->personal, scope->people, &t, &marks);
    personal_drop_own(&marks, scope->own, text.s);
    for (size_t i = 0; i < marks.n; i++) sure |= marks.list[i].sure;
    free(t.list);
    personal_marks_release(&marks);
    return sure;
}

bool personal_names(const struct personal_scope *scope, struct slice text) { return personal_may_name(scope->people, text) && personal_names_in_full(scope, text); }
