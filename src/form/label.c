#include "form/label.h"
#include "base/spelling.h"
#include <string.h>

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static bool is_word(uint32_t c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 0x2E80 && c <= 0x9FFF && !(c >= 0x3000 && c <= 0x303F)); }
static bool is_open(uint32_t c) { return c == '(' || c == 0x3014 || c == '[' || c == 0x3010; }
static bool is_close(uint32_t c) { return c == ')' || c == 0x3015 || c == ']' || c == 0x3011; }

static bool is_numeral(uint32_t c)
{
    static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};   /* 一 … 十 */
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (c == numerals[i]) return true;
    return false;
}

/* Behind the number in front: "一、", "(一)", "1.", "①", or digits and then the word itself. */
static const char *pass_number(const char *s)
{
    const char *p = s;
    uint32_t c, close = 0;
    size_t digits = 0, numerals = 0;
    for (; *p; p += utf8_next(p, strnlen(p, UTF8_MOST), &c)) {
        utf8_next(p, strnlen(p, UTF8_MOST), &c);
        if (!digits && !numerals && !close && is_open(c)) close = c;
        else if (!numerals && is_digit(c)) digits++;
        else if (!digits && is_numeral(c)) numerals++;
        else if (c >= 0x2460 && c <= 0x2473 && !digits && !numerals) return p + 3;
        else break;
    }
    if (!*p || (!digits && !numerals)) return s;
    size_t used = utf8_next(p, strnlen(p, UTF8_MOST), &c);
    if (close) return is_close(c) ? p + used : s;
    if (!is_word(c) && !is_open(c)) return p + used;
    return digits && digits <= 2 ? p : s;
}

/* Behind 其中： and the number that may follow it: such a row is a part of the one above. */
static const char *pass_front(const char *s)
{
    static const char among[] = "其中";
    const char *rest = s + strlen(among);
    if (strncmp(s, among, strlen(among))) return pass_number(s);
    rest += *rest == ':';
    return *rest ? pass_number(rest) : s;
}

static const char *key_of(struct arena *arena, const char *folded)
{
    struct text t = {0};
    uint32_t c;
    for (const char *p = pass_front(folded); *p;) {
        size_t used = utf8_next(p, strnlen(p, UTF8_MOST), &c);
        if (is_word(c)) text_add_n(&t, p, used);
        p += used;
    }
    const char *key = arena_dup(arena, text_get(&t));
    text_release(&t);
    return key;
}

const char *label_key(struct arena *arena, const char *label)
{
    struct text t = {0};
    spelling_fold(&t, (struct slice){label, strlen(label)});
    const char *key = key_of(arena, text_get(&t));
    text_release(&t);
    return key;
}

/* Where the bracket opens that closes at the end of s; 0 where there is none. */
static size_t last_bracket(const char *s)
{
    size_t open = 0, last_close = 0;
    uint32_t c;
    for (size_t i = 0, n = strlen(s); i < n;) {
        size_t used = utf8_next(s + i, n - i, &c);
        if (is_open(c)) open = i;
        if (is_close(c)) last_close = i + used;
        i += used;
    }
    return open && last_close == strlen(s) ? open : 0;
}

const char *label_short(struct arena *arena, const char *label)
{
    struct text t = {0};
    spelling_fold(&t, (struct slice){label, strlen(label)});
    size_t cut = last_bracket(text_get(&t));
    if (cut) t.bytes[cut] = 0;
    const char *key = key_of(arena, text_get(&t));
    text_release(&t);
    return key;
}

enum { MAX_NEAR = 48 };

static void points_of(const char *s, uint32_t out[MAX_NEAR])
{
    for (size_t i = 0, n = 0, all = strlen(s); i < all && n < MAX_NEAR; n++) i += utf8_next(s + i, all - i, &out[n]);
}

/* Characters of a key, which is UTF-8: every byte begins one that does not go on with one. */
static size_t count_points(const char *s)
{
    size_t n = 0;
    for (; *s; s++) n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static size_t least(size_t a, size_t b, size_t c) { return a < b ? (a < c ? a : c) : (b < c ? b : c); }

/* How many characters are added, left out or changed; both have at most MAX_NEAR. */
static size_t distance(const char *a, const char *b)
{
    uint32_t x[MAX_NEAR], y[MAX_NEAR];
    size_t line[MAX_NEAR + 1], n = count_points(a), m = count_points(b);
    points_of(a, x);
    points_of(b, y);
    for (size_t j = 0; j <= m; j++) line[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t before = line[0];
        line[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t changed = before + (x[i - 1] != y[j - 1]);
            before = line[j];
            line[j] = least(changed, line[j] + 1, line[j - 1] + 1);
        }
    }
    return line[m];
}

size_t label_distance(const char *a, const char *b)
{
    return count_points(a) <= MAX_NEAR && count_points(b) <= MAX_NEAR ? distance(a, b) : SIZE_MAX;
}

bool label_near(const char *a, const char *b)
{
    if (!strcmp(a, b)) return true;
    size_t n = count_points(a), m = count_points(b), shorter = n < m ? n : m, longer = n < m ? m : n;
    size_t allowed = shorter / 6 < 1 ? 1 : shorter / 6 > 3 ? 3 : shorter / 6;
    if (shorter < 4 || longer > MAX_NEAR || longer - shorter > allowed) return false;  /* most labels are of other lengths */
    return distance(a, b) <= allowed;
}

bool label_near_in_order(const char *a, const char *b)
{
    enum { LEAST = 6 };
    size_t n = count_points(a), m = count_points(b), shorter = n < m ? n : m, longer = n < m ? m : n;
    return shorter >= LEAST && longer <= MAX_NEAR && distance(a, b) <= longer / 3;
}

bool label_is_title(struct arena *arena, const char *line, const char *heading, bool *exact)
{
    enum { NUMERAL = 3 };                              /* bytes of 一 … 十 */
    const char *key, *wanted;
    *exact = !strcmp(line, heading);
    if (*exact) return true;
    while (*line == ' ' || !strncmp(line, "\u3000", NUMERAL)) line += *line == ' ' ? 1 : NUMERAL;
    if (strncmp(line, heading, NUMERAL)) return false;
    key = label_key(arena, line);
    wanted = label_key(arena, heading);
    size_t n = count_points(key), m = count_points(wanted), longer = n < m ? m : n;
    *exact = !strcmp(key, wanted);
    return *exact || (n && longer <= MAX_NEAR && distance(key, wanted) <= longer / 3);
}

bool label_is_subheading(const char *s, size_t n)
{
    enum { MAX_HEADING = 150 };
    uint32_t c = 0;
    size_t i = n ? utf8_next(s, n, &c) : 0, numerals = 0;
    if (n > MAX_HEADING || (c != '(' && c != U'（')) return false;
    for (; i < n; i += utf8_next(s + i, n - i, &c), numerals++) {
        utf8_next(s + i, n - i, &c);
        if (!is_numeral(c)) break;
    }
    if (!numerals || i == n || (c != ')' && c != U'）')) return false;
    i += utf8_next(s + i, n - i, &c);
    if (i == n) return false;
    while (i < n) {   /* no sentence, and nothing that goes on in the next line */
        i += utf8_next(s + i, n - i, &c);
        if (c == U'。' || c == U'；' || (i == n && (c == U'，' || c == U'：' || c == U'、'))) return false;
    }
    return true;
}
