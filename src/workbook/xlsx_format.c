#include "workbook/xlsx_format.h"
#include <string.h>
#include <strings.h>

enum { MAX_TOKENS = 200, MAX_DIGITS = 96, MAX_SECTIONS = 4, MAX_SHIFT = 30 };
static const char holders[] = "0#?";

/* One character of a section: a place for a digit (0, # or ?), the point (.), all digits of General (G), or a literal. */
struct token { char what; char text[5]; };
struct section {
    struct token tokens[MAX_TOKENS];
    size_t n;
    int shift;                                         /* powers of ten: 2 a percent, -3 a scaling comma */
    bool thousands, has_digits;
};
/* A decimal number: digits[0..point) before the point, the others behind it. */
struct digits { bool negative; char all[2 * MAX_DIGITS]; int n, point; };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* ---- a section of a format ---- */

static bool add(struct section *s, char what, const char *text, size_t n)
{
    if (s->n == MAX_TOKENS) return false;
    struct token *t = &s->tokens[s->n++];
    *t = (struct token){.what = what};
    memcpy(t->text, text, n < sizeof t->text ? n : sizeof t->text - 1);
    return true;
}

static bool add_literal(struct section *s, const char *text, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t used = utf8_next(text + i, n - i, &c);
        if (!add(s, 'L', text + i, used)) return false;
        i += used;
    }
    return true;
}

/* [Red], [$¥-804]; a condition, a count of hours or other numerals are not simple. */
static bool read_bracket(struct section *s, const char *in, size_t n)
{
    static const char *const colours[] = {"Black", "Blue", "Cyan", "Green", "Magenta", "Red", "White", "Yellow",
                                          "黑色", "蓝色", "青色", "绿色", "洋红", "红色", "白色", "黄色"};
    if (n && *in == '$') {
        const char *end = memchr(in, '-', n);
        return add_literal(s, in + 1, (end ? (size_t)(end - in) : n) - 1);
    }
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
        if (strlen(colours[i]) == n && !strncasecmp(in, colours[i], n)) return true;
    return (n > 5 && !strncasecmp(in, "Color", 5)) || (n > 6 && !memcmp(in, "颜色", 6));
}

/* A comma among digits parts thousands; behind the last one it divides by a thousand. */
static void read_commas(struct section *s, const char *p)
{
    size_t commas = strspn(p, ",");
    if (p[commas] && strchr(holders, p[commas])) s->thousands = true;
    else s->shift -= 3 * (int)commas;
}

/* Reads one section and leaves *code behind it; false when it is not simple. */
static bool read_section(struct section *s, const char **code)
{
    const char *p = *code, *end;
    *s = (struct section){0};
    while (*p && *p != ';') {
        uint32_t c;
        size_t used = utf8_next(p, strnlen(p, UTF8_MOST), &c);
        bool ok = true;
        if (*p == '"') {
            end = strchr(p + 1, '"');
            if (!end) return false;
            ok = add_literal(s, p + 1, (size_t)(end - p) - 1);
            used = (size_t)(end - p) + 1;
        } else if (*p == '[') {
            end = strchr(p, ']');
            if (!end || !read_bracket(s, p + 1, (size_t)(end - p) - 1)) return false;
            used = (size_t)(end - p) + 1;
        } else if (*p == '\\' || *p == '!' || *p == '_' || *p == '*') {
            size_t next = p[1] ? utf8_next(p + 1, strnlen(p + 1, UTF8_MOST), &c) : 0;
            if (*p == '\\' || *p == '!') ok = add_literal(s, p + 1, next);
            used = 1 + next;
        } else if (strchr(holders, *p)) {
            ok = add(s, *p, p, 1);
            s->has_digits = true;
        } else if (*p == '.') {
            ok = add(s, '.', p, 1);
        } else if (*p == ',') {
            if (s->has_digits) read_commas(s, p);
            used = strspn(p, ",");
        } else if (*p == '%') {
            s->shift += 2;
            ok = add_literal(s, p, 1);
        } else if (!strncasecmp(p, "General", 7)) {
            ok = add(s, 'G', "", 0);
            used = 7;
        } else if (*p == '/' ? s->has_digits : *p == '@' || ((*p | 32) >= 'a' && (*p | 32) <= 'z')) {
            return false;
        } else {
            ok = add_literal(s, p, used);
        }
        if (!ok) return false;
        p += used;
    }
    *code = p;
    return true;
}

