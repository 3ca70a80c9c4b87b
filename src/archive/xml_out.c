#include "archive/xml_out.h"
#include "render/xml.h"

static void indent(struct xml_out *x)
{
    for (int i = 0; i < x->depth; i++) text_add(&x->text, "  ");
}

void xml_out_begin(struct xml_out *x, const char *root, const char *like, const char *format)
{
    *x = (struct xml_out){.open = {root}, .depth = 1};
    text_printf(&x->text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s 参照=\"%s\" 格式=\"%s\">\n", root, like, format);
}

void xml_out_open(struct xml_out *x, const char *name)
{
    indent(x);
    text_printf(&x->text, "<%s>\n", name);
    x->open[x->depth++] = name;
}

void xml_out_close(struct xml_out *x)
{
    x->depth--;
    indent(x);
    text_printf(&x->text, "</%s>\n", x->open[x->depth]);
}

void xml_out_leaf(struct xml_out *x, const char *name, const char *value)
{
    indent(x);
    if (value && *value) {
        text_printf(&x->text, "<%s>", name);
        xml_escape(&x->text, value);
        text_printf(&x->text, "</%s>\n", name);
    } else {
        text_printf(&x->text, "<%s/>\n", name);
    }
}

void xml_out_number(struct xml_out *x, const char *name, int64_t number)
{
    char digits[TEXT_INTEGER];
    xml_out_leaf(x, name, text_integer(number, digits));
}
