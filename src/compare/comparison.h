/* Agencies side by side for a year, and years side by side for an agency.
 *
 * comparison_add takes only the numbers that the indicators need out of a submission, so memory holds no more of each agency's
 * year than is printed. comparison_finish sorts (years from the latest, agencies by code), groups, pools, ranks, finds outliers,
 * says what changed, and which agencies to look at first. The result does not depend on the order of adding.
 *
 * How a share is judged (docs/zh/比较.md):
 *  - An agency is compared with its group: agencies of one kind and level (peers.h). A group that is too small is shown and not judged.
 *  - A share of fewer cases than settings.cases is shown as few. In the latest year such a share is judged together with the year
 *    before, and one more, as far as settings.pooled and unbroken years go. What is too few then is not judged.
 *  - What is judged is ranked in its group, and compared with the group's cases of the same years.
 *  - A measure with a cell that must be corrected (comparison_add_fault) is doubtful: shown with a mark, neither judged nor in any sum.
 *
 *     struct comparison *c = comparison_new(indicators, NULL, &settings);
 *     size_t report = comparison_add(c, &submission, &digests);       // for each
 *     comparison_add_fault(c, report, &fault);        // for each finding on it that must be corrected
 *     comparison_finish(c);
 *     if (!c->n_doubles) … render …
 *     comparison_free(c);
 */
#ifndef COMPARE_COMPARISON_H
#define COMPARE_COMPARISON_H
#include "base/apart.h"
#include "compare/fraction.h"
#include "compare/indicators.h"
#include "compare/peers.h"

enum measure_state {
    MEASURE_ABSENT,                                    /* the report does not have the numbers, or its form has no such indicator: — */
    MEASURE_BLANK,                                     /* one of its cells was left blank, which is no 0: 未填, in no sum */
    MEASURE_BROKEN,                                    /* the part is larger than the whole, or negative: the report contradicts itself */
    MEASURE_DOUBTFUL,                                  /* has its cases and rate, but one of its cells must be corrected: shown with ※ */
    MEASURE_NOTHING,                                   /* a share of no cases */
    MEASURE_FEW,                                       /* of its own year's cases; judged.years may be more than 1 all the same */
    MEASURE_ENOUGH
};
/* What a share is ranked and compared by. */
struct judged {
    int years;                                         /* 0: not judged; 1: the year alone; 2, 3 …: so many years up to this one, together */
    struct fraction cases;                             /* of these years together */
    int rate;                                          /* hundredths of a percent */
    struct interval interval;
    int rank, tied;                                    /* in the group: from 1; how many have that rank. 0: the group is not judged */
    int64_t distance;                                  /* from the group's share of the same years, thousandths of a standard deviation: of
                                                          chance, in a group of settings.spread agencies of its own spread where that is more */
};
struct measure {
    enum measure_state state;
    struct fraction cases;                             /* percent: part of whole; days: so many days, of so many cases; count: the part */
    int rate;                                          /* of a percent: hundredths, of its own year */
    struct judged judged;                              /* of an agency's percent */
};

/* Agencies of one kind and level, in the order of peers.yaml; those of no known kind come last. */
struct comparison_group {
    const char *id, *label;                            /* department.4, 县级部门; other, 其他机关; other, 全部机关 where no kind is known */
    size_t n;                                          /* its agencies that have a report of the latest year */
    bool judged;                                       /* false: too few agencies, or of no known kind: not ranked, no outliers */
    size_t *enough;                                    /* by indicator: how many of them are judged in the latest year. 0 of a percent:
                                                          say 件数不足，只列数 once instead of empty columns */
    bool any;                                          /* enough of any indicator */
};

