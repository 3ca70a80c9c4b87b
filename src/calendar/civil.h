/* Civil dates of the Gregorian calendar as day numbers: 0 is 1970-01-01. No clock, no time zone, no locale.
 *
 *     int day = civil_day(2025, 3, 31);      // 20178
 *     char iso[CIVIL_ISO]; civil_iso(day, iso);
 */
#ifndef CALENDAR_CIVIL_H
#define CALENDAR_CIVIL_H
#include <stdbool.h>

enum { NO_DAY = -2147483647 - 1 };                     /* in the place of a day number: there is no date, or it is not known */
enum { CIVIL_ISO = 40, CIVIL_WORDS = 48 };             /* any three ints, and what stands between them */

bool civil_valid(int year, int month, int day);        /* year 1..9999 */
int civil_day(int year, int month, int day);           /* the date must be valid */
void civil_split(int day_number, int *year, int *month, int *day);
int civil_year(int day_number);
int civil_add_months(int day_number, int months);      /* the same day of that month, or its last */
int civil_weekday(int day_number);                     /* 1 Monday … 7 Sunday */
char *civil_iso(int day_number, char buffer[CIVIL_ISO]);   /* "2025-03-31" */
/* The same as a text that lasts as long as the program, made at its first use: lists name a few days a million times. NULL for days before
 * 2000 and after 2049. */
const char *civil_iso_kept(int day_number);
char *civil_words(int day_number, char buffer[CIVIL_WORDS]);   /* "2025年3月31日": dates in prose have no leading zeros */
bool civil_parse_iso(const char *s, int *day_number);  /* YYYY-MM-DD and nothing else */

#endif
