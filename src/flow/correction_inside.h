/* The parts of a correction: its words, the reasons, and what has changed. */
#ifndef FLOW_CORRECTION_INSIDE_H
#define FLOW_CORRECTION_INSIDE_H
#include "base/filling.h"
#include "flow/correction.h"

enum correction_text {
    CORRECTION_OPENING, CORRECTION_HEADS, CORRECTION_UNEXPLAINED = CORRECTION_HEADS + CORRECTION_COLUMNS, CORRECTION_SUM, CORRECTION_EMPTY, CORRECTION_REMOVED,
    CORRECTION_ADDED, CORRECTION_NOTE, CORRECTION_PARAGRAPH, CORRECTION_PARAGRAPH_REMOVED,
    CORRECTION_TEXTS
};
struct correction_words { const char *texts[CORRECTION_TEXTS]; };      /* in the arena that loaded them */
MUST_CHECK bool correction_words_load(struct correction_words *w, struct arena *a, const char *templates, struct diag *diag);

/* What differs between two reports of one form, in the order of the form: was, is and where. Strings belong to the report. */
void correction_compare(struct correction *c, const struct correction_words *words, const struct report *former, struct report *r);

/* Makes the words for people of what was and is. */
void correction_show(struct correction *c, const struct correction_words *words, struct report *r);

/* The reasons of a file, and 更正日期 where it says one. A key that is no cell or section of the form, or about nothing that has changed,
 * is refused with its line; so is a reason with a personal value, which would be published. */
MUST_CHECK bool correction_explain(struct correction *c, struct report *r, struct store *store, const char *path, struct diag *diag);

#endif
