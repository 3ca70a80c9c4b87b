/* One cell of a ledger: the text that stands there → a value of its column's type (docs/zh/填写.md).
 *
 *     if (!value_read(&reader, column, cell, &v, &fault)) …          // fault says why, the row cannot be counted
 *     else if (fault.id) …                                          // read, but with a warning
 *
 * The words of a fault never quote the cell: the caller knows whether it may be shown, and adds it. A value that was written in
 * another way than the plain one leaves the kind of notation and the plain form in the reader.
 */
#ifndef LEDGER_VALUE_H
#define LEDGER_VALUE_H
#include "ledger/rows/row_source.h"
#include "ledger/values/fault.h"
#include "ledger/values/notation.h"
#include "ledger/values/personal.h"
#include "ledger/values/value_date.h"

/* What the times of a column say of one that may have slipped (value_time.h): it has slipped, since all of them have; uncertain, since
 * it is the only one among days without a time, or most but not all are like it; it is a time, since most others are none. */
enum times_tell { TIMES_SLIPPED, TIMES_UNCERTAIN, TIMES_ARE_TIMES };

/* How a short spelling of a list was read before: a column of codes has few. */
enum { VALUE_KNOWN_CODES = 64 };
struct known_code { const struct code_list *list; char spelling[24]; size_t n; int code, suggests; };

/* The months in which days were read before: 2025-03- and a day of two figures. */
enum { VALUE_KNOWN_MONTHS = 64, VALUE_MONTH = 8 };
struct known_month { char begins[VALUE_MONTH]; int first, days; };

struct value_reader {
    const struct row_context *context;
    enum times_tell (*times)(void *owner, const struct ledger_column *c);     /* NULL = TIMES_UNCERTAIN */
    void *owner;
    struct arena odd;                                  /* texts of the current row that had to be rewritten */
    struct text scratch;
    bool plain_characters;                             /* the cells of the current row have no others (base/characters.h); false: not known */
    enum date_system dates;                            /* how serials count, where the file tells */
    enum notation_kind notation;                       /* of the last value, if it was not the plain one … */
    struct text plain;                                 /* … which is this */
    struct slice looked_at;                            /* the key of the current row that was looked at last, or nothing … */
    struct personal_look look;                         /* … and what was seen */
    struct known_code known[VALUE_KNOWN_CODES];
    struct known_month months[VALUE_KNOWN_MONTHS];
    struct intern *agency_words;                       /* the agencies that cells have named; NULL = none yet … */
    int64_t *agency_ids;                               /* … by the number of the word */
    size_t cap_agency_ids;
};

void value_reader_release(struct value_reader *r);
/* Before each row: what the last one needed is given up. */
void value_reader_begin(struct value_reader *r);
/* `cell` is trimmed. A cell without a value gives VALUE_NONE and true. fault->id is NULL where all is well. Texts of *v
 * belong to the cell or to the reader. Columns of PERSONAL_LINK give VALUE_TEXT: the caller links. */
MUST_CHECK bool value_read(struct value_reader *r, const struct ledger_column *c, struct slice cell, struct value *v, struct fault *fault);
/* Empty, or one of the words for it: "/", "-", "—", "无", "待定"; NULL, NaN and their like of programs. */
enum { VALUE_LONGEST_ABSENT = 9 };                     /* bytes: UNDEFINED */
bool value_absent(struct slice cell);
/* What a spreadsheet leaves of a formula that failed, "#REF!", or of a column that was too narrow, "####". */
bool value_is_error(struct slice cell);
/* What one look at a cell of the current row tells; a key was looked at when it was read. */
struct personal_look value_look(const struct value_reader *r, struct slice cell);
/* A text that holds an identity number or so many digits as a telephone number has. */
bool value_looks_personal(struct slice cell);

#endif
