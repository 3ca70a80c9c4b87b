/* What verify has found, for people and for machines. */
#include "base/say.h"
#include "cli/verify/verify_inside.h"
#include <stdlib.h>
#include <string.h>

enum { SHOWN_NUMBERS = 20 };                           /* differing numbers of a folder that people see; JSON has all */

static void print_folder(const struct verify_folder *f, FILE *out)
{
    size_t numbers = 0;
    if (!f->n && f->comparison) {
        say(out, "%s：相符（%zu 个文件的 SHA-256 和 SM3）\n", f->path, f->files);
        return;
    }
    if (!f->n) {
        say(out, "%s：相符（%zu 个文件的 SHA-256 和 SM3；XLSX、网页、JSON 的 %zu 个数逐格相同）\n", f->path, f->files, f->cells);
        return;
    }
    say(out, "%s：不符，%zu 处\n", f->path, f->n);
    for (size_t i = 0; i < f->n; i++) {
        const struct verify_problem *p = &f->problems[i];
        bool number = !strcmp(p->kind, "number");
        numbers += number;
        if (number && numbers > SHOWN_NUMBERS) continue;
        const char *place = p->cell ? p->cell : p->file;
        say(out, "  %s%s%s\n", place ? place : "", place ? "：" : "", p->message);
    }
    if (numbers > SHOWN_NUMBERS) say(out, "  数字不同的共 %zu 处，列出 %d 处；全部见 --json\n", numbers, SHOWN_NUMBERS);
}

void verify_print(const struct verify_folder *folders, size_t n, FILE *out)
{
    size_t differing = 0;
    for (size_t i = 0; i < n; i++) {
        print_folder(&folders[i], out);
        differing += folders[i].n > 0;
    }
    if (n > 1) say(out, "共 %zu 个输出文件夹，%zu 个不符\n", n, differing);
}

static json_t *problem_json(const struct verify_problem *p)
{
    return json_pack("{s:s, s:s?, s:s?, s:s}", "kind", p->kind, "file", p->file, "cell", p->cell, "message", p->message);
}

static json_t *folder_json(const struct verify_folder *f)
{
    json_t *problems = json_array();
    bool fine = true;
    for (size_t i = 0; i < f->n; i++) fine = !json_array_append_new(problems, problem_json(&f->problems[i])) && fine;
    json_t *o = json_pack("{s:s, s:b, s:I, s:I, s:o}", "folder", f->path, "readable", !f->unreadable, "files", (json_int_t)f->files,
                          "cells", (json_int_t)f->cells, "problems", problems);
    if (fine) return o;
    json_decref(o);
    return NULL;
}

bool verify_print_json(const struct verify_folder *folders, size_t n, FILE *out, struct diag *diag)
{
    json_t *list = json_array();
    bool fine = true, same = true;
    for (size_t i = 0; i < n; i++) {
        fine = !json_array_append_new(list, folder_json(&folders[i])) && fine;
        same = same && !folders[i].n;
    }
    json_t *root = json_pack("{s:s, s:b, s:o}", "schema", "nianbao.verify/1", "ok", same, "folders", list);
    char *bytes = fine && root ? json_dumps(root, JSON_PRESERVE_ORDER | JSON_INDENT(2)) : NULL;
    if (bytes) say_json(out, bytes), say(out, "\n");
    else diag_fail(diag, DIAG_SYSTEM, "内存不足，写不出核对结果");
    bool ok = bytes != NULL;
    free(bytes);
    json_decref(root);
    return ok;
}
