/* The agency and the year in a report's title: 某某局2025年政府信息公开工作年度报告, on one line or on two, the year in front, in
 * the middle or in brackets at the end, in digits or in Chinese numerals. */
#ifndef SUBMISSION_TITLE_H
#define SUBMISSION_TITLE_H
#include "base/memory.h"
#include <stdbool.h>

struct title { const char *name; int year; };          /* name NULL, year 0 where the title does not say */

/* Whether the text is a title; `name` then belongs to the arena. A sentence about a report is no title. */
bool title_read(struct arena *arena, const char *text, struct title *out);
/* The year in the name of a file or folder (2025), or 0. A day (2026-01-15, 2026年1月) or a number (第2019号) is no year. */
int title_year(const char *text);
/* A year in such a name other than `year`, or 0; *own: the name has `year` too. */
int title_other_year(const char *text, int year, bool *own);

#endif
