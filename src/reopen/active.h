/* Whether a document of ours could do something by itself: a page may hold only the elements and attributes that the program writes, and no
 * script; parts of DOCX and XLSX no macro, no object, no relation or formula that leads out, no field but that of page numbers. */
#ifndef REOPEN_ACTIVE_H
#define REOPEN_ACTIVE_H
#include "base/memory.h"

/* What there is, in Chinese; NULL = nothing, and it was read to its end. Belongs to the arena. `name` tells the kind by its ending. */
const char *active_in_document(struct arena *arena, const char *path, const char *name);

#endif
