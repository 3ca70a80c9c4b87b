/* The numbers of a text document: each stands in a paragraph of style TableNumber, before a note of style TableNote (render/docx/docx.h). */
#include "base/text.h"
#include "cli/verify/verify_inside.h"
#include "package/package.h"
#include <string.h>

enum { MAX_NUMBER = 4096 };                            /* bytes */

struct text_reading { struct readings *readings; struct package_pump pump; struct text text; size_t n; bool number, note, words; };

static bool is_style(const char **attributes, const char *id)
{
    const char *value = package_attribute(attributes, "val");
    return value && !strcmp(value, id);
}

static void on_start(void *user, const char *name, const char **attributes)
{
    struct text_reading *t = user;
    if (!strcmp(name, "p")) t->number = false;
    else if (!strcmp(name, "r")) t->note = false;
    else if (!strcmp(name, "rStyle")) t->note = is_style(attributes, "TableNote");
    else if (!strcmp(name, "t")) t->words = true;
    if (strcmp(name, "pStyle")) return;
    t->number = is_style(attributes, "TableNumber");
    text_clear(&t->text);
}

static void on_text(void *user, const char *bytes, size_t n)
{
    struct text_reading *t = user;
    if (!t->number || t->note || !t->words) return;
    if (t->text.n + n > MAX_NUMBER) package_pump_fail(&t->pump, "一格里的字过多");
    else text_add_n(&t->text, bytes, n);
}

static void on_end(void *user, const char *name)
{
    struct text_reading *t = user;
    struct readings *r = t->readings;
    if (!strcmp(name, "t")) t->words = false;
    if (strcmp(name, "p") || !t->number) return;
    if (t->n < r->n_page) r->list[r->in_page[t->n]].docx = arena_dup(&r->arena, text_get(&t->text));
    t->n++;
    t->number = false;
}

bool readings_from_docx(struct readings *r, const char *path, struct diag *diag)
{
    static const struct package_handlers handlers = {on_start, on_end, on_text};
    struct text_reading t = {.readings = r};
    struct package package;
    if (!package_open(&package, path, &package_of_text, diag)) return false;
    bool ok = package_pump_all(&t.pump, &package, "word/document.xml", &handlers, &t, diag);
    ok = ok && (t.n == r->n_page || diag_fail(diag, DIAG_INPUT, "正文的表里有 %zu 个数，网页里有 %zu 个", t.n, r->n_page));
    package_close(&package);
    text_release(&t.text);
    return ok;
}
