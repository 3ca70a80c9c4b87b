/* Problems of the data, each with its place.
 *
 * Readers collect problems here and go on, so that one run shows them all. A problem names a check of
 * the catalogue by its id (report_templates/rules), which adds class, article and advice when it becomes a finding.
 * Personal values never enter a problem: the reader puts PROBLEM_PERSONAL in their place.
 */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H
#include "base/memory.h"
#include <stdbool.h>
#include <stdint.h>

#define PROBLEM_PERSONAL "（个人信息，不显示）"

struct problem {
    const char *id;        /* a check of the catalogue: "A01" */
    const char *table;     /* id of a table of the ledger, or NULL */
    const char *file;      /* as the user named it, relative to the ledger */
    int64_t line;          /* physical line of a CSV file, from 1; 0 = the file as a whole */
    const char *column;    /* heading, or NULL */
    const char *cell;      /* address of the cell it is about, or NULL: requests/new/total */
    int sheet_column;      /* of a workbook's sheet: where that column stands, from 1; 0 = not known, or CSV */
    const char *key;       /* the row's key (受理编号 …), or NULL */
    const char *value;     /* what stands there, or NULL */
    const char *expected;  /* what would be right, or NULL */
    const char *text;      /* words for this case; NULL = the catalogue's message */
    bool lost;             /* a row or a file was left out because of it */
    bool unmade;           /* no fault: checks that could not be made */
    bool past;             /* of a report published before: it cannot be mended now, so a warning at most */
    bool refuses;          /* the run cannot count with this: exit code 2 */
    bool told;             /* the agency that handed the file over is told of it */
};

/* At most so many problems of one id are stored: no office mends more by hand, and a file of nothing but faults must not fill the
 * memory. A last one says that there are more; all are counted. */
enum { PROBLEMS_OF_ONE_ID = 10000 };

struct problems {
    struct arena arena;
    struct problem *list;
    size_t n, cap;
    size_t refusing, lost;                             /* of all */
    struct { const char *id; size_t n; } *ids;
    size_t n_ids, cap_ids;
    size_t *of_line, *next_of_line, n_chains;
};

/* Copies p and its strings; what is not plain in them becomes visible (characters_shown). */
void problems_add(struct problems *all, const struct problem *p);
/* The problems that lost this line of some file, in no order: the first one, then the one behind `after`; NULL behind the last. */
const struct problem *problems_lost(const struct problems *all, int64_t line, const struct problem *after);
void problems_release(struct problems *all);

#endif
