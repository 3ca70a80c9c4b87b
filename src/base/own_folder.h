/* Where the running program lies: its folder, links resolved. In a portable folder (packaging/portable.sh) that is the folder of its own
 * loader and libraries, and `gconv` in it has the converters of encodings. */
#ifndef BASE_OWN_FOLDER_H
#define BASE_OWN_FOLDER_H

const char *own_folder(void);                          /* "" where the system does not say */
const char *own_converters(void);                      /* the folder of converters beside the program; NULL = those of the system */

#endif
