/* The XML files of a package, written: an element a line, values as texts. */
#ifndef ARCHIVE_XML_OUT_H
#define ARCHIVE_XML_OUT_H
#include "base/text.h"
#include <stdint.h>

struct xml_out { struct text text; const char *open[8]; int depth; };

/* The first element; `like` is the standard whose names it follows (参照), `format` names this layout for programs. */
void xml_out_begin(struct xml_out *x, const char *root, const char *like, const char *format);
void xml_out_open(struct xml_out *x, const char *name);
void xml_out_close(struct xml_out *x);                 /* the last one that is open */
void xml_out_leaf(struct xml_out *x, const char *name, const char *value);         /* NULL: an empty element */
void xml_out_number(struct xml_out *x, const char *name, int64_t number);

#endif
