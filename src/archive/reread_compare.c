/* A file of a package against the bytes that the program writes in its place. */
#include "archive/reread_inside.h"
#include <stdlib.h>
#include <string.h>

const char *reread_line(struct arena *a, const char *bytes, size_t n, size_t at)
{
    size_t from = at, to = at;
    while (from && bytes[from - 1] != '\n') from--;
    while (to < n && bytes[to] != '\n' && bytes[to] != '\r' && bytes[to]) to++;
    while (from < to && bytes[from] == ' ') from++;
    return arena_dup_n(a, bytes + from, to > from + 300 ? 300 : to - from);
}

bool reread_compare(struct rereading *r, const char *name, const char *wanted, size_t m)
{
    size_t n, at = 0, line = 1;
    char *bytes = reread_bytes(r, name, &n);
    const bool same = !bytes || (n == m && !memcmp(bytes, wanted, n));
    if (!same) {
        while (at < n && at < m && bytes[at] == wanted[at]) line += bytes[at++] == '\n';
        const char *here = reread_line(&r->arena, bytes, n, at), *there = reread_line(&r->arena, wanted, m, at);
        if (!strcmp(here, there)) reread_tell(r, "metadata", name, "第%zu行的换行或者结尾与程序写出的不同", line);
        else reread_tell(r, "metadata", name, "第%zu行是“%s”，按年报和清单重新写出的是“%s”%s", line, here, there, r->of_another);
    }
    free(bytes);
    return same;
}
