/* A folder with the sample report in every format, and how its files are judged (reopen/document.h).
 *
 *     sound("年报.pdf")                               // else the diag says why not
 *     bytes_sound("年报.pdf", bytes, n)               // after they have been written there
 */
#ifndef TESTS_WRITTEN_DOCUMENTS_H
#define TESTS_WRITTEN_DOCUMENTS_H
#include "reopen/document.h"

enum { NAMES = 11 };
extern const char *const names[NAMES];
extern char *folder;
extern struct diag diag;

/* For the group of tests: a folder with all the documents, or an empty one. */
int documents_write(void **state);
int documents_folder(void **state);
int documents_remove(void **state);

/* Until the next call. */
const char *document_path(const char *name);
bool sound(const char *name);
bool bytes_sound(const char *name, const void *bytes, size_t n);
bool text_sound(const char *name, const char *text);

#endif
