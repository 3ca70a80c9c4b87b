/* 问题来源: the equations that do not hold in reports that make up a sum, with the agencies of each, the largest share first; also
 * where their shares cancel, so that the sum itself holds. */
#ifndef DOCUMENTS_SOURCES_H
#define DOCUMENTS_SOURCES_H
#include "documents/document.h"
#include "form/rollup.h"

enum { SOURCES_ALL = 0 };
/* At most `most` rows; the rest is said to stand in the workbook. Nothing where every part's equations hold. */
void sources_list(struct document *d, const struct rollup *rollup, size_t most);

#endif
