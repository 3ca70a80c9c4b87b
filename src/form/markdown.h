/* The reader of the little Markdown in the ledger's texts: paragraphs, and ### headings. No Markdown library does it: CommonMark joins
 * lines that people end by hand, and makes lists and code of numbers and indents that are meant to be printed.
 *
 * A paragraph ends at a blank line, and at the end of a line that ends a sentence or a clause (。；：), since people press
 * Enter once; so it does where the next line is indented by hand or begins with a number of its own (1. 一是 第一，), and
 * behind a short numbered line (1.主动公开). （一）… alone on its line is a heading without ### too.
 */
#ifndef FORM_MARKDOWN_H
#define FORM_MARKDOWN_H
#include "form/report.h"

/* Appends the blocks of `source` to *blocks (n of cap in use, from the arena's owner by memory_grow). */
void markdown_blocks(struct arena *arena, const char *source, struct block **blocks, size_t *n, size_t *cap);

/* The same for a text that was printed before, as report.json has it: every line is a paragraph, one behind "### " a heading, and no
 * other mark means anything. */
void markdown_printed_blocks(struct arena *arena, const char *printed, struct block **blocks, size_t *n, size_t *cap);

/* `add` is called for every line with a mark that is neither paragraph nor heading: its number from 1 and what stands there. */
struct markdown_faults {
    void (*add)(void *context, int line, const char *names);
    void *context;
};
void markdown_marks(const char *source, struct markdown_faults faults);
/* Without the blanks around a line, the ideographic space with which paragraphs are often indented by hand included. */
const char *markdown_trim(const char *s, size_t *n);

#endif
