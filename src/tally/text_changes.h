/* An agency's printed texts beside last year's, one part for each section of text that both years have. Personal values are blacked out. */
#ifndef TALLY_TEXT_CHANGES_H
#define TALLY_TEXT_CHANGES_H
#include "base/diag.h"
#include "form/form.h"
#include "store/store.h"
#include "tally/sentences.h"

struct text_part { const char *heading; struct sentence_pairs pairs; };
struct text_changes { const char *agency; struct text_part *parts; size_t n; };    /* the agency's name and the headings are borrowed */

/* n is 0 where last year's texts are not known. */
MUST_CHECK bool text_changes_read(struct text_changes *c, struct store *store, const struct form *form, int64_t agency, const char *name, int year, struct diag *diag);
void text_changes_release(struct text_changes *c);

#endif
