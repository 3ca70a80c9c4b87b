/* 正文对照.html: each sentence of a report's texts beside last year's, with what was copied; of a sum, also those of the agencies. */
#ifndef DOCUMENTS_TEXT_COMPARISON_H
#define DOCUMENTS_TEXT_COMPARISON_H
#include "documents/document.h"
#include "tally/text_changes.h"

void text_comparison_document(struct document *d, const char *title, const struct text_changes *all, size_t n);

#endif
