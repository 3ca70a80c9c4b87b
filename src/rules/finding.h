/* A finding: the result of a check for one place (docs/checks.md).
 *
 * findings_sort gives a stable order: by standing (须改正 first), then those on a figure, then class, id, place. Strings live in the list's arena. A finding
 * never holds a personal value.
 */
#ifndef RULES_FINDING_H
#define RULES_FINDING_H
#include "base/memory.h"
#include "form/report.h"
#include <stdbool.h>
#include <stdint.h>

enum finding_class { CLASS_SYNTAX, CLASS_VALIDITY, CLASS_IDENTITY, CLASS_CONTINUITY, CLASS_HIERARCHY, CLASS_TIMELINESS, CLASS_QUALITY, CLASS_MACRO };
enum finding_severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_HINT };
enum finding_state { STATE_FAIL, STATE_DISPUTED, STATE_NOT_ASSESSABLE, STATE_WAIVED };
/* How a finding counts in all lists and totals, and the order of lists. Each finding has one standing. */
enum finding_standing {
    STANDING_BLOCKING, STANDING_LATE, STANDING_ERROR, STANDING_WARNING, STANDING_DISPUTED, STANDING_HINT, STANDING_WAIVED, STANDING_NOT_ASSESSABLE,
    FINDING_STANDINGS
};

struct finding {
    const char *id;
    enum finding_class class;
    enum finding_severity severity;
    enum finding_state state;
    bool blocking, late;                               /* late: an answer over its limit */
    const char *agency;                                /* its code, else its name; NULL when there is only the run */
    const char *table, *file;                          /* ledger table id; file as the user named it; each may be NULL */
    int64_t row;                                       /* line in the file or sheet, 0 = none */
    bool sheet;                                        /* the file is a sheet of a workbook … */
    int sheet_column;                                  /* … and this its column, from 1; 0 = not known (findings_place) */
    const char *column, *key, *cell;                   /* heading; row's key; cell address; each may be NULL */
    const char *cell_name;                             /* 新收/总计 beside requests/new/total; NULL = none (findings_name) */
    const char *value, *expected;                      /* what stands there, what would be right; each may be NULL */
    const char *department;                            /* 承办部门 of the record; NULL = not known (departments_fill) */
    const char *article, *message, *advice;            /* never NULL */
    /* Of a broken equation, else NULL: the address of its last cell, which names it; its name for people; its sides; which cells to change.
     * The message has all of it. */
    const char *line, *line_name, *left, *right, *mending;
};

struct findings {
    struct arena arena;
    struct finding *list;
    size_t n, cap;
};

/* Copies f and its strings. */
void findings_add(struct findings *all, const struct finding *f);
void findings_sort(struct findings *all);
void findings_release(struct findings *all);
struct finding_counts findings_count(const struct findings *all);       /* by standing */
/* Sets the column of findings in sheets, of which a check knows only file, row and heading. */
struct sheet_places;
void findings_place(struct findings *all, const struct sheet_places *places);

/* Sets the names of cells, which belong to the form (NULL: no names), and puts them before addresses in the messages. */
void findings_name(struct findings *all, const struct form *form);

const char *finding_class_id(enum finding_class c);        /* "validity" */
const char *finding_class_name(enum finding_class c);      /* 有效性 */
const char *finding_severity_id(enum finding_severity s);  /* "error" */
const char *finding_severity_name(enum finding_severity s);/* 错误 */
enum finding_standing finding_standing(const struct finding *f);
bool finding_on_figure(const struct finding *f);           /* whether it is about a number of the report, and names its cell */
const char *finding_standing_name(enum finding_standing s);/* 须改正 */
const char *finding_state_id(enum finding_state s);        /* "fail" */

#endif
