/* A line of text in runs, each to be drawn in one face.
 *
 *     struct text_run run = {0};
 *     while (text_run_next(fonts, role, chars, n, &run)) draw(run.face, chars + run.first, offsets + run.first, run.n);
 */
#ifndef RENDER_FONTS_RUNS_H
#define RENDER_FONTS_RUNS_H
#include "render/fonts/fonts.h"

/* dashes: they are one mark (——), of which each is drawn wider than the font has it. */
struct text_run { struct face *face; size_t first, n; bool dashes; };

/* The run behind this one; a run of zeroes begins. Characters that no face has are passed over. */
bool text_run_next(struct fonts *fonts, enum font_role role, const uint32_t *chars, size_t n, struct text_run *run);
/* Behind character i and the variation selector that may follow it. */
size_t text_next_character(const uint32_t *chars, size_t i, size_t n);

/* Dashes that are one mark: drawn as wide as they must be for their ink to be one line. */
struct dashes { double scale, first, pitch, ink, before; };      /* scale: of a glyph's width; the others in points */
struct dashes dashes_of(struct face *face, uint32_t c, double size, const double *offsets, size_t n);
double dashes_at(const struct dashes *d, size_t i);    /* where the i-th glyph is set, from the line's beginning */

#endif
