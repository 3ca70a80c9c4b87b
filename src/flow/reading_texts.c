#include "flow/reading.h"
#include "base/characters.h"
#include "ledger/rows/encoding.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST = 1024 * 1024 };                        /* bytes of a page */

/* The path of dir/name when it is a plain file inside dir, links resolved; else NULL and *why. */
static const char *path_inside(struct arena *arena, const char *dir, const char *name, const char **why)
{
    char folder[PATH_MAX], file[PATH_MAX];
    struct stat st;
    *why = "读不了这个文件，请与台账放在同一个文件夹里";
    if (name[0] == '/' || !realpath(dir, folder) || !realpath(arena_printf(arena, "%s/%s", dir, name), file)) return NULL;
    size_t n = strlen(folder);
    *why = "这个文件不在台账所在的文件夹里";
    if (strncmp(file, folder, n) || (file[n] != '/' && n > 1)) return NULL;
    *why = "这不是可以读的文本文件，或超过 1 MiB";
    if (stat(file, &st) || !S_ISREG(st.st_mode) || st.st_size > LARGEST) return NULL;
    return arena_dup(arena, file);
}

/* The name in messages, as for other files of the folder. */
static const char *shown_beside(struct arena *arena, const struct ledger_file *file, const char *name)
{
    const char *slash = file->book || file->database ? NULL : strrchr(file->shown, '/');
    return slash ? arena_printf(arena, "%.*s/%s", (int)(slash - file->shown), file->shown, name) : arena_dup(arena, name);
}

/* Takes a file that is read now from the list of files left alone. */
static void forget_other(struct ledger *l, const char *name)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n_others; i++)
        if (strcmp(l->others[i], name)) l->others[kept++] = l->others[i];
    l->n_others = kept;
}

/* No folder is known in which a file would lie that a server's table names. */
static bool refuse_of_server(struct flow *f, struct problem *p)
{
    p->id = "S01";
    p->value = NULL;
    p->text = "这里写的是文件的名称，文件不在数据库里；数据库里不建这张表，文本.csv 和它写的文件放进一个文件夹，写在数据库的地址后面一起读";
    problems_add(&f->problems, p);
    return true;
}

static bool read_one(struct flow *f, const char *dir, const char *shown, int64_t text, const char *name, struct problem *p, struct diag *diag)
{
    struct encoded_text body = {0};
    struct fault fault = {0};
    const char *why = NULL, *path = path_inside(&f->arena, dir, name, &why);
    struct input_file input = {.name = shown, .rows = 1};
    if (!path) {
        p->id = "S01";
        p->text = why;
        problems_add(&f->problems, p);
        return true;
    }
    forget_other(&f->ledger, shown);
    if (!encoding_open(&body, path, f->options->encoding, &fault)) {
        p->id = fault.id;
        p->text = fault.text;
        problems_add(&f->problems, p);
        return true;
    }
    if (body.n > LARGEST) {                            /* in UTF-8; the file may be shorter in its own encoding */
        p->id = "S03";
        p->text = "一篇文字超过 1 MiB，不予读取";
        problems_add(&f->problems, p);
        encoding_close(&body);
        return true;
    }
    input.encoding = body.encoding;
    struct text plain = {0};
    struct character_fault odd;
    if (!characters_clean(&plain, body.text, body.n, &odd)) text_add_n(&plain, body.text, body.n);
    bool ok = store_put_text_body(f->store, text, text_get(&plain), plain.n, diag) && digest_file(path, false, &input.digests, diag);
    text_release(&plain);
    encoding_close(&body);
    f->inputs = memory_grow(f->inputs, f->n_inputs, &f->cap_inputs, sizeof *f->inputs);
    f->inputs[f->n_inputs++] = input;
    return ok;
}

bool reading_texts(struct flow *f, const struct ledger_file *file, struct diag *diag)
{
    static const char sql[] = "SELECT id, no, file_name, line FROM texts WHERE file_name IS NOT NULL AND file = (SELECT max(id) FROM files) ORDER BY id";
    const char *slash = file->path ? strrchr(file->path, '/') : NULL, *dir = slash ? arena_dup_n(&f->arena, file->path, (size_t)(slash - file->path)) : ".";
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, f->store, sql, "texts", 1, diag);
    if (!ok) return false;
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        struct problem p = {.table = "texts", .file = file->shown, .line = query_integer(q, 3), .column = "文件", .key = query_text(q, 1), .value = PROBLEM_PERSONAL};   /* a cell that names no file may hold anything */
        ok = !file->path ? refuse_of_server(f, &p) : read_one(f, dir, shown_beside(&f->arena, file, query_text(q, 2)), query_integer(q, 0), query_text(q, 2), &p, diag);
    }
    query_close(q);
    return ok;
}
