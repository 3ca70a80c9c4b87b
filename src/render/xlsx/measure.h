/* How much room a text needs in a cell: spreadsheet programs do not fit the heights of rows to wrapped texts by
 * themselves when they open a file. An estimate, on the large side. */
#ifndef RENDER_XLSX_MEASURE_H
#define RENDER_XLSX_MEASURE_H
#include <stdbool.h>
#include <stddef.h>

/* Points that a text of that size needs in a cell so many pixels wide. */
double measure_height(const char *text, double font_size, int pixels);
/* How many bytes of the text fit `max_lines` lines: all, or up to the last end of a sentence that fits, else of a line. */
size_t measure_piece(const char *text, double font_size, int pixels, int max_lines);
/* Whether the last character may stand on a line of its own. */
bool measure_leaves_mark(const char *text, double font_size, int pixels);

#endif
