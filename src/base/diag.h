/* The reason why a function failed: a message for the user and the exit code.
 *
 * A fallible function returns true when done; otherwise it has filled the `struct diag` it was given, and its caller
 * passes it up. The message is Chinese, one line (say() prints it), and says what to do where it can. Faults of the data are not of this
 * kind: they are collected (base/problem.h) and the work goes on.
 *
 *     if (!file_read(path, &bytes, diag)) return false;
 *     return diag_fail(diag, DIAG_INPUT, "%s：表单没有标题", path);
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
#include <stdbool.h>

/* The values are the program's exit codes. */
enum diag_kind { DIAG_INPUT = 2, DIAG_USAGE = 3, DIAG_SYSTEM = 4 };

struct diag {
    enum diag_kind kind;
    char text[1024];
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* Fills d and returns false, so that it can stand in a return. */
bool diag_fail(struct diag *d, enum diag_kind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same with the system's reason (errno) behind the message; the kind is DIAG_SYSTEM. */
bool diag_fail_errno(struct diag *d, const char *format, ...) __attribute__((format(printf, 2, 3)));
#ifdef __clang_analyzer__                              /* clang-tidy looks into one file at a time, and learns here that both give false */
#define diag_fail(...) (diag_fail(__VA_ARGS__), false)
#define diag_fail_errno(...) (diag_fail_errno(__VA_ARGS__), false)
#endif

#endif
