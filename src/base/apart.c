#include "base/apart.h"
#include "base/intern.h"
#include <stdlib.h>
#include <string.h>

/* What is known of a name. */
struct met { const char *code; bool twice; };

const char **names_apart(struct arena *a, const struct coded_name *list, size_t n)
{
    const char **shown = arena_alloc(a, (n + 1) * sizeof *shown);
    struct met *met = memory_alloc((n + 1) * sizeof *met);
    struct intern *names = intern_new();
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)intern_number(names, list[i].name, strlen(list[i].name));
        const char *code = list[i].code ? list[i].code : "";
        if (at > known) met[known = at].code = code;
        else met[at].twice = met[at].twice || strcmp(met[at].code, code);
    }
    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)intern_find(names, list[i].name, strlen(list[i].name));
        shown[i] = met[at].twice && list[i].code ? arena_printf(a, "%s（%s）", list[i].name, list[i].code) : list[i].name;
    }
    intern_free(names);
    free(met);
    return shown;
}
