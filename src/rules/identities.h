/* D01–D04: one generic check over the identities of the form, on every set of cells at hand; inside rules only. */
#ifndef RULES_IDENTITIES_H
#define RULES_IDENTITIES_H
#include "rules/rules.h"

MUST_CHECK bool identities_run(const struct rules_run *run, struct findings *findings, struct diag *diag);

#endif
