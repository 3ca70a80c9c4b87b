/* Agencies side by side for a year, and years side by side for an agency.
 *
 * comparison_add takes only the numbers that the indicators need out of a submission, so memory holds no more of each agency's
 * year than is printed. comparison_finish sorts (years from the latest, agencies by code), pools, ranks and finds outliers. The
 * result does not depend on the order of adding.
 *
 * A share of fewer cases than `least` is shown but neither ranked nor judged. Ranks: see comparison_rank.c and
 * docs/zh/比较.md; agencies whose share lies within the interval of the best of them are tied.
 *
 *     struct comparison *c = comparison_new(indicators, 30, 3090);
 *     comparison_add(c, &submission, &digests);       // for each
 *     comparison_finish(c);
 *     if (!c->n_doubles) … render …
 *     comparison_free(c);
 */
#ifndef COMPARE_COMPARISON_H
#define COMPARE_COMPARISON_H
#include "compare/fraction.h"
#include "compare/indicators.h"

enum measure_state {
    MEASURE_ABSENT,                                    /* the report does not have the numbers */
    MEASURE_BROKEN,                                    /* the part is larger than the whole, or negative: the report contradicts itself */
    MEASURE_NOTHING,                                   /* a share of no cases */
    MEASURE_FEW,                                       /* shown, not judged */
    MEASURE_ENOUGH
};
struct measure {
    enum measure_state state;
    struct fraction cases;                             /* percent: part of whole; days: so many days, of so many cases; count: the part */
    int rate;                                          /* of a percent: hundredths */
    struct interval interval;                          /* of a percent with enough cases */
    int rank, tied;                                    /* of a percent with enough cases: from 1; how many have that rank */
    int64_t distance;                                  /* from the year's share of all, thousandths of a standard deviation */
};

struct comparison_agency { const char *code, *name; };         /* code NULL where no submission gives one */
struct comparison_entry {                              /* one agency's year */
    size_t agency, year;                               /* places in the lists */
    const char *path, *shown;                          /* as found, for messages; and as documents print it */
    const char *form, *form_hash, *rules_hash, *calendar_hash, *program;      /* hashes, program NULL where not known */
    bool draft;
    struct digests digests;                            /* of the file */
    struct measure *measures;                          /* indicators->n */
    int64_t *terms;                                    /* indicators->n × most_terms: the numerator's cells, signed */
};
struct comparison_year {
    int year;
    size_t n, drafts;                                  /* submissions */
    struct measure *pooled;                            /* of all cases together; a median cannot be pooled and is absent */
};
/* A share that stands out, and the cell behind it: of the numerator's cells the one whose share is furthest off. */
struct outlier {
    size_t entry, before;                              /* before: of the year compared with; NO_ENTRY against all of the year */
    size_t indicator;
    int64_t distance;
    const char *address, *name;                        /* name 予以公开/总计; NULL = none */
    int64_t value, whole;                              /* of the entry: value of whole cases */
    struct fraction other;                             /* the same cell of all, or of the year before */
};
/* How many submissions were made by the same form, rules, calendar or program: those made by different ones are not quite comparable. */
struct comparison_set { const char *label, *value; size_t n; bool mixed; };           /* value NULL: not said */
struct comparison_double { const char *name, *first, *second; int year; };
#define NO_ENTRY ((size_t)-1)

struct comparison {
    struct arena arena;
    const struct indicators *indicators;
    int64_t least, limit;                              /* cases; thousandths of a standard deviation */
    struct comparison_agency *agencies;
    size_t n_agencies, cap_agencies;
    struct comparison_year *years;                     /* the latest first */
    size_t n_years, cap_years;
    struct comparison_entry *entries;                  /* by year, then agency */
    size_t n_entries, cap_entries;
    size_t *places;                                    /* n_agencies × n_years: the entry, or NO_ENTRY */
    struct outlier *outliers;                          /* the furthest first */
    size_t n_outliers, cap_outliers;
    struct comparison_set *sets;
    size_t n_sets, cap_sets;
    struct comparison_double *doubles;                 /* an agency's year that came twice: not comparable */
    size_t n_doubles, cap_doubles;
    const char **unread;                               /* files that could not be read, as shown */
    size_t n_unread, cap_unread;
};

/* The indicators must outlive it. */
struct comparison *comparison_new(const struct indicators *indicators, int64_t least, int64_t limit);
void comparison_free(struct comparison *c);
void comparison_add(struct comparison *c, const struct submission *s, const struct digests *digests);
void comparison_add_unread(struct comparison *c, const char *shown);
/* Once, after the last addition. */
void comparison_finish(struct comparison *c);
/* The agency's entry of that year, or NULL. */
const struct comparison_entry *comparison_entry(const struct comparison *c, size_t agency, size_t year);
bool comparison_mixed(const struct comparison *c);

#endif
