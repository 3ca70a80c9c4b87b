#include "render/csv_writer.h"
#include <inttypes.h>
#include <string.h>

bool csv_looks_like_formula(const char *s)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (!strncmp(s, starts[i], strlen(starts[i]))) return true;
    return false;
}

static void open_field(struct csv_writer *w)
{
    if (!w->text.n) text_add_code_point(&w->text, 0xFEFF);
    if (w->fields++) text_add_char(&w->text, ',');
}

void csv_writer_text(struct csv_writer *w, const char *s)
{
    open_field(w);
    if (!s) return;
    bool quoted = strpbrk(s, ",\"\r\n") != NULL;
    if (quoted) text_add_char(&w->text, '"');
    if (csv_looks_like_formula(s)) text_add_char(&w->text, '\'');
    for (; *s; s++) {
        if (*s == '"') text_add_char(&w->text, '"');
        text_add_char(&w->text, *s);
    }
    if (quoted) text_add_char(&w->text, '"');
}

void csv_writer_number(struct csv_writer *w, int64_t number)
{
    open_field(w);
    text_printf(&w->text, "%" PRId64, number);
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