/* ---- the number ---- */

static bool read_digits(struct digits *d, const char *s, size_t n)
{
    size_t i = n && *s == '-';
    *d = (struct digits){.negative = i};
    bool point = false;
    if (n > MAX_DIGITS || i == n) return false;
    for (; i < n; i++) {
        if (s[i] == '.' && !point) point = true;
        else if (is_digit(s[i])) d->all[d->n++] = s[i], d->point += !point;
        else return false;
    }
    return true;
}

static void shift(struct digits *d, int by)
{
    d->point += by;
    for (; d->point < 0; d->point++, d->n++) {
        memmove(d->all + 1, d->all, (size_t)d->n);
        d->all[0] = '0';
    }
    while (d->point > d->n) d->all[d->n++] = '0';
}

/* Half up, to so many digits behind the point. */
static void round_to(struct digits *d, int decimals)
{
    int digits = d->point + decimals;
    bool up = digits < d->n && d->all[digits] >= '5';
    if (digits < d->n) d->n = digits;
    for (int i = digits - 1; up && i >= 0; i--) {
        up = d->all[i] == '9';
        d->all[i] = up ? '0' : (char)(d->all[i] + 1);
    }
    if (!up) return;
    memmove(d->all + 1, d->all, (size_t)d->n);
    d->all[0] = '1';
    d->n++;
    d->point++;
}

static bool is_zero(const struct digits *d)
{
    for (int i = 0; i < d->n; i++)
        if (d->all[i] != '0') return false;
    return true;
}

/* ---- showing ---- */

/* The digit `left` places before the point, or what its place shows where there is none. */
static void show_place(struct text *out, const struct section *s, const struct digits *d, int first, int left, char holder)
{
    int at = d->point - left;
    if (at >= first) text_add_char(out, d->all[at]);
    else if (holder != '#') text_add_char(out, holder == '0' ? '0' : ' ');
    else return;
    if (s->thousands && left > 1 && left % 3 == 1) text_add_char(out, ',');
}

static void show(struct text *out, const struct section *s, const struct digits *d)
{
    int whole = 0, first = 0, behind = 0, last = d->n;
    bool point = false, begun = false;
    for (size_t i = 0; i < s->n && s->tokens[i].what != '.'; i++) whole += strchr(holders, s->tokens[i].what) != NULL;
    while (first < d->point && d->all[first] == '0') first++;
    while (last > d->point && d->all[last - 1] == '0') last--;
    for (size_t i = 0; i < s->n; i++) {
        const struct token *t = &s->tokens[i];
        if (t->what == 'L') {
            text_add(out, t->text);
        } else if (t->what == '.') {
            text_add_char(out, '.');
            point = true;
        } else if (point) {
            int at = d->point + behind++;
            if (at < last || t->what == '0') text_add_char(out, at < d->n ? d->all[at] : '0');
            else if (t->what == '?') text_add_char(out, ' ');
        } else {
            for (int left = d->point - first; !begun && left > whole; left--) show_place(out, s, d, first, left, '#');
            begun = true;
            show_place(out, s, d, first, whole--, t->what);
        }
    }
}

