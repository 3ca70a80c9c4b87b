/* Number formats applied: what a spreadsheet shows of a number, for the simple formats.
 *
 *     xlsx_format_apply("\"NH-2025-\"000", "1", 1, &out)        // XLSX_SHOWN, out is "NH-2025-001"
 *     xlsx_format_apply("#,##0.00", "1234.5", 6, &out)          // XLSX_SHOWN, "1,234.50"
 *     xlsx_format_apply("[>9]0;General", …)                     // XLSX_NOT_SIMPLE
 *
 * Simple are digits, points, thousands, scaling commas, percents, literal texts, colours and currencies, and sections for
 * negative numbers and zero. Conditions, exponents, fractions and Chinese numerals are not.
 */
#ifndef WORKBOOK_XLSX_FORMAT_H
#define WORKBOOK_XLSX_FORMAT_H
#include "base/spelling.h"

enum xlsx_shown { XLSX_AS_STORED, XLSX_SHOWN, XLSX_NOT_SIMPLE };

/* `number` is plain decimal digits (xlsx_number.h); `code` may be NULL, which is General. Adds to `out` where it is shown in
 * another way than it is stored. */
enum xlsx_shown xlsx_format_apply(const char *code, const char *number, size_t n, struct text *out);

/* Whether the digits that are shown, whatever stands around and between them, are the stored number: to the last digit,
 * rounded, or not at all (percents, thousands, literal digits, a hidden sign). A zero that is shown as no digit is one. */
enum xlsx_agreement { XLSX_AGREES, XLSX_AGREES_ROUNDED, XLSX_DISAGREES };
enum xlsx_agreement xlsx_format_agrees(struct slice shown, struct slice stored);
/* Nothing but a number: digits, separators, a sign or brackets, a currency sign. */
bool xlsx_format_is_plain(struct slice shown);

#endif
