/* What stands before the first section of a report, taken apart: 草稿 lines, the title, the preamble.
 *
 *     struct opening o = opening_of(&arena, submission_preamble(s));
 *     if (o.title) …                                     // 某某局2025年政府信息公开工作年度报告
 */
#ifndef SUBMISSION_OPENING_H
#define SUBMISSION_OPENING_H
#include "base/memory.h"

/* Paragraphs with \n between; each NULL = none. The strings belong to the arena. */
struct opening {
    const char *before, *title, *preamble;             /* before: what is above the title; where no title is found all is preamble */
};

/* The title is the first that says agency and year, on up to three lines. Marks of a draft are left out. `words` may be NULL. */
struct opening opening_of(struct arena *arena, const char *words);

#endif
