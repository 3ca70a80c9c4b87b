/* 报送情况: which agency handed a report over, when, and whether it is in the sum. */
#ifndef DOCUMENTS_FILINGS_H
#define DOCUMENTS_FILINGS_H
#include "documents/document.h"
#include "form/rollup.h"

void filings_list(struct document *d, const struct rollup *all);

#endif
