/* The names under which a workbook knows the cells of a form: T_requests_3_4_enterprise.
 *
 * The writer of workbooks defines them and the reader looks them up; this is the one place that makes them. Everything that a name may
 * not hold becomes _, and where two would meet the later one gets a number.
 *
 *     const char *const *names = cell_names(&arena, form);
 *     names[i]                                           // of the i-th slot, the tables' slots one after another
 */
#ifndef FORM_CELL_NAMES_H
#define FORM_CELL_NAMES_H
#include "form/form.h"

/* As many as form_slots counts; they belong to the arena. */
const char *const *cell_names(struct arena *arena, const struct form *form);
/* What a form that is filled in asks beside its tables (nianbao init --form), and the name of the cell of each answer. */
enum form_answer { ANSWER_AGENCY, ANSWER_CODE, ANSWER_YEAR, ANSWER_RECEIVED, FORM_ANSWERS };
extern const char *const answer_names[FORM_ANSWERS];
/* The slots of all tables. */
size_t form_slots(const struct form *form);

#endif
