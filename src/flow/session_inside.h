/* The files of a run: what its arguments and settings name, and what the system's libraries open by themselves. */
#ifndef FLOW_SESSION_INSIDE_H
#define FLOW_SESSION_INSIDE_H
#include "flow/session.h"

/* From here on nothing else can be opened. Called after the program's own files are found, before the first file from outside is
 * read. `session` is NULL for a command that has none. */
void confine(const struct options *o, const struct session *session);

#endif
