#include "base/folder.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }
static int is_visible(const struct dirent *entry) { return entry->d_name[0] != '.'; }
static int is_entry(const struct dirent *entry) { return strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."); }

static bool ends_with(const char *name, const char *ending)
{
    size_t n = strlen(name), k = strlen(ending);
    return n > k && !strcmp(name + n - k, ending);
}

static bool list(struct arena *arena, const char *path, int (*wanted)(const struct dirent *), const char *what, const char *ending, const char ***names, size_t *n, struct diag *diag)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, wanted, by_bytes);
    *n = 0;
    if (count < 0) return diag_fail_errno(diag, "读不了%s %s", what, path);
    *names = arena_alloc(arena, ((size_t)count + 1) * sizeof **names);
    for (int i = 0; i < count; i++) {
        if (!ending || ends_with(entries[i]->d_name, ending)) (*names)[(*n)++] = arena_dup(arena, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return true;
}

bool folder_names(struct arena *arena, const char *path, const char *what, const char *ending, const char ***names, size_t *n, struct diag *diag)
{
    return list(arena, path, is_visible, what, ending, names, n, diag);
}

bool folder_every_name(struct arena *arena, const char *path, const char *what, const char ***names, size_t *n, struct diag *diag)
{
    return list(arena, path, is_entry, what, NULL, names, n, diag);
}

bool folder_is(const char *path)
{
    struct stat st;
    return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* The real path of what is there, and the rest of the name behind it. */
static char *real_of(struct arena *a, const char *path)
{
    char *real = realpath(path, NULL);
    const char *slash = strrchr(path, '/');
    if (real) {
        char *copy = arena_dup(a, real);
        free(real);
        return copy;
    }
    if (slash && !slash[1]) return slash == path ? arena_dup(a, path) : real_of(a, arena_dup_n(a, path, (size_t)(slash - path)));
    char *above = !*path ? arena_dup(a, "") : real_of(a, !slash ? "." : slash == path ? "/" : arena_dup_n(a, path, (size_t)(slash - path)));
    return arena_printf(a, "%s/%s", strcmp(above, "/") ? above : "", slash ? slash + 1 : path);
}

bool folder_holds(const char *outer, const char *inner)
{
    struct arena a = {0};
    const char *from = real_of(&a, outer), *to = real_of(&a, inner);
    size_t n = strlen(from);
    bool holds = !strncmp(from, to, n) && (!to[n] || to[n] == '/' || (n && from[n - 1] == '/'));
    arena_release(&a);
    return holds;
}
