#include "render/pdf/canvas.h"
#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/pdf/cff.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FONT_NAME = FACE_NAME + 8, DEFAULT_WIDTH = 1000, SYMBOLIC = 4 };

/* ABCDEF+Name. The tag is made of the characters, so that it is the same on every run. */
static void subset_name(const struct face *f, char name[FONT_NAME])
{
    struct text characters = {0};
    char hex[DIGEST_HEX];
    text_add(&characters, f->name);
    for (size_t c = 1; c < f->n_codes; c++) {
        text_add_code_point(&characters, f->codes[c].code_point);
        if (f->codes[c].selector) text_add_code_point(&characters, f->codes[c].selector);
    }
    digest_sha256(text_get(&characters), characters.n, hex);
    for (int i = 0; i < 6; i++) {
        const char pair[] = {hex[2 * i], hex[2 * i + 1], 0};
        name[i] = (char)('A' + strtoul(pair, NULL, 16) % 26);
    }
    snprintf(name + 6, FONT_NAME - 6, "+%s", f->name);
    text_release(&characters);
}

/* The font program as a stream; NULL when it cannot be made. */
static HPDF_Dict font_program(HPDF_Doc pdf, const struct face *f, const char *name, uint16_t *glyphs)
{
    HPDF_Dict stream = NULL;
    struct text font = {0}, cff = {0};
    if (!face_subset(f, FACE_OUTLINES, glyphs, &font)) return NULL;
    if (!f->cff) {
        stream = object_stream(pdf, font.bytes, font.n, HPDF_TRUE);
        HPDF_Dict_AddNumber(stream, "Length1", (HPDF_INT32)font.n);
    } else if (cff_by_code((const uint8_t *)font.bytes, font.n, glyphs, (unsigned)f->n_codes, name, &cff)) {
        stream = object_stream(pdf, cff.bytes, cff.n, HPDF_TRUE);
        HPDF_Dict_AddName(stream, "Subtype", "CIDFontType0C");
    }
    text_release(&cff);
    text_release(&font);
    return stream;
}

static void add_cid_set(HPDF_Doc pdf, HPDF_Dict descriptor, size_t n_codes)
{
    uint8_t *bits = memory_alloc(n_codes / 8 + 1);
    for (size_t c = 0; c < n_codes; c++) bits[c / 8] |= (uint8_t)(0x80 >> c % 8);
    HPDF_Dict_Add(descriptor, "CIDSet", object_stream(pdf, bits, (n_codes + 7) / 8, HPDF_TRUE));
    free(bits);
}

static HPDF_Dict font_descriptor(HPDF_Doc pdf, const struct face *f, const char *name, HPDF_Dict program, int part)
{
    HPDF_Dict d = object_dict(pdf, "FontDescriptor", NULL);
    const struct face_metrics m = face_metrics(f);
    HPDF_Array box = HPDF_Array_New(pdf->mmgr);
    for (int i = 0; i < 4; i++) HPDF_Array_AddNumber(box, m.box[i]);
    HPDF_Dict_AddName(d, "FontName", name);
    HPDF_Dict_AddNumber(d, "Flags", SYMBOLIC);
    HPDF_Dict_Add(d, "FontBBox", box);
    HPDF_Dict_AddNumber(d, "ItalicAngle", m.slant);
    HPDF_Dict_AddNumber(d, "Ascent", m.ascent);
    HPDF_Dict_AddNumber(d, "Descent", m.descent);
    HPDF_Dict_AddNumber(d, "CapHeight", m.capitals);
    HPDF_Dict_AddNumber(d, "StemV", m.stem);
    HPDF_Dict_Add(d, f->cff ? "FontFile3" : "FontFile2", program);
    if (part == 1) add_cid_set(pdf, d, f->n_codes);
    return d;
}

/* Widths other than the default, in runs; up to three default widths do not end a run. */
static HPDF_Array width_array(HPDF_Doc pdf, const struct face *f)
{
    HPDF_Array all = HPDF_Array_New(pdf->mmgr), run = NULL;
    size_t next = 0;                                   /* the code that would continue the run */
    for (size_t c = 0; c < f->n_codes; c++) {
        if (f->codes[c].advance == DEFAULT_WIDTH) continue;
        if (!run || c - next > 3) {
            run = HPDF_Array_New(pdf->mmgr);
            HPDF_Array_AddNumber(all, (HPDF_INT32)c);
            HPDF_Array_Add(all, run);
            next = c;
        }
        for (; next < c; next++) HPDF_Array_AddNumber(run, DEFAULT_WIDTH);
        HPDF_Array_AddNumber(run, f->codes[c].advance);
        next = c + 1;
    }
    return all;
}

