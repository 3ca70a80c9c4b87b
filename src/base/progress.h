/* What is being done, on one line of the terminal, once a run has taken a second.
 *
 * The line is on stderr, and only where that is a terminal on which a line can be drawn anew. Whatever the program prints erases it first,
 * and it is gone at the end: nothing else depends on how long a run takes. It is drawn at most ten times a second; a call costs no more
 * than to note its words, which are copied and cut to the width of the terminal.
 *
 *     progress_begin(80);
 *     progress_part("机关", 3, 40);                    机关 3 / 40，
 *     progress_count("核对", i, n);                    机关 3 / 40，核对 17 / 255
 *     progress_rows("读入", "申请登记", rows);          读入申请登记 40960 行
 *     progress_end();
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H
#include <stddef.h>
#include <stdint.h>

/* The second begins. Without this call the others do nothing, and neither for 0 columns. */
void progress_begin(size_t columns);
/* A stage begins: “统计……”. */
void progress_show(const char *what);
/* How far a stage is. */
void progress_count(const char *what, size_t done, size_t all);
/* How far reading is, where nobody knows how much there is. Called for every row, it notes one in some thousand. */
void progress_rows(const char *what, const char *of, int64_t rows);
/* Which of several parts the stages that follow belong to; of a single part (all < 2) nothing is said. */
void progress_part(const char *what, size_t done, size_t all);
/* Erases the line. A signal handler may call it. */
void progress_end(void);
/* In a child process: the line is its parent's. */
void progress_leave(void);

#endif
