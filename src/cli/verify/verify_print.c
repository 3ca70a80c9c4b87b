/* What verify has found, for people and for machines. */
#include "base/json_out.h"
#include "base/say.h"
#include "cli/verify/verify_inside.h"
#include <string.h>

enum { SHOWN_NUMBERS = 20 };                           /* differing numbers of a folder that people see; JSON has all */

static void print_unseen(const struct verify_folder *f, FILE *out)
{
    for (size_t i = 0; i < f->n_unseen; i++)
        say(out, "  %s：%s%s%s\n", strcmp(f->unseen[i].kind, "unseen") ? "没有判定" : "没有看，不算不符", f->unseen[i].file ? f->unseen[i].file : "", f->unseen[i].file ? "：" : "", f->unseen[i].message);
}

static void print_folder(const struct verify_folder *f, FILE *out)
{
    size_t numbers = 0;
    if (!f->n && f->undecided) {
        say(out, "%s：没有核对完，%zu 处没有判定；别的没有不符。可能是这台机器太慢，也可能是文件有意做成这样：请换一台机器再核对，打开看一遍\n", f->path, f->undecided);
        return;
    }
    if (!f->n) {
        say(out, "%s：相符（%s%zu 个文件的 SHA-256", f->path, f->package ? "移交包，" : "", f->files);
        if (f->sm3 == f->files) say(out, " 和 SM3");
        else if (f->sm3) say(out, "，其中 %zu 个还有 SM3", f->sm3);
        if (f->package) say(out, "；%zu 件的元数据与目录、文件相同", f->cells);
        else if (!f->comparison) say(out, "；%sXLSX、网页、JSON 的 %zu 个数逐格相同", f->text ? "DOCX、" : "", f->cells);
        say(out, "）\n");
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
        print_unseen(&folders[i], out);
        differing += folders[i].n > 0;
    }
    if (n > 1) say(out, "共 %zu 个输出文件夹，%zu 个不符\n", n, differing);
}

static void put_problems(struct json_out *j, const char *key, const struct verify_problem *list, size_t n)
{
    json_out_array(j, key);
    for (size_t i = 0; i < n; i++) {
        json_out_object(j, NULL);
        json_out_text(j, "kind", list[i].kind);
        json_out_text(j, "file", list[i].file);
        json_out_text(j, "cell", list[i].cell);
        json_out_text(j, "message", list[i].message);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_folder(struct json_out *j, const struct verify_folder *f)
{
    json_out_object(j, NULL);
    json_out_text(j, "folder", f->path);
    json_out_flag(j, "readable", !f->unreadable);
    json_out_count(j, "files", (int64_t)f->files);
    json_out_count(j, f->package ? "items" : "cells", (int64_t)f->cells);
    put_problems(j, "problems", f->problems, f->n);
    if (f->package || f->n_unseen) put_problems(j, "unseen", f->unseen, f->n_unseen);
    json_out_close(j);
}

bool verify_print_json(const struct verify_folder *folders, size_t n, FILE *out, struct diag *diag)
{
    struct json_out j;
    bool same = true;
    for (size_t i = 0; i < n; i++) same = same && !folders[i].n && !folders[i].undecided;
    json_out_begin(&j, out, true);
    json_out_object(&j, NULL);
    json_out_text(&j, "schema", "nianbao.verify/1");
    json_out_flag(&j, "ok", same);
    json_out_array(&j, "folders");
    for (size_t i = 0; i < n; i++) put_folder(&j, &folders[i]);
    json_out_close(&j);
    json_out_close(&j);
    bool ok = json_out_end(&j) || diag_fail(diag, DIAG_SYSTEM, "有名称不是 UTF-8，写不出核对结果");
    say(out, "\n");
    return ok;
}
