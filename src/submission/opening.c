#include "submission/opening.h"
#include "submission/title.h"
#include <string.h>

/* The paragraph at *rest, which then is what follows it; NULL at the end. */
static const char *paragraph(struct arena *arena, const char **rest)
{
    while (**rest == '\n') ++*rest;
    size_t n = strcspn(*rest, "\n");
    const char *words = n ? arena_dup_n(arena, *rest, n) : NULL;
    *rest += n;
    return words;
}

static bool is_draft(const char *line)
{
    static const char mark[] = "草稿";
    return !strncmp(line, mark, strlen(mark));
}

/* The title at the beginning of *rest, which then is what follows it; NULL where there is none. */
static const char *title_at(struct arena *arena, const char **rest)
{
    enum { MOST_LINES = 3 };
    const char *next = *rest, *words = "";
    for (int i = 0; i < MOST_LINES;) {
        const char *line = paragraph(arena, &next);
        struct title title = {0};
        if (!line) return NULL;
        if (is_draft(line)) continue;
        i++;
        words = arena_printf(arena, "%s%s", words, line);
        if (!title_read(arena, words, &title) || !title.name || !title.year) continue;
        *rest = next;
        return words;
    }
    return NULL;
}

static const char *join(struct arena *arena, const char *words, const char *line)
{
    return words ? arena_printf(arena, "%s\n%s", words, line) : line;
}

struct opening opening_of(struct arena *arena, const char *words)
{
    struct opening o = {0};
    const char *rest = words, *line;
    while (rest && *rest && !(o.title = title_at(arena, &rest)) && (line = paragraph(arena, &rest)))
        if (!is_draft(line)) o.before = join(arena, o.before, line);
    if (!o.title) {
        o.preamble = o.before;
        o.before = NULL;
    }
    while (o.title && (line = paragraph(arena, &rest)))
        if (!is_draft(line)) o.preamble = join(arena, o.preamble, line);
    return o;
}
