/* What was found in one folder. */
#include "base/characters.h"
#include "cli/verify/verify_inside.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void verify_add(struct verify_folder *f, const char *kind, const char *file, const char *cell, const char *format, ...)
{
    char message[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    struct arena *a = &f->arena;
    const struct verify_problem one = {kind, characters_shown(a, file), characters_shown(a, cell), characters_shown(a, message)};
    const bool undecided = !strcmp(kind, "undecided");
    f->undecided += undecided;
    if (undecided || !strcmp(kind, "unseen")) {
        f->unseen = memory_grow(f->unseen, f->n_unseen, &f->cap_unseen, sizeof *f->unseen);
        f->unseen[f->n_unseen++] = one;
    } else {
        f->problems = memory_grow(f->problems, f->n, &f->cap, sizeof *f->problems);
        f->problems[f->n++] = one;
    }
}

const char *verify_path(struct arena *arena, const char *folder, const char *name)
{
    return arena_printf(arena, "%s/%s", folder, name);
}

void verify_folder_release(struct verify_folder *f)
{
    free(f->problems);
    free(f->unseen);
    arena_release(&f->arena);
}

bool verify_is_leftover(const char *name) { return !strncmp(name, ".nianbao-", 9); }
