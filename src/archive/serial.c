#include "archive/serial.h"
#include <string.h>

enum { MOST_FIGURES = 15 };
static const char place[] = "{" SERIAL_PLACE "}";

/* n figures. */
static bool take(const char *s, size_t n, int64_t *value)
{
    if (!n || n > MOST_FIGURES || strspn(s, "0123456789") < n) return false;
    *value = 0;
    for (size_t i = 0; i < n; i++) *value = 10 * *value + (s[i] - '0');
    return true;
}

static bool is_of(const char *number, const char *row, int64_t *value)
{
    const char *at = row ? strstr(row, place) : NULL, *tail = at ? at + sizeof place - 1 : NULL;
    size_t head = at ? (size_t)(at - row) : 0, n = strlen(number), end = tail ? strlen(tail) : 0;
    return at && n > head + end && !strncmp(number, row, head) && !strcmp(number + n - end, tail) && take(number + head, n - head - end, value);
}

bool serial_read(struct arena *a, const char *number, const char *row, struct serial *s)
{
    const size_t n = strlen(number);
    size_t at = n;
    *s = (struct serial){.number = number, .row = row};
    if (is_of(number, row, &s->value)) return true;
    while (at && number[at - 1] >= '0' && number[at - 1] <= '9') at--;
    s->row = arena_printf(a, "%.*s%s", (int)at, number, place);
    return take(number + at, n - at, &s->value);
}

bool serial_one_row(const struct serial *a, const struct serial *b) { return !strcmp(a->row, b->row); }

int serial_order(const void *a, const void *b)
{
    const struct serial *x = a, *y = b;
    int rows = strcmp(x->row, y->row);
    return rows ? rows : (x->value > y->value) - (x->value < y->value);
}
