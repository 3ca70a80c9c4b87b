/* The font files of this machine: a setting names a face by its path, or by a file name that is looked for in the usual folders. */
#ifndef RENDER_FONTS_FONT_FILES_H
#define RENDER_FONTS_FONT_FILES_H
#include <stdbool.h>

struct font_files;

/* places: folders with “; ” between; they are read, with the folders in them, when a name is first looked for. */
/* The next entry of a setting's list with “; ” between, and the list behind it; NULL at its end. malloc()ed. */
char *font_files_next(const char **list);

struct font_files *font_files_new(const char *places);
void font_files_free(struct font_files *f);

bool font_files_is_path(const char *entry);            /* “/opt/a.ttf#Face” is, “simfang.ttf” and “a.ttc#Face” are not */
/* “simfang.ttf” as “/usr/share/fonts/win/SIMFANG.TTF”, “a.ttc#Face” with its #Face; a path as it is. Letters match in either case; of several
 * files the first one in the order of the folders and of the names in them. malloc()ed; NULL where there is none. */
char *font_files_find(struct font_files *f, const char *entry);

#endif
