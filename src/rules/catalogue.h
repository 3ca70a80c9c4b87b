/* The catalogue of checks: one record a check, one file a record under report_templates/rules.
 *
 * A check is found in one of three ways: while reading (the reader names the id with the place), by an identity of the
 * form (the one generic rule over them), or by a query that returns the offending rows (docs/checks.md). Everything
 * that people read about a check stands in its record: class, severity, article, message, advice.
 */
#ifndef RULES_CATALOGUE_H
#define RULES_CATALOGUE_H
#include "base/diag.h"
#include "base/digest.h"
#include "rules/finding.h"

enum rule_found { FOUND_READING, FOUND_IDENTITY, FOUND_QUERY };
/* What a check runs on: an agency's report from its ledger; a report that was handed over; the sum of such reports. */
enum rule_scope { SCOPE_LEDGER = 1, SCOPE_SUBMISSION = 2, SCOPE_ROLLUP = 4 };

struct rule {
    const char *id;
    enum finding_class class;
    enum finding_severity severity;
    bool never_blocks;                                 /* catalogue, proposals, duties, texts: whatever their class */
    bool late;                                         /* an answer that is over its limit: counted by itself */
    enum rule_found found;
    unsigned scopes;                                   /* of queries: enum rule_scope, added; identities hold for every set of cells */
    const char *article, *message, *advice;
    const char **forms;                                /* ids; none = every form */
    size_t n_forms;
    const char **tables;                               /* ledger tables without which it is not assessable */
    size_t n_tables;
    const char **columns;                              /* … and columns: requests.contact */
    size_t n_columns;
    bool needs_last_year, needs_last_texts, needs_level;   /* last year's cells, its words; the agency's kind and level */
    const char *query, *file;                          /* query NULL unless FOUND_QUERY */
    int line;
    const char *proof;                                 /* a query over the lists that must find nothing; NULL = none */
    int proof_line;
};

/* What the first letter of ids says, and ids of the specification that no record of a ledger can decide (about.yaml). */
struct rule_group { const char *letter, *name; };
struct rules_left_out { const char **ids; size_t n; const char *why; };

struct catalogue {
    struct arena arena;
    struct rule *rules;                                /* in the order of ids */
    size_t n;
    struct rule_group *groups;                         /* in the order of about.yaml */
    size_t n_groups;
    struct rules_left_out *left_out;
    size_t n_left_out;
    char hash[DIGEST_HEX];                             /* SHA-256 over the records */
};

MUST_CHECK bool catalogue_load(struct catalogue **catalogue, const char *dir, struct diag *diag);
void catalogue_free(struct catalogue *catalogue);
const struct rule *catalogue_rule(const struct catalogue *c, const char *id);      /* or NULL */

/* A finding that says what the record says; the caller adds the place. Blocking follows from class and severity. */
struct finding rule_finding(const struct rule *rule);
/* Sets the severity (never above the record's) and, with it, whether the finding blocks. */
void finding_lower(struct finding *f, const struct rule *rule, enum finding_severity severity);

#endif
