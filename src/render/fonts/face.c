#include "render/fonts/face.h"
#include "base/memory.h"
#include <hb-ot.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGES = 0x110000 / 256 };

struct face_entry { bool asked; uint16_t code; int16_t advance; uint32_t glyph; };
struct face_page { struct face_entry entries[256]; };

/* Printable ASCII without the characters that end a PDF name. */
static void postscript_name(hb_face_t *face, char name[FACE_NAME])
{
    unsigned n = FACE_NAME;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &n, name);
    char *w = name;
    for (char *r = name; *r; r++)
        if (*r > 32 && *r < 127 && !strchr("[](){}<>/%#", *r)) *w++ = *r;
    *w = 0;
}

static hb_face_t *find_face(hb_blob_t *blob, const char *wanted, char name[FACE_NAME])
{
    unsigned count = hb_face_count(blob);
    for (unsigned i = 0; i < count; i++) {
        hb_face_t *face = hb_face_create(blob, i);
        postscript_name(face, name);
        if (hb_face_get_glyph_count(face) && (!wanted || !strcmp(name, wanted))) return face;
        hb_face_destroy(face);
    }
    return NULL;
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *t = hb_face_reference_table(face, tag);
    bool has = hb_blob_get_length(t) > 0;
    hb_blob_destroy(t);
    return has;
}

/* OS/2 fsType: 2 alone forbids embedding, bit 8 subsetting, bit 9 embedding of outlines. */
static bool may_embed(hb_face_t *face)
{
    hb_blob_t *t = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
    unsigned n;
    const unsigned char *p = (const unsigned char *)hb_blob_get_data(t, &n);
    unsigned type = n >= 10 ? (unsigned)p[8] << 8 | p[9] : 0;
    hb_blob_destroy(t);
    return (type & 0x000F) != 2 && !(type & 0x0300);
}

static unsigned new_code(struct face *f, uint32_t code_point, uint32_t selector, uint32_t glyph, int advance)
{
    f->codes = memory_grow(f->codes, f->n_codes, &f->cap, sizeof *f->codes);
    f->codes[f->n_codes] = (struct face_glyph){code_point, selector, glyph, advance};
    return (unsigned)f->n_codes++;
}

static int advance_of(const struct face *f, uint32_t glyph)
{
    return (int)lround(hb_font_get_glyph_h_advance(f->font, glyph) * 1000.0 / f->units);
}

bool face_open(struct face **out, const char *spec, const char *key, struct diag *diag)
{
    struct face *f = memory_alloc(sizeof *f);
    hb_blob_t *blob = NULL;
    bool ok = false;

    f->path = memory_dup(spec);
    char *wanted = strrchr(f->path, '#');
    if (wanted) *wanted++ = 0;
    errno = 0;
    if (!f->path[0] || access(f->path, R_OK) || !(blob = hb_blob_create_from_file_or_fail(f->path))) {
        if (errno == ENOMEM) diag_fail(diag, DIAG_SYSTEM, "内存不足，读不了字体文件“%s”", f->path);
        else diag_fail(diag, DIAG_INPUT, "设置 %s：读不了字体文件“%s”，请安装该字体或改写设置", key, f->path);
        goto out;
    }
    f->face = find_face(blob, wanted, f->name);
    if (!f->face) {
        diag_fail(diag, DIAG_INPUT, wanted ? "设置 %s：%s 里没有名为 %s 的字面" : "设置 %s：%s 不是能用的字体文件", key, f->path, wanted);
        goto out;
    }
    f->cff = has_table(f->face, HB_TAG('C', 'F', 'F', ' '));
    if (!f->cff && !has_table(f->face, HB_TAG('g', 'l', 'y', 'f'))) {
        diag_fail(diag, DIAG_INPUT, "设置 %s：%s 没有 TrueType 或 CFF 轮廓，不能嵌入", key, f->path);
        goto out;
    }
    if (!may_embed(f->face)) {
        diag_fail(diag, DIAG_INPUT, "设置 %s：字体 %s 的许可（fsType）不准嵌入，请换一种字体", key, f->path);
        goto out;
    }
    if (!f->name[0]) memcpy(f->name, "Font", sizeof "Font");
    f->units = hb_face_get_upem(f->face);
    f->font = hb_font_create(f->face);
    f->pages = memory_alloc(PAGES * sizeof *f->pages);
    new_code(f, 0, 0, 0, advance_of(f, 0));
    *out = f;
    f = NULL;
    ok = true;
out:
    hb_blob_destroy(blob);
    face_free(f);
    return ok;
}

