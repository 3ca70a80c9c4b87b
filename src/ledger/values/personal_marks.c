#include "ledger/values/personal_inside.h"
#include <stdlib.h>
#include <string.h>

void personal_mark_add(struct personal_marks *m, size_t from, size_t to, const char *kind, bool sure)
{
    m->list = memory_grow(m->list, m->n, &m->cap, sizeof *m->list);
    m->list[m->n++] = (struct personal_mark){from, to, kind, sure};
}

void personal_marks_release(struct personal_marks *m)
{
    free(m->list);
    *m = (struct personal_marks){0};
}

void personal_black_out(const char *text, const struct personal_marks *m, struct text *out)
{
    size_t at = 0;
    uint32_t c;
    for (size_t i = 0; i < m->n; i++) {
        if (!m->list[i].sure) continue;
        text_add_n(out, text + at, m->list[i].from - at);
        for (at = m->list[i].from; at < m->list[i].to; at += utf8_next(text + at, m->list[i].to - at, &c)) text_add(out, "■");
    }
    text_add(out, text + at);
}

bool personal_kinds(const struct personal_marks *m, bool sure, struct text *out)
{
    bool any = false;
    for (size_t i = 0; i < m->n; i++) {
        bool told = m->list[i].sure != sure;
        for (size_t k = 0; k < i && !told; k++) told = m->list[k].sure == sure && !strcmp(m->list[k].kind, m->list[i].kind);
        if (told) continue;
        text_printf(out, "%s%s", any ? "、" : "", m->list[i].kind);
        any = true;
    }
    return any;
}
