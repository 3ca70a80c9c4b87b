/* What libharu's objects lack: dictionaries, streams and text strings made in one call each.
 *
 * libharu allocates through base/memory.h here (canvas.c opens it so), hence no object is ever NULL. What else can go
 * wrong is a limit of the format; libharu keeps the first such error, and the driver asks for it before it saves.
 */
#ifndef RENDER_PDF_OBJECTS_H
#define RENDER_PDF_OBJECTS_H
#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <stddef.h>

/* An indirect dictionary; type and subtype may be NULL. */
HPDF_Dict object_dict(HPDF_Doc pdf, const char *type, const char *subtype);
/* An indirect stream with these bytes, deflated or as they are. */
HPDF_Dict object_stream(HPDF_Doc pdf, const void *bytes, size_t n, HPDF_BOOL deflate);
/* Sets key to UTF-8 text as a UTF-16 string: libharu's own strings lose what lies beyond the BMP. */
void object_set_text(HPDF_Doc pdf, HPDF_Dict dict, const char *key, const char *text);
void object_set_ascii(HPDF_Doc pdf, HPDF_Dict dict, const char *key, const char *text);

#endif
