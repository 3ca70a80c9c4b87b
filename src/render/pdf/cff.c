#include "render/pdf/cff.h"
#include "base/memory.h"
#include "render/pdf/cff_inside.h"
#include <stdlib.h>
#include <string.h>

/* The parts of the old table that the new one is made of. */
struct cff_source {
    struct cff_span table, top, global_subroutines;
    struct cff_index charstrings;
    struct cff_span *glyphs;                           /* charstrings by code */
    uint8_t *font_of;                                  /* by code: which of the font DICTs below */
    unsigned n_glyphs;
    struct cff_span dict[CFF_MAX_FONTS];               /* empty for a name-keyed font */
    struct cff_span private[CFF_MAX_FONTS];            /* with the local subroutines behind it */
    uint32_t private_size[CFF_MAX_FONTS];              /* of the Private DICT alone */
    unsigned n_fonts;
};

static bool add_font(struct cff_source *s, struct cff_span dict, bool cid_keyed)
{
    long size_and_place[2];
    struct cff_span private;
    if (cff_operands(dict, CFF_PRIVATE, NULL, size_and_place) < 2) return false;
    if (!cff_private(s->table, size_and_place, &private)) return false;
    s->dict[s->n_fonts] = cid_keyed ? dict : (struct cff_span){0};
    s->private[s->n_fonts] = private;
    s->private_size[s->n_fonts++] = (uint32_t)size_and_place[0];
    return true;
}

/* The font DICTs in use, renumbered without gaps. */
static bool read_fonts(struct cff_source *s, const uint16_t *glyphs)
{
    long array_at[2], select_at[2];
    struct cff_index array;
    int new_number[CFF_MAX_FONTS];
    if (!cff_operands(s->top, CFF_ROS, NULL, NULL)) return add_font(s, s->top, false);
    if (cff_operands(s->top, CFF_FDARRAY, NULL, array_at) < 1 || array_at[0] <= 0) return false;
    if (cff_operands(s->top, CFF_FDSELECT, NULL, select_at) < 1 || select_at[0] <= 0) return false;
    if (!cff_index_at(s->table, (size_t)array_at[0], &array) || array.count > CFF_MAX_FONTS) return false;
    for (unsigned i = 0; i < CFF_MAX_FONTS; i++) new_number[i] = -1;
    for (unsigned c = 0; c < s->n_glyphs; c++) {
        int old = cff_font_of(s->table, (size_t)select_at[0], glyphs[c], s->charstrings.count);
        if (old < 0 || (uint32_t)old >= array.count) return false;
        if (new_number[old] < 0) {
            struct cff_span dict;
            new_number[old] = (int)s->n_fonts;
            if (!cff_object(s->table, &array, (uint32_t)old, &dict) || !add_font(s, dict, true)) return false;
        }
        s->font_of[c] = (uint8_t)new_number[old];
    }
    return true;
}

static bool read_source(struct cff_source *s, const uint16_t *glyphs)
{
    struct cff_index names, tops, strings, subroutines;
    long v[2];
    if (s->table.n < 4 || s->table.bytes[0] != 1 || !s->n_glyphs) return false;
    if (!cff_index_at(s->table, s->table.bytes[2], &names) || !cff_index_at(s->table, names.end, &tops) ||
        !cff_index_at(s->table, tops.end, &strings) || !cff_index_at(s->table, strings.end, &subroutines)) return false;
    if (!cff_object(s->table, &tops, 0, &s->top)) return false;
    s->global_subroutines = (struct cff_span){s->table.bytes + strings.end, subroutines.end - strings.end};
    if (cff_operands(s->top, CFF_CHARSTRINGTYPE, NULL, v) > 0 && v[0] != 2) return false;
    if (cff_operands(s->top, CFF_CHARSTRINGS, NULL, v) < 1 || v[0] <= 0) return false;
    if (!cff_index_at(s->table, (size_t)v[0], &s->charstrings)) return false;
    for (unsigned c = 0; c < s->n_glyphs; c++)
        if (!cff_object(s->table, &s->charstrings, glyphs[c], &s->glyphs[c])) return false;
    return read_fonts(s, glyphs);
}

static void put_number(struct text *out, uint32_t v, unsigned bytes)
{
    while (bytes--) text_add_char(out, (char)(v >> 8 * bytes & 255));
}

static void put_span(struct text *out, struct cff_span s) { text_add_n(out, (const char *)s.bytes, s.n); }

/* An operator of one or two bytes behind operands that are always five bytes long, so that offsets can be patched in. */
static void put_operator(struct text *out, enum cff_operator op)
{
    if (op >= CFF_ESCAPE) put_number(out, 12, 1);
    put_number(out, op >= CFF_ESCAPE ? op - CFF_ESCAPE : op, 1);
}

static void put_operand(struct text *out, uint32_t v)
{
    put_number(out, 29, 1);
    put_number(out, v, 4);
}

/* Returns where the operand's four bytes stand. */
static size_t put_offset(struct text *out, enum cff_operator op)
{
    size_t at = out->n + 1;
    put_operand(out, 0);
    put_operator(out, op);
    return at;
}

static void patch(struct text *out, size_t at, size_t v)
{
    for (unsigned i = 0; i < 4; i++) out->bytes[at + i] = (char)(v >> (24 - 8 * i) & 255);
}

