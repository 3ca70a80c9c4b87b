#include "ledger/value_time.h"
#include <string.h>

enum { HOUR = 0x65F6, O_CLOCK = 0x70B9, MINUTE = 0x5206, SECOND = 0x79D2, HOURS_AHEAD = 8, LONGEST = 40 };

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

static bool clock_behind(const char **s)
{
    if (two_digits(s, 60) < 0) return false;
    if (!past(s, ":")) return true;
    if (two_digits(s, 61) < 0) return false;
    if (!past(s, ".")) return true;
    if (!digit(**s)) return false;
    while (digit(**s)) ++*s;
    return true;
}

/* 15时, 15时30分, 15时30分20秒 */
static bool words_behind(const char **s)
{
    if (!digit(**s)) return true;
    if (two_digits(s, 60) < 0 || !past(s, "m")) return false;
    return !digit(**s) || (two_digits(s, 61) >= 0 && past(s, "s"));
}

static enum time_verdict understand(const char *s)
{
    int hour = two_digits(&s, 24);
    if (hour < 0) return TIME_BAD;
    if (past(&s, ":") ? !clock_behind(&s) : !past(&s, "h") || !words_behind(&s)) return TIME_BAD;
    if (past(&s, "AM") || past(&s, "PM")) return *s ? TIME_BAD : TIME_CUT;
    if (!*s || !strcmp(s, "+08:00") || !strcmp(s, "+0800") || !strcmp(s, "+08")) return TIME_CUT;
    if (strcmp(s, "Z")) return TIME_BAD;
    return hour + HOURS_AHEAD >= 24 ? TIME_NEXT_DAY : TIME_CUT;
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

static bool cut_part_of_day(struct slice *s)
{
    static const char *const parts[] = {"上午", "下午", "中午", "凌晨", "早上", "晚上"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (cut_end(s, parts[i])) return true;
    return false;
}

enum time_verdict time_cut(struct slice *s)
{
    char time[LONGEST];
    bool odd = false;
    size_t hour = hour_of(*s);
    if (hour == s->n) return cut_part_of_day(s) ? TIME_CUT : TIME_NONE;
    if (!into_ascii((struct slice){s->s + hour, s->n - hour}, time)) return TIME_BAD;
    enum time_verdict verdict = understand(time);
    if (verdict == TIME_BAD) return verdict;
    *s = spelling_trim((struct slice){s->s, hour}, &odd);
    if (!cut_part_of_day(s)) cut_end(s, "T");
    return s->n ? verdict : TIME_BAD;
}
