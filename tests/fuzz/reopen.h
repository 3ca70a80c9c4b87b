/* Opens a written document again: it must be whole. Keeps its texts in their order. */
#ifndef TESTS_FUZZ_REOPEN_H
#define TESTS_FUZZ_REOPEN_H
#include "base/memory.h"
#include "base/text.h"

/* Whether a text may reach a driver: the readers of cells, files and forms accept it. */
bool passes_door(const char *s);

struct reopened {
    struct arena arena;
    const char **texts;                                /* cells, strings of JSON, words between tags */
    size_t n, cap;
    struct text joined;                                /* all of them joined, without line breaks */
};

/* The ending of the name gives the kind. A PDF gives no texts. */
void reopen_document(struct reopened *r, const char *folder, const char *name);
bool reopened_has(const struct reopened *r, const char *text);
void reopened_release(struct reopened *r);

#endif
