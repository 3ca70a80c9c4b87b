#include "base/characters.h"
#include "manuscript/docx_inside.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int docx_number(const char *value, int least, int most, int other)
{
    char *end;
    if (!value || !*value) return other;
    long n = strtol(value, &end, 10);
    if (end == value) return other;
    return n < least ? least : n > most ? most : (int)n;
}

bool docx_on(const char **attributes)
{
    const char *value = package_attribute(attributes, "val");
    return !value || (strcmp(value, "0") && strcasecmp(value, "false") && strcasecmp(value, "off"));
}

bool docx_raises(const char **attributes)
{
    const char *value = package_attribute(attributes, "val");
    return value && strcmp(value, "baseline") && strcmp(value, "0");
}

/* ---- relationships: types end alike in the transitional and the strict namespace ---- */

struct docx_relations {
    struct docx_parts *parts;
    const struct package *package;
    struct arena *arena;
    const char *base;                                  /* the part that they are of; "" = the package */
};

static bool is_type(const char *type, const char *name)
{
    const char *slash = strrchr(type, '/');
    return !strcmp(slash ? slash + 1 : type, name);
}

static const char **place_of(struct docx_parts *p, const char *type, bool of_package)
{
    if (of_package) return is_type(type, "officeDocument") ? &p->main : is_type(type, "core-properties") ? &p->core : is_type(type, "custom-properties") ? &p->custom : NULL;
    const struct { const char *name, **place; } of_main[] = {
        {"styles", &p->styles}, {"numbering", &p->numbering}, {"footnotes", &p->footnotes}, {"endnotes", &p->endnotes}};
    for (size_t i = 0; i < sizeof of_main / sizeof *of_main; i++)
        if (is_type(type, of_main[i].name)) return of_main[i].place;
    return NULL;
}

static void on_relation(void *user, const char *name, const char **attributes)
{
    struct docx_relations *r = user;
    const char *type = package_attribute(attributes, "Type"), *target = package_attribute(attributes, "Target"), *mode = package_attribute(attributes, "TargetMode");
    if (strcmp(name, "Relationship") || !type || !target || (mode && !strcmp(mode, "External"))) return;
    if (is_type(type, "vbaProject")) r->parts->macros = true;
    const char **place = place_of(r->parts, type, !*r->base);
    if (!place || *place) return;
    const char *part = package_resolve(r->arena, r->base, target);
    if (package_has(r->package, part)) *place = part;
}

static bool read_relations(struct docx_relations *r, const char *part, struct diag *diag)
{
    static const struct package_handlers handlers = {.start = on_relation};
    struct package_pump pump;
    return !package_has(r->package, part) || package_pump_all(&pump, r->package, part, &handlers, r, diag);
}

bool docx_parts_find(struct docx_parts *parts, const struct package *package, struct arena *arena, struct diag *diag)
{
    *parts = (struct docx_parts){0};
    struct docx_relations r = {.parts = parts, .package = package, .arena = arena, .base = ""};
    if (!read_relations(&r, "_rels/.rels", diag)) return false;
    if (!parts->main) return diag_fail(diag, DIAG_INPUT, "%s：里面没有正文，请在 Word 或 WPS 里重新另存", package->path);
    const char *slash = strrchr(parts->main, '/'), *name = slash ? slash + 1 : parts->main;
    r.base = parts->main;
    return read_relations(&r, arena_printf(arena, "%.*s_rels/%s.rels", (int)(name - parts->main), parts->main, name), diag);
}

/* ---- properties, and notes ---- */

struct reading_words {
    struct manuscript *m;
    char *name;                                        /* of the property; malloc()ed, NULL outside of one */
    bool in_note, skipped;
    struct text raw, *notes;
    int n;
};

/* Clean words in one line. */
static void take_words(struct text *out, struct text *raw)
{
    struct text plain = {0};
    struct character_fault first;
    for (size_t i = 0; i < raw->n; i++)
        if (strchr("\t\r\n", raw->bytes[i])) raw->bytes[i] = ' ';
    bool odd = characters_clean(&plain, text_get(raw), raw->n, &first) > 0;
    manuscript_add_words(out, odd ? text_get(&plain) : text_get(raw), odd ? plain.n : raw->n);
    text_release(&plain);
}

static void property_start(void *user, const char *name, const char **attributes)
{
    struct reading_words *w = user;
    const char *of_custom = !strcmp(name, "property") ? package_attribute(attributes, "name") : NULL;
    if (!of_custom && strcmp(name, "title")) return;
    free(w->name);
    w->name = memory_dup(of_custom ? of_custom : "title");
    text_clear(&w->raw);
}

static void property_text(void *user, const char *bytes, size_t n)
{
    struct reading_words *w = user;
    if (w->name) text_add_n(&w->raw, bytes, n);
}

static void property_end(void *user, const char *name)
{
    struct reading_words *w = user;
    struct text value = {0};
    if (!w->name || (strcmp(name, "property") && strcmp(name, "title"))) return;
    take_words(&value, &w->raw);
    if (value.n) manuscript_add_property(w->m, w->name, text_get(&value));
    text_release(&value);
    free(w->name);
    w->name = NULL;
}

bool docx_properties(struct manuscript *m, const struct docx_parts *parts, const struct package *package, struct diag *diag)
{
    static const struct package_handlers handlers = {property_start, property_end, property_text};
    struct reading_words w = {.m = m};
    struct package_pump pump;
    bool ok = (!parts->core || package_pump_all(&pump, package, parts->core, &handlers, &w, diag)) &&
              (!parts->custom || package_pump_all(&pump, package, parts->custom, &handlers, &w, diag));
    free(w.name);
    text_release(&w.raw);
    return ok;
}

static void note_start(void *user, const char *name, const char **attributes)
{
    struct reading_words *w = user;
    if (!strcmp(name, "footnote") || !strcmp(name, "endnote")) {
        const char *type = package_attribute(attributes, "type");
        w->in_note = !type || !strcmp(type, "normal"); /* others draw the line above the notes */
        text_clear(&w->raw);
    }
    w->skipped = strcmp(name, "t") != 0;
}

static void note_text(void *user, const char *bytes, size_t n)
{
    struct reading_words *w = user;
    if (w->in_note && !w->skipped) text_add_n(&w->raw, bytes, n);
}

static void note_end(void *user, const char *name)
{
    enum { SHOWN = 60 };
    struct reading_words *w = user;
    struct text words = {0};
    w->skipped = true;
    if (!w->in_note || (strcmp(name, "footnote") && strcmp(name, "endnote"))) return;
    w->in_note = false;
    take_words(&words, &w->raw);
    if (w->n++ < 20) {                                 /* enough to find them in the file */
        text_add(w->notes, w->n > 1 ? "、“" : "“");
        text_add_within(w->notes, text_get(&words), SHOWN);
        text_add(w->notes, "”");
    }
    text_release(&words);
}

bool docx_notes(const struct package *package, const char *part, struct text *words, int *n, struct diag *diag)
{
    static const struct package_handlers handlers = {note_start, note_end, note_text};
    struct reading_words w = {.notes = words, .skipped = true};
    struct package_pump pump;
    bool ok = package_pump_all(&pump, package, part, &handlers, &w, diag);
    *n = w.n;
    text_release(&w.raw);
    return ok;
}
