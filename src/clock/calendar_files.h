/* Calendar files (data/calendars/README.md): every CSV file of a folder, and one that the user names (--calendar).
 *
 * The header is date,kind,name,source,status,region. The order of the files does not matter to the result. The diag lists all
 * faults of all files, as many as it holds.
 *
 *     struct calendars *calendars;
 *     if (!calendar_files_load(&calendars, "data/calendars", NULL, hash, diag)) return false;
 */
#ifndef CLOCK_CALENDAR_FILES_H
#define CLOCK_CALENDAR_FILES_H
#include "base/digest.h"
#include "calendar/calendars.h"

/* `extra` may be NULL; its rows replace those of the folder for the same days. `hash` is over all that was read. */
MUST_CHECK bool calendar_files_load(struct calendars **calendars, const char *dir, const char *extra, char hash[DIGEST_HEX], struct diag *diag);

#endif
