#include "ledger/values/fault.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool fault_set(struct fault *f, const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(f->text, sizeof f->text, format, args);
    va_end(args);
    utf8_drop_cut(f->text);
    f->id = id;
    f->hides = false;
    f->line = 0;
    f->expected[0] = 0;
    return false;
}

bool fault_expect(struct fault *f, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(f->expected, sizeof f->expected, format, args);
    va_end(args);
    utf8_drop_cut(f->expected);
    return false;
}
