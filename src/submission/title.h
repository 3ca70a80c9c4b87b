/* The agency and the year in the title of a report or of its annex: 某某局2025年政府信息公开工作年度报告, on one line or on two, the year in front, in
 * the middle or in brackets at the end, in digits or in Chinese numerals. */
#ifndef SUBMISSION_TITLE_H
#define SUBMISSION_TITLE_H
#include "base/memory.h"
#include <stdbool.h>

struct title { const char *name; int year; };          /* name NULL, year 0 where the title does not say */

/* Whether the text is a title; `name` then belongs to the arena. A sentence about a report is no title. */
bool title_read(struct arena *arena, const char *text, struct title *out);
/* Whether it is the title of the annex of statistics: 某某局2018年政府信息公开情况统计表. */
bool title_is_annex(struct arena *arena, const char *text);
/* Who filled in a table, by the words over it: 填报单位（盖章）：某某局. Empty where the name is not in this text, NULL where it says nothing of it. */
const char *title_teller(struct arena *arena, const char *text);
/* The year in the name of a file or folder (2025), or 0. A day (2026-01-15, 2026年1月) or a number (第2019号) is no year. */
int title_year(const char *text);
/* A year in such a name other than `year`, or 0; *own: the name has `year` too. */
int title_other_year(const char *text, int year, bool *own);

#endif