struct comparison_agency {
    const char *code, *name;                           /* code NULL where no submission gives one */
    const char *shown;                                 /* the name, and the code behind it where another agency has that name (base/apart.h) */
    size_t group;
};
/* A finding that must be corrected before the report counts. */
struct comparison_fault {
    const char *check, *text;                          /* id of the check; what is wrong and what to do, in one sentence */
    const char *address, *name;                        /* the cell: requests/3/total, its Chinese name; each may be NULL */
};
struct comparison_entry {                              /* one agency's year */
    size_t agency, year;                               /* places in the lists */
    const char *path, *shown;                          /* as found, for messages; and as documents print it */
    const char *form, *form_hash, *rules_hash, *calendar_hash, *program;      /* hashes, program NULL where not known */
    bool draft;
    size_t blocking;                                   /* findings that must be corrected; name it with （有N处须改正） */
    struct comparison_fault *faults;                   /* the first FAULTS_KEPT of them */
    size_t n_faults;
    struct digests digests;                            /* of the file */
    struct measure *measures;                          /* indicators->n */
    int64_t *terms;                                    /* indicators->n × most_terms: the numerator's cells, signed */
};
enum { FAULTS_KEPT = 3 };
struct comparison_year {
    int year;
    size_t n, drafts, faulty, blank;                   /* submissions; those of them with blocking findings; with a MEASURE_BLANK */
    struct measure *pooled;                            /* of all cases together; a median cannot be pooled and is absent */
};
/* A share that stands out, and the cell behind it: of the numerator's cells the one whose share is furthest off. */
struct outlier {
    size_t entry, before;                              /* before: of the year compared with; NO_ENTRY against the group */
    size_t indicator;
    int64_t distance;
    const char *address, *name;                        /* name 予以公开/总计; NULL = none */
    int64_t value, whole;                              /* of the entry in the years that are judged: value of whole cases */
    struct fraction other;                             /* the same cell of the group, or of the year before */
};
/* An agency without a report of the latest year. */
struct comparison_missing {
    const char *code, *name, *shown;                   /* code may be NULL; shown as of an agency */
    size_t group;
    int last;                                          /* the year of its latest report; 0: none was given */
};

/* How much of the change of the whole, between the two latest years, each agency makes. They add up to it exactly.
 * With K/N the share of all (0: the year before, 1: the latest) and k/n the agency's, R = K0/N0: (k1 − R·n1)/N1 − (k0 − R·n0)/N0.
 * Of a count: the difference. */
enum contribution_kind {
    CONTRIBUTION_BOTH,
    CONTRIBUTION_CAME, CONTRIBUTION_WENT               /* it has usable numbers in one of the years only: no report, blank, or doubtful */
};
struct contribution {
    size_t agency;
    enum contribution_kind kind;
    struct fraction before, now;                       /* 0/0 where it has none; of a count the part */
    int64_t amount;                                    /* rounded: hundredths of a percentage point; of a count pieces */
};
struct comparison_change {
    size_t indicator;                                  /* a charted share, or a count */
    struct fraction before, now;                       /* of all */
    int64_t amount;                                    /* as of a contribution */
    struct contribution *list;                         /* BOTH, then those of one year only; of each the largest first. BOTH of 0 are left out */
    size_t n, came, went;                              /* came, went: agencies of one year only, whatever they contribute */
    size_t unreported, blank;                          /* of these: no report of the other year; its report has a blank cell. The others are doubtful or the like */
    int64_t apart;                                     /* what came and went contribute together, as amount: no agency's own number changed by it */
    bool told;                                         /* false: nothing changed, or a share of all is of too few cases. Documents pass it over */
};

/* Agencies to look at first. One line an agency and cause, those to act on first. */
enum first_cause { FIRST_FAULTY, FIRST_ALERT, FIRST_WORSE, FIRST_PEERS, FIRST_YEARS, FIRST_CAUSES };
struct comparison_first {
    size_t entry;                                      /* of the latest year */
    enum first_cause cause;                            /* must be corrected; a count that should be 0; worse than peers; unlike peers; unlike
                                                          its year before */
    size_t indicator;                                  /* NO_ENTRY of FIRST_FAULTY */
    const char *why;                                   /* a sentence to be read aloud, without the agency's name */
    const char *address, *name;                        /* the cell to look at; each may be NULL */
    int64_t value, whole;                              /* of the cell; whole 0 = none */
    struct fraction other;                             /* the same cell of the peers, or of the year before; whole 0 = none */
};

/* How many submissions were made by the same form, rules, calendar or program: those made by different ones are not quite comparable.
 * mixed: two of its label are known. */
struct comparison_set { const char *label, *value; size_t n; bool mixed; };           /* value NULL: not said */
struct comparison_table { const char *shown; struct digests digests; };       /* a table of agencies that was read */
struct comparison_double { const char *name, *first, *second; int year; };
#define NO_ENTRY ((size_t)-1)

