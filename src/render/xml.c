#include "render/xml.h"
#include "base/characters.h"
#include <string.h>

void xml_escape(struct text *t, const char *s)
{
    struct character_fault fault;
    struct text shown = {0};
    if (!characters_allowed(s, strlen(s), &fault) && utf8_valid(s, strlen(s), NULL)) {   /* what is no UTF-8 is refused with the whole file */
        characters_show(&shown, s, strlen(s), false);
        s = text_get(&shown);
    }
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '&') text_add(t, "&amp;");
        else if (c == '<') text_add(t, "&lt;");
        else if (c == '>') text_add(t, "&gt;");
        else if (c == '"') text_add(t, "&quot;");
        else if (c != '\r') text_add_char(t, *s);
    }
    text_release(&shown);
}
