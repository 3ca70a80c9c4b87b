#include "base/sqlite_input.h"
#include "base/characters.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A journal whose first byte is zero has been played out. What is no regular file is no journal, and a FIFO would never open. */
static bool has_content(const char *path)
{
    struct stat st;
    if (stat(path, &st)) return errno != ENOENT;
    if (!S_ISREG(st.st_mode)) return false;
    FILE *f = fopen(path, "rbe");
    if (!f) return errno != ENOENT;
    int first = fgetc(f);
    fclose(f);
    return first > 0;
}

/* The journals are beside the file itself, which may have another name than the link to it. */
bool sqlite_input_whole(const char *path, struct diag *diag)
{
    static const char *const endings[] = {"-wal", "-journal"};
    struct arena arena = {0};
    char *itself = realpath(path, NULL);
    bool ok = itself || diag_fail_errno(diag, "打不开 %s", path);
    for (size_t i = 0; ok && i < sizeof endings / sizeof *endings; i++)
        if (has_content(arena_printf(&arena, "%s%s", itself, endings[i]))) {
            const char *name = characters_shown(&arena, arena_printf(&arena, "%s%s", strrchr(itself, '/') + 1, endings[i]));
            ok = diag_fail(diag, DIAG_INPUT, "%s 正在被别的程序写：旁边的 %s 里还有没写进去的内容；先关闭那个程序，或请它另外导出一份", path, name);
        }
    free(itself);
    arena_release(&arena);
    return ok;
}

/* Only these characters stand for themselves. */
const char *sqlite_input_address(struct arena *arena, const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
    struct text out = {0};
    text_add(&out, *path == '/' ? "file:" : "file:./");
    for (const char *c = path; *c; c++)
        if (strchr(plain, *c)) text_add_char(&out, *c);
        else text_printf(&out, "%%%02X", (unsigned char)*c);
    text_add(&out, "?mode=ro&immutable=1");
    const char *address = arena_dup(arena, text_get(&out));
    text_release(&out);
    return address;
}
