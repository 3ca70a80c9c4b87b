/* The comparison of agencies and years as a document: a few pages for paper, a page for a screen, a workbook with every figure.
 * Figures and sentences are those of compare/comparison_words.h. */
#ifndef DOCUMENTS_COMPARISON_H
#define DOCUMENTS_COMPARISON_H
#include "compare/comparison_words.h"
#include "documents/document.h"

/* `charted`: bars of a chart at most; `listed`: rows of a list on paper at most. */
struct comparison_limits { size_t charted, listed; };
void comparison_paper(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits);
void comparison_page(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits);
void comparison_workbook(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits);

#endif
