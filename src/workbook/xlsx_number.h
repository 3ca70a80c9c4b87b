/* Numbers of a workbook as a spreadsheet shows them, digit by digit and never through a double.
 *
 * A spreadsheet computes with doubles and saves up to seventeen digits of them; it shows fifteen. So 24252.311082000001
 * is 24252.311082, and 2.4252E4 is 24252.
 *
 *     if (xlsx_number_plain(s, n)) …                    // as it stands: nearly every number
 *     else xlsx_number_write(&out, s, n);
 */
#ifndef WORKBOOK_XLSX_NUMBER_H
#define WORKBOOK_XLSX_NUMBER_H
#include "base/text.h"

/* At most fifteen digits, no exponent, no idle zeros behind the point. */
bool xlsx_number_plain(const char *s, size_t n);
/* Adds the number rounded half up to fifteen significant digits, without exponent or idle zeros behind the point. What
 * is no number, or has more than forty places, is added as it stands: the reader of the cell reports it. */
void xlsx_number_write(struct text *out, const char *s, size_t n);
/* Whether digits of a whole number were lost when it became a number: more than fifteen of them, or an exponent. */
bool xlsx_number_lost_digits(const char *s, size_t n);

#endif
