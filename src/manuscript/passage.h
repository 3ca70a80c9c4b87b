/* A manuscript on its way from a child to the program. */
#ifndef MANUSCRIPT_PASSAGE_H
#define MANUSCRIPT_PASSAGE_H
#include "manuscript/manuscript_inside.h"
#include <stdio.h>

MUST_CHECK bool passage_send(const struct manuscript *m, FILE *to);
/* Builds m again from what was sent, by the functions and limits by which a reader builds it; false where it is something else. */
MUST_CHECK bool passage_take(struct manuscript *m, const char *bytes, size_t n);

#endif
