/* The readers of this room, one a format; see document.h for what they say. */
#ifndef REOPEN_READERS_H
#define REOPEN_READERS_H
#include "base/diag.h"
#include <stdio.h>

/* A zip file whose parts unpack to their checksums, are XML to their ends, and name only parts that are there. */
MUST_CHECK bool workbook_sound(const char *path, struct diag *diag);
/* Header, trailer and cross-reference table; every object where the table has it, and whole. */
MUST_CHECK bool pdf_sound(const char *path, struct diag *diag);
/* One value in strict UTF-8, and nothing behind it. */
MUST_CHECK bool json_sound(const char *path, struct diag *diag);
/* Strict UTF-8 in rows of equally many fields, each ended by CR LF. That rows are missing behind the last one cannot show. */
MUST_CHECK bool csv_sound(const char *path, struct diag *diag);
/* One element of XML, as this program writes its pages. */
MUST_CHECK bool page_sound(const char *path, struct diag *diag);

#endif
