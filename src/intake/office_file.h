/* What the office has answered about headings and words, as its own file of headings (--headings; docs/ledger.md): next year nothing of it
 * is asked again. Answers about single rows, sheets and years are not in it.
 */
#ifndef INTAKE_OFFICE_FILE_H
#define INTAKE_OFFICE_FILE_H
#include "intake/intake.h"

/* Adds the lines of the file to `out`; returns how many answers stand in it. */
size_t office_file(struct intake *k, struct text *out);

#endif
