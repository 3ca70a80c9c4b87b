#include "documents/agency_files.h"
#include "base/intern.h"
#include "base/outdir.h"
#include <stdlib.h>
#include <string.h>

/* Whether a name that is the same file on some system is in the set. */
static bool is_in(const struct intern *set, const char *name)
{
    char *safe = outdir_safe_name(name), *key = outdir_folded_name(safe);
    bool found = intern_find(set, key, strlen(key)) > 0;
    free(key);
    free(safe);
    return found;
}

static void add(struct intern *set, const char *name)
{
    char *safe = outdir_safe_name(name), *key = outdir_folded_name(safe);
    intern_number(set, key, strlen(key));
    free(key);
    free(safe);
}

static const char *safe_copy(struct arena *a, const char *name)
{
    char *safe = outdir_safe_name(name);
    const char *copy = arena_dup(a, safe);
    free(safe);
    return copy;
}

const char **agency_files(struct arena *a, const struct coded_name *list, size_t n)
{
    const char **files = arena_alloc(a, (n + 1) * sizeof *files);
    struct intern *seen = intern_new(), *twice = intern_new(), *taken = intern_new();
    for (size_t i = 0; i < n; i++) add(is_in(seen, list[i].name) ? twice : seen, list[i].name);
    for (size_t i = 0; i < n; i++) {
        const struct coded_name *one = &list[i];
        const char *name = is_in(twice, one->name) ? arena_printf(a, "%s（%s）", one->name, one->code ? one->code : "没有代码") : one->name;
        for (size_t k = i + 1; is_in(taken, name); k += n) name = arena_printf(a, "%zu %s", k, one->name);
        add(taken, name);
        files[i] = safe_copy(a, name);
    }
    intern_free(seen);
    intern_free(twice);
    intern_free(taken);
    return files;
}
