#include "archive/digest_list.h"
#include "base/characters.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct digest_line { const char *name; struct digests digests; };

static int by_name(const void *a, const void *b) { return strcmp(((const struct digest_line *)a)->name, ((const struct digest_line *)b)->name); }

bool digest_list_put(struct outdir *out, struct diag *diag)
{
    struct text t = {0};
    struct digests own;
    size_t n = 0;
    while (outdir_name(out, n)) n++;
    struct digest_line *lines = memory_alloc((n + 1) * sizeof *lines);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        lines[i].name = outdir_name(out, i);
        ok = outdir_digest(out, i, &lines[i].digests, diag);      /* before any of them is private: with SM3 */
    }
    qsort(lines, n, sizeof *lines, by_name);
    for (size_t i = 0; i < n; i++) text_printf(&t, "%s\t%s\t%s\n", lines[i].digests.sha256, lines[i].digests.sm3, lines[i].name);
    ok = ok && outdir_put(out, DIGEST_LIST, text_get(&t), t.n, diag) && outdir_digest(out, n, &own, diag);
    free(lines);
    text_release(&t);
    return ok;
}

/* ---- reading ---- */

static bool is_name(const char *s)
{
    struct character_fault fault;
    if (!*s || *s == '/' || !characters_allowed(s, strlen(s), &fault) || !strcmp(s, DIGEST_LIST)) return false;
    for (const char *part = s; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL) {
        size_t n = strcspn(part, "/");
        if (!n || part[0] == '.') return false;
    }
    return true;
}

static bool is_digest(const char *s) { return strspn(s, "0123456789abcdef") == DIGEST_HEX - 1; }

static bool take_line(struct listed_file *f, char *line)
{
    enum { HEX = DIGEST_HEX - 1, NAME = 2 * (HEX + 1) };
    if (strlen(line) <= NAME || !is_digest(line) || line[HEX] != '\t' || !is_digest(line + HEX + 1) || line[NAME - 1] != '\t') return false;
    line[HEX] = line[NAME - 1] = 0;
    *f = (struct listed_file){line + NAME, line, line + HEX + 1};
    return is_name(f->name);
}

bool digest_list_read(struct digest_list *list, struct arena *arena, const char *path, struct diag *diag)
{
    const int64_t most = 64 * MEBIBYTE;
    struct stat st;
    FILE *f;
    *list = (struct digest_list){0};
    if (lstat(path, &st) || !S_ISREG(st.st_mode)) return diag_fail(diag, DIAG_INPUT, "不在，或者不是普通文件");
    if (!file_open(&f, path, most, diag)) return false;
    char *bytes = arena_alloc(arena, (size_t)st.st_size + 1);
    size_t n = fread(bytes, 1, (size_t)st.st_size, f), lines = 0;
    fclose(f);
    if (strlen(bytes) != n || n != (size_t)st.st_size) return diag_fail(diag, DIAG_INPUT, "不是文本文件");
    for (size_t i = 0; i < n; i++) lines += bytes[i] == '\n';
    if (strstr(bytes, "\r\n")) return diag_fail(diag, DIAG_INPUT, "换行是 CRLF，程序写的是 LF：被别的程序转存过，请用原来的文件");
    list->files = arena_alloc(arena, (lines + 1) * sizeof *list->files);
    for (char *line = bytes, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        if (end) *end = 0;
        struct listed_file *one = &list->files[list->n];
        if (!end || !take_line(one, line)) return diag_fail(diag, DIAG_INPUT, "第%zu行不合规矩：应是 SHA-256、SM3 和文件名，中间是制表符", list->n + 1);
        if (list->n && strcmp(one[-1].name, one->name) >= 0) return diag_fail(diag, DIAG_INPUT, "第%zu行的文件名次序不对，或者写了两次", list->n + 1);
        list->n++;
    }
    return list->n || diag_fail(diag, DIAG_INPUT, "是空的");
}

const struct listed_file *digest_list_find(const struct digest_list *list, const char *name)
{
    size_t low = 0, high = list->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(list->files[middle].name, name);
        if (!order) return &list->files[middle];
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

void digest_list_drop_former(struct outdir *out)
{
    struct arena a = {0};
    struct digest_list list;
    struct diag unread;
    const char *path = arena_printf(&a, "%s/" DIGEST_LIST, outdir_path(out));
    struct stat st;
    bool there = !lstat(path, &st);
    if (!digest_list_read(&list, &a, path, &unread)) {
        if (there) outdir_note(out, true, "%s 读不了：不知道上次写了哪些文件，没有删；请自己看一看有没有旧文件", path);
        list.n = 0;
    }
    for (size_t i = 0; i < list.n; i++)
        if (!outdir_has(out, list.files[i].name)) outdir_drop(out, list.files[i].name, list.files[i].sha256);
    arena_release(&a);
}