static void put_index(struct text *out, const struct cff_span *objects, unsigned n)
{
    uint32_t offset = 1, total = 1;
    for (unsigned i = 0; i < n; i++) total += (uint32_t)objects[i].n;
    unsigned size = total < 0x100 ? 1 : total < 0x10000 ? 2 : total < 0x1000000 ? 3 : 4;
    put_number(out, n, 2);
    if (!n) return;
    put_number(out, size, 1);
    put_number(out, offset, size);
    for (unsigned i = 0; i < n; i++) put_number(out, offset += (uint32_t)objects[i].n, size);
    for (unsigned i = 0; i < n; i++) put_span(out, objects[i]);
}

static struct cff_span span_of(const char *s) { return (struct cff_span){(const uint8_t *)s, strlen(s)}; }

/* Offsets within the Top DICT, made absolute once it lies in the table. */
struct cff_offsets { size_t charset, select, charstrings, array; };

static void put_top(struct text *out, const struct cff_source *s, struct cff_offsets *at)
{
    struct text top = {0};
    struct cff_span raw;
    put_operand(&top, 391);                            /* the first two own strings: Adobe, Identity */
    put_operand(&top, 392);
    put_operand(&top, 0);
    put_operator(&top, CFF_ROS);
    if (cff_operands(s->top, CFF_FONTMATRIX, &raw, NULL)) put_span(&top, raw);
    if (cff_operands(s->top, CFF_FONTBBOX, &raw, NULL)) put_span(&top, raw);
    put_operand(&top, s->n_glyphs);
    put_operator(&top, CFF_CIDCOUNT);
    at->charset = put_offset(&top, CFF_CHARSET);
    at->select = put_offset(&top, CFF_FDSELECT);
    at->charstrings = put_offset(&top, CFF_CHARSTRINGS);
    at->array = put_offset(&top, CFF_FDARRAY);
    put_index(out, &(struct cff_span){(const uint8_t *)top.bytes, top.n}, 1);
    size_t start = out->n - top.n;
    at->charset += start;
    at->select += start;
    at->charstrings += start;
    at->array += start;
    text_release(&top);
}

/* Format 2: one range from 1 on. Format 3: a record wherever the font changes. */
static void put_charset_and_select(struct text *out, const struct cff_source *s, const struct cff_offsets *at)
{
    unsigned runs = 0;
    patch(out, at->charset, out->n);
    put_number(out, 2, 1);
    if (s->n_glyphs > 1) {
        put_number(out, 1, 2);
        put_number(out, s->n_glyphs - 2, 2);
    }
    for (unsigned c = 0; c < s->n_glyphs; c++) runs += !c || s->font_of[c] != s->font_of[c - 1];
    patch(out, at->select, out->n);
    put_number(out, 3, 1);
    put_number(out, runs, 2);
    for (unsigned c = 0; c < s->n_glyphs; c++) {
        if (c && s->font_of[c] == s->font_of[c - 1]) continue;
        put_number(out, c, 2);
        put_number(out, s->font_of[c], 1);
    }
    put_number(out, s->n_glyphs, 2);
}

static void put_fonts(struct text *out, const struct cff_source *s, const struct cff_offsets *at)
{
    struct text dicts = {0};
    struct cff_span spans[CFF_MAX_FONTS], raw;
    size_t start[CFF_MAX_FONTS + 1], place[CFF_MAX_FONTS];
    for (unsigned f = 0; f < s->n_fonts; f++) {
        start[f] = dicts.n;
        if (s->dict[f].n && cff_operands(s->dict[f], CFF_FONTMATRIX, &raw, NULL)) put_span(&dicts, raw);
        put_operand(&dicts, s->private_size[f]);
        place[f] = put_offset(&dicts, CFF_PRIVATE);
    }
    start[s->n_fonts] = dicts.n;
    for (unsigned f = 0; f < s->n_fonts; f++)
        spans[f] = (struct cff_span){(const uint8_t *)dicts.bytes + start[f], start[f + 1] - start[f]};
    patch(out, at->array, out->n);
    put_index(out, spans, s->n_fonts);
    size_t base = out->n - dicts.n;
    for (unsigned f = 0; f < s->n_fonts; f++) {
        patch(out, base + place[f], out->n);
        put_span(out, s->private[f]);
    }
    text_release(&dicts);
}

bool cff_by_code(const uint8_t *cff, size_t n, const uint16_t *glyphs, unsigned n_glyphs, const char *name, struct text *out)
{
    struct cff_source *s = memory_alloc(sizeof *s);
    struct cff_offsets at;
    s->table = (struct cff_span){cff, n};
    s->n_glyphs = n_glyphs;
    s->glyphs = memory_alloc(n_glyphs * sizeof *s->glyphs);
    s->font_of = memory_alloc(n_glyphs);
    bool ok = read_source(s, glyphs);
    if (ok) {
        text_add_n(out, "\1\0\4\4", 4);
        put_index(out, &(struct cff_span){(const uint8_t *)name, strlen(name)}, 1);
        put_top(out, s, &at);
        put_index(out, (struct cff_span[]){span_of("Adobe"), span_of("Identity")}, 2);
        put_span(out, s->global_subroutines);
        put_charset_and_select(out, s, &at);
        patch(out, at.charstrings, out->n);
        put_index(out, s->glyphs, s->n_glyphs);
        put_fonts(out, s, &at);
    }
    free(s->glyphs);
    free(s->font_of);
    free(s);
    return ok;
}