static void add_utf16(struct text *map, uint32_t c)
{
    if (c < 0x10000) text_printf(map, "%04X", (unsigned)c);
    else text_printf(map, "%04X%04X", (unsigned)(0xD800 + ((c - 0x10000) >> 10)), (unsigned)(0xDC00 + (c & 0x3FF)));
}

static HPDF_Dict to_unicode(HPDF_Doc pdf, const struct face *f)
{
    struct text map = {0};
    text_add(&map, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                   "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t from = 1; from < f->n_codes; from += 100) {
        size_t to = from + 100 < f->n_codes ? from + 100 : f->n_codes;
        text_printf(&map, "%zu beginbfchar\n", to - from);
        for (size_t c = from; c < to; c++) {
            text_printf(&map, "<%04zX> <", c);
            add_utf16(&map, f->codes[c].code_point);
            if (f->codes[c].selector) add_utf16(&map, f->codes[c].selector);
            text_add(&map, ">\n");
        }
        text_add(&map, "endbfchar\n");
    }
    text_add(&map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    HPDF_Dict stream = object_stream(pdf, map.bytes, map.n, HPDF_TRUE);
    text_release(&map);
    return stream;
}

static HPDF_Dict glyph_map(HPDF_Doc pdf, const uint16_t *glyphs, size_t n)
{
    struct text map = {0};
    for (size_t c = 0; c < n; c++) {
        text_add_char(&map, (char)(glyphs[c] >> 8));
        text_add_char(&map, (char)(glyphs[c] & 255));
    }
    HPDF_Dict stream = object_stream(pdf, map.bytes, map.n, HPDF_TRUE);
    text_release(&map);
    return stream;
}

static HPDF_Dict cid_font(HPDF_Doc pdf, const struct face *f, const char *name, HPDF_Dict descriptor, const uint16_t *glyphs)
{
    HPDF_Dict cid = object_dict(pdf, "Font", f->cff ? "CIDFontType0" : "CIDFontType2"), system = HPDF_Dict_New(pdf->mmgr);
    object_set_ascii(pdf, system, "Registry", "Adobe");
    object_set_ascii(pdf, system, "Ordering", "Identity");
    HPDF_Dict_AddNumber(system, "Supplement", 0);
    HPDF_Dict_AddName(cid, "BaseFont", name);
    HPDF_Dict_Add(cid, "CIDSystemInfo", system);
    HPDF_Dict_Add(cid, "FontDescriptor", descriptor);
    HPDF_Dict_AddNumber(cid, "DW", DEFAULT_WIDTH);
    HPDF_Dict_Add(cid, "W", width_array(pdf, f));
    if (!f->cff) HPDF_Dict_Add(cid, "CIDToGIDMap", glyph_map(pdf, glyphs, f->n_codes));
    return cid;
}

bool pdf_embed(struct face *f, HPDF_Doc pdf, HPDF_Dict font, int part, struct diag *diag)
{
    char name[FONT_NAME], full[FONT_NAME + 16];
    uint16_t *glyphs = memory_alloc(f->n_codes * sizeof *glyphs);
    bool ok = false;

    subset_name(f, name);
    HPDF_Dict program = font_program(pdf, f, name, glyphs);
    if (!program) {
        face_refuse(f, diag);
        goto out;
    }
    HPDF_Array descendants = HPDF_Array_New(pdf->mmgr);
    HPDF_Array_Add(descendants, cid_font(pdf, f, name, font_descriptor(pdf, f, name, program, part), glyphs));
    snprintf(full, sizeof full, "%s%s", name, f->cff ? "-Identity-H" : "");
    HPDF_Dict_AddName(font, "Type", "Font");
    HPDF_Dict_AddName(font, "Subtype", "Type0");
    HPDF_Dict_AddName(font, "BaseFont", full);
    HPDF_Dict_AddName(font, "Encoding", "Identity-H");
    HPDF_Dict_Add(font, "DescendantFonts", descendants);
    HPDF_Dict_Add(font, "ToUnicode", to_unicode(pdf, f));
    ok = true;
out:
    free(glyphs);
    return ok;
}
