/* The objects of a PDF as libharu lays it out. */
#ifndef REOPEN_OBJECTS_INSIDE_H
#define REOPEN_OBJECTS_INSIDE_H
#include "base/diag.h"
#include <stddef.h>
#include <stdint.h>

/* A NUL that n does not count follows the bytes; `at` is the place of reading. */
struct object { int64_t number; size_t begin, end; };  /* begin 0: it is not used */
struct pdf {
    char *bytes;
    size_t n, at, table;
    struct object *objects, **order;                   /* by number; those in use, by place */
    int64_t n_objects;
    size_t n_used;
};

/* Proves header, table, objects and streams; to be released in any case. */
MUST_CHECK bool pdf_take_apart(struct pdf *p, const char *path, struct diag *diag);
void pdf_release(struct pdf *p);

#endif
