#include "base/say.h"
#include "base/characters.h"
#include <inttypes.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>

/* One conversion of a format: "%-4zu" with its width and precision, once they are known. */
struct conversion { char flags[8]; int width, precision; char length[3], type; };

static int number_of(const char **p, va_list *args)
{
    int n = 0;
    if (**p == '*') {
        ++*p;
        return va_arg(*args, int);
    }
    while (**p >= '0' && **p <= '9') n = n * 10 + *(*p)++ - '0';
    return n;
}

/* p stands behind the %. */
static const char *read_conversion(const char *p, struct conversion *c, va_list *args)
{
    size_t n = strspn(p, "-+ #0"), n_flags = n < sizeof c->flags ? n : sizeof c->flags - 1;
    *c = (struct conversion){.precision = -1};
    memcpy(c->flags, p, n_flags);
    p += n;
    c->width = number_of(&p, args);
    if (*p == '.') {
        p++;
        c->precision = number_of(&p, args);
    }
    for (size_t i = 0; *p && strchr("lhzjt", *p); p++)
        if (i + 1 < sizeof c->length) c->length[i++] = *p;
    c->type = *p;
    return *p ? p + 1 : p;
}

static intmax_t signed_value(const char *length, va_list *args)
{
    if (!strcmp(length, "l")) return va_arg(*args, long);
    if (!strcmp(length, "ll")) return va_arg(*args, long long);
    if (*length == 'j') return va_arg(*args, intmax_t);
    return *length == 'z' ? va_arg(*args, ssize_t) : va_arg(*args, int);
}

static uintmax_t natural_value(const char *length, va_list *args)
{
    if (!strcmp(length, "l")) return va_arg(*args, unsigned long);
    if (!strcmp(length, "ll")) return va_arg(*args, unsigned long long);
    if (*length == 'j') return va_arg(*args, uintmax_t);
    return *length == 'z' ? va_arg(*args, size_t) : va_arg(*args, unsigned);
}

/* As printf would write it; of every length, for the widest type holds it. */
static void add_integer(struct text *out, const struct conversion *c, va_list *args)
{
    char format[32];
    snprintf(format, sizeof format, "%%%s*.*j%c", c->flags, c->type);
    if (c->type == 'd' || c->type == 'i') text_printf(out, format, c->width, c->precision, signed_value(c->length, args));
    else text_printf(out, format, c->width, c->precision, natural_value(c->length, args));
}

/* A width counts bytes, as in printf. */
static void add_value(struct text *out, const struct conversion *c, const char *s)
{
    size_t n = c->precision >= 0 ? strnlen(s, (size_t)c->precision) : strlen(s), from = out->n;
    bool left = strchr(c->flags, '-') != NULL;
    for (size_t i = n; !left && i < (size_t)c->width; i++) text_add_char(out, ' ');
    characters_show(out, s, n, true);
    while (left && out->n - from < (size_t)c->width) text_add_char(out, ' ');
}

static void add_conversion(struct text *out, const struct conversion *c, va_list *args)
{
    if (c->type == 's') {
        const char *s = va_arg(*args, const char *);
        add_value(out, c, s ? s : "");
    } else if (c->type == 'c') {
        const char one[] = {(char)va_arg(*args, int), 0};
        add_value(out, c, one);
    } else if (c->type == '%') {
        text_add_char(out, '%');
    } else {
        add_integer(out, c, args);
    }
}

static void (*begins)(void);
static void (*ends)(bool ended);

void say_around(void (*before)(void), void (*after)(bool ended))
{
    begins = before;
    ends = after;
}

static void put(FILE *to, struct text *t)
{
    if (begins && t->n) begins();
    fwrite(text_get(t), 1, t->n, to);                  /* what cannot be written is seen when the stream is flushed at the end */
    if (ends && t->n) ends(t->bytes[t->n - 1] == '\n');
    text_release(t);
}

void say_add(struct text *out, const char *format, va_list args)
{
    struct conversion c;
    va_list rest;                                      /* a va_list that came as an argument has another type than its address */
    va_copy(rest, args);
    for (const char *p = format; *p;) {
        size_t n = strcspn(p, "%");
        text_add_n(out, p, n);
        p += n;
        if (!*p) break;
        p = read_conversion(p + 1, &c, &rest);
        add_conversion(out, &c, &rest);
    }
    va_end(rest);
}

void say(FILE *to, const char *format, ...)
{
    struct text out = {0};
    va_list args;
    va_start(args, format);
    say_add(&out, format, args);
    va_end(args);
    put(to, &out);
}

void say_lines(FILE *to, const char *text)
{
    static const char mark[] = "\uFEFF";               /* in front it says how the text is encoded */
    struct text out = {0};
    size_t n = strncmp(text, mark, strlen(mark)) ? 0 : strlen(mark);
    text_add_n(&out, text, n);
    characters_show(&out, text + n, strlen(text + n), false);
    put(to, &out);
}

static void add_escaped(struct text *out, uint32_t c)
{
    enum { FIRST_BEYOND = 0x10000 };
    if (c < FIRST_BEYOND) text_printf(out, "\\u%04x", (unsigned)c);
    else text_printf(out, "\\u%04x\\u%04x", 0xD7C0u + (unsigned)(c >> 10), 0xDC00u + (unsigned)(c & 0x3FF));
}

void say_json(FILE *to, const char *json)
{
    struct text out = {0};
    size_t n = strlen(json), from = 0;
    for (size_t i = characters_common(json, n), used; i < n; i += used, i += characters_common(json + i, n - i)) {
        uint32_t c;
        used = utf8_next(json + i, n - i, &c);
        enum character kind = character_of(c);
        if (kind == CHARACTER_PLAIN || kind == CHARACTER_BREAK) continue;
        text_add_n(&out, json + from, i - from);
        add_escaped(&out, c);
        from = i + used;
    }
    text_add_n(&out, json + from, n - from);
    put(to, &out);
}

void say_again(FILE *to, FILE *said)
{
    char bytes[65536];
    if (begins) begins();
    rewind(said);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, said));)
        if (fwrite(bytes, 1, n, to) < n) break;
    if (ends) ends(true);
}
