/* What the office says of itself is no secret: numbers that stand there are dropped from the marks. */
#include "ledger/values/personal_inside.h"
#include <stdlib.h>
#include <string.h>

/* Letters and figures only, fields parted: 0789-6551020 is (0789)6551020. */
static char *bare_of(struct slice s)
{
    struct personal_letters t;
    struct text bare = {0};
    personal_letters_of(s, &t);
    for (size_t i = 0; i < t.n; i++)
        if (!personal_is_separator(t.list[i].c) || t.list[i].c == '\n') text_add_code_point(&bare, t.list[i].c);
    free(t.list);
    char *own = memory_dup(text_get(&bare));
    text_release(&bare);
    return own;
}

bool personal_proves_itself(const char *kind) { return !strcmp(kind, "身份证号") || !strcmp(kind, "银行卡号"); }

/* The bare texts of marks, each once, sorted. The marks that a text begins with are a chain: it starts at the last one that does not sort behind the
 * text, and `shorter` leads from each to the longest other mark that this one begins with. */
struct sought { char *s; size_t n, shorter; bool own; };            /* shorter: place + 1 of that one; 0 = none */
struct sought_mark { char *s; size_t mark; };

static int by_text(const void *a, const void *b)
{
    const struct sought_mark *x = a, *y = b;
    return strcmp(x->s, y->s);
}

/* Moves the texts into a list of different ones; of[mark]: place + 1. */
static size_t order(struct sought_mark *marks, size_t n, struct sought *list, size_t *of)
{
    size_t kept = 0;
    qsort(marks, n, sizeof *marks, by_text);
    for (size_t i = 0; i < n; i++) {
        if (kept && !strcmp(list[kept - 1].s, marks[i].s)) {
            free(marks[i].s);
        } else {
            size_t shorter = kept;
            while (shorter && strncmp(list[shorter - 1].s, marks[i].s, list[shorter - 1].n)) shorter = list[shorter - 1].shorter;
            list[kept++] = (struct sought){marks[i].s, strlen(marks[i].s), shorter, false};
        }
        of[marks[i].mark] = kept;
    }
    return kept;
}

/* Place + 1 of the last that does not come behind the text. */
static size_t last_before(const struct sought *list, size_t n, const char *text)
{
    size_t from = 0, to = n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(list[middle].s, text) <= 0) from = middle + 1;
        else to = middle;
    }
    return from;
}

static void find_own(struct sought *list, size_t n, const char *own)
{
    for (const char *at = own; *at; at++)
        for (size_t i = last_before(list, n, at); i && !list[i - 1].own; i = list[i - 1].shorter) list[i - 1].own = !strncmp(list[i - 1].s, at, list[i - 1].n);
}

void personal_drop_own(struct personal_marks *m, const char *own, const char *text)
{
    if (!own || !m->n) return;
    struct sought_mark *marks = memory_alloc((m->n + 1) * sizeof *marks);
    struct sought *list = memory_alloc((m->n + 1) * sizeof *list);
    size_t *of = memory_alloc((m->n + 1) * sizeof *of), n = 0, left = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct personal_mark *mark = &m->list[i];
        char *bare = personal_proves_itself(mark->kind) ? NULL : bare_of((struct slice){text + mark->from, mark->to - mark->from});
        if (bare && *bare) marks[n++] = (struct sought_mark){bare, i};
        else free(bare);
    }
    char *all = bare_of((struct slice){own, strlen(own)});
    n = order(marks, n, list, of);
    find_own(list, n, all);
    for (size_t i = 0; i < m->n; i++)
        if (!of[i] || !list[of[i] - 1].own) m->list[left++] = m->list[i];
    m->n = left;
    for (size_t i = 0; i < n; i++) free(list[i].s);
    free(all);
    free(marks);
    free(list);
    free(of);
}
