/* The little Markdown of the ledger's texts: paragraphs, parted by blank lines, and ### headings. */
#ifndef TALLY_MARKDOWN_H
#define TALLY_MARKDOWN_H
#include "form/report.h"

/* Appends the blocks of `source` to *blocks (n of cap in use, from the arena's owner by memory_grow). false: a line that
 * begins with another mark of Markdown; *line is its number from 1. */
MUST_CHECK bool markdown_blocks(struct arena *arena, const char *source, struct block **blocks, size_t *n, size_t *cap, int *line);

#endif
