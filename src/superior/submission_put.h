/* The cells and words of one submission, put into the store.
 *
 * Both belong into one transaction of the caller's (store_begin). `form` is the one that s names. false fills diag.
 */
#ifndef SUPERIOR_SUBMISSION_PUT_H
#define SUPERIOR_SUBMISSION_PUT_H
#include "form/form.h"
#include "store/store.h"
#include "submission/submission.h"

/* The cells, as set `set` of the agency, each with its file and its place there. Counts get scale 0, amounts six digits. */
MUST_CHECK bool submission_put_cells(struct store *store, const struct submission *s, const struct form *form, const char *set, int64_t agency, struct diag *diag);
/* The texts, paragraph by paragraph: as printed words of this year, or as last year's. */
MUST_CHECK bool submission_put_texts(struct store *store, const struct submission *s, int64_t agency, bool last_year, struct diag *diag);
/* What the agency says of itself in front of its report, where it may give its telephone; or NULL. */
const char *submission_preamble(const struct submission *s);

#endif
