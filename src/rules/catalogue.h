/* The catalogue of checks: a record for each check, in a file of its own under report_templates/rules.
 *
 * The findings of a check come from reading the ledger (the reader names the id with the place), from the identities of the form
 * (one generic rule), or from a query that returns the offending rows (docs/checks.md). Everything that people read about a
 * check stands in its record: class, severity, article, message, advice.
 */
#ifndef RULES_CATALOGUE_H
#define RULES_CATALOGUE_H
#include "base/diag.h"
#include "base/digest.h"
#include "rules/finding.h"

enum rule_found { FOUND_READING, FOUND_IDENTITY, FOUND_QUERY };
/* What a check runs on: an agency's report from its ledger; a submitted report; the sum of submitted reports; an agency's report from its
 * own totals, without a ledger, on which those for submitted reports run too. */
enum rule_scope { SCOPE_LEDGER = 1, SCOPE_SUBMISSION = 2, SCOPE_ROLLUP = 4, SCOPE_TOTALS = 8 };

struct rule {
    const char *id;
    enum finding_class class;
    enum finding_severity severity;
    bool never_blocks;                                 /* even where its class blocks: catalogue, proposals, duties, texts */
    bool late;                                         /* an answer over its limit: counted separately */
    enum rule_found found;
    unsigned scopes;                                   /* of queries: enum rule_scope, added; identities hold for every set of cells */
    const char *article, *message, *advice;
    const char *earlier;                               /* article of the earlier regulation, for requests and years under it; "none": not run; NULL: as article */
    const char **forms;                                /* ids; none = every form */
    size_t n_forms;
    const char **tables;                               /* ledger tables that it needs; without them it is not assessable */
    size_t n_tables;
    const char **columns;                              /* columns that it needs: requests.contact */
    size_t n_columns;
    const char **last_rows;                            /* rows that the form of the year before must have: requests/carried_out */
    size_t n_last_rows;
    bool needs_last_year, needs_last_texts, needs_level;   /* last year's cells, its words; the agency's kind and level */
    const char *query, *file;                          /* query NULL unless FOUND_QUERY */
    int line;
    const char *proof;                                 /* a query over data/lists that must return no row; NULL = none */
    int proof_line;
};

/* From about.yaml: the meaning of the first letter of ids; and ids that were left out because no record of a ledger can decide them. */
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

/* A finding with the words of the record; the caller adds the place. Blocking follows from class and severity. */
struct finding rule_finding(const struct rule *rule);
/* Sets the severity (never above the record's) and, with it, whether the finding blocks. */
void finding_lower(struct finding *f, const struct rule *rule, enum finding_severity severity);

#endif
