/* A report that somebody handed over: cells and words of a report.json (schema nianbao.report/1).
 *
 * Strings live in the submission's arena. Money is read as text; a number that is neither a whole number nor such a text
 * is refused, so nothing passes through a binary float.
 */
#ifndef GROUP_SUBMISSION_H
#define GROUP_SUBMISSION_H
#include "base/decimal.h"
#include "base/diag.h"
#include "base/memory.h"
#include <stddef.h>

struct submission_cell { const char *address; bool empty; struct decimal number; const char *shown; };
struct submission_text { const char *section, *markdown; };
struct submission {
    struct arena arena;
    const char *path, *code, *name, *form;             /* code may be NULL */
    int year;
    bool draft;
    struct submission_cell *cells;
    size_t n, cap;
    struct submission_text *texts;                     /* narrative of the sections that had one */
    size_t n_texts, cap_texts;
};

MUST_CHECK bool submission_read(struct submission *s, const char *path, struct diag *diag);
void submission_release(struct submission *s);
/* The report.json files at or below `path` (up to three folders deep: DIR/年/机关), sorted; none when there is none. */
MUST_CHECK bool submission_find(struct arena *arena, const char *path, const char ***files, size_t *n, struct diag *diag);

#endif
