#include "base/text.h"
#include "reopen/document.h"
#include "reopen/parts_inside.h"
#include <string.h>

/* Elements whose words are one text, although they stand in several runs; others have their own. */
static bool is_one_text(const char *name)
{
    static const char *const names[] = {"si", "is", "p", "text", "TextObject"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], name)) return true;
    return false;
}

struct words {
    struct text text;
    int within;                                        /* how many of them are open */
    void (*take)(void *context, const char *words);
    void *context;
};

static void give(struct words *w)
{
    if (w->text.n) w->take(w->context, text_get(&w->text));
    text_clear(&w->text);
}

/* Attributes that are words: the names of sheets, what a picture shows. */
static void on_start(void *user, const char *name, const char **attributes)
{
    static const char *const said[] = {"name", "title", "Title", "descr"};
    struct words *w = user;
    if (!w->within) give(w);
    w->within += is_one_text(name);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const char *words = package_attribute(attributes, said[i]);
        if (words) w->take(w->context, words);
    }
}

static void on_end(void *user, const char *name)
{
    struct words *w = user;
    w->within -= is_one_text(name);
    if (!w->within) give(w);
}

static void on_text(void *user, const char *bytes, size_t n) { text_add_n(&((struct words *)user)->text, bytes, n); }

static bool ends_with(const char *name, const char *ending)
{
    const char *dot = strrchr(name, '.');
    return dot && !strcmp(dot, ending);
}

bool words_of_document(const char *path, const char *name, void (*take)(void *context, const char *words), void *context, struct diag *diag)
{
    static const struct package_handlers handlers = {on_start, on_end, on_text};
    struct package package;
    struct words w = {.take = take, .context = context};
    bool ok = parts_open(&package, path, ends_with(name, ".ofd") ? &parts_of_layout : ends_with(name, ".docx") ? &package_of_text : &package_of_workbook, diag);
    for (zip_int64_t i = 0, n = ok ? zip_get_num_entries(package.zip, 0) : 0; ok && i < n; i++) {
        struct package_pump pump = {0};
        const char *part = zip_get_name(package.zip, (zip_uint64_t)i, 0);
        if (!ends_with(part, ".xml")) continue;
        ok = package_pump_all(&pump, &package, part, &handlers, &w, diag);
        w.within = 0;
        give(&w);
    }
    package_close(&package);
    text_release(&w.text);
    return ok;
}
