/* A date taken apart into digits and marks: value_date_parts.c takes it apart, value_date.c understands it. */
#ifndef LEDGER_VALUE_DATE_INSIDE_H
#define LEDGER_VALUE_DATE_INSIDE_H
#include "base/spelling.h"

/* All digits of a date in a row, and the marks between them with the number of digits before each. */
enum { DATE_MAX_DIGITS = 14, DATE_MAX_MARKS = 4, DATE_ANY_MARK = '-', DATE_YEAR_MARK = 0x5E74, DATE_MONTH_MARK = 0x6708, DATE_DAY_MARK = 0x65E5 };
struct date_mark { int at; uint32_t what; };           /* what: one of the marks above; 号 is the mark of a day */
struct date_parts {
    char digits[DATE_MAX_DIGITS + 1];
    int n, n_marks;
    struct date_mark marks[DATE_MAX_MARKS];
    bool blank;                                        /* while it is taken apart: a blank was passed, and no mark since */
};

/* Chinese numerals become digits. false where anything but digits, marks and blanks stands in it, or more than a date has. */
bool date_take_apart(struct slice s, struct date_parts *p);
/* Drops a mark behind the last digit, if it is this one. */
void date_drop_last(struct date_parts *p, uint32_t what);

#endif
