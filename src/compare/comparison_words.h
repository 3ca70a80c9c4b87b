/* The words and figures of a comparison as they are printed, made once here so that no two formats can disagree. */
#ifndef COMPARE_COMPARISON_WORDS_H
#define COMPARE_COMPARISON_WORDS_H
#include "compare/comparison.h"

enum { WORDS = 64 };

/* 57.14% */
char *percent_words(int hundredths, char buffer[WORDS]);
/* 57.14%, 12, 41; （57.14%） of few cases; — without numbers, 0/0 without cases, 有误 where the report contradicts itself. */
char *measure_words(enum indicator_unit unit, const struct measure *m, char buffer[WORDS]);
/* 41/60; of days the cases, of a count "". */
char *cases_words(enum indicator_unit unit, const struct measure *m, char buffer[WORDS]);
char *interval_words(const struct measure *m, char buffer[WORDS]);       /* 55.77%–78.69%, or "" */
char *rank_words(const struct measure *m, char buffer[WORDS]);           /* 3, 并列3, or "" */

char *deviation_words(int64_t thousandths, char buffer[WORDS]);           /* 12.28, -3.10 */

/* The following belong to the arena. */
const char *comparison_title(struct arena *a, const struct comparison *c);
/* The agency's name in that year, with （草稿） where its report is a draft. */
const char *entry_words(struct arena *a, const struct comparison *c, const struct comparison_entry *e);
const char *entry_short_words(struct arena *a, const struct comparison *c, const struct comparison_entry *e);
/* An outlier: 公开率 12.00%（6/50），全体 57.14%；比2024年… ; and its cell: requests/1/total 41/60（68.33%），全体12.00%。 */
const char *outlier_words(struct arena *a, const struct comparison *c, const struct outlier *o);
const char *outlier_cell_words(struct arena *a, const struct comparison *c, const struct outlier *o);
const char *outlier_against_words(struct arena *a, const struct comparison *c, const struct outlier *o);   /* 全体, 2024年 */

/* What was compared, in one sentence; how to read it; and cautions about the reports: drafts, mixed rules, files that could not be
 * read. */
const char *comparison_summary(struct arena *a, const struct comparison *c);
const char *const *comparison_method(struct arena *a, const struct comparison *c, size_t *n);
const char *const *comparison_cautions(struct arena *a, const struct comparison *c, size_t *n);

#endif
