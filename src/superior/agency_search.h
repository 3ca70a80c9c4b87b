/* The agency that the words of a path, a title or a heading name.
 *
 * Words name an agency by its code, its name or one of its other names, or by a part of its name that no other agency has: 民政局
 * is 清河县民政局. Of several whole names in the words the longest counts; where two agencies fit equally well, none is named.
 *
 *     const struct agency_search search = {&arena, &agencies, &index};
 *     int64_t agency = agency_search_submission(&search, &submission);
 *
 * Agencies are rows of the ledger's table, 0 = none. What is looked up on the way goes into the arena.
 */
#ifndef SUPERIOR_AGENCY_SEARCH_H
#define SUPERIOR_AGENCY_SEARCH_H
#include "ledger/rows/row_source.h"
#include "submission/submission.h"
#include "superior/agency_tree.h"

/* The keys of all names, so that thousands of files are found among thousands of agencies. *index is made when it is first needed, and
 * belongs to those who search; the agencies must not change any more. */
struct agency_index;
struct agency_search { struct arena *arena; const struct ledger_agencies *agencies; struct agency_index **index; };
void agency_index_free(struct agency_index *index);    /* NULL is allowed */

/* The agency of a submission: by its code and name, else by the name of its file, else by its folders, else by its headings. */
int64_t agency_search_submission(const struct agency_search *s, const struct submission *sub);
/* The agency that the path of a report of `agency` names instead: the file, else the nearest folder that names one; 0 = none.
 * A folder may belong to an agency above or to the successor, and a file may be named after the government: these are no other. */
int64_t agency_search_other(const struct agency_search *s, const struct agency_tree *tree, const char *shown, int64_t agency, bool *folder);

#endif
