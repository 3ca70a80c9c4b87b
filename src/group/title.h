/* What a report's title says: 某某局2025年政府信息公开工作年度报告, on one line or on two, the year in front, in the
 * middle or in brackets at the end, in digits or in Chinese numerals. */
#ifndef GROUP_TITLE_H
#define GROUP_TITLE_H
#include "base/memory.h"
#include <stdbool.h>

struct title { const char *name; int year; };          /* name NULL, year 0 where the title does not say */

/* Whether the text is a title; `name` then belongs to the arena. A sentence that speaks of a report is none. */
bool title_read(struct arena *arena, const char *text, struct title *out);
/* The year that a file's name holds (2025), or 0. */
int title_year(const char *text);

#endif
