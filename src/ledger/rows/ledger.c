#include "base/characters.h"
#include "ledger/rows/ledger_inside.h"
#include "workbook/xlsx_reader.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- names of files ---- */

const char *ledger_stem(struct arena *a, const char *name, const char *extension)
{
    size_t n = strlen(name), k = strlen(extension);
    return n > k && !strcasecmp(name + n - k, extension) ? arena_dup_n(a, name, n - k) : NULL;
}

const char *ledger_join(struct arena *a, const char *dir, const char *name) { return arena_printf(a, "%s/%s", dir, name); }

const char *ledger_join_shown(struct arena *a, const char *folder, const char *name)
{
    return characters_shown(a, folder ? ledger_join(a, folder, name) : name);
}

bool ledger_names(struct arena *arena, const char *path, const char ***names, size_t *n, struct diag *diag)
{
    size_t all, left = 0;
    *n = 0;
    if (!folder_names(arena, path, "台账文件夹", NULL, names, &all, diag)) return false;
    for (size_t i = 0; i < all; i++)
        if (strncmp((*names)[i], "~$", 2)) (*names)[left++] = (*names)[i];
    *n = left;
    return true;
}

static bool is_shown(const struct ledger *l, const char *folder)
{
    size_t n = strlen(folder);
    for (size_t i = 0; i < l->n_files; i++)
        if (!strncmp(l->files[i].shown, folder, n) && l->files[i].shown[n] == '/') return true;
    return false;
}

const char *ledger_folder_shown(struct ledger *l, const char *path)
{
    char real[PATH_MAX];
    if (!l->several) return NULL;
    const char *slash = realpath(path, real) ? strrchr(real, '/') : NULL;
    const char *name = slash && slash[1] ? slash + 1 : path;
    const char *shown = characters_shown(&l->arena, name);
    return is_shown(l, shown) ? characters_shown(&l->arena, path) : shown;
}

/* ---- what it holds ---- */

void ledger_add_other(struct ledger *l, const char *shown)
{
    l->others = memory_grow(l->others, l->n_others, &l->cap_others, sizeof *l->others);
    l->others[l->n_others++] = shown;
}

void ledger_refuse(struct problems *problems, const char *shown, const char *text, const char *expected)
{
    problems_add(problems, &(struct problem){.id = "S09", .file = shown, .text = text, .expected = expected, .lost = true, .refuses = true});
}

void ledger_add_file(struct ledger *l, const struct ledger_file *file)
{
    l->files = memory_grow(l->files, l->n_files, &l->cap_files, sizeof *l->files);
    size_t i = l->n_files++;
    for (; i && l->files[i - 1].table > file->table; i--) l->files[i] = l->files[i - 1];
    l->files[i] = *file;
}

void ledger_release(struct ledger *l)
{
    free(l->files);
    free(l->prose);
    free(l->others);
    for (size_t i = 0; i < l->n_books; i++) xlsx_reader_close(l->books[i].reader);
    free(l->books);
    for (size_t i = 0; i < l->n_bases; i++) l->bases[i]->close(l->bases[i]);
    free(l->bases);
    arena_release(&l->arena);
    *l = (struct ledger){0};
}
