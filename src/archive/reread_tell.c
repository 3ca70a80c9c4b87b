#include "archive/reread_inside.h"
#include "base/file.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void reread_tell(struct rereading *r, const char *kind, const char *file, const char *format, ...)
{
    char words[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    utf8_drop_cut(words);
    r->found(r->context, kind, file, words);
}

const char *reread_path(struct rereading *r, const char *name) { return arena_printf(&r->arena, "%s/%s", r->folder, name); }

const char *reread_link(struct rereading *r, const char *name)
{
    struct stat st;
    for (const char *end = name; end; end = strchr(end + 1, '/')) {
        const char *part = end == name ? NULL : arena_dup_n(&r->arena, name, (size_t)(end - name));
        if (part && !lstat(reread_path(r, part), &st) && S_ISLNK(st.st_mode)) return part;
    }
    return !lstat(reread_path(r, name), &st) && S_ISLNK(st.st_mode) ? name : NULL;
}

bool reread_may_open(struct rereading *r, const char *name)
{
    const int64_t most = 256 << 20;
    struct stat st;
    return digest_list_find(&r->list, name) && !reread_link(r, name) && !lstat(reread_path(r, name), &st) && S_ISREG(st.st_mode) && st.st_size <= most;
}

char *reread_bytes(struct rereading *r, const char *name, size_t *n)
{
    struct diag unread;
    struct text t = {0};
    char bytes[1 << 14];
    FILE *f;
    if (!reread_may_open(r, name) || !file_open(&f, reread_path(r, name), 64 * MEBIBYTE, &unread)) return NULL;
    for (size_t k; (k = fread(bytes, 1, sizeof bytes, f)) > 0;) text_add_n(&t, bytes, k);
    fclose(f);
    *n = t.n;
    char *copy = memory_alloc(t.n + 1);
    if (t.n) memcpy(copy, text_get(&t), t.n);
    text_release(&t);
    return copy;
}
