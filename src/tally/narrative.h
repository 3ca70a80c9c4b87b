/* The words of a report: the office's own Markdown with the numbers put in, or the form's default texts.
 *
 * Markdown allowed: paragraphs and ### headings. Placeholders (docs/zh/正文.md):
 *
 *     {{requests/new/total}}         the cell as printed
 *     {{pct a b}}                    a as a percentage of b, two decimals, half up, without the sign %
 *     {{sum a b …}}                  the sum
 *     {{diff a}}                     this year less last year, sign kept
 *
 * A section that the form does not invent is printed as 【待填写】 where the office has given no text; so is every section of totals, for
 * the form's texts are made of records. All printed words also go
 * into the store's texts_printed, so that checks can read them.
 */
#ifndef TALLY_NARRATIVE_H
#define TALLY_NARRATIVE_H
#include "tally/tally.h"

/* After tally_put, and after last year's cells were put into the store. A text that cannot be filled is a problem that
 * refuses (S13), with its file and line. */
MUST_CHECK bool narrative_write(struct store *store, struct report *r, struct problems *problems, struct diag *diag);

#endif
