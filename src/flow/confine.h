/* The files of a run: what its arguments and settings name, and what the system's libraries open by themselves. */
#ifndef FLOW_CONFINE_H
#define FLOW_CONFINE_H
#include "flow/session.h"

/* After the program's own files are found and before the first one of others is read: nothing else may be opened from here
 * on. `session` is NULL for a command that has none. */
void confine(const struct options *o, const struct session *session);

#endif
