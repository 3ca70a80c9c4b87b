#include "archive/inspect_inside.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void add(struct inspecting *g, struct archive_result *r, const struct archive_item *item, const char *words)
{
    struct arena *a = &g->results->arena;
    r->found = memory_grow(r->found, r->n, &r->cap, sizeof *r->found);
    r->found[r->n++] = item ? arena_printf(a, "%s：%s", archive_item_words(a, item), words) : arena_dup(a, words);
}

void inspect_unseen(struct inspecting *g, enum archive_test test, const struct archive_item *item, const char *file, const char *why, bool of_file)
{
    struct archive_result *r = g->of[test];
    const char *advice = strstr(why, "：请");           /* it is meant for the agency that handed a file in */
    if (r->outcome == OUTCOME_PASSED) r->outcome = OUTCOME_UNTESTED;
    add(g, r, item, arena_printf(&g->results->arena, "%s" ARCHIVE_UNSEEN "%.*s", file, advice ? (int)(advice - why) : (int)strlen(why), why));
    if (!r->unseen) r->unseen = r->found[r->n - 1];
    r->undecided = r->undecided || of_file;
}

void inspect_find(struct inspecting *g, enum archive_test test, const struct archive_item *item, const char *format, ...)
{
    struct archive_result *r = g->of[test];
    char words[512];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    utf8_drop_cut(words);
    if (r->outcome == OUTCOME_PASSED || r->unseen) r->outcome = OUTCOME_FAILED;
    add(g, r, item, words);
}
