/* What a cell lacks to be a date: its year, its day, or the order of day and month. Such a cell is reported, never read.
 *
 *     date_lacks((struct slice){"2月3日", 8}, today, &d)     // DATE_LACKS_YEAR, d.day is the last such day before today
 */
#ifndef LEDGER_DATE_NEAR_H
#define LEDGER_DATE_NEAR_H
#include "ledger/values/value_date.h"

enum date_lack { DATE_LACKS_NOTHING_KNOWN, DATE_LACKS_YEAR, DATE_LACKS_YEAR_AND_DAY, DATE_LACKS_DAY, DATE_YEAR_LAST };
/* Of DATE_YEAR_LAST `day` and `other` are the two orders, equal where one alone is a date; else `day` is the day, or the first of
 * the month, that may be meant. */
enum date_lack date_lacks(struct slice s, int today, struct date *out);
/* What a spreadsheet makes of 3.6: 3月6日, 3/6, 6-Mar, or a whole date. */
bool month_and_day_read(struct slice s, int *month, int *day);

#endif
