/* Dates, months and years as they are typed in real ledgers → days since 1970-01-01 (docs/zh/填写.md).
 *
 *     date_read((struct slice){"2025331日", 10}, today, DATES_OF_UNKNOWN, &d);   // DATE_REPAIRED, d.day = 2025-03-31
 *
 * Read unaided: 2025-03-31, 2025/3/31, 2025.3.31, 20250331, 2025年3月31日, 二〇二五年三月三十一日, any of them full-width,
 * with blanks, the day of the week or a time of day behind (value_time.h), the letter O for 0, a program's 20250331.0, and a
 * spreadsheet's serials from 2008-01-01 up to a year after `today`, whose fraction is a time of day.
 * Where separators were lost, a single real day is repaired and two are refused. The order year, month, day is never
 * guessed, nor is the century. Whatever was not written as 2025-03-31 says so in `way`: nothing is repaired silently.
 */
#ifndef LEDGER_VALUE_DATE_H
#define LEDGER_VALUE_DATE_H
#include "base/spelling.h"

/* DATE_OTHER_WEEKDAY: the day of the week that stands beside it is not that of the day. */
enum date_verdict { DATE_OK, DATE_REPAIRED, DATE_TWO_WAYS, DATE_OTHER_WEEKDAY, DATE_BAD };
/* Notations of the day that stands there … */
enum date_way { DATE_PLAIN, DATE_OTHER_FORM, DATE_WITH_TIME, DATE_SERIAL,
                /* … and repairs, which come with DATE_REPAIRED: separators set in, 1900 or 1904, the day in Beijing. */
                DATE_PARTED, DATE_EITHER_SERIAL, DATE_OF_GREENWICH };
/* Whether serials count from 1900 or 1904: a workbook says it, a CSV file does not. */
enum date_system { DATES_OF_UNKNOWN, DATES_OF_1900, DATES_OF_1904 };
/* `other` is the second reading of DATE_TWO_WAYS, or the one by 1904 of DATE_EITHER_SERIAL. A month is its first day.
 * `second` is the time of day that was left out, TIME_UNKNOWN = none. Where it `may_slip`, the day after may be meant
 * (value_time.h): the other times of the column tell. */
struct date { int day, other, second; enum date_way way; bool may_slip; };

enum date_verdict date_read(struct slice s, int today, enum date_system system, struct date *out);
/* A whole date is a month only where it is the first, or the day before one and may slip. */
enum date_verdict month_read(struct slice s, int today, enum date_system system, struct date *out);
/* "2025", "2025年", "2025年度", "2025.0", in any digits; false when it is none of 1900 to 2199. */
bool year_read(struct slice s, int64_t *year);

#endif
