/* One face of a font file as paged formats need it: characters to glyphs, advances, codes in order of first use, and its subset.
 *
 * Text in a PDF is written in codes of two bytes; code 0 is .notdef and is never drawn. A character gets its code when it is
 * first drawn, so codes depend on the document alone. Advances are whole thousandths of the em, as the font's W array states
 * them, so that measuring and drawing agree. libharu's own fonts lose glyphs and advances of CJK fonts, hence HarfBuzz.
 *
 *     struct face *f;
 *     if (!face_open(&f, "/usr/share/fonts/a.ttc#SongSC", "font.body", diag)) return false;
 *     if (face_has(f, 0x6C49)) width += face_advance(f, 0x6C49) * size / 1000;
 *     face_free(f);
 */
#ifndef RENDER_FONTS_FACE_H
#define RENDER_FONTS_FACE_H
#include "base/diag.h"
#include "base/text.h"
#include "documents/manifest.h"
#include <hb.h>
#include <stddef.h>
#include <stdint.h>

enum { FACE_NAME = 64, FACE_MAX_CODES = 0xFFFF };

struct face_glyph { uint32_t code_point, selector, glyph; int advance; };     /* selector 0: none stands behind the character */

struct face_page;
struct face {
    char *path;
    char name[FACE_NAME];                              /* PostScript name */
    unsigned number;                                   /* among the faces of a document, from 1 */
    char resource[16];                                 /* F1, F2 … as the pages of a PDF call it */
    hb_face_t *face;
    hb_font_t *font;
    unsigned units;                                    /* of an em */
    bool cff;                                          /* outlines are CFF, else TrueType */
    struct face_glyph *codes;                          /* by code */
    size_t n_codes, cap;
    unsigned *variants;                                /* the codes with a selector */
    size_t n_variants, cap_variants;
    struct face_page **pages;                          /* what is known of each character, 256 to a page */
};

/* spec is "path" or "path#PostScriptName"; key is the setting that it stands in, for messages. */
MUST_CHECK bool face_open(struct face **face, const char *spec, const char *key, struct diag *diag);
void face_free(struct face *f);

bool face_has(struct face *f, uint32_t code_point);
int face_advance(struct face *f, uint32_t code_point);     /* thousandths of an em; 0 when the face lacks it */
/* Where its ink begins and ends, in thousandths of an em from where it is set and above the baseline; all 0 when it has none. */
struct face_ink { double from, to, top, bottom; };
struct face_ink face_ink(struct face *f, uint32_t code_point);
/* The code of a character that the face has, with the variation selector behind it (0: none). It shows the variant where the face has it,
 * else the plain glyph; copied text gives both characters. */
unsigned face_code(struct face *f, uint32_t code_point, uint32_t selector);
/* Whether any character was drawn with it. */
bool face_used(const struct face *f);

/* What identifies the face, whatever was drawn with it: the font's revision as its head table states it (“2.003”), and the SHA-256 of its
 * table directory. A new release, or an outline that was changed, changes the checksum of a table and so the directory. The file itself
 * is not read: those of CJK fonts have tens of megabytes. */
void face_identify(const struct face *f, char revision[FONT_REVISION], char tables[DIGEST_HEX]);

/* ---- embedding, once all text is drawn (subset.c) ---- */

/* FACE_OUTLINES: of a font whose codes the format maps itself, the CFF table alone, or a TrueType file without a cmap. FACE_FILE: an
 * OpenType file whose cmap has the characters that were drawn. */
enum face_subset_kind { FACE_OUTLINES, FACE_FILE };
/* Appends a subset of the glyphs that were drawn to `out`, which is empty; glyphs[code] is its glyph that shows the code. False when
 * HarfBuzz cannot make it: face_refuse says why. */
MUST_CHECK bool face_subset(const struct face *f, enum face_subset_kind kind, uint16_t *glyphs, struct text *out);
void face_refuse(const struct face *f, struct diag *diag);

/* Thousandths of an em, but for the slant, which is in degrees; box: of all glyphs, x0 y0 x1 y1. */
struct face_metrics { int box[4], ascent, descent, capitals, slant, stem; };
struct face_metrics face_metrics(const struct face *f);

#endif
