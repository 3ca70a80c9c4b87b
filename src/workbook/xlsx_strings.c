#include "workbook/xlsx_inside.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* All of them are in memory while the workbook is read; a ledger that has more is better off as CSV. */
enum { MAX_STRINGS = 4 << 20, MAX_BYTES = 64 << 20 };

struct xlsx_strings_loading { struct xlsx_strings *strings; struct package_pump pump; struct text raw; bool in_string, in_text; int phonetic; };

enum { ESCAPE = 7 };

/* The code unit of an escape such as _x000D_; 0 where there is none. */
static uint32_t escaped(const char *s, size_t n)
{
    uint32_t c = 0;
    if (n < ESCAPE || s[0] != '_' || s[1] != 'x' || s[6] != '_') return 0;
    for (size_t k = 2; k < 6; k++) {
        int digit = tolower((unsigned char)s[k]);
        if (!isxdigit(digit)) return 0;
        c = c * 16 + (uint32_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    return c;
}

/* They stand for characters that XML cannot hold, two for one beyond U+FFFF; half a pair stays as it is. */
void xlsx_add_unescaped(struct text *t, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t c = escaped(s + i, n - i), low = c >= 0xD800 && c < 0xDC00 ? escaped(s + i + ESCAPE, n - i - ESCAPE) : 0;
        if (low >= 0xDC00 && low < 0xE000) {
            text_add_code_point(t, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
            i += 2 * ESCAPE;
        } else if (c && (c < 0xD800 || c > 0xDFFF)) {
            text_add_code_point(t, c);
            i += ESCAPE;
        } else {
            const char *next = i + 1 < n ? memchr(s + i + 1, '_', n - i - 1) : NULL;
            size_t end = next ? (size_t)(next - s) : n;
            text_add_n(t, s + i, end - i);
            i = end;
        }
    }
}

static void on_start(void *user, const char *name, const char **attributes)
{
    (void)attributes;
    struct xlsx_strings_loading *l = user;
    if (!strcmp(name, "si")) {
        l->in_string = true;
        text_clear(&l->raw);
    } else if (!strcmp(name, "rPh")) {                 /* how the word is read aloud, not what it says */
        l->phonetic++;
    } else if (!strcmp(name, "t")) {
        l->in_text = l->in_string && !l->phonetic;
    }
}

static void on_end(void *user, const char *name)
{
    struct xlsx_strings_loading *l = user;
    struct xlsx_strings *s = l->strings;
    if (!strcmp(name, "t")) l->in_text = false;
    if (!strcmp(name, "rPh")) l->phonetic--;
    if (strcmp(name, "si")) return;
    l->in_string = false;
    s->starts = memory_grow(s->starts, s->n, &s->cap, sizeof *s->starts);
    s->starts[s->n++] = s->bytes.n;
    xlsx_add_unescaped(&s->bytes, text_get(&l->raw), l->raw.n);
    text_add_char(&s->bytes, '\0');
    if (s->bytes.n > MAX_BYTES || s->n > MAX_STRINGS) package_pump_fail(&l->pump, "文字过多，请拆分工作簿");
}

static void on_text(void *user, const char *bytes, size_t n)
{
    struct xlsx_strings_loading *l = user;
    if (!l->in_text) return;
    text_add_n(&l->raw, bytes, n);
    if (l->raw.n > XLSX_MAX_TEXT) package_pump_fail(&l->pump, "一格文字过长");
}

bool xlsx_strings_load(struct xlsx_strings *s, const struct package *p, const char *part, struct diag *diag)
{
    static const struct package_handlers handlers = {on_start, on_end, on_text};
    struct xlsx_strings_loading l = {.strings = s};
    bool ok = package_pump_all(&l.pump, p, part, &handlers, &l, diag);
    text_release(&l.raw);
    return ok;
}

const char *xlsx_strings_at(const struct xlsx_strings *s, const char *number, size_t *n)
{
    size_t i = 0;
    if (!*number) return NULL;
    for (; *number; number++) {
        if (*number < '0' || *number > '9' || i > s->n) return NULL;
        i = i * 10 + (size_t)(*number - '0');
    }
    if (i >= s->n) return NULL;
    *n = (i + 1 < s->n ? s->starts[i + 1] : s->bytes.n) - s->starts[i] - 1;
    return s->bytes.bytes + s->starts[i];
}

void xlsx_strings_release(struct xlsx_strings *s)
{
    text_release(&s->bytes);
    free(s->starts);
    *s = (struct xlsx_strings){0};
}
