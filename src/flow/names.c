#include "flow/names.h"
#include "base/outdir.h"
#include "base/spelling.h"
#include "base/text.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *names_of_report(struct arena *a, int year, const char *code, const char *agency)
{
    const char *word = code ? code : agency;
    struct text narrow = {0};
    uint32_t c;
    for (size_t i = 0, n = strlen(word); i < n;) {
        i += utf8_next(word + i, n - i, &c);
        text_add_code_point(&narrow, code && c >= 0xFF01 && c <= 0xFF5E ? spelling_narrow(c) : c);
    }
    char *name = outdir_safe_name(text_get(&narrow));
    text_release(&narrow);
    const char *path = arena_printf(a, "%d/%s", year, name);
    free(name);
    return path;
}

const char *names_of_ledger(struct arena *a, const char *path)
{
    char real[PATH_MAX];
    struct stat st;
    if (realpath(path, real)) path = arena_dup(a, real);
    const char *slash = strrchr(path, '/'), *name = slash && slash[1] ? slash + 1 : path;
    size_t n = strlen(name);
    if (n <= 5 || strcmp(name + n - 5, ".xlsx")) return name;
    const char *beside = arena_dup_n(a, path, strlen(path) - 5);
    return stat(beside, &st) ? arena_dup_n(a, name, n - 5) : name;
}

const char *names_of_mark(struct arena *a, const char *ledger)
{
    char *safe = outdir_safe_name(names_of_ledger(a, ledger));
    const char *name = arena_printf(a, "%s（标注）.xlsx", safe);
    free(safe);
    return name;
}

bool names_are_one(const char *a, const char *b)
{
    char *folded_a = outdir_folded_name(a), *folded_b = outdir_folded_name(b);
    bool one = !strcmp(folded_a, folded_b);
    free(folded_a);
    free(folded_b);
    return one;
}

bool names_take(struct intern *taken, const char *below)
{
    char *name = outdir_folded_name(below);
    bool was = intern_find(taken, name, strlen(name));
    intern_number(taken, name, strlen(name));
    free(name);
    return !was;
}
