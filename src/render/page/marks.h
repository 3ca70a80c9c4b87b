/* Which characters the layout treats in a way of their own. */
#ifndef RENDER_PAGE_MARKS_H
#define RENDER_PAGE_MARKS_H
#include <stdbool.h>
#include <stdint.h>

/* Full-width marks whose blank half may be squeezed, or stand outside the line's end. */
bool mark_closes(uint32_t c);                          /* ，。、；：！？）》”… blank on the right */
bool mark_opens(uint32_t c);                           /* （《“… blank on the left */
/* A variation selector: it picks a glyph of the character before it and takes no room of its own. */
bool mark_is_selector(uint32_t c);
/* Shows nothing: a control, zero-width mark or byte order mark, and a selector that stands behind no character; before: the character that
 * was kept last, 0 at the beginning. */
bool mark_is_left_out(uint32_t c, uint32_t before);
/* The list ends with 0. */
bool mark_is_one_of(uint32_t c, const uint32_t *list);

#endif
