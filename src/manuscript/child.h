/* A parser of foreign documents run in a child of the program: without files, network or other programs, and with bounds of memory,
 * time and output. What an attacker makes of it, he makes of the child.
 *
 * The child sends its manuscript as JSON; what comes back is checked like anything from outside (kinds, places, lengths, UTF-8). A
 * child that dies, takes too long, or sends too much or something else leaves a refusal.
 *
 *     static void parse(struct manuscript *m, const char *bytes, size_t n) { … }      // fills m as any reader does
 *     child_read(m, bytes, n, parse, NULL);
 */
#ifndef MANUSCRIPT_CHILD_H
#define MANUSCRIPT_CHILD_H
#include "manuscript/manuscript_inside.h"

/* `readable` names files and folders that the parser may read (fonts), NULL at its end; NULL = none. Everything else of the system is
 * closed to it. */
MUST_CHECK bool child_read(struct manuscript *m, const char *bytes, size_t n, void (*parse)(struct manuscript *m, const char *bytes, size_t n),
                           const char *const *readable, struct diag *diag);

#endif
