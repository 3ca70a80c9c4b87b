#include "ledger/values/value_time.h"
#include "calendar/civil.h"
#include <string.h>

enum { HOUR = 0x65F6, O_CLOCK = 0x70B9, MINUTE = 0x5206, SECOND = 0x79D2, HOURS_AHEAD = 8, LONGEST = 40, AN_HOUR = 3600, A_MINUTE = 60, NOON = 12 };

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* ---- H:MM:SS.f, 15h30m20s, then AM or PM, then a zone: all in ASCII, without blanks ---- */

static int two_digits(const char **s, int below)
{
    int n = 0, v = 0;
    while (n < 2 && digit((*s)[n])) v = v * 10 + ((*s)[n++] - '0');
    *s += n;
    return n && v < below ? v : -1;
}

static bool past(const char **s, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*s, word, n)) return false;
    *s += n;
    return true;
}

static bool seconds_behind(const char **s, int *second)
{
    int n = two_digits(s, 61);
    *second += n;
    if (n < 0 || !past(s, ".")) return n >= 0;
    if (!digit(**s)) return false;
    while (digit(**s)) ++*s;
    return true;
}

static bool clock_behind(const char **s, int *second)
{
    int minute = two_digits(s, 60);
    *second += minute * A_MINUTE;
    return minute >= 0 && (!past(s, ":") || seconds_behind(s, second));
}

/* 15时, 15时30分, 15时30分20秒 */
static bool words_behind(const char **s, int *second)
{
    if (!digit(**s)) return true;
    int minute = two_digits(s, 60);
    *second += minute * A_MINUTE;
    if (minute < 0 || !past(s, "m")) return false;
    return !digit(**s) || (seconds_behind(s, second) && past(s, "s"));
}

static bool one_of(const char *s, const char *const *words)
{
    while (*words && strcmp(s, *words)) words++;
    return *words;
}

static void after_noon(int hour, struct time_of_day *time)
{
    if (hour < NOON) time->second += NOON * AN_HOUR;
}

static bool understand(const char *s, struct time_of_day *time)
{
    static const char *const beijing[] = {"+08:00", "+0800", "+08", NULL}, *const greenwich[] = {"Z", "+00:00", "+0000", "+00", "-00:00", NULL};
    int hour = two_digits(&s, 24);
    time->second = hour * AN_HOUR;
    if (hour < 0) return false;
    if (past(&s, ":") ? !clock_behind(&s, &time->second) : !past(&s, "h") || !words_behind(&s, &time->second)) return false;
    if (time->second >= SECONDS_A_DAY) time->second = SECONDS_A_DAY - 1;                  /* a leap second */
    if (past(&s, "AM")) {
        if (hour == NOON) time->second -= NOON * AN_HOUR;
        return !*s;
    }
    if (past(&s, "PM")) {
        after_noon(hour, time);
        return !*s;
    }
    time->beijing = one_of(s, beijing);
    time->greenwich = one_of(s, greenwich);
    return !*s || time->beijing || time->greenwich;
}

/* ---- where it begins ---- */

/* The place of the hour: the digits before the first colon, 时 or 点; s->n where there is none. */
static size_t hour_of(struct slice s)
{
    size_t from = 0;
    bool in_digits = false;
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        size_t used = utf8_next(s.s + i, s.n - i, &c);
        c = spelling_narrow(c);
        if (c == ':' || c == HOUR || c == O_CLOCK) return from;
        bool d = c >= '0' && c <= '9';
        if (d && !in_digits) from = i;
        in_digits = d;
        i += used;
    }
    return s.n;
}

static bool into_ascii(struct slice s, char out[LONGEST])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        i += utf8_next(s.s + i, s.n - i, &c);
        c = c == HOUR || c == O_CLOCK ? 'h' : c == MINUTE ? 'm' : c == SECOND ? 's' : spelling_narrow(c);
        if (spelling_blank(c)) continue;
        if (c >= 0x80 || n == LONGEST - 1) return false;
        out[n++] = (char)(c == 'a' || c == 'p' || c == 'z' ? c - 'a' + 'A' : c);
        if (n > 1 && c == 'm' && (out[n - 2] == 'A' || out[n - 2] == 'P')) out[n - 1] = 'M';
    }
    out[n] = 0;
    return true;
}

static bool cut_end(struct slice *s, const char *word)
{
    size_t n = strlen(word);
    bool odd = false;
    if (s->n <= n || memcmp(s->s + s->n - n, word, n)) return false;
    *s = spelling_trim((struct slice){s->s, s->n - n}, &odd);
    return true;
}

/* 下午 and 晚上 say that the hour counts from noon. */
static bool cut_part_of_day(struct slice *s, bool *later)
{
    static const char *const parts[] = {"下午", "晚上", "上午", "中午", "凌晨", "早上"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (cut_end(s, parts[i])) {
            *later = i < 2;
            return true;
        }
    return false;
}

enum time_verdict time_cut(struct slice *s, struct time_of_day *time)
{
    char text[LONGEST] = "";
    bool odd = false, later = false;
    size_t hour = hour_of(*s);
    *time = (struct time_of_day){.second = TIME_UNKNOWN};
    if (hour == s->n) return cut_part_of_day(s, &later) ? TIME_CUT : TIME_NONE;
    if (!into_ascii((struct slice){s->s + hour, s->n - hour}, text) || !understand(text, time)) return TIME_BAD;
    *s = spelling_trim((struct slice){s->s, hour}, &odd);
    if (!cut_part_of_day(s, &later)) cut_end(s, "T");
    if (later) after_noon(time->second / AN_HOUR, time);
    return s->n ? TIME_CUT : TIME_BAD;
}

/* ---- what it says of the day ---- */

int time_of_fraction(const char *digits, size_t n)
{
    enum { ENOUGH = 12 };
    int64_t parts = 0, whole = 1;
    for (size_t i = 0; i < n && i < ENOUGH; i++) {
        parts = parts * 10 + (digits[i] - '0');
        whole *= 10;
    }
    int second = (int)((parts * SECONDS_A_DAY + whole / 2) / whole);
    /* Midnight may come out a rounding error of binary fractions too early; 23:59:59.5 is still of the day before. */
    return second == SECONDS_A_DAY && (whole - parts) * SECONDS_A_DAY * 1000 > whole ? SECONDS_A_DAY - 1 : second;
}

int time_days_ahead(const struct time_of_day *time) { return time->greenwich && time->second >= SECONDS_A_DAY - HOURS_AHEAD * AN_HOUR; }

static bool within_a_minute(int second, int of) { return second > of - A_MINUTE && second < of + A_MINUTE; }

bool time_may_have_slipped(const struct time_of_day *time, int day)
{
    enum { FIRST_SUMMER = 1986, LAST_SUMMER = 1991, APRIL = 4, SEPTEMBER = 9, END_OF_DAY = SECONDS_A_DAY - 1 };
    int year, month, of_month, evening = SECONDS_A_DAY - HOURS_AHEAD * AN_HOUR, second = time->second;
    if (second == TIME_UNKNOWN || time->beijing || time->greenwich) return false;
    if (within_a_minute(second, evening)) return true;
    if (second > SECONDS_A_DAY - A_MINUTE && second < END_OF_DAY) return true;
    civil_split(day, &year, &month, &of_month);
    return year >= FIRST_SUMMER && year <= LAST_SUMMER && month >= APRIL && month <= SEPTEMBER && within_a_minute(second, evening - AN_HOUR);
}
