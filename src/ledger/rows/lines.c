#include "ledger/rows/lines.h"
#include <inttypes.h>

/* As much as a message can hold. */
enum { LONGEST = 260 };

static void add_range(struct text *t, int64_t from, int64_t to)
{
    text_printf(t, "%s%" PRId64, t->n ? "、" : "", from);
    if (to > from) text_printf(t, "–%" PRId64, to);
}

void lines_add(struct lines *l, int64_t line)
{
    if (l->more || line == l->to) return;
    if (!l->first) l->first = line;
    if (l->from && line == l->to + 1) {
        l->to = line;
        return;
    }
    if (l->before.n > LONGEST) {
        l->more = true;
        return;
    }
    if (l->from) add_range(&l->before, l->from, l->to);
    l->from = l->to = line;
}

void lines_text(const struct lines *l, struct text *out)
{
    struct text all = {0};
    text_add(&all, text_get(&l->before));
    if (l->from) add_range(&all, l->from, l->to);
    text_printf(out, "第 %s 行%s", text_get(&all), l->more ? "等" : "");
    text_release(&all);
}

void lines_release(struct lines *l) { text_release(&l->before); }
