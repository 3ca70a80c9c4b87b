/* The parts of a summed report: which agencies handed a report in and which did not, and the numbers of each.
 *
 * A filing is an agency that reports to the government, or a report of an agency that is not in its tree. Parts are the
 * filings that are summed, in the order of the filings; for every cell of the form a part has a number, or none where its
 * own report left the cell empty.
 *
 *     for (size_t p = 0; p < r->rollup->n_parts; p++) {
 *         const struct decimal *n = rollup_number(r->rollup, p, table, slot);   // NULL: empty there
 *         …
 *     }
 *
 * Everything belongs to the arena of the report it stands in.
 */
#ifndef FORM_ROLLUP_H
#define FORM_ROLLUP_H
#include "base/decimal.h"
#include "base/memory.h"
#include "calendar/civil.h"
#include <stdbool.h>
#include <stddef.h>

/* How an agency stands against its limit: 31 January, 20 February, 10 March or 31 March (条例第四十九条; docs/zh/汇总.md). */
enum filing_state {
    FILING_IN_TIME,
    FILING_GRACE,                                      /* on the first working day behind a limit that is a rest day */
    FILING_LATE,
    FILING_UNDATED,                                    /* here, but the day when it came is not recorded */
    FILING_MISSING,
    FILING_PENDING,                                    /* not here, and its limit is not over */
    FILING_UNREAD,                                     /* handed in, but cannot be read: to be saved anew, not to be asked for */
    FILING_MERGED,                                     /* closed in the year; its successor reports for it */
    FILING_LEFT_OUT,                                   /* not summed here: vertical, public enterprise, below a bureau … */
    FILING_UNKNOWN,                                    /* of an agency that is not in the tree */
    FILING_STATES
};

struct filing {
    int64_t agency;                                    /* in the store; 0 = not in the tree */
    const char *code, *name;                           /* code may be NULL */
    const char *apart;                                 /* the name with the code behind it, where another agency of the tree has that name; NULL = none has: filing_shown */
    enum filing_state state;
    const char *standing;                              /* where it stands in the tree: an id of superior/agency_tree.h */
    const char *why;                                   /* why it is not summed, for people; of UNREAD what to do about it; NULL when it is or will be */
    int64_t above;                                     /* whose report holds its numbers; 0 = none */
    bool counted, zero, twice, draft;                  /* summed; all cells 0; handed in twice; a draft */
    int due, submitted, published;                     /* civil days, or NO_DAY */
    const char *file, *other_file;                     /* the report that counts; the others of this agency, 、 between them; NULL = none */
    const char *unread;                                /* files that were handed in and could not be read, 、 between them; NULL = none */
    int others;
    const char *said;                                  /* 机关代码 … or 机关名称 … of the report, where the tree does not know it; NULL = it does */
    const char *as_of;                                 /* the day it was made, ISO; NULL where it does not say */
    const char *form_hash, *rules_hash, *calendar_hash;/* what it was made with; NULL likewise */
    const char *contact, *phone;                       /* whom to ask for the report, of the tree; NULL = not known */
    int64_t blocking, unequal;                         /* findings on it: all that block, and broken identities */
};

/* A file that was not read and belongs to no agency as far as can be seen, or a copy of one that was read. */
struct rollup_aside { const char *file, *why, *agency; };       /* agency: whose report was read from another file; NULL = not known whose */
struct rollup_note { const struct filing *filing; const char *address, *text; };

/* An agency that moved a total since last year: with the numbers of both years, or of one. */
struct rollup_mover {
    const char *name, *only;                           /* name: told apart by the code like a filing's; only: why one year is missing (新成立, 今年缺报); NULL = both are there */
    int part;                                          /* place in parts; -1 = not summed this year */
    const struct decimal *last;                        /* like a part's row of numbers; NULL = not summed last year */
};
/* without: in which year the agency left the cell blank (今年没有这个数), so that `by` is no change of the number; NULL = in neither. */
struct rollup_move { const struct rollup_mover *mover; struct decimal by; const char *without; };
/* What is known of last year. `movers` stand in the order of the ledger. */
struct rollup_last {
    struct rollup_mover *movers;
    size_t n;
    const struct decimal *own;                         /* the government's own report; NULL = there is none */
    const bool *known;                                 /* by slot, as in `numbers`: last year's form has the cell */
};

struct rollup {
    struct filing *filings;
    size_t n_filings;
    const struct filing **parts;
    size_t n_parts;
    struct decimal *numbers;                           /* n_parts × n_slots; a scale below 0 = empty */
    size_t n_slots;
    const size_t *first;                               /* by table: its first slot in a part's row */
    struct rollup_aside *asides;
    size_t n_asides;
    struct rollup_note *notes;                         /* printed notes of the parts' cells: listed, never summed */
    size_t n_notes;
    struct source_line *sources;                       /* equations that do not hold in parts (form/sources.h) */
    size_t n_sources;
    const struct rollup_last *last;                    /* NULL: no agency's report of last year is there */
};

const struct decimal *rollup_number(const struct rollup *r, size_t part, size_t table, size_t slot);
/* Who moved a cell since last year, of whom *n there are: the largest move first, equal ones in the order of movers. *before is the sum
 * of last year, *by the sum of all moves; empty cells count as 0. NULL where last year's form lacks the cell or numbers are out of range. */
const struct rollup_move *rollup_moves(struct arena *arena, const struct rollup *r, size_t table, size_t slot, size_t *n, struct decimal *before, struct decimal *by);
const char *filing_shown(const struct filing *f);       /* for people */
const char *filing_state_id(enum filing_state s);      /* "in_time" */
const char *filing_state_name(enum filing_state s);    /* 按时 */

#endif
