#include "archive/impersonal.h"
#include "base/text.h"
#include "ledger/values/personal.h"
#include <string.h>

static bool is_impersonal(const struct schema *schema, const char *line, struct text *kinds)
{
    const struct personal_scope scope = {.schema = schema};
    struct personal_marks marks = {0};
    personal_scan(&scope, line, &marks);
    const bool personal = personal_kinds(&marks, true, kinds);
    personal_marks_release(&marks);
    return !personal;
}

bool impersonal_text(const struct schema *schema, const char *name, const char *bytes, size_t n, struct diag *diag)
{
    struct text line = {0}, kinds = {0};
    const char *at = bytes, *end = bytes + n;
    bool ok = true;
    for (size_t nth = 1; ok && at < end; nth++) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        text_clear(&line);
        text_add_n(&line, at, (size_t)((next ? next : end) - at));
        at = next ? next + 1 : end;
        ok = is_impersonal(schema, text_get(&line), &kinds) || diag_fail(diag, DIAG_INPUT, "%s:%zu: 里有%s；移交包里不写个人信息，请改了再写", name, nth, text_get(&kinds));
    }
    text_release(&line);
    text_release(&kinds);
    return ok;
}
