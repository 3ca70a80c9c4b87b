/* A list as a table of a form, so that one layout sets both: heads repeated, rows whole, numbers in the middle. */
#ifndef RENDER_PAGE_LIST_TABLE_H
#define RENDER_PAGE_LIST_TABLE_H
#include "documents/document.h"

/* The table and its strings live in the arena. `id` names it in the document: the ids of its heads and labels begin with it. The
 * list's remark is its footnote; `more` of an item has no room. */
const struct report_table *list_table(struct arena *a, const struct list *list, const char *id);

#endif
