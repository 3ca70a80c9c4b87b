/* What is wrong with a report that was handed in, as a letter says it: an entry a cause, with its places.
 *
 * Equations that the same cells mend are one fault; so are findings of one check, standing and part of the report. Findings that no
 * letter has (letter_words.h), waived ones among them, are left out.
 *
 *     struct defects f = {0};
 *     defects_find(&f, words, catalogue, form, name, code, findings);       // findings must last as long as the faults
 *     defects_release(&f);
 */
#ifndef DOCUMENTS_DEFECTS_H
#define DOCUMENTS_DEFECTS_H
#include "documents/letter_words.h"
#include "rules/catalogue.h"

struct defect_place { const char *place, *said, *found, *expected; };   /* said: its own words, where the check's do not say all; each may be NULL */
struct defect {
    int level;                                         /* place in the letter's levels */
    enum finding_standing standing;
    const char *section;                               /* heading of the form's section; NULL = of no table */
    const char *id;                                    /* of the check; of several the first one */
    const char *what;                                  /* of the check or checks, without numbers: what is said of it later */
    const char *words;                                 /* what is wrong */
    const char *article, *advice, *mending;            /* mending: of equations, else NULL */
    bool certain;                                      /* equations that one set of cells mends: its places are those cells */
    struct defect_place *places;                        /* no two are the same */
    size_t n_places, cap_places;
    const char **keys;                                 /* of its findings: the same in the next report as long as the fault is the same */
    size_t n_keys, cap_keys;
};
struct defects {
    struct arena arena;
    struct defect *list;                                /* by level, then section as the form has them, else as the findings stand */
    size_t n, cap;
};

/* name, code: the agency's (code may be NULL), which is no place in its own report. */
void defects_find(struct defects *f, const struct letter_words *words, const struct catalogue *catalogue, const struct form *form, const char *name, const char *code,
                  const struct findings *findings);
void defects_release(struct defects *f);

#endif
