#include "render/ofd/ofd.h"
#include "base/digest.h"
#include "base/memory.h"
#include "package/package_write.h"
#include "render/ofd/ofd_inside.h"
#include "render/page/page.h"
#include "render/page/pages.h"
#include "render/xml.h"
#include <stdlib.h>
#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NAMESPACE " xmlns:ofd=\"http://www.ofdspec.org/2016\""

enum { ID = 32, FIXED_PARTS = 3 };                     /* of DocID: digits */

/* The file, while its parts are made: OFD.xml, Document.xml, PublicRes.xml, the fonts, the pages. */
struct ofd_file {
    struct ofd_canvas *canvas;
    const struct document_facts *facts;
    struct arena arena;                                /* names */
    struct package_part *parts;
    struct text *texts;                                /* bytes of the parts */
    size_t n;
};

/* The place of a part's bytes; valid until the file is released. */
static struct text *new_part(struct ofd_file *f, const char *name)
{
    f->parts[f->n].name = name;
    return &f->texts[f->n++];
}

static void add_element(struct text *t, const char *name, const char *value)
{
    if (!value || !*value) return;
    text_printf(t, "<ofd:%s>", name);
    xml_escape(t, value);
    text_printf(t, "</ofd:%s>\n", name);
}

/* ---- fonts and the variants that they have ---- */

static void add_glyph_numbers(struct ofd_file *f, const struct face *face, const uint16_t *glyphs, const char **numbers)
{
    for (size_t i = 0; i < f->canvas->n_variants; i++)
        if (f->canvas->variants[i].face == face) numbers[i] = arena_printf(&f->arena, "%u", glyphs[f->canvas->variants[i].code]);
}

/* `numbers` gets the glyphs of the variants, as their fonts have them. */
static bool add_fonts(struct ofd_file *f, struct text *resources, const char **numbers, struct diag *diag)
{
    struct face *face;
    bool ok = true;
    text_add(resources, HEAD "<ofd:Res" NAMESPACE " BaseLoc=\"Res\">\n<ofd:Fonts>\n");
    for (size_t i = 0; ok && (face = fonts_each(f->canvas->canvas.fonts, i)); i++) {
        if (!face_used(face)) continue;
        const char *file = arena_printf(&f->arena, "Font_%u.%s", face->number, face->cff ? "otf" : "ttf");
        uint16_t *glyphs = memory_alloc(face->n_codes * sizeof *glyphs);
        ok = face_subset(face, FACE_FILE, glyphs, new_part(f, arena_printf(&f->arena, "Doc_0/Res/%s", file)));
        if (!ok) face_refuse(face, diag);
        else add_glyph_numbers(f, face, glyphs, numbers);
        text_printf(resources, "<ofd:Font ID=\"%u\" FontName=\"", face->number);
        xml_escape(resources, face->name);
        text_printf(resources, "\">\n<ofd:FontFile>%s</ofd:FontFile>\n</ofd:Font>\n", file);
        free(glyphs);
    }
    text_add(resources, "</ofd:Fonts>\n</ofd:Res>\n");
    return ok;
}

/* ---- pages ---- */

static void add_area(struct text *t, const char *element)
{
    text_printf(t, "<ofd:%s><ofd:PhysicalBox>0 0 %d %d</ofd:PhysicalBox></ofd:%s>\n", element, PAGE_WIDTH_MM, PAGE_HEIGHT_MM, element);
}

static const char *page_file(struct ofd_file *f, size_t page) { return arena_printf(&f->arena, "Pages/Page_%zu/Content.xml", page); }

static void add_page(struct ofd_file *f, size_t page, const char *const *numbers)
{
    const struct ofd_page *p = &f->canvas->pages[page];
    struct text *t = new_part(f, arena_printf(&f->arena, "Doc_0/%s", page_file(f, page)));
    size_t at = 0;
    text_add(t, HEAD "<ofd:Page" NAMESPACE ">\n");
    add_area(t, "Area");
    text_printf(t, "<ofd:Content>\n<ofd:Layer ID=\"%d\" Type=\"Body\">\n", p->layer);
    for (size_t i = 0; i < f->canvas->n_variants; i++) {
        const struct ofd_variant *v = &f->canvas->variants[i];
        if (v->page != page) continue;
        text_add_n(t, p->objects.bytes + at, v->at - at);
        text_add(t, numbers[i]);
        at = v->at;
    }
    text_add_n(t, p->objects.bytes + at, p->objects.n - at);
    text_add(t, "</ofd:Layer>\n</ofd:Content>\n</ofd:Page>\n");
}

/* ---- the document ---- */

/* Level 1 holds those behind it of any other level. */
static void add_outline(struct text *t, const struct ofd_canvas *c)
{
    bool open = false;
    if (!c->n_bookmarks) return;
    text_add(t, "<ofd:Outlines>\n");
    for (size_t i = 0; i < c->n_bookmarks; i++) {
        const struct ofd_bookmark *b = &c->bookmarks[i];
        if (open && b->level == 1) text_add(t, "</ofd:OutlineElem>\n");
        text_add(t, "<ofd:OutlineElem Title=\"");
        xml_escape(t, b->title);
        text_printf(t, "\"><ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"%d\" Left=\"0\" Top=\"", b->page);
        text_add_thousandths(t, b->top);
        text_add(t, "\"/></ofd:Goto></ofd:Action></ofd:Actions>\n");
        if (b->level == 1) open = true;
        else text_add(t, "</ofd:OutlineElem>\n");
    }
    text_add(t, open ? "</ofd:OutlineElem>\n</ofd:Outlines>\n" : "</ofd:Outlines>\n");
}

