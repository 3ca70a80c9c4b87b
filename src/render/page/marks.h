/* Which characters the layout treats in a way of their own. */
#ifndef RENDER_PAGE_MARKS_H
#define RENDER_PAGE_MARKS_H
#include <stdbool.h>
#include <stdint.h>

/* Full-width marks whose blank half may be squeezed, or stand outside the line's end. */
bool mark_closes(uint32_t c);                          /* ，。、；：！？）》”… blank on the right */
bool mark_opens(uint32_t c);                           /* （《“… blank on the left */
/* Shows nothing and takes no room: a control, zero-width mark, byte order mark or variation selector. */
bool mark_is_invisible(uint32_t c);
/* The list ends with 0. */
bool mark_is_one_of(uint32_t c, const uint32_t *list);

#endif
