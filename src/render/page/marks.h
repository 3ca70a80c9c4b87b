/* Which characters the layout treats in a way of their own (GB/T 15834 5.1, UAX #14). */
#ifndef RENDER_PAGE_MARKS_H
#define RENDER_PAGE_MARKS_H
#include <stdbool.h>
#include <stdint.h>

/* Full-width marks whose blank half may be squeezed, or stand outside the line's end. */
bool mark_closes(uint32_t c);                          /* ，。、；：？！）》”… blank on the right */
bool mark_opens(uint32_t c);                           /* （《“… blank on the left */
/* Whether no line may begin with it: closing marks of any width, …, —, ·, /, ～, the signs behind a number (％ ℃), accents. */
bool mark_never_begins(uint32_t c);
/* Whether no line may end with it: opening marks of any width, the signs before a number (￥ №), ／. */
bool mark_never_ends(uint32_t c);
/* — … ─: several of these in a row are one mark, which is neither parted nor stretched. */
bool mark_runs_on(uint32_t c);
bool mark_is_han(uint32_t c);
bool mark_is_western(uint32_t c);                      /* a digit, a letter of an alphabet with capitals, or %; none of full width */
/* A variation selector: it picks a glyph of the character before it and takes no room of its own. */
bool mark_is_selector(uint32_t c);
/* Shows nothing: a control, zero-width mark or byte order mark, and a selector that stands behind no character; before: the character that
 * was kept last, 0 at the beginning. */
bool mark_is_left_out(uint32_t c, uint32_t before);
/* The list ends with 0. */
bool mark_is_one_of(uint32_t c, const uint32_t *list);

#endif
