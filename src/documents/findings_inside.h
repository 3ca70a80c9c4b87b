/* The sheets of 问题清单.xlsx that list findings. */
#ifndef DOCUMENTS_FINDINGS_INSIDE_H
#define DOCUMENTS_FINDINGS_INSIDE_H
#include "documents/findings.h"

/* A sheet with the findings of a class: what has to be mended comes first, in whatever order they are. */
void findings_class_sheet(struct document *d, const struct findings *all, enum finding_class class);

#endif
