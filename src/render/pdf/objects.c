#include "render/pdf/objects.h"
#include "base/text.h"
#include <string.h>

HPDF_Dict object_dict(HPDF_Doc pdf, const char *type, const char *subtype)
{
    HPDF_Dict d = HPDF_Dict_New(pdf->mmgr);
    HPDF_Xref_Add(pdf->xref, d);
    if (type) HPDF_Dict_AddName(d, "Type", type);
    if (subtype) HPDF_Dict_AddName(d, "Subtype", subtype);
    return d;
}

HPDF_Dict object_stream(HPDF_Doc pdf, const void *bytes, size_t n, HPDF_BOOL deflate)
{
    HPDF_Dict d = HPDF_DictStream_New(pdf->mmgr, pdf->xref);
    if (deflate) d->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
    if (n) HPDF_Stream_Write(d->stream, bytes, (HPDF_UINT)n);
    return d;
}

static void add_utf16(struct text *out, uint32_t unit)
{
    text_add_char(out, (char)(unit >> 8));
    text_add_char(out, (char)(unit & 255));
}

void object_set_text(HPDF_Doc pdf, HPDF_Dict dict, const char *key, const char *s)
{
    struct text utf16 = {0};
    size_t n = strlen(s);
    add_utf16(&utf16, 0xFEFF);
    for (size_t i = 0; i < n;) {
        uint32_t c;
        i += utf8_next(s + i, n - i, &c);
        if (c >= 0x10000) add_utf16(&utf16, 0xD800 + ((c - 0x10000) >> 10));
        add_utf16(&utf16, c < 0x10000 ? c : 0xDC00 + (c & 0x3FF));
    }
    HPDF_Dict_Add(dict, key, HPDF_Binary_New(pdf->mmgr, (HPDF_BYTE *)utf16.bytes, (HPDF_UINT)utf16.n));
    text_release(&utf16);
}

void object_set_ascii(HPDF_Doc pdf, HPDF_Dict dict, const char *key, const char *s)
{
    HPDF_Dict_Add(dict, key, HPDF_String_New(pdf->mmgr, s, NULL));
}
