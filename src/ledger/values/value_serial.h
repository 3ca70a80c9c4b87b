/* Texts that are the same but for their last figures, as the numbers of a register are: 清复〔2025〕1号, 清复〔2025〕2号. What is
 * proved of one, whatever those figures are, is known of the next ones of its column without another look.
 *
 *     struct serial *serial = serial_of(all, &context, column, cell);
 *     if (serial) …                                                 // no number of a person, and what its column holds
 *     if (serial && serial_names_nobody(serial, &context, beginnings, cell)) …  // and no applicant is named in it
 */
#ifndef LEDGER_VALUE_SERIAL_H
#define LEDGER_VALUE_SERIAL_H
#include "base/spelling.h"
#include "ledger/schema/schema.h"

enum { SERIALS_ALIKE = 4, SERIALS = 16 * SERIALS_ALIKE, SERIAL_LONGEST = 48, SERIAL_WORDS = SERIAL_LONGEST / (int)sizeof(uint64_t) };
enum serial_state { SERIAL_SEEN, SERIAL_PROVED, SERIAL_REFUSED };
struct serial {
    const struct ledger_column *column;                /* NULL = free */
    size_t n;                                          /* bytes of the text */
    uint64_t text[SERIAL_WORDS], fixed[SERIAL_WORDS];  /* its bytes; FF for each but its last figures */
    enum serial_state state;
    size_t beginnings;                                 /* none of so many beginnings of names stands in it, 1 too many; 0 = not asked */
};

struct row_context;
/* The one of `all` that the trimmed cell is; NULL where nothing is known of it. It stands until the next question. A text of one that
 * is proved holds figures and no line break, and would be accepted by value_read of its column and by discretion_is_right,
 * whatever its figures, unless an applicant is named in it. */
struct serial *serial_of(struct serial all[SERIALS], const struct row_context *context, const struct ledger_column *c, struct slice cell);
/* Whether none of context->people is named in the cell, which is this one. `beginnings` counts the times at which some were added that
 * begin as no other did. */
bool serial_names_nobody(struct serial *serial, const struct row_context *context, size_t beginnings, struct slice cell);

#endif
