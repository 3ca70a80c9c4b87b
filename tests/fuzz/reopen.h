/* A document that was written, opened again: it must be whole, and its texts are kept in their order. */
#ifndef TESTS_FUZZ_REOPEN_H
#define TESTS_FUZZ_REOPEN_H
#include "base/memory.h"
#include "base/text.h"

/* What may reach a driver: it came through a door, of a cell, a file or a form. */
bool passes_door(const char *s);

struct reopened {
    struct arena arena;
    const char **texts;                                /* cells, strings of JSON, words between tags */
    size_t n, cap;
    struct text joined;                                /* all of them, one behind the other, without line breaks */
};

/* The kind is told by the name's ending. Of a PDF no texts are taken. */
void reopen_document(struct reopened *r, const char *folder, const char *name);
bool reopened_has(const struct reopened *r, const char *text);
void reopened_release(struct reopened *r);

#endif
