#include "archive/inspect_inside.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>

void inspect_find(struct inspecting *g, enum archive_test test, const struct archive_item *item, const char *format, ...)
{
    struct archive_result *r = g->of[test];
    struct arena *a = &g->results->arena;
    char words[512];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    utf8_drop_cut(words);
    if (r->outcome == OUTCOME_PASSED) r->outcome = OUTCOME_FAILED;
    r->found = memory_grow(r->found, r->n, &r->cap, sizeof *r->found);
    r->found[r->n++] = item ? arena_printf(a, "%s：%s", archive_item_words(a, item), words) : arena_dup(a, words);
}
