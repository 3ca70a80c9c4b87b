/* The words and figures of a comparison as they are printed, made once here so that no two formats can disagree. */
#ifndef COMPARE_COMPARISON_WORDS_H
#define COMPARE_COMPARISON_WORDS_H
#include "compare/comparison.h"

enum { WORDS = 64 };

/* 57.14% */
char *percent_words(int hundredths, char buffer[WORDS]);
/* 57.14%, 12, 41; （57.14%） of few cases; 57.14%※ of doubtful ones; — without numbers, 未填 with a blank cell, 0/0 without cases, 有误 where the report
 * contradicts itself. */
char *measure_words(enum indicator_unit unit, const struct measure *m, char buffer[WORDS]);
/* 41/60; of days the cases, of a count "". */
char *cases_words(enum indicator_unit unit, const struct measure *m, char buffer[WORDS]);
/* What it is judged by: 57.14%, or 57.14%（近两年合计）; "" where it is not judged. Its cases 41/60, its interval 55.77%–78.69%, its rank
 * in the group 3 or 并列3; each "" where there is none. */
char *judged_words(const struct measure *m, char buffer[WORDS]);
char *judged_cases_words(const struct measure *m, char buffer[WORDS]);
char *interval_words(const struct measure *m, char buffer[WORDS]);
char *rank_words(const struct measure *m, char buffer[WORDS]);

char *deviation_words(int64_t thousandths, char buffer[WORDS]);           /* 12.28, -3.10 */

/* The following belong to the arena. */
const char *comparison_title(struct arena *a, const struct comparison *c);
/* The agency's name in that year, with （草稿） where its report is a draft, and （有3处须改正）. */
const char *entry_words(struct arena *a, const struct comparison *c, const struct comparison_entry *e);
const char *entry_short_words(struct arena *a, const struct comparison *c, const struct comparison_entry *e);
/* An outlier: 公开率 12.00%（6/50），同类 57.14%（…）；比2024年… ; and its cell: 予以公开/总计（requests/1/total）：41/60，68.33%；同类 12.00%. */
const char *outlier_words(struct arena *a, const struct comparison *c, const struct outlier *o);
const char *outlier_cell_words(struct arena *a, const struct comparison *c, const struct outlier *o);
const char *outlier_against_words(struct arena *a, const struct comparison *c, const struct outlier *o);   /* 同类, 2024年 */
/* The same in parts: the share that is compared, 12.00%; its cases, 6/50 or 6/50，近两年合计; and what it is compared with. */
struct outlier_figures { const char *own, *cases, *others, *other, *other_cases; };
struct outlier_figures outlier_figures(struct arena *a, const struct comparison *c, const struct outlier *o);

/* ---- groups ---- */

/* 县级部门（14个）; and why its agencies are not compared with each other, or NULL: 只有2个，不互相比较 … */
const char *group_words(struct arena *a, const struct comparison *c, size_t group);
const char *group_note(struct arena *a, const struct comparison *c, size_t group);
/* Of an indicator in a group nothing can be judged: to be said once, instead of empty columns of ranks and intervals. */
bool group_counts_only(const struct comparison *c, size_t group, size_t indicator);
extern const char counts_only_words[];                 /* 件数不足，只列数 */

/* ---- what changed ---- */

char *amount_words(enum indicator_unit unit, int64_t amount, char buffer[WORDS]);       /* +1.23个百分点, −3件, 0件 */
/* 公开率：2024年 40.00%（40/100），2025年 45.00%（45/100），+5.00个百分点，其中只有一年有数的2个机关 +1.00个百分点。 and who these are and why, or NULL. */
const char *change_words(struct arena *a, const struct comparison *c, const struct comparison_change *change);
const char *change_apart_words(struct arena *a, const struct comparison_change *change);       /* 只有一年有数的2个机关 */
const char *change_note(struct arena *a, const struct comparison *c, const struct comparison_change *change);
/* Of an agency: 40/100, 5; 无 without a report of that year; 1/8※, 有误, 未填, — where the report's number is in no sum. */
const char *contribution_cases_words(struct arena *a, const struct comparison *c, size_t indicator, const struct contribution *one, bool now);

/* ---- sentences ---- */

const char *first_cause_words(enum first_cause cause);  /* 须改正, 须问清, 比同类差, 与同类不同, 与上年不同 */
/* What was compared, in one sentence; how to read it; and cautions about the reports: files that could not be read, who is missing,
 * drafts, reports that must be corrected, mixed rules. */
const char *comparison_summary(struct arena *a, const struct comparison *c);
const char *const *comparison_method(struct arena *a, const struct comparison *c, size_t *n);
const char *const *comparison_cautions(struct arena *a, const struct comparison *c, size_t *n);
/* Who has no report of the latest year, at most so many by name, then 等 without a full stop; NULL where all have one. The caution
 * names MISSING_NAMED and refers to the annex. */
enum { MISSING_NAMED = 20 };
const char *comparison_missing_words(struct arena *a, const struct comparison *c, size_t most);
/* For an annex, one line each: reports that must be corrected, with their first findings; editions of forms, rules and calendars. */
const char *const *comparison_faults(struct arena *a, const struct comparison *c, size_t *n);
const char *const *comparison_editions(struct arena *a, const struct comparison *c, size_t *n);

#endif
