/* Paragraphs of characters whose width is known: full-width ones LAID_EM, a dash less and a W more than others (as in several
 * fonts), all others half of it. */
#ifndef SUPPORT_LAID_TEXT_H
#define SUPPORT_LAID_TEXT_H
#include "render/page/paragraph.h"

enum { LAID_EM = 10 };

double laid_advance(void *context, uint32_t c);
/* Widths in units of LAID_EM; `between` in points. */
struct paragraph laid_between(struct arena *a, const char *text, enum paragraph_fit fit, double ems, double indent_ems, double between);
struct paragraph laid(struct arena *a, const char *text, enum paragraph_fit fit, double ems, double indent_ems);
/* The lines' texts, joined by |. */
char *laid_lines(struct arena *a, const struct paragraph *p);
/* Fails unless the layout is sound, whatever the text: the characters keep their order and are all there but for blanks at a line's
 * end, only the blank half of a mark stands outside the width, and no line begins or ends with a mark that must not. */
void laid_assert_sound(const struct paragraph *p, double width);

#endif
