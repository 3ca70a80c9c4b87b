/* Reading a CFF table (Adobe Technical Note 5176). A font file may be damaged or hostile: every offset is checked against the table. */
#ifndef RENDER_PDF_CFF_INSIDE_H
#define RENDER_PDF_CFF_INSIDE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CFF_MAX_FONTS = 256 };

struct cff_span { const uint8_t *bytes; size_t n; };
/* An INDEX: object i lies between two offsets, counted from `base`. */
struct cff_index { uint32_t count; unsigned offset_size; size_t offsets, base, end; };

/* Operators of two bytes (12 and another) are CFF_ESCAPE + the other. */
enum cff_operator {
    CFF_FONTBBOX = 5, CFF_CHARSET = 15, CFF_CHARSTRINGS = 17, CFF_PRIVATE = 18, CFF_SUBRS = 19,
    CFF_ESCAPE = 1200, CFF_CHARSTRINGTYPE = 1206, CFF_FONTMATRIX = 1207, CFF_ROS = 1230, CFF_CIDCOUNT = 1234,
    CFF_FDARRAY = 1236, CFF_FDSELECT = 1237
};

/* These three: false when what is asked for does not lie within the table. */
bool cff_index_at(struct cff_span table, size_t at, struct cff_index *index);
bool cff_object(struct cff_span table, const struct cff_index *index, uint32_t i, struct cff_span *object);
/* A Private DICT of size v[0] at v[1], together with its local subroutines, whose offset is relative to it. */
bool cff_private(struct cff_span table, const long v[2], struct cff_span *private);
/* The font DICT of a glyph by the FDSelect at `at`, or -1. */
int cff_font_of(struct cff_span table, size_t at, uint32_t glyph, uint32_t n_glyphs);

/* How many operands the operator has in the DICT, 0 when it is absent. raw: operands and operator as they stand; v: the
 * first two as integers. Either may be NULL. */
int cff_operands(struct cff_span dict, enum cff_operator op, struct cff_span *raw, long v[2]);

#endif
