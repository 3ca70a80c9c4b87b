/* Who in the house dealt with the record that a finding is about: its 承办部门, so that a clerk gets a list of their own. */
#ifndef RULES_DEPARTMENTS_H
#define RULES_DEPARTMENTS_H
#include "form/report.h"
#include "rules/finding.h"
#include "store/store.h"

/* Sets `department` of the findings on requests, their events and their disputes, by table and key. */
MUST_CHECK bool departments_fill(struct store *store, const struct report *report, struct findings *findings, struct diag *diag);

#endif
