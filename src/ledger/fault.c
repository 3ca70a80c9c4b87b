#include "ledger/fault.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf cuts at a byte; a cut character goes as a whole. */
static void write_whole(char *out, size_t size, const char *format, va_list args)
{
    int wanted = vsnprintf(out, size, format, args);
    if (wanted < 0 || (size_t)wanted < size) return;
    size_t n = size - 1;
    while (n && ((unsigned char)out[n - 1] & 0xC0) == 0x80) n--;
    if (n && (unsigned char)out[n - 1] >= 0xC0) n--;
    out[n] = 0;
}

bool fault_set(struct fault *f, const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    write_whole(f->text, sizeof f->text, format, args);
    va_end(args);
    f->id = id;
    f->line = 0;
    f->expected[0] = 0;
    return false;
}

bool fault_expect(struct fault *f, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    write_whole(f->expected, sizeof f->expected, format, args);
    va_end(args);
    return false;
}
