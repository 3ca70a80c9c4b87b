/* 说明文件.TXT, written again. What was not taken, of sources and of folders, only it says. */
#include "archive/reread_inside.h"
#include "archive/transfer_inside.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

/* Which sources it says were not taken, item by item. */
typedef bool left_out[MADE_BY];

/* Whether two items were made by one source; `digest`: of one digest too, which is of one place otherwise. */
static bool is_one_source(const struct archive_item *a, const struct archive_item *b, int made, bool digest)
{
    const char *one = a->made_by[made], *other = b->made_by[made];
    return one && other && !strcmp(one, other) == digest && (made != MADE_BY_FORM || !strcmp(a->form, b->form));
}

/* An item before, or any, whose source should be there. */
static bool is_taken(const struct archive_package *p, left_out *out, size_t n, const struct archive_item *item, int made, bool digest)
{
    for (size_t i = 0; i < n; i++)
        if (!out[i][made] && is_one_source(&p->items[i], item, made, digest)) return true;
    return false;
}

/* Some of the sources, in their order. */
static void read_left_out(struct rereading *r, const struct archive_package *p, const char *said, left_out *out)
{
    const char *at = strcmp(said, p->words->texts[ARCHIVE_NONE]) ? said : "";
    for (size_t i = 0; i < p->n; i++)
        for (int k = 0; k < MADE_BY; k++) {
            const char *words = sources_describe(p->words, &p->items[i], k, &r->arena);
            size_t n = words ? strlen(words) : 0;
            out[i][k] = n && !strncmp(at, words, n);
            if (!out[i][k]) continue;
            at += n;
            at += !strncmp(at, "；", strlen("；")) ? strlen("；") : 0;
        }
    if (*at) reread_tell(r, "metadata", ARCHIVE_README_FILE, "没有收的原文里，“%s”不是这些年报的", reread_line(&r->arena, at, strlen(at), 0));
}

/* NULL: an office's words have no place for it. What it says was not taken must not be there, unless another item's is; the others must be. */
static void take_sources(struct rereading *r, const struct archive_package *p, const char *said)
{
    left_out *out = memory_alloc((p->n + 1) * sizeof *out);
    if (said) read_left_out(r, p, said, out);
    for (size_t i = 0; i < p->n; i++)
        for (int k = 0; k < MADE_BY; k++) {
            const struct archive_item *item = &p->items[i];
            const char *name = item->made_by[k] ? reread_source_name(r, item, k) : NULL;
            const bool there = name && reread_there(r, name);
            if (out[i][k] && there && !is_taken(p, out, p->n, item, k, false)) reread_tell(r, "added", name, "说明文件说没有收，移交包里却有");
            if (out[i][k] || is_taken(p, out, i, item, k, true)) continue;
            if (said || there) reread_source(r, item, k);
            else if (name) reread_tell(r, "unseen", name, "移交包里没有；收没收，这个包的说明文件不写");
        }
    free(out);
}

/* Which folders were given and not taken only this file says: its own line stands, whatever it says. */
static const char *left_of(struct rereading *r, const struct archive_package *p, const char *bytes)
{
    static const char mark[] = "\x02";
    struct text wanted = {0};
    record_readme(&wanted, p, &r->arena, "", mark);
    const char *all = text_get(&wanted), *to = strstr(all, mark), *from = to;
    while (from && from > all && from[-1] != '\n') from--;
    const char *line = from && bytes ? strstr(bytes, arena_dup_n(&r->arena, from, (size_t)(to - from))) : NULL;
    const char *said = line ? arena_dup_n(&r->arena, line + (to - from), strcspn(line + (to - from), "\r\n")) : "";
    text_release(&wanted);
    return said;
}

void reread_readme(struct rereading *r, const struct archive_package *p)
{
    static const char mark[] = "\x01";
    struct text wanted = {0};
    size_t n;
    char *bytes = reread_bytes(r, ARCHIVE_README_FILE, &n);
    const char *left = left_of(r, p, bytes);
    record_readme(&wanted, p, &r->arena, mark, left);
    const char *all = text_get(&wanted), *gap = strstr(all, mark);
    size_t before = gap ? (size_t)(gap - all) : wanted.n, after = gap ? wanted.n - before - 1 : 0;
    if (bytes && !gap) take_sources(r, p, NULL);
    if (bytes && gap && n >= before + after && !memcmp(bytes, all, before) && !memcmp(bytes + n - after, gap + 1, after)) {
        take_sources(r, p, arena_dup_n(&r->arena, bytes + before, n - before - after));
    } else if (bytes && reread_adopt_readme(r, p, bytes)) {
        if (gap) take_sources(r, p, NULL);
    } else if (bytes) {
        const char *line = bytes + (n < before ? n : before);      /* as it stands there, so that the line which differs is shown */
        const char *said = arena_dup_n(&r->arena, line, strcspn(line, "\r\n"));
        struct text again = {0};
        record_readme(&again, p, &r->arena, said, left);
        reread_compare(r, ARCHIVE_README_FILE, text_get(&again), again.n);
        text_release(&again);
    }
    text_release(&wanted);
    free(bytes);
}
