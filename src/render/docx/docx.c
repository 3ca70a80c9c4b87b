#include "render/docx/docx.h"
#include "base/text.h"
#include "package/package_write.h"
#include "render/docx/docx_inside.h"
#include "render/xml.h"
#include <string.h>

#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

/* The parts in the order in which they stand in the file; what has no text of its own is the document's. */
enum docx_part { CONTENT_TYPES, ROOT_RELATIONS, BODY, BODY_RELATIONS, STYLES, FONTS, SETTINGS, FOOTER_ODD, FOOTER_EVEN, HEADER_DRAFT, CORE, APP, CUSTOM, PARTS };
static const struct {
    const char *name, *type;                           /* type NULL: by the ending */
    const char *base, *relation;                       /* of the part that leads to it: "" the package, "word/" the body; NULL: none */
    const char *text;
} kinds[PARTS] = {
    [CONTENT_TYPES] = {"[Content_Types].xml", NULL, NULL, NULL, NULL},
    [ROOT_RELATIONS] = {"_rels/.rels", NULL, NULL, NULL, NULL},
    [BODY] = {"word/document.xml", WORD "document.main+xml", "", OFFICE "relationships/officeDocument", NULL},
    [BODY_RELATIONS] = {"word/_rels/document.xml.rels", NULL, NULL, NULL, NULL},
    [STYLES] = {"word/styles.xml", WORD "styles+xml", "word/", OFFICE "relationships/styles", NULL},
    [FONTS] = {"word/fontTable.xml", WORD "fontTable+xml", "word/", OFFICE "relationships/fontTable", docx_fonts},
    [SETTINGS] = {"word/settings.xml", WORD "settings+xml", "word/", OFFICE "relationships/settings", docx_settings},
    [FOOTER_ODD] = {"word/footer1.xml", WORD "footer+xml", "word/", OFFICE "relationships/footer", docx_footer_odd},
    [FOOTER_EVEN] = {"word/footer2.xml", WORD "footer+xml", "word/", OFFICE "relationships/footer", docx_footer_even},
    [HEADER_DRAFT] = {"word/header1.xml", WORD "header+xml", "word/", OFFICE "relationships/header", docx_header_draft},
    [CORE] = {"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", "", PACKAGE "relationships/metadata/core-properties", NULL},
    [APP] = {"docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", "", OFFICE "relationships/extended-properties", NULL},
    [CUSTOM] = {"docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml", "", OFFICE "relationships/custom-properties", NULL},
};

static bool is_there(const struct document *d, enum docx_part part)
{
    return (part != HEADER_DRAFT || d->facts.draft) && (part != CUSTOM || d->n_properties);
}

/* ---- what relates the parts ---- */