enum xlsx_shown xlsx_format_apply(const char *code, const char *number, size_t n, struct text *out)
{
    struct section sections[MAX_SECTIONS];
    struct digits d;
    size_t n_sections = 0, from = out->n;
    if (!code || !strcasecmp(code, "General") || !strcmp(code, "@") || !strcmp(code, "G/通用格式")) return XLSX_AS_STORED;
    do {
        if (n_sections == MAX_SECTIONS - 1) break;     /* the fourth is for texts */
        if (!read_section(&sections[n_sections++], &code)) return XLSX_NOT_SIMPLE;
    } while (*code++ == ';');
    if (!read_digits(&d, number, n)) return XLSX_NOT_SIMPLE;
    bool own = d.negative && n_sections > 1;           /* a section of its own shows the sign itself */
    struct section *s = &sections[own ? 1 : is_zero(&d) && n_sections > 2 ? 2 : 0];
    if (d.negative && !own) text_add_char(out, '-');
    int decimals = 0;
    bool point = false;
    for (size_t i = 0; i < s->n; i++) {
        if (s->tokens[i].what == 'G') {
            if (s->has_digits || s->shift) return XLSX_NOT_SIMPLE;
            for (size_t k = 0; k < s->n; k++)
                if (k == i) text_add_n(out, number + d.negative, n - d.negative);
                else text_add(out, s->tokens[k].text);
            return XLSX_SHOWN;
        }
        decimals += point && s->tokens[i].what != 'L';
        point |= s->tokens[i].what == '.';
    }
    if (s->shift > MAX_SHIFT || s->shift < -MAX_SHIFT) return XLSX_NOT_SIMPLE;
    shift(&d, s->shift);
    round_to(&d, decimals);
    show(out, s, &d);
    if (out->n - from != n || memcmp(out->bytes + from, number, n)) return XLSX_SHOWN;
    out->n = from;
    return XLSX_AS_STORED;
}

/* ---- shown and stored ---- */

/* The digits and the point of what is shown; a sign or a bracket before them. */
static bool number_in(struct slice shown, struct digits *d, int *decimals)
{
    char plain[MAX_DIGITS + 2];
    size_t n = 0;
    bool digits = false, point = false;
    *decimals = 0;
    for (size_t i = 0; i < shown.n && n <= MAX_DIGITS; i++) {
        char c = shown.s[i];
        if (is_digit(c)) plain[n++] = c, digits = true, *decimals += point;
        else if (c == '.' && !point) plain[n++] = c, point = true;
        else if ((c == '-' || c == '(') && !n) plain[n++] = '-';
    }
    return digits && read_digits(d, plain, n);
}

static bool same(struct digits a, struct digits b)
{
    bool zero = is_zero(&a);
    if (zero || is_zero(&b)) return zero && is_zero(&b);
    if (a.negative != b.negative) return false;
    int first_a = 0, first_b = 0;
    while (a.all[first_a] == '0' && first_a < a.point) first_a++;
    while (b.all[first_b] == '0' && first_b < b.point) first_b++;
    while (a.n > a.point && a.all[a.n - 1] == '0') a.n--;
    while (b.n > b.point && b.all[b.n - 1] == '0') b.n--;
    return a.point - first_a == b.point - first_b && a.n - first_a == b.n - first_b && !memcmp(a.all + first_a, b.all + first_b, (size_t)(a.n - first_a));
}

enum xlsx_agreement xlsx_format_agrees(struct slice shown, struct slice stored)
{
    struct digits a, b;
    int decimals;
    if (!read_digits(&b, stored.s, stored.n)) return XLSX_DISAGREES;
    if (!number_in(shown, &a, &decimals)) return is_zero(&b) ? XLSX_AGREES_ROUNDED : XLSX_DISAGREES;
    if (same(a, b)) return XLSX_AGREES;
    round_to(&b, decimals);
    return same(a, b) ? XLSX_AGREES_ROUNDED : XLSX_DISAGREES;
}

bool xlsx_format_is_plain(struct slice shown)
{
    for (size_t i = 0; i < shown.n;) {
        uint32_t c;
        i += utf8_next(shown.s + i, shown.n - i, &c);
        if (c != 0xA5 && c != 0xFFE5 && !spelling_blank(c) && (c >= 0x80 || !strchr("0123456789.,-+()", (int)c))) return false;
    }
    return true;
}