static void add_document(struct ofd_file *f, struct text *t)
{
    const struct ofd_canvas *c = f->canvas;
    text_printf(t, HEAD "<ofd:Document" NAMESPACE ">\n<ofd:CommonData>\n<ofd:MaxUnitID>%d</ofd:MaxUnitID>\n", c->last_id);
    add_area(t, "PageArea");
    text_add(t, "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>\n</ofd:CommonData>\n<ofd:Pages>\n");
    for (size_t i = 0; i < c->n_pages; i++) text_printf(t, "<ofd:Page ID=\"%d\" BaseLoc=\"%s\"/>\n", c->pages[i].id, page_file(f, i));
    text_add(t, "</ofd:Pages>\n");
    add_outline(t, c);
    text_add(t, "</ofd:Document>\n");
}

/* Of all other parts, so that the same document has the same. */
static void identify(const struct ofd_file *f, char id[ID + 1])
{
    struct text all = {0};
    char hex[DIGEST_HEX];
    for (size_t i = 1; i < f->n; i++) {
        digest_sha256(f->texts[i].bytes, f->texts[i].n, hex);
        text_add(&all, hex);
    }
    digest_sha256(all.bytes, all.n, hex);
    memcpy(id, hex, ID);
    id[ID] = 0;
    text_release(&all);
}

/* The metadata. `program` is “nianbao 0.8.0”; the dates are days. */
static void add_entrance(struct ofd_file *f, struct text *t)
{
    const struct document_facts *facts = f->facts;
    const char *program = facts->program ? facts->program : "", *version = strrchr(program, ' '), *day = arena_dup_n(&f->arena, facts->stamp, strlen("2026-01-20"));
    char id[ID + 1];
    identify(f, id);
    text_add(t, HEAD "<ofd:OFD" NAMESPACE " Version=\"1.0\" DocType=\"OFD-A\">\n<ofd:DocBody>\n<ofd:DocInfo>\n");
    add_element(t, "DocID", id);
    add_element(t, "Title", facts->title);
    add_element(t, "Author", facts->author);
    add_element(t, "Subject", facts->subject);
    add_element(t, "CreationDate", day);
    add_element(t, "ModDate", day);
    add_element(t, "Creator", version ? arena_dup_n(&f->arena, program, (size_t)(version - program)) : program);
    add_element(t, "CreatorVersion", version ? version + 1 : NULL);
    text_add(t, "</ofd:DocInfo>\n<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>\n</ofd:DocBody>\n</ofd:OFD>\n");
}

/* ---- the file ---- */

static bool write_file(struct ofd_file *f, struct outdir *out, const char *file, struct diag *diag)
{
    size_t n_fonts = 0, most;
    while (fonts_each(f->canvas->canvas.fonts, n_fonts)) n_fonts++;
    most = FIXED_PARTS + n_fonts + f->canvas->n_pages;
    f->parts = arena_alloc(&f->arena, most * sizeof *f->parts);
    f->texts = arena_alloc(&f->arena, most * sizeof *f->texts);
    const char **numbers = arena_alloc(&f->arena, (f->canvas->n_variants + 1) * sizeof *numbers);
    struct text *entrance = new_part(f, "OFD.xml"), *document = new_part(f, "Doc_0/Document.xml"), *resources = new_part(f, "Doc_0/PublicRes.xml");
    bool ok = add_fonts(f, resources, numbers, diag);
    if (ok) {
        for (size_t i = 0; i < f->canvas->n_pages; i++) add_page(f, i, numbers);
        add_document(f, document);
        add_entrance(f, entrance);
        for (size_t i = 0; i < f->n; i++) f->parts[i].bytes = f->texts[i].bytes, f->parts[i].n = f->texts[i].n;
        ok = package_write(f->parts, f->n, out, file, diag);
    }
    for (size_t i = 0; i < f->n; i++) text_release(&f->texts[i]);
    arena_release(&f->arena);
    return ok;
}

bool ofd_write(const struct document *d, struct paper *paper, struct outdir *out, const char *file, struct diag *diag)
{
    struct arena arena = {0};
    struct fonts *fonts;
    if (!fonts_open(&fonts, paper->settings, diag)) return false;
    if (*fonts_lacking(fonts)) {                       /* the run says so, once for the PDF and this */
        fonts_free(fonts);
        return true;
    }
    struct ofd_canvas *canvas = ofd_canvas_new(fonts);
    struct pages pages = pages_of(&canvas->canvas, &arena, settings_is(paper->settings, "layout.quarter_space"), d->facts.draft);
    pages_blocks(&pages, d);
    ofd_flush_path(canvas);
    bool ok = fonts_complete(fonts, paper, diag) && write_file(&(struct ofd_file){.canvas = canvas, .facts = &d->facts}, out, file, diag);
    if (ok) fonts_report(fonts, paper);
    ofd_canvas_free(canvas);
    fonts_free(fonts);
    arena_release(&arena);
    return ok;
}