static void put_types(struct text *t, const struct document *d)
{
    text_add(t, DOCX_HEAD "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                          "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    for (enum docx_part i = 0; i < PARTS; i++)
        if (kinds[i].type && is_there(d, i)) text_printf(t, "<Override PartName=\"/%s\" ContentType=\"%s\"/>", kinds[i].name, kinds[i].type);
    text_add(t, "</Types>\n");
}

/* The relation to part number i is rIdi everywhere. */
static void put_relations(struct text *t, const struct document *d, const char *base)
{
    text_add(t, DOCX_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (enum docx_part i = 0; i < PARTS; i++)
        if (kinds[i].base && !strcmp(kinds[i].base, base) && is_there(d, i))
            text_printf(t, "<Relationship Id=\"rId%u\" Type=\"%s\" Target=\"%s\"/>", i, kinds[i].relation, kinds[i].name + strlen(base));
    text_add(t, "</Relationships>\n");
}

/* ---- properties ---- */

static void put_element(struct text *t, const char *before, const char *content, const char *after)
{
    if (!content) return;
    text_add(t, before);
    xml_escape(t, content);
    text_add(t, after);
}

static void put_core(struct text *t, const struct document_facts *f)
{
    text_add(t, DOCX_HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                          " xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    put_element(t, "<dc:title>", f->title, "</dc:title>");
    put_element(t, "<dc:subject>", f->subject, "</dc:subject>");
    put_element(t, "<dc:creator>", f->author, "</dc:creator>");
    put_element(t, "<cp:lastModifiedBy>", f->author, "</cp:lastModifiedBy>");
    put_element(t, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">", f->stamp, "</dcterms:created>");
    put_element(t, "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">", f->stamp, "</dcterms:modified>");
    text_add(t, "</cp:coreProperties>\n");
}

static void put_app(struct text *t, const struct document_facts *f)
{
    text_add(t, DOCX_HEAD "<Properties xmlns=\"" OFFICE "extended-properties\">");
    put_element(t, "<Company>", f->author, "</Company>");
    put_element(t, "<Application>", f->program, "</Application>");
    text_add(t, "</Properties>\n");
}

/* Word numbers them from 2 on. */
static void put_custom(struct text *t, const struct document *d)
{
    text_add(t, DOCX_HEAD "<Properties xmlns=\"" OFFICE "custom-properties\" xmlns:vt=\"" OFFICE "docPropsVTypes\">");
    for (size_t i = 0; i < d->n_properties; i++) {
        text_printf(t, "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"%zu\" name=\"", i + 2);
        xml_escape(t, d->properties[i].name);
        put_element(t, "\"><vt:lpwstr>", d->properties[i].value, "</vt:lpwstr></property>");
    }
    text_add(t, "</Properties>\n");
}

/* ---- the body ---- */

/* GB/T 9704: A4, 37 mm above, 28 mm to the left, an area of 156 x 225 mm; 22 lines in it. CT_SectPr: references, pgSz, pgMar, docGrid. */
static void put_section(struct text *t, const struct document *d)
{
    static const char *const sides[] = {"even", "default"};
    text_add(t, "<w:sectPr>");
    for (size_t i = 0; i < 2 && d->facts.draft; i++) text_printf(t, "<w:headerReference w:type=\"%s\" r:id=\"rId%d\"/>", sides[i], HEADER_DRAFT);
    for (size_t i = 0; i < 2; i++) text_printf(t, "<w:footerReference w:type=\"%s\" r:id=\"rId%d\"/>", sides[i], i ? FOOTER_ODD : FOOTER_EVEN);
    text_add(t, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1417\""
                " w:gutter=\"0\"/><w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>");
}

static void put_body(struct text *t, const struct document *d, bool quarter_space)
{
    struct arena arena = {0};
    struct docx x = {.out = t, .setter = docx_typesetter(&arena, quarter_space)};
    text_add(t, DOCX_HEAD "<w:document" DOCX_SPACES "><w:body>\n");
    docx_blocks(&x, d);
    put_section(t, d);
    text_add(t, "</w:body></w:document>\n");
    arena_release(&arena);
}

/* ---- the file ---- */

static void put_styles(struct text *t, bool quarter_space)
{
    text_add(t, docx_style_defaults);
    text_printf(t, "<w:pPrDefault><w:pPr><w:autoSpaceDE w:val=\"%d\"/><w:autoSpaceDN w:val=\"%d\"/></w:pPr></w:pPrDefault></w:docDefaults>\n", quarter_space, quarter_space);
    text_add(t, docx_styles);
    text_add(t, docx_styles_of_tables);
}

static void put_part(struct text *t, const struct document *d, bool quarter_space, enum docx_part part)
{
    switch (part) {
    case CONTENT_TYPES: put_types(t, d); break;
    case ROOT_RELATIONS: put_relations(t, d, ""); break;
    case BODY: put_body(t, d, quarter_space); break;
    case BODY_RELATIONS: put_relations(t, d, "word/"); break;
    case STYLES: put_styles(t, quarter_space); break;
    case CORE: put_core(t, &d->facts); break;
    case APP: put_app(t, &d->facts); break;
    case CUSTOM: put_custom(t, d); break;
    default: text_add(t, kinds[part].text); break;
    }
}

bool docx_write(const struct document *d, bool quarter_space, struct outdir *out, const char *file, struct diag *diag)
{
    struct text texts[PARTS] = {0};
    struct package_part parts[PARTS];
    size_t n = 0;
    bool ok = true;
    for (enum docx_part i = 0; i < PARTS; i++) {
        if (!is_there(d, i)) continue;
        put_part(&texts[i], d, quarter_space, i);
        parts[n++] = (struct package_part){kinds[i].name, texts[i].bytes, texts[i].n};
        if (ok && !utf8_valid(texts[i].bytes, texts[i].n, NULL))
            ok = diag_fail(diag, DIAG_INPUT, "写不了 %s：有文字不是 UTF-8，请检查所读的文件和表单里的文字", file);
    }
    ok = ok && package_write(parts, n, out, file, diag);
    for (enum docx_part i = 0; i < PARTS; i++) text_release(&texts[i]);
    return ok;
}
