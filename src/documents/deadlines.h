/* The dates of the requests that a report counts, and of those that are still open at its closing day. No personal data in either. */
#ifndef DOCUMENTS_DEADLINES_H
#define DOCUMENTS_DEADLINES_H
#include "documents/document.h"
#include "tally/deadlines.h"

/* deadlines.csv: one line a request. The list holds those given, and may be one piece of the file. */
struct list *deadlines_list(struct document *d, const struct deadline *deadlines, size_t n);
/* 结转清单.csv: those that next year's report begins with. */
void carry_list_document(struct document *d, const struct deadlines *deadlines);

#endif
