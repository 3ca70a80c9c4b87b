/* What exceeds the memory set aside for it goes into a file without a name, in the folder where SQLite puts its own: the first of
 * TMPDIR, /var/tmp, /usr/tmp, /tmp and the current folder that can be written. */
#ifndef BASE_SCRATCH_H
#define BASE_SCRATCH_H

const char *scratch_folder(void);                      /* NULL = there is none */
int scratch_open(void);                                /* the descriptor of such a file; -1: errno says why. The caller closes it */

#endif
