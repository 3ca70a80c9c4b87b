#include "render/fonts/font_files.h"
#include "base/memory.h"
#include "base/text.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A folder may lead into itself by a link: both bounds together end any walk. */
enum { DEEPEST = 4, MOST_FILES = 50000 };

struct font_files {
    const char *places;                                /* borrowed */
    bool read;
    struct arena arena;
    char **paths;
    size_t n, cap;
};

struct font_files *font_files_new(const char *places)
{
    struct font_files *f = memory_alloc(sizeof *f);
    f->places = places;
    return f;
}

void font_files_free(struct font_files *f)
{
    if (!f) return;
    arena_release(&f->arena);
    free(f->paths);
    free(f);
}

char *font_files_next(const char **list)
{
    *list += strspn(*list, "; ");
    size_t n = strcspn(*list, ";");
    char *entry = n ? memory_alloc(n + 1) : NULL;
    if (n) memcpy(entry, *list, n);
    *list += n;
    return entry;
}

bool font_files_is_path(const char *entry) { return memchr(entry, '/', strcspn(entry, "#")) != NULL; }

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static bool is_folder(const char *path, const struct dirent *entry)
{
    struct stat st;
    if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN) return entry->d_type == DT_DIR;
    return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static void read_folder(struct font_files *f, const char *folder, int depth)
{
    struct dirent **list;
    int n = scandir(folder, &list, NULL, by_name);
    for (int i = 0; i < n; i++) {
        if (list[i]->d_name[0] != '.' && f->n < MOST_FILES) {
            char *path = arena_printf(&f->arena, "%s/%s", folder, list[i]->d_name);
            if (!is_folder(path, list[i])) {
                f->paths = memory_grow(f->paths, f->n, &f->cap, sizeof *f->paths);
                f->paths[f->n++] = path;
            } else if (depth < DEEPEST) {
                read_folder(f, path, depth + 1);
            }
        }
        free(list[i]);
    }
    if (n >= 0) free(list);
}

static void read_places(struct font_files *f)
{
    for (const char *at = f->places; *(at += strspn(at, "; ")); at += strcspn(at, ";")) read_folder(f, arena_dup_n(&f->arena, at, strcspn(at, ";")), 0);
    f->read = true;
}

/* Of ASCII letters only, in every locale. */
static bool is_same_name(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char x = a[i] >= 'A' && a[i] <= 'Z' ? (char)(a[i] | 32) : a[i], y = b[i] >= 'A' && b[i] <= 'Z' ? (char)(b[i] | 32) : b[i];
        if (x != y || !x) return false;
    }
    return !a[n];
}

char *font_files_find(struct font_files *f, const char *entry)
{
    if (font_files_is_path(entry)) return memory_dup(entry);
    if (!f->read) read_places(f);
    size_t name = strcspn(entry, "#");
    for (size_t i = 0; name && i < f->n; i++) {
        if (!is_same_name(strrchr(f->paths[i], '/') + 1, entry, name)) continue;
        return memory_dup(arena_printf(&f->arena, "%s%s", f->paths[i], entry + name));
    }
    return NULL;
}
