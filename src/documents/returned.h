/* 退回记录.json: what was returned to which agency, and of which report, so that the letter on the next one says what was mended.
 *
 * An agency's last round is that of the report which was returned last; `before` is the round of the report that this one replaced. As long
 * as the report is the same file, both stay as they are, and so does the letter.
 *
 *     struct returned all = {0};
 *     returned_read(&all, "out/…/退回记录.json", 2025);          // false: not there, or none of ours
 *     const struct returned_agency *a = returned_of(&all, code, name);
 *     returned_release(&all);
 */
#ifndef DOCUMENTS_RETURNED_H
#define DOCUMENTS_RETURNED_H
#include "base/intern.h"
#include "base/outdir.h"
#include "documents/defects.h"

#define RETURNED_FILE "退回记录.json"

struct returned_defect { const char *place, *what; const char **keys; size_t n_keys; };      /* place may be NULL */
struct returned_round {
    const char *sha256;                                /* of the report's file; NULL = there was no such round */
    int day;                                           /* of the letter */
    const char *stamp;                                 /* that its files bear */
    struct returned_defect *faults;
    size_t n;
};
struct returned_agency { const char *code, *name; struct returned_round now, before; };
struct returned {
    struct arena arena;
    struct returned_agency *list;
    size_t n, cap;
    struct intern *at;                                 /* by code or name; the number is the place in the list + 1 */
};

/* Takes in what a run before has written for `year`. */
bool returned_read(struct returned *all, const char *path, int year);
const struct returned_agency *returned_of(const struct returned *all, const char *code, const char *name);      /* NULL = none */
/* Copies everything. An agency is added once. */
void returned_add(struct returned *all, const struct returned_agency *agency);
/* The round of a report with these faults; borrows from them and from `a`. */
struct returned_round returned_round_of(struct arena *a, const struct defects *faults, const char *sha256, int day, const char *stamp);
bool returned_has(const struct returned_round *round, const char *const *keys, size_t n);       /* one of the keys */
bool returned_same(const struct returned_round *a, const struct returned_round *b);             /* the same faults */
MUST_CHECK bool returned_write(const struct returned *all, int year, struct outdir *out, struct diag *diag);
void returned_release(struct returned *all);

#endif
