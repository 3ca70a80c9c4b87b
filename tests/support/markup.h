/* Pages that are written from a document, and what must stand in them.
 *
 *     char *page = page_of(&d, NULL);
 *     is_well_formed(strchr(page, '\n'));            // behind the document type
 *     HAS(page, "<h1>样本文件</h1>", "<p>开头的话。</p>");
 *     free(page);
 */
#ifndef TESTS_MARKUP_H
#define TESTS_MARKUP_H
#include "documents/document.h"

/* The bytes, NUL-terminated, and their number (NULL = not asked for). Releases the document. */
char *page_of(struct document *d, size_t *n);

void is_well_formed(const char *xml);
void has_all(const char *text, const char *const *wanted, size_t n);
#define HAS(text, ...) has_all(text, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

#endif
