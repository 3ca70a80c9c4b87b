/* The readers of this room, one for each format; document.h says what they return. */
#ifndef REOPEN_REOPEN_INSIDE_H
#define REOPEN_REOPEN_INSIDE_H
#include "base/diag.h"
#include <stdio.h>

/* A zip file whose parts unpack to their checksums, are XML to their ends, and name only parts that are there. */
MUST_CHECK bool workbook_sound(const char *path, struct diag *diag);
/* The same, and the tables have the columns that they state, the styles are there, and the body ends. */
MUST_CHECK bool text_document_sound(const char *path, struct diag *diag);
/* A zip file whose parts unpack to their checksums and are XML or whole fonts; each is named by another, and each that is named is there. Ids are unique and not above
 * the highest one that the document states; fonts and pages that are referred to are there. */
MUST_CHECK bool layout_sound(const char *path, struct diag *diag);
/* Header, trailer and cross-reference table; every object where the table has it, and whole. */
MUST_CHECK bool pdf_sound(const char *path, struct diag *diag);
/* One value in strict UTF-8, and nothing behind it. */
MUST_CHECK bool json_sound(const char *path, struct diag *diag);
/* Strict UTF-8 in rows with the same number of fields, each ended by CR LF. Missing rows at the end cannot be noticed. */
MUST_CHECK bool csv_sound(const char *path, struct diag *diag);
/* One element of XML, as this program writes its pages. */
MUST_CHECK bool page_sound(const char *path, struct diag *diag);

#endif
