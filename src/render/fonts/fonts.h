/* The fonts of a document, and the colour profile, without which no paged document is written: five roles, and what stands in for a character that the role's face lacks.
 *
 * The settings name candidates for each role (render/fonts/font_files.h): the first one that is there is the role's face, the first fallback
 * where none is. A file that is there but cannot be used (damaged, not to be embedded) is passed over and told of. A character is drawn with its role's face, else with the first face of font.fallback that has it. One that no face has, and one
 * of a script that cannot be set character by character (Arabic, Tibetan, Mongolian …), is remembered with the place that fonts_at() named last, and the document is not written: the character would be lost without a
 * word, and validators refuse such a file.
 */
#ifndef RENDER_FONTS_FONTS_H
#define RENDER_FONTS_FONTS_H
#include "render/page/typesetter.h"
#include "render/paper.h"
#include "render/fonts/face.h"

struct fonts;

MUST_CHECK bool fonts_open(struct fonts **fonts, const struct settings *settings, struct diag *diag);
void fonts_free(struct fonts *f);
/* Why nothing can be drawn: the settings find no font at all on this machine, or no profile; "" where they do. Borrowed. */
const char *fonts_lacking(const struct fonts *f);
const char *fonts_profile(const struct fonts *f);      /* the path of an sRGB profile; NULL = none. Borrowed */

/* Where the following text stands: “一、总体情况”第2段. The string is borrowed until the next call. */
void fonts_at(struct fonts *f, const char *place);
/* The face for a character; NULL when there is none, or it cannot be set; that is remembered. */
struct face *fonts_face(struct fonts *f, enum font_role role, uint32_t code_point);
/* Its advance for type of the given size; 0 when no face has it, and for a variation selector. */
double fonts_advance(struct fonts *f, enum font_role role, uint32_t code_point, double size);
/* Fails naming the characters that no face has and those that cannot be set, each with its first place. */
MUST_CHECK bool fonts_complete(const struct fonts *f, const struct paper *paper, struct diag *diag);
/* The faces, each once; NULL past the end. */
struct face *fonts_each(const struct fonts *f, size_t i);
/* What stands in for what, in one line without an end: “小标宋以 NotoSerifCJKsc-Bold 代替（…）”; "" when nothing does. Where *none is set
 * nothing can be drawn, and the line says why. malloc()ed. */
char *fonts_substitutes(const struct settings *settings, bool *none);
/* What was drawn with, for the manifest: one line a role, then the fallbacks. */
void fonts_report(const struct fonts *f, struct paper *paper);
const char *fonts_library(void);                       /* the version of HarfBuzz that measures */

#endif
