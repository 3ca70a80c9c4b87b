/* The page of official documents (GB/T 9704): A4 with a text area of 156 x 225 mm, 22 lines of 28 characters.
 *
 * Lengths are points. Places count from the page's lower left corner.
 */
#ifndef RENDER_PAGE_PAGE_H
#define RENDER_PAGE_PAGE_H

enum { PAGE_WIDTH_MM = 210, PAGE_HEIGHT_MM = 297 };
#define PAGE_MM (72 / 25.4)

#define AREA_LEFT (28 * PAGE_MM)
#define AREA_TOP ((PAGE_HEIGHT_MM - 37) * PAGE_MM)
#define AREA_WIDTH (156 * PAGE_MM)
#define AREA_HEIGHT (225 * PAGE_MM)
#define LINE_PITCH (AREA_HEIGHT / 22)
#define CHARACTER_PITCH (AREA_WIDTH / 28)
/* The signature of a letter: its lines are centred in this width, which ends so far from the right. */
#define SIGNED_WIDTH (14 * CHARACTER_PITCH)
#define SIGNED_RIGHT (2 * CHARACTER_PITCH)

#endif
