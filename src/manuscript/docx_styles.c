#include "manuscript/docx_inside.h"
#include <stdlib.h>
#include <string.h>

struct reading_styles {
    struct docx_styles *s;
    struct package_pump pump;
    struct docx_style *open;                           /* NULL outside of a style */
    int depth, skipped;                                /* of elements; 0 = nothing is skipped */
    bool default_run;                                  /* within w:rPrDefault */
};

static void open_style(struct reading_styles *r, const char **attributes)
{
    enum { MOST = 20000 };                             /* a report has a few hundred at most */
    struct docx_styles *s = r->s;
    if (s->n == MOST) {
        package_pump_fail(&r->pump, "样式过多");
        return;
    }
    const char *id = package_attribute(attributes, "styleId"), *type = package_attribute(attributes, "type"), *is_default = package_attribute(attributes, "default");
    bool paragraph = !type || !strcmp(type, "paragraph");
    s->list = memory_grow(s->list, s->n, &s->cap, sizeof *s->list);
    r->open = &s->list[s->n++];
    *r->open = (struct docx_style){.id = arena_dup(&s->arena, id ? id : ""), .is_default = paragraph && is_default && strcmp(is_default, "0") && strcmp(is_default, "false"),
                                   .hidden = -1, .raised = -1, .struck = -1, .number = -1, .level = -1, .outline = -1};
}

static void styles_start(void *user, const char *name, const char **attributes)
{
    struct reading_styles *r = user;
    r->depth++;
    if (r->skipped) return;
    if (!strcmp(name, "tblStylePr") || !strcmp(name, "rPrChange") || !strcmp(name, "pPrChange")) r->skipped = r->depth;
    else if (!strcmp(name, "rPrDefault")) r->default_run = true;
    else if (!strcmp(name, "style")) open_style(r, attributes);
    else if (!strcmp(name, "vanish") && r->default_run) r->s->hidden = docx_on(attributes);
    else if (!r->open) return;
    else if (!strcmp(name, "basedOn")) r->open->based_on = arena_dup(&r->s->arena, package_attribute(attributes, "val"));
    else if (!strcmp(name, "vanish")) r->open->hidden = docx_on(attributes);
    else if (!strcmp(name, "vertAlign") || !strcmp(name, "position")) r->open->raised = docx_raises(attributes);
    else if (!strcmp(name, "strike") || !strcmp(name, "dstrike")) r->open->struck = docx_on(attributes);
    else if (!strcmp(name, "numId")) r->open->number = docx_number(package_attribute(attributes, "val"), 0, 1 << 30, -1);
    else if (!strcmp(name, "outlineLvl")) r->open->outline = docx_number(package_attribute(attributes, "val"), 0, DOCX_TEXT_LEVEL, -1);
    else if (!strcmp(name, "ilvl")) r->open->level = docx_number(package_attribute(attributes, "val"), 0, 8, -1);
}

static void styles_end(void *user, const char *name)
{
    struct reading_styles *r = user;
    if (r->skipped == r->depth) r->skipped = 0;
    r->depth--;
    if (r->skipped) return;
    if (!strcmp(name, "style")) r->open = NULL;
    else if (!strcmp(name, "rPrDefault")) r->default_run = false;
}

static int by_id(const void *a, const void *b)
{
    const struct docx_style *x = a, *y = b;
    return strcmp(x->id, y->id);
}

const struct docx_style *docx_style(const struct docx_styles *s, const char *id)
{
    const struct docx_style wanted = {.id = id};
    return id && s->n ? bsearch(&wanted, s->list, s->n, sizeof *s->list, by_id) : NULL;
}

/* What a style does not say, it has from the one that it is based on. */
static void inherit(const struct docx_styles *s, struct docx_style *style)
{
    enum { LONGEST = 32 };                             /* Word's own limit is 11; a circle ends here */
    const struct docx_style *from = style;
    for (int i = 0; i < LONGEST && (from = docx_style(s, from->based_on)); i++) {
        if (style->hidden < 0) style->hidden = from->hidden;
        if (style->raised < 0) style->raised = from->raised;
        if (style->struck < 0) style->struck = from->struck;
        if (style->number < 0) style->number = from->number;
        if (style->level < 0) style->level = from->level;
        if (style->outline < 0) style->outline = from->outline;
    }
}

bool docx_styles_read(struct docx_styles *s, const struct package *package, const char *part, struct diag *diag)
{
    static const struct package_handlers handlers = {styles_start, styles_end, NULL};
    struct reading_styles r = {.s = s};
    *s = (struct docx_styles){0};
    if (part && !package_pump_all(&r.pump, package, part, &handlers, &r, diag)) return false;
    if (s->n) qsort(s->list, s->n, sizeof *s->list, by_id);
    for (size_t i = 0; i < s->n; i++) {
        inherit(s, &s->list[i]);
        if (s->list[i].is_default && !s->paragraph) s->paragraph = &s->list[i];
    }
    return true;
}

void docx_styles_release(struct docx_styles *s)
{
    free(s->list);
    arena_release(&s->arena);
    *s = (struct docx_styles){0};
}
