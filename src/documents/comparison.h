/* The comparison of agencies and years as a document: a few pages for paper, a page for a screen, a workbook with every figure.
 * Figures and sentences are those of compare/comparison_words.h. */
#ifndef DOCUMENTS_COMPARISON_H
#define DOCUMENTS_COMPARISON_H
#include "compare/comparison_words.h"
#include "documents/document.h"

#define COMPARISON_PAGE "比较.html"
#define COMPARISON_FOLDER "机关"                       /* of the pages of the agencies, beside it */

/* `charted`: bars of a chart at most; `listed`: rows of a list on paper at most. */
struct comparison_limits { size_t charted, listed; };
void comparison_paper(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits);
void comparison_page(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits);
void comparison_workbook(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits);

/* The page of each agency. The index lives in `a`, and is made once for all of them. */
struct comparison_pages;
const struct comparison_pages *comparison_pages(struct arena *a, const struct comparison *c);
/* 机关/清河县财政局.html: safe, each another, also where names are compared without case. */
const char *comparison_page_file(const struct comparison_pages *pages, size_t agency);
void comparison_agency_page(struct document *d, const struct comparison_pages *pages, size_t agency);

#endif