void face_free(struct face *f)
{
    if (!f) return;
    for (size_t i = 0; f->pages && i < PAGES; i++) free(f->pages[i]);
    free(f->pages);
    free(f->codes);
    free(f->variants);
    free(f->path);
    hb_font_destroy(f->font);
    hb_face_destroy(f->face);
    free(f);
}

static struct face_entry *entry_of(struct face *f, uint32_t code_point)
{
    struct face_page **page = &f->pages[code_point >> 8];
    if (!*page) *page = memory_alloc(sizeof **page);
    struct face_entry *e = &(*page)->entries[code_point & 255];
    if (!e->asked) {
        hb_codepoint_t glyph = 0;
        e->asked = true;
        if (hb_font_get_nominal_glyph(f->font, code_point, &glyph) && glyph) {
            e->glyph = glyph;
            e->advance = (int16_t)advance_of(f, glyph);
        }
    }
    return e;
}

bool face_has(struct face *f, uint32_t code_point)
{
    struct face_entry *e = entry_of(f, code_point);
    return e->glyph && (e->code || f->n_codes < FACE_MAX_CODES);
}

int face_advance(struct face *f, uint32_t code_point) { return entry_of(f, code_point)->advance; }

struct face_ink face_ink(struct face *f, uint32_t code_point)
{
    hb_glyph_extents_t e;
    if (!hb_font_get_glyph_extents(f->font, entry_of(f, code_point)->glyph, &e)) return (struct face_ink){0};
    double em = 1000.0 / f->units;
    return (struct face_ink){e.x_bearing * em, (e.x_bearing + e.width) * em, e.y_bearing * em, (e.y_bearing + e.height) * em};
}

static unsigned variant_code(struct face *f, uint32_t code_point, uint32_t selector)
{
    hb_codepoint_t glyph;
    for (size_t i = 0; i < f->n_variants; i++)
        if (f->codes[f->variants[i]].code_point == code_point && f->codes[f->variants[i]].selector == selector) return f->variants[i];
    if (!hb_font_get_variation_glyph(f->font, code_point, selector, &glyph) || !glyph) glyph = entry_of(f, code_point)->glyph;
    unsigned code = new_code(f, code_point, selector, glyph, advance_of(f, glyph));
    f->variants = memory_grow(f->variants, f->n_variants, &f->cap_variants, sizeof *f->variants);
    return f->variants[f->n_variants++] = code;
}

unsigned face_code(struct face *f, uint32_t code_point, uint32_t selector)
{
    if (selector && f->n_codes < FACE_MAX_CODES) return variant_code(f, code_point, selector);
    struct face_entry *e = entry_of(f, code_point);
    if (!e->code && face_has(f, code_point)) e->code = (uint16_t)new_code(f, code_point, 0, e->glyph, e->advance);
    return e->code;
}

bool face_used(const struct face *f) { return f->n_codes > 1; }

static unsigned number_at(const unsigned char *p, unsigned n, unsigned at, unsigned bytes)
{
    unsigned v = 0;
    for (unsigned i = at; i < at + bytes; i++) v = v << 8 | (at + bytes <= n ? p[i] : 0);
    return v;
}

/* OpenType, “Organization of an OpenType Font”: an offset table of 12 bytes, then 16 for each table; a collection begins with the
 * offsets of its faces' offset tables. */
void face_identify(const struct face *f, char revision[FONT_REVISION], char tables[DIGEST_HEX])
{
    enum { OFFSET_TABLE = 12, RECORD = 16 };
    hb_blob_t *file = hb_face_reference_blob(f->face), *head = hb_face_reference_table(f->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned n, of_head;
    const unsigned char *p = (const unsigned char *)hb_blob_get_data(file, &n), *h = (const unsigned char *)hb_blob_get_data(head, &of_head);
    bool many = n >= OFFSET_TABLE && !memcmp(p, "ttcf", 4);
    unsigned at = many ? number_at(p, n, OFFSET_TABLE + 4 * hb_face_get_index(f->face), 4) : 0;
    if (at > n) at = n;
    unsigned size = OFFSET_TABLE + RECORD * number_at(p, n, at + 4, 2);
    digest_sha256(p + at, size < n - at ? size : n - at, tables);
    unsigned v = number_at(h, of_head, 4, 4);          /* 16.16, signed in the letter of the standard; no font has a negative one */
    unsigned thousandths = ((v & 0xFFFF) * 1000 + 0x8000) >> 16;
    snprintf(revision, FONT_REVISION, "%u.%03u", (v >> 16) + thousandths / 1000, thousandths % 1000);
    hb_blob_destroy(head);
    hb_blob_destroy(file);
}
