/* The end of a run, in three lines on stderr: what stands and where, what to mend first, and the command to type next. Nothing with -q.
 *
 *     结果：清河县农业农村局的年报是草稿：16个问题待改正，在 out/2025/…（须改正 16，超期 0，警告 1，提示 0，无法核对 7）
 *     先改：A04 × 16 日期不在2008年5月1日至今天之间；G10 第二十条的这一项没有公开的信息
 *     接着：看标在台账副本上的问题：nianbao report 台账 --year 2025 --mark
 */
#ifndef CLI_ENDING_H
#define CLI_ENDING_H
#include "cli/options.h"
#include "flow/flow.h"

/* Of report, check and rollup, done. `after` is the command that comes next where nothing is to be mended; `code`: the
 * exit code, 1 where no PDF could be written. */
void ending_done(const struct flow *f, const struct command *c, const struct command *after, int code);
/* The same refused, with everything that was found. With -q, and for one ledger of a batch, only a line that says so. */
void ending_refused(const struct flow *f, const struct command *c, const struct findings *all, bool of_many);
/* A folder of ledgers, by ledger its path, its exit code, and whether a message stopped it that no row can be marked for; `worst`: the exit code
 * of the run, 1 too where no PDF could be written. */
void ending_batch(const struct options *o, const struct command *c, const struct command *after, const char *const *paths, const int *codes,
                  const bool *stopped, size_t n, int worst);
/* init wrote the file: what it is, and what is to be filled in first; `after` is the command that takes it. */
void ending_init(const struct options *o, const char *file, const char *what, const char *first, const struct command *after);
/* init --from wrote the file, with so many questions that need an answer: then the `same` command comes next, else `after`. */
void ending_brought(const struct options *o, const char *file, size_t open, const struct command *same, const struct command *after);

#endif
