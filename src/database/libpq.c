#include "database/libpq.h"
#include <dlfcn.h>
#include <stddef.h>

const struct libpq *libpq_open(void)
{
    static const struct { const char *name; size_t place; } functions[] = {
#define NAMED(name) {#name, offsetof(struct libpq, name)},
        LIBPQ_FUNCTIONS(NAMED)
#undef NAMED
    };
    static struct libpq pq;
    static bool loaded;
    if (loaded) return &pq;
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);   /* by its ABI, as the linker would note it */
    if (!library) return NULL;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(library, functions[i].name);
        if (!function) return NULL;
        *(void **)((char *)&pq + functions[i].place) = function;
    }
    loaded = true;
    return &pq;
}
