#include "render/fonts/face.h"
#include "base/memory.h"
#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* HarfBuzz does not say whether memory ran out or the font is faulty. It needs less memory than the file has bytes: where so much
 * cannot be allocated now, memory was the reason, and memory_alloc ends the program. */
void face_refuse(const struct face *f, struct diag *diag)
{
    hb_blob_t *file = hb_face_reference_blob(f->face);
    free(memory_alloc(hb_blob_get_length(file)));
    hb_blob_destroy(file);
    diag_fail(diag, DIAG_INPUT, "字体 %s（%s）的数据取不出所用的字，不能嵌入，请换一种字体", f->name, f->path);
}

/* The cmap without its subtables of format 14, which would pull all variants of each character into the subset (OpenType, cmap: a head of
 * 4 bytes, a record of 8 for each subtable, which lies anywhere behind). */
static hb_blob_t *plain_cmap(hb_blob_t *cmap)
{
    enum { HEAD = 4, RECORD = 8, VARIANTS = 14 };
    unsigned size, kept = 0;
    hb_blob_t *plain = hb_blob_copy_writable_or_fail(cmap);
    unsigned char *p = plain ? (unsigned char *)hb_blob_get_data_writable(plain, &size) : NULL;
    if (!p || size < HEAD) return plain;
    for (unsigned i = 0, n = (unsigned)p[2] << 8 | p[3]; i < n && HEAD + (i + 1) * RECORD <= size; i++) {
        const unsigned char *r = p + HEAD + i * RECORD;
        uint64_t at = (uint64_t)r[4] << 24 | (uint64_t)r[5] << 16 | (uint64_t)r[6] << 8 | r[7];
        if (at + 2 <= size && p[at] == 0 && p[at + 1] == VARIANTS) continue;
        memmove(p + HEAD + kept++ * RECORD, r, RECORD);
    }
    p[2] = (unsigned char)(kept >> 8);
    p[3] = (unsigned char)kept;
    return plain;
}

/* A face of the tables that are needed and no others. NULL without memory. */
static hb_face_t *bare_face(const struct face *f, enum face_subset_kind kind)
{
    static const hb_tag_t tags[] = {
        HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'm', 't', 'x'),
        HB_TAG('l', 'o', 'c', 'a'), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'),
        HB_TAG('p', 'r', 'e', 'p'), HB_TAG('C', 'F', 'F', ' '),
        HB_TAG('c', 'm', 'a', 'p'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('O', 'S', '/', '2'), HB_TAG('p', 'o', 's', 't')};
    enum { OF_OUTLINES = 10, OF_FILE = sizeof tags / sizeof *tags };
    hb_face_t *bare = hb_face_builder_create();
    bool whole = true;
    for (size_t i = 0; i < (kind == FACE_FILE ? OF_FILE : OF_OUTLINES); i++) {
        hb_blob_t *t = hb_face_reference_table(f->face, tags[i]);
        if (tags[i] == HB_TAG('c', 'm', 'a', 'p')) {
            hb_blob_t *plain = plain_cmap(t);
            hb_blob_destroy(t);
            whole = whole && plain;
            t = plain ? plain : hb_blob_get_empty();
        }
        whole = whole && (!hb_blob_get_length(t) || hb_face_builder_add_table(bare, tags[i], t));
        hb_blob_destroy(t);
    }
    if (whole) return bare;
    hb_face_destroy(bare);
    return NULL;
}

/* What the subset is to have; false without memory. */
static bool fill_input(const struct face *f, enum face_subset_kind kind, hb_subset_input_t *input)
{
    hb_set_t *used = hb_subset_input_glyph_set(input), *characters = hb_subset_input_unicode_set(input);
    for (size_t c = 0; c < f->n_codes; c++) hb_set_add(used, f->codes[c].glyph);
    for (size_t c = 1; c < f->n_codes && kind == FACE_FILE; c++) hb_set_add(characters, f->codes[c].code_point);
    /* Without subroutines the CFF is larger, but smaller when deflated, and made twice as fast. */
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    return hb_set_allocation_successful(used) && hb_set_allocation_successful(characters);
}

bool face_subset(const struct face *f, enum face_subset_kind kind, uint16_t *glyphs, struct text *out)
{
    hb_face_t *bare = bare_face(f, kind), *small = NULL;
    hb_subset_plan_t *plan = NULL;
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!bare || !input || !fill_input(f, kind, input)) goto out;
    plan = hb_subset_plan_create_or_fail(bare, input);
    if (!plan) goto out;
    small = hb_subset_plan_execute_or_fail(plan);
    const hb_map_t *new_glyph = hb_subset_plan_old_to_new_glyph_mapping(plan);
    for (size_t c = 0; c < f->n_codes; c++) glyphs[c] = (uint16_t)hb_map_get(new_glyph, f->codes[c].glyph);
    if (small) {
        hb_blob_t *blob = f->cff && kind == FACE_OUTLINES ? hb_face_reference_table(small, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(small);
        unsigned n;
        const char *bytes = hb_blob_get_data(blob, &n);
        text_add_n(out, bytes, n);
        hb_blob_destroy(blob);
    }
out:
    hb_face_destroy(small);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    hb_face_destroy(bare);
    return out->n > 0;
}

static int metric(const struct face *f, hb_ot_metrics_tag_t tag, int otherwise)
{
    hb_position_t v;
    return hb_ot_metrics_get_position(f->font, tag, &v) ? (int)lround(v * 1000.0 / f->units) : otherwise;
}

struct face_metrics face_metrics(const struct face *f)
{
    struct face_metrics m = {
        .ascent = metric(f, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 880), .descent = metric(f, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -120),
        .capitals = metric(f, HB_OT_METRICS_TAG_CAP_HEIGHT, 700), .slant = (int)lroundf(hb_style_get_value(f->font, HB_STYLE_TAG_SLANT_ANGLE)),
        .stem = (int)lroundf(hb_style_get_value(f->font, HB_STYLE_TAG_WEIGHT) / 5)};
    hb_blob_t *head = hb_face_reference_table(f->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned n;
    const unsigned char *p = (const unsigned char *)hb_blob_get_data(head, &n);
    for (unsigned i = 0; i < 4 && n >= 44; i++) m.box[i] = (int)lround((int16_t)((unsigned)p[36 + 2 * i] << 8 | p[37 + 2 * i]) * 1000.0 / f->units);
    hb_blob_destroy(head);
    return m;
}
