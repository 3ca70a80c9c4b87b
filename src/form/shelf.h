/* The forms under report_templates, each loaded once, found by id or by the year they are for. */
#ifndef FORM_SHELF_H
#define FORM_SHELF_H
#include "form/form.h"

struct form_shelf;
struct form_shelf *form_shelf_new(const char *root);
void form_shelf_free(struct form_shelf *shelf);        /* and all its forms */
MUST_CHECK bool form_shelf_id(struct form_shelf *shelf, const char *id, const struct form **form, struct diag *diag);
/* The ids of all forms of the shelf, in their order; they live as long as it. */
MUST_CHECK bool form_shelf_ids(struct form_shelf *shelf, const char ***ids, size_t *n, struct diag *diag);
/* *form is NULL where no form is for that year. `preferred` settles between two that began in one year (form_of_year). */
MUST_CHECK bool form_shelf_year(struct form_shelf *shelf, int year, const char *preferred, const struct form **form, struct diag *diag);

/* What the readers of reports make of a form of the shelf: made at the first call, and released with the form. All calls have the same `make`. */
const void *form_shelf_made(struct form_shelf *shelf, const struct form *form, void *(*make)(const struct form *), void (*release)(void *));

#endif
