#include "render/places.h"
#include "base/memory.h"
#include <stdlib.h>

void places_apart(int *places, size_t n, int least, int bottom)
{
    size_t *order = memory_alloc((n + 1) * sizeof *order);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at && places[order[at - 1]] > places[i]; at--) order[at] = order[at - 1];
        order[at] = i;
    }
    for (size_t i = 1; i < n; i++)
        if (places[order[i]] < places[order[i - 1]] + least) places[order[i]] = places[order[i - 1]] + least;
    for (size_t i = n; i-- > 0 && places[order[i]] > bottom; bottom -= least) places[order[i]] = bottom;
    free(order);
}
