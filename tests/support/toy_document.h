/* A document made by hand for the units of the drivers, with every kind of block except those that only workbooks have. */
#ifndef SUPPORT_TOY_DOCUMENT_H
#define SUPPORT_TOY_DOCUMENT_H
#include "documents/document.h"

/* The caller releases it. `whole`: the document is a page of its own. */
void toy_document(struct document *d, bool whole);
/* Adds its list to any document: agencies in groups of two, with shares, counts and texts; joined: a group is one cell. */
struct list *toy_list(struct document *d, bool joined);

#endif
