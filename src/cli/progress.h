/* What is being done, on one line of the terminal, once a run has taken a second.
 *
 * The line is on stderr and only where that is a terminal. Whatever the program prints erases it first, and it is gone at the end: nothing
 * else depends on how long a run takes.
 *
 *     progress_begin();
 *     progress_show("读入台账");
 *     progress_count("读年报", i, n);
 *     progress_end();
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H
#include <stddef.h>

/* The second begins. Without this call the others do nothing. */
void progress_begin(void);
/* A stage begins; the words are kept for its length. */
void progress_show(const char *what);
/* How far a stage is. */
void progress_count(const char *what, size_t done, size_t all);
/* Erases the line. A signal handler may call it. Before the process has children that print, too. */
void progress_end(void);

#endif
