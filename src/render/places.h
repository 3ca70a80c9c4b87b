/* Room between labels that would lie on one another. */
#ifndef RENDER_PLACES_H
#define RENDER_PLACES_H
#include <stddef.h>

/* Moves places, which grow downwards, until they are `least` apart and none is beyond `bottom`; their order is kept. */
void places_apart(int *places, size_t n, int least, int bottom);

#endif
