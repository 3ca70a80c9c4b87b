/* The colours of charts, the same in every format. Against white paper each has a contrast of 3:1 or more, those of words 4.5:1
 * (WCAG 2.2, 1.4.3 and 1.4.11); test charts computes it. */
#ifndef RENDER_COLOURS_H
#define RENDER_COLOURS_H
#include <stdint.h>

#define COLOUR_BAR "#6f93c4"
#define COLOUR_BAR_OUT "#1f3864"                       /* what stands out: 3:1 against the others too */
#define COLOUR_BAR_FEW "#5f6b7a"                       /* the edge of a hollow one */
#define COLOUR_WHISKER "#1f2328"
#define COLOUR_GRID "#949494"
#define COLOUR_ZERO "#57606a"
#define COLOUR_ALL "#8a4a12"                           /* the share of all, and its words */
#define COLOUR_FAINT "#57606a"                         /* words beside a chart */
#define COLOUR_DOUBT "#a3261b"                         /* crosses what the report itself puts in doubt */
enum { SERIES_COLOURS = 6 };
extern const char *const series_colours[SERIES_COLOURS];      /* of lines and their names */

uint32_t colour_value(const char *colour);             /* 0x6f93c4 */

#endif
