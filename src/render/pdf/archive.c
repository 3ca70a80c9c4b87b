#include "render/pdf/pdf_inside.h"
#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/xml.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_BYTES = 16 };

static void add_property(struct text *t, const char *before, const char *value, const char *after)
{
    if (!value) return;
    text_add(t, before);
    xml_escape(t, value);
    text_add(t, after);
    text_add_char(t, '\n');
}

/* pdfuaid is not among the schemas that PDF/A knows, so the file has to describe it. Only PDF/A-2 gets it: ISO 14289-1 builds on
 * ISO 32000-1 and asks for structure of PDF 1.5 and later (Scope, Headers), PDF/A-1 is PDF 1.4; the PDF Association's guide
 * “Conforming to both PDF/A and PDF/UA” allows PDF/UA-1 together with PDF/A-2 and 3 alone. */
static void add_accessibility(struct text *t)
{
    text_add(t,
        "<pdfuaid:part>1</pdfuaid:part>\n"
        "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
        "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
        "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
        "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
        "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        "<pdfaProperty:description>PDF/UA part</pdfaProperty:description>"
        "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
}

static void add_xmp(struct text *t, const struct archive *a, const char *producer)
{
    text_add(t,
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
        " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"");
    if (a->part == 2)
        text_add(t,
            " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
            " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
            " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
            " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"");
    text_add(t, ">\n<dc:format>application/pdf</dc:format>\n");
    const struct document_facts *facts = a->facts;
    add_property(t, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", facts->title, "</rdf:li></rdf:Alt></dc:title>");
    add_property(t, "<dc:creator><rdf:Seq><rdf:li>", facts->author, "</rdf:li></rdf:Seq></dc:creator>");
    add_property(t, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", facts->subject,
                 "</rdf:li></rdf:Alt></dc:description>");
    add_property(t, "<pdf:Producer>", producer, "</pdf:Producer>");
    add_property(t, "<xmp:CreatorTool>", facts->program, "</xmp:CreatorTool>");
    add_property(t, "<xmp:CreateDate>", facts->stamp, "</xmp:CreateDate>");
    add_property(t, "<xmp:ModifyDate>", facts->stamp, "</xmp:ModifyDate>");
    text_printf(t, "<pdfaid:part>%d</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n", a->part);
    if (a->part == 2) add_accessibility(t);
    text_add(t, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

/* 2026-01-20T00:00:00+08:00 as D:20260120000000+08'00' */
static void add_date(HPDF_Doc pdf, const char *key, const char *stamp)
{
    struct text t = {0};
    text_add(&t, "D:");
    for (size_t i = 0; stamp[i]; i++) {
        bool zone = i >= sizeof "2026-01-20T00:00:00" - 1;
        if ((stamp[i] >= '0' && stamp[i] <= '9') || (zone && stamp[i] != ':')) text_add_char(&t, stamp[i]);
        else if (zone) text_add_char(&t, '\'');
    }
    if (strchr(text_get(&t), '\'')) text_add_char(&t, '\'');
    object_set_ascii(pdf, pdf->info, key, text_get(&t));
    text_release(&t);
}

static bool add_output_intent(HPDF_Doc pdf, const char *path, struct diag *diag)
{
    HPDF_BYTE bytes[1 << 14];
    HPDF_Dict profile = object_stream(pdf, NULL, 0, HPDF_TRUE), intent = object_dict(pdf, "OutputIntent", NULL);
    HPDF_Array intents = HPDF_Array_New(pdf->mmgr);
    FILE *f = fopen(path, "rb");
    size_t n, size = 0;
    HPDF_Dict_AddNumber(profile, "N", 3);
    while (f && (n = fread(bytes, 1, sizeof bytes, f)) > 0) {
        HPDF_Stream_Write(profile->stream, bytes, (HPDF_UINT)n);
        size += n;
    }
    bool ok = f && !ferror(f) && size > 0;
    if (f) fclose(f);
    HPDF_Dict_AddName(intent, "S", "GTS_PDFA1");
    object_set_ascii(pdf, intent, "OutputConditionIdentifier", "sRGB");
    object_set_ascii(pdf, intent, "Info", "sRGB IEC61966-2.1");
    HPDF_Dict_Add(intent, "DestOutputProfile", profile);
    HPDF_Array_Add(intents, intent);
    HPDF_Dict_Add(pdf->catalog, "OutputIntents", intents);
    return ok || diag_fail(diag, DIAG_INPUT, "设置 icc.srgb：读不了“%s”，请安装 icc-profiles-free 或改写设置", path);
}

static void add_info(HPDF_Doc pdf, const struct archive *a)
{
    const struct document_facts *facts = a->facts;
    const char *const info[][2] = {{"Title", facts->title}, {"Author", facts->author}, {"Subject", facts->subject}, {"Creator", facts->program}};
    for (size_t i = 0; i < sizeof info / sizeof *info; i++)
        if (info[i][1]) object_set_text(pdf, pdf->info, info[i][0], info[i][1]);
    add_date(pdf, "CreationDate", facts->stamp);
    add_date(pdf, "ModDate", facts->stamp);
}

static void add_empty_id(HPDF_Doc pdf)
{
    HPDF_BYTE zeros[ID_BYTES] = {0};
    HPDF_Array id = HPDF_Array_New(pdf->mmgr);
    HPDF_Array_Add(id, HPDF_Binary_New(pdf->mmgr, zeros, ID_BYTES));
    HPDF_Array_Add(id, HPDF_Binary_New(pdf->mmgr, zeros, ID_BYTES));
    HPDF_Dict_Add(pdf->trailer, "ID", id);
}

bool archive_describe(HPDF_Doc pdf, const struct archive *a, struct diag *diag)
{
    struct text xmp = {0};
    pdf->pdf_version = a->part == 1 ? HPDF_VER_14 : HPDF_VER_17;
    add_info(pdf, a);
    add_xmp(&xmp, a, HPDF_GetInfoAttr(pdf, HPDF_INFO_PRODUCER));
    HPDF_Dict metadata = object_stream(pdf, xmp.bytes, xmp.n, HPDF_FALSE);
    bool fine = utf8_valid(xmp.bytes, xmp.n, NULL) || diag_fail(diag, DIAG_INPUT, "PDF 没有写：标题或机关名称不是 UTF-8，请检查台账");
    text_release(&xmp);
    HPDF_Dict_AddName(metadata, "Type", "Metadata");
    HPDF_Dict_AddName(metadata, "Subtype", "XML");
    HPDF_Dict_Add(pdf->catalog, "Metadata", metadata);
    object_set_ascii(pdf, pdf->catalog, "Lang", "zh-CN");
    HPDF_Dict viewer = HPDF_Dict_New(pdf->mmgr);
    HPDF_Dict_AddBoolean(viewer, "DisplayDocTitle", HPDF_TRUE);
    HPDF_Dict_Add(pdf->catalog, "ViewerPreferences", viewer);
    add_empty_id(pdf);
    return fine && add_output_intent(pdf, a->icc, diag);
}

void archive_identify(HPDF_BYTE *bytes, size_t n)
{
    char hex[DIGEST_HEX], empty[2 * ID_BYTES + 1];
    digest_sha256(bytes, n, hex);
    memset(empty, '0', 2 * ID_BYTES);
    empty[2 * ID_BYTES] = 0;
    HPDF_BYTE *end = bytes + n, *trailer = bytes;
    for (HPDF_BYTE *p; (p = memmem(trailer, (size_t)(end - trailer), "trailer", 7)); trailer = p + 7) {}
    for (HPDF_BYTE *p; (p = memmem(trailer, (size_t)(end - trailer), empty, 2 * ID_BYTES)); trailer = p + 2 * ID_BYTES)
        memcpy(p, hex, 2 * ID_BYTES);
}
