/* Growable text, and the few functions for UTF-8.
 *
 * A `struct text` owns its bytes, is always NUL-terminated once something was added, and is reusable after text_clear.
 *
 *     struct text t = {0};
 *     text_printf(&t, "第%d页", 3);
 *     puts(text_get(&t));
 *     text_release(&t);
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text { char *bytes; size_t n, cap; };

void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const char *s, size_t n);
void text_add_char(struct text *t, char c);
void text_add_code_point(struct text *t, uint32_t code_point);
/* Adds s. Where s is longer than so many characters (at least 3), only its beginning and its end are added, with … between them:
 * names of one place begin alike and end differently. */
void text_add_within(struct text *t, const char *s, size_t characters);
void text_add_integer(struct text *t, int64_t number);
void text_add_thousandths(struct text *t, int64_t number);      /* 12345 as “12.345”, -500 as “-0.5”: no zeroes at the end, a point in every locale */
char *text_room(struct text *t, size_t n);             /* n bytes more, which the caller writes at once */
void text_printf(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *text_get(const struct text *t);            /* "" while empty; valid until the next change */
void text_clear(struct text *t);                       /* its memory stays for what is added next */
void text_release(struct text *t);

/* The decimal digits of a number, with '-' before a negative one. Returns where they begin in the buffer. */
enum { TEXT_INTEGER = 24 };
const char *text_integer(int64_t number, char buffer[TEXT_INTEGER]);

/* Whether two texts are the same; NULL is like "". */
bool text_same(const char *a, const char *b);

/* Reads one code point of s[0..n), n > 0; returns the bytes used (at least 1). Broken input gives U+FFFD and 1. */
size_t utf8_next_wide(const char *s, size_t n, uint32_t *code_point);       /* the same for all but ASCII */
static inline size_t utf8_next(const char *s, size_t n, uint32_t *code_point)
{
    if ((unsigned char)*s >= 0x80) return utf8_next_wide(s, n, code_point);
    *code_point = (unsigned char)*s;
    return 1;
}
enum { UTF8_MOST = 4 };                                /* bytes of a character: strnlen(s, UTF8_MOST) where the end is not known */
/* Whether all n bytes are strict UTF-8; *bad (may be NULL) is the offset of the first that is not. */
bool utf8_valid(const char *s, size_t n, size_t *bad);
/* Where vsnprintf had to cut within a character at the end of s, takes away what is left of it. */
void utf8_drop_cut(char *s);
/* The same text composed (NFC), so that letters are spelt in one way; folded: without case too. What is no UTF-8 stays as it
 * is. malloc()ed. */
char *utf8_composed(const char *s, bool folded);
size_t utf8_length(const char *s);                     /* code points */
/* Columns of a terminal: 2 for Chinese characters and marks, 0 for what stands on the character before it. Marks that are narrow
 * in some fonts and wide in others (“ … ①) count 2, so that no line is longer than it was measured. */
size_t utf8_columns(uint32_t code_point);

#endif
