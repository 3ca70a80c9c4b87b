/* A cell as a date, a month and a year. */
#include "calendar/civil.h"
#include "fuzz.h"
#include "ledger/values/value_date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const int today = civil_day(2026, 1, 20);
    bool odd = false;
    struct slice s = spelling_trim((struct slice){(const char *)data, n}, &odd);
    struct date d = {0};
    int64_t year;
    enum date_verdict verdict = date_read(s, today, n ? (enum date_system)(data[0] % 3) : DATES_OF_UNKNOWN, &d);
    char iso[CIVIL_ISO];
    int again;
    if (verdict != DATE_BAD) {
        fuzz_hold(civil_parse_iso(civil_iso(d.day, iso), &again) && again == d.day, "a date is a day of the calendar");
        fuzz_hold(verdict != DATE_TWO_WAYS || d.other != d.day, "two readings differ");
    }
    verdict = month_read(s, today, DATES_OF_UNKNOWN, &d);
    if (verdict == DATE_OK || verdict == DATE_REPAIRED) {
        int y, m, day;
        civil_split(d.day, &y, &m, &day);
        fuzz_hold(day == 1, "a month is its first day");
    }
    if (year_read(s, &year)) fuzz_hold(year >= 1900 && year <= 2199, "a year is of our time");
    return 0;
}
