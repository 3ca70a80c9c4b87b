#include "render/pdf/face.h"
#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/pdf/cff.h"
#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
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

/* HarfBuzz does not say whether memory ran out or the font is faulty. It needs less memory than the file has bytes: where so much
 * cannot be allocated now, memory was the reason, and memory_alloc ends the program. */
static void blame_memory_first(const struct face *f)
{
    hb_blob_t *file = hb_face_reference_blob(f->face);
    free(memory_alloc(hb_blob_get_length(file)));
    hb_blob_destroy(file);
}

/* A face of the tables that a PDF needs and no others: a cmap would pull variant glyphs into the subset. NULL without memory. */
static hb_face_t *bare_face(const struct face *f)
{
    static const hb_tag_t tags[] = {
        HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'm', 't', 'x'),
        HB_TAG('l', 'o', 'c', 'a'), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'),
        HB_TAG('p', 'r', 'e', 'p'), HB_TAG('C', 'F', 'F', ' ')};
    hb_face_t *bare = hb_face_builder_create();
    bool whole = true;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        hb_blob_t *t = hb_face_reference_table(f->face, tags[i]);
        whole = whole && (!hb_blob_get_length(t) || hb_face_builder_add_table(bare, tags[i], t));
        hb_blob_destroy(t);
    }
    if (whole) return bare;
    hb_face_destroy(bare);
    return NULL;
}

/* The subset, and in glyphs[] the glyph that each code shows; NULL when HarfBuzz cannot make it. Without subroutines the CFF is
 * larger, but smaller when deflated, and made twice as fast. */
static hb_face_t *subset(const struct face *f, uint16_t *glyphs)
{
    hb_face_t *bare = bare_face(f), *out = NULL;
    hb_subset_plan_t *plan = NULL;
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!bare || !input) goto out;
    hb_set_t *used = hb_subset_input_glyph_set(input);
    for (size_t c = 0; c < f->n_codes; c++) hb_set_add(used, f->codes[c].glyph);
    if (!hb_set_allocation_successful(used)) goto out;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    plan = hb_subset_plan_create_or_fail(bare, input);
    if (!plan) goto out;
    out = hb_subset_plan_execute_or_fail(plan);
    const hb_map_t *new_glyph = hb_subset_plan_old_to_new_glyph_mapping(plan);
    for (size_t c = 0; c < f->n_codes; c++) glyphs[c] = (uint16_t)hb_map_get(new_glyph, f->codes[c].glyph);
out:
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    hb_face_destroy(bare);
    return out;
}

/* The font program as a stream; NULL when it cannot be made. */
static HPDF_Dict font_program(HPDF_Doc pdf, const struct face *f, const char *name, uint16_t *glyphs)
{
    HPDF_Dict stream = NULL;
    struct text cff = {0};
    unsigned n;
    hb_face_t *small = subset(f, glyphs);
    if (!small) return NULL;
    hb_blob_t *blob = f->cff ? hb_face_reference_table(small, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(small);
    const char *bytes = hb_blob_get_data(blob, &n);
    if (!f->cff) {
        stream = object_stream(pdf, bytes, n, HPDF_TRUE);
        HPDF_Dict_AddNumber(stream, "Length1", (HPDF_INT32)n);
    } else if (cff_by_code((const uint8_t *)bytes, n, glyphs, (unsigned)f->n_codes, name, &cff)) {
        stream = object_stream(pdf, cff.bytes, cff.n, HPDF_TRUE);
        HPDF_Dict_AddName(stream, "Subtype", "CIDFontType0C");
    }
    text_release(&cff);
    hb_blob_destroy(blob);
    hb_face_destroy(small);
    return stream;
}

static int metric(const struct face *f, hb_ot_metrics_tag_t tag, int otherwise)
{
    hb_position_t v;
    return hb_ot_metrics_get_position(f->font, tag, &v) ? (int)lround(v * 1000.0 / f->units) : otherwise;
}

static void add_bounding_box(HPDF_Doc pdf, HPDF_Dict descriptor, const struct face *f)
{
    hb_blob_t *head = hb_face_reference_table(f->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned n;
    const unsigned char *p = (const unsigned char *)hb_blob_get_data(head, &n);
    HPDF_Array box = HPDF_Array_New(pdf->mmgr);
    for (unsigned i = 36; i < 44; i += 2) {            /* xMin, yMin, xMax, yMax */
        int v = n >= 44 ? (int16_t)((unsigned)p[i] << 8 | p[i + 1]) : 0;
        HPDF_Array_AddNumber(box, (HPDF_INT32)lround(v * 1000.0 / f->units));
    }
    HPDF_Dict_Add(descriptor, "FontBBox", box);
    hb_blob_destroy(head);
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
    HPDF_Dict_AddName(d, "FontName", name);
    HPDF_Dict_AddNumber(d, "Flags", SYMBOLIC);
    add_bounding_box(pdf, d, f);
    HPDF_Dict_AddNumber(d, "ItalicAngle", (HPDF_INT32)lroundf(hb_style_get_value(f->font, HB_STYLE_TAG_SLANT_ANGLE)));
    HPDF_Dict_AddNumber(d, "Ascent", metric(f, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 880));
    HPDF_Dict_AddNumber(d, "Descent", metric(f, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -120));
    HPDF_Dict_AddNumber(d, "CapHeight", metric(f, HB_OT_METRICS_TAG_CAP_HEIGHT, 700));
    HPDF_Dict_AddNumber(d, "StemV", (HPDF_INT32)lroundf(hb_style_get_value(f->font, HB_STYLE_TAG_WEIGHT) / 5));
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

bool face_embed(struct face *f, HPDF_Doc pdf, HPDF_Dict font, int part, struct diag *diag)
{
    char name[FONT_NAME], full[FONT_NAME + 16];
    uint16_t *glyphs = memory_alloc(f->n_codes * sizeof *glyphs);
    bool ok = false;

    subset_name(f, name);
    HPDF_Dict program = font_program(pdf, f, name, glyphs);
    if (!program) {
        blame_memory_first(f);
        diag_fail(diag, DIAG_INPUT, "字体 %s（%s）的数据取不出所用的字，不能嵌入，请换一种字体", f->name, f->path);
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
