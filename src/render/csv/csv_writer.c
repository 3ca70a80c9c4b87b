#include "render/csv/csv_writer.h"
#include "base/characters.h"
#include "calendar/civil.h"
#include <limits.h>
#include <string.h>

bool csv_looks_like_formula(const char *s)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    if (*s && strchr("=+-@\t\r", *s)) return true;
    if ((unsigned char)*s != 0xEF) return false;       /* how the full-width forms begin */
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (!strncmp(s, wide[i], strlen(wide[i]))) return true;
    return false;
}

static void open_field(struct csv_writer *w)
{
    if (!w->begun) text_add_code_point(&w->text, 0xFEFF);
    w->begun = true;
    if (w->fields++) text_add_char(&w->text, ',');
}

/* A field of bytes that need no look. */
static void put_plain(struct csv_writer *w, const char *s, size_t n)
{
    if (!w->begun || !w->fields) {
        open_field(w);
        text_add_n(&w->text, s, n);
        return;
    }
    char *to = text_room(&w->text, n + 1);
    *to = ',';
    memcpy(to + 1, s, n);
    w->fields++;
}

/* The length of a text of ASCII letters, digits and -./_ that does not begin with '-': nothing in it has to be shown, quoted or disarmed.
 * 0 for any other. */
static size_t plain(const char *s)
{
    static const char letters[] = "-./_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static bool is_plain[UCHAR_MAX + 1];
    size_t n = 0;
    for (const char *c = letters; !is_plain['Z'] && *c; c++) is_plain[(unsigned char)*c] = true;
    while (is_plain[(unsigned char)s[n]]) n++;
    return s[n] || *s == '-' ? 0 : n;
}

void csv_writer_text(struct csv_writer *w, const char *s)
{
    size_t n = s ? plain(s) : 0;
    if (n || !s) {
        put_plain(w, s ? s : "", n);
        return;
    }
    open_field(w);
    struct character_fault fault;
    struct text shown = {0};
    if (!characters_allowed(s, strlen(s), &fault)) {
        characters_show(&shown, s, strlen(s), false);
        s = text_get(&shown);
    }
    n = strlen(s);
    bool quoted = strcspn(s, ",\"\r\n") < n;
    if (quoted) text_add_char(&w->text, '"');
    if (csv_looks_like_formula(s)) text_add_char(&w->text, '\'');
    for (const char *quote; (quote = memchr(s, '"', n)); n -= (size_t)(quote + 1 - s), s = quote + 1) {
        text_add_n(&w->text, s, (size_t)(quote + 1 - s));
        text_add_char(&w->text, '"');
    }
    text_add_n(&w->text, s, n);
    if (quoted) text_add_char(&w->text, '"');
    text_release(&shown);
}

void csv_writer_number(struct csv_writer *w, int64_t number)
{
    char digits[TEXT_INTEGER];
    const char *first = text_integer(number, digits);
    put_plain(w, first, (size_t)(digits + TEXT_INTEGER - 1 - first));
}

void csv_writer_count(struct csv_writer *w, int count)
{
    static const char digits[] = "0123456789";
    if (count < 0) csv_writer_text(w, NULL);
    else if (count < 10) put_plain(w, digits + count, 1);
    else csv_writer_number(w, count);
}

void csv_writer_day(struct csv_writer *w, int day)
{
    char iso[CIVIL_ISO];
    const char *kept = day == NO_DAY ? NULL : civil_iso_kept(day);
    if (kept) put_plain(w, kept, sizeof "2025-03-31" - 1);
    else csv_writer_text(w, day == NO_DAY ? NULL : civil_iso(day, iso));
}

void csv_writer_end_row(struct csv_writer *w)
{
    text_add(&w->text, "\r\n");
    w->fields = 0;
}

void csv_writer_release(struct csv_writer *w)
{
    text_release(&w->text);
    w->fields = 0;
}
