/* What a report's title says: 某某局2025年政府信息公开工作年度报告, on one line or on two, the year in front, in the
 * middle or in brackets at the end, in digits or in Chinese numerals. */
#ifndef SUBMISSION_TITLE_H
#define SUBMISSION_TITLE_H
#include "base/memory.h"
#include <stdbool.h>

struct title { const char *name; int year; };          /* name NULL, year 0 where the title does not say */

/* Whether the text is a title; `name` then belongs to the arena. A sentence that speaks of a report is none. */
bool title_read(struct arena *arena, const char *text, struct title *out);
/* The year that the name of a file or folder holds (2025), or 0. A day (2026-01-15, 2026年1月) and a number (第2019号) are no year. */
int title_year(const char *text);
/* The year that such a name holds besides `year`, or 0; *own: it names `year` too. */
int title_other_year(const char *text, int year, bool *own);

#endif
