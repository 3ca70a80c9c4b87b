#include "render/colours.h"
#include <stdlib.h>

const char *const series_colours[SERIES_COLOURS] = {"#385c8a", "#a8521a", "#44722f", "#804080", "#666666", "#14757f"};

uint32_t colour_value(const char *colour) { return (uint32_t)strtoul(colour + 1, NULL, 16); }
