/* Names of files for agencies, of which several may have one name. */
#ifndef DOCUMENTS_AGENCY_FILES_H
#define DOCUMENTS_AGENCY_FILES_H
#include "base/apart.h"

/* By agency, without a suffix: its name as a file system takes it; agencies whose names are one file on some system have their code behind
 * it, all of them; where even that is not enough, their place stands in front. Belongs to the arena. */
const char **agency_files(struct arena *a, const struct coded_name *list, size_t n);

#endif