struct comparison_settings {
    int64_t cases, outlier;                            /* compare.cases; compare.outlier: thousandths of a standard deviation */
    size_t peers;                                      /* compare.peers: agencies of a group that is judged, at least */
    int pooled;                                        /* compare.pooled: years together, at most */
    size_t spread;                                     /* compare.spread: judged agencies of a group whose own spread is measured, at least */
    size_t first;                                      /* compare.first: lines of what to look at first, at most */
};

struct comparison {
    struct arena arena;
    const struct indicators *indicators;
    const struct peers *peers;
    struct comparison_settings settings;
    struct comparison_agency *agencies;
    size_t n_agencies, cap_agencies;
    struct comparison_group *groups;                   /* at least one */
    size_t n_groups;
    struct comparison_year *years;                     /* the latest first */
    size_t n_years, cap_years;
    struct comparison_entry *entries;                  /* by year, then agency */
    size_t n_entries, cap_entries;
    size_t *places;                                    /* n_agencies × n_years: the entry, or NO_ENTRY */
    struct measure *peers_pooled;                      /* comparison_peers */
    struct outlier *outliers;                          /* the furthest first */
    size_t n_outliers, cap_outliers;
    struct comparison_missing *missing;                /* by group, then code */
    size_t n_missing, cap_missing;
    bool tree;                                         /* agencies that should report were given: missing is complete */
    struct comparison_change *changes;                 /* none where there is one year, or a year between the two latest is missing */
    size_t n_changes;
    struct comparison_first *first;
    size_t n_first, more_first;                        /* more_first: further lines, for which settings.first leaves no room */
    struct comparison_table *tables;
    size_t n_tables, cap_tables;
    struct comparison_set *sets;
    size_t n_sets, cap_sets;
    struct comparison_double *doubles;                 /* an agency's year that came twice: not comparable */
    size_t n_doubles, cap_doubles;
    const char **unread;                               /* files that could not be read, as shown */
    size_t n_unread, cap_unread;
    struct expected_agency *expected;                  /* comparison_expect */
    size_t n_expected, cap_expected;
};

/* Indicators and peers must outlive it; without peers (NULL) all agencies are one group. */
struct comparison *comparison_new(const struct indicators *indicators, const struct peers *peers, const struct comparison_settings *settings);
void comparison_free(struct comparison *c);
/* Returns what comparison_add_fault names the report by, until comparison_finish. */
size_t comparison_add(struct comparison *c, const struct submission *s, const struct digests *digests);
/* A finding on a report that must be corrected. Each measure that uses its cell becomes doubtful. */
void comparison_add_fault(struct comparison *c, size_t report, const struct comparison_fault *fault);
/* A measure that uses the cell becomes doubtful, without one more finding: the other cells of a sum that does not hold. */
void comparison_add_doubt(struct comparison *c, size_t report, const char *address);
void comparison_add_unread(struct comparison *c, const char *shown);
/* An agency of the tree: its kind and level as codes of the ledger (B, 4; kind NULL, level 0: not given), and whether it has to report. */
void comparison_expect(struct comparison *c, const char *code, const char *name, const char *kind, int level, bool reports);
void comparison_add_table(struct comparison *c, const char *shown, const struct digests *digests);
/* Once, after the last addition. */
void comparison_finish(struct comparison *c);
/* The agency's entry of that year, or NULL. */
const struct comparison_entry *comparison_entry(const struct comparison *c, size_t agency, size_t year);
/* Whether one of its measures is MEASURE_BLANK. */
bool comparison_entry_blank(const struct comparison *c, const struct comparison_entry *e);
/* The cases of a group together, of `years` years (from 1) that end with the year at that place. */
const struct measure *comparison_peers(const struct comparison *c, size_t group, size_t year, int years, size_t indicator);
/* What an entry's rank or outlier is compared with: the group's cases of the years that are judged. NULL: not judged, or the group is not. */
const struct measure *comparison_peers_of(const struct comparison *c, const struct comparison_entry *e, size_t indicator);
bool comparison_mixed(const struct comparison *c);

#endif
