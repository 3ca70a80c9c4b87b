/* Text in XML and HTML. */
#ifndef RENDER_XML_H
#define RENDER_XML_H
#include "base/text.h"

/* s as text or the value of an attribute: & < > " escaped, and what no document may hold shown (base/characters.h). */
void xml_escape(struct text *t, const char *s);

#endif
